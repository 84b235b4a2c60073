"""What stands below a heading: signs, units, weights, numbers or words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from perfrules.quantities import EXACT
from perfrules.tables.amounts import amount_of
from perfrules.tables.grid import Cell, Row
from perfrules.tables.headings.signs import is_bare, is_plain, is_unit, sign_of, speaks_of_signs
from perfrules.tables.headings.vocabulary import is_harmless
from perfrules.tables.indicators.composed import NOTHING
from perfrules.wording import parse

_FULL = frozenset(map(Decimal, (90, 100)))
"""What the weights of a project add up to: 100, or 90 where its budget execution has the other ten."""

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


def own_cell(row: Row, index: int | None) -> Cell | None:
    """The cell of a row in a column, if it has a text of its own."""
    cell = row[index] if index is not None and index < len(row) else None
    return cell if cell is not None and cell.text.strip() and not cell.inherited else None


def content_of(heading: str, values: Sequence[Cell], body: Sequence[Row], roles: Mapping[str, int]) -> Content:
    """Return what the ``values`` of a column look like, in the rows ``body`` of a table with ``roles``."""
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
    return bool(groups) and all(len(group) > 1 and total_of(group) in _FULL for group in groups.values())


def total_of(values: Iterable[Cell]) -> Decimal:
    """Return the sum of the cells that hold an amount."""
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, amount_of(value.text) or Decimal(0))
    return total


def are_units_of(column: int | None, index: int, body: Sequence[Row]) -> bool:
    """Whether the units in column ``index`` are those of the targets in ``column``: numbers without a unit, or with the same one."""
    pairs = [
        (target.text.strip(), unit.text.strip()) for row in body if (target := own_cell(row, column)) and (unit := own_cell(row, index))
    ]
    bare = [is_bare(parse(target)) or any(char.isdecimal() for char in target) for target, _ in pairs]
    agreeing = [not target[-1:].isalpha() or target.endswith(unit) or not fits for (target, unit), fits in zip(pairs, bare, strict=True)]
    return any(bare) and all(agreeing)


def are_numbers(column: int, index: int, body: Sequence[Row]) -> bool:
    """Whether the values in ``column`` beside those of column ``index`` are numbers without a unit."""
    return all(amount_of(value.text) is not None for row in body if own_cell(row, index) and (value := own_cell(row, column)))


def are_signs(values: Iterable[Cell]) -> bool:
    """Whether there are values, all of them signs; the first that is none ends the search."""
    found = False
    for value in values:
        sign = sign_of(value.text, coded=False)
        if sign is None or not sign.written:
            return False
        found = True
    return found
