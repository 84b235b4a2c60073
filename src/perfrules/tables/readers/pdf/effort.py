"""What drawing a page would cost: its operands and text, those of every form it draws included as often as it draws it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfplumber.page import Page

_TEXT = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+Do\b")
_DEEPEST = 12
MOST = 1_000_000
"""A dense form has some ten thousand operands; beyond this a page is not read."""


class TooMuchError(Exception):
    """A page that would cost more than :data:`MOST`."""


def check_effort(page: Page) -> None:
    """Raise :class:`TooMuchError` for a page that would cost too much to draw; a character of text counts as four operands."""
    known: dict[int, int] = {}
    _cost(page.page_obj.contents, page.page_obj.resources, known, 0)


def _cost(streams: Iterable[Any], resources: Any, known: dict[int, int], depth: int) -> int:
    from pdfminer.pdftypes import PDFStream, resolve1

    if depth > _DEEPEST:
        raise TooMuchError(f"forms nested deeper than {_DEEPEST}")
    content = b"\n".join(stream.get_data() for part in streams if isinstance(stream := resolve1(part), PDFStream))
    cost = content.count(b" ") + content.count(b"\n") + 4 * sum(map(len, _TEXT.findall(content)))
    _within(cost)
    forms = _forms(resources)
    for name in _DRAWN.findall(content):
        form = forms.get(name.decode("latin-1"))
        if form is not None:
            if id(form) not in known:
                known[id(form)] = _cost([form], form.get("Resources") or resources, known, depth + 1)
            cost += known[id(form)]
            _within(cost)
    return cost


def _within(cost: int) -> None:
    if cost > MOST:
        raise TooMuchError(f"more than {MOST:,} operands")


def _forms(resources: Any) -> Mapping[str, Any]:
    from pdfminer.pdftypes import PDFStream, resolve1

    found = resolve1(resources)
    objects = resolve1(found.get("XObject")) if isinstance(found, dict) else None
    streams = {name: resolve1(item) for name, item in objects.items()} if isinstance(objects, dict) else {}
    return {
        name: item for name, item in streams.items() if isinstance(item, PDFStream) and getattr(item.get("Subtype"), "name", "") == "Form"
    }
