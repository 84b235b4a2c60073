"""What perfrules has written is known again by its mark, its header row or its keys; nothing else is ever replaced unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from os import SEEK_END
from typing import BinaryIO

from perfrules.model import Department
from perfrules.report import batch
from perfrules.report.marks import END_OF_ARCHIVE
from perfrules.report.scores import csv as score_csv
from perfrules.tables.exchange import HEADER

_BOM = b"\xef\xbb\xbf"
_JSON_KEYS = {
    "score": (
        frozenset((b"schema", b"method", b"points", b"interval", b"policy", b"data_findings", b"monitoring", b"projects")),
        frozenset((b"summary", b"policy", b"tables")),
    ),
    "convert": (frozenset(name.encode() for name in Department.model_fields),),
    "check": (frozenset((b"version", b"findings")),),
}
"""The keys by which the JSON of a verb is known; that of ``check`` is its baseline."""
_KEY = re.compile(rb' {1,2}"(\w+)": ')
"""A key of the outermost object: it is indented by two blanks, in a baseline by one."""
_HEAD = 4096
_TAIL = 400
_LINE = 1 << 20


def is_ours(stream: BinaryIO, verb: str) -> bool:
    """Whether a file, opened, is what ``verb`` has written and nobody has saved since. An empty file is anybody's.

    Its ends are looked at, and JSON line by line: a report may have a hundred megabytes.
    """
    head = stream.read(_HEAD)
    size = stream.seek(0, SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    if size <= _HEAD and not head.strip():
        return True
    if head.startswith(b"PK"):
        return tail.endswith(f"perfrules {verb}".encode()) and END_OF_ARCHIVE in tail
    if head.startswith(b"{"):
        stream.seek(0)
        return _is_our_json(stream, verb)
    marks = rf"<!-- perfrules {verb} -->|^(?:--|#) perfrules {verb}\b"
    ends = head[:600] + b"\n" + tail[-200:]
    return bool(re.search(marks.encode(), ends, re.MULTILINE)) or any(head.startswith(own) for own in _heads(verb))


def _is_our_json(lines: BinaryIO, verb: str) -> bool:
    """Whether it is JSON as it is laid out here, to its end, and its outermost object has the keys of ``verb``."""
    wanted = _JSON_KEYS.get(verb, ())
    keys = set()
    line = lines.readline(_LINE)
    is_begun = line == b"{\n"
    for line in iter(lambda: lines.readline(_LINE), b"") if is_begun else ():
        found = _KEY.match(line)
        if found is not None and any(found[1] in own for own in wanted):
            keys.add(found[1])
        elif not line.startswith(b" "):
            break
    return is_begun and line == b"}\n" and not lines.read(1) and any(own <= keys for own in wanted)


def _heads(verb: str) -> Iterator[bytes]:
    """The header rows of the csv files of ``verb``, as bytes."""
    heads = {"convert": [HEADER], "score": [*zip(*score_csv.HEAD, strict=True), *zip(*batch.HEAD, strict=True)]}
    for head in heads.get(verb, []):
        yield _BOM + ",".join(head).encode() + b"\r\n"
