"""Archives from strangers (xlsx, docx): counted and measured before anything in them is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib

from perfrules.errors import TableError
from perfrules.findings import Finding, finding
from perfrules.tables.limits import Limits

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)
"""What the standard library raises for a broken archive, all of it meaning: damaged."""


def check_archive(data: bytes, name: str, limits: Limits) -> list[Finding]:
    """Refuse an archive beyond the limits (:class:`~perfrules.errors.TableError`); report macros and external links.

    Sizes are those that inflating yields, part by part up to the limit, not those that the archive claims.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > limits.parts:
            raise limits.refuse("部件数", "parts", len(parts), limits.parts)
        if any(part.flag_bits & 1 for part in parts):
            raise TableError(f"“{name}”有密码，请取消密码后另存。", f"“{name}” is protected by a password; save it without.")
        total = 0
        for part in parts:
            total += _inflated(archive, part, limits, total)
        names = {part.filename.lower() for part in parts}
    return _active(names, name)


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits, before: int) -> int:
    """The size of a part as it inflates; a damaged one counts as nothing here and is met again when it is read."""
    size = 0
    try:
        with archive.open(part) as stream:
            while block := stream.read(1 << 20):
                size += len(block)
                if before + size > limits.expanded_bytes:
                    raise limits.refuse("展开后字节数", "expanded bytes", before + size, limits.expanded_bytes)
                if size > limits.ratio_floor and size > limits.ratio * max(1, part.compress_size):
                    raise limits.refuse("压缩比", "compression ratio", size // max(1, part.compress_size), limits.ratio)
    except DAMAGED:
        return size
    return size


def _active(names: set[str], file: str) -> list[Finding]:
    found: list[Finding] = []
    if any(name.endswith("vbaproject.bin") for name in names):
        found.append(finding("IN017", what="宏", what_en="macros").at(file=file))
    if any("/externallinks/" in name for name in names):
        found.append(finding("IN017", what="外部链接", what_en="external links").at(file=file))
    return found
