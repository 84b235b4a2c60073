"""Data made harmless for each output: nothing in a cell can end a string, start a tag or give a command to CI."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from typing import Any

from perfrules.text import HIDDEN, visible

_RANGES = "".join(f"{chr(first)}-{chr(last)}" for first, last in ((0x7F, 0x9F), *HIDDEN, (0xD800, 0xDFFF)))
_UNSEEN = re.compile(rf"[{_RANGES}]|#(?=#\w*\[)")
_NOT_XML = re.compile("[\ufffe\uffff]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&@$])")


def json_text(value: Any, *, indent: int | None = None) -> str:
    r"""``value`` as JSON; lone surrogates, controls, hidden or bidirectional characters and what CI takes for a command are
    escapes, and mean the same.

    >>> print(json_text({"text": "家\ud800"}))
    {"text": "家\ud800"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}" if found[0] < "\U00010000" else json.dumps(found[0])[1:-1], text)


def markdown(text: str) -> str:
    r"""``text`` as plain words of a Markdown table cell.

    >>> print(markdown("a|<b>*"))
    a\|\<b\>\*
    """
    return _MARKUP.sub(r"\\\1", visible(text))


def markdown_row(cells: Iterable[str]) -> str:
    r"""``cells`` as one row of a Markdown table.

    >>> print(markdown_row(["a|b", "c"]))
    | a\|b | c |
    """
    return f"| {' | '.join(map(markdown, cells))} |"


def markup(text: str) -> str:
    r"""``text`` as HTML or SVG text, or between quotes; control characters are shown.

    >>> markup('<b>"\x1b')
    '&lt;b&gt;&quot;\\x1b'
    """
    return html.escape(visible(text))


def xml(text: str) -> str:
    r"""``text`` without the characters that XML 1.0 forbids; the writer escapes the rest.

    >>> xml("a\x00\ufffe")
    'a\\x00\\ufffe'
    """
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text))


def workflow(text: str, *, value: bool = False) -> str:
    r"""``text`` inside a GitHub workflow command; ``value``: inside one of its properties.

    >>> workflow("100%\n::set-output"), workflow("a:b,c", value=True)
    ('100%25\\x0a::set-output', 'a%3Ab%2Cc')
    """
    safe = visible(text).replace("%", "%25")
    return safe.replace(":", "%3A").replace(",", "%2C") if value else safe
