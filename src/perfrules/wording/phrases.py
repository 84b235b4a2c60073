"""What the parser builds: a flat row of phrases, breaks and words. Plain functions; nothing is interpreted here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from lark import Token


@dataclass(slots=True)
class Amount:
    """A numeral and its unit as tokens."""

    number: list[Token]
    unit: list[Token]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return end_of(self.unit[-1] if self.unit else self.number[-1])


@dataclass(slots=True)
class Phrase:
    """A phrase with something countable in it: ``lead`` before, ``core`` or ``amounts`` in the middle, ``tail`` after."""

    form: str
    lead: list[Token] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    core: list[Token] = field(default_factory=list)
    tail: list[Token] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        first = self.lead or self.core or self.amounts[0].number
        return start_of(first[0])

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        ends = [amount.end for amount in self.amounts[-1:]]
        ends += [end_of(tokens[-1]) for tokens in (self.core, self.tail) if tokens]
        return max(ends)


@dataclass(slots=True)
class Words:
    """A stretch of tokens that count nothing."""

    tokens: list[Token]

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return start_of(self.tokens[0])

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return end_of(self.tokens[-1])


@dataclass(slots=True)
class Break:
    """A separator or list mark."""

    token: Token

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return start_of(self.token)

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return end_of(self.token)


FORMS = frozenset("bare led open_range range brackets doubling rank half date latest open_dates dates bad_number".split())
"""The forms of a phrase: the aliases of the grammar's rule ``phrase``."""

Piece: TypeAlias = Phrase | Words | Break
Child: TypeAlias = Token | Amount | Phrase | Words | list[Token] | tuple[Token, ...] | list["Piece"]


def start_of(token: Token) -> int:
    """Where a token starts."""
    return token.start_pos or 0


def end_of(token: Token) -> int:
    """Where a token ends."""
    return token.end_pos or 0


class Builder:
    """The actions of the grammar, by the name of its aliases; each takes the children and returns a piece."""

    @staticmethod
    def wording(children: list[list[Piece]]) -> list[Piece]:
        """The whole wording."""
        return children[0]

    @staticmethod
    def none(children: list[Child]) -> list[Piece]:
        """The empty beginning."""
        return []

    @staticmethod
    def more(children: list[Child]) -> list[Piece]:
        """One piece more; words that follow words join them, and a range sign that led nowhere becomes words."""
        pieces, piece = children
        if isinstance(piece, Token):
            pieces.append(Break(piece))
            return pieces
        if isinstance(piece, Words) and pieces and isinstance(pieces[-1], Words):
            pieces[-1].tokens += piece.tokens
            return pieces
        pieces.append(piece)
        if isinstance(piece, Phrase) and piece.form in ("open_range", "open_dates"):
            pieces.append(Words([piece.core.pop()]))
        return pieces

    @staticmethod
    def noise(children: list[Token | list[Token]]) -> Words:
        """Tokens that turned out to count nothing."""
        only = children[0]
        return Words(only if isinstance(only, list) else [only])

    @staticmethod
    def words(children: list[Token | list[Token]]) -> list[Token]:
        """A growing row of tokens."""
        if len(children) == 1:
            return [children[0]]
        row, token = children
        row.append(token)
        return row

    @staticmethod
    def unit(children: list[Token]) -> tuple[Token, ...]:
        """The tokens of a unit."""
        return tuple(children)

    @staticmethod
    def quantity(children: list[Token | tuple[Token, ...]]) -> Amount:
        """A numeral with or without unit."""
        unit = [token for child in children if isinstance(child, tuple) for token in child]
        return Amount([child for child in children if isinstance(child, Token)], unit)

    @staticmethod
    def phrase(form: str, children: list[Child]) -> Phrase:
        """A phrase from its parts: lists before the middle are the lead, after it the tail."""
        made = Phrase(form)
        for child in children:
            if isinstance(child, Amount):
                made.amounts.append(child)
            elif isinstance(child, Token):
                made.core.append(child)
            elif isinstance(child, tuple):
                made.core.extend(child)
            elif made.amounts or made.core:
                made.tail = child
            else:
                made.lead = child
        return made

    def __getattr__(self, form: str) -> object:
        if form not in FORMS:
            raise AttributeError(form)
        return lambda children: self.phrase(form, children)


def tokens_of(pieces: Iterable[Piece]) -> list[Token]:
    """Every token of some pieces, in order."""
    found: list[Token] = []
    for piece in pieces:
        if isinstance(piece, Words):
            found += piece.tokens
        elif isinstance(piece, Break):
            found.append(piece.token)
        else:
            found += [*piece.lead, *(token for amount in piece.amounts for token in (*amount.number, *amount.unit)), *piece.core, *piece.tail]
    return sorted(found, key=start_of)
