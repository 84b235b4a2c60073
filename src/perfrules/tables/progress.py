"""How far the reading of a long table is, for whoever listens: a terminal shows a bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Listener: TypeAlias = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""

_LISTENER: ContextVar[Listener | None] = ContextVar("perfrules_progress", default=None)
_STEP = 500


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """While it lasts, ``listener`` hears of the rows that are read."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def followed(rows: Sequence[T]) -> Iterator[T]:
    """The rows, told to the listener every few hundred and at the end.

    >>> heard = []
    >>> with listening(lambda done, total: heard.append((done, total))):
    ...     rows = list(followed("abc"))
    >>> heard
    [(0, 3), (3, 3)]
    """
    listener = _LISTENER.get()
    for done, row in enumerate(rows):
        if listener is not None and done % _STEP == 0:
            listener(done, len(rows))
        yield row
    if listener is not None:
        listener(len(rows), len(rows))
