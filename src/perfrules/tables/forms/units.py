"""The unit of the funds of a form: that at their own labels, which a caption above or the unit of another field is not."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.findings import Finding, finding
from perfrules.tables.amounts import amount_of
from perfrules.tables.forms.sources import is_of_funds, source_of
from perfrules.tables.grid import Cell, Row, at, own
from perfrules.tables.headings.captions import unit_in
from perfrules.tables.headings.money import unit_of


def unit_of_funds(rows: Sequence[Row], findings: list[Finding]) -> str | None:
    """Return the unit that the head of a form prints for its funds; that a caption says another is said (IN088).

    That of one figure beside its label (预算金额（元） 1100000) and what is printed in a row without a label of theirs (补助标准（元）
    每人200元) are theirs only where no caption says one. The label of another field with an amount beside it (合同金额（元） 320000)
    tells that field's unit, and theirs only where no other is printed.
    """
    captions: list[tuple[Cell, str]] = []
    known: list[str] = []
    paired: list[str] = []
    free: list[str] = []
    beside: list[str] = []
    for row in rows:
        cells = own(row)
        is_theirs = any(map(is_of_funds, cells))
        for cell, behind in zip(cells, [*cells[1:], None], strict=False):
            unit = unit_of([cell])
            if unit is None:
                continue
            if unit_in((cell,)):
                captions.append((cell, unit))
            elif behind is not None and amount_of(behind.text) is not None and source_of(cell) is None:
                (paired if is_of_funds(cell) else beside).append(unit)
            else:
                (known if is_theirs else free).append(unit)
    for caption, unit in captions[:1]:
        if known and known[0] != unit:
            findings.append(at(finding("IN088", caption=unit, unit=known[0]), caption))
    said = [*known, *(unit for _, unit in captions), *paired, *free]
    return said[0] if said else beside[0] if len({*beside}) == 1 else None
