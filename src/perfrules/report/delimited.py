"""csv for people: UTF-8 with a byte order mark, CRLF, and nothing that a spreadsheet program would turn into something else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from perfrules.tables.guards import guard


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file's bytes; every cell guarded (:func:`~perfrules.tables.guards.guard`)."""
    return "".join(csv_lines(header, rows)).encode("utf-8", "backslashreplace")


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The same as text, a line after the other."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    yield "\ufeff" + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([guard(cell) for cell in row])
        yield buffer.getvalue()
