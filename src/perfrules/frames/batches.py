"""Rows of Arrow scored on arrays: wordings and suffixes looked up by number, points by the stages of a program, the rest evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from os import cpu_count
from threading import RLock
from typing import Any

import numpy as np
import pyarrow as pa

from perfrules.frames.arrays import Block, Source, Texts, Values
from perfrules.frames.columns import WORDS, Question
from perfrules.frames.entries import Codes, Entries, columns_of
from perfrules.frames.numerals import Array, Numerals, units
from perfrules.statements.expressions import Expression
from perfrules.statements.programs import CELLS, LOOKUP, OWN, cell_rows, earning, own, placing, reading
from perfrules.statements.templates import templates

_BLOCK = 32_768
"""So many rows at a time: their columns stay in a processor's own memory."""


RESULTS_OF_ROWS: dict[str, Any] = {
    "entry": np.int32,
    "cell": np.int32,
    "part": np.int8,
    "weight": np.int64,
    "points": np.int64,
    "ratio": np.int64,
    "rated": np.bool_,
}
"""What is found of a row: its entry and its cell (0: it is not decided), whether its number is no whole one, and amounts in whole units."""


@dataclass(slots=True)
class Scorer:
    """Scores rows by the batch; what one batch looked up or evaluated, the next one knows."""

    asked: Question
    texts: Texts = field(default_factory=Texts)
    codes: Mapping[str, Codes] = field(default_factory=lambda: {name: Codes() for name in (*WORDS, "suffix")})
    lock: Any = field(default_factory=RLock)
    entries: Entries = field(init=False)
    cells: Mapping[str, Array] = field(init=False)
    cell_at: Array = field(init=False)
    stages: Mapping[str, Expression] = field(init=False)
    sources: Mapping[str, Source] = field(init=False)

    def __post_init__(self) -> None:
        asked, rows = self.asked, cell_rows(self.asked.policy)
        places = [cell.cell for cell in templates(asked.policy).cells]
        self.entries = Entries(asked, self.texts)
        self.cells = columns_of(CELLS, [[None] * len(CELLS), *rows], self.texts)
        self.cell_at = np.zeros(max(places) + 2, np.intp)
        self.cell_at[np.array(places) + 1] = range(1, len(rows) + 1)
        steps = (
            *reading(own("number"), "number", asked.weight),
            *placing(asked.policy, asked.kind, asked.weight),
            *earning(asked.policy, asked.weight),
        )
        self.stages = {name: value for stage in steps for name, value in stage.items()}
        self.sources = self._sources()

    def _sources(self) -> Mapping[str, Source]:
        """The columns that are taken from the two lookup tables, by the number of the entry and of the cell."""
        entries, cells, at = self.entries, self.cells, self.cell_at
        side = np.nan_to_num(cells["side"]).astype(np.intp)

        def entry(name: str) -> Source:
            return lambda block: entries.columns[name].take(block.column("entry"))

        def cell(name: str) -> Source:
            return lambda block: cells[name].take(block.column("cell"))

        def found(block: Block) -> Values:
            return at.take((block.column(OWN + "place") + 1).astype(np.intp), mode="clip")  # what is NaN becomes 0 or less

        def bound(block: Block) -> Values:
            return block.column(OWN + "per") * entries.bounds.take(3 * block.column("entry") + side.take(block.column("cell")))

        taken = {OWN + name: entry(name) for name in LOOKUP} | {OWN + name: cell(name) for name in CELLS if name != "place"}
        return taken | {"cell": found, OWN + "y": bound}

    def scored(self, columns: Mapping[str, pa.Array]) -> dict[str, Array]:
        """What columns decide of rows."""
        asked = self.asked
        count = len(columns[asked.columns.target])
        found: dict[str, Array] = {name: np.zeros(count, kind) for name, kind in RESULTS_OF_ROWS.items()}
        if asked.kind == "other" or (asked.weight.column is not None and asked.weight.kind == "other"):
            return found
        actual = columns[asked.columns.actual]
        numbers = _texts(actual) if asked.kind == "text" else _doubles(actual)
        weights = self._weights(columns)
        with self.lock:
            found["entry"] = self.entries.places(self._parts(columns, numbers))

        def block(start: int) -> None:
            rows = slice(start, start + _BLOCK)
            given = _read(numbers, rows) | {name: values[rows] for name, values in weights.items()}
            given["entry"] = found["entry"][rows].astype(np.intp)
            with np.errstate(all="ignore"):
                _fill(found, rows, Block(given, self.sources, self.stages, self.texts))

        if count <= _BLOCK:
            block(0)
            return found
        with ThreadPoolExecutor(cpu_count()) as pool:
            list(pool.map(block, range(0, count, _BLOCK)))
        return found

    def _parts(self, columns: Mapping[str, pa.Array], numbers: Numerals | Array) -> Mapping[str, tuple[Array, pa.Array]]:
        names = {word: getattr(self.asked.columns, word) for word in WORDS}
        texts = {word: columns[name] for word, name in names.items() if name is not None}
        if isinstance(numbers, Numerals):
            texts["suffix"] = numbers.suffixes
        found = {word: (self.codes[word].of(column), self.codes[word].known) for word, column in texts.items()}
        if "suffix" not in found:
            found["suffix"] = (np.zeros(len(next(iter(texts.values()))), np.int32), pa.array([""], pa.large_string()))
        return found

    def _weights(self, columns: Mapping[str, pa.Array]) -> Mapping[str, Array]:
        weight, name = self.asked.weight, self.asked.columns.weight
        if name is None:
            return {}
        if weight.kind == "number":
            return {OWN + "weight_number": _doubles(columns[name])}
        return {OWN + "weight": units(columns[name].cast(pa.large_string()), weight.places)}


def _fill(found: Mapping[str, Array], rows: slice, block: Block) -> None:
    found["cell"][rows] = block.column("cell")
    for name in ("part", "weight", "points", "ratio"):
        found[name][rows] = block.column(OWN + name)
    np.isfinite(block.column(OWN + "ratio"), out=found["rated"][rows])


def _texts(column: pa.Array) -> Numerals:
    return Numerals.of(column.cast(pa.large_string()))


def _doubles(column: pa.Array) -> Array:
    found: Array = column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    return found


def _read(numbers: Numerals | Array, rows: slice) -> dict[str, Values]:
    """The numbers of some rows."""
    if not isinstance(numbers, Numerals):
        return {OWN + "number": numbers[rows]}
    mantissa, per, digits = numbers.read(rows)
    return {OWN + "mantissa": mantissa, OWN + "per": per, OWN + "digits": digits, OWN + "number": mantissa / per}
