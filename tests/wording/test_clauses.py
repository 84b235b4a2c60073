"""No clause is lost: each is a criterion, a subject, a separator, or a finding points at it."""

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Target, WordingError, comparator, parse
from perfrules.testing import conformance_cases, noted

CASES = [case for case in conformance_cases() if case.name is None]


@cache
def clean() -> list[str]:
    """Wordings without a finding that mean the same wherever they stand; read when a test first asks."""
    return [
        case.wording
        for case in CASES
        if not case.codes
        and not parse(case.wording).findings
        and case.group not in ("lists", "joined", "numbering", "quoted_as_a_whole")
        and "\n" not in case.wording
        and re.search("[\u4e00-\u9fff]", case.wording)  # English is words as a whole
        and not re.match(r"\d{1,2}(?:$|、)", case.wording)  # 2、3次 begins with a list number behind a ；
    ]


@cache
def clauses() -> list[str]:
    """Only as whole items are a span of time and a numeral without a unit what is asked for; behind a comma 误差 is the tolerance.

    连续3年 before one says for how long.
    """
    return [
        wording
        for wording in clean()
        if not re.fullmatch(r"[\d今本当年月日第一二三四上中下旬半全内季度至.~–—-]+|[〇零一二两三四五六七八九十百千万]+", wording)
        and not wording.startswith(("误差", "连续"))
    ]


PUNCTUATION = " \t\r\n\u3000,，、;；:：。.()（）[]【】!！?？"


def _in_parentheses(before: str) -> bool:
    return sum(char in "([（" for char in before) > sum(char in ")]）" for char in before)


def unplaced(target: Target) -> list[str]:
    """Letters and digits of a target that belong to nothing, are no note in parentheses and in no finding's place."""
    spans = [finding.span for finding in target.findings if finding.span is not None]
    return [
        target.text[start:end]
        for start, end in target.leftovers
        if not _in_parentheses(target.text[:start])
        if any(
            char.isalnum() and not any(span.start <= place < span.end for span in spans)
            for place, char in enumerate(target.text[start:end], start)
        )
    ]


@pytest.mark.parametrize("group", sorted({case.group for case in CASES}))
def test_every_character_of_a_case_has_a_place(group: str):
    lost = {case.wording: unplaced(parse(case.wording)) for case in CASES if case.group == group != "informing"}
    assert {wording: words for wording, words in lost.items() if words} == {}


@given(st.lists(st.deferred(lambda: st.sampled_from(clean())), min_size=2, max_size=3), st.sampled_from(["；", "\n", "。"]))
def test_joined_wordings_read_as_each_alone(parts: list[str], link: str):
    readings = [noted(parse(part)) for part in parts]
    joined = parse(link.join(parts))
    assert unplaced(joined) == []
    counted = [item for reading in readings for item in reading.split(" | ") if item != "Q"]
    kept = [item for item in noted(joined).split(" | ") if item != "Q"]
    assert counted == kept or joined.findings


@given(st.deferred(lambda: st.sampled_from(clauses())), st.deferred(lambda: st.sampled_from(clauses())))
def test_clauses_joined_by_a_comma_keep_their_numbers(first: str, second: str):
    joined = parse(f"{first}，{second}")
    assert unplaced(joined) == []
    counted = [item for part in (first, second) for item in noted(parse(part)).split(" | ") if item != "Q"]
    kept = [item for item in noted(joined).split(" | ") if item != "Q"]
    same = [one == other or other.startswith(f"{one} ") for one, other in zip(counted, kept, strict=False)]  # 大于50，小于100家 shares 家
    assert (len(counted) == len(kept) and all(same)) or joined.findings


@pytest.mark.parametrize("wording", [case.wording for case in CASES])
def test_the_strict_door_lets_nothing_through_that_is_wrong_or_left_over(wording: str):
    target = parse(wording)
    try:
        read = comparator(wording)
    except WordingError:
        return
    assert [criterion.comparator for criterion in target.criteria] == [read]
    assert all(finding.severity.value != "error" for finding in target.findings)
    assert all(
        not target.text[start:end].strip(PUNCTUATION) or not any(map(str.isalnum, target.text[start:end]))
        for start, end in target.leftovers
        if target.text[start - 1 : start] not in ("(", "（", "[")
    )
