"""Columns of a header without a known heading: taken by what stands in them where that is certain, else named with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import partial
from itertools import chain

from perfrules.findings import Finding, finding
from perfrules.quantities import EXACT, plain
from perfrules.tables.amounts import amount_of
from perfrules.tables.grid import Cell, Row, at, chosen
from perfrules.tables.headings.labels import label, squeezed
from perfrules.tables.headings.signs import Sign, is_bare, is_plain, is_unit, sign_of, speaks_of_signs
from perfrules.tables.headings.vocabulary import headings, is_harmless
from perfrules.tables.indicators.composed import NOTHING
from perfrules.tables.indicators.joined import known_category
from perfrules.tables.sums import where
from perfrules.wording import parse

_FULL = frozenset(map(Decimal, (90, 100)))
"""What the weights of a project add up to: 100, or 90 where its budget execution has the other ten."""

_NAMED = 100
"""Columns that are named one by one when they are not read."""
_SHORT = 12
"""Characters of a value that is no sentence."""


class Content(StrEnum):
    """What the values of a column look like."""

    EMPTY = "empty"
    SIGNS = "signs"
    KINDS = "marks of kind"
    SOME_SIGNS = "some signs"
    UNITS = "units"
    WEIGHTS = "weights"
    NUMBERS = "numbers"
    FIGURES = "numbers with units"
    WORDS = "words"


@dataclass(slots=True)
class Columns:
    """The columns of a header: the role of each, and what was found out about the ones without a heading of their own.

    ``signs`` are the columns of signs, each with whether a digit in it is a code.
    """

    roles: dict[str, int]
    signs: dict[int, bool] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def settled(roles: Mapping[str, int], header: Sequence[Row], rows: Sequence[Row], project: str | None = None) -> Columns:
    """Return the columns of a table whose header gives ``roles``, after a look at what stands below the other headings.

    Signs (and units, where no column has them) are taken, with the finding IN072; everything else that could matter is
    named in IN070, or IN071 where a score turns on it; what cannot matter in IN029.
    """
    columns = Columns(dict(roles))
    body = chosen(rows, partial(_is_body, roles=dict(columns.roles)))
    _spread(columns, header, body)
    _take_classes(columns, header, body)
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


def _settle(columns: Columns, index: int, header: Sequence[Row], body: Sequence[Row], harmless: list[Cell]) -> None:
    cell = next((row[index] for row in reversed(header) if index < len(row) and row[index].text.strip()), None)
    heading = label(cell.text) if cell else ""
    values = [found for row in body if (found := _own(row, index))]
    first = cell or next(iter(values), None)
    if first is None or (cell and (heading in headings("rows")["indicators"] or (not values and cell.inherited))):
        return
    content = _content(heading, values, body, columns.roles)
    if content is Content.SIGNS:
        _take_signs(columns, index, heading)
        columns.findings.append(_said("IN072", first, heading, values, ("指标值符号", "signs")))
    elif content is Content.KINDS and "kind" not in columns.roles:
        columns.roles["kind"] = index
        columns.signs[index] = False
        columns.findings.append(_said("IN072", first, heading, values, ("定性、定量标记", "marks of kind")))
    elif content is Content.SOME_SIGNS:
        _take_signs(columns, index, heading)
        columns.findings.append(_said("IN071", first, heading, values, ("疑似指标值符号，但有的值不是符号", "signs, but not all of them")))
    elif content is Content.UNITS and "unit" not in columns.roles and _fits(columns.roles, index, body):
        columns.roles["unit"] = index
        columns.findings.append(_said("IN072", first, heading, values, ("计量单位", "units")))
    elif content is Content.UNITS and columns.roles.get("actual") == index - 1 and _bare_actuals(columns.roles, index, body):
        columns.roles["actual_unit"] = index
        columns.findings.append(_said("IN072", first, heading, values, ("实际完成值的单位", "units of the actual values")))
    elif content is Content.WEIGHTS and "weight" not in columns.roles:
        total = plain(_total(values))
        columns.findings.append(
            _said("IN071", first, heading, values, (f"其值合计 {total}，疑似分值", f"they add up to {total}: weights?"))
        )
    elif (
        content is Content.EMPTY
        or _is_of_classes(heading, index, columns.roles)
        or ("actual" in columns.roles and heading in headings("derived")["of_actual"])
        or (content is Content.WORDS and cell)
        or is_harmless(heading)
        or _is_half(heading, header, columns.roles)
    ):
        harmless += [cell] if cell and not cell.inherited else []
    else:
        guess = {Content.UNITS: ("疑似计量单位", "units?"), Content.WORDS: ("", "")}.get(content, ("其值为数值", "numbers"))
        if content is Content.FIGURES and "actual" not in columns.roles:
            guess = ("疑似实际完成值", "actual values?")
        columns.findings.append(_said("IN070", first, heading, values, guess))


def _is_of_classes(heading: str, index: int, roles: Mapping[str, int]) -> bool:
    """Whether a column has the weights or points of the classes: it stands before the name, and a column behind it has the indicators' own."""
    name = roles["name"]
    return any(index < name < roles.get(role, 0) and heading in headings("columns")[role] for role in ("weight", "points"))


def _bare_actuals(roles: Mapping[str, int], index: int, body: Sequence[Row]) -> bool:
    """Whether the actual values beside a column of units are numbers without one."""
    return all(amount_of(value.text) is not None for row in body if _own(row, index) and (value := _own(row, roles["actual"])))


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


def _said(code: str, cell: Cell, heading: str, values: Sequence[Cell], guess: tuple[str, str]) -> Finding:
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
    values = [value for row in body if (value := _own(row, index))]
    odd = [value for value in values if sign_of(value.text, coded=coded) is None]
    if odd:
        columns.findings.append(_said("IN070", odd[0], heading, odd, ("不是比较符号", "no signs")))
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
    before = {index: [value for row in body if (value := _own(row, index))] for index in range(columns.roles["name"]) if index not in used}
    classes = [index for index, values in before.items() if values and all(known_category(squeezed(value.text))[0] for value in values)]
    for role, index in zip(("first", "second"), classes, strict=False):
        columns.roles[role] = index
        values = before[index]
        columns.findings.append(_said("IN072", values[0], _heading(header, index), values, ("指标类别", "classes of indicators")))


def _spread(columns: Columns, header: Sequence[Row], body: Sequence[Row]) -> None:
    """A heading 指标值 over several columns of which the first holds signs: the value is in the next one of numbers or words."""
    index = columns.roles["target"]
    values = (value for row in body if (value := _own(row, index)))
    if not _are_signs(values):
        return
    for other in range(index + 1, max(len(row) for row in body)):
        if other in columns.roles.values():
            return
        found = [value for row in body if (value := _own(row, other))]
        texts = [value.text for value in found]
        if texts and not all(is_unit(text) or sign_of(text, coded=False) for text in texts):
            columns.roles["target"] = other
            _take_signs(columns, index, "")
            columns.findings.append(_said("IN072", found[0], _heading(header, other), found, ("指标值", "values")))
            return


def _are_signs(values: Iterable[Cell]) -> bool:
    """Whether there are values, all of them signs; the first that is none ends the search."""
    found = False
    for value in values:
        sign = sign_of(value.text, coded=False)
        if sign is None or not sign.written:
            return False
        found = True
    return found


def _content(heading: str, values: Sequence[Cell], body: Sequence[Row], roles: Mapping[str, int]) -> Content:
    texts = [value.text.strip() for value in values]
    if not any(text not in NOTHING for text in texts):
        return Content.EMPTY
    coded = speaks_of_signs(heading)
    signs = [sign_of(text, coded=coded) for text in texts]
    real = [sign for sign in signs if sign is not None and (sign.limit or (sign.written and (coded or is_plain(sign.written))))]
    if real and None not in signs:
        return Content.SIGNS
    if None not in signs and any(sign.mark for sign in signs if sign):
        return Content.KINDS
    if real and (coded or any(sign.is_comparator for sign in real)):
        return Content.SOME_SIGNS
    numbers = [amount_of(text) for text in texts]
    if None not in numbers:
        return Content.WEIGHTS if _adds_up(values, body, roles) else Content.NUMBERS
    if all(is_unit(text) or text in NOTHING for text in texts) and not is_harmless(heading):
        return Content.UNITS
    if sum(number is not None for number in numbers) * 2 > len(numbers):
        return Content.NUMBERS
    short = sum(any(char.isdecimal() for char in text) and len(text) <= _SHORT for text in texts)
    return Content.FIGURES if short * 2 > len(texts) else Content.WORDS


def _adds_up(values: Sequence[Cell], body: Sequence[Row], roles: Mapping[str, int]) -> bool:
    """Whether the numbers add up to 90 or 100 in every project, at least two of them, none below nothing."""
    column = roles.get("project")
    groups: dict[str, list[Cell]] = {}
    name = ""
    at_row = {(value.row, value.source): value for value in values}
    for row in body:
        name = (column is not None and column < len(row) and row[column].text.strip()) or name
        value = at_row.get((row[0].row, row[0].source))
        if value is not None:
            groups.setdefault(name, []).append(value)
    return bool(groups) and all(len(group) > 1 and _total(group) in _FULL for group in groups.values())


def _total(values: Sequence[Cell]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, amount_of(value.text) or Decimal(0))
    return total


def _fits(roles: Mapping[str, int], index: int, body: Sequence[Row]) -> bool:
    """Whether the targets beside a column of units are numbers without a unit, or have the same."""
    pairs = [
        (target.text.strip(), unit.text.strip())
        for row in body
        if (target := _own(row, roles.get("target"))) and (unit := _own(row, index))
    ]
    bare = [is_bare(parse(target)) or any(char.isdecimal() for char in target) for target, _ in pairs]
    agreeing = [not target[-1:].isalpha() or target.endswith(unit) or not fits for (target, unit), fits in zip(pairs, bare, strict=True)]
    return any(bare) and all(agreeing)


def _heading(header: Sequence[Row], index: int) -> str:
    return next((label(row[index].text) for row in reversed(header) if index < len(row) and row[index].text.strip()), "")


def _is_body(row: Row, roles: Mapping[str, int]) -> bool:
    """Whether a row has a name or a target, and does not repeat the header."""
    cells = [cell for role in ("name", "target") if (cell := _own(row, roles.get(role)))]
    return bool(cells) and not any(label(cell.text) in headings("columns")["target"] for cell in cells)


def _own(row: Row, index: int | None) -> Cell | None:
    """The cell of a row in a column, if it has a text of its own."""
    cell = row[index] if index is not None and index < len(row) else None
    return cell if cell is not None and cell.text.strip() and not cell.inherited else None
