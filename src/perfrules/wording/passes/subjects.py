"""From phrases to criteria: which words are the subject of which quantity, and which state a requirement of their own.

Pattern: words, quantity, words. READING, rule 8. Example: 修缮房屋12间，工程质量合格，群众满意 → =12 间 | Q
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from perfrules.comparators import BOUNDS, Bound, Deadline
from perfrules.quantities import Quantity
from perfrules.wording.characters import folded
from perfrules.wording.parser.nodes import NOTE, Phrase, Piece, Token, Words, tokens_of
from perfrules.wording.passes.drafts import Assembly, Counted, Draft, Item, Meaning
from perfrules.wording.remarks import Remark
from perfrules.wording.values.operators import EXPLICIT, TRENDS
from perfrules.wording.words import (
    BARE_VERBS,
    COMPOSING,
    DATE_LEADS,
    EDGE_WORDS,
    EVERYWHERE,
    INTRODUCTIONS,
    LEFT_EDGE,
    NO_UNITS,
    RIGHT_EDGE,
    TIMES,
    WHEN,
    WHEN_ENDS,
)

_SIGNS = " \t\r\n,，、;；:：。.$^*\\`|_#@&<>{}\"'+¥￥·"
_QUOTES = "“”「」『』"
_UNIT_LENGTH = 3
_SPANS = tuple(TIMES)
_INTRODUCTION = 20
"""How long a clause may be that only leads to the next one."""
_REQUIRING = TRENDS | EXPLICIT | {"KEEP_WITHIN", "KEEP"}
_BOUNDS = tuple(BOUNDS.values())


def draft(made: Assembly, item: Item) -> None:
    """Make the drafts of an item."""
    item.drafts = Clauses(made.text, item.counted).read()


class Clauses:
    """Turn the counted pieces of one item into drafts and remarks."""

    __slots__ = ("drafts", "meanings", "pieces", "remarks", "text")

    def __init__(self, text: str, item: Counted) -> None:
        self.text = text
        self.pieces = item.pieces
        self.meanings = item.meanings
        self.remarks = item.remarks
        self.drafts: list[Draft] = []

    def read(self) -> list[Draft]:
        """The drafts of the item, in order."""
        if not self.meanings:
            return _prose(self.text, self.pieces)
        begin = 0
        for place, piece in enumerate(self.pieces):
            if isinstance(piece, Phrase):
                self._phrase(piece, self.meanings[place], self.pieces[begin:place])
                begin = place + 1
        self._close(self.pieces[begin:])
        return self.drafts

    def _phrase(self, phrase: Phrase, meaning: Meaning, pending: list[Piece]) -> None:
        """Close what stands before a phrase, and open its draft."""
        own: list[Piece] = []
        if pending:
            own = self._before(pending, phrase)
        elif self.drafts and not isinstance(self.drafts[-1].comparator, Deadline):
            span = (self.drafts[-1].start, phrase.end)
            self.remarks.append(Remark("CP011", span, {"written": self.text[span[0] : span[1]]}))
        draft = Draft(own[0].start if own else phrase.start, phrase.end, meaning)
        tokens = [*tokens_of(own), *phrase.lead] if own else phrase.lead
        for token in tokens:
            draft.aspiration |= token.type == "ASPIRE"
            draft.each |= token.type == "EACH" or (token.type == "IDIOM" and token.text in EVERYWHERE)
        words = self.text[draft.start : phrase.start if meaning.since is None else meaning.since]
        if words and not (isinstance(meaning.comparator, Deadline) and set(folded(words)) <= DATE_LEADS):
            draft.subject = clean(words)
        self.drafts.append(draft)

    def _before(self, pending: list[Piece], phrase: Phrase) -> list[Piece]:
        """The pieces that belong to the next phrase; what stands before them is closed or is a requirement of its own."""
        place = next((index for index, piece in enumerate(pending) if isinstance(piece, Token)), None)
        if self.drafts and place is not None:
            self._trail(pending[:place])
            pending = pending[place + 1 :]
        rest, own = _own(pending)
        if own and isinstance(pending[-1], Token) and pending[-1].type != "COLON" and _requires(own, phrase):
            rest, own = [*rest, *own], []
        said = _behind_label(rest)
        words = [piece for piece in said if isinstance(piece, Words)]
        if not words:
            return own
        if len(said) < len(rest) and all(_informs(piece) for piece in words):
            return [*rest, *own]
        text = folded(self.text[said[0].start : said[-1].end]).strip(_SIGNS)
        leads = own and len(words) == 1 and len(text) <= _INTRODUCTION and (text.startswith(INTRODUCTIONS) or _says_when(text))
        if leads or len(text) <= 1 or _is_period(words):
            return [*rest, *own]
        self.drafts += _prose(self.text, rest)
        return own

    def _trail(self, words: Sequence[Piece]) -> None:
        """Words right after a quantity: they belong to it, and name its subject where nothing else does."""
        if not words:
            return
        draft = self.drafts[-1]
        tokens = tokens_of(words)
        text = self.text[draft.end : words[-1].end]
        if _is_unit(draft, tokens):
            _take_unit(draft, tokens)
        elif _composes(draft, tokens):
            _take_unit(draft, tokens, cast("Bound", draft.comparator).unit or "")
        elif any(token.type == "SCORE" for token in tokens):
            if not tokens[0].text.startswith("("):
                self.remarks.append(Remark("CP008", (draft.end, words[-1].end), {"written": text.strip()}))
        else:
            draft.end = words[-1].end
            subject = clean(text)
            if subject and (draft.subject is None or folded(draft.subject) in BARE_VERBS):
                draft.subject = subject

    def _close(self, pending: list[Piece]) -> None:
        """What stands after the last quantity of the item."""
        place = next((index for index, piece in enumerate(pending) if isinstance(piece, Token)), len(pending))
        self._trail(pending[:place])
        words = [piece for piece in pending[place:] if isinstance(piece, Words)]
        if not words:
            return
        span = (words[0].start, words[-1].end)
        if any(token.type == "SCORE" for token in tokens_of(words)):
            if self.remarks and self.remarks[-1].code == "CP008":
                span = (self.remarks.pop().span[0], span[1])
            self.remarks.append(Remark("CP008", span, {"written": self.text[span[0] : span[1]]}))
        else:
            self.drafts += _prose(self.text, pending[place:])
            if _is_period(words) and not any(isinstance(piece, Token) and piece.type == "OPEN" for piece in pending):
                self.remarks.append(Remark("CP023", span, {"written": self.text[span[0] : span[1]]}))  # 新增5家，2023年全年


def clean(text: str) -> str | None:
    """The words of a subject without the particles and signs at their edges; None where nothing is left."""
    words = text.strip().strip("(（)）[]").lstrip(_SIGNS + LEFT_EDGE).rstrip(_SIGNS)
    while words.endswith(RIGHT_EDGE) and not words.endswith(EDGE_WORDS):
        particle = max((word for word in RIGHT_EDGE if words.endswith(word)), key=len)
        words = words.removesuffix(particle).rstrip(_SIGNS)
    return words if words.strip(_QUOTES) else None  # “95%”


def _own(pending: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces before a phrase as (earlier clauses, its own clause); 、 and brackets do not end a clause."""
    commas = [index for index, piece in enumerate(pending) if isinstance(piece, Token) and piece.type == "COMMA"]
    place = commas[-1] + 1 if commas else 0
    own = pending[place:]
    if not any(isinstance(piece, Words) for piece in own):
        own = []
    while own and isinstance(own[0], Token):
        own = own[1:]
    if own or not commas:
        return pending[: max(place - 1, 0)], own
    earlier = commas[-2] if len(commas) > 1 else -1
    return pending[: max(earlier, 0)], pending[earlier + 1 : commas[-1]]


def _behind_label(pieces: list[Piece]) -> list[Piece]:
    """The pieces without a label that introduces them (绩效目标：到2025年，满意度85%)."""
    labelled = len(pieces) > 2 and isinstance(pieces[0], Words) and isinstance(pieces[1], Token) and pieces[1].type == "COLON"
    return pieces[2:] if labelled else pieces


def _requires(clause: Sequence[Piece], following: Phrase) -> bool:
    """Whether a clause before a separator is a requirement of its own rather than the subject of the next quantity.

    较去年有所提高，不低于85%; 不低于上年水平，提高1个百分点; and any clause before a wish: 稳定运行，力争提高5%.
    """
    wished = bool(following.lead) and following.lead[0].type == "ASPIRE"
    return wished or not _REQUIRING.isdisjoint(token.type for token in tokens_of(clause))


def _prose(text: str, pieces: Sequence[Piece]) -> list[Draft]:
    """One qualitative draft over a stretch of words, or none where nothing is said."""
    words = [piece for piece in pieces if not isinstance(piece, Token) and not _informs(piece)]
    if not words:
        return []
    if _is_period(words) and len(pieces) > len(words):
        return []  # a period in parentheses
    start, end = words[0].start, words[-1].end
    closing = [piece for piece in pieces if isinstance(piece, Token) and piece.start >= end and piece.type == "CLOSE"]
    if closing and any(isinstance(piece, Token) and piece.type == "OPEN" and start <= piece.start < end for piece in pieces):
        end = closing[-1].end
    if not any(char.isalnum() for char in text[start:end]):
        return []
    return [Draft(start, end, aspiration=any(token.type == "ASPIRE" for token in tokens_of(pieces)))]


def _is_period(words: Sequence[Piece]) -> bool:
    """Whether words say nothing but when."""
    return all(token.type in ("DATE", "PERIOD", "RANGE") for token in tokens_of(words))


def _says_when(text: str) -> bool:
    """Whether a clause says nothing but when: 全年，培训5人; “十四五”期间，新增5家; 连续3年，满意度≥95%."""
    return text in WHEN or text.endswith(WHEN_ENDS) or (text.startswith("连续") and text.endswith(_SPANS))


def _informs(piece: Piece) -> bool:
    """Whether a stretch of words holds a figure that informs, and so asks for nothing (去年5家)."""
    return any(token.type == NOTE for token in piece.tokens())


def _is_unit(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a short unknown word right after a bare number ends the clause, and so is its unit."""
    comparator = draft.comparator
    if not isinstance(comparator, _BOUNDS) or comparator.unit is not None or tokens[0].start > draft.end + 1:
        return False
    if tokens[-1].end - tokens[0].start > _UNIT_LENGTH or "".join(token.text for token in tokens) in NO_UNITS:
        return False
    head = tokens[:-1] if len(tokens) > 1 and tokens[-1].type == "PER" else tokens  # 转/分
    return all(token.type in ("WORD", "OTHER", "UNIT") and token.text.isalpha() and token.text[0] not in RIGHT_EDGE for token in head)


def _composes(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether the unit goes on with another that ends the clause: 吨公里, 趟次."""
    comparator = draft.comparator
    if not isinstance(comparator, _BOUNDS) or comparator.unit is None or "/" in comparator.unit or tokens[0].start != draft.end:
        return False
    return len(tokens) == 1 and tokens[0].type == "UNIT" and tokens[0].text in COMPOSING


def _take_unit(draft: Draft, tokens: Sequence[Token], begun: str = "") -> None:
    """Give the draft the unit of ``tokens``, or that one behind the unit it has ``begun``."""
    meaning, bound, word = cast("Meaning", draft.meaning), cast("Bound", draft.comparator), "".join(token.text for token in tokens)
    meaning.comparator = BOUNDS[bound.op](Quantity(bound.quantity.value, begun + word))
    digits, written = meaning.written or ("", "")
    meaning.written = (digits, (written if begun else "") + word)
    draft.end = tokens[-1].end
