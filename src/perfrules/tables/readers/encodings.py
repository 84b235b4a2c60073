"""Text from bytes: byte order mark, else strict UTF-8, else strict GB18030; never a detector."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from perfrules.errors import TableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


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


def _strict(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        raise TableError(
            f"“{name}”开头标明为 {encoding.upper()} 编码，但第 {line} 行附近有不合该编码的字节，请用原程序另存为 UTF-8 后再读。",
            f"“{name}” is marked as {encoding.upper()} but has bytes that are not, near line {line}; save it as UTF-8 first.",
        ) from None
