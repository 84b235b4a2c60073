"""The marks that perfrules puts into what it writes, so that it knows it again.

A workbook or document bears its mark as the comment of its archive: every program that saves it again drops it, so a file in
which somebody has typed is not taken for ours any more.
"""

from __future__ import annotations

import struct

from perfrules.filetypes import MARK

END_OF_ARCHIVE = b"PK\x05\x06"


def archive_mark(data: bytes, verb: str) -> bytes:
    """The archive ``data``, as written without a comment, with the mark of ``verb`` as its comment."""
    comment = f"perfrules {verb}".encode()
    end = data.rindex(END_OF_ARCHIVE)
    return data[: end + 20] + struct.pack("<H", len(comment)) + comment


def text_mark(verb: str) -> str:
    """The mark of ``verb`` as a comment of HTML and Markdown.

    >>> text_mark("score")
    '<!-- perfrules score -->'
    """
    return f"{MARK}{verb} -->"
