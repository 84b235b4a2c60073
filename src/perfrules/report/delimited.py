"""csv for people: UTF-8 with a byte order mark, CRLF, and nothing that a spreadsheet program would turn into something else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from perfrules.tables.guards import guard


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file's bytes; every cell guarded (:func:`~perfrules.tables.guards.guard`)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "backslashreplace")
