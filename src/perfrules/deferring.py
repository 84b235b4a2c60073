"""Patterns that are compiled when they are first asked: most of those that a program knows, one wording never meets."""

from __future__ import annotations

import re
from typing import Any, cast


class _Deferred:
    """Stands for a compiled pattern; each method is that of the pattern once it was asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def deferred(source: str, flags: int = 0) -> re.Pattern[str]:
    r"""Return what is used as the compiled pattern of ``source``; a pattern that cannot be compiled raises where it is first used.

    >>> deferred(r"\d+").findall("3家5人")
    ['3', '5']
    """
    return cast("re.Pattern[str]", _Deferred(source, flags))
