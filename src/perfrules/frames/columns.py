"""What is asked of rows, and what their wordings stand for with a suffix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfrules.errors import ValueRangeError
from perfrules.frames.protocols import Table
from perfrules.frames.singles import Columns, Singles
from perfrules.scoring.policies.loading import Policy
from perfrules.statements.expressions import Expression
from perfrules.statements.lookups import Place, entry
from perfrules.statements.programs import LOOKUP, OWN, RATIO_PLACES, Kind, Weight
from perfrules.statements.readings import Readings
from perfrules.statements.scorings import key
from perfrules.wording.vocabularies import applied

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


def keys_of(columns: Columns, of: str | None = None) -> Mapping[str, Expression]:
    """What a wording is looked up by, from the table ``of``; a category that is empty is none, and one that is no category at all is left to the row API."""
    found = {word: column for word in WORDS if (column := getattr(columns, word)) is not None}
    return {word: key(column, "?" if word == "category" else "", of) for word, column in found.items()}


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
