"""The last net: a fault of the reader itself becomes an error finding, unless whoever runs it wants to see it raised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_RAISED: ContextVar[bool] = ContextVar("perfrules-faults-raised", default=False)


def are_raised() -> bool:
    """Return whether a fault of the reader is raised rather than reported."""
    return _RAISED.get()


def place_of(error: BaseException) -> str:
    """Return what a report of a fault needs: its kind, and the file and line where it came about."""
    from os.path import basename
    from traceback import extract_tb

    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {basename(last.filename)}:{last.lineno}"  # noqa: PTH119  # pathlib is not loaded for it


@contextmanager
def raised(*, yes: bool = True) -> Iterator[None]:
    """Raise the faults of the reader inside the ``with`` block, as the project's own tests do."""
    token = _RAISED.set(yes)
    try:
        yield
    finally:
        _RAISED.reset(token)
