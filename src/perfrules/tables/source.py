"""Where a table comes from: the bytes of a path, of a file object, or bytes as they are, within the limit of size."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

from perfrules.errors import NotTextError, TableError, reason_of
from perfrules.tables.limits import Limits
from perfrules.text import visible


@runtime_checkable
class Readable(Protocol):
    """A binary file object."""

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` bytes."""
        ...


Readables: TypeAlias = "str | os.PathLike[str] | bytes | bytearray | memoryview | Readable"
"""A path, bytes, or a binary file object."""


class Loaded(NamedTuple):
    """The bytes of a table, and the name that messages give it."""

    data: bytes
    name: str


_UNNAMED = "data"


def loaded(source: Readables, name: str | None, limits: Limits) -> Loaded:
    """Return the bytes of ``source`` and its name: ``name``, else that of the file, else ``data``.

    Raises :class:`~perfrules.errors.TableError` for a file that is missing, too large or no regular one (a pipe, a device:
    give it opened, so that it is read to the limit), and :class:`~perfrules.errors.NotTextError`, a ``TypeError``, for
    anything that is no source.

    >>> from perfrules.tables.limits import LIMITS
    >>> loaded(b"a", None, LIMITS)
    Loaded(data=b'a', name='data')
    """
    if name is not None and not isinstance(name, str):
        raise NotTextError(f"name 应为文本，不是 {type(name).__name__}。", f"name is text, not {type(name).__name__}.")
    if isinstance(source, (bytes, bytearray, memoryview)):
        return Loaded(_bounded(bytes(source), limits), name or _UNNAMED)
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        if isinstance(path, str):
            return Loaded(load(path, limits), name or Path(path).name)
    elif isinstance(source, Readable):
        own = getattr(source, "name", None)
        return Loaded(_from_stream(source, limits), name or (Path(own).name if isinstance(own, str) and own else _UNNAMED))
    raise NotTextError(
        f"不能读取 {type(source).__name__}：应为文件路径、字节或以二进制方式打开的文件。",
        f"Cannot read {type(source).__name__}: give a path, bytes or a file opened in binary mode.",
    )


def load(path: str | os.PathLike[str], limits: Limits) -> bytes:
    """The bytes of a regular file within the size limit."""
    file = Path(path)
    shown = visible(str(path))
    try:
        found = file.stat()
        if stat.S_ISDIR(found.st_mode):
            raise TableError(f"“{shown}”是文件夹，请指定其中的一个文件。", f"“{shown}” is a folder; name a file in it.")
        if not stat.S_ISREG(found.st_mode):
            raise TableError(
                f"“{shown}”不是普通文件（管道或设备），请先存为文件再读。",
                f"“{shown}” is no regular file (a pipe or device); save it to a file first.",
            )
        if found.st_size > limits.file_bytes:
            raise limits.refuse("字节数", "bytes", found.st_size, limits.file_bytes)
        with file.open("rb") as stream:
            return _from_stream(stream, limits)
    except FileNotFoundError:
        raise TableError(f"找不到文件“{shown}”，请检查路径。", f"There is no file “{shown}”.") from None
    except (OSError, ValueError) as error:
        zh, en = reason_of(error)
        raise TableError(f"无法读取文件“{shown}”（{zh}），请检查权限或路径。", f"Cannot read “{shown}”: {en}.") from None


_BLOCK = 1 << 20


def _from_stream(stream: Readable, limits: Limits) -> bytes:
    """What a file object still holds; it is read to one byte beyond the limit and no further."""
    blocks: list[bytes] = []
    size = 0
    while block := stream.read(min(_BLOCK, limits.file_bytes + 1 - size)):
        if not isinstance(block, (bytes, bytearray)):
            raise NotTextError("文件须以二进制方式打开（open(路径, 'rb')）。", "The file must be opened in binary mode (open(path, 'rb')).")
        blocks.append(bytes(block))
        size += len(block)
        if size > limits.file_bytes:
            raise limits.refuse("字节数", "bytes", size, limits.file_bytes)
    return b"".join(blocks)


def _bounded(data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.file_bytes:
        raise limits.refuse("字节数", "bytes", len(data), limits.file_bytes)
    return data
