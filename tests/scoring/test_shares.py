"""Neighbours of forms that are read: what only looks like a level, a part of a whole, or a total."""

from fractions import Fraction

import pytest

from perfrules.measures import ends_in, mentions
from perfrules.scoring.actuals.proportions import proportion_in
from perfrules.scoring.actuals.reading import labelled_share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("较好完成（85%）", Fraction(17, 20)),
        ("较好完成(85.5%)。", Fraction(171, 200)),
        ("提升20%", None),
        ("覆盖率 90%", None),
        ("（85%）", None),
        ("增长12家（85%）", None),
    ],
)
def test_a_share_behind_unknown_words_stands_in_brackets(text, share):
    assert labelled_share(text) == share


def test_a_part_without_a_rate_agrees_with_itself():
    found = proportion_in("122/125")
    assert found is not None
    assert found.agrees


def test_what_a_name_mentions_and_ends_in():
    assert mentions("cost", "培训人数") is None
    assert (ends_in("share", "满意度调查情况"), ends_in("measure", "培训")) == ("满意度", None)
