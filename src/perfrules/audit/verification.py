"""Verifying a report: computed again from its files, held against what it says, and what differs named."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from perfrules.audit.seals import Seal, make_seal, sealed
from perfrules.documents import file_text, read_json
from perfrules.errors import DocumentError
from perfrules.rollup import score
from perfrules.scoring.monitoring import monitor
from perfrules.scoring.policies import PolicyLike, load, shipped
from perfrules.tables.actuals import actuals_of, read_actuals
from perfrules.tables.parts import Aliases
from perfrules.tables.reading import read

MAX_BYTES = 200_000_000
"""A report is never larger."""
_SEAL = re.compile(r'<meta name="perfrules-seal" content="([^"]*)">')
_HASHES = ("version", "table", "actuals", "policy")


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that differs: what of the seal (``version table actuals policy scores``) or where in the report, what it says, what is so."""

    where: str
    stated: object
    found: object

    @property
    def is_of_seal(self) -> bool:
        """Whether it is of the seal itself, and not a single value of the report."""
        return self.where in (*_HASHES, "scores")


def verify(
    report: str | os.PathLike[str],
    table: str | os.PathLike[str],
    actuals: str | os.PathLike[str] | None = None,
    *,
    policy: PolicyLike | None = None,
    columns: Aliases | None = None,
) -> list[Discrepancy]:
    """Compute the scores of a report (JSON or HTML) again and return what differs; nothing where all is the same.

    ``policy`` is needed where the report was made by a policy's file. Of a page only the seal can be held against what is found; of
    JSON every value is. Raises :class:`~perfrules.errors.DocumentError` for what is no report with a seal, and what reading
    the files raises.
    """
    said, body = _report(report)
    rules = load(_policy_of(body, report) if policy is None else policy)
    reading = read(table, columns=columns, include_hidden=said.include_hidden)
    remarks = list(reading.findings)
    if actuals is None:
        given = actuals_of(reading.department)
    else:
        given, more = read_actuals(actuals, department=reading.department)
        remarks += more
    done = score(reading.department, given, policy=rules, year=said.year, counting=said.counting, rollup=said.rollup)
    day = None if said.as_of is None else _day(said.as_of)
    now = make_seal(done, table, actuals, as_of=day, include_hidden=said.include_hidden)
    found = [Discrepancy(name, getattr(said, name), getattr(now, name)) for name in _HASHES if getattr(said, name) != getattr(now, name)]
    if said.scores != now.scores:
        found.append(Discrepancy("scores", said.scores, now.scores))
    if body is not None:
        again: dict[str, Any] = done.to_dict()
        again["data_findings"] = [item.to_dict() for item in remarks]
        watched = () if day is None else monitor(done, day, year=done.year or day.year, department=reading.department)
        again["monitoring"] = [item.to_dict() for item in watched]
        found += _differences("", sealed(body), sealed(again))
    return found


def _report(path: str | os.PathLike[str]) -> tuple[Seal, Mapping[str, Any] | None]:
    """The seal of a report and, of JSON, its body."""
    try:
        return _opened(file_text(Path(path), limit=MAX_BYTES))
    except DocumentError as error:
        name = Path(path).name
        raise DocumentError(
            f"“{name}”不是能重算的评分报告（perfrules score 写出的 json 或 html）：{error.zh}。",
            f"“{name}” is no report that can be computed again (json or html of perfrules score): {error.en}.",
        ) from error


def _opened(text: str) -> tuple[Seal, Mapping[str, Any] | None]:
    if text.lstrip().startswith("<"):
        mark = _SEAL.search(text)
        if mark is None:
            raise DocumentError("报告没有封印，或封印不完整", "the report has no seal, or not a whole one")
        return Seal.from_dict(read_json(unescape(mark[1]))), None
    data = read_json(text)
    if not isinstance(data, Mapping):
        raise DocumentError("这不是评分报告", "this is no report of scores")
    return Seal.from_dict(data.get("seal")), data


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise DocumentError("封印的写法不对", "the seal is malformed") from error


def _policy_of(body: Mapping[str, Any] | None, report: str | os.PathLike[str]) -> str:
    """The id of the policy that a report names, where it is a shipped one."""
    name = None if body is None else body.get("policy")
    if name not in shipped():
        raise DocumentError(
            f"报告“{Path(report).name}”的评分办法不是自带的，或没有写明；请用 --policy 给出",
            f"the policy of “{Path(report).name}” is none that is shipped, or is not said: give it with --policy",
        )
    return str(name)


def _differences(where: str, stated: Any, found: Any) -> Iterator[Discrepancy]:
    """Every single value that differs, by its path."""
    if isinstance(stated, Mapping) and isinstance(found, Mapping):
        for key in dict.fromkeys((*stated, *found)):
            yield from _differences(f"{where}.{key}" if where else str(key), stated.get(key), found.get(key))
    elif isinstance(stated, list) and isinstance(found, list) and len(stated) == len(found):
        for place, (one, other) in enumerate(zip(stated, found, strict=True)):
            name = one.get("key") if isinstance(one, Mapping) else None
            yield from _differences(f"{where}[{name or place}]", one, other)
    elif stated != found:
        yield Discrepancy(where, stated, found)
