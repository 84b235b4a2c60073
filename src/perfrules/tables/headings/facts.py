"""Columns of a plain table that say something of the project: its goal, funds by source, dates, department and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import product

from perfrules.tables.grid import Row
from perfrules.tables.headings.labels import label
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
_YEAR = re.compile("^(?:(20[0-9]{2})年度?|本年度?|当年)")


def fact_columns(row: Row, used: Collection[int]) -> dict[str, int]:
    """Return the columns of a header that say something of the project, by ``fact.`` and the path; not those ``used`` already.

    A heading may begin with its year (本年预算, 2023年预算数); of several years none is told from the others, and what was spent
    in one (2022年执行数) is not set against the budget of another.
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
    begun = [(year, heading[year.end() :], index) for heading, index in headed if (year := _YEAR.match(heading))]
    dated = [(year[1], PREFIX + _PATHS[said], index) for year, said, index in begun if said in _PATHS]
    if len({year for year, _, _ in dated}) > 1:
        return found
    counts = Counter(path for _, path, _ in dated)
    return {path: index for _, path, index in dated if counts[path] == 1} | found
