"""Text from bytes: byte order mark, else UTF-16 that can be nothing else, else strict UTF-8, else strict GB18030; never a detector."""

from __future__ import annotations

import codecs
import unicodedata
from typing import NamedTuple

from perfrules.errors import TableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


_SAMPLE = 65_536
_ENDS = "\t\r\n"


class Decoded(NamedTuple):
    """Text and the name of the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """``data`` as text; raises :class:`TableError` where no step of the ladder reads every byte.

    >>> decode("单位：万元".encode("gb18030"), "表.txt")
    Decoded(text='单位：万元', encoding='gb18030')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name)
    unmarked = unmarked_utf16(data)
    if unmarked is not None:
        return _strict(data, unmarked, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        where = error.start
    try:
        return Decoded(data.decode("gb18030"), "gb18030")
    except UnicodeDecodeError as error:
        where = max(where, error.start)
    line = data.count(b"\n", 0, where) + 1
    raise TableError(
        f"“{name}”既不是 UTF-8 也不是 GB18030 编码（第 {line} 行附近有无法解码的字节），请用原程序另存为 UTF-8 后再读。",
        f"“{name}” is neither UTF-8 nor GB18030 (undecodable bytes near line {line}); save it as UTF-8 first.",
    )


def unmarked_utf16(data: bytes) -> str | None:
    r"""Return the UTF-16 that bytes without a mark are in: some are nought, and in one byte order alone all of them are text.

    >>> unmarked_utf16("名称,值\n".encode("utf-16-le")), unmarked_utf16("名称,值\n".encode("utf-16-be")), unmarked_utf16(b"a,b\n")
    ('utf-16-le', 'utf-16-be', None)
    """
    sample = data[:_SAMPLE]
    if b"\0" not in sample:
        return None
    found = [encoding for encoding in ("utf-16-le", "utf-16-be") if _is_text(sample, encoding)]
    return found[0] if len(found) == 1 else None


def _is_text(sample: bytes, encoding: str) -> bool:
    """Whether every character is assigned, none is a control but tabs and ends of lines, and there is one of those."""
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    return any(char in text for char in _ENDS) and all(
        char in _ENDS or unicodedata.category(char) not in ("Cc", "Cn", "Co") for char in text
    )


def _strict(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        raise TableError(
            f"“{name}”为 {encoding.upper()} 编码，但第 {line} 行附近有不合该编码的字节，请用原程序另存为 UTF-8 后再读。",
            f"“{name}” is in {encoding.upper()} but has bytes that are not, near line {line}; save it as UTF-8 first.",
        ) from None
