"""The tables of a policy's file over those of the file it extends, and over time: what a later file or a later day changes.

A rule changes with ``[[grades.amended]]``: ``since`` is the day, the other keys are what changes, with a source of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from perfrules.errors import PolicyError
from perfrules.scoring.policies.cases import named

AMENDED = "amended"
CASE = "case"
ADDED = "added"
"""What a file adds to a list of the file that it extends, after what that one added."""
_BASIS = frozenset(("source", "evidence"))
_WHOLE = frozenset(("method", "practice"))
"""A table that says one of these stands for itself: nothing of another method is left in it."""


def stated(source: object) -> object:
    """A source as a table; a text alone is its document."""
    return {"document": source} if isinstance(source, str) else source


def changes(table: Mapping[str, Any]) -> bool:
    """Whether a table changes what its rule says, and not only how that is known."""
    return not set(table) <= _BASIS


def laid_over(below: object, table: dict[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """A table over the one it overrides. What it changes is known as this file says, never as the other one said.

    A source of the table that names no document is in the document of the file; what the rule was before some day goes with
    the first setting that is changed.
    """
    amendments = table.get(AMENDED, [])
    own = {key: value for key, value in table.items() if key != AMENDED}
    kept = dict(below) if isinstance(below, dict) else {}
    if changes(own):
        kept.pop(AMENDED, None)
    merged = _settled(kept, own, data)
    if not isinstance(amendments, list) or not all(isinstance(item, dict) for item in amendments):
        raise PolicyError("amended 应写作 [[规则.amended]]", "amended is written [[rule.amended]]")
    every = [*merged.pop(AMENDED, [])]
    last = every[-1]["table"] if every else merged
    for item in amendments:
        last = _amended(last, item, data)
        every.append({"since": item["since"], "table": last})
    for one, other in pairwise(every):
        if other["since"] <= one["since"]:
            raise PolicyError(
                f"amended：{other['since']} 应晚于 {one['since']}", f"amended: {other['since']} does not come after {one['since']}"
            )
    return merged | ({AMENDED: every} if every else {})


def cases_of(below: Mapping[str, Any], data: Mapping[str, Any]) -> object:
    """The cases of a file after those of the file it extends, of whose rules it changes none."""
    own = data.get(CASE, [])
    changed = {name for name, table in data.items() if isinstance(table, dict) and changes(table)}
    inherited = below.get(CASE, [])
    if not isinstance(inherited, list):
        return inherited
    kept = [case for case in inherited if not changed & _named(case)]
    return [*kept, *own] if isinstance(own, list) else own


def _named(case: object) -> set[str]:
    """The rules that a case hangs on: those it names, and the rounding where its points have decimals."""
    if not isinstance(case, dict):
        return set()
    rule, points = case.get("rule"), str(case.get("points", ""))
    names = named(rule) if isinstance(rule, str) else rule if isinstance(rule, list) else []
    return {name for name in names if isinstance(name, str)} | ({"rounding"} if "." in points else set())


def _settled(below: Mapping[str, Any], table: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    known = {"source": data["source"], "evidence": data["evidence"]} if changes(table) else {}
    own = dict(table)
    if "source" in own:
        own["source"] = _in_document(stated(own["source"]), data["source"])
    kept = {key: value for key, value in below.items() if not _WHOLE & set(table) or key == AMENDED}
    if isinstance(own.get(ADDED), list):
        own[ADDED] = [*kept.get(ADDED, []), *own[ADDED]]
    return kept | known | own


def _in_document(source: object, whole: object) -> object:
    """A source without a document of its own, in that of the file."""
    if isinstance(source, dict) and isinstance(whole, dict) and "document" not in source:
        return whole | source
    return source


def _amended(before: Mapping[str, Any], item: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    day = item.get("since")
    if type(day) is not date:
        raise PolicyError("amended 须写明 since（日期，如 2025-03-17）", "amended asks for since, a date such as 2025-03-17")
    after = _settled(before, {key: value for key, value in item.items() if key != "since"}, data)
    if isinstance(after.get("source"), dict):
        after["source"] = {"since": day} | after["source"]
    return after


def _rules(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((name, table) for name, table in data.items() if isinstance(table, dict))


def days_of_change(data: Mapping[str, Any]) -> list[date]:
    """The days on which some rule changes, in order."""
    return sorted({item["since"] for _, table in _rules(data) for item in table.get(AMENDED, [])})


def in_force(data: Mapping[str, Any], before: date | None) -> dict[str, Any]:
    """The tables in force just before a day, or the newest for None."""
    return dict(data) | {name: _version(table, before) for name, table in _rules(data) if AMENDED in table}


def _version(table: Mapping[str, Any], before: date | None) -> dict[str, Any]:
    first = {key: value for key, value in table.items() if key != AMENDED}
    begun = [item["table"] for item in table[AMENDED] if before is None or item["since"] < before]
    return begun[-1] if begun else first
