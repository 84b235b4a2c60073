"""What the parser builds: a flat row of phrases, breaks and words. Plain functions; nothing is interpreted here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from perfrules.wording.parser.table import PARTS

NOTE = "NOTE"
"""The kind of a token that ends a figure which informs and asks for nothing."""


class Token:
    """A terminal at a place: ``[start, end)`` in the text, and the folded words that stand there."""

    __slots__ = ("end", "start", "text", "type")

    def __init__(self, kind: str, text: str, start: int, end: int) -> None:
        self.type = kind
        self.text = text
        self.start = start
        self.end = end

    def tokens(self) -> list[Token]:
        """Itself, where it stands alone: a separator or a list mark."""
        return [self]

    def __repr__(self) -> str:
        return f"{self.type}({self.text!r}, {self.start}, {self.end})"


class Amount:
    """A numeral and its unit as tokens."""

    __slots__ = ("number", "unit")

    def __init__(self, number: list[Token], unit: Sequence[Token]) -> None:
        self.number = number
        self.unit = unit

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return (self.unit or self.number)[-1].end


class Phrase:
    """A phrase with something countable in it: ``lead`` before, ``core`` or ``amounts`` in the middle, ``tail`` after."""

    __slots__ = ("amounts", "core", "end", "form", "lead", "start", "tail")

    def __init__(self, form: str, lead: Sequence[Token], amounts: Sequence[Amount], core: Sequence[Token], tail: Sequence[Token]) -> None:
        self.form = form
        self.lead = lead
        self.amounts = amounts
        self.core = core
        self.tail = tail
        self.start = lead[0].start if lead else amounts[0].number[0].start if amounts else core[0].start
        self.end = max(part[-1].end for part in (core, amounts, tail) if part)

    def tokens(self) -> list[Token]:
        """All its tokens, in the order of the text."""
        counted = [token for amount in self.amounts for token in (*amount.number, *amount.unit)]
        return [*self.lead, *sorted([*counted, *self.core, *self.tail], key=lambda token: token.start)]


class Words:
    """A stretch of tokens that count nothing."""

    __slots__ = ("row",)

    def __init__(self, row: list[Token]) -> None:
        self.row = row

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.row[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.row[-1].end

    def tokens(self) -> list[Token]:
        """All its tokens."""
        return self.row


Piece: TypeAlias = Phrase | Words | Token
"""A token that stands alone is a separator or a list mark."""


def tokens_of(pieces: Iterable[Piece]) -> list[Token]:
    """Every token of some pieces, in order."""
    return [token for piece in pieces for token in piece.tokens()]


# The actions of the grammar, by the names of its aliases. What the parser hands over is checked by the table, not by types.


def _none(_children: list[Any]) -> list[Piece]:
    return []


def _more(children: list[Any]) -> list[Piece]:
    """One piece more; words that follow words join them, and a range sign that led nowhere becomes words."""
    pieces: list[Piece] = children[0]
    piece: Words | Phrase | Token = children[1]
    if isinstance(piece, Words):
        if pieces and isinstance(pieces[-1], Words):
            pieces[-1].row.extend(piece.row)
        else:
            pieces.append(piece)
    elif isinstance(piece, Phrase):
        pieces.append(piece)
        if piece.form in _OPEN:
            signs = piece.core[-1:] if piece.form == "open_dates" else piece.core
            piece.core = piece.core[: len(piece.core) - len(signs)]
            piece.form = _OPEN[piece.form]
            piece.end = piece.core[-1].end if piece.core else piece.amounts[-1].end
            pieces.append(Words(list(signs)))
    else:
        pieces.append(piece)
    return pieces


def _noise(children: list[Any]) -> Words:
    only = children[0]
    return Words(only if isinstance(only, list) else [only])


def _words(children: list[Any]) -> list[Token]:
    row = children[0]
    if len(children) == 1:
        return [row]
    row.append(children[1])
    tokens: list[Token] = row
    return tokens


def _unit(children: list[Any]) -> tuple[Token, ...]:
    return tuple(children)


def _quantity(children: list[Any]) -> Amount:
    unit: Sequence[Token] = children.pop() if isinstance(children[-1], tuple) else ()
    return Amount(children, unit)


def _phrase(form: str) -> Callable[[list[Any]], Phrase]:
    """A phrase from its parts: a row of tokens before the middle is the lead, one after it the tail."""

    def build(children: list[Any]) -> Phrase:
        lead: Sequence[Token] = ()
        tail: Sequence[Token] = ()
        core: tuple[Token, ...] = ()
        amounts: tuple[Amount, ...] = ()
        for child in children:
            if isinstance(child, Amount):
                amounts += (child,)
            elif isinstance(child, Token):
                core += (child,)
            elif isinstance(child, tuple):
                core += child
            elif amounts or core:
                tail = child
            else:
                lead = child
        return Phrase(("led" if lead else "bare") if form == "counted" else form, lead, amounts, core, tail)

    return build


_OPEN = {"open_range": "led", "open_dates": "date"}
FORMS = (
    "counted",
    "open_range",
    "range",
    "brackets",
    "doubling",
    "rank",
    "half",
    "date",
    "latest",
    "open_dates",
    "dates",
    "bad_number",
    "unsayable",
)
"""The aliases of the grammar's rule ``phrase``; each is the form of its phrase, but that ``counted`` is ``bare`` or ``led``."""

ACTIONS: Mapping[str, Callable[[list[Any]], Any]] = {
    "wording": lambda children: children[0],
    "none": _none,
    "more": _more,
    "noise": _noise,
    "words": _words,
    PARTS: list,
    "unit": _unit,
    "quantity": _quantity,
    **{form: _phrase(form) for form in FORMS},
}
"""What each alias of the grammar builds."""
