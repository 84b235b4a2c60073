from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.model import Category, Subcategory
from perfrules.tables.indicators.joined import Taken, first_trace, known_category, take_apart


def parts(taken: Taken) -> list[tuple[str, str, str, str | None]]:
    text = taken.text
    return [
        (
            entry.number.of(text) if entry.number else "",
            entry.category.of(text),
            entry.name.of(text),
            entry.target.of(text) if entry.target else None,
        )
        for entry in taken.entries
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1、产出指标：甲，年度指标值：≥3场。", [("1", "产出指标", "甲", "≥3场")]),
        ("1、产出指标：甲。, 年度指标值： ≥ 3 。", [("1", "产出指标", "甲", "≥ 3")]),
        (
            "1、效益指标: 甲,年度指标值: 乙10秒。2、产出指标: 丙,年度指标值: 丁",
            [("1", "效益指标", "甲", "乙10秒"), ("2", "产出指标", "丙", "丁")],
        ),
        (
            "1、产出指标：甲，年度指标值：1.≥4；2.≥5。2、产出指标：乙，年度指标值：6",
            [("1", "产出指标", "甲", "1.≥4；2.≥5"), ("2", "产出指标", "乙", "6")],
        ),
        ("1、产出指标：甲，年度指标值：1、配合工作。2、出报告。", [("1", "产出指标", "甲", "1、配合工作。2、出报告")]),
        ("1、产\n出指标：甲，年度\n指标值：3", [("1", "产\n出指标", "甲", "3")]),
        ("1.创新指标：甲，年度指标值：3", [("1", "创新指标", "甲", "3")]),
        ("1.产出指标：甲，年度指标值：完成 3、创新指标：体系", [("1", "产出指标", "甲", "完成 3、创新指标：体系")]),
        ("产出指标：甲，年度指标值：3。满意度指标：乙，年度指标值：≥90%", [("", "产出指标", "甲", "3"), ("", "满意度指标", "乙", "≥90%")]),
        ("1、产出指标：甲", [("1", "产出指标", "甲", None)]),
        ("1、产出指标：，年度指标值：", [("1", "产出指标", "", "")]),
        ("没有指标", []),
        ("", []),
    ],
)
def test_a_cell_comes_apart(text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert parts(take_apart(text)) == expected


def test_what_stands_before_the_first_head_is_left_over() -> None:
    taken = take_apart(" 说明。1、产出指标：甲，年度指标值：3")
    assert [span.of(taken.text) for span in taken.leftovers] == ["说明。"]


WORDS = st.sampled_from(
    ["1、", "2.", "产出指标", "：", ":", "，年度指标值：", "甲", "≥3", "。", "\n", " ", "满意度指标：", "目标值：", "10"]
)


@given(st.lists(WORDS, max_size=40).map("".join))
def test_the_pieces_are_the_whole_text(text: str) -> None:
    taken = take_apart(text)
    assert "".join(piece.span.of(text) for piece in taken.pieces) == text
    at = 0
    for piece in taken.pieces:
        assert piece.span.start == at < piece.span.end
        at = piece.span.end


@pytest.mark.parametrize(
    "text", ["。" * 100_000, " " * 100_000, "1、" * 50_000, "\n" * 100_000, "产出指标：" * 20_000, "，" * 100_000 + "年度"]
)
def test_cost_grows_with_length_only(text: str) -> None:
    taken = take_apart(text)
    assert sum(piece.span.end - piece.span.start for piece in taken.pieces) == len(text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("产出指标", (Category.OUTPUT, None)),
        ("数量指标", (Category.OUTPUT, Subcategory.QUANTITY)),
        ("社会效益指标", (Category.BENEFIT, Subcategory.SOCIAL)),
        ("创新指标", (None, None)),
    ],
)
def test_classes(word: str, expected: tuple[Category | None, Subcategory | None]) -> None:
    assert known_category(word) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [("完成。，年度指标值：3", 3), ("完成年度指标值：3", 2), ("完成。4、效益指标：甲，年度指标值：乙", 3), ("完成指标体系。", None)],
)
def test_a_trace_of_indicators_in_other_text(text: str, start: int | None) -> None:
    assert first_trace(text) == start
