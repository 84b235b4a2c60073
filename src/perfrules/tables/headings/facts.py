"""Columns of a plain table that say something of the project: its goal, funds by source, dates, department and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import product

from perfrules.tables.grid import Row
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.periods import dated
from perfrules.tables.headings.vocabulary import headings

PREFIX = "fact."
OF_WHICH = "其中"
FIGURES = ("initial", "adjusted", "executed")


def _paths() -> Mapping[str, str]:
    """The path of each heading: 主管部门 is ``department``, 财政拨款全年预算数 is ``funding.appropriation.adjusted``."""
    fields, goals, funds, amounts = (headings(part) for part in ("fields", "goals", "funds", "amounts"))
    found = {word: path for path, words in headings("facts").items() for word in words}
    found |= {word: path for path in ("department", "implementing_unit") for word in fields[path]}
    found |= {word: f"execution.{part}" for part, words in headings("execution_facts").items() for word in words}
    found |= dict.fromkeys((*goals["objective"], *goals["planned"]), "objective")
    found |= dict.fromkeys(goals["reached"], "objective_actual")
    for source, words in funds.items():
        found |= dict.fromkeys(words, f"funding.{source}")
        found |= {word + said: f"funding.{source}.{figure}" for word, figure in product(words, FIGURES) for said in amounts[figure]}
    found |= {said: f"funding.total.{figure}" for figure in FIGURES for said in amounts[figure]}
    return found


_PATHS = _paths()
_BUDGETS = ("initial", "adjusted")


def fact_columns(row: Row, used: Collection[int], year: int | None = None) -> dict[str, int]:
    """Return the columns of a header that say something of the project, by ``fact.`` and the path; not those ``used`` already.

    A heading may begin with its year (本年预算, 2023年预算数): that of the table counts. Where the table says no ``year``, of several
    years none is told from the others, and what was spent in one (2022年执行数) is not set against a budget that may be of another.
    """
    headed = [
        (label(cell.text).removeprefix(OF_WHICH).lstrip(":"), index)
        for index, cell in enumerate(row)
        if cell.text and not cell.inherited and index not in used
    ]
    found: dict[str, int] = {}
    for heading, index in headed:
        if heading in _PATHS:
            found.setdefault(PREFIX + _PATHS[heading], index)
    begun = [(*said, index) for heading, index in headed if heading not in _PATHS and (said := dated(heading))]
    known = [(begins, PREFIX + _PATHS[said], index) for begins, said, index in begun if said in _PATHS]
    if year is not None:
        known = [one for one in known if one[0] in (None, str(year))]
    elif len({begins for begins, _, _ in known}) > 1 or any(_is_against_another(path, found) for begins, path, _ in known if begins):
        return found
    counts = Counter(path for _, path, _ in known)
    return {path: index for _, path, index in known if counts[path] == 1} | found


def _is_against_another(path: str, found: Mapping[str, int]) -> bool:
    """Whether what was spent in a year of its own stands beside a budget without one."""
    source, _, figure = path.rpartition(".")
    return figure == "executed" and any(f"{source}.{budget}" in found for budget in _BUDGETS)
