"""Headers below the first one of a table: the same again, or with other columns, which are then read anew for the rows beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from perfrules.findings import Finding, finding
from perfrules.tables.grid import Row, own
from perfrules.tables.headings.columns import header_of, indicator_columns, presumed, words_with
from perfrules.tables.headings.facts import fact_columns
from perfrules.tables.headings.labels import label, roles, squeezed
from perfrules.tables.indicators.composed import NOTHING
from perfrules.tables.indicators.contents import own_cell
from perfrules.tables.indicators.joined import known_category
from perfrules.tables.indicators.rows import IndicatorRows
from perfrules.tables.indicators.unread_columns import Columns, settled

_NAMED = 16
_BOTH = 2
_ENOUGH = 3
"""Headings that a row shares with the columns where it heads them again."""


@dataclass(slots=True)
class Headers:
    """The headers of one table by what they say, and what was told of their columns. ``year`` is the table's, which tells columns of
    facts; a form has none of these.
    """

    reader: IndicatorRows
    aliases: Mapping[str, tuple[str, ...]]
    has_facts: bool = False
    year: int | None = None
    known: dict[tuple[str, ...], Columns] = field(default_factory=dict)
    told: set[tuple[str, ...]] = field(default_factory=set)

    def begin(self, header: Sequence[Row], columns: Columns) -> None:
        """Know the rows of the first header."""
        self.known |= {_said(row): columns for row in header}
        self.told |= {_told(found) for found in columns.findings}

    def is_known(self, row: Row) -> bool:
        """Whether a row says what a row of a header above it says."""
        return _said(row) in self.known

    def is_header(self, row: Row) -> bool:
        """Whether a row heads the columns, in whatever order."""
        return len(self.reader.columns.keys() & roles(row, words_with(self.aliases)).keys()) >= _ENOUGH

    def heads_another(self, row: Row) -> bool:
        """Whether a row heads a table of another kind: it shares headings with the columns but neither the name's nor the target's (一级指标
        调查题目 选项 人数 分值 得分), or has words below 分值 and 得分 and no figure at all, beside what is no class of indicators.
        """
        columns = self.reader.columns
        if self.is_header(row):
            is_other = indicator_columns((row,), 0, self.aliases) is None
            return is_other and not any(_is_blank(row, columns[role]) for role in ("name", "target"))
        scores = [self.reader.text(row, role) for role in ("weight", "points") if role in columns]
        first = own_cell(row, columns.get("first"))
        return (
            len(scores) == len(set(scores)) == _BOTH
            and all(said not in NOTHING for said in scores)
            and first is not None
            and known_category(squeezed(first.text))[0] is None
            and not any(char.isdigit() for cell in own(row) for char in cell.text)
        )

    def take(self, row: Row, below: Sequence[Row], project: str | None) -> tuple[int, bool, list[Finding]]:
        """Read on by the columns that a header says: its depth, whether they are others than before, and what is said of new ones."""
        depth = 1
        findings: list[Finding] = []
        columns = self.known.get(_said(row))
        if columns is None:
            columns, depth, findings = self._anew(row, below, project)
            self.begin((row, *below[: depth - 1]), columns)
        before = self.reader.columns
        self.reader.columns, self.reader.signs, self.reader.said = columns.roles, columns.signs, columns.said
        return depth, before != columns.roles, findings

    def _anew(self, row: Row, below: Sequence[Row], project: str | None) -> tuple[Columns, int, list[Finding]]:
        """The columns of a header that was not met before; what it leaves blank is as it was."""
        rows = (row, *below[:_ENOUGH])
        told, depth = indicator_columns(rows, 0, self.aliases) or (roles(row, words_with(self.aliases)), 1)
        if self.has_facts:
            told = told | fact_columns(row, told.values(), self.year)
        before = self.reader.columns
        kept = {role: place for role, place in before.items() if _is_blank(row, place) and place not in told.values()}
        wanted = {role: before[role] for role in ("name", "target")}
        header = header_of(rows, 0, depth, self.aliases)
        beneath = [*takewhile(lambda other: not self.is_header(other), below[depth - 1 :])]
        columns = settled(wanted | kept | told, header, beneath, project)
        findings = [*presumed(header, told, self.aliases), *columns.findings]
        return columns, depth, [found for found in findings if _told(found) not in self.told]


def read_anew(row: Row) -> Finding:
    """Return what is said of a header with other columns than the one above it (IN091)."""
    return finding("IN091", headings="、".join(label(cell.text)[:12] for cell in own(row)[:_NAMED]))


def _told(found: Finding) -> tuple[str, ...]:
    """What a finding says of a column, but for the values below it."""
    return (found.code, *(str(found.params.get(name)) for name in ("heading", "title", "fields")))


def _said(row: Row) -> tuple[str, ...]:
    return tuple("" if cell.inherited else label(cell.text) for cell in row)


def _is_blank(row: Row, place: int) -> bool:
    """Whether a header says nothing of its own at a place: it is blank there, or merged with the row above."""
    cell = row[place] if place < len(row) else None
    return cell is None or not cell.text.strip() or (cell.origin is not None and cell.origin[0] < cell.row)
