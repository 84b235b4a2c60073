"""The query that scores rows: numbers read, wordings, suffixes and cells joined, points computed, as parts of one query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.results.outcomes import Outcome
from perfrules.statements.expressions import Amount, Call, Choice, Column, Expression, Whole, Words, when
from perfrules.statements.programs import (
    BOUNDS,
    LOOKUP,
    OWN,
    RATIO_PLACES,
    SIGNED,
    SUFFIXES,
    Kind,
    Weight,
    combining,
    earning,
    own,
    placing,
    reading,
)
from perfrules.statements.queries import Join, Part

OPEN = Outcome.CANNOT_JUDGE.value
"""The outcome of rows whose points stay open."""


class Tables(NamedTuple):
    """The lookup tables as a dialect writes their names; without suffixes wordings stand together with what they are met with."""

    targets: str
    cells: str
    suffixes: str | None = None


def key(column: str, empty: str = "", of: str | None = None) -> Expression:
    """The text of a column that a wording is looked up by: ``empty`` where it is empty, and nothing where nothing stands."""
    text = Call("text", Column(column, of))
    found = ((Call("present", text), text),)
    return Choice(((text.equals(Words("")), Words(empty)), *found) if empty else found, Words(""))


def read(keys: Mapping[str, Expression], actual: tuple[Expression, Kind], weight: Weight) -> list[Part]:
    """The parts that read a row before any table is looked at."""
    return [{OWN + name: value for name, value in keys.items()}, *reading(*actual, weight)]


def scoring(keys: Mapping[str, Expression], actual: tuple[Expression, Kind], weight: Weight, policy: Policy, tables: Tables) -> list[Part]:
    """The parts of the query, up to :func:`results`; ``keys`` are what a wording is looked up by."""
    on = {name: OWN + name for name in keys}
    if tables.suffixes is not None:
        bare = own("bare").equals(Whole(0)) | (Call("absolute", own("number")) <= own("bare_most"))
        looked_up: list[Part] = [
            Join(tables.targets, [*BOUNDS], on),
            Join(tables.suffixes, [*SUFFIXES], {name: OWN + name for name in ("family", "suffix")}),
            combining(),
            *placing(policy, weight, bare),
        ]
    else:
        both = on if actual[1] != "text" else {**on, "suffix": OWN + "suffix"}
        looked_up = [Join(tables.targets, [*LOOKUP], both), *placing(policy, weight)]
    return [
        *read(keys, actual, weight),
        *looked_up,
        Join(tables.cells, [name for name in SIGNED if name != "place"], {"place": OWN + "place"}),
        *earning(policy, weight),
        {OWN + "shown": when(Call("present", own("outcome")), Amount(own("points"), weight.places))},
    ]


def results(weight: Weight, *, refusing: bool = False) -> Mapping[str, Expression]:
    """The columns of results; a row that is not decided has nothing in them.

    ``refusing``: some rows are decided to be open, as units that do not convert leave them: they can still earn all of their points.
    """
    there = Call("present", own("outcome"))
    rated = there & Call("present", own("ratio_a"))
    most, shown = Amount(own("weight"), weight.places), own("shown")
    return {
        "outcome": own("outcome"),
        "maximum": when(there, most),
        "points": shown,
        "low": shown,
        "high": when(own("outcome").equals(Words(OPEN)), most, shown) if refusing else shown,
        "attainment": when(rated, Amount(own("ratio"), RATIO_PLACES)),
        "findings": when(there, own("findings")),
    }
