"""What perfrules has written is known again by its mark, its header row or its keys; nothing else is ever replaced unasked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from perfrules.model import Department
from perfrules.report import batch
from perfrules.report.marks import END_OF_ARCHIVE
from perfrules.report.scores import csv as score_csv
from perfrules.tables.exchange import HEADER

_BOM = b"\xef\xbb\xbf"
_JSON_KEYS = {
    "score": (
        frozenset(("schema", "method", "points", "interval", "policy", "data_findings", "monitoring", "projects")),
        frozenset(("summary", "policy", "tables")),
    ),
    "convert": (frozenset(Department.model_fields),),
    "check": (frozenset(("version", "findings")),),
}
"""The keys by which the JSON of a verb is known; that of ``check`` is its baseline."""


def is_ours(data: bytes, verb: str) -> bool:
    """Whether ``data`` is what ``verb`` has written and nobody has saved since. An empty file is anybody's."""
    if not data.strip():
        return True
    if data.startswith(b"PK"):
        return data.endswith(f"perfrules {verb}".encode()) and END_OF_ARCHIVE in data[-400:]
    if data.removeprefix(_BOM).lstrip().startswith(b"{"):
        return _is_our_json(data, verb)
    ends = data[:600] + b"\n" + data[-200:]
    marks = rf"<!-- perfrules {verb} -->|^(?:--|#) perfrules {verb}\b"
    return bool(re.search(marks.encode(), ends, re.MULTILINE)) or any(data.startswith(head) for head in _heads(verb))


def _is_our_json(data: bytes, verb: str) -> bool:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and any(keys <= value.keys() for keys in _JSON_KEYS.get(verb, ()))


def _heads(verb: str) -> Iterator[bytes]:
    """The header rows of the csv files of ``verb``, as bytes."""
    heads = {"convert": [HEADER], "score": [*zip(*score_csv.HEAD, strict=True), *zip(*batch.HEAD, strict=True)]}
    for head in heads.get(verb, []):
        yield _BOM + ",".join(head).encode() + b"\r\n"
