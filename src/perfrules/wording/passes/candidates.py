"""A phrase whose turn it is: the passes on a phrase settle whether it becomes a criterion, and which."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from perfrules.units import Units
from perfrules.wording.parser.nodes import NOTE, Phrase, Piece, Token, Words
from perfrules.wording.passes.drafts import Counted, Meaning
from perfrules.wording.remarks import Remark, UnreadableError


@dataclass(slots=True)
class Candidate:
    """A phrase of an item that may become a criterion, the pieces around it, and what was made of those before it.

    ``seen`` is the text folded. ``lead`` and ``tail`` are the operators that hold for it, ``kinds`` the terminals of the whole
    wording. A pass on a phrase returns whether it settled it; ``left`` is then
    what is left of a phrase that counts nothing.
    """

    text: str
    seen: str
    units: Units
    out: Counted
    pieces: Sequence[Piece]
    place: int
    phrase: Phrase
    lead: Sequence[Token]
    tail: Sequence[Token]
    kinds: Set[str]
    meaning: Meaning | None = None
    left: Words | None = None

    @property
    def is_alone(self) -> bool:
        """Whether it is the whole item."""
        return len(self.pieces) == 1

    @property
    def behind(self) -> Piece | None:
        """The piece right behind it."""
        return self.pieces[self.place + 1] if self.place + 1 < len(self.pieces) else None

    def ends_behind(self) -> bool:
        """Whether the clause ends with the piece right behind it."""
        return self.place + 2 >= len(self.pieces) or isinstance(self.pieces[self.place + 2], Token)

    @property
    def meant(self) -> Meaning:
        """What it means, once it was read or refused."""
        assert self.meaning is not None
        return self.meaning

    def leave(self) -> bool:
        """Leave the phrase as words: it counts nothing."""
        self.left = Words(self.phrase.tokens())
        return True

    def inform(self, remark: Remark) -> bool:
        """Leave the phrase as a note with its remark: neither a requirement nor the subject of one."""
        self.out.remarks.append(remark)
        *row, last = self.phrase.tokens()
        self.left = Words([*row, Token(NOTE, last.text, last.start, self.phrase.end)])
        return True

    def remark(self, code: str, start: int, end: int) -> None:
        """Say something of the words from ``start`` to ``end``."""
        self.out.remarks.append(Remark(code, (start, end), {"written": self.text[start:end]}))

    def refuse(self, error: UnreadableError) -> bool:
        """Leave the phrase as words where nothing is to be said of it; else it stays, without a number.

        What is glued to it is no number either: 30±5.1.2人, 50人×2期.
        """
        if error.remark is None:
            return self.leave()
        self.out.remarks.append(error.remark)
        self.meaning = Meaning(None)
        for index, earlier in self.out.meanings.items():
            end = self.out.pieces[index].end
            if end > error.remark.span[0] or end == self.phrase.start:
                earlier.comparator = None
        return False
