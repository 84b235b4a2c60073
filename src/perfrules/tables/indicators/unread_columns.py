"""Columns of a header without a known heading: taken by what stands in them where that is certain, else named with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from perfrules.findings import Finding, finding
from perfrules.quantities import plain
from perfrules.tables.grid import Cell, Row, at, chosen
from perfrules.tables.headings.labels import label, remarks, squeezed
from perfrules.tables.headings.numbering import is_numbering
from perfrules.tables.headings.signs import Sign, is_comparator, is_unit, sign_of, speaks_of_signs
from perfrules.tables.headings.vocabulary import headings, is_harmless
from perfrules.tables.indicators.composed import NOTHING
from perfrules.tables.indicators.contents import Content, are_numbers, are_signs, are_units_of, content_of, own_cell, total_of
from perfrules.tables.indicators.joined import known_category
from perfrules.tables.sums import where

Guess = tuple[str, str]
"""What a column may be, in Chinese and in English."""

_COUNT = re.compile(r"(?:指标)?\(?\d{1,3}\)?[.、:]?")
"""What counts an indicator and names none."""

_NAMED = 100
"""Columns that are named one by one when they are not read."""


@dataclass(slots=True)
class Columns:
    """The columns of a header: the role of each, and what was found out about the ones without a heading of their own.

    ``signs`` are the columns of signs, each with whether a digit in it is a code. ``said`` is what headings say of bare numbers
    below them: the ``nature`` and the ``unit`` of a target (目标值（≥，%）), the ``actual_unit``.
    """

    roles: dict[str, int]
    signs: dict[int, bool] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def settled(roles: Mapping[str, int], header: Sequence[Row], rows: Sequence[Row], project: str | None = None) -> Columns:
    """Return the columns of a table whose header gives ``roles``, after a look at what stands below the other headings.

    Signs (and units, where no column has them) are taken, with the finding IN072; everything else that could matter is
    named in IN070, or IN071 where a score turns on it; what cannot matter in IN029.
    """
    columns = Columns(dict(roles))
    body = chosen(rows, partial(_is_body, roles=dict(columns.roles)))
    _spread_names(columns, header, body)
    _spread(columns, header, body)
    _take_classes(columns, header, body)
    columns.said = _said_above(columns.roles, header)
    harmless = _known_signs(columns, header, body)
    for index in range(max(map(len, chain(header, body)), default=0)):
        if index not in columns.roles.values():
            _settle(columns, index, header, body, harmless)
    columns.findings = _shortened(columns.findings)
    if harmless:
        fields = "、".join(label(cell.text)[:24] for cell in harmless[:20])
        columns.findings.append(at(finding("IN029", fields=fields), harmless[0]))
    columns.findings = [found.at(project=project) for found in columns.findings]
    return columns


def _said_above(roles: Mapping[str, int], header: Sequence[Row]) -> dict[str, str]:
    """The sign and the unit in the brackets of a heading, or the sign behind it, where no column of its own has them."""
    found: dict[str, str] = {}
    for role, unit in (("target", "unit"), ("actual", "actual_unit")):
        texts = [row[roles[role]].text for row in header if role in roles and roles[role] < len(row)]
        marks = [mark for text in texts for mark in remarks(text)]
        signs = [mark for mark in marks if is_comparator(mark)] if role == "target" else []
        units = [mark for mark in marks if is_unit(mark)]
        found |= {"nature": signs[0]} if len(signs) == 1 and not {"nature", "sign"} & roles.keys() else {}
        found |= {unit: units[0]} if len(units) == 1 and unit not in roles else {}
    return found


def _settle(columns: Columns, index: int, header: Sequence[Row], body: Sequence[Row], harmless: list[Cell]) -> None:
    """Take or name one column; a harmless one is added to ``harmless``."""
    cell = next((row[index] for row in reversed(header) if index < len(row) and row[index].text.strip()), None)
    heading = label(cell.text) if cell else ""
    values = [found for row in body if (found := own_cell(row, index))]
    first = cell or next(iter(values), None)
    if first is None or (cell and (heading in headings("rows")["indicators"] or (not values and cell.inherited))):
        return
    content = content_of(heading, values, body, columns.roles)
    taken = _taken(columns, index, heading, content, body)
    if taken:
        columns.findings.append(_said(*taken, first, heading, values))
    elif content is Content.WEIGHTS and "weight" not in columns.roles:
        sum_ = plain(total_of(values))
        columns.findings.append(_said("IN071", (f"其值合计 {sum_}，疑似分值", f"they add up to {sum_}: weights?"), first, heading, values))
    elif _is_harmless(columns, index, heading, content, header, is_headed=cell is not None):
        harmless += [cell] if cell and not cell.inherited else []
    else:
        columns.findings.append(_said("IN070", _guess(content, columns.roles), first, heading, values))


def _taken(columns: Columns, index: int, heading: str, content: Content, body: Sequence[Row]) -> tuple[str, Guess] | None:
    """The finding and its words for a column that its content makes one of signs, marks of kind or units, which it is from now on."""
    roles = columns.roles
    if content is Content.SIGNS:
        _take_signs(columns, index, heading)
        return "IN072", ("指标值符号", "signs")
    if content is Content.SOME_SIGNS:
        _take_signs(columns, index, heading)
        return "IN071", ("疑似指标值符号，但有的值不是符号", "signs, but not all of them")
    if content is Content.KINDS and "kind" not in roles:
        roles["kind"] = index
        columns.signs[index] = False
        return "IN072", ("定性、定量标记", "marks of kind")
    if content is Content.UNITS and "unit" not in roles and are_units_of(roles.get("target"), index, body):
        roles["unit"] = index
        return "IN072", ("计量单位", "units")
    if content is Content.UNITS and roles.get("actual") == index - 1 and are_numbers(roles["actual"], index, body):
        roles["actual_unit"] = index
        return "IN072", ("实际完成值的单位", "units of the actual values")
    return None


def _is_harmless(columns: Columns, index: int, heading: str, content: Content, header: Sequence[Row], *, is_headed: bool) -> bool:
    """Whether nothing of a column that is not read could matter to a score."""
    return (
        content is Content.EMPTY
        or (content is Content.WORDS and is_headed)
        or _is_of_classes(heading, index, columns.roles)
        or any(role in columns.roles and heading in headings("derived")[f"of_{role}"] for role in ("actual", "points"))
        or is_harmless(heading)
        or _is_half(heading, header, columns.roles)
    )


def _guess(content: Content, roles: Mapping[str, int]) -> Guess:
    """What a column that is not read may be."""
    if content is Content.FIGURES and "actual" not in roles:
        return "疑似实际完成值", "actual values?"
    return {Content.UNITS: ("疑似计量单位", "units?"), Content.WORDS: ("请核对是否影响评分", "does a score hang on it?")}.get(
        content, ("其值为数值", "numbers")
    )


def _is_of_classes(heading: str, index: int, roles: Mapping[str, int]) -> bool:
    """Whether a column has the weights or points of the classes: it stands before the name, and a column behind it has the indicators' own."""
    name = roles["name"]
    return any(index < name < roles.get(role, 0) and heading in headings("columns")[role] for role in ("weight", "points"))


def _is_half(heading: str, header: Sequence[Row], roles: Mapping[str, int]) -> bool:
    """Whether a second column of targets belongs to the other half of a header, which names its indicators anew."""
    name = _heading(header, roles["name"])
    named = max(sum(label(cell.text) == name for cell in row if cell.text and not cell.inherited) for row in header)
    return heading in headings("columns")["target"] and named > 1


def _shortened(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those on columns that are not read (IN070) up to a hundred and then how many more there are."""
    named = [found for found in findings if found.code == "IN070"]
    kept = [found for found in findings if found.code != "IN070" or found in named[:_NAMED]]
    if len(named) <= _NAMED:
        return list(findings)
    return [*kept, finding("IN032", count=len(named) - _NAMED).at(**where(named[_NAMED].location))]


def _said(code: str, guess: Guess, cell: Cell, heading: str, values: Sequence[Cell]) -> Finding:
    """What is said of a column, at its heading, with the first of its values."""
    shown = "、".join(dict.fromkeys(" ".join(value.text.split())[:12] for value in values[:5]))
    return at(finding(code, heading=heading or "（空）", values=shown, guess=guess[0], guess_en=guess[1]), cell)


def _known_signs(columns: Columns, header: Sequence[Row], body: Sequence[Row]) -> list[Cell]:
    """What stands under a heading of signs and is none is named; a number beside it has no target.

    The heading is handed back where words stand below it that say nothing of the target (约束性).
    """
    index = columns.roles.get("nature")
    if index is None:
        return []
    heading = _heading(header, index)
    columns.signs[index] = coded = speaks_of_signs(heading)
    values = [value for row in body if (value := own_cell(row, index))]
    odd = [value for value in values if sign_of(value.text, coded=coded) is None]
    if odd:
        columns.findings.append(_said("IN070", ("不是比较符号", "no signs"), odd[0], heading, odd))
    idle = any(sign_of(value.text, coded=coded) == Sign() and value.text.strip() not in NOTHING for value in values)
    return [row[index] for row in reversed(header) if index < len(row) and row[index].text.strip()][:1] if idle else []


def _take_signs(columns: Columns, index: int, heading: str) -> None:
    columns.roles["nature" if "nature" not in columns.roles else "sign"] = index
    columns.signs[index] = speaks_of_signs(heading)


def _take_classes(columns: Columns, header: Sequence[Row], body: Sequence[Row]) -> None:
    """Columns in front of the name without headings of their own that hold classes alone are those of the classes."""
    if {"first", "second"} & columns.roles.keys():
        return
    used = columns.roles.values()
    before = {
        index: [value for row in body if (value := own_cell(row, index))] for index in range(columns.roles["name"]) if index not in used
    }
    classes = [index for index, values in before.items() if values and all(known_category(squeezed(value.text))[0] for value in values)]
    for role, index in zip(("first", "second"), classes, strict=False):
        columns.roles[role] = index
        values = before[index]
        columns.findings.append(_said("IN072", ("指标类别", "classes of indicators"), values[0], _heading(header, index), values))


def _spread(columns: Columns, header: Sequence[Row], body: Sequence[Row]) -> None:
    """A heading 指标值 over several columns of which the first holds signs or units: the value is in the next one of numbers or words."""
    index = columns.roles["target"]
    values = [value for row in body if (value := own_cell(row, index))]
    if _are_units(values, header, index):
        columns.roles["unit"] = index
    elif not are_signs(values):
        return
    for other in range(index + 1, max(len(row) for row in body)):
        if other in columns.roles.values():
            return
        found = [value for row in body if (value := own_cell(row, other))]
        texts = [value.text for value in found]
        if texts and not all(is_unit(text) or sign_of(text, coded=False) for text in texts):
            columns.roles["target"] = other
            if columns.roles.get("unit") != index:
                _take_signs(columns, index, "")
            columns.findings.append(_said("IN072", ("指标值", "values"), found[0], _heading(header, other), found))
            return


def _are_units(values: Sequence[Cell], header: Sequence[Row], index: int) -> bool:
    """Whether nothing but units stands in a column whose heading is over the next one too."""
    is_wide = any(index + 1 < len(row) for row in header) and _heading(header, index + 1) in ("", _heading(header, index))
    return is_wide and bool(values) and all(is_unit(value.text.strip()) for value in values)


def _spread_names(columns: Columns, header: Sequence[Row], body: Sequence[Row]) -> None:
    """A heading of names over two columns of which the first only counts them (指标1, 1.): the names are in the second."""
    index = columns.roles["name"]
    other = index + 1
    counts = [value for row in body if (value := own_cell(row, index))]
    names = [value for row in body if (value := own_cell(row, other))]
    is_free = other not in columns.roles.values() and _heading(header, other) in ("", _heading(header, index))
    if is_free and counts and names and all(_COUNT.fullmatch(squeezed(value.text)) for value in counts):
        columns.roles |= {"name": other} | ({} if "number" in columns.roles else {"number": index})
        columns.findings.append(_said("IN072", ("指标名称", "names of indicators"), names[0], _heading(header, index), names))


def _heading(header: Sequence[Row], index: int) -> str:
    return next((label(row[index].text) for row in reversed(header) if index < len(row) and row[index].text.strip()), "")


def _is_body(row: Row, roles: Mapping[str, int]) -> bool:
    """Whether a row has a name or a target, and neither repeats the header nor numbers its columns."""
    cells = [cell for role in ("name", "target") if (cell := own_cell(row, roles.get(role)))]
    return bool(cells) and not any(label(cell.text) in headings("columns")["target"] for cell in cells) and not is_numbering(row)
