"""What is measured: the words of the clause, and of the clause before it where a sign alone stands between."""

import pytest

from perfrules import parse


@pytest.mark.parametrize(
    ("wording", "subjects"),
    [
        ("甲、乙，5家", ["甲、乙"]),
        ("甲，乙，5家", ["甲，乙"]),
        ("甲；乙，丙，，5家", [None, None, None]),
        ("投诉率<不超过总工单3%", ["投诉率"]),
        ("提高温度负5℃", ["提高温度"]),
    ],
)
def test_the_subject_of_a_quantity(wording: str, subjects: list[str | None]):
    assert [one.subject for one in parse(wording).criteria][-len(subjects) :] == subjects


@pytest.mark.parametrize(
    ("wording", "subject"),
    [
        ("三年累计增长15%以上", "三年"),
        ("审计5家", "审计"),
        ("培训会计50人", "培训会计"),
        ("活动共计50场", "活动"),
        ("存在行为5起", "存在行为"),
        ("预算为5万元", "预算"),
        ("共计50人", None),
    ],
)
def test_a_particle_at_its_edge_is_none_of_a_subject_but_the_end_of_a_word_is(wording: str, subject: str | None):
    (criterion,) = parse(wording).criteria
    assert criterion.subject == subject


def test_what_is_counted_off_behind_the_first_mark_is_no_item():
    (criterion,) = parse("1、2、3家企业各5家").criteria
    assert (str(criterion.comparator), criterion.number) == ("=5家", 1)
