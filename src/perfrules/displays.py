"""How the library's values show themselves in a notebook and as frames: offline, without script, every value escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Literal, TypeAlias, get_args

from perfrules.arguments import shown
from perfrules.errors import ValueRangeError
from perfrules.text import visible

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
_LEFT = ' style="text-align:left"'
MANY = 200
"""Rows that a table shows; of more it says how many there are."""


def escaped(text: str) -> str:
    r"""Return ``text`` as HTML, its control characters shown.

    >>> escaped("<b>\x1b")
    '&lt;b&gt;\\x1b'
    """
    import html

    return html.escape(visible(text))


def html_rows(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """Return a table for a notebook: a caption, the heads, at most :data:`MANY` rows.

    >>> html_rows(["甲"], [["<1>"]])
    '<table lang="zh-CN"><thead><tr><th style="text-align:left">甲</th></tr></thead><tbody><tr><td style="text-align:left">&lt;1&gt;</td></tr></tbody></table>'
    """
    left = len(rows) - MANY
    more = f"{caption}（另有 {left} 行）" if left > 0 else caption
    above = f"<caption{_LEFT}>{escaped(more.strip())}</caption>" if more.strip() else ""
    body = "".join(_row("td", row) for row in rows[:MANY])
    return f'<table lang="zh-CN">{above}<thead>{_row("th", head)}</thead><tbody>{body}</tbody></table>'


def _row(tag: str, texts: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}{_LEFT}>{escaped(text)}</{tag}>" for text in texts) + "</tr>"


def known_backend(backend: object) -> str:
    """Return the name of a library of data frames; raises :class:`ValueRangeError` for any other.

    >>> known_backend("polars")
    'polars'
    """
    if backend in get_args(Backend):
        return str(backend)
    raise ValueRangeError(
        f"backend 应为 {'、'.join(get_args(Backend))}，现为 {shown(backend)}。",
        f"backend is one of {', '.join(get_args(Backend))}, not {shown(backend)}.",
    )


def frame_of(columns: Mapping[str, Sequence[Any]], backend: Backend) -> Any:
    """Return the columns as a data frame of pandas or polars, or a table of pyarrow.

    Raises :class:`~perfrules.errors.LibraryError`, a ``ModuleNotFoundError``, where that is not installed.
    """
    try:
        module = import_module(known_backend(backend))
    except ModuleNotFoundError as error:
        from perfrules.installation import lacking

        raise lacking(error, "frames", ("数据框", "A data frame")) from error
    return (module.table if backend == "pyarrow" else module.DataFrame)(dict(columns))


class Displayed:
    """A value that a notebook shows as its wording."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return f"<code>{escaped(str(self))}</code>"
