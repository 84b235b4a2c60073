"""The lookup tables of the query of a database, as Arrow has them: wordings with the suffixes that are met, cells, and what is doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from perfrules.frames.arrow_types import kind_of
from perfrules.frames.columns import WORDS, Question
from perfrules.frames.entries import Codes, Entries, Texts
from perfrules.frames.numerals import Array
from perfrules.statements.programs import SIGNED, room, step_of, used_rows

LEAST, MOST, PARTS, WEIGHT = "least_number", "most_number", "parts_of_one", "most_weight"
"""What is known of the rows of a group: their numbers lie between two, are counted in so many parts of one, and weigh so much at the most."""
UNKNOWN = 1e300
"""What stands for the parts of a number that is counted in none, and for a weight that is none."""


class Found(NamedTuple):
    """The tables of groups of rows; ``doubtful`` are the wordings of groups that may have rows which columns do not decide."""

    wordings: pa.Table
    cells: pa.Table
    doubtful: pa.Table


def tables_of(groups: pa.Table, asked: Question) -> Found:
    """The tables of groups of rows: those of one wording, and of one suffix where actual values are texts."""
    words = [word for word in WORDS if word in groups.column_names]
    on = [*words, *(["suffix"] if "suffix" in groups.column_names else [])]
    entries = Entries(asked, Texts())
    places = entries.places({name: _coded(name, groups) for name in on} | ({} if "suffix" in on else {"suffix": _bare(len(groups))}))
    columns = {name: column.take(places) for name, column in entries.columns.items()}
    there = pa.array(places > 0)
    looked_up = {name: _shown(column, entries.texts) for name, column in columns.items()}
    wordings = pa.table({**{name: groups.column(name) for name in on}, **looked_up}).filter(there)
    doubtful = groups.select(words).filter(pa.array(~_sure(groups, columns, asked))).group_by(words).aggregate([])
    cells = used_rows(asked.policy, set(wordings.column("cell").unique().to_pylist()))
    return Found(wordings, _table(cells), doubtful)


def _coded(name: str, groups: pa.Table) -> tuple[Array, pa.Array]:
    """The texts of a column by their numbers, as :class:`Entries` takes them: to it, a category of no text is none."""
    column, codes = groups.column(name).combine_chunks(), Codes()
    if name == "category":
        column = pc.if_else(pc.equal(column, ""), None, column)
    return codes.of(column), codes.known


def _bare(count: int) -> tuple[Array, pa.Array]:
    return np.zeros(count, np.int32), pa.array([""], pa.large_string())


def _sure(groups: pa.Table, columns: Mapping[str, Array], asked: Question) -> Array:
    """Whether columns decide every row of a group: its least and its most number are decided, and so is all that lies between.

    That holds from zero on: below it a policy may leave open what is counted.
    """
    least, most, parts = (groups.column(name).fill_null(UNKNOWN).to_numpy() for name in (LEAST, MOST, PARTS))
    there = room(asked.policy, asked.weight)
    sure: Array = (least >= np.maximum(columns["least"], 0)) & (most <= columns["most"]) & ((columns["doubted"] == 0) | (least > 1))
    with np.errstate(all="ignore"):  # what stands here may be no whole number, and then not exact
        size = (most * columns["times"] + columns["reach"]) * parts
        sure &= size < there.once // 2
        if WEIGHT in groups.column_names:
            weighed = groups.column(WEIGHT).to_numpy() + step_of(asked.policy, asked.weight)
            sure &= size * weighed < there.weighed // 2
    return sure


def _shown(column: Array, texts: Texts) -> pa.Array:
    """Numbers with null for NaN, or texts of their numbers."""
    if column.dtype == np.float64:
        return pa.array(column, mask=np.isnan(column))
    return pa.array(texts.all, pa.string()).take(pa.array(column, mask=column < 0))


def _table(rows: list[tuple[float | str | None, ...]]) -> pa.Table:
    return pa.table({name: pa.array([row[place] for row in rows], kind_of(kind)) for place, (name, kind) in enumerate(SIGNED.items())})
