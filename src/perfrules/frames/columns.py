"""Rows scored by columns, in any engine: numbers read, wordings looked up, cells found, points computed, the rest evaluated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from perfrules.errors import ValueRangeError
from perfrules.frames.protocols import Engine, Table
from perfrules.frames.singles import Columns, Singles
from perfrules.scoring.policies.loading import Policy
from perfrules.statements.expressions import Call, Column, when
from perfrules.statements.lookups import Place, entry
from perfrules.statements.programs import (
    LOOKUP,
    OWN,
    PRICED,
    RATIO_PLACES,
    Kind,
    Stage,
    Weight,
    earning,
    own,
    placing,
    priced_rows,
    reading,
)
from perfrules.statements.readings import Readings
from perfrules.statements.scorings import key
from perfrules.wording.vocabularies import applied

F = TypeVar("F")
WORDS = ("target", "name", "category")


@dataclass(frozen=True, slots=True)
class Question:
    """What is scored: which columns, whether the actual values are texts or numbers, the weight, the policy, what is read already."""

    columns: Columns
    kind: Kind
    weight: Weight
    policy: Policy
    readings: Readings = field(default_factory=Readings)

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kinds of the columns of results."""
        amount = f"decimal{self.weight.places}"
        return {
            "outcome": "text",
            **dict.fromkeys(("maximum", "points", "low", "high"), amount),
            "attainment": f"decimal{RATIO_PLACES}",
            "findings": "text",
        }

    @property
    def singles(self) -> Singles:
        """The row API for the rows that columns do not decide."""
        return Singles(self.columns, self.policy, self.weight, self.readings.vocabulary)


def scored(frame: F, engine: Engine[F], asked: Question, *, settle: bool) -> F:
    """``frame`` with the columns of results, and others of ours beside them."""
    found = located(frame, engine, asked)
    for stage in (*earning(asked.policy, asked.weight), _results()):
        found = engine.staged(found, stage)
    amounts = dict.fromkeys(("maximum", "points", "low", "high"), asked.weight.places)
    found = engine.decimals(found, amounts | {"attainment": RATIO_PLACES})
    if settle:
        found = engine.settled(found, asked.columns.used, asked.singles.table, asked.kinds)
    return found


def located(frame: F, engine: Engine[F], asked: Question) -> F:
    """``frame`` with the cell that every row stands on."""
    columns, policy = asked.columns, asked.policy
    there = [word for word in WORDS if getattr(columns, word) is not None]
    keys = [OWN + word for word in there]
    words: Stage = {OWN + word: key(getattr(columns, word), "?" if word == "category" else "") for word in there}
    actual = Column(columns.actual)
    stages = (words, *reading(actual, asked.kind, asked.weight))
    for stage in stages:
        frame = engine.staged(frame, stage)
    kinds = {OWN + name: kind for name, kind in LOOKUP.items()}
    frame = engine.matched(frame, [*keys, OWN + "suffix"], lambda rows: lookup(rows, asked), kinds)
    for stage in placing(policy, asked.weight):
        frame = engine.staged(frame, stage)
    cells = {OWN + name: values for name, values in zip(PRICED, zip(*priced_rows(policy, asked.weight), strict=True), strict=True)}
    return engine.joined(frame, cells, OWN + "place", {OWN + name: kind for name, kind in PRICED.items()})


def lookup(rows: Table, asked: Question) -> Table:
    """The entries of wordings and suffixes, as the columns of the first lookup table; null where there is none."""
    with applied(asked.readings.vocabulary):
        return _entries(rows, asked)


def _entries(rows: Table, asked: Question) -> Table:
    count = len(rows[OWN + "target"])
    targets = rows[OWN + "target"]
    names: Sequence[str | None] = [text or None for text in rows.get(OWN + "name", [""] * count)]
    categories = [text or None for text in rows.get(OWN + "category", [""] * count)]
    asked.readings.add(zip(targets, names, strict=True))
    out: dict[str, list[object]] = {OWN + name: [] for name in LOOKUP}
    for target, name, category, suffix in zip(targets, names, categories, rows[OWN + "suffix"], strict=True):
        try:
            found = entry(asked.readings.read(target, name), Place(name, category), suffix, asked.policy)
        except ValueRangeError:  # no category: the row API says so
            found = None
        values: Sequence[object] = [None] * len(LOOKUP) if found is None else found
        for column, value in zip(out.values(), values, strict=True):
            column.append(float(value) if isinstance(value, int) else value)
    return out


def _results() -> Stage:
    there = Call("present", own("outcome"))
    return {
        "outcome": own("outcome"),
        "maximum": when(there, own("weight")),
        **dict.fromkeys(("points", "low", "high"), when(there, own("points"))),
        "attainment": when(there, own("ratio")),
        "findings": when(there, own("findings")),
        "decided": there,
    }
