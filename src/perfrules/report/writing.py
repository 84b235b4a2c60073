"""Files are written beside their place and moved into it, so that a reader never sees half of one."""

from __future__ import annotations

import errno
import os
import platform
import re
import secrets
import stat
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import IO

from perfrules.errors import TableError, reason_of
from perfrules.text import visible

_STRAY = re.compile(r"\.perfrules-(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-[0-9a-f]{16}\.tmp(?:\.\w+)*")
_DAY = 86_400
_PATIENCE = 5.0
"""Seconds in which a reader of a pipe is to come."""


def write_file(path: str | os.PathLike[str], data: bytes | Iterable[bytes]) -> None:
    """Put ``data``, whole or in pieces, at ``path``; an existing file is replaced whole or not at all.

    A link stays a link: what it leads to is replaced. A device or a pipe is written, never replaced, a pipe
    where a reader comes within seconds. What a killed run has
    left beside the file is removed. Raises :class:`~perfrules.errors.TableError` where the file cannot be written.
    """
    pieces = [data] if isinstance(data, bytes) else data
    with _told(path):
        old = _state(Path(path))
        if old is not None and not stat.S_ISREG(old.st_mode):
            with _special(path, old.st_mode) as stream:
                stream.writelines(pieces)
            return
        target = _target(path, old)
        _replace(target, pieces, None if old is None else stat.S_IMODE(old.st_mode))


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield the path of a new file, of the same extension, that takes the place of ``path`` when the ``with`` block ends well.

    For what only writes files of its own, and more beside them whose names begin with theirs; safe as :func:`write_file`. Raises :class:`~perfrules.errors.TableError` where the file
    cannot be written, and for a device or a pipe.
    """
    with _told(path):
        old = _state(Path(path))
        if old is not None and not stat.S_ISREG(old.st_mode):
            shown = visible(str(path))
            raise TableError(
                f"“{shown}”不是普通文件，不能写成这种格式。", f"“{shown}” is no regular file and cannot be written in this form."
            )
        target = _target(path, old)
        beside = _beside(target, Path(path).suffix)
        beside.touch(exist_ok=False)  # a folder without the right to write is told before the work is done, by the name that was given
        beside.unlink()
    try:
        yield beside
        with _told(path):
            _move(beside, target, None if old is None else stat.S_IMODE(old.st_mode))
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _told(path: str | os.PathLike[str]) -> Iterator[None]:
    """What the system refuses, as one sentence."""
    try:
        yield
    except TableError:
        raise
    except (OSError, ValueError) as error:
        shown, (zh, en) = visible(str(path)), reason_of(error)
        raise TableError(
            f"无法写入“{shown}”：{zh}。原有文件没有改动；请排除后再写，或写到别处。",
            f"Cannot write “{shown}”: {en}. What was there is unchanged; mend that and write again, or write elsewhere.",
        ) from error


def _target(path: str | os.PathLike[str], old: os.stat_result | None) -> Path:
    """The file that ``path`` leads to, which may be written; what killed runs have left beside it is removed."""
    target = Path(os.path.realpath(path))
    if old is not None:  # a file that may not be written is not replaced either
        os.close(os.open(target, os.O_WRONLY))
    if not target.parent.is_dir():
        raise _without_folder(path)
    _sweep(target.parent)
    return target


def _without_folder(path: str | os.PathLike[str]) -> TableError:
    shown, folder = visible(str(path)), visible(str(Path(path).parent))
    return TableError(
        f"无法写入“{shown}”：没有文件夹“{folder}”，请先建立它或换一个位置。",
        f"Cannot write “{shown}”: there is no folder “{folder}”; make it first or write elsewhere.",
    )


def _special(path: str | os.PathLike[str], mode: int) -> IO[bytes]:
    """A device or a pipe, opened to be written; a pipe that nobody reads is not waited for without end."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            if error.errno != errno.ENXIO or not stat.S_ISFIFO(mode) or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            os.set_blocking(handle, True)
            return os.fdopen(handle, "wb")


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _beside(target: Path, suffix: str = "") -> Path:
    return target.with_name(f".perfrules-{_host()}-{os.getpid()}-{secrets.token_hex(8)}.tmp{suffix}")


def _replace(target: Path, pieces: Iterable[bytes], mode: int | None) -> None:
    """Write the pieces to a new file in the folder of ``target``, on the disk before it takes the name."""
    beside = _beside(target)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), "wb") as stream:
            stream.writelines(pieces)
        _move(beside, target, mode)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _move(beside: Path, target: Path, mode: int | None) -> None:
    """Bring a whole file to the disk, and then to its name."""
    with beside.open("rb+") as stream:
        os.fsync(stream.fileno())
    if mode is not None:
        beside.chmod(mode)
    beside.replace(target)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Bring the new name to the disk. The file is whole and in its place already, so a folder that cannot be synced is no failure."""
    if os.name == "nt":  # a folder cannot be opened there
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what killed runs have left: files and folders of this machine whose process is gone, and any that is a day old."""
    with os.scandir(folder) as entries:
        strays = [(Path(entry.path), found) for entry in entries if (found := _STRAY.fullmatch(entry.name))]
    for stray, name in strays:
        with suppress(OSError):  # another run sweeps it, or it is another user's: neither stands in the way of this one
            ended = name["host"] == _host() and not _runs(int(name["pid"]))
            if ended or stray.stat().st_mtime < time.time() - _DAY:
                rmtree(stray) if stray.is_dir() else stray.unlink()


def _host() -> str:
    return f"{zlib.crc32(platform.node().encode('utf-8', 'replace')):08x}"


def _runs(pid: int) -> bool:
    """Whether a process of that number runs here; Windows has no question that does not also signal, so there it may."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
