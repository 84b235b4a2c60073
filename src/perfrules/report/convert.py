"""A department written out again: JSON as it is, or one criterion a row as csv and xlsx."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.keys import own_key
from perfrules.model import Department, Indicator, Model
from perfrules.quantities import plain
from perfrules.report import escapes
from perfrules.report.delimited import csv_bytes
from perfrules.tables.exchange import COLUMNS, HEADER, encoded, facts
from perfrules.text import visible
from perfrules.wording import Criterion, parse


def json_text(department: Department) -> str:
    """The department's JSON, indented, with a final newline; lone surrogates and hidden characters are escapes."""
    return "".join(json_pieces(department))


def json_pieces(department: Department) -> Iterator[str]:
    """:func:`json_text` piece by piece, so that a long table is never in memory as JSON all at once."""
    whole = _json(department.model_copy(update={"projects": ()}))
    head, mark, tail = whole.rpartition('"projects": []')
    assert mark
    yield head + '"projects": ['
    for index, project in enumerate(department.projects):
        yield (",\n" if index else "\n") + "    " + _json(project).replace("\n", "\n    ")
    yield ("\n  ]" if department.projects else "]") + tail + "\n"


def _json(model: Model) -> str:
    return escapes.json_text(model.model_dump(mode="json"), indent=2)


def criterion_rows(department: Department) -> Iterator[list[str]]:
    """One row a criterion under :data:`~perfrules.tables.exchange.HEADER`.

    An indicator without a criterion, and a project without an indicator, still have their row; what is said once of a
    project or of the department stands on the first of its rows.
    """
    said = facts(department)
    for cells in _rows(department):
        row = said | cells
        said = {}
        yield [row.get(title, "") for title in HEADER]
    if said:
        yield [(said | {COLUMNS["key"]: "D"}).get(title, "") for title in HEADER]


def csv_table(department: Department) -> bytes:
    """The rows as csv."""
    return csv_bytes(HEADER, criterion_rows(department))


def _rows(department: Department) -> Iterator[dict[str, str]]:
    for index, project in enumerate(department.projects, 1):
        once = facts(project) | _titled(project=project.name, code=project.code)
        keys = (f"P{index:02d}I{place}" for place in range(1, len(project.indicators) + 1))
        keyed = list(zip(keys, project.indicators, strict=True))
        if not keyed:
            yield once | {COLUMNS["key"]: f"P{index:02d}"}
        for key, indicator in keyed:
            for cells in _criteria(key, indicator):
                yield once | _titled(project=project.name, code=project.code) | cells
                once = {}
    for index, indicator in enumerate(department.indicators, 1):
        for cells in _criteria(own_key(index), indicator):
            yield _titled(project=department.name or "部门") | cells


def _criteria(key: str, indicator: Indicator) -> Iterator[dict[str, str]]:
    for position, criterion in enumerate(indicator.target.criteria or (None,), 1):
        figures = _criterion(position, criterion) if criterion else {}
        more = _data(indicator) if position == 1 else {}
        yield {COLUMNS["key"]: key} | _said(indicator) | figures | more


def _titled(**fields: object) -> dict[str, str]:
    """Cells by the titles of their fields; what is None or blank has none."""
    return {COLUMNS[field]: cell for field, value in fields.items() if (cell := encoded(value))}


def _said(indicator: Indicator) -> dict[str, str]:
    numbers = {
        name: None if value is None else plain(value) for name, value in (("weight", indicator.weight), ("points", indicator.points))
    }
    return _titled(
        number=indicator.number,
        category=indicator.category.label if indicator.category else None,
        subcategory=indicator.subcategory.label if indicator.subcategory else None,
        name=indicator.name or None,
        target=indicator.target.text or None,
        actual=indicator.actual,
        **numbers,
        deviation_reason=indicator.deviation_reason,
        note=indicator.note,
        at=visible(str(indicator.place)) if indicator.place else None,
    )


def _data(indicator: Indicator) -> dict[str, str]:
    """What only a program reads: the place, and the reading where it is not that of the wording today."""
    as_read = indicator.target.to_dict()
    own = parse(indicator.target.text, name=indicator.name).to_dict()
    return _titled(
        place=indicator.place.to_dict() if indicator.place else None,
        reading=as_read if as_read != own else None,
    )


def _criterion(position: int, criterion: Criterion) -> dict[str, str]:
    data = criterion.to_dict()
    bound = data.get("of", data)
    figures = {name: bound.get(name) for name in ("value", "low", "high", "unit")}
    figures["value"] = figures["value"] or data.get("at")
    shown = {name: str(value) if value else None for name, value in figures.items()}
    subject, operator = criterion.subject or None, str(bound.get("op") or "") or None
    return _titled(
        criterion=str(position), subject=subject, condition=str(criterion.comparator), kind=data["kind"], operator=operator, **shown
    )
