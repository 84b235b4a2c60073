"""Text and csv without their contents: fields, line breaks and quotes as they are."""

from __future__ import annotations

import re

from perfrules.report.blanking.words import Blank
from perfrules.tables.readers.encodings import decode
from perfrules.tables.readers.text import separator_of


def copied(data: bytes, blank: Blank) -> bytes:
    r"""Return the copy, in UTF-8; a quoted field stays quoted.

    >>> from random import Random
    >>> copied("指标名称,年度指标值\n\"甲,乙\",≥50家\n".encode(), Blank(Random(1))).decode().splitlines()[0]
    '指标名称,年度指标值'
    """
    text, _ = decode(data, "")
    mark = re.escape(separator_of(text) or "\n")
    pieces = re.split(rf'("(?:[^"]|"")*"(?=[\r\n]|{mark}|\Z)|{mark}|[\r\n]+)', text)
    return "".join(_field(piece, blank) for piece in pieces).encode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8")


def _field(piece: str, blank: Blank) -> str:
    if len(piece) > 1 and piece.startswith('"') and piece.endswith('"'):
        return '"' + blank.text(piece[1:-1].replace('""', '"')).replace('"', '""') + '"'
    return blank.text(piece)
