"""The standard streams of the program: UTF-8 and LF, whatever the locale; a stream that is closed says so when it is used."""

from __future__ import annotations

import codecs
import io
import os
import sys
from contextlib import suppress


def prepare() -> None:
    """Set up the streams; an explicit ``PYTHONIOENCODING`` is kept, and what it or a console cannot show becomes ``?``."""
    _replace_closed()
    asked, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, io.TextIOWrapper):
            continue
        kept = codecs.lookup(stream.encoding if asked or stream.isatty() else "utf-8").name
        fallback = errors or ("backslashreplace" if kept == "utf-8" else "replace")
        if kept == "ascii":
            setattr(sys, name, _Ascii(stream.detach(), encoding=kept, errors=fallback, newline="\n", line_buffering=name == "stderr"))
        else:
            stream.reconfigure(encoding=kept, errors=fallback, newline="\n")


class _Ascii(io.TextIOWrapper):
    """A stream that was asked to be ASCII; click takes one that calls itself so for a mistake and writes UTF-8 past it."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # never set
        """No codec's name."""
        return "ascii, as asked"


def _replace_closed() -> None:
    """Python has None for a stream that was closed before it began, and the next file that is opened would take its number."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            way = os.O_RDONLY if name == "stdout" else os.O_RDWR  # nothing can be written to the first: that is an error, as it should be
            opened = os.open(os.devnull, way)
            os.dup2(opened, number)
            if opened > 2:
                os.close(opened)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  # a number, no path


def discard() -> None:
    """Let what standard output still holds go nowhere: it cannot be written, and Python would try again at the end."""
    with suppress(io.UnsupportedOperation):
        number = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
