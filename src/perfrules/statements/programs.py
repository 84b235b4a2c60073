"""How a row is scored, as expressions in stages: each stage adds columns, and two lookup tables are joined in between.

All arithmetic is of whole numbers in doubles. A row is decided only where every one of them, and every product, stays
below 2**53: there doubles are exact, and the quotient of two of them rounds down as the quotient of whole numbers does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from perfrules.scoring.judging.pieces import Bound, Mark
from perfrules.scoring.policies.loading import Policy
from perfrules.statements.expressions import Call, Choice, Column, Expression, Nothing, Whole, Words, every, total, when
from perfrules.statements.lookups import LIMIT
from perfrules.statements.suffixes import DIGITS
from perfrules.statements.templates import SIDES, templates

OWN = "_perfrules_"
"""What the names of our own columns begin with."""

RATIO_PLACES = 6
UNREAD = "?"
"""The suffix of what is no number that columns read; no unit is written so."""

_FINEST = (1, 100, 10_000)
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
    column: Column | None = None
    kind: Kind = "number"

    @property
    def points(self) -> Decimal:
        """The points of every row, where these are one number."""
        return Decimal(self.value or 0).scaleb(-self.places)


def reading(actual: Column, kind: Kind, weight: Weight) -> tuple[Stage, ...]:
    """The stages that read a row's numbers: ``mantissa`` of ``per`` parts of one before ``suffix``, and the weight.

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
    stages.append({OWN + "mantissa": _nearest(number * own("per")), OWN + "weight": _weight(weight)})
    return tuple(stages)


def _number(column: Column, kind: Kind, of: str) -> Stage:
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


def placing(policy: Policy, kind: Kind, weight: Weight) -> tuple[Stage, ...]:
    """The stages between the lookup and the cells: where a row stands, null where that is not proven to be exact."""
    table = templates(policy)
    per, mantissa = own("per"), own("mantissa")
    sides: Stage = {OWN + "x": mantissa * own("times"), **{f"{OWN}at_{side}": per * own(side) for side in SIDES}}
    size = Call("absolute", own("x")) + per * own("reach")
    ratio_limit = LIMIT // ((2 * 10**RATIO_PLACES + 2) * table.form_reach)
    limit = min(ratio_limit, LIMIT // (2 * table.mark_reach))
    step = 10 ** (weight.places - policy.rounding.indicator)
    points: tuple[Expression, ...] = ()
    if weight.value is None:
        points = (size * (own("weight") + Whole(step)) * Whole(2 * table.form_reach) < Whole(LIMIT // 2),)
    else:
        limit = min(limit, LIMIT // (4 * table.form_reach * (weight.value + step)))
    doubt = (Call("absolute", own("number")) > own("doubted")) | mantissa.equals(Whole(0))
    certain = (own("number") >= own("least")) & (own("number") <= own("most"))
    proven = [size < Whole(limit), *points, doubt, certain]
    if kind == "text":
        proven.append(own("digits") <= own("most_digits"))
    counts = (
        total(*(_crossed(side, mark) for mark in table.marks[side])) * Whole(table.strides[side]) for side in SIDES if table.marks[side]
    )
    fraction = own("counted").equals(Whole(1)) & (Call("floor", own("x") / own("at_one")) * own("at_one") < own("x"))
    return sides, {
        OWN + "place": when(every(*proven), total(own("cell"), *counts)),
        OWN + "part": when(fraction, Whole(1), Whole(0)),
    }


def _crossed(side: Bound, mark: Mark) -> Expression:
    """1 where a row has reached a mark."""
    one, other = own("x") * Whole(mark.times.denominator), own(f"at_{side}") * Whole(mark.times.numerator)
    if not mark.times:
        one, other = own("x"), Whole(0)
    return when(one > other if mark.after else one >= other, Whole(1), Whole(0))


def earning(policy: Policy, weight: Weight) -> tuple[Stage, ...]:
    """The stages after the cells: points and ratio, in whole units, and the codes of the findings."""
    step = Whole(10 ** (weight.places - policy.rounding.indicator))
    side = own("side")
    bound = Choice(((side.equals(Whole(1)), own("at_low")), (side.equals(Whole(2)), own("at_high"))), own("at_one"))
    share = {
        "top": ("share_a", "share_b"),
        "bottom": ("share_c", "share_d"),
        "rate_top": ("ratio_a", "ratio_b"),
        "rate_bottom": ("ratio_c", "ratio_d"),
    }
    terms: Stage = {OWN + name: own(one) * own("x") + own(other) * own("y") for name, (one, other) in share.items()}
    top, bottom, weighs = own("top"), own("bottom"), own("weight")
    earned = step * Call("floor", (Whole(2) * weighs * top + step * bottom) / (Whole(2) * step * bottom))
    rate_top, rate_bottom = own("rate_top"), own("rate_bottom")
    size = Call("floor", (Whole(2 * 10**RATIO_PLACES) * Call("absolute", rate_top) + rate_bottom) / (Whole(2) * rate_bottom))
    points = own("points")
    whole = () if step == Whole(1) else ((own("full").equals(Whole(1)), weighs),)
    return (
        {OWN + "y": bound},
        terms,
        {
            OWN + "earned": earned,
            OWN + "ratio": when(rate_top < Whole(0), Whole(0) - size, size),
        },
        {OWN + "points": Choice((*whole, (own("earned") > weighs, weighs)), own("earned"))},
        {
            OWN + "number_codes": when(own("part").equals(Whole(1)), own("part_codes"), own("codes")),
            OWN + "cell_codes": when(points < weighs, own("codes_lost"), own("codes_full")),
        },
        {OWN + "findings": _both(own("number_codes"), own("cell_codes"))},
    )


def _both(first: Expression, then: Expression) -> Expression:
    """Two lists of codes as one."""
    return Choice(((first.equals(Words("")), then), (then.equals(Words("")), first)), first.joined(Words(" ")).joined(then))


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
    "most_digits": "number",
    "counted": "number",
    "codes": "text",
    "part_codes": "text",
}
"""The columns of the first lookup table, after those that it is joined by."""

CELLS: Mapping[str, Kind] = {
    "place": "number",
    "outcome": "text",
    "side": "number",
    **dict.fromkeys(("share_a", "share_b", "share_c", "share_d"), "number"),
    "full": "number",
    **dict.fromkeys(("ratio_a", "ratio_b", "ratio_c", "ratio_d"), "number"),
    "codes_full": "text",
    "codes_lost": "text",
}
"""The columns of the second lookup table; it is joined by ``place``."""


@lru_cache(maxsize=16)
def cell_rows(policy: Policy) -> tuple[tuple[float | str | None, ...], ...]:
    """The rows of the second lookup table."""
    return tuple(
        (
            float(cell.cell),
            cell.outcome,
            float(cell.side),
            *map(float, cell.share),
            float(cell.full),
            *((None,) * 4 if cell.ratio is None else map(float, cell.ratio)),
            cell.codes,
            cell.codes_lost,
        )
        for cell in templates(policy).cells
    )
