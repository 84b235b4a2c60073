"""Charts of points as inline SVG with real text: no script, no picture, no font of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from perfrules.report.escapes import markup
from perfrules.scoring.rounding import rounded
from perfrules.text import clip, visible, width

WIDEST = 320
"""A column of labels is never wider, in pixels."""
DIGIT = 7
"""Pixels of a digit."""
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
    "open": 'fill="url(#{hatch})" stroke="#c9962b" stroke-width="0.6"',
    "lost": 'fill="none" stroke="#b3402e" stroke-width="1"',
}
"""A chart stands alone in a notebook: it has its colours itself, which a page may change by the classes."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand, in pixels: the height of a row, where bars begin and how long they are; labels stand left of them, or above."""

    row: int
    label: int
    bar: int
    above: bool = False

    @property
    def hatch(self) -> str:
        """The name of its pattern: where one chart is not shown, none may ask for its pattern."""
        return "hatch-narrow" if self.above else "hatch"

    def x(self, points: Decimal, largest: Decimal) -> Decimal:
        """Where so many points end."""
        return rounded(Fraction(self.label) + Fraction(points) * Fraction(self.bar) / Fraction(largest or Decimal(1)), 1)


_NARROW = _Layout(row=46, label=0, bar=360, above=True)


def _stack(bar: Bar, largest: Decimal, layout: _Layout, top: int) -> str:
    pieces, left = [], Decimal(0)
    for kind, points in (("earned", bar.earned), ("open", bar.open), ("lost", bar.lost)):
        end = rounded(Fraction(left) + Fraction(points), 2)
        if points:
            start, stop = layout.x(left, largest), layout.x(end, largest)
            size = f'x="{start:.1f}" y="{top}" width="{stop - start:.1f}" height="18"'
            pieces.append(f'<rect class="{kind}" {size} {COLOURS[kind].format(hatch=layout.hatch)}/>')
        left = end
    return "".join(pieces)


def _row(bar: Bar, largest: Decimal, layout: _Layout, top: int) -> str:
    columns = (layout.bar - DIGIT * width(bar.value)) // DIGIT if layout.above else LABEL_COLUMNS
    name = f"<title>{markup(bar.label)}</title>{markup(clip(visible(bar.label), columns))}"
    base = top + (14 if layout.above else 17)
    place = 'x="0"' if layout.above else f'x="{layout.label - 8}" text-anchor="end"'
    text = f'<text {place} y="{base}">{name}</text>'
    if bar.link:
        text = f'<a href="{markup(bar.link)}">{text}</a>'
    end = f'x="{layout.bar}" text-anchor="end"' if layout.above else f'x="{layout.label + layout.bar + 8}"'
    value = f'<text {end} y="{base}">{markup(bar.value)}</text>' if bar.value else ""
    return f"{text}{_stack(bar, largest, layout, top + (20 if layout.above else 4))}{value}"


def _rule(mark: tuple[str, Decimal], left: Decimal, layout: _Layout, count: int) -> str:
    """A named line at a number of points: from above to below, or where labels would stand in its way over each bar alone."""
    ends = [(20 + row * layout.row + 18, 22) for row in range(count)] if layout.above else [(16, 4 + layout.row * count)]
    path = "".join(f"M{left:.1f} {top}v{size}" for top, size in ends)
    line = f'<path class="edge" d="{path}" fill="none" stroke="#777" stroke-width="0.8" stroke-dasharray="3 3"/>'
    return f'{line}<text class="edge" x="{left:.1f}" y="12" text-anchor="middle" font-size="11">{markup(mark[0])}</text>'


def bars(rows: Sequence[Bar], largest: Decimal, *, title: str, marks: Sequence[tuple[str, Decimal]] = (), narrow: bool = False) -> str:
    """Stacked bars of earned, open and lost points, ``largest`` points wide; ``marks`` are named lines at a number of points.

    ``narrow`` is for a phone: the labels stand above the bars.

    >>> chart = bars([Bar("甲", Decimal(8), Decimal(1), Decimal(1), "8.00")], Decimal(10), title="项目")
    >>> chart.count("<rect class="), ">8.00</text>" in chart
    (5, True)
    """
    return "".join(drawn(rows, largest, title=title, marks=marks, narrow=narrow))


def drawn(
    rows: Sequence[Bar], largest: Decimal, *, title: str, marks: Sequence[tuple[str, Decimal]] = (), narrow: bool = False
) -> Iterator[str]:
    """The chart of :func:`bars`, bar by bar."""
    label = min(WIDEST, 16 + DIGIT * max((width(visible(row.label)) for row in rows), default=0))
    layout = _NARROW if narrow else _Layout(row=26, label=label, bar=480)
    bottom = 20 + layout.row * len(rows)
    value = 0 if narrow else 16 + DIGIT * max((width(row.value) for row in rows), default=0)
    room = layout.label + layout.bar + value
    size = f'viewBox="0 0 {room} {bottom + 4}" width="{room}" height="{bottom + 4}"'
    face = f'class="{"narrow" if narrow else "wide"}" font-family="sans-serif" font-size="13" fill="currentColor"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{markup(title)}" {size} {face}>{HATCH.format(hatch=layout.hatch)}'
    yield from (_row(bar, largest, layout, 20 + index * layout.row) for index, bar in enumerate(rows))
    yield from (_rule(mark, layout.x(mark[1], largest), layout, len(rows)) for mark in marks)
    yield "</svg>"


HATCH = (
    '<defs><pattern id="{hatch}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="under" width="6" height="6" fill="#f6e3b4"/><rect class="hatch" width="2" height="6" fill="#c9962b"/></pattern></defs>'
)
"""Open points are hatched, so that a print without colour tells them from earned and lost ones."""
