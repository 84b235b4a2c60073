"""What perfrules raises. Every error says what is wrong and what to do, in Chinese and in English."""

from __future__ import annotations

import errno
import os


class PerfrulesError(Exception):
    """The root of all that is raised.

    ``zh`` and ``en`` hold the same sentence in both languages; ``str(error)`` is the Chinese one. What no encoding holds (half of a
    surrogate pair) is written as an escape, so that every error can be printed. A lazy frame of polars makes the error again of its
    text alone.
    """

    def __init__(self, zh: str, en: str | None = None) -> None:
        self.zh, self.en = (text.encode("utf-8", "backslashreplace").decode("utf-8") for text in (zh, zh if en is None else en))
        super().__init__(self.zh, self.en)

    def __str__(self) -> str:
        return self.zh

    def message(self, lang: str = "zh") -> str:
        """The sentence in ``lang`` (``zh`` or ``en``)."""
        return self.en if lang == "en" else self.zh


class WordingError(PerfrulesError, ValueError):
    """A wording that is not one comparator, raised by the strict :func:`perfrules.comparator`.

    ``text`` is the wording, ``span`` the place ``(start, end)`` in code points that is wrong and ``expected`` what
    could stand there.
    """

    def __init__(self, zh: str, en: str, *, text: str, span: tuple[int, int], expected: tuple[str, ...] = ()) -> None:
        super().__init__(zh, en)
        self.text = text
        self.span = span
        self.expected = expected

    def __reduce__(self) -> tuple[object, ...]:
        return (_wording_error, (self.zh, self.en, self.text, self.span, self.expected))


def _wording_error(zh: str, en: str, text: str, span: tuple[int, int], expected: tuple[str, ...]) -> WordingError:
    return WordingError(zh, en, text=text, span=span, expected=expected)


class NotTextError(PerfrulesError, TypeError):
    """Something that is no text was given where a wording belongs."""


class UnitError(PerfrulesError, ValueError):
    """Two units that do not convert into each other, or a conversion that is not exact."""


class VocabularyError(PerfrulesError, ValueError):
    """A vocabulary of one's own that cannot be followed: an unknown unit, a word that is one already, an empty name."""


class ValueRangeError(PerfrulesError, ValueError):
    """A value that cannot be what its place asks for: a reversed range, an impossible date, NaN."""


class TableError(PerfrulesError):
    """A file that cannot be read as a table of performance indicators, or cannot be written."""


class LibraryError(PerfrulesError, ModuleNotFoundError):
    """A library that an extra brings is not installed; ``name`` is the library."""

    def __init__(self, zh: str, en: str, *, name: str | None = None) -> None:
        super().__init__(zh, en)
        self.name = name

    def __reduce__(self) -> tuple[object, ...]:
        return (_library_error, (self.zh, self.en, self.name))


def _library_error(zh: str, en: str, name: str | None) -> LibraryError:
    return LibraryError(zh, en, name=name)


class ActualsError(PerfrulesError):
    """A file of actual values that cannot be read at all. Single bad rows are findings instead."""


class KeyUnknownError(PerfrulesError, KeyError):
    """A key that no project, indicator or budget execution of a score has."""

    def __str__(self) -> str:
        return self.zh


class PolicyError(PerfrulesError, ValueError):
    """A policy that is unknown, cannot be read, or leaves a choice open."""


class SettingsError(PerfrulesError, ValueError):
    """A setting or a command line that cannot be followed."""


class DocumentError(PerfrulesError, ValueError):
    """A TOML or JSON text that cannot be read, or lies beyond the limits of size, depth or digits."""


_REASONS = {
    errno.ENOENT: ("找不到这个文件或文件夹", "there is no such file or folder"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EISDIR: ("这是文件夹，不是文件", "it is a folder"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EROFS: ("所在的磁盘只读", "the disk is read-only"),
    errno.ENOSPC: ("磁盘空间不足", "no space is left on the disk"),
    errno.EDQUOT: ("超出磁盘配额", "the disk quota is exceeded"),
    errno.EFBIG: ("文件过大", "the file is too large"),
    errno.EIO: ("磁盘读写出错", "the disk failed"),
    errno.EBADF: ("输出已关闭", "the output is closed"),
    errno.EPIPE: ("读取的一方已经关闭", "the reader has gone away"),
    errno.ENAMETOOLONG: ("文件名过长", "the name is too long"),
    errno.ELOOP: ("链接循环，或链接太多", "the links lead in a circle"),
    errno.EBUSY: ("文件正被占用", "the file is in use"),
    errno.ETXTBSY: ("文件正被占用", "the file is in use"),
    errno.EMFILE: ("打开的文件太多", "too many files are open"),
    errno.ENXIO: ("没有程序在读这个管道", "nothing reads this pipe"),
}


def reason_of(error: Exception) -> tuple[str, str]:
    """Why the system refused, as a phrase in Chinese and in English.

    >>> reason_of(FileNotFoundError(2, "No such file or directory"))
    ('找不到这个文件或文件夹', 'there is no such file or folder')
    """
    number = error.errno if isinstance(error, OSError) else None
    if number in _REASONS:
        return _REASONS[number]
    if number is not None:
        return f"系统错误 {number}", f"{getattr(error, 'strerror', None) or 'system error'} ({number})"
    return "路径无效", f"the path is not valid: {error}"


def quoted_reason(message: str) -> tuple[str, str] | None:
    """Why the system refused, where the message of another library quotes it; None where it does not.

    >>> quoted_reason("IO Error: Could not write a.csv: No space left on device")
    ('磁盘空间不足', 'no space is left on the disk')
    """
    return next((said for number, said in _REASONS.items() if os.strerror(number) in message), None)
