"""What the passes work on: a reading in the making, its items, the quantities that count, and the drafts of its criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias, cast

from perfrules.comparators import Bound, Comparator
from perfrules.units import Units
from perfrules.wording.operator_kinds import OperatorKind
from perfrules.wording.parser.nodes import Piece, Token
from perfrules.wording.remarks import Remark

Cut: TypeAlias = Callable[..., list[Token]]
"""What cuts a folded text into tokens."""


@dataclass(slots=True)
class Meaning:
    """A comparator, or none; the operator as written and its kind; number and unit as written; what is to be remarked.

    ``since`` is where the words begin that compare and count; what stands before them is the subject.
    """

    comparator: Comparator | None
    operator: str = ""
    written: tuple[str, str] | None = None
    remarks: list[Remark] = field(default_factory=list)
    since: int | None = None
    kind: OperatorKind = OperatorKind.NONE

    @property
    def scale(self) -> Fraction:
        """What one of the number of a bound is worth as written: 10000 of 3万元."""
        value, digits = Fraction(cast("Bound", self.comparator).quantity.value), (self.written or ("", ""))[0].replace(",", "")
        return value / Fraction(digits) if value and digits.replace(".", "", 1).isdecimal() else Fraction(1)


@dataclass(slots=True)
class Counted:
    """The pieces of an item with the meaning of each phrase that counts, by its place in them."""

    pieces: list[Piece] = field(default_factory=list)
    meanings: dict[int, Meaning] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A criterion in the making: a stretch of the text, what it means, and what it is about.

    ``named`` is the item of the name that is its own, where the name is a list parallel to the target.
    """

    start: int
    end: int
    meaning: Meaning | None = None
    subject: str | None = None
    each: bool = False
    aspiration: bool = False
    number: int | None = None
    named: str | None = None

    @property
    def comparator(self) -> Comparator | None:
        """What was read; None for words."""
        return self.meaning.comparator if self.meaning is not None else None


@dataclass(slots=True)
class Item:
    """One list item: its mark, if it has one, and its pieces. ``glued``: no separator stands before its mark.

    ``parted`` is false where only a full stop stands before it, or where a ； does not end a numbered one. ``shared`` has the
    operators that hold for the phrase at a place because they hold for its row.
    """

    mark: Token | None = None
    pieces: list[Piece] = field(default_factory=list)
    number: int | None = None
    parted: bool = True
    glued: bool = False
    shared: dict[int, tuple[Sequence[Token], Sequence[Token]]] = field(default_factory=dict)
    counted: Counted = field(default_factory=Counted)
    drafts: list[Draft] = field(default_factory=list)


@dataclass(slots=True)
class Assembly:
    """A reading in the making: the text and its row of phrases, and what the passes made of them so far.

    ``seen`` is the text folded, place for place: words are looked for in it, and said as they stand in ``text``.
    ``says_itself`` says whether the text of a comparator reads back to it.
    """

    text: str
    seen: str
    name: str | None
    tokens: Sequence[Token]
    kinds: set[str]
    pieces: list[Piece]
    units: Units
    cut: Cut
    says_itself: Callable[[Comparator], bool]
    items: list[Item] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    marks: list[Token] = field(default_factory=list)
    nature: Token | None = None

    def drop(self, span: tuple[int, int]) -> None:
        """Leave no number in the drafts that touch ``span``."""
        for draft in self.drafts:
            if draft.start <= span[1] and draft.end >= span[0]:
                draft.meaning = None
