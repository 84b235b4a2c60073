"""The lookup tables of the query of a database, as Arrow has them: wordings, suffixes, cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from perfrules.errors import ValueRangeError
from perfrules.frames.arrow_types import kind_of
from perfrules.frames.columns import WORDS, Question, lookup
from perfrules.frames.numerals import Array
from perfrules.frames.protocols import Table
from perfrules.frames.shapes import Shape, Shapes, bounds_of, entries_of, halves_of
from perfrules.statements.lookups import Lookups, Place
from perfrules.statements.programs import BOUNDS, LOOKUP, OWN, PRICED, SUFFIXES, Kind, used_rows
from perfrules.wording import parse
from perfrules.wording.vocabularies import applied

_MANY = 8
"""So many of a shape are read by the column."""


def tables_of(rows: Table, asked: Question) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The tables of distinct wordings; where actual values are texts, suffixes stand apart, else there are none."""
    lookups, kinds = Lookups(asked.policy), BOUNDS if asked.kind == "text" else LOOKUP
    with applied(asked.readings.vocabulary):
        parts, left = _by_shape(rows, asked, lookups)
        rest = {word: [column[row] for row in left] for word, column in rows.items()}
        found = _apart(rest, asked, lookups) if asked.kind == "text" else _together(rest, asked)
        wordings = pa.concat_tables([_arrow({**dict.fromkeys(rows, "text"), **kinds}, found), *parts])
    starts = set(wordings.column("cell").unique().to_pylist())
    suffixes = [(family, suffix, *given) for family, suffix, given in lookups.behind]
    return (
        wordings,
        _arrow({"family": "number", "suffix": "text", **SUFFIXES}, suffixes),
        _arrow(PRICED, used_rows(asked.policy, asked.weight, starts)),
    )


def _by_shape(rows: Table, asked: Question, lookups: Lookups) -> tuple[Sequence[pa.Table], Sequence[int]]:
    """The wordings of shapes that many have, and which rows are left."""
    shapes = Shapes()
    shapes.learn(pa.array(rows["target"], pa.large_string()))
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row, key in enumerate(zip(shapes.which.tolist(), *(rows[word] for word in WORDS[1:] if word in rows), strict=True)):
        groups.setdefault(key, []).append(row)
    tables, left = [], []
    for (shape, *_), alike in groups.items():
        place = Place(*(rows[word][alike[0]] or None if word in rows else None for word in WORDS[1:]))
        many = shape >= 0 and len(alike) >= _MANY and not any(asked.readings.differs(rows["target"][row]) for row in alike)
        found = _shaped(shapes.all[shape], place, shapes.digits.take(alike), asked, lookups) if many else None
        if found is None:
            left += alike
        else:
            texts = {word: pa.array([column[row] for row in alike], pa.string()) for word, column in rows.items()}
            tables.append(pa.table(texts | {name: _filled(value, kind, len(alike)) for (name, kind), value in found}))
    return tables, left


def _shaped(shape: Shape, place: Place, digits: Array, asked: Question, lookups: Lookups) -> Sequence[tuple[tuple[str, Kind], Any]] | None:
    """What numbers of a shape stand for, by column; None where they are to be read one by one."""
    both = halves_of(shape, place, "", asked)
    if both is None:
        return None
    if asked.kind != "text":
        return list(zip(LOOKUP.items(), entries_of(both, digits, asked), strict=True))
    bounds = bounds_of(both[0], digits, asked)
    lookups.bounds(parse(shape.of("3")[0]), place)  # which puts in the suffixes of its family
    return list(zip(BOUNDS.items(), (lookups.families[bounds.family], *bounds[1:]), strict=True))


def _filled(value: Any, kind: Kind, count: int) -> pa.Array:
    """A column of one value, or of an array of many."""
    return pa.array(np.full(count, value, np.float64) if kind == "number" else [value] * count, kind_of(kind))


def _apart(rows: Table, asked: Question, lookups: Lookups) -> Iterator[tuple[Any, ...]]:
    """The rows of the table of wordings where suffixes stand apart."""
    places = list(zip(rows["target"], *(rows.get(word, [""] * len(rows["target"])) for word in WORDS[1:]), strict=True))
    asked.readings.add((target, name or None) for target, name, _ in places)
    for row, (target, name, category) in zip(zip(*rows.values(), strict=True), places, strict=True):
        try:
            found = lookups.bounds(asked.readings.read(target, name or None), Place(name or None, category or None))
        except ValueRangeError:  # no category: the row API says so
            continue
        if found is not None:
            yield (*row, lookups.families[found.family], *found[1:])


def _together(rows: Table, asked: Question) -> Iterator[tuple[Any, ...]]:
    """The rows of the table of wordings with what each stands for without a suffix."""
    given = {OWN + word: column for word, column in rows.items()}
    found = lookup({**given, OWN + "suffix": [""] * len(rows["target"])}, asked)
    return (row for row in zip(*rows.values(), *found.values(), strict=True) if row[len(rows)] is not None)


def _arrow(kinds: Mapping[str, Kind], rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    columns, given = {}, list(rows)
    for place, (name, kind) in enumerate(kinds.items()):
        values = [row[place] for row in given]
        exact = [None if value is None else float(value) for value in values] if kind == "number" else values
        columns[name] = pa.array(exact, kind_of(kind))
    return pa.table(columns)
