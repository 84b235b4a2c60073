"""Files are written beside their place and moved into it, so that a reader never sees half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from perfrules.errors import TableError


def write_file(path: str | os.PathLike[str], data: bytes | Iterable[bytes]) -> None:
    """Put ``data``, whole or in pieces, at ``path``; an existing file is replaced whole or not at all. Raises :class:`TableError`."""
    target = Path(path)
    try:
        handle, beside = tempfile.mkstemp(prefix=".perfrules-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.writelines([data] if isinstance(data, bytes) else data)
            Path(beside).chmod(_mode(target))
            Path(beside).replace(target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TableError(
            f"无法写入“{target}”（{reason}），请检查文件夹是否存在、是否有权限。", f"Cannot write “{target}”: {reason}."
        ) from error


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, else those a new file would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
