"""Explanations: the derivation of a score as a tree, rendered as text (Chinese, English), as a dict and as HTML.

A score keeps its derivation as :class:`Note` values, which cost nothing until somebody asks; :class:`Step` is the tree that is shown.
"""

from __future__ import annotations

import html
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from perfrules.quantities import plain, scaled
from perfrules.scoring.rounding import rounded
from perfrules.text import visible


class Evidence(StrEnum):
    """How well a rule of a policy is known: confirmed by an independent form or program with its words and the day of the check;
    secondary, from a digest of the original by a third party that says it holds it; unverified; or our own choice.
    """

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    OURS = "ours"

    @property
    def label(self) -> str:
        """As an explanation says it."""
        return {"confirmed": "已核实", "secondary": "据第三方摘要", "unverified": "未经核实", "ours": "本程序的约定"}[self.value]

    @property
    def label_en(self) -> str:
        """As an English explanation says it."""
        return {
            "confirmed": "confirmed",
            "secondary": "from a third party's digest",
            "unverified": "not verified",
            "ours": "our own choice",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Note:
    """One step of a derivation: the key of its sentence in ``phrases.toml``, the values that fill it, the policy's rule it uses."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation with what lies below it. ``kind`` is stable; ``source`` and ``evidence`` belong to a rule.

    ``said`` is what the line says, in Chinese and in English, or the note of which its sentence is made when it is shown.
    """

    kind: str
    said: tuple[str, str] | Note
    children: tuple[Step, ...] = ()
    source: str | None = None
    evidence: Evidence | None = None

    @property
    def zh(self) -> str:
        """What the line says in Chinese."""
        return self.words("zh")

    @property
    def en(self) -> str:
        """What the line says in English."""
        return self.words("en")

    def words(self, lang: str) -> str:
        """What the line says in ``lang`` (``zh`` or ``en``), without the source of its rule."""
        if isinstance(self.said, Note):
            return phrase(self.said.key, lang, self.said.values)
        return self.said[lang == "en"]

    @property
    def verified(self) -> bool | None:
        """Whether the rule is confirmed; None for a step that uses no rule of the policy."""
        return None if self.evidence is None else self.evidence is Evidence.CONFIRMED

    def text(self, lang: str = "zh") -> str:
        """The tree as indented lines in ``lang`` (``zh`` or ``en``), every value escaped for printing."""
        return "\n".join(self._lines(lang, 0))

    def _lines(self, lang: str, depth: int) -> list[str]:
        lines = [f"{'  ' * depth}{self.line(lang)}"]
        for child in self.children:
            lines.extend(child._lines(lang, depth + 1))
        return lines

    def line(self, lang: str = "zh") -> str:
        """This step alone, the source of its rule in brackets."""
        line = self.words("en" if lang == "en" else "zh")
        if self.source is not None and self.evidence is not None:
            label = self.evidence.label_en if lang == "en" else self.evidence.label
            source = "" if self.evidence is Evidence.OURS else f"{self.source}{'; ' if lang == 'en' else '；'}"
            line += f" [{source}{label}]" if lang == "en" else f"〔{source}{label}〕"
        return visible(line)

    def to_dict(self) -> dict[str, Any]:
        """``kind zh en source evidence verified children``."""
        return {
            "kind": self.kind,
            "zh": self.zh,
            "en": self.en,
            "source": self.source,
            "evidence": self.evidence.value if self.evidence else None,
            "verified": self.verified,
            "children": [child.to_dict() for child in self.children],
        }

    def to_html(self, lang: str = "zh") -> str:
        """The tree as nested lists, without style or script; every value is escaped."""
        below = "".join(child.to_html(lang) for child in self.children)
        return f'<ul class="explanation"><li class="{html.escape(self.kind)}">{html.escape(self.line(lang))}{below}</li></ul>'


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("perfrules.scoring.results") / "phrases.toml").read_text("utf-8"))


def phrase(key: str, lang: str, values: Mapping[str, object]) -> str:
    """The sentence ``key`` of ``phrases.toml`` in ``lang``, filled in; a value that is empty leaves no space at the start."""
    return _phrases()[key][lang].format_map({name: _Filled(value, lang) for name, value in values.items()}).lstrip()


@dataclass(frozen=True, slots=True)
class _Filled:
    """A value in a sentence: as it is shown, with ``%`` or ``=%`` as a share in per cent, said to be rounded where it is, and
    with ``/`` as a term of an equation.
    """

    value: object
    lang: str

    def __format__(self, form: str) -> str:
        if form == "/" and isinstance(self.value, Fraction) and Fraction(rounded(self.value, 4)) != self.value:
            return f"({self.value})" if self.value.denominator < _LONGEST else plain(rounded(self.value, 4))
        if form in ("", "/"):
            return display(self.value, self.lang)
        share = Fraction(str(self.value)) * 100
        near = rounded(share, _PLACES)
        is_exact, text = Fraction(near) == share, f"{plain(near)}%"
        if form == "%":
            return text if is_exact else f"{'about ' if self.lang == 'en' else '约 '}{text}"
        sign = "=" if is_exact else "≈"
        return f" {sign} {text}" if self.lang == "en" else f"{'＝' if is_exact else '≈'}{text}"


_LONGEST = 10**9
_PLACES = 4
"""Decimals of a percentage in a sentence: enough to compute the points of up to 100 from it by hand."""


def display(value: object, lang: str = "zh") -> str:
    """A value as an explanation shows it: large ones in 万 and 亿, a fraction without a short decimal form as n/d ≈ decimal.

    >>> display(Fraction(7, 10)), display(Fraction(2, 3)), display(Decimal("50.00"))
    ('0.7', '2/3≈0.6667', '50')
    """
    if isinstance(value, Fraction):
        near = rounded(value, 4)
        if Fraction(near) == value:
            return scaled(near, None)
        exact = f"{value.numerator}/{value.denominator}" if value.denominator < _LONGEST else ""
        return f"{exact}≈{plain(near)}"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return str(value[1] if lang == "en" else value[0])
    return str(value)


@dataclass(frozen=True, slots=True)
class Sized:
    """A rational in a unit, put into words only when it is shown.

    >>> str(Sized(Fraction(1, 3), "亩"))
    '1/3≈0.3333亩'
    """

    value: Fraction
    unit: str | None = None

    def __str__(self) -> str:
        near = rounded(self.value, 4)
        return f"{scaled(near, self.unit) if Fraction(near) == self.value else display(self.value)}{self.unit or ''}"


def percent(value: Fraction, places: int = 2) -> str:
    """A share in percent, rounded half up to ``places``.

    >>> percent(Fraction(2, 3))
    '66.67%'
    """
    return f"{plain(rounded(value * 100, places))}%"


def step(note: Note, *, source: str | None = None, evidence: Evidence | None = None, children: tuple[Step, ...] = ()) -> Step:
    """The shown form of a note."""
    return Step(note.key, note, children, source, evidence)
