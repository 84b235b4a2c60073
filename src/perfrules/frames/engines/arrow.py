"""pandas and pyarrow: the columns that are scored are arrays of Arrow, and the results come back beside the frame, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from perfrules.frames.arrow_types import doubles, is_word_type, kind_of, kind_of_type, places_of_type, plain_type
from perfrules.frames.columns import Question
from perfrules.frames.outcomes import Judge
from perfrules.frames.protocols import Totals
from perfrules.frames.results import DECIDED
from perfrules.frames.singles import decimals_of, given, text_of
from perfrules.statements.programs import Kind


@dataclass(frozen=True, slots=True)
class _ArrowFrame:
    """A frame of the user's, and its columns as they are asked for."""

    frame: Any

    @property
    def names(self) -> list[str]:
        return list(self.frame.columns if self._is_pandas else self.frame.column_names)

    @property
    def _is_pandas(self) -> bool:
        return not isinstance(self.frame, pa.Table)

    def _array(self, column: str) -> pa.ChunkedArray | None:
        """A column as Arrow has it; None for a column of several kinds of objects."""
        if not self._is_pandas:
            found = self.frame.column(column)
        elif not _is_of_one_kind(self.frame[column]):
            return None
        else:
            try:
                found = pa.chunked_array([pa.array(self.frame[column], from_pandas=True)])
            except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
                return None
        if pa.types.is_run_end_encoded(found.type):
            found = pc.run_end_decode(found)
        return found.cast(plain_type(found.type))

    def is_word(self, column: str) -> bool:
        found = self._array(column)
        return found is None or is_word_type(found.type)

    def kind(self, column: str) -> Kind:
        found = self._array(column)
        return "other" if found is None else kind_of_type(found.type)

    def places(self, column: str) -> int | None:
        found = self._array(column)
        if found is None:
            return decimals_of(self.frame[column].tolist())
        stated = places_of_type(found.type)
        return decimals_of(doubles(found.unique()).to_pylist()) if stated is None else stated

    def scored(self, asked: Question, *, settle: bool) -> Any:
        arrays = {column: self._array(column) for column in asked.columns.used}
        if any(array is None for array in arrays.values()):
            return self._beside(self._plainly(asked))
        judge = Judge(asked, settle)
        found = judge.found({column: array.combine_chunks() for column, array in arrays.items() if array is not None})
        results = {name: judge.column(name, found) for name in (*asked.kinds, DECIDED)}
        texts = {name: results[name].cast(pa.string()) for name, kind in asked.kinds.items() if kind == "text"}
        return self._beside(pa.table(results | texts))

    def _plainly(self, asked: Question) -> pa.Table:
        """The results of a frame with a column of several kinds of objects: every row by the row API."""
        rows = {column: self._cells(column) for column in asked.columns.used}
        told: Mapping[str, Sequence[Any]] = asked.singles.table(rows)
        columns = {name: pa.array(told[name], kind_of(kind)) for name, kind in asked.kinds.items()}
        return pa.table(columns | {DECIDED: pa.array([False] * len(self.frame), pa.bool_())})

    def _cells(self, column: str) -> Sequence[Any]:
        found = self._array(column)
        cells: Sequence[Any] = self.frame[column].tolist() if found is None else doubles(found).to_pylist()
        return cells

    def collected(self, columns: Sequence[str]) -> pa.Table:
        arrays = {column: self._array(column) for column in columns}
        texts = {column: pa.array([None if value is None else text_of(value) for value in map(given, self.frame[column])])
                 for column, array in arrays.items() if array is None}  # fmt: skip
        return pa.table({**arrays, **texts})

    def totalled(self, used: Sequence[str], by: Sequence[str], make: Totals, kinds: Mapping[str, str]) -> Any:  # noqa: ARG002 -- the same for all
        return self.made(make(self.collected(used).to_reader()))

    def made(self, table: pa.Table) -> Any:
        return _pandas(table) if self._is_pandas else table

    def _beside(self, results: pa.Table) -> Any:
        if not self._is_pandas:
            found = self.frame
            for name, column in zip(results.column_names, results.columns, strict=True):
                found = found.append_column(name, column)
            return found
        import pandas as pd

        made = _pandas(results)
        made.index = self.frame.index
        return pd.concat([self.frame, made], axis=1)


_KINDS = frozenset(("string", "integer", "decimal", "date", "boolean", "empty"))


def _is_of_one_kind(column: Any) -> bool:
    """Whether the values of a column are of one kind, so that Arrow makes nothing else of them.

    It takes 5 beside a date for the fifth day of 1970, the clock of one place beside another's for its own, and 95.1 in 32 bits
    beside a float for the nearest double.
    """
    if column.dtype != object:
        return True
    from pandas.api.types import infer_dtype

    kind = infer_dtype(column, skipna=True)
    if kind == "floating":
        return all(isinstance(value, float) for value in column.dropna())
    if kind.startswith("datetime"):
        return len({getattr(value, "tzinfo", None) for value in column.dropna()}) == 1
    return kind in _KINDS


def _pandas(table: pa.Table) -> Any:
    import pandas as pd

    return table.to_pandas(types_mapper=lambda kind: pd.ArrowDtype(kind) if pa.types.is_decimal(kind) else None)


def host(frame: Any) -> _ArrowFrame | None:
    """What serves a frame of pandas or pyarrow."""
    if isinstance(frame, pa.Table):
        return _ArrowFrame(frame)
    return _ArrowFrame(frame) if any(kind.__name__ == "DataFrame" for kind in type(frame).__mro__) else None
