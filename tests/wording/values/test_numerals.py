from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.quantities import exact, plain
from perfrules.wording.values.numerals import TooLongError, arabic, chinese, ordinal, ratio, share

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """``number`` below 10¹² as it is written out: 两 and 一十 are left to the readers."""
    if number == 0:
        return "零"
    high, rest = divmod(number, 10**8)
    middle, low = divmod(rest, 10**4)
    out = ""
    for value, mark in ((high, "亿"), (middle, "万"), (low, "")):
        if value:
            out += ("零" if out and value < 1000 else "") + section(value) + mark
    return out


def section(number: int) -> str:
    out, zero = "", False
    for step, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + mark
            zero = False
        else:
            zero = True
    return out


@given(st.integers(0, 10**12 - 1))
def test_every_written_number_has_its_value(number: int):
    assert chinese(spelled(number)) == number
    assert chinese(f"负{spelled(number)}") == -number
    financial = spelled(number).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    assert chinese(financial) == number


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_every_written_figure_has_its_value(number: int, cents: int):
    assert arabic(f"{number:,}.{cents:02d}") == Decimal(f"{number}.{cents:02d}")
    assert arabic(str(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("半", "0.5"),
        ("十", 10),
        ("十五", 15),
        ("廿五", 25),
        ("卅", 30),
        ("一百二", 120),
        ("一百零二", 102),
        ("一千二", 1200),
        ("三万五", 35_000),
        ("一万零五", 10_005),
        ("一亿二", 120_000_000),
        ("两千五百万", 25_000_000),
        ("千", 1000),
        ("万", 10_000),
        ("十二点五", "12.5"),
        ("零点零五", "0.05"),
        ("一 百 二 十", 120),
        ("〇", 0),
    ],
)
def test_a_chinese_numeral(text: str, value: Any):
    assert chinese(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "二三", "两三", "一百零", "百十", "十十", "一万亿亿", "万一万", "点五", "五点", "半点五", "零零", "一千百", "三万十万"]
)
def test_what_is_no_numeral(text: str):
    assert chinese(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5万", 50_000),
        ("1亿2000万", 120_000_000),
        ("2万5千", 25_000),
        ("1.5亿", 150_000_000),
        ("3 万", 30_000),
        ("1千万", 10_000_000),
        ("007", 7),
        ("1,234,567.89", "1234567.89"),
    ],
)
def test_a_figure_with_a_scale(text: str, value: Any):
    assert arabic(text) == Decimal(value)


@pytest.mark.parametrize("text", ["2000万1亿", "5万3万", "1,23", "12,34,567", "x", "5万x", "1.2.3"])
def test_what_is_no_figure(text: str):
    assert arabic(text) is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [("9" * 40, True), ("9" * 41, False), ("1." + "9" * 20, True), ("1." + "9" * 21, False), ("9" * 30 + "." + "9" * 11, False)],
)
def test_the_limits_of_a_figure(text: str, fits: bool):
    if fits:
        assert arabic(text) == Decimal(text)
    else:
        with pytest.raises(TooLongError):
            arabic(text)


@pytest.mark.parametrize(("text", "value"), [("第二", 2), ("第 3", 3), ("十", 10), ("12", 12), ("第", None)])
def test_an_ordinal(text: str, value: int | None):
    assert ordinal(text) == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("百分之九十", 90, "%"),
        ("百分之 99.5", "99.5", "%"),
        ("千分之五", 5, "‰"),
        ("万分之三", 3, "‱"),
        ("四分之三", 75, "%"),
        ("八分之一", "12.5", "%"),
        ("百分之九十九点五", "99.5", "%"),
    ],
)
def test_a_share(text: str, value: Any, unit: str):
    assert share(text) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["百分", "百分之两三", "零分之一", "二三分之一", "分之一"])
def test_what_is_no_share(text: str):
    assert share(text) is None


def test_no_context_is_read():
    with localcontext(prec=2):
        assert chinese("负一千二百三十四点五六") == Decimal("-1234.56")
        assert arabic("1.2345亿") == Decimal(123_450_000)
        assert share("八分之七") == (Decimal("87.5"), "%")


@pytest.mark.parametrize(
    ("text", "value"), [("1:16", "0.0625"), ("15 : 1", "15"), ("2/3", "2/3"), ("1.5:3", "0.5"), ("4/6", "2/3"), ("1:0", None)]
)
def test_a_ratio(text: str, value: str | None):
    worth = ratio(text)
    assert (None if worth is None else plain(worth)) == value


@pytest.mark.parametrize(("text", "value"), [("三分之二", "2/3"), ("3分之2", "2/3"), ("七分之一", "1/7")])
def test_a_share_that_no_decimal_holds_is_a_fraction_without_unit(text: str, value: str):
    assert share(text) == (exact(value), None)
