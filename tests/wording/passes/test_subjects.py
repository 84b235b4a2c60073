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
