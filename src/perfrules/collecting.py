"""The collector of cycles, and when it rests: what is made of a table refers down only, so that there is nothing for it to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_resting: list[bool] = []
"""Whether the collector was on, once for each block that is open."""


@contextmanager
def resting() -> Iterator[None]:
    """While it lasts, no cycles are looked for: over a department it is done again and again, each time through all that is there.

    Blocks may be open in several threads, and one within another; with the last the collector goes on, if it was on before.

    >>> with resting():
    ...     gc.isenabled()
    False
    """
    with _lock:
        _resting.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            was_on = any(_resting)
            _resting.pop()
            if was_on and not _resting:
                gc.enable()
