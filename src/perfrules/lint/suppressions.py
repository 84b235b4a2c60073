"""Suppressions: remarks that an author has answered, in a 备注 cell or in the configuration, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from perfrules.deferring import deferred
from perfrules.errors import SettingsError
from perfrules.findings import Finding, Location, finding
from perfrules.lint.results import Inspection
from perfrules.lint.rulebook import codes_of
from perfrules.lint.selection import Selection

if TYPE_CHECKING:
    from datetime import date

    from perfrules.model import Indicator

_MARK = deferred(r"perfrules\s*[:：]\s*ignore\s*[\[［【]([^\]］】]*)[\]］】]\s*(.*?)(?=perfrules\s*[:：]|$)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppression:
    """Rules that are not told where everything given fits: ``file`` (a pattern), ``project`` and ``indicator`` (exact, or
    patterns with ``*``). ``until`` is its last day. ``place`` says where it stands.
    """

    rules: tuple[str, ...]
    reason: str
    file: str | None = None
    project: str | None = None
    indicator: str | None = None
    until: date | None = None
    place: Location = field(default_factory=Location)

    def fits(self, item: Finding, codes: frozenset[str]) -> bool:
        """Whether the finding is of its rules and at its place."""
        pairs = ((self.file, item.location.file), (self.project, item.location.project), (self.indicator, item.location.indicator))
        return item.code in codes and all(wanted is None or _matches(found, wanted) for wanted, found in pairs)


def _matches(text: str | None, pattern: str) -> bool:
    from fnmatch import fnmatchcase

    return text is not None and (text == pattern or ("*" in pattern and fnmatchcase(text, pattern.replace("[", "[[]"))))


def noted(indicator: Indicator, project: str | None) -> Iterator[Suppression]:
    """The suppressions in an indicator's 备注: ``perfrules: ignore[VG001] 理由``."""
    for found in _MARK.finditer(indicator.note or ""):
        rules = tuple(word for word in re.split(r"[\s,，、]+", found[1]) if word)
        place = replace(indicator.place or Location(), span=None, text=found[0].strip(), project=project, indicator=indicator.name)
        yield Suppression(rules or ("ALL",), found[2].strip(), project=project, indicator=indicator.name, place=place)


def applied(
    inspection: Inspection, suppressions: Iterable[Suppression], today: date, selection: Selection, *, tell_unused: bool = True
) -> Inspection:
    """The inspection without what is suppressed; suppressions that are unused, expired or without a reason are findings of
    their own. One for rules that are off is not unused.
    """
    valid: list[tuple[Suppression, frozenset[str]]] = []
    told: list[Finding] = []
    for item in suppressions:
        names = "、".join(item.rules)
        codes = _codes(item)
        if not item.reason:
            told.append(_at(finding("SU003", rules=names), item.place))
        elif item.until is not None and item.until < today:
            told.append(_at(finding("SU002", rules=names, until=item.until), item.place))
        else:
            valid.append((item, codes))
    used: set[int] = set()

    def keep(found: Finding) -> Finding | None:
        index = next((index for index, (item, codes) in enumerate(valid) if item.fits(found, codes)), None)
        if index is None:
            return found
        used.add(index)
        return None

    rest = inspection.where(keep)
    told += [
        _at(finding("SU001", rules="、".join(item.rules)), item.place)
        for index, (item, codes) in enumerate(valid)
        if tell_unused and index not in used and (codes & selection.codes or not codes)
    ]
    silenced = inspection.silenced + len(inspection.entries) - len(rest.entries)
    chosen = (selection.applied(found) for found in told)
    return replace(rest, entries=(*rest.entries, *((None, found) for found in chosen if found is not None)), silenced=silenced)


def _codes(item: Suppression) -> frozenset[str]:
    """The codes that it names; a word in a 备注 that is no rule means none, and the suppression is then told as unused."""
    try:
        return frozenset(code for word in item.rules for code in codes_of(word))
    except SettingsError:
        return frozenset()


def _at(item: Finding, place: Location) -> Finding:
    return replace(item, location=place)
