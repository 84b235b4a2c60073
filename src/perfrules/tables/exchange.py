"""A department in plain columns and back: what convert writes is read cell by cell as it was, and nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from perfrules.documents import read_json
from perfrules.model import Department, Project
from perfrules.tables.headings.vocabulary import headings

COLUMNS: Mapping[str, str] = {field: titles[0] for field, titles in headings("exchange").items()}
"""The titles of what is said of a criterion and its indicator, by field."""
_FACTS = {field: titles[0] for field, titles in headings("exchange_facts").items()}
_AMOUNTS = ("initial", "adjusted", "executed")
_SOURCES = ("total", "appropriation", "special_account", "carry_over", "other")
_SCORED = (("execution", ("weight", "rate", "points")), ("total", ("weight", "points")))
_PROJECT = ("department", "implementing_unit", "year", "start", "end", "objective", "objective_actual", "place", "location")
_DEPARTMENT = ("name", "unit", "year", "as_of", "objective", "objective_actual", "location")
_DATA = ("place", "location")
"""What only a program reads: a cell of JSON."""
_EMPTY = "—"
"""What stands for a group of amounts or points of which none is given."""
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]|_x[0-9A-Fa-f]{4}_")


def _titled(fields: tuple[str, ...], before: str) -> dict[str, str]:
    """The titles of a project's or the department's facts by their path, such as ``funding.total.initial``."""
    found = {field: before + _FACTS[field] for field in fields}
    for source in _SOURCES:
        title = before + _FACTS[f"funding.{source}"]
        found[f"funding.{source}"] = title
        found |= {f"funding.{source}.{amount}": title + _FACTS[amount] for amount in _AMOUNTS}
    found["funding.unit"] = before + _FACTS["funding.unit"]
    for group, parts in _SCORED:
        found |= {f"{group}.{part}": before + _FACTS[f"{group}.{part}"] for part in parts}
    return found


PROJECT: Mapping[str, str] = _titled(_PROJECT, "")
DEPARTMENT: Mapping[str, str] = _titled(_DEPARTMENT, _FACTS["whole"])
HEADER: tuple[str, ...] = (*COLUMNS.values(), *PROJECT.values(), *DEPARTMENT.values())
"""Every title, in the order of the columns."""
NUMBERS: frozenset[str] = frozenset(
    [COLUMNS[field] for field in ("criterion", "value", "low", "high", "weight", "points")]
    + [
        title
        for titles in (PROJECT, DEPARTMENT)
        for path, title in titles.items()
        if path == "year" or (path.startswith(("funding.", "execution.", "total.")) and path != "funding.unit")
    ]
)
"""The titles under which numbers stand; a workbook has them as numbers, to be added up."""


def facts(model: Project | Department) -> dict[str, str]:
    """Return what is said once of a project or a department, as cells by their titles; what is absent has none."""
    titles = PROJECT if isinstance(model, Project) else DEPARTMENT
    data = model.model_dump(mode="json")
    return {titles[path]: cell for path, cell in _flat(data, titles)}


def _flat(data: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for path in titles:
        group, _, field = path.partition(".")
        value = data[group]
        for key in filter(None, field.split(".")):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, Mapping) and path not in _DATA:
            if all(part is None for part in value.values()):
                yield path, _EMPTY
        elif value is not None and value != {}:
            yield path, encoded(value)
    for group, parts in _SCORED:
        if data[group] is not None and all(part is None for part in data[group].values()):
            yield f"{group}.{parts[0]}", _EMPTY


def rebuilt(cells: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a project or a department from its cells by title, as their JSON has them."""
    out: dict[str, Any] = {}
    for path, title in titles.items():
        value = cells.get(title) or None
        if value is None:
            continue
        group, _, rest = path.partition(".")
        if not rest:
            out[group] = read_json(value) if group in _DATA else decoded(value)
            continue
        keys = rest.split(".")
        target = out.setdefault(group, {})
        if value == _EMPTY:
            if len(keys) == 1 and group == "funding":
                target[keys[0]] = {}
            continue
        if len(keys) == 2:
            target = target.setdefault(keys[0], {})
        target[keys[-1]] = decoded(value)
    return out


def encoded(value: Any) -> str:
    r"""Return a value as a cell: text as it stands, or as a JSON string where a file would change it.

    >>> encoded("≥3家"), encoded(""), encoded(" 甲"), encoded(None)
    ('≥3家', '""', '" 甲"', '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("_x", "\\u005fx")
    odd = value != value.strip() or value[:1] in ('"', "'", "") or value == _EMPTY or _ODD.search(value)
    return json.dumps(value, ensure_ascii=bool(_ODD.search(value))).replace("_x", "\\u005fx") if odd else value


def decoded(cell: str) -> str | None:
    r"""Return what :func:`encoded` was given.

    >>> decoded('" 甲"'), decoded("≥3家"), decoded("")
    (' 甲', '≥3家', None)
    """
    if not cell:
        return None
    text: str = json.loads(cell) if cell.startswith('"') else cell
    return text
