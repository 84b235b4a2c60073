"""Pieces: integer intervals of mantissas on which points and ratio are one quotient of integers each, proven to fit 64 bits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfrules.frames.forms import LIMIT, Quotient, half_up
from perfrules.frames.zones import Judgement, Zone
from perfrules.scoring.policies import Policy

RATIO_PLACES = 6


class Piece(NamedTuple):
    """What a row earns whose mantissa lies on it: ``fixed + step·points``, and ``sign·ratio`` where it is ``rated``.

    ``step`` is that of the call, ten to the decimals that its points have more than the policy rounds to.
    An empty ``outcome``: not decided.
    """

    outcome: str = ""
    codes: str = ""
    fixed: int = 0
    points: Quotient = Quotient()
    rated: int = 0
    sign: int = 1
    ratio: Quotient = Quotient()


UNDECIDED = Piece()
Placed = tuple[int, Piece]


@dataclass(frozen=True, slots=True)
class Scale:
    """The points of a call: of which weight, rounded by which policy, counted in units of ``10**-places``."""

    weight: Decimal
    policy: Policy
    places: int

    @property
    def step(self) -> int:
        """Units in the last decimal that the policy keeps."""
        return int(10 ** (self.places - self.policy.rounding.indicator))

    @property
    def full(self) -> int:
        """The weight in units."""
        return int(Fraction(self.weight) * 10**self.places)


def pieces(zones: Sequence[Zone], decimals: int, scale: Scale, mantissas: range) -> list[Placed]:
    """The pieces of all integers, each with its first one; numbers of so many ``decimals`` with one of the ``mantissas`` are decided."""
    found: list[Placed] = [(-LIMIT, UNDECIDED)]
    end = mantissas[0]
    for zone in zones:
        first, last = zone.mantissas(decimals, mantissas)
        if first <= last:
            found.extend(_pieces(first, last, zone.judgement, decimals, scale))
            end = last + 1
    found.append((end, UNDECIDED))
    return [one for place, one in enumerate(found) if not place or one[1] != found[place - 1][1]]


def _pieces(first: int, last: int, judgement: Judgement | None, decimals: int, scale: Scale) -> Iterator[Placed]:
    """The pieces of a span: cut where the points reach nothing or the weight, and where 64 bits end."""
    if judgement is None or scale.full * scale.step >= LIMIT:
        yield first, UNDECIDED
        return
    rated = _rated(judgement, first, last, decimals)
    if rated is None:
        yield first, UNDECIDED
        return
    points = half_up(judgement.share, Fraction(scale.weight) * 10**scale.policy.rounding.indicator, decimals)
    for start, stop, fixed in _levels(first, last, judgement, points, scale):
        lost = fixed is None or fixed < scale.full
        required = judgement.reason_required or (scale.policy.reason.below_full and lost)
        codes = " ".join((*judgement.codes, *(("AC001",) if required else ())))
        piece = Piece(judgement.outcome.value, codes, fixed or 0, points if fixed is None else Quotient(), *rated)
        yield from _proven(start, stop, piece)


def _rated(judgement: Judgement, first: int, last: int, decimals: int) -> tuple[int, int, Quotient] | None:
    """Whether there is a ratio, its sign and its size in millionths; None where the sign changes."""
    if judgement.ratio is None:
        return 0, 1, Quotient()
    ends = [judgement.ratio.at(Fraction(end, 10**decimals)) for end in (first, last)]
    if ends[0] * ends[1] < 0:
        return None
    sign = -1 if min(ends) < 0 else 1
    size = judgement.ratio._replace(a=judgement.ratio.a * sign, b=judgement.ratio.b * sign)
    return 1, sign, half_up(size, Fraction(10**RATIO_PLACES), decimals)


def _levels(first: int, last: int, judgement: Judgement, points: Quotient, scale: Scale) -> Iterator[tuple[int, int, int | None]]:
    """Spans with their points where these are one number, None where the quotient says them. Points go one way on a span."""
    full = scale.full
    if judgement.share.is_constant:
        yield first, last, full if judgement.share.b == 1 else min(scale.step * points.at(0), full)
        return

    def earned(mantissa: int) -> int:
        return min(scale.step * points.at(mantissa), full)

    rises = earned(first) <= earned(last)
    span = range(first, last + 1)
    key = earned if rises else lambda mantissa: -earned(mantissa)
    low, high = (0, full) if rises else (-full, 0)
    lower, upper = first + bisect_right(span, low, key=key), first + bisect_left(span, high, key=key)
    for start, stop, fixed in ((first, lower - 1, abs(low)), (lower, upper - 1, None), (max(lower, upper), last, abs(high))):
        if start <= stop:
            yield start, stop, fixed


def _proven(first: int, last: int, piece: Piece) -> Iterator[Placed]:
    """The part of a piece whose every intermediate is below :data:`LIMIT`: a linear term is largest at an end."""
    reach = min(piece.points.reach(), piece.ratio.reach())
    start, stop = max(first, -reach), min(last, reach)
    if start > stop or not all(quotient.counts(end) for quotient in (piece.points, piece.ratio) for end in (start, stop)):
        yield first, UNDECIDED
        return
    if first < start:
        yield first, UNDECIDED
    yield start, piece
    if stop < last:
        yield stop + 1, UNDECIDED
