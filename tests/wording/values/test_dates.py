import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Deadline, parse
from perfrules.wording.values.dates import ending, read

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))


@given(
    days,
    st.sampled_from(
        [
            "{0.year}年{0.month}月{0.day}日",
            "{0.year}-{0.month}-{0.day}",
            "{0.year}.{0.month:02d}.{0.day:02d}",
            "{0:%Y/%m/%d}",
            "{0.year} 年 {0.month} 月 {0.day} 日",
            "{0.year}年{0.month}月{0.day}号",
        ]
    ),
    st.sampled_from(["", "前", "之前", "以前"]),
)
def test_a_day_is_the_last_that_is_on_time(day: date, form: str, before: str):
    found = read(form.format(day) + before)
    assert found is not None
    assert (found.op, found.at) == ("<=", day.isoformat())


@given(days)
def test_the_end_of_a_month_is_its_last_day(day: date):
    last = calendar.monthrange(day.year, day.month)[1]
    for text in (f"{day.year}年{day.month}月底", f"{day.year}年{day.month}月底前", f"{day.year}年{day.month}月末"):
        found = read(text)
        assert found is not None
        assert (found.op, found.at) == ("<=", f"{day.year}-{day.month:02d}-{last}")


@given(days)
def test_before_a_month_is_before_its_first_day(day: date):
    found = read(f"{day.year}年{day.month}月前")
    assert found is not None
    deadline = Deadline("<", found.at)
    assert found.op == "<"
    assert deadline.last_day() < date(day.year, day.month, 1) <= date.fromordinal(deadline.last_day().toordinal() + 1)


@pytest.mark.parametrize(
    ("text", "op", "at"),
    [
        ("第四季度前", "<", "--10"),
        ("第四季度", "<=", "--12"),
        ("第二季度末", "<=", "--06-30"),
        ("2023年第1季度底前", "<=", "2023-03-31"),
        ("2023年上半年", "<=", "2023-06"),
        ("下半年前", "<", "--07"),
        ("2023年上半年前", "<", "2023-01"),
        ("12月上旬", "<=", "--12-10"),
        ("12月中旬", "<=", "--12-20"),
        ("2024年2月下旬", "<=", "2024-02-29"),
        ("12月中旬前", "<=", "--12-10"),
        ("12月下旬前", "<=", "--12-20"),
        ("12月上旬前", "<", "--12-01"),
        ("2月底", "<=", "--02"),
        ("2月29日前", "<=", "--02-29"),
        ("年底", "<=", "--12-31"),
        ("2024年前", "<", "2024"),
        ("2024年", "<=", "2024"),
        ("2021.1.1-12.31", "<=", "2021-12-31"),
        ("九月底前", "<=", "--09-30"),
        ("十二月三十一日前", "<=", "--12-31"),
    ],
)
def test_a_date(text: str, op: str, at: str):
    found = read(text)
    assert found is not None
    assert (found.op, found.at) == (op, at)
    assert Deadline(op, at)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "每月10日",
        "12月初",
        "2023年中",
        "每年前",
        "2023年2月30日前",
        "13月底",
        "0月前",
        "2023-13-01",
        "2023.2.30",
        "每年",
        "本年",
        "当年",
        "提高",
        "",
        "2023年13月",
    ],
)
def test_what_is_no_date(text: str):
    assert read(text) is None


@pytest.mark.parametrize(("text", "word"), [("9月前", "前"), ("9月之前", "之前"), ("12月底", "底"), ("年终", "终"), ("9月", "")])
def test_what_makes_a_date_a_deadline(text: str, word: str):
    assert ending(text) == word


def test_a_span_takes_its_year_from_its_beginning():
    assert parse("2020年1月--11月").criteria[0].comparator == Deadline("<=", "2020-11")
