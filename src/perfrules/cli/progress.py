"""A bar on the terminal while a long table is read; nothing where standard error is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from perfrules.cli.language import say
from perfrules.tables.progress import listening

_LONG = 2_000
_WIDTH = 30


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
            filled = done * _WIDTH // total
            blocks = "█" * filled + "░" * (_WIDTH - filled)
            click.echo(f"\r{say('读取', 'Reading')} {blocks} {done:,}/{total:,}", err=True, nl=False)

    with listening(heard):
        yield
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)
