"""Cases for the oracle: targets and actual values put together from operators, units, scales, and what they come to by the rules.

Nothing here asks the package; every expectation is computed from the rules as they are written.
"""

from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

from tests.scoring.oracle import POLICIES, judged, points

EVERY = (*POLICIES, "baoshan-2022", "yinchuan-2021")
WHOLE = Fraction(100)


class Case(NamedTuple):
    """One judgement: what is asked, and the outcome and the points that are due (low and high)."""

    target: str
    actual: object
    outcome: str
    low: Fraction
    high: Fraction
    policy: str = "mof-2020-10"
    asked: tuple[tuple[str, Any], ...] = ()


def settled(target, actual, met, share, policy="mof-2020-10", weight=WHOLE, **asked: Any):
    due = points(share, weight)
    more = tuple(asked.items()) + ((("weight", str(float(weight)).removesuffix(".0")),) if weight != WHOLE else ())
    return Case(target, actual, "met" if met else "unmet", due, due, policy, more)


def open_(target, actual, low=Fraction(0), high=Fraction(1), policy="mof-2020-10", outcome="cannot_judge", **asked: Any):
    return Case(target, actual, outcome, points(low, WHOLE), points(high, WHOLE), policy, tuple(asked.items()))


# operator, the words it is written with, which of the two ends the number is
BOUNDS = (
    (">=", "≥{}", "low"),
    (">=", "不少于{}", "low"),
    (">=", "不低于{}", "low"),
    (">=", "{}以上", "low"),
    (">=", "达到{}", "low"),
    ("<=", "≤{}", "high"),
    ("<=", "不超过{}", "high"),
    ("<=", "控制在{}以内", "high"),
    (">", ">{}", "low"),
    (">", "超过{}", "low"),
    ("<", "<{}", "high"),
    ("<", "低于{}", "high"),
)
# unit as the target writes it, other writings of an actual value: unit and how many of it are one of the target's
UNITS = (
    ("家", ()),
    ("人次", ()),
    ("元", (("万元", Fraction(1, 10_000)),)),
    ("万元", (("元", Fraction(10_000)), ("亿元", Fraction(1, 10_000)))),
    ("亿元", (("万元", Fraction(10_000)),)),
    ("万人", (("人", Fraction(10_000)),)),
    ("公里", (("米", Fraction(1000)),)),
    ("公顷", (("亩", Fraction(15)),)),
    ("吨", (("千克", Fraction(1000)),)),
    ("%", (("‰", Fraction(10)),)),
    ("天", (("小时", Fraction(24)),)),
)
NUMBER, REACHED = 40, (0, 10, 24, 30, 38, 40, 41, 50, 60, 100)


def decimal(value):
    """The number as text, where it has a short decimal form."""
    for places in range(9):
        if (value * 10**places).denominator == 1:
            return f"{float(value):.{places}f}" if places else str(value.numerator)
    raise ValueError(value)


def bounds():
    """Bounds with a unit: the actual value in the same unit, bare, or in another unit of the dimension."""
    for number, ((sign, words, end), (unit, others)) in enumerate(product(BOUNDS, UNITS)):
        for turn, reached in enumerate(REACHED):
            policy = EVERY[(number + turn) % len(EVERY)]
            strict = ">" if sign == ">" else "<" if sign == "<" else "≥"
            low, high = (Fraction(NUMBER), None) if end == "low" else (None, Fraction(NUMBER))
            met, share = judged(strict, low, high, Fraction(reached), policy)
            writings = [f"{reached}{unit}", str(reached), *(f"{decimal(reached * factor)}{other}" for other, factor in others)]
            yield settled(words.format(f"{NUMBER}{unit}"), writings[turn % len(writings)], met, share, policy)


def ranges():
    for policy, reached in product(EVERY, (20, 29, 30, 35, 40, 44, 60, 80)):
        low, high = Fraction(30), Fraction(40)
        met, share = judged("≥", low, high, Fraction(reached), policy)
        yield settled("30-40家", f"{reached}家", met, share, policy)
        yield settled("30%～40%", f"{reached}%", met, share, policy, weight=Fraction(25, 2))


def abouts():
    for policy, reached in product(EVERY, (30, 36, 40, 44, 45, 80)):
        met, share = judged("~", Fraction(40), Fraction(40), Fraction(reached), policy)
        yield settled("约40家", f"{reached}家", met, share, policy)


def zeros():
    for policy, reached in product(EVERY, (0, 1, 7)):
        yield settled("≤0起", f"{reached}起", reached == 0, Fraction(reached == 0), policy, name="事故发生数")
        yield settled("0起", f"{reached}起", reached == 0, Fraction(reached == 0), policy, name="事故发生数")


NAMES = (("投诉率", "high"), ("办结时限", "high"), ("单位能耗", "high"), ("满意度", "low"), ("覆盖率", "low"), ("培训场次", "low"))


def bare_numbers():
    """Numbers without operator: the better direction is the name's."""
    for (name, end), reached, policy in product(NAMES, (10, 20, 30, 40, 55), ("mof-2020-10", "hubei-2020", "beijing-2016")):
        low, high = (Fraction(30), None) if end == "low" else (None, Fraction(30))
        met, share = judged("≥", low, high, Fraction(reached), policy)
        yield settled(
            "30%" if name[-1] in "率度" else "30", f"{reached}%" if name[-1] in "率度" else str(reached), met, share, policy, name=name
        )


def changes():
    """A rise or a fall: with its word, signed, bare within what a change can be, or from a base."""
    for (word, sign), moved, policy in product((("增长", 1), ("下降", -1)), (-3, 0, 2, 4, 5, 8), EVERY):
        size = Fraction(moved * sign)
        met, share = judged("≥", Fraction(5), None, size, policy) if size >= 0 else (False, Fraction(0))
        trend = "增长" if moved >= 0 else "下降"
        yield settled(f"{word}5%以上", f"{trend}{abs(moved)}%", met, share, policy)
        yield settled(f"同比{word}5%以上", str(200 + 2 * moved), met, share, policy, base="200")
    for policy, moved in product(EVERY, (2, 4, 5, 8)):
        met, share = judged("≥", Fraction(5), None, Fraction(moved), policy)
        yield settled("下降5%以上", f"{moved}%", met, share, policy)
    for level in ("105", "210", "95"):
        yield open_("同比增长5%以上", level)


def deadlines():
    days = (
        ("2023年11月20日", True),
        ("2023-11-30", True),
        ("2023年11月", True),
        ("2023年12月1日", False),
        ("2024年1月", False),
        ("11月3日", True),
    )
    for (day, met), policy in product(days, EVERY):
        yield settled("2023年11月底前", day, met, Fraction(met), policy, year=2023)
        yield settled("11月30日前完成", day, met, Fraction(met), policy, year=2023)
    for policy in EVERY:
        yield open_("11月15日前完成", "2023年11月", policy=policy, year=2023)


def ranks():
    for place, policy in product((1, 9, 10, 11, 20, 40), EVERY):
        met = place <= 10
        yield settled(
            "前10名", f"第{place}名", met, Fraction(1) if met else judged("≤", None, Fraction(10), Fraction(place), policy)[1], policy
        )


EDGES = {"hubei-2020": (Fraction(4, 5), Fraction(1, 2)), "mof-2020-10": (Fraction(4, 5), Fraction(3, 5))}
LEVELS = (("达成", 0), ("达成年度指标", 0), ("部分达成", 1), ("部分达成目标并具有一定效果", 1), ("未达成", 2), ("未达成目标且效果较差", 2))


def labels():
    """Levels with and without a share; a share outside of the level's band is refused."""
    for (word, level), policy in product(LEVELS, EDGES):
        edges = (Fraction(1), *EDGES[policy], Fraction(0))
        low, high = edges[level + 1], edges[level]
        yield open_("进一步提高", word, low, high, policy, "met" if level == 0 else "unmet")
        for percent in (0, 30, 50, 55, 60, 70, 79, 80, 95, 100):
            share = Fraction(percent, 100)
            if low <= share < high or share == high == 1:
                yield settled("进一步提高", f"{word}（{percent}%）", level == 0, share, policy)
            else:
                yield open_("进一步提高", f"{word}（{percent}%）", policy=policy)


def satisfaction():
    """The scale of the core indicators gives the points, the target the outcome."""
    for reached, target in product((50, 60, 75, 80, 85, 90, 97), (85, 90, 95)):
        share = Fraction(1) if reached >= 90 else Fraction(4, 5) if reached >= 80 else Fraction(1, 2) if reached >= 60 else Fraction(0)
        asked = {"name": "群众满意度", "category": "满意度指标"}
        yield settled(f"≥{target}%", f"{reached}%", reached >= target, share, "mof-2021-101", **asked)


def two_readings():
    """A bare number that two units or scales admit: judged where both earn the same, else open over both."""
    for policy in EVERY:
        yield settled("不少于3万册", "3.2", True, Fraction(1), policy)
        yield settled("不少于3万册", "29", True, Fraction(1), policy)
        yield settled("不少于3万册", "30001", True, Fraction(1), policy)
        small = judged("≥", Fraction(30_000), None, Fraction(28_600), policy)[1]
        yield open_("不少于3万册", "28600", small, Fraction(1), policy)
        share = judged("≥", Fraction(95), None, Fraction(97, 100), policy)[1]
        yield open_("≥95%", "0.97", share, Fraction(1), policy)
        large = judged("≤", None, Fraction(500_000), Fraction(480_000 * 10_000), policy)[1]
        yield open_("≤50万元", "480000", large, Fraction(1), policy)


def every_case():
    for kind in (bounds, ranges, abouts, zeros, bare_numbers, changes, deadlines, ranks, labels, satisfaction, two_readings):
        yield from kind()
