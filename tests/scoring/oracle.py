"""An independent reckoning of scores: rational arithmetic written from the rules, sharing no code with the package."""

from fractions import Fraction
from math import floor

FLOOR = {"mof-2021-101"}
LINEAR = {"vendor-generic", "vendor-guangxi"}
RELAXED = {"hubei-2020", "beijing-2016", "vendor-generic", "vendor-guangxi"}
POLICIES = ("mof-2020-10", "mof-2021-101", "hubei-2020", "beijing-2016", "sichuan-2023", "vendor-generic", "vendor-guangxi")


def half_up(value, places=2):
    return Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places)


def forward(low, value, policy):
    if low == 0:
        return Fraction(0)
    rate = value / low if low > 0 else 1 - (low - value) / abs(low)
    rate = max(Fraction(0), rate)
    if policy in FLOOR:
        return Fraction(0) if rate < Fraction(3, 5) else (rate - Fraction(3, 5)) / Fraction(2, 5)
    return rate


def reverse(high, value, policy):
    if high == 0:
        return Fraction(0)
    if high < 0:
        return max(Fraction(0), 1 - (value - high) / abs(high))
    return max(Fraction(0), 1 - (value - high) / high) if policy in LINEAR else high / value


def judged(op, low, high, value, policy):
    """(met, share) of a number against a bound or a range; a negative count (no unit) earns nothing."""
    ends = [end for end in (low, high) if end is not None]
    if value < 0 and all(end >= 0 for end in ends):
        return False, Fraction(0)
    strict = policy not in RELAXED
    if op == "~":
        low, high = low - abs(low) / 10, low + abs(low) / 10
    if op == "=" and low == 0:
        low, high = None, Fraction(0)
    if low is not None and (value < low or (op == ">" and strict and value == low)):
        return False, forward(low, value, policy)
    if high is not None and (value > high or (op == "<" and strict and value == high)):
        return False, reverse(high, value, policy)
    return True, Fraction(1)


def points(share, weight):
    return weight if share == 1 else min(half_up(share * weight), weight)
