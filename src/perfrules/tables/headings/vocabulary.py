"""The words that headings, labels and captions go by, from ``headers.toml``, by the part of a table and the role."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from perfrules.tables.headings.labels import label

Words = Mapping[str, tuple[str, ...]]
"""Folded headings by role, the one that wins first in front."""


@cache
def headings(part: str) -> Words:
    """Return the headings of one part of a table by role, folded as :func:`~perfrules.tables.headings.labels.label` folds.

    >>> headings("rows")["subtotal"]
    ('小计',)
    """
    return {role: tuple(dict.fromkeys(map(label, words))) for role, words in _written()[part].items()}


def either(part: str, *roles: str) -> str:
    """Return a pattern for any heading of some roles of one part of a table.

    >>> either("titles", "attachment")
    '(?:附件|附表)'
    """
    words = {word for role in roles for word in headings(part)[role]}
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


def is_harmless(heading: str) -> bool:
    """Return whether a heading says that nothing stands below it that a score could turn on.

    >>> is_harmless("评分标准"), is_harmless("权重")
    (True, False)
    """
    return any(word in heading for word in headings("harmless")["words"])


@cache
def _written() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("perfrules.tables.headings").joinpath("headers.toml").read_text("utf-8"))


@cache
def _headings_and_labels() -> frozenset[str]:
    return frozenset(
        word for part in ("columns", "fields", "funds", "amounts", "goals", "facts") for words in headings(part).values() for word in words
    )


def is_heading(text: str) -> bool:
    """Return whether a text heads a column or labels a field.

    >>> is_heading("年度指标值（必填）"), is_heading("52座")
    (True, False)
    """
    return label(text) in _headings_and_labels()


@cache
def every_heading() -> frozenset[str]:
    """Return every word that heads, labels or fills a part of a table, folded; a name, an amount or a goal is none of them.

    >>> {"年度指标值", "全年预算数", "小计"} <= every_heading(), "科技局" in every_heading()
    (True, False)
    """
    return frozenset(label(word) for part in _written().values() for words in part.values() for word in words)
