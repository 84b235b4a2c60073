"""Headings are known once, by what they say, however they are written."""

import pytest

from perfrules.tables.grid import Cell, Source
from perfrules.tables.headings.labels import captioned, label
from perfrules.tables.headings.vocabulary import headings

WRITTEN = [
    ("年度指標值", "年度指标值"),
    ("實際完成值", "实际完成值"),
    ("預算執行率（%）", "预算执行率"),
    ("財政撥款", "财政拨款"),
    ("資金總額", "资金总额"),
    ("（一）绩效指标", "绩效指标"),
    ("1.项目名称", "项目名称"),
    ("三、 年度 指标值 （包含数字及文字描述）：", "年度指标值"),
    ("预算数（A）", "预算数"),
    ("计算符号（≥≤）", "计算符号"),
    ("项目（政策）名称", "项目名称"),
    ("【分值】", "【分值】"),
    ("１．５", "1.5"),
    ("分值*", "分值"),
]


@pytest.mark.parametrize(("written", "folded"), WRITTEN)
def test_folding(written: str, folded: str) -> None:
    assert label(written) == label(folded)


@pytest.mark.parametrize("part", ["columns", "fields", "amounts", "goals", "rows"])
def test_a_heading_says_one_thing(part: str) -> None:
    words = [word for names in headings(part).values() for word in names]
    assert sorted(set(words)) == sorted(words)
    assert all(label(word) == word for word in words)


def test_a_caption_in_traditional_characters() -> None:
    row = (Cell("部門名稱（公章）：市科技局\u3000單位：萬元", Source("a"), 1, 1),)
    found = captioned(row, headings("captions")["department"])
    assert found is not None
    assert found[0] == "市科技局"
