"""What an engine has to be able to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from perfrules.statements.programs import Kind

if TYPE_CHECKING:
    import pyarrow as pa

    from perfrules.frames.columns import Question

Table: TypeAlias = Mapping[str, Sequence[Any]]
"""A table of ours, by column."""


Totals: TypeAlias = "Callable[[pa.RecordBatchReader], pa.Table]"
"""What makes a table of totals of batches of rows."""


class Host(Protocol):
    """A frame of the user's."""

    @property
    def names(self) -> Sequence[str]:
        """The names of its columns."""

    def is_word(self, column: str) -> bool:
        """Whether the text of a column's values is what is meant."""

    def kind(self, column: str) -> Kind:
        """What a column of actual values or weights holds."""

    def places(self, column: str) -> int | None:
        """The decimals that a column's type gives its numbers; None where it gives none."""

    def scored(self, asked: Question, *, settle: bool) -> Any:
        """The frame with the columns of results."""

    def collected(self, columns: Sequence[str]) -> pa.Table:
        """Some of its columns, as Arrow has them."""

    def totalled(self, used: Sequence[str], by: Sequence[str], make: Totals, kinds: Mapping[str, str]) -> Any:
        """What ``make`` makes of the columns that are used, as a frame of the same library: those of ``by``, then of these kinds."""

    def made(self, table: pa.Table) -> Any:
        """A table of ours as a frame of the same library."""
