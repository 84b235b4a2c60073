"""Charts of points as inline SVG with real text: no script, no picture, no font of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from perfrules.report.escapes import markup
from perfrules.scoring.rounding import rounded
from perfrules.text import clip, visible, width

ROW = 26
WIDEST = 320
"""A column of labels is never wider, in pixels."""
DIGIT = 7
"""Pixels of a digit."""
BAR = 480
LABEL_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it is called, its points earned, open and lost, and what stands after it."""

    label: str
    earned: Decimal
    open: Decimal
    lost: Decimal
    value: str
    link: str | None = None


COLOURS = {
    "earned": 'fill="#2c6e58"',
    "open": 'fill="url(#hatch)" stroke="#c9962b" stroke-width="0.6"',
    "lost": 'fill="none" stroke="#b3402e" stroke-width="1"',
}
"""A chart stands alone in a notebook: it has its colours itself, which a page may change by the classes."""


def _pixels(points: Decimal, scale: Fraction) -> str:
    return f"{rounded(Fraction(points) * scale, 1):.1f}"


def _stack(bar: Bar, scale: Fraction, label: int, top: int) -> str:
    pieces, left = [], Decimal(0)
    for kind, points in (("earned", bar.earned), ("open", bar.open), ("lost", bar.lost)):
        if points:
            start = rounded(Fraction(label) + Fraction(left) * scale, 1)
            size = f'x="{start:.1f}" y="{top + 4}" width="{_pixels(points, scale)}" height="{ROW - 8}"'
            pieces.append(f'<rect class="{kind}" {size} {COLOURS[kind]}/>')
        left = rounded(Fraction(left) + Fraction(points), 2)
    return "".join(pieces)


def _row(bar: Bar, scale: Fraction, label: int, top: int) -> str:
    name = f"<title>{markup(bar.label)}</title>{markup(clip(visible(bar.label), LABEL_COLUMNS))}"
    text = f'<text x="{label - 8}" y="{top + ROW - 9}" text-anchor="end">{name}</text>'
    if bar.link:
        text = f'<a href="{markup(bar.link)}">{text}</a>'
    return f'{text}{_stack(bar, scale, label, top)}<text x="{label + BAR + 8}" y="{top + ROW - 9}">{markup(bar.value)}</text>'


def _rule(mark: tuple[str, Decimal], scale: Fraction, label: int, bottom: int) -> str:
    name, at = mark
    left = f"{rounded(Fraction(label) + Fraction(at) * scale, 1):.1f}"
    line = f'<line class="edge" x1="{left}" x2="{left}" y1="16" y2="{bottom}" stroke="#777" stroke-width="0.8" stroke-dasharray="3 3"/>'
    return f'{line}<text class="edge" x="{left}" y="12" text-anchor="middle" font-size="11">{markup(name)}</text>'


def bars(rows: Sequence[Bar], largest: Decimal, *, title: str, marks: Sequence[tuple[str, Decimal]] = ()) -> str:
    """Stacked bars of earned, open and lost points, ``largest`` points wide; ``marks`` are named lines at a number of points.

    >>> chart = bars([Bar("甲", Decimal(8), Decimal(1), Decimal(1), "8.00")], Decimal(10), title="项目")
    >>> chart.count("<rect class="), ">8.00</text>" in chart
    (3, True)
    """
    scale = Fraction(BAR) / Fraction(largest or Decimal(1))
    bottom = 20 + ROW * len(rows)
    label = min(WIDEST, 16 + DIGIT * max((width(visible(row.label)) for row in rows), default=0))
    value = 16 + DIGIT * max((width(row.value) for row in rows), default=0)
    room = label + BAR + value
    lines = "".join(_rule(mark, scale, label, bottom) for mark in marks)
    body = "".join(_row(bar, scale, label, 20 + index * ROW) for index, bar in enumerate(rows))
    size = f'viewBox="0 0 {room} {bottom + 4}" width="{room}" height="{bottom + 4}"'
    face = 'font-family="sans-serif" font-size="13" fill="currentColor"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{markup(title)}" {size} {face}>{HATCH}{body}{lines}</svg>'


HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#f6e3b4"/><rect width="2" height="6" fill="#c9962b"/></pattern></defs>'
)
"""Open points are hatched, so that a print without colour tells them from earned and lost ones."""
