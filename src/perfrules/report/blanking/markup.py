"""A page without its contents, made anew: tables with their spans, paragraphs, lists; no script, style, comment or address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from perfrules.report.blanking.words import Blank
from perfrules.tables.readers.encodings import decode

_SHAPE = frozenset(
    [
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "sup",
        "sub",
        "b",
        "i",
        "u",
        "s",
        "del",
        "span",
    ]
)
_LOST = frozenset(
    ["head", "title", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "form", "select", "button"]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def copied(data: bytes, blank: Blank) -> bytes:
    r"""Return the copy.

    >>> from random import Random
    >>> page = '<title>甲局</title><table title="甲"><tr><td colspan=2 class="甲">年度指标值</td></tr></table>'
    >>> print(copied(page.encode(), Blank(Random(1))).decode())
    <!doctype html><meta charset="utf-8"><table><tr><td colspan="2">年度指标值</td></tr></table>
    """
    text, _ = decode(data, "")
    root = document_fromstring(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text), parser=HTMLParser(no_network=True))
    return ('<!doctype html><meta charset="utf-8">' + "".join(_written(root, blank))).encode()


def _written(element: Any, blank: Blank) -> Iterator[str]:
    shown = isinstance(element.tag, str) and element.tag not in _LOST
    if shown:
        kept = element.tag in _SHAPE
        if kept:
            yield f"<{element.tag}{''.join(_attributes(element))}>"
        elif element.tag == "br":
            yield "<br>"
        yield _text(element.text, blank)
        for child in element:
            yield from _written(child, blank)
        if kept:
            yield f"</{element.tag}>"
    if element.getparent() is not None:
        yield _text(element.tail, blank)


def _text(text: str | None, blank: Blank) -> str:
    return html.escape(blank.text(text or ""), quote=False)


def _attributes(element: etree._Element) -> Iterator[str]:
    for name in ("colspan", "rowspan"):
        if re.fullmatch(r"\d{1,4}", element.get(name, "")):
            yield f' {name}="{element.get(name)}"'
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        yield " hidden"
