"""A bar on the terminal while a long table is read; nothing where standard error is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from perfrules.cli.language import aside, say
from perfrules.tables.progress import listening

_LONG = 2_000
_WIDTH = 30


@contextmanager
def share() -> Iterator[Callable[[float], None] | None]:
    """What shows how much of a file is scored, in per cent; it wipes itself away at the end. None where there is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda done: _draw(say("计分", "Scoring"), int(done), 100, f"{done:.0f}%")
    finally:
        _wipe()


@contextmanager
def bar() -> Iterator[None]:
    """Shows how many rows are read, from two thousand rows on; it wipes itself away at the end."""
    if not sys.stderr.isatty():
        yield
        return
    shown = False

    def heard(done: int, total: int) -> None:
        nonlocal shown
        if total >= _LONG:
            shown = True
            _draw(say("读取", "Reading"), done, total, f"{done:,}/{total:,}")

    try:
        with listening(heard):
            yield
    finally:
        if shown:
            _wipe()


def _draw(label: str, done: int, total: int, told: str) -> None:
    filled = done * _WIDTH // total
    blocks = "█" * filled + "░" * (_WIDTH - filled)
    aside(f"\r{label} {blocks} {told}", nl=False)


def _wipe() -> None:
    aside("\r\x1b[K", nl=False)
