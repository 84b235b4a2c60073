"""The baseline: findings that a team has agreed to live with, by fingerprint, so that only new ones fail CI."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from perfrules.documents import file_text, read_json
from perfrules.errors import DocumentError, SettingsError
from perfrules.findings import Finding, Location, finding
from perfrules.lint.results import Inspection
from perfrules.text import clip

VERSION = 1
MAX_BYTES = 50_000_000
"""A baseline is never longer: some 200,000 findings."""

_NOT_READ = "IN090"


def lasting(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that a baseline may hold: all but that a file was not read, of which nothing is known."""
    return [item for item in findings if item.code != _NOT_READ]


def dump(findings: Iterable[Finding]) -> str:
    """The baseline of these findings as JSON: what is needed to match, and what lets people read it."""
    entries: dict[str, dict[str, Any]] = {}
    for item in lasting(findings):
        place = item.location
        entry = entries.setdefault(
            item.fingerprint,
            {"code": item.code, "project": place.project, "indicator": place.indicator, "text": clip(place.text or "", 60), "count": 0},
        )
        entry["count"] += 1
    return json.dumps({"version": VERSION, "findings": dict(sorted(entries.items()))}, ensure_ascii=True, indent=1) + "\n"


def load(path: str | os.PathLike[str]) -> dict[str, dict[str, Any]]:
    """The entries of a baseline file by fingerprint; raises :class:`SettingsError` for a file that is none."""
    try:
        data = read_json(file_text(Path(path), limit=MAX_BYTES))
        entries = {str(key): dict(value) | {"count": int(value["count"])} for key, value in data["findings"].items()}
    except FileNotFoundError:
        raise SettingsError(
            f"没有基线文件“{path}”，请先用 --update-baseline 生成。", f"There is no baseline “{path}”; make it with --update-baseline."
        ) from None
    except DocumentError as error:
        raise SettingsError(f"“{path}”不是基线文件：{error.zh}", f"“{path}” is no baseline: {error.en}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"“{path}”不是基线文件，请用 --update-baseline 重新生成。", f"“{path}” is no baseline: {error}") from error
    if data.get("version") != VERSION:
        raise SettingsError(f"基线文件“{path}”的版本不是 {VERSION}，请重新生成。", f"The baseline “{path}” is not of version {VERSION}.")
    return entries


def applied(inspection: Inspection, entries: dict[str, dict[str, Any]], path: str) -> tuple[Inspection, list[Finding]]:
    """What is new against the baseline, and its stale entries as findings."""
    left = Counter({key: entry["count"] for key, entry in entries.items()})

    def keep(item: Finding) -> Finding | None:
        if left[item.fingerprint] <= 0 or item.code == _NOT_READ:
            return item
        left[item.fingerprint] -= 1
        return None

    fresh = inspection.where(keep)
    stale = [_stale(entries[key], path) for key in sorted(entries) if left[key] > 0]
    silenced = fresh.silenced + len(inspection.entries) - len(fresh.entries)
    return replace(fresh, silenced=silenced), stale


def _stale(entry: dict[str, Any], path: str) -> Finding:
    place = Location(file=path, project=entry.get("project"), indicator=entry.get("indicator"), text=entry.get("text"))
    found = finding("SU004", rule=entry.get("code"))
    return Finding(found.rule, found.params, place)
