import copy
import pickle
from collections.abc import Callable
from datetime import date
from decimal import ROUND_UP, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import perfrules
from perfrules import (
    About,
    AtLeast,
    AtMost,
    Between,
    Change,
    Deadline,
    Direction,
    Exactly,
    Interval,
    LessThan,
    MoreThan,
    Qualitative,
    Quantity,
    Rank,
    parse,
)
from perfrules.comparators import BOUNDS, Bound, Comparator, Trend, from_dict, from_interval
from perfrules.errors import UnitError, ValueRangeError
from perfrules.testing import bounds, comparators, ranges
from perfrules.testing.strategies import known_units, values

NAMESPACE = {name: getattr(perfrules, name) for name in perfrules.__all__}
SIZES = st.one_of(bounds(units=["家"]), ranges(units=["家"]))


def home(unit: str | None, value: str = "5") -> Quantity:
    return Quantity(value, unit)


def anything(value: Any) -> Any:
    return value


# —— there and back ——


def read(comparator: Comparator) -> tuple[Comparator, ...]:
    target = parse(str(comparator))
    assert not [remark for remark in target.findings if remark.severity == "error"], target.findings
    return tuple(criterion.comparator for criterion in target.criteria)


@given(comparators())
def test_the_text_reads_back_to_an_equal_comparator(comparator: Comparator):
    assert read(comparator) == (comparator,)


@given(comparators())
def test_the_strict_reader_gives_the_comparator_of_its_text(comparator: Comparator):
    assert perfrules.comparator(str(comparator)) == comparator


SHAPES: dict[str, Callable[[str | None], Comparator]] = {
    "at least": lambda unit: AtLeast(Quantity(50, unit)),
    "more than a negative": lambda unit: MoreThan(Quantity(-3, unit)),
    "at most a fraction": lambda unit: AtMost(Quantity("0.5", unit)),
    "less than 万": lambda unit: LessThan(Quantity(200_000, unit)),
    "exactly 亿": lambda unit: Exactly(Quantity("12300000000", unit)),
    "about": lambda unit: About(Quantity(7, unit)),
    "range": lambda unit: Between(Quantity(3, unit), Quantity(5, unit)),
    "open range": lambda unit: Between(Quantity(3, unit), Quantity(5, unit), False, False),
    "open below": lambda unit: Between(Quantity(3, unit), Quantity(5, unit), False),
    "open above": lambda unit: Between(Quantity(300_000, unit), Quantity(500_000, unit), True, False),
    "range from below zero": lambda unit: Between(Quantity(-3, unit), Quantity(5, unit)),
    "range below zero": lambda unit: Between(Quantity(-5, unit), Quantity(-3, unit)),
    "one value": lambda unit: Between(Quantity(5, unit), Quantity(5, unit)),
    "rise": lambda unit: Change(Trend.INCREASE, Exactly(Quantity(5, unit)), "上年"),
    "fall without a base": lambda unit: Change(Trend.DECREASE, AtLeast(Quantity(5, unit))),
    "rise by a range": lambda unit: Change(Trend.INCREASE, Between(Quantity(5, unit), Quantity(8, unit)), "同比"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_text_reads_back_in_every_unit(shape: str):
    wrong = [str(made) for unit in (None, *known_units()) if read_or_none(made := SHAPES[shape](unit)) != (made,)]
    assert wrong == []


def read_or_none(comparator: Comparator) -> tuple[Comparator, ...] | None:
    try:
        return read(comparator)
    except AssertionError:
        return None


@given(comparators())
def test_the_representation_is_a_constructor_call(comparator: Comparator):
    assert eval(repr(comparator), dict(NAMESPACE)) == comparator


@given(comparators())
def test_the_json_form_and_back(comparator: Comparator):
    form = comparator.to_dict()
    if isinstance(comparator, Qualitative):
        form["text"] = comparator.text
    assert from_dict(form) == comparator


@given(comparators())
def test_pickles_and_copies_are_equal_and_hash_alike(comparator: Comparator):
    for other in (pickle.loads(pickle.dumps(comparator)), copy.copy(comparator), copy.deepcopy(comparator)):
        assert other == comparator
        assert hash(other) == hash(comparator)
        assert type(other) is type(comparator)


@given(comparators())
def test_nothing_can_be_changed(comparator: Comparator):
    assert not hasattr(comparator, "__dict__")
    with pytest.raises((AttributeError, TypeError)):
        comparator.anything = 1  # type: ignore[union-attr]


def test_kinds_differ_though_their_fields_are_equal():
    made = {kind(home("家")) for kind in BOUNDS.values()}
    assert len(made) == 6
    assert AtLeast(home("家")) != MoreThan(home("家"))


def test_equality_is_of_what_is_meant_and_not_of_how_it_is_written():
    written = ["不少于50家", "≥50家", "至少 50 家", "50家以上", "≥50.0家", "五十家以上"]
    assert {parse(text).criteria[0].comparator for text in written} == {AtLeast(Quantity(50, "家"))}
    assert len({parse(text).criteria[0].operator for text in written[:4]}) == 4


def test_patterns_match():
    found: list[Any] = []
    for text in ("≥50家", "80%～90%", "同比增长5%", "9月前", "前10名", "进一步提高"):
        match parse(text).criteria[0].comparator:
            case AtLeast(Quantity(value, unit)):
                found.append((value, unit))
            case Between(low, high, True, True):
                found.append((low, high))
            case Change(Trend.INCREASE, Exactly(size), base):
                found.append((size, base))
            case Deadline(op, at) | Rank(op, at):
                found.append((op, at))
            case Qualitative(words):
                found.append(words)
    percent = Quantity(80, "%"), Quantity(90, "%")
    assert found == [(Decimal(50), "家"), percent, (Quantity(5, "%"), "同比"), ("<", "--09"), ("<=", 10), "进一步提高"]


# —— what is admitted ——


@given(SIZES, values(places=1))
def test_in_agrees_with_the_interval(size: Bound | Between, value: Decimal):
    assert (value in size) is (value in size.interval)
    assert (Quantity(value, "家") in size) is (value in size.interval)
    assert (str(value) in size) is (value in size)


@given(SIZES)
def test_the_ends_are_admitted_where_they_are_closed(size: Bound | Between):
    interval = size.interval
    for end, closed in ((interval.low, interval.low_closed), (interval.high, interval.high_closed)):
        if end is not None:
            assert (end in size) is (closed and not interval.is_empty)


@pytest.mark.parametrize(
    ("comparator", "inside", "outside"),
    [
        (AtLeast(home("家")), ["5", 6], ["4.99"]),
        (MoreThan(home("家")), ["5.01"], [5]),
        (AtMost(home("家")), [5, -1], ["5.01"]),
        (LessThan(home("家")), ["4.99"], [5]),
        (Exactly(home("家")), [5, "5.0"], ["5.01", "4.99"]),
        (About(home("家")), ["4.5", "5.5"], ["4.49", "5.51"]),
        (About(home("家", "-5")), ["-4.5", "-5.5"], ["-4.49", 5]),
        (AtLeast(home("公顷", "3")), [Quantity(45, "亩"), Quantity(3, "公顷")], [Quantity("44.9", "亩")]),
        (Change(Trend.EITHER, AtMost(home("公顷", "3"))), [Quantity("-44.9", "亩")], [Quantity("-45.1", "亩")]),
        (Between(home("%", "80"), home("%", "90"), high_closed=False), [80, Quantity(899, "‰")], [90]),
        (Change(Trend.INCREASE, AtLeast(home("%"))), [5, Quantity(50, "‰")], [4, -5]),
        (Change(Trend.DECREASE, AtLeast(home("%"))), [-5, -6], [5, -4]),
        (Change(Trend.EITHER, AtMost(home("%"))), [5, -5, 0], [6, -6]),
        (Rank("<=", 10), [1, 10], [11, 0]),
        (Rank("=", 2), [2], [1, 3]),
        (Deadline("<=", "2023-12-31"), [date(2023, 12, 31), date(1999, 1, 1)], [date(2024, 1, 1)]),
        (Deadline("<", "--09"), [date(2023, 8, 31), date(2024, 1, 1)], [date(2023, 9, 1)]),
        (Deadline("<=", "2024"), [date(2024, 12, 31)], [date(2025, 1, 1)]),
    ],
)
def test_what_is_inside_and_what_is_not(comparator, inside, outside):
    assert all(value in comparator for value in inside)
    assert not any(value in comparator for value in outside)


def test_a_quantity_of_another_dimension_is_refused():
    for size in (AtLeast(home("家")), Between(home("家", "1"), home("家")), Change(Trend.INCREASE, AtLeast(home("家")), "上年")):
        with pytest.raises(UnitError, match="不能换算"):
            _ = home("人") in size


@pytest.mark.parametrize(
    ("comparator", "direction"),
    [
        (AtLeast(home("家")), Direction.ASCENDING),
        (MoreThan(home("家")), Direction.ASCENDING),
        (AtMost(home("家")), Direction.DESCENDING),
        (LessThan(home("家")), Direction.DESCENDING),
        (Exactly(home("家")), None),
        (About(home("家")), None),
        (Between(home("家", "1"), home("家")), None),
        (Change(Trend.DECREASE, AtLeast(home("%"))), Direction.ASCENDING),
        (Deadline("<=", "2024"), Direction.DESCENDING),
        (Rank("<=", 3), Direction.DESCENDING),
        (Qualitative("提高"), None),
    ],
)
def test_which_way_is_better(comparator: Comparator, direction: Direction | None):
    assert comparator.direction is direction


def test_the_interval_of_a_change_is_of_its_size_and_that_of_a_rank_begins_with_one():
    assert Change(Trend.DECREASE, AtLeast(home("%"))).interval == Interval(low=Decimal(5))
    assert (str(Rank("<=", 3).interval), str(Rank("=", 3).interval)) == ("[1, 3]", "[3, 3]")


# —— intersection ——


def joined(one: Bound | Between, other: Bound | Between) -> Bound | Between | None:
    try:
        return one & other  # type: ignore[return-value]
    except ValueRangeError:
        return None


@given(SIZES, SIZES, values(places=1))
def test_the_intersection_admits_what_both_admit(one: Bound | Between, other: Bound | Between, value: Decimal):
    assume(not isinstance(one, About) and not isinstance(other, About))
    both = joined(one, other)
    for probe in (value, *(end for size in (one, other) for end in (size.interval.low, size.interval.high) if end is not None)):
        assert (both is not None and probe in both) is (probe in one and probe in other)
    assert both == joined(other, one)


def test_the_intersection_converts():
    assert AtLeast(Quantity(15, "亩")) & AtMost(Quantity(2, "公顷")) == Between(Quantity(15, "亩"), Quantity(30, "亩"))
    assert AtLeast(Quantity(3, "公顷")) & LessThan(Quantity("50.2", "亩")) == Between(
        Quantity(45, "亩"), Quantity("50.2", "亩"), True, False
    )
    joint = AtLeast(Quantity(30, "亩")) & Between(Quantity(1, "公顷"), Quantity(2, "公顷"), False)
    assert joint == Exactly(Quantity(30, "亩"))


@pytest.mark.parametrize(
    ("one", "other", "error", "said"),
    [
        (AtLeast(home("家")), LessThan(home("家")), ValueRangeError, "没有共同的数值"),
        (About(home("家")), AtLeast(home("家")), ValueRangeError, "评分办法"),
        (Between(home("家", "1"), home("家")), About(home("家")), ValueRangeError, "评分办法"),
        (AtLeast(home("家")), AtMost(home("人")), UnitError, "不能换算"),
    ],
)
def test_two_that_have_no_intersection(one, other, error, said):
    with pytest.raises(error, match=said):
        _ = one & other


@given(SIZES)
def test_a_comparator_of_its_interval(size: Bound | Between):
    assume(not isinstance(size, About))
    assert from_interval(size.interval, "家") == size


def test_an_interval_without_ends_is_no_comparator():
    with pytest.raises(ValueRangeError, match="没有上限也没有下限"):
        from_interval(Interval(), "家")


# —— what cannot be ——


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda: Between(home("家"), home("人", "9")), UnitError, "两端单位不同"),
        (lambda: Between(home("家"), home("家", "4")), ValueRangeError, "下限大于上限"),
        (lambda: Between(home("家"), home("家"), True, False), ValueRangeError, "下限大于上限"),
        (lambda: Change(anything("sideways"), AtLeast(home("%"))), ValueError, "sideways"),
        (lambda: Deadline(anything(">"), "2024"), ValueRangeError, "不能是“>”"),
        (lambda: Deadline("<=", "2023-02-30"), ValueRangeError, "不是存在的日期"),
        (lambda: Deadline("<=", "2023-13"), ValueRangeError, "不是存在的日期"),
        (lambda: Deadline("<=", "2023-12-00"), ValueRangeError, "不是存在的日期"),
        (lambda: Deadline("<=", "-"), ValueRangeError, "没有年份也没有月份"),
        (lambda: Deadline("<=", "0000"), ValueRangeError, "不是存在的日期"),
        (lambda: Deadline("<=", "0000-05"), ValueRangeError, "不是存在的日期"),
        (lambda: Deadline("<=", "12月"), ValueRangeError, "不是日期"),
        (lambda: Deadline("<=", "--09").last_day(), ValueRangeError, "没有年份"),
        (lambda: Rank(anything(">="), 3), ValueRangeError, "名次"),
        (lambda: Rank("=", 0), ValueRangeError, "名次"),
        (lambda: Rank("=", 10**5000), ValueRangeError, "名次"),
    ],
)
def test_a_comparator_that_cannot_be(make, error, said):
    with pytest.raises(error, match=said):
        make()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "nonsense"}, "未知的比较式类型“nonsense”"),
        ({}, "kind"),
        ({"kind": "bound", "op": ">="}, "value"),
        ({"kind": "bound", "op": "?", "value": "1"}, "JSON"),
        ({"kind": "bound", "op": ">=", "value": None}, "JSON"),
        ({"kind": "change", "direction": "up", "of": {}}, "JSON"),
        ({"kind": "change", "direction": "increase", "of": None}, "JSON"),
        ({"kind": "rank", "op": "=", "value": "x"}, "JSON"),
        ({"kind": "deadline", "op": "<=", "at": 2024}, "JSON"),
    ],
)
def test_a_form_that_is_none(form, said):
    with pytest.raises(ValueRangeError, match=said):
        from_dict(form)


def test_a_qualitative_form_without_words():
    assert from_dict({"kind": "qualitative"}) == Qualitative("")


# —— dates ——


@pytest.mark.parametrize(
    ("deadline", "year", "last"),
    [
        (Deadline("<=", "2024-02"), None, date(2024, 2, 29)),
        (Deadline("<=", "--02"), 2023, date(2023, 2, 28)),
        (Deadline("<=", "--02-29"), 2023, date(2023, 2, 28)),
        (Deadline("<", "2024"), None, date(2023, 12, 31)),
        (Deadline("<", "2023-12-31"), None, date(2023, 12, 30)),
        (Deadline("<=", "2023-05-06"), 1999, date(2023, 5, 6)),
    ],
)
def test_the_last_day_that_is_on_time(deadline: Deadline, year: int | None, last: date):
    assert deadline.last_day(year) == last


# —— exactness ——


def test_the_callers_decimal_context_is_neither_read_nor_changed():
    with localcontext(prec=2, rounding=ROUND_UP) as context:
        context.clear_flags()
        about = About(Quantity("123456.789", "元")).interval
        joint = AtLeast(Quantity("1234.5", "亩")) & AtMost(Quantity("123.45", "公顷"))
        tight = AtLeast(Quantity("123.4")) & AtLeast(Quantity("123.3")) & AtMost(Quantity("129.1")) & AtMost(Quantity("129.2"))
        assert "-123.45" in Change(Trend.DECREASE, Exactly(Quantity("123.45", "%")))
        assert not any(context.flags.values())
    assert tight == Between(Quantity("123.4"), Quantity("129.1"))
    assert (about.low, about.high) == (Decimal("111111.1101"), Decimal("135802.4679"))
    assert joint == Between(Quantity("1234.5", "亩"), Quantity("1851.75", "亩"))


def test_a_base_without_a_name_is_no_base():
    assert Change(Trend.INCREASE, Exactly(home("家")), "基期") == Change(Trend.INCREASE, Exactly(home("家")))
    assert str(Change(Trend.INCREASE, Exactly(home("家")))) == "比基期增长5家"


@pytest.mark.parametrize("wording", ["1/1日", "15/10万", "3/人·月"])
def test_a_value_with_a_denominator_alone_reads_back(wording: str):
    (criterion,) = parse(wording).criteria
    assert parse(str(criterion.comparator)).criteria[0].comparator == criterion.comparator


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("同比增长5%", "同比增长5%"),
        ("环比下降5%以上", "环比下降≥5%"),
        ("比上年增长5～8%", "比上年增长5%～8%"),
        ("比上年增加5家", "比上年增长5家"),
        ("变化5%", "变化5%"),
        ("比上年下降3/7", "比上年下降等于3/7"),
        ("较2020年下降不超过3个百分点", "比2020年下降≤3个百分点"),
        ("[80,90)家", "≥80家<90家"),
        ("(80,90]", ">80≤90"),
        ("3-5万元", "30000元～50000元"),
        ("≥1/3千米", "≥1/3千米"),
        ("2023年12月31日前", "2023年12月31日"),
        ("9月前", "9月前"),
        ("前10名", "前10名"),
        ("第8名", "第8名"),
        ("翻两番", "增长≥3倍"),
        ("5个百分点", "=5个百分点"),
        ("=-5℃", "=-5℃"),
    ],
)
def test_how_a_comparator_is_said(wording: str, said: str):
    assert str(parse(wording).criteria[0].comparator) == said


def test_anything_may_be_asked_whether_it_is_inside():
    """Without a cast: ``in`` takes an object, whatever the comparator is; what cannot be compared is refused."""
    comparators: list[Comparator] = [criterion.comparator for text in ("≥50家", "50-60家", "前3名") for criterion in parse(text).criteria]
    assert [2 in comparator for comparator in comparators] == [False, False, True]
    with pytest.raises(ValueRangeError, match="没有数可以比较"):
        assert 60 in Qualitative("效果明显")
