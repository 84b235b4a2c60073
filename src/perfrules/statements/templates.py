"""A policy's curves as one table: for each kind of requirement and each place between the marks of the policy, what is paid there.

The pieces are those of :mod:`perfrules.scoring.judging.curves`; bounds stay columns, so that one table serves every wording.
A negative bound has no template: its rows are left to the row API.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from perfrules.scoring.judging.curves import Shape, Sign, curve, scale
from perfrules.scoring.judging.pieces import ONE, ZERO, Bound, Form, Mark, Piece, constant
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.results.outcomes import Outcome

SIDES: tuple[Bound, ...] = ("one", "low", "high")
_SIGNS: tuple[Sign | None, ...] = (None, 0, 1)


class Template(NamedTuple):
    """A kind of requirement; ``whole`` is what the scale of satisfaction calls 1: 100, or 0 where the curve itself gives the points.

    ``told`` is the finding of a value that would earn something else in the other direction.
    """

    shape: Shape
    whole: int = 0
    told: str = ""

    @property
    def other(self) -> Shape:
        """The requirement in the other direction, where only the number says which: both bounds are one value then."""
        low, high = self.shape.low, self.shape.high
        return self.shape._replace(low=high, high=low, low_closed=True, high_closed=True, flag_above=False)


class Cell(NamedTuple):
    """What a row earns at one place: its outcome, the bound its forms are of, share and ratio, and the codes of the findings.

    ``codes_lost`` are those of a row that does not earn all of its points. ``full``: it earns them, unrounded. ``falls``: its values
    lie below zero.
    """

    cell: int
    outcome: str
    side: int
    share: Form
    full: bool
    ratio: Form | None
    codes: str
    codes_lost: str
    falls: bool


@dataclass(frozen=True, slots=True)
class Templates:
    """Where the rules of a policy begin, and the cells between them; ``places`` says where the cells of a template start."""

    marks: Mapping[Bound, tuple[Mark, ...]]
    strides: Mapping[Bound, int]
    places: Mapping[Template, int]
    cells: tuple[Cell, ...]
    mark_reach: int
    """The largest factor in a comparison with a mark."""
    form_reach: int
    """The largest factor in a form."""
    refused: int
    """Where the cells of a number start whose unit does not convert: nothing is known of its points."""


@lru_cache(maxsize=16)
def templates(policy: Policy) -> Templates:
    """The table of a policy."""
    kinds = tuple(_kinds(policy))
    curves = {kind: _curves(kind, policy) for kind in kinds}
    found: dict[Bound, set[Mark]] = {"one": {Mark(ZERO, "one")}, "low": set(), "high": set()}
    for kind, both in curves.items():
        for piece in (*both.earned, *both.scaled):
            if piece.start is not None:
                mark = _placed(piece.start, kind.shape)
                found[mark.of].add(mark)
    marks = {side: tuple(sorted(found[side])) for side in SIDES}
    strides: dict[Bound, int] = {"one": 1, "low": len(marks["one"]) + 1}
    strides["high"] = strides["low"] * (len(marks["low"]) + 1)
    step = strides["high"] * (len(marks["high"]) + 1)
    places = {kind: number * step for number, kind in enumerate(kinds)}
    cells = tuple(cell for kind, both in curves.items() for cell in _cells(kind, both, places[kind], (marks, strides), policy))
    refused = len(places) * step
    cells += tuple(_refused(refused + count) for count in range(len(marks["one"]) + 1))
    ends = [end for every in marks.values() for mark in every for end in (mark.times.numerator, mark.times.denominator)]
    reach = max(abs(term) for cell in cells for form in (cell.share, cell.ratio or ()) for term in form)
    return Templates(marks, strides, places, cells, max(*ends, 1), reach, refused)


def _refused(place: int) -> Cell:
    return Cell(place, Outcome.CANNOT_JUDGE.value, 0, constant(ZERO), full=False, ratio=None, codes="", codes_lost="", falls=False)


def _kinds(policy: Policy) -> Iterator[Template]:
    """Every requirement that can stand in a target, but for negative bounds."""
    truths = (False, True)
    for low, high, same, low_closed, high_closed, flag, counted in product(_SIGNS, _SIGNS, truths, truths, truths, truths, truths):
        if (low is None and high is None) or (same and (low != high or not (low_closed and high_closed))):
            continue
        ordered = low is None or high is None or low < high or (low == high == 1) or same
        if not ordered or (low is None and not low_closed) or (high is None and not high_closed):
            continue
        if flag and (low is None or high is not None or not low_closed):
            continue
        shape = Shape(low, high, same, low_closed, high_closed, flag, counted)
        yield Template(shape)
        if policy.satisfaction.bands and low is not None and not counted:
            yield Template(shape, 100)
        if (low == 1 and high is None and low_closed and not flag) or (high == 1 and low is None and high_closed):
            yield Template(shape, 0, "SC025")
            yield Template(shape, 0, "SC026")


class _Curves(NamedTuple):
    """The curve of a template, its scale of satisfaction, and the curve in the other direction, each where there is one."""

    earned: Sequence[Piece]
    scaled: Sequence[Piece]
    other: Sequence[Piece]


def _curves(kind: Template, policy: Policy) -> _Curves:
    return _Curves(
        curve(kind.shape, policy),
        scale(policy.satisfaction.bands, kind.whole) if kind.whole else (),
        curve(kind.other, policy) if kind.told else (),
    )


def _placed(mark: Mark, shape: Shape) -> Mark:
    """The mark by the unit of the target where its bound is zero, or zero times a bound."""
    sign = {"low": shape.low, "high": shape.high, "one": 1}[mark.of]
    return mark if mark.times and sign else Mark(ZERO, "one", mark.after)


def _cells(
    kind: Template,
    both: _Curves,
    first: int,
    order: tuple[Mapping[Bound, Sequence[Mark]], Mapping[Bound, int]],
    policy: Policy,
) -> Iterator[Cell]:
    shape, (marks, strides) = kind.shape, order
    there = {"one": True, "low": bool(shape.low or kind.told), "high": bool(shape.high or kind.told)}
    spans = [range(len(marks[side]) + 1 if there[side] else 1) for side in SIDES]
    for counts in product(*spans):
        reached = {mark for side, count in zip(SIDES, counts, strict=True) for mark in marks[side][:count]}
        piece = _last(both.earned, reached, shape)
        share = _last(both.scaled, reached, shape).share if both.scaled else piece.share
        if piece.outcome is Outcome.CANNOT_JUDGE:
            continue
        place = first + sum(count * strides[side] for side, count in zip(SIDES, counts, strict=True))
        other = _last(both.other, reached, kind.other) if both.other else piece
        told = () if (other.outcome, other.share) == (piece.outcome, piece.share) else (kind.told,)
        yield _cell(place, piece, share, kind.shape, _codes(piece, kind, told, policy), falls=marks["one"][0] not in reached)


def _last(pieces: Sequence[Piece], reached: set[Mark], shape: Shape) -> Piece:
    return next(piece for piece in reversed(pieces) if piece.start is None or _placed(piece.start, shape) in reached)


def _cell(place: int, piece: Piece, share: Form, shape: Shape, codes: tuple[str, str], *, falls: bool) -> Cell:
    sign = {"low": shape.low, "high": shape.high, "one": 1}[piece.of]
    return Cell(
        place,
        piece.outcome.value,
        SIDES.index(piece.of) if sign else 0,
        share,
        share.is_constant and Fraction(share.b, share.d) == ONE,
        piece.ratio,
        *codes,
        falls,
    )


def _codes(piece: Piece, kind: Template, told: Sequence[str], policy: Policy) -> tuple[str, str]:
    """The codes of a row that earns all of its points, and of one that does not: then a reason for it may be asked for."""
    scaled = bool(kind.whole)
    codes = (*(() if scaled else piece.codes), *told)
    required = piece.reason_required and not scaled
    lost = required or policy.reason.below_full
    asked = required and "AC002" not in codes  # which asks for the same explanation
    return " ".join((*codes, *(("AC001",) if asked else ()))), " ".join((*codes, *(("AC001",) if lost else ())))
