"""The block of funds in a project's form: sources down the side, 年初预算数 全年预算数 全年执行数 across."""

from __future__ import annotations

import re
from decimal import Decimal

from perfrules.findings import Finding
from perfrules.model import Amounts, Execution, Funding
from perfrules.tables.amounts import read_amount
from perfrules.tables.grid import Cell, Row, own
from perfrules.tables.headings.labels import label, roles, squeezed
from perfrules.tables.headings.vocabulary import headings

SOURCES = headings("funds")
ACROSS = headings("amounts")
_UNIT = re.compile(r"[(（]\s*(?:单位\s*[:：]\s*)?(元|千元|万元|亿元)\s*[)）]")


def source_of(cell: Cell) -> str | None:
    r"""The source that a cell names: 其中：当年财政拨款 is ``appropriation``.

    >>> from perfrules.tables.grid import Source
    >>> source_of(Cell("其中：当年\n财政拨款", Source("a"), 1, 1))
    'appropriation'
    """
    said = re.sub(r"^其中:?|^-+|^\d[.、]", "", label(cell.text))
    return next((source for source, words in SOURCES.items() if said in words), None)


def unit_of(row: Row) -> str | None:
    """The unit that a label such as 项目资金（万元） names."""
    found = next((match for cell in own(row) if len(cell.text) < 40 and (match := _UNIT.search(cell.text))), None)
    return found[1] if found else None


def read_funds(rows: list[Row], findings: list[Finding], taken: set[tuple[int, int]]) -> tuple[Funding, Execution | None]:
    """The funds and the printed execution of a form; every cell that was used is put into ``taken``."""
    across: dict[str, int] = {}
    funding: dict[str, Decimal | Amounts | None] = {}
    execution: Execution | None = None
    for row in rows:
        here = roles(row, ACROSS)
        if {"adjusted", "executed", "initial"} & here.keys():
            across = here
            taken.update((row[index].row, row[index].column) for index in here.values())
            continue
        named = {source: index for index, cell in enumerate(row) if not cell.inherited and (source := source_of(cell))}
        for source, index in named.items():
            if source in funding:
                continue
            taken.add((row[index].row, row[index].column))
            if not across:
                funding[source] = _plain(row, index, findings, taken)
                continue
            figures = {role: _figure(row, column, role, findings, taken) for role, column in across.items()}
            amounts = {role: figures.get(role) for role in ("initial", "adjusted", "executed")}
            funding[source] = Amounts(**amounts) if any(amount is not None for amount in amounts.values()) else None
            if source == "total" and {"weight", "rate", "points"} & across.keys():
                execution = Execution(weight=figures.get("weight"), rate=figures.get("rate"), points=figures.get("points"))
    return Funding.model_validate(funding), execution


def _figure(row: Row, column: int, role: str, findings: list[Finding], taken: set[tuple[int, int]]) -> Decimal | None:
    cell = row[column] if column < len(row) else None
    if cell is None or cell.inherited:
        return None
    taken.add((cell.row, cell.column))
    return read_amount(cell, ACROSS[role][0], None, findings, code="IN011" if role in ("initial", "adjusted", "executed") else "IN022")


def _plain(row: Row, index: int, findings: list[Finding], taken: set[tuple[int, int]]) -> Decimal | None:
    cell = next((cell for cell in row[index + 1 :] if squeezed(cell.text) and not cell.inherited), None)
    if cell is None or source_of(cell):
        return None
    taken.add((cell.row, cell.column))
    return read_amount(cell, SOURCES["total"][0], None, findings)
