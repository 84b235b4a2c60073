"""Indicators from cells: names put on one line, targets read by the language layer, categories recognised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from perfrules.findings import Finding, finding
from perfrules.model import Category, Indicator, SplitCell, Subcategory
from perfrules.quantities import decimal
from perfrules.tables.grid import Cell, at
from perfrules.tables.indicators.joined import Entry, Taken, known_category, take_apart
from perfrules.text import Span
from perfrules.wording import parse
from perfrules.wording.lists import MARK


def one_line(text: str) -> str:
    r"""A name without the line breaks of its cell; a break before a list item stays.

    >>> one_line("参会总\n人次"), one_line("IT\nfirst"), one_line("1. 甲\n2. 乙")
    ('参会总人次', 'IT first', '1. 甲\n2. 乙')
    """
    text = re.sub(r"(?<=[A-Za-z])[ \t]*[\r\n]+\s*(?=[A-Za-z])", " ", text.strip())
    return re.sub(rf"[ \t]*[\r\n]+\s*(?!{MARK}|\s)", "", text)


def from_joined(cell: Cell, project: str, findings: list[Finding], cells: list[SplitCell]) -> list[Indicator]:
    """The indicators of a run-together cell, in their order, with the numbers as printed."""
    if not cell.text.strip():
        return []
    taken = take_apart(cell.text)
    cells.append(SplitCell(cell.place, cell.text, taken.pieces))
    findings.extend(at(finding("IN004", excerpt=excerpt(span.of(cell.text))), cell, span=span, project=project) for span in taken.leftovers)
    indicators = [_indicator(entry, taken, cell, project, findings) for entry in taken.entries]
    numbers = [int(indicator.number) for indicator in indicators if indicator.number]
    if any(after <= before for before, after in pairwise(numbers)):
        findings.append(at(finding("CP006", numbers="、".join(map(str, numbers))), cell, project=project))
    return indicators


def _indicator(entry: Entry, taken: Taken, cell: Cell, project: str, findings: list[Finding]) -> Indicator:
    name = one_line(entry.name.of(taken.text))
    word = entry.category.of(taken.text)
    category, subcategory = classes(word, cell, findings, project=project, indicator=name)
    if entry.target is None:
        findings.append(at(finding("IN015", name=name), cell, span=entry.name, project=project, indicator=name))
    target = entry.target.of(taken.text) if entry.target else ""
    place = replace(cell.place, span=entry.target or Span(entry.name.end, entry.name.end), project=project, indicator=name)
    number = entry.number.of(taken.text) if entry.number else None
    return Indicator(number=number, category=category, subcategory=subcategory, name=name, target=parse(target, name=name), place=place)


def classes(word: str, cell: Cell, findings: list[Finding], **place: str) -> tuple[Category | None, Subcategory | None]:
    """The category that a word names; a word that names none is reported."""
    category, subcategory = known_category(word)
    if category is None:
        findings.append(at(finding("IN014", written="".join(word.split())), cell, **place))
    return category, subcategory


_WEIGHT = re.compile(r"(?P<name>.*\S)\s*[（(]\s*(?P<points>\d{1,3}(?:\.\d{1,2})?)\s*分\s*[)）]", re.DOTALL)


def weighted_by_name(indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators of a form without a column of weights, whose names all end with their points: 立项数（20分）.

    Where one does not, none is taken: a mark of 60 points may be what an indicator measures.
    """
    found = [_WEIGHT.fullmatch(item.name) for item in indicators]
    if not all(found):
        return list(indicators)
    return [
        item.model_copy(update={"name": match["name"], "weight": decimal(match["points"])})
        for item, match in zip(indicators, found, strict=True)
        if match
    ]


def excerpt(text: str) -> str:
    """The beginning of a text, on one line, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
