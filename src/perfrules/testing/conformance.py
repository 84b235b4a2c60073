"""The conformance cases: wordings with the reading that READING fixes, for the tests of other readers and of vocabularies.

They are the case lines of this project's own tests (``tests/cases/wording.toml``), shipped with the package. For readers in other
languages they are JSON Lines (:func:`case_lines`) with a schema (:func:`case_schema`).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from perfrules import __version__
from perfrules.findings import Severity
from perfrules.resources import case_text
from perfrules.testing.notation import noted
from perfrules.wording import Target, parse

KNOWN_WRONG = "known_wrong"
"""The group of wordings that are not read yet."""


@dataclass(frozen=True, slots=True)
class ConformanceCase:
    """One wording and how it is read: ``reading`` in the notation of :func:`noted`, ``codes`` the findings that must be there.

    ``name`` is the indicator's name where the reading needs it; ``group`` is the chapter of READING. Where ``codes`` is
    empty no finding of severity error may be there.
    """

    group: str
    wording: str
    reading: str
    codes: tuple[str, ...] = ()
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.group}: {self.wording!r}" + (f" ({self.name})" if self.name else "")

    def complaint(self, target: Target) -> str | None:
        """What is wrong with a reading of this wording, or None.

        >>> from perfrules import parse
        >>> ConformanceCase("operators", "≥5家", ">5 家").complaint(parse("≥5家"))
        "operators: '≥5家' reads “>=5 家”, not “>5 家”"
        """
        read, found = noted(target), {remark.code for remark in target.findings}
        if read != self.reading:
            return f"{self} reads “{read}”, not “{self.reading}”"
        missing = sorted(set(self.codes) - found)
        if missing:
            return f"{self} lacks the finding {', '.join(missing)}"
        errors = sorted(remark.code for remark in target.findings if remark.severity is Severity.ERROR)
        if errors and not self.codes:
            return f"{self} has an unexpected error {', '.join(errors)}"
        return None


@cache
def conformance_cases() -> tuple[ConformanceCase, ...]:
    """Every case, in the order of READING.

    >>> [case.reading for case in conformance_cases() if case.wording == "不少于50家"]
    ['>=50 家']
    """
    return _cases(known_wrong=False)


@cache
def known_wrong_cases() -> tuple[ConformanceCase, ...]:
    """Return the wordings that are not read as they should be yet, each with the right reading."""
    return _cases(known_wrong=True)


def _cases(*, known_wrong: bool) -> tuple[ConformanceCase, ...]:
    groups = tomllib.loads(case_text("wording.toml"))
    return tuple(_case(group, row) for group, rows in groups.items() if (group == KNOWN_WRONG) is known_wrong for row in rows)


def _case(group: str, row: list[str]) -> ConformanceCase:
    """A case from its line: wording, reading with ``!CODE`` behind it, and the name, if there is one."""
    words = row[1].split(" ")
    codes = tuple(word[1:] for word in words if word.startswith("!"))
    reading = " ".join(word for word in words if not word.startswith("!"))
    return ConformanceCase(group, row[0], reading, codes, row[2] if len(row) > 2 else None)


LICENCE = "MIT"
"""Under which the cases may be used, as SPDX names it; the text is in the file LICENSE."""


def case_lines() -> Iterator[str]:
    """Yield the cases as JSON Lines, each as :func:`case_schema` has it; the first line says version, licence and how many there are.

    >>> lines = [json.loads(line) for line in case_lines()]
    >>> lines[0]["licence"], [line["criteria"][0]["value"] for line in lines if line.get("wording") == "不少于50家"]
    ('MIT', ['50'])
    """
    cases = conformance_cases()
    first = {"perfrules": __version__, "licence": LICENCE, "copyright": "The perfrules authors", "cases": len(cases)}
    yield json.dumps(first, ensure_ascii=False)
    for case in cases:
        told = {"group": case.group, "wording": case.wording, "name": case.name, "reading": case.reading, "codes": case.codes}
        criteria = parse(case.wording, name=case.name).to_dict()["criteria"]
        yield json.dumps(told | {"criteria": criteria}, ensure_ascii=False)


def case_schema() -> dict[str, Any]:
    """Return the JSON schema of a line of :func:`case_lines`."""
    from pydantic import TypeAdapter

    _, form = TypeAdapter(Target).json_schema()["anyOf"]
    text = {"type": "string"}
    first = {"perfrules": text, "licence": {"const": LICENCE}, "copyright": text, "cases": {"type": "integer", "minimum": 1}}
    case = {
        "group": {**text, "description": "The chapter of reading that the case belongs to."},
        "wording": {**text, "description": "What is read."},
        "name": {"type": ["string", "null"], "description": "The indicator's name, where the reading needs it."},
        "reading": {**text, "description": "The criteria in a notation that is short enough to be written by hand."},
        "codes": {"type": "array", "items": text, "description": "Findings that must be there; without any, none may be an error."},
        "criteria": {**form["properties"]["criteria"], "description": "The criteria in the published JSON form."},
    }
    kinds = [{"type": "object", "properties": kind, "required": [*kind], "additionalProperties": False} for kind in (first, case)]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "perfrules reading case", "oneOf": kinds}
