"""Findings for people and machines: one module a format, whose name is the format and whose ``render`` gives the text."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from perfrules.lint import Inspection


def formats() -> tuple[str, ...]:
    """The names of all formats.

    >>> "concise" in formats()
    True
    """
    return tuple(sorted(entry.name for entry in pkgutil.iter_modules(__path__)))


def render(form: str, inspection: Inspection, lang: str = "zh") -> str:
    """The inspection in the format ``form``, ending in a newline unless it is empty."""
    text: str = import_module(f"{__name__}.{form}").render(inspection, lang)
    return text
