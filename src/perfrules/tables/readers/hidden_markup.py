"""What a web page does not show: ``display:none``, ``visibility:hidden`` and ``hidden``, on an element or by its style sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

_HIDES = re.compile(r"(?<![\w-])(?:display\s*:\s*(?P<none>none)|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?[.#][\w-]+|[a-z][a-z0-9]*", re.IGNORECASE)
_ENDED_BY = {"td": ("td", "th", "tr"), "th": ("td", "th", "tr"), "tr": ("tr",), "p": ("p", "div", "table"), "li": ("li",)}
"""The tags that end an element whose own end tag may be left out."""

_ENDED_WITH = {"td": ("tr", "table"), "th": ("tr", "table"), "tr": ("table",)}
"""The end tags around an element that end it as well."""


def unseen_by(sheet: str) -> set[str]:
    """The simple selectors (``.x``, ``#x``, ``td.x``) that a style sheet hides.

    >>> sorted(unseen_by("td.old, .x {display:none} #a {visibility: hidden} .y {color: red} div > .z {display:none}"))
    ['#a', '.x', 'td.old']
    """
    rules = _RULE.findall(_COMMENT.sub(" ", sheet))
    selectors = (part.strip().lower() for names, body in rules if _HIDES.search(body) for part in names.split(","))
    return {selector for selector in selectors if _SIMPLE.fullmatch(selector)}


def concealed(tag: str, attributes: Mapping[str, str | None], unseen: Set[str]) -> str | None:
    """``absent`` for an element that takes no place, ``invisible`` for one whose place stays, None for one that is shown.

    >>> concealed("td", {"style": "visibility:hidden"}, set()), concealed("tr", {"class": "old x"}, {".x"}), concealed("p", {}, set())
    ('invisible', 'absent', None)
    """
    found = _HIDES.search(attributes.get("style") or "")
    if found:
        return "invisible" if found["none"] is None and "mso-hide" not in found[0].lower() else "absent"
    names = [f".{word}" for word in (attributes.get("class") or "").lower().split()]
    names += [f"#{(attributes.get('id') or '').lower()}"]
    by_sheet = not unseen.isdisjoint({tag, *names, *(tag + name for name in names)})
    return "absent" if "hidden" in attributes or by_sheet else None


@dataclass(slots=True)
class Concealed:
    """An element that is not shown, while it is open; ``depth`` counts those of its name inside of it."""

    tag: str = ""
    depth: int = 1
    tables: int = 0
    text: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether anything is being left out."""
        return bool(self.tag)

    def opens(self, tag: str) -> bool:
        """Take note of a tag inside; whether it ends the element, whose own end tag was left out."""
        if not self.tables and tag in _ENDED_BY.get(self.tag, ()):
            return True
        self.tables += tag == "table"
        self.depth += tag == self.tag
        return False

    def closes(self, tag: str) -> bool:
        """Take note of an end tag inside; whether it ends the element: its own, or that of a row or table around it."""
        around = not self.tables and tag in _ENDED_WITH.get(self.tag, ())
        self.tables -= tag == "table" and self.tables > 0
        self.depth -= tag == self.tag
        return self.depth == 0 or around
