"""A sheet of cases (csv, tsv, xlsx, xls) that an official fills in: a row a case, its columns known by their headings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfrules.errors import PolicyError
from perfrules.quantities import EXACT
from perfrules.scoring.descriptions import rule_of
from perfrules.scoring.policies.cases import PolicyCase, named
from perfrules.scoring.policies.loading import problem
from perfrules.tables.amounts import amount_of
from perfrules.tables.grid import Cell, Grid, Row
from perfrules.tables.guards import unguard
from perfrules.tables.headings.labels import roles
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.reading import open_document

SUFFIXES = (".csv", ".xlsx", ".xls", ".tsv")
_YES = {"是": True, "否": False, "已完成": True, "未完成": False}
_RULE_OF_KIND = {
    "grade": "grades",
    "weights": "weights",
    "roll-up": "rollup",
    "execution": "execution",
    "monitoring": "monitoring",
    "indicator": "forward",
}
_FIRST_ROWS = 50
HUNDRED = Decimal(100)


def sheet_beside(policy: str | os.PathLike[str]) -> Path | None:
    """Return the sheet of cases beside a policy's file, of the same name, or None: ``our-city.toml`` and ``our-city.xlsx``."""
    return next((file for suffix in SUFFIXES if (file := Path(policy).with_suffix(suffix)).is_file()), None)


def read_cases(path: str | os.PathLike[str]) -> list[PolicyCase]:
    """Return the cases of a sheet in the order of its rows; empty rows and rows that begin with # are passed over.

    Raises :class:`~perfrules.errors.TableError` for a file that cannot be read and :class:`~perfrules.errors.PolicyError`
    for a sheet without headings and, all in one sentence, for the rows that are no case.
    """
    document = open_document(path)
    name = Path(path).name
    cases: list[PolicyCase] = []
    wrong: list[tuple[str, str]] = []
    found = False
    for grid in document.grids:
        header = _header(grid)
        if header is None:
            continue
        found = True
        index, columns = header
        for place, row in enumerate(grid.rows[index + 1 :], index + 2):
            given = dict(_given(row, columns))
            if not given or str(next(iter(given.values()))).startswith("#"):
                continue
            try:
                cases.append(_case(given))
            except PolicyError as error:
                wrong.append((f"第 {place} 行：{error.zh}", f"row {place}: {error.en}"))
    if not found:
        raise PolicyError(
            f"“{name}”中没有例的表头：须有指标值、总分、各指标、各项目、全年执行数之一，以及得分、判定结果、等级、各指标分值、监控结果之一。",
            f"“{name}” has no headings of cases: 指标值, 总分, 各指标, 各项目 or 全年执行数, and 得分, 判定结果, 等级, 各指标分值 or 监控结果.",
        )
    if wrong:
        zh, en = "；".join(one for one, _ in wrong), "; ".join(other for _, other in wrong)
        raise PolicyError(f"“{name}”{zh}", f"“{name}” {en}")
    return cases


def _header(grid: Grid) -> tuple[int, Mapping[str, int]] | None:
    asked = {"target", "total", "indicators", "projects", "executed"}
    expected = {"outcome", "points", "grade", "weights", "lamp", "reason"}
    for index, row in enumerate(grid.rows[:_FIRST_ROWS]):
        columns = roles(row, headings("cases"))
        if asked & columns.keys() and expected & columns.keys():
            return index, columns
    return None


def _given(row: Row, columns: Mapping[str, int]) -> Iterator[tuple[str, str | date]]:
    for role, column in sorted(columns.items(), key=lambda item: item[1]):
        if column < len(row) and row[column].text.strip():
            yield role, _value(row[column])


def _value(cell: Cell) -> str | date:
    return cell.value if isinstance(cell.value, date) else unguard(cell.text).strip()


def _case(given: Mapping[str, str | date]) -> PolicyCase:
    data: dict[str, Any] = {role: _answer(role, value) for role, value in given.items()}
    rule = data.pop("rule", "")
    try:
        case = PolicyCase.model_validate(data | {"rule": [rule_of(word) for word in named(str(rule))] or ["forward"]})
    except ValidationError as error:
        told = [problem(item) for item in error.errors()]
        raise PolicyError("；".join(zh for zh, _ in told), "; ".join(en for _, en in told)) from error
    return case if rule else case.model_copy(update={"rule": (_RULE_OF_KIND[case.kind],)})


def _answer(role: str, value: str | date) -> object:
    """是 and 否 as what they say, a year as a number, a percentage as the share; all else as it stands."""
    if role in ("finished", "reason"):
        answer = _YES.get(str(value))
        if answer is None:
            raise PolicyError(f"“{value}”应为 是 或 否", f"“{value}” is 是 or 否")
        return answer
    if role == "year":
        return str(value).removesuffix("年").removesuffix("年度")
    if role == "share" and isinstance(value, str) and value.endswith(("%", "％")):
        return EXACT.divide(amount, HUNDRED) if (amount := amount_of(value[:-1])) is not None else value
    return value
