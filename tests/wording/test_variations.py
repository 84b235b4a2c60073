"""What is written another way without saying anything else reads the same: wide, Traditional, with blanks, with 。, behind a label."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import parse
from perfrules.comparators import BOUNDS, Bound
from perfrules.resources import tables_of
from perfrules.testing import conformance_cases, noted

CHARACTERS = tables_of("grammars/characters.toml")
TRADITIONAL = str.maketrans(CHARACTERS["traditional"]["to"], CHARACTERS["traditional"]["from"])
RADICALS = str.maketrans(CHARACTERS["ideographs"]["to"], CHARACTERS["ideographs"]["from"])
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) in "0123456789%()[];:<>="}
READ = [case.wording for case in conformance_cases() if case.name is None and not case.codes]
SIGNS = ["≥", "≤", ">", "<", "不少于", "不超过", "超过", "低于", "达到", "约", "至少", ""]
UNITS = ["家", "%", "人次", "万元", "个工作日", "元/人", "平方米"]


def _reading(text: str) -> str:
    """The notation without the words of bases, which stay as they are written."""
    return re.sub(r"@[^|]*", "@ ", noted(parse(text)))


def _wide(text: str) -> str:
    return text.translate(WIDE)


def _traditional(text: str) -> str:
    return text.translate(TRADITIONAL)


def _radical(text: str) -> str:
    """As copied from a PDF whose font has 人 and 月 among the radicals."""
    return text.translate(RADICALS)


def _stopped(text: str) -> str:
    return text if text[-1:] in "。；;.，,、" else f"{text}。"


def _surrounded(text: str) -> str:
    return f" \u3000{text}\u3000 "


def _spaced(text: str) -> str:
    """A blank between an operator and its number; 不晚于 17点 and 达到 1/2 have one too."""
    return re.sub(r"(?<=[于过到≥≤><=])(?=\d)", " ", text)


def _parted(text: str) -> str:
    """A blank between a number and its unit; 2023 年 and 5 万 have one of their own rules."""
    return re.sub(r"(?<=\d)(?=[家人件个场名次项%‰](?![\u4e00-\u9fff]))", " ", text)


SAYING_THE_SAME: list[Callable[[str], str]] = [_wide, _traditional, _radical, _stopped, _surrounded, _spaced, _parted]
OTHERWISE = {
    "不晚于9:30",  # 9:30。 is no time of a clock
    "2、3次",  # 3 次 is a quantity, 2 a list number
}


@pytest.mark.parametrize("written", SAYING_THE_SAME)
def test_what_is_only_written_another_way_reads_the_same(written: Callable[[str], str]):
    wrong = {text: (_reading(text), _reading(written(text))) for text in READ if _reading(text) != _reading(written(text))}
    assert wrong.keys() <= OTHERWISE, wrong


@pytest.mark.parametrize("label", ["绩效目标：", "年度指标值: ", "任务一："])
def test_a_label_changes_nothing(label: str):
    quantities = [text for text in READ if re.match(r"[≥≤<>]|不[少超低高]|达到|力争|至少", text)]
    wrong = {text: (_reading(text), _reading(label + text)) for text in quantities if _reading(text) != _reading(label + text)}
    assert len(quantities) > 50
    assert wrong == {}


@given(st.sampled_from(SIGNS), st.integers(1, 99), st.integers(1, 99), st.sampled_from(UNITS))
def test_another_number_has_the_same_operator(sign: str, one: int, other: int, unit: str):
    (first,), (second,) = parse(f"{sign}{one}{unit}").criteria, parse(f"{sign}{other}{unit}").criteria
    bound = first.comparator
    assert isinstance(bound, Bound)
    scaled = bound.quantity.value / one
    assert second.comparator == BOUNDS[bound.op](type(bound.quantity)(scaled * other, bound.unit))


@given(st.sampled_from(["培训人数", "满意度", "资金支出", "办结时限"]), st.sampled_from(SIGNS), st.integers(1, 99), st.sampled_from(UNITS))
def test_a_name_before_it_changes_nothing(name: str, sign: str, number: int, unit: str):
    plain = f"{sign}{number}{unit}"
    assert noted(parse(name + plain)) == noted(parse(plain))


@given(st.lists(st.tuples(st.sampled_from(SIGNS), st.integers(1, 99), st.sampled_from(UNITS)), min_size=2, max_size=4))
def test_clauses_joined_read_as_each_alone(clauses: list[tuple[str, int, str]]):
    texts = [f"{sign}{number}{unit}" for sign, number, unit in clauses]
    assert noted(parse("；".join(texts))) == " | ".join(noted(parse(text)) for text in texts)


def test_radicals_and_compatibility_ideographs_are_those_that_unicode_says():
    said = {one: unicodedata.normalize("NFKC", one) for one in map(chr, (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)))}
    known = dict(zip(CHARACTERS["ideographs"]["from"], CHARACTERS["ideographs"]["to"], strict=True))
    assert {one: other for one, other in said.items() if one != other}.items() <= known.items()
    assert all("\u2e80" <= one <= "\u2ef3" for one in known.keys() - said.keys())
    assert not set(known) & set(known.values())
