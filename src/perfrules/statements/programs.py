"""How a row is scored, as expressions in stages: each stage adds columns, and lookup tables are joined in between.

All arithmetic is of whole numbers in doubles. A row is decided only where every one of them, and every product, stays
below 2**53: there doubles are exact, and the quotient of two of them rounds down as the quotient of whole numbers does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from perfrules.quantities import EXACT
from perfrules.scoring.judging.pieces import VALUE_BY_BOUND, ZERO, Bound, Form, Mark, constant
from perfrules.scoring.policies.loading import Policy
from perfrules.statements.expressions import Call, Choice, Column, Count, Expression, Nothing, Whole, Words, every, total, when
from perfrules.statements.lookups import BEYOND, LIMIT
from perfrules.statements.suffixes import DIGITS
from perfrules.statements.templates import SIDES, Cell, templates

OWN = "_perfrules_"
"""What the names of our own columns begin with."""

RATIO_PLACES = 6
UNREAD = "?"
"""The suffix of what is no number that columns read; no unit is written so."""

_FINEST = (1, 100, 10_000)
_PARTS = 1000
FAR = 2**32
"""A ratio up to it has no more millionths than doubles hold."""

_HALF = Whole(1) / Whole(2)

Kind: TypeAlias = Literal["text", "number", "other"]
"""Whether a column holds texts, numbers, or what columns do not read."""
Stage: TypeAlias = Mapping[str, Expression]


def own(name: str) -> Column:
    """A column of ours."""
    return Column(OWN + name)


@dataclass(frozen=True, slots=True)
class Weight:
    """The points to be earned: a number, or a column of numbers or texts, counted in units of ``10**-places``."""

    places: int
    value: int | None = None
    column: Expression | None = None
    kind: Kind = "number"

    @property
    def points(self) -> Decimal:
        """The points of every row, where these are one number."""
        return EXACT.scaleb(Decimal(self.value or 0), -self.places)


def reading(actual: Expression, kind: Kind, weight: Weight) -> tuple[Stage, ...]:
    """The stages that read a row's numbers: ``number``, counted in ``per`` parts of one, before ``suffix``, and the weight.

    A number is counted whole, in hundredths or in ten-thousandths; where none of these is the number itself, ``per`` is null.
    """
    first: Stage = {**_number(actual, kind, ""), **({} if weight.column is None else _number(weight.column, weight.kind, "weight_"))}
    stages = [first, *(_doubles("") if kind == "text" else ())]
    if weight.column is not None and weight.kind == "text":
        stages += _doubles("weight_")
    number = own("number")
    fits = (
        Call("floor", number).equals(number),
        *((_nearest(number * Whole(parts)) / Whole(parts)).equals(number) for parts in _FINEST[1:]),
    )
    stages.append({OWN + "per": Choice(tuple(zip(fits, map(Whole, _FINEST), strict=True)), Nothing())})
    stages.append({OWN + "weight": _weight(weight)})
    return tuple(stages)


def _number(column: Expression, kind: Kind, of: str) -> Stage:
    if kind == "other":
        return {f"{OWN}{of}number": when(Whole(0) > Whole(0), Whole(0)), f"{OWN}{of}suffix": Words(UNREAD)}
    if kind == "number":
        return {f"{OWN}{of}number": Call("double", column), f"{OWN}{of}suffix": Words("")}
    return {f"{OWN}{of}text": Call("text", column)}


def _doubles(of: str) -> tuple[Stage, ...]:
    """Number and suffix of a text. What no number begins, or one that is not written plainly, has a suffix that no wording has."""
    text, head, digits = own(f"{of}text"), own(f"{of}head"), own(f"{of}digits")
    read = (digits >= Whole(1)) & (digits <= Whole(DIGITS))
    return (
        {f"{OWN}{of}head": Call("number", text)},
        {f"{OWN}{of}digits": Call("length", head)},
        {f"{OWN}{of}number": when(read, Call("double", head)), f"{OWN}{of}suffix": when(read, text.after(head), Words(UNREAD))},
    )


def _nearest(value: Expression) -> Expression:
    return Call("floor", value + _HALF)


def _weight(weight: Weight) -> Expression:
    """The weight in units; null where it is no such number."""
    if weight.column is None:
        return Whole(weight.value or 0)
    units, number = Whole(10**weight.places), own("weight_number")
    counted = _nearest(number * units)
    fits = (counted / units).equals(number) & (number >= Whole(0)) & (counted < Whole(10**DIGITS)) & own("weight_suffix").equals(Words(""))
    return when(fits, counted)


def combining() -> Stage:
    """The stage after the tables of wordings and of suffixes: what both stand for together, as in ``LOOKUP``."""
    return {
        OWN + "times": own("parts") * own("factor"),
        **{OWN + side: own(f"{side}_bound") * own("divisor") for side in SIDES},
        OWN + "reach": own("bound_reach") * own("divisor"),
    }


def placing(policy: Policy, weight: Weight, *more: Expression) -> tuple[Stage, ...]:
    """The stages between the lookup and the cells: where a row stands, null where that is not proven to be exact, nor ``more``."""
    table = templates(policy)
    number, per, times = own("number"), own("per"), own("times")
    mantissa = _nearest(number * per)  # twice what it is costs less than one more column
    doubted = own("doubted").equals(Whole(0)) | (Call("absolute", number) > Whole(1)) | number.equals(Whole(0))
    certain = [doubted, number >= own("least"), number <= own("most"), *more]
    sides: Stage = {
        OWN + "x": mantissa * times,
        **{f"{OWN}at_{side}": per * own(side) for side in SIDES},
        OWN + "size": Call("absolute", mantissa) * times + per * own("reach"),
        OWN + "start": when(every(*certain), own("cell")),
    }
    counts = (Count(tuple(_reached(side, mark) for mark in table.marks[side]), table.strides[side]) for side in SIDES if table.marks[side])
    fraction = own("counted").equals(Whole(1)) & (Call("floor", own("x") / own("at_one")) * own("at_one") < own("x"))
    place: Stage = {
        OWN + "place": when(_exact(policy, weight), total(own("start"), *counts)),
        OWN + "number_codes": when(fraction, own("part_codes"), own("codes")),
    }
    return sides, place


class Room(NamedTuple):
    """Below which sizes every whole number that a row is scored by lies below ``LIMIT``; ``once``: whatever its ratio is.

    Of a column of weights, ``weighed`` is the limit of the size times the weight and a step, too.
    """

    once: int
    most: int
    weighed: int


def room(policy: Policy, weight: Weight) -> Room:
    """The room of a policy and a weight."""
    table, step = templates(policy), step_of(policy, weight)
    limits = [LIMIT // (2 * table.mark_reach), _limit(policy, 10**RATIO_PLACES, 1, _PARTS)]
    if weight.value is not None:
        limits.append(_limit(policy, weight.value, step, _PARTS))
    return Room(min(*limits, _limit(policy, 10**RATIO_PLACES, 1)), min(limits), LIMIT // 2 // (2 * table.form_reach))


def _exact(policy: Policy, weight: Weight) -> Expression:
    """Whether a row has room."""
    size, x, there = own("size"), own("x"), room(policy, weight)
    points: tuple[Expression, ...] = ()
    if weight.value is None:
        points = (size * (own("weight") + Whole(step_of(policy, weight))) < Whole(there.weighed),)
    ends = (own("at_low") * Whole(FAR), own("at_high") * Whole(FAR))
    near = every(
        *(Call("absolute", x) < end for end in ends),
        (own("at_high") >= Whole(BEYOND)) | (own("at_high") < Call("absolute", x) * Whole(FAR)),
    )
    return every((size < Whole(there.once)) | ((size < Whole(there.most)) & near), *points)


def step_of(policy: Policy, weight: Weight) -> int:
    """How many units of the weight are one of the points that the policy rounds to."""
    return int(10 ** (weight.places - policy.rounding.indicator))


def _limit(policy: Policy, units: int, step: int, parts: int = 1) -> int:
    """Up to where a number of units is exact that is found by one division, or, by ``parts`` of them, by two."""
    reach = 2 * units + 3 * step if parts == 1 else units // parts + (2 * parts + 3) * step + 2 * parts
    return LIMIT // (reach * templates(policy).form_reach)


def _reached(side: Bound, mark: Mark) -> Expression:
    """Whether a row has reached a mark."""
    one, other = own("x") * Whole(mark.times.denominator), own(f"at_{side}") * Whole(mark.times.numerator)
    if not mark.times:
        one, other = own("x"), Whole(0)
    return one > other if mark.after else one >= other


def earning(policy: Policy, weight: Weight) -> tuple[Stage, ...]:
    """The stages after the cells: points and ratio, in whole units, and the codes of the findings."""
    side, weighs, earned, points = own("side"), own("weight"), own("earned"), own("points")
    step = Whole(step_of(policy, weight))
    bound = Choice(((side.equals(Whole(1)), own("at_low")), (side.equals(Whole(2)), own("at_high"))), own("at_one"))
    forms = {OWN + f"{name}_{part}": side for name in ("share", "ratio") for part, side in zip(("top", "bottom"), _form(name), strict=True)}
    if weight.value is None:
        top, bottom = own("share_top"), own("share_bottom")
        found: Expression = Call("floor", (Whole(2) * weighs * top + step * bottom) / (Whole(2) * step * bottom))
    else:
        found = _units(policy, "share", weight.value, step.value)
    whole = (own("full").equals(Whole(1)), weighs)
    return (
        {OWN + "y": bound},
        forms,
        {OWN + "earned": step * found, OWN + "ratio": own("sign") * _units(policy, "ratio", 10**RATIO_PLACES, 1)},
        {OWN + "points": earned if step == Whole(1) else Choice((whole, (earned > weighs, weighs)), earned)},
        {OWN + "cell_codes": when(points < weighs, own("codes_lost"), own("codes_full"))},
        {OWN + "findings": _both(own("number_codes"), own("cell_codes"))},
    )


def _both(first: Expression, then: Expression) -> Expression:
    """Two lists of codes as one."""
    return Choice(((first.equals(Words("")), then), (then.equals(Words("")), first)), first.joined(Words(" ")).joined(then))


def _form(name: str) -> tuple[Expression, Expression]:
    """The two sides of the form of a cell."""
    first, second = (own(f"{name}_{one}") * own("x") + own(f"{name}_{other}") * own("y") for one, other in ("ab", "cd"))
    return first, second


def _units(policy: Policy, name: str, units: int, step: int) -> Expression:
    """So many units by the form of a cell, half up: by one division, or, where that is not exact, by thousands and what is left over."""
    top, bottom = own(f"{name}_top"), Whole(step) * own(f"{name}_bottom")
    many = Whole(units // _PARTS) * top
    times = Call("floor", many / bottom)
    left = (many - times * bottom) * Whole(_PARTS)
    if units % _PARTS:
        left += Whole(units % _PARTS) * top
    once, rest = (Call("floor", (value + bottom) / (Whole(2) * bottom)) for value in (Whole(2 * units) * top, Whole(2) * left))
    return when(own("size") < Whole(_limit(policy, units, step)), once, times * Whole(_PARTS) + rest)


BOUNDS: Mapping[str, Kind] = dict.fromkeys(
    ("family", "cell", "parts", "low_bound", "high_bound", "one_bound", "bound_reach", "bare_most", "counted"), "number"
)
"""The columns of the table of wordings, after those that it is joined by."""

SUFFIXES: Mapping[str, Kind] = {
    **dict.fromkeys(("factor", "divisor", "least", "most", "doubted", "bare"), "number"),
    **dict.fromkeys(("codes", "part_codes"), "text"),
}
"""The columns of the table of suffixes, after those that it is joined by: ``family`` and ``suffix``."""

LOOKUP: Mapping[str, Kind] = {
    "cell": "number",
    "times": "number",
    "low": "number",
    "high": "number",
    "one": "number",
    "reach": "number",
    "least": "number",
    "most": "number",
    "doubted": "number",
    "counted": "number",
    "codes": "text",
    "part_codes": "text",
}
"""What a wording and a suffix stand for together."""


def _columns(*more: str) -> Mapping[str, Kind]:
    """The columns of a table of cells, with the terms of the forms of share and ratio."""
    terms = {form: [f"{form}_{term}" for term in "abcd"] for form in ("share", "ratio")}
    numbers = ("side", *terms["share"], "full", *terms["ratio"], *more)
    return {"place": "number", "outcome": "text", **dict.fromkeys(numbers, "number"), "codes_full": "text", "codes_lost": "text"}


CELLS: Mapping[str, Kind] = _columns()
"""The cells of a policy."""

SIGNED: Mapping[str, Kind] = _columns("sign")
"""The columns of the table of cells in a database, which is joined by ``place``: the ratio is a size and its sign."""

_Row: TypeAlias = "tuple[float | str | None, ...]"


def _rows(policy: Policy, ratio: Callable[[Cell], Sequence[int]], width: int) -> tuple[_Row, ...]:
    """The cells of a policy by column; of a cell without a ratio so many terms of it are null."""
    return tuple(
        (
            float(cell.cell),
            cell.outcome,
            float(cell.side),
            *map(float, cell.share),
            float(cell.full),
            *((None,) * width if cell.ratio is None else map(float, ratio(cell))),
            cell.codes,
            cell.codes_lost,
        )
        for cell in templates(policy).cells
    )


@lru_cache(maxsize=16)
def cell_rows(policy: Policy) -> tuple[_Row, ...]:
    """The cells of a policy, by column as in ``CELLS``."""
    return _rows(policy, lambda cell: cell.ratio or (), 4)


@lru_cache(maxsize=16)
def _signed_rows(policy: Policy) -> tuple[_Row, ...]:
    return _rows(policy, lambda cell: (*_sized(cell), _sign(cell)), 5)


def used_rows(policy: Policy, starts: Set[float | str | None]) -> list[_Row]:
    """The cells of a policy, by column as in ``SIGNED``, for the templates whose first cells these are."""
    first, second, *_ = sorted(templates(policy).places.values())
    step = second - first
    return [row for row in _signed_rows(policy) if float(row[0] or 0) // step * step in starts]


def _sign(cell: Cell) -> int:
    return 1 if _sized(cell) == cell.ratio else -1


def _sized(cell: Cell) -> Form:
    """The size of a cell's ratio: values below zero, by a bound above it, have one below it."""
    form = cell.ratio or constant(ZERO)
    return form._replace(a=-form.a) if cell.falls and form == VALUE_BY_BOUND else form
