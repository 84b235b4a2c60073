"""Fixes for what the reader of wording noticed: the sign that was meant in the place of the one that stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from perfrules.deferring import deferred
from perfrules.findings import Edit, Finding, Fix
from perfrules.text import Span

_COMMANDS = {
    r"\geq": "≥",
    r"\ge": "≥",
    r"\leq": "≤",
    r"\le": "≤",
    r"\gt": ">",
    r"\lt": "<",
    r"\%": "%",
    r"\sim": "~",
    "&ge;": "≥",
    "&le;": "≤",
    "&gt;": ">",
    "&lt;": "<",
    "&nbsp;": " ",
    "$": "",
    r"\(": "",
    r"\)": "",
}
_COMMAND = deferred("|".join(map(re.escape, sorted(_COMMANDS, key=len, reverse=True))) + r"|<[^<>]*>")

_PERCENT = deferred(r"\\%")
"""A percent sign that markup escapes is rewritten with the markup around it."""


def fixed(finding: Finding, text: str) -> Finding:
    """The finding with a fix, where its code has one and the words stand where it says."""
    make = _FIXES.get(finding.code)
    span = finding.span
    if make is None or span is None or finding.fix is not None:
        return finding
    made = make(span.of(text), finding.params)
    if made is None:
        return finding
    level, new = made
    if finding.code == "CP014":
        span = Span(len(text[: span.start].rstrip(" 　\t")), span.end)
    signs = _PERCENT.finditer(text) if finding.code == "CP013" else ()
    edits = (Edit(span, new), *(Edit(Span(*found.span()), "%") for found in signs if not span.start <= found.start() < span.end))
    return replace(finding, fix=Fix(level, edits))


Made = tuple[str, str] | None


def _markup(words: str, _params: Mapping[str, str]) -> Made:
    """Commands become their signs, tags go; what is no known command stays, and then there is no fix."""
    clean = _COMMAND.sub(lambda found: _COMMANDS.get(found[0], ""), words)
    return None if "\\" in clean or clean == words else ("safe", clean)


def _lookalike(words: str, params: Mapping[str, str]) -> Made:
    return ("safe", params["taken"]) if words == params["written"] else None


def _glued(words: str, params: Mapping[str, str]) -> Made:
    mark = params["mark"]
    return ("safe", f"{mark} {words.removeprefix(mark)}") if words.startswith(mark) else None


def _separator(words: str, _params: Mapping[str, str]) -> Made:
    return "safe", f"；{words}"


def _debris(_words: str, _params: Mapping[str, str]) -> Made:
    return "unsafe", ""


_FIXES: Mapping[str, Callable[[str, Mapping[str, str]], Made]] = {
    "CP004": _glued,
    "CP012": _debris,
    "CP013": _markup,
    "CP014": _separator,
    "OP010": _lookalike,
}
