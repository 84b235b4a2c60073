from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules import Actual
from perfrules.comparators import AtLeast
from perfrules.quantities import Quantity
from perfrules.scoring.actuals import values as av
from perfrules.scoring.actuals.reading import inline_base, labelled_share, read_actual, scale_of, written
from perfrules.text import Span
from perfrules.wording import Criterion, parse


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("2025.11", av.DateValue(2025, 11)),
        (" 2025.11.3 ", av.DateValue(2025, 11, 3)),
        ("202511", av.DateValue(2025, 11)),
        (20251130, av.DateValue(2025, 11, 30)),
        ("2025", av.DateValue(2025)),
        (2025.11, av.DateValue(2025, 11)),
        (Decimal("2025.10"), av.NumberValue(Decimal("2025.1"))),
        ("2025.10", av.DateValue(2025, 10)),
        ("2025.1", av.DateValue(2025, 1)),
        (2025.1, av.NumberValue(Decimal("2025.1"))),
        (45991, av.NumberValue(Decimal(45991))),
        ("2025.13", av.NumberValue(Decimal("2025.13"))),
        ("50", av.NumberValue(Decimal(50))),
        ("9" * 41, av.NoValue("9" * 41)),
        (None, av.Absent()),
    ],
)
def test_a_number_is_a_date_where_a_time_is_asked_for(value, reading):
    assert read_actual(value, timed=True) == reading


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        (35, av.NumberValue(Decimal(35))),
        (-3, av.NumberValue(Decimal(-3), signed=True)),
        (0.976, av.NumberValue(Decimal("0.976"))),
        (0.1 + 0.2, av.NumberValue(Decimal("0.30000000000000004"))),
        (Decimal("1E+3"), av.NumberValue(Decimal(1000))),
        ("1,234.50", av.NumberValue(Decimal("1234.5"))),
        ("４５１２", av.NumberValue(Decimal(4512))),
        ("+8%", av.NumberValue(Decimal(8), "%", signed=True)),
        (" 97.6 % ", av.NumberValue(Decimal("97.6"), "%")),
        ("4512家", av.NumberValue(Decimal(4512), "家")),
        ("2.6亿元", av.NumberValue(Decimal(260000000), "元", 10**8)),
        ("2.6亿", av.NumberValue(Decimal(260000000), None, 10**8)),
        ("增长12%", av.Moved(Decimal(12), "%")),
        ("下降12%", av.Moved(Decimal(-12), "%")),
        ("60+（含）", av.Stated(AtLeast(Quantity(60)))),
        ("完成60+/年", av.Stated(AtLeast(Quantity(60)))),
        ("第8名", av.RankValue(8)),
        ("2023-11-20", av.DateValue(2023, 11, 20)),
        ("2023年11月", av.DateValue(2023, 11)),
        ("2023年9月前", av.DateValue(2023, 8, 31, until=True)),
        (date(2023, 11, 20), av.DateValue(2023, 11, 20)),
        (datetime(2023, 11, 20, 8, tzinfo=UTC), av.DateValue(2023, 11, 20)),
        ("已完成", av.Said("达成")),
        ("达成 （ 90% ）。", av.Said("达成", Fraction(9, 10))),
        ("部分达成70%", av.Said("部分达成", Fraction(7, 10))),
        ("是", av.Said("达成", None, yes=True)),
        ("无", av.Said("未达成", None, yes=False)),
        ("未发生", av.NotHappened("")),
        ("全年安全事故零发生", av.NotHappened("安全事故")),
        ("不适用", av.Excluded()),
        (None, av.Absent()),
        ("　", av.Absent()),
        ("——", av.Absent()),
        (True, av.NoValue("TRUE")),
        (float("nan"), av.NoValue("NaN")),
        (float("-inf"), av.NoValue("-inf")),
        (Decimal("NaN"), av.NoValue("NaN")),
        (10**50, av.NoValue("1" + "0" * 39 + "…")),
        ("9" * 41, av.NoValue("9" * 41)),
        ("9" * 40, av.NumberValue(Decimal("9" * 40))),
        (10**39, av.NumberValue(Decimal(10**39))),
        (10**40, av.NoValue("1" + "0" * 39 + "…")),
        (Decimal("1E+40"), av.NumberValue(Decimal(10**40))),
        (Decimal("1E+41"), av.NoValue("1E+41…")),
        (0, av.NumberValue(Decimal(0))),
        ("降至0家", av.NumberValue(Decimal(0), "家")),
        ("1,234家", av.NumberValue(Decimal(1234), "家")),
        ("3月前", av.DateValue(None, 2, 28, until=True)),
        ("1. 已 完成；2. 5家", av.Listed(((1, av.Said("达成")), (2, av.NumberValue(Decimal(5), "家"))))),
        ("1. 60+；2. 否。", av.Listed(((1, av.Stated(AtLeast(Quantity(60)))), (2, av.Said("未达成", None, yes=False))))),
        ("#REF!", av.NoValue("#REF!")),
        (b"5", av.NoValue("b'5'")),
        ("效果明显", av.ProseValue("效果明显")),
    ],
)
def test_what_people_write(value, reading):
    assert read_actual(value) == reading


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("≥266米", "≥266米"),
        ("1. 10家；2. 5场", "1. 10家；2. 5场"),
        ("增长12%", "增长12%"),
        ("下降1.5%", "下降1.5%"),
        ("第8名", "第8名"),
        ("2023年11月", "2023年11月"),
        ("达成（90%）", "达成（90%）"),
        ("已完成", "已完成"),
        ("不适用", "不适用"),
        (None, "未填"),
        ("NaN", "NaN"),
        ("好\u202e", "好\\u202e"),
    ],
)
def test_how_a_reading_is_shown(value, shown):
    assert str(read_actual(value)) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, None), ("5家", "5家"), (True, "TRUE"), (0.1, "0.1"), (1e20, "100000000000000000000"), (float("nan"), "NaN"), (Decimal("5.0"), "5"), (date(2023, 1, 2), "2023-01-02"), (datetime(2023, 1, 2, 3, tzinfo=UTC), "2023-01-02"), (b"x", "b'x'")],
)  # fmt: skip
def test_how_an_actual_value_is_kept(value, text):
    assert written(value) == text


@pytest.mark.parametrize(
    ("year", "month", "day", "budget", "first", "last"),
    [
        (2023, 11, 20, None, "2023-11-20", "2023-11-20"),
        (2024, 2, None, None, "2024-02-01", "2024-02-29"),
        (2023, None, None, None, "2023-01-01", "2023-12-31"),
        (None, 12, None, 2023, "2023-12-01", "2023-12-31"),
        (9999, 12, None, None, "9999-12-01", "9999-12-31"),
    ],
)
def test_a_month_counts_from_its_first_day_to_its_last(year, month, day, budget, first, last):
    assert [str(one) for one in av.DateValue(year, month, day).days(budget) or ()] == [first, last]


def test_days_that_cannot_be_known():
    assert av.DateValue(None, 11, 20).days(None) is None
    assert av.DateValue(None, 2, 29).days(2023) is None


@pytest.mark.parametrize(
    ("target", "scale"),
    [
        ("≥2600亿元", 10**8),
        ("≥50家", 1),
        ("5万家", 10**4),
        ("≥200亿", 10**8),
        ("进一步提高", 1),
        ("≥5000億元", 10**8),
        ("≥3千米", 1),
        ("≥10㎡", 1),
        ("≥5成", 10),
        ("≥0成", 1),
        ("≥1,500億元", 10**8),
        ("≥1亿2000万元", 10**8),
        ("≥3千5百家", 1000),
        ("≥0億9111萬元", 10**8),
    ],
)
def test_the_scale_that_a_target_is_written_with(target, scale):
    assert scale_of(parse(target).criteria[0]) == scale


def test_a_criterion_that_does_not_say_what_was_written_has_no_scale():
    assert scale_of(Criterion(AtLeast(Quantity(50000, "家")), "≥5万家", Span(0, 4))) == 1


@pytest.mark.parametrize(
    ("text", "share"),
    [("较好完成（85%）", Fraction(17, 20)), ("较好 完成 ( 85 % ) 。", Fraction(17, 20)), ("提升20%", None), ("85%", None)],
)
def test_the_share_in_brackets_behind_words(text, share):
    assert labelled_share(text) == share


@pytest.mark.parametrize(
    ("text", "value", "base"),
    [("112（基期值100）", "112", "100"), ("112万元，基期值：100万元", "112万元", "100万元"), ("112", "112", None), ("基期", "基期", None)],
)
def test_a_base_written_beside_the_value(text, value, base):
    assert inline_base(text) == (value, base)


@pytest.mark.parametrize(
    "value",
    [
        "5",
        "true",
        "2023-01-02",
        True,
        5,
        0.1,
        Decimal("0.12345678901234567890123"),
        date(2023, 1, 2),
        datetime(2023, 1, 2, 3, tzinfo=UTC),
        None,
    ],
)
def test_an_actual_keeps_the_type_it_was_given(value):
    kept = Actual(value=value).value
    assert (type(kept), kept) == (type(value), value)


@pytest.mark.parametrize("value", ["是", "达成", "达成（90%）", "未发生", "不适用", "无安全事故", "45/50", "97.6%（122/125）"])
def test_an_answer_with_a_full_stop_is_the_same(value):
    known = read_actual(value)
    assert [type(read_actual(f"{value}{mark}")) for mark in ("。", ".", "；", ";")] == [type(known)] * 4
