import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.wording.passes import names


@pytest.mark.parametrize(
    ("name", "count", "found"),
    [
        ("1. 甲；2. 乙", 2, ("甲", "乙")),
        ("①甲 ②乙", 2, ("甲", "乙")),
        ("甲；乙；丙", 3, ("甲", "乙", "丙")),
        ("甲，乙", 2, ("甲", "乙")),
        ("甲、乙（丙、丁）", 2, ("甲", "乙（丙、丁）")),
        ("甲；乙", 3, ()),
        ("甲；", 2, ()),
        ("", 2, ()),
    ],
)
def test_the_items_of_a_name(name: str, count: int, found: tuple[str, ...]):
    assert names.items(name, count) == found


@pytest.mark.parametrize(
    ("item", "subject"),
    [
        ("培训人数（人）", "培训人数"),
        ("培训人数(人)", "培训人数"),
        ("（人）", "人"),
        ("培训（含县级以下及其他单位）", "培训（含县级以下及其他单位"),
        ("  ", None),
        ("培训", "培训"),
    ],
)
def test_the_subject_of_an_item(item: str, subject: str | None):
    assert names.subject(item) == subject


@given(st.text(max_size=30), st.integers(1, 4))
def test_any_name_can_be_given(name: str, count: int):
    assert len(names.items(name, count)) in (0, count)
