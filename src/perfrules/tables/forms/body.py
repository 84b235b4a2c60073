"""The rows of a form below the header of its indicators: indicators, sums, notes and what is none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from perfrules.findings import finding
from perfrules.model import Execution
from perfrules.tables.forms.captions import is_caption
from perfrules.tables.forms.draft import Draft
from perfrules.tables.grid import Cell, Row, at, own
from perfrules.tables.headings.captions import is_furniture, is_note
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.periods import period_in
from perfrules.tables.headings.vocabulary import is_harmless
from perfrules.tables.indicators.anew import Headers, read_anew
from perfrules.tables.indicators.cells import excerpt, weighted_by_name
from perfrules.tables.indicators.joined import known_category
from perfrules.tables.indicators.joint_points import in_points
from perfrules.tables.indicators.listed import MARK
from perfrules.tables.indicators.rows import FORM_WORDS, IndicatorRows
from perfrules.tables.indicators.vertical import vertical_labels, without_ditto


def read_indicators(rows: Sequence[Row], start: int, depth: int, headers: Headers, form: Draft) -> None:
    """Read what stands below the header at ``rows[start]``, which is ``depth`` rows high, into ``form``."""
    reader = headers.reader
    body = _FormRows(reader, form, headers)
    over = [row for row in rows[max(0, start - 1) : start] if not _several(own(row))]
    body.period = next((said for row in (*rows[start : start + depth], *over) if (said := body.period_of(row))), None)
    below = vertical_labels(rows[start + depth :], reader.columns.get("first"))
    for place, row in enumerate(without_ditto(below)):
        body.below = below[place + 1 :]
        if body.skip:
            body.skip -= 1
            continue
        if own(row) and not is_caption(row) and not (len(row) == 1 and is_furniture(row)):
            body.take(row)
    reader.report(rows[start][0])
    name = form.fields.get("name")
    form.indicators = in_points(reader.joint.shared(form.indicators, form.part.findings, name), form.part.findings, name)
    if "weight" not in reader.columns:
        form.indicators = weighted_by_name(form.indicators)
    _keep_apart(form, rows[start][0])


@dataclass(slots=True)
class _FormRows:
    """The rows taken so far: whether the indicators have ended, notes or another table have begun, and the period (the year or the whole) has changed."""

    reader: IndicatorRows
    form: Draft
    headers: Headers
    below: Sequence[Row] = ()
    period: str | None = None
    ended: bool = False
    noted: bool = False
    moved: bool = False
    other: bool = False
    skip: int = 0

    @property
    def project(self) -> str | None:
        return self.form.fields.get("name")

    def period_of(self, row: Row) -> str | None:
        """The period that a row names: as a banner, or in a column beside those that are read."""
        return period_in(row, self.reader.columns.values() if _several(own(row)) else ())

    def take(self, row: Row) -> None:
        before, self.period = self.period, self.period_of(row) or self.period
        is_other = before != self.period
        self.moved = self.moved or is_other
        several = _several(own(row))
        if self.reader.names_class(row):
            return
        if several and not self.headers.is_known(row) and self.headers.heads_another(row):
            self.other = True
            self.form.part.leave("IN004", own(row), self.project)
        elif several and (self.headers.is_known(row) or self.headers.is_header(row)):
            self._head(row)
            self.ended, self.moved, self.other = self.ended and not self.moved, False, False
        elif is_other and not several:
            return
        elif is_note(row) or self.reader.is_signature(row):
            self.ended = self.noted = True
            self._note(row)
        elif self.reader.numbers_columns(row):
            self._note(row)
        elif self.other or self.reader.heads_another(row):
            self.other = True
            self.form.part.leave("IN004", own(row), self.project)
        elif several and self._remark(row):
            return
        elif not self._sum(row) and not (several and self._indicators(row)):
            self._leave(row, several=several)

    def _head(self, row: Row) -> None:
        """Read on by a header: the same at a page break, or one above another block or with other columns, below which labels begin anew."""
        depth, is_other, said = self.headers.take(row, self.below, self.project)
        self.skip = depth - 1
        if is_other:
            said = [*said, at(read_anew(row), row[0], project=self.project)]
        elif not self.moved:
            said = [*said, at(finding("IN005"), row[0], project=self.project)]
        if is_other or self.moved:
            self.reader.labels.clear()
        self.form.part.findings += said

    def _note(self, row: Row) -> None:
        cells = own(row)
        found = finding("IN018", excerpt=excerpt("".join(cell.text for cell in cells)))
        self.form.part.findings.append(at(found, cells[0], project=self.project))

    def _remark(self, row: Row) -> bool:
        """Whether a row is one of the remarks below the indicators (自评结论, 存在问题): a known label of such and words beside it."""
        first, target = own(row)[0], self.reader.cell(row, "target")
        has_target = target is not None and target.text.strip() and not target.inherited
        if (
            has_target
            or first is self.reader.cell(row, "name")
            or not is_harmless(label(first.text))
            or known_category(label(first.text))[0]
        ):
            return False
        self.form.part.findings.append(at(finding("IN029", fields=label(first.text)[:24]), first, project=self.project))
        return True

    def _sum(self, row: Row) -> bool:
        """Whether a row is the total, a subtotal or the execution of the budget."""
        total = self.reader.total(row)
        if total is not None:
            self.form.total, self.ended = total, True
            self.form.places["total"] = replace(row[0].place, text=None)
            return True
        if self.reader.subtotal(row, self.project):
            return True
        execution = self.reader.execution(row)
        if execution is None or not _agrees(self.form.execution, execution):
            return False
        self.form.execution = _printed(self.form.execution, execution)
        self.form.places["execution"] = replace(row[0].place, text=None)
        return True

    def _indicators(self, row: Row) -> bool:
        """Whether a row has indicators; behind the end only a whole row has."""
        found = self.reader.indicators(row, self.project) if not self.ended or self.reader.is_whole(row) else []
        if not found:
            return False
        (self.form.long_term if self.period == "long" else self.form.indicators).extend(found)
        self.form.named_execution = self.form.named_execution or self.reader.named_execution(row)
        self.form.total = self.form.total or self.reader.total_beside(row)
        return True

    def _leave(self, row: Row, *, several: bool) -> None:
        """Say what is not read of a row."""
        prose = len(row) == 1 or (self.noted and not several)
        alone = not several and not _is_label(own(row)[0].text)
        left = own(row) if self.ended or prose or alone else self.reader.remainder(row)
        self.form.part.leave("IN030" if prose else "IN004", left, self.project)


def _is_label(text: str) -> bool:
    """Whether a text alone in its row is a label of the form that is left without indicators: a class, or the form's own dots."""
    return not MARK.sub("", text).strip("…．.· \n") or known_category(label(text))[0] is not None or label(text) in FORM_WORDS


def _keep_apart(form: Draft, header: Cell) -> None:
    """Only the indicators of the year count; those of the whole period are named, or stand alone where there are no others."""
    if not form.indicators:
        form.indicators = form.long_term
    elif form.long_term:
        listed = "；".join(excerpt(f"{item.name}：{item.target.text}") for item in form.long_term[:20])
        found = finding("IN058", count=len(form.long_term), indicators=listed)
        form.part.findings.append(at(found, header, project=form.fields.get("name")))


def _agrees(funds: Execution | None, row: Execution) -> bool:
    """Whether a row prints the points of the execution that the funds leave out, or the same ones again."""
    pairs = [] if funds is None else [(funds.weight, row.weight), (funds.points, row.points)]
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _printed(funds: Execution | None, row: Execution) -> Execution:
    """The execution of the funds and that of a row among the indicators: what the funds print stays."""
    kept = {name: value for name, value in (funds or Execution()) if value is not None}
    return row.model_copy(update=kept)


def _several(cells: Sequence[Cell]) -> bool:
    """Whether the cells are more than one merged area."""
    return len({cell.origin or (cell.row, cell.column) for cell in cells}) > 1
