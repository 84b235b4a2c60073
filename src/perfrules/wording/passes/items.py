"""The items of a wording: parted by list marks, semicolons, full stops and new lines.

Pattern: a list mark, ； 。 or a new line, then pieces. READING, rules 6 and 7. Example: 1.1 ≥7家；1.2 ≥8家 → >=7 家 | >=8 家
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from perfrules.wording.characters import enclosed_number
from perfrules.wording.parser.nodes import Phrase, Piece, Token
from perfrules.wording.passes.drafts import Assembly, Cut, Draft, Item
from perfrules.wording.remarks import Remark

ITEM_BREAKS = frozenset({"ITEM_MARK", "NEWLINE", "SEMICOLON", "FULL_STOP", "LINE_BREAK"})
_FIRST = re.compile(r"[^\S\n]*1([、.)])(?![、.)])")
_BEFORE_MARK = re.compile(
    r"(?:[\s、,，和及且并与]"
    r"|[\d一二两三四五六七八九十百千万亿] ?(?:[%‰]|个?工作日|[一-龥]{1,3}(?:/[一-龥]{1,3})?)(?:[及或]?[以之][上下内]|内|左右)?)$"
)
"""A blank, a sign, or a number with its unit and the word that bounds it: 1、5家2、3场, 1、95%以上2、3家, 1、5人/班2、3次."""
_BEHIND_UNIT = frozenset({"UNIT", "OR_MORE", "OR_LESS", "AROUND", "INCLUDED", "EXCLUDED"})
_BEFORE = 12
_BEHIND_POINT = re.compile(r"\D|\d{1,2}月")
"""2.6月底前 as the second of a list is item 2, and 2.6万元 may be a figure."""


def part(made: Assembly) -> None:
    """Part the row into items."""
    made.items = items_of(made.pieces)


def unglue(made: Assembly) -> None:
    """Take list numbers off the figures that they are glued to, and keep the marks."""
    made.remarks += unglued(made.items, made.text)
    made.marks += [item.mark for item in made.items if item.mark is not None]
    made.marks += [piece for piece in made.pieces if isinstance(piece, Token) and piece.text in ("且", "而且")]


def gather(made: Assembly, item: Item) -> None:
    """Take the drafts of an item into the whole, with its number."""
    for draft in item.drafts:
        draft.number = item.number
        if not _continues(made, draft, item.parted):
            made.drafts.append(draft)
    made.remarks += item.counted.remarks


def _continues(made: Assembly, draft: Draft, parted: bool) -> bool:
    """Prose that only its own punctuation parts from the prose before it is one requirement with it."""
    last = made.drafts[-1] if made.drafts else None
    if parted or last is None or last.meaning is not None or draft.meaning is not None:
        return False
    last.end = draft.end
    return True


def items_of(pieces: Sequence[Piece]) -> list[Item]:
    """The items in order; an item without a mark of its own keeps the number of the mark before it.

    ``parted`` is false where only a full stop stands before an item, or where a ； does not end a numbered one.
    """
    items = [Item()]
    number: int | None = None
    marked = False
    parted = True
    for piece in pieces:
        if isinstance(piece, Token) and piece.type in ITEM_BREAKS:
            mark = piece if piece.type == "ITEM_MARK" else None
            if _is_heading(items[-1]):
                number, marked = (number_of(mark), True) if mark is not None else (number, marked)
                items[-1].mark, items[-1].number = mark or items[-1].mark, number
                continue
            glued = mark is not None and marked and bool(items[-1].pieces)
            if mark is not None:
                number, marked = number_of(mark), True
            if items[-1].pieces:
                parted = False
            parted = parted or mark is not None or (not marked and piece.type in ("SEMICOLON", "NEWLINE", "LINE_BREAK"))
            if items[-1].pieces:
                items.append(Item(mark, number=number, parted=parted, glued=glued))
            else:
                items[-1] = Item(mark or items[-1].mark, number=number, parted=parted)
        else:
            items[-1].pieces.append(piece)
    return [item for item in items if item.pieces]


def _is_heading(item: Item) -> bool:
    """Whether an item is words before a colon: what it introduces stands behind (绩效目标：①≥5家)."""
    last = item.pieces[-1] if item.pieces else None
    return isinstance(last, Token) and last.type == "COLON" and not any(isinstance(piece, Phrase) for piece in item.pieces)


def number_of(mark: Token) -> int | None:
    """The number that a list mark shows, where it shows one in digits."""
    if len(mark.text.strip(".").split(".")) > 1:
        return None  # 1.2 is the second under the first
    digits = "".join(char for char in mark.text if char.isdecimal() and char.isascii())
    return int(digits) if digits else enclosed_number(mark.text[0])


def numbered(tokens: Sequence[Token], text: str, cut: Cut) -> Sequence[Token]:
    """Return the tokens with the marks 2、 3、 of a list that begins with 1、 and has blanks, commas, 和 or nothing between its items (1、5家 2、3场).

    ``cut`` gives the tokens of a text that begin between two places.
    """
    first = _FIRST.match(text)
    marks = _further_marks(text, first.end(), first[1]) if first else []
    known = {token.start for token in tokens if token.type == "ITEM_MARK"}
    if all(mark.start in known for mark in marks):
        return tokens
    row = [token for token in tokens if token.end <= marks[0].start]
    for mark, stop in zip(marks, [*(mark.start for mark in marks[1:]), len(text)], strict=True):
        row += [mark, *(token for token in cut(text, mark.end, stop) if token.end <= stop)]
    return row


def _further_marks(text: str, place: int, sign: str) -> list[Token]:
    """The marks 2、 3、 … behind the first, as long as each stands where an item can end and has one before and behind it."""
    marks: list[Token] = []
    while (found := text.find(mark := f"{len(marks) + 2}{sign}", place)) > place:
        place = found + len(mark)
        if not _BEFORE_MARK.search(text, max(found - _BEFORE, 0), found) or (sign == "." and not _BEHIND_POINT.match(text, place)):
            break
        marks.append(Token("ITEM_MARK", mark, found, place))
    return marks


def unglued(items: Sequence[Item], text: str) -> list[Remark]:
    """What is odd about the list marks: none parts two items, or a mark is glued to a figure.

    2.15 as the second item of a list numbered 1. is item 2 with 15; so is a mark glued to a year (2.2023年).
    """
    remarks: list[Remark] = _all_glued(items, text)
    for item, before in zip(items, [None, *items], strict=False):
        mark = item.mark
        if mark is not None and mark.text.endswith(".") and text[mark.end : mark.end + 1].isdecimal():
            remarks.append(_glued(mark, text))
        if mark is not None and item.glued and mark.text[-1] in ".、":
            remarks.append(Remark("CP014", (mark.start, mark.end), {"mark": mark.text}))
        first = item.pieces[0]
        if mark is not None and _is_unit(item):
            remarks.append(Remark("CP010", (mark.start, first.end), {"written": text[mark.start : first.end]}))
        if mark is not None or before is None or before.mark is None or not isinstance(first, Phrase) or first.form != "bare":
            continue
        numeral = first.amounts[0].number[0]
        head, dot, _ = numeral.text.partition(".")
        if dot and before.mark.text.endswith(".") and head == str((before.number or 0) + 1):
            remarks.append(_split(item, numeral, text))
    return remarks


def _is_unit(item: Item) -> bool:
    """Whether a mark stands before a unit alone, and so may be its number: （50）家, 5.家."""
    tokens = item.pieces[0].tokens() if len(item.pieces) == 1 else []
    return bool(tokens) and tokens[0].type == "UNIT" and all(token.type in _BEHIND_UNIT for token in tokens)


def _all_glued(items: Sequence[Item], text: str) -> list[Remark]:
    """1.5场；2.95%；3.100万元 and 1.4家；2.及时: decimals that count the items from 1 beside marks are list numbers."""
    if len(items) < 2:
        return []
    numerals = [_leading(item) for item in items]
    for place, (item, numeral) in enumerate(zip(items, numerals, strict=True), 1):
        head = numeral.text.partition(".")[0] if numeral is not None else str(item.number) if _is_dotted(item) else ""
        if head != str(place):
            return []
    return [_split(item, numeral, text) for item, numeral in zip(items, numerals, strict=True) if numeral is not None]


def _is_dotted(item: Item) -> bool:
    return item.mark is not None and item.mark.text.endswith(".")


def _leading(item: Item) -> Token | None:
    """The numeral that an unmarked item begins with, with its decimals."""
    first = item.pieces[0]
    if item.mark is not None or not isinstance(first, Phrase) or first.form != "bare":
        return None
    numeral = first.amounts[0].number[0]
    return numeral if "." in numeral.text else None


def _split(item: Item, numeral: Token, text: str) -> Remark:
    """Take the list number off a numeral."""
    head, dot, tail = numeral.text.partition(".")
    place = numeral.start + len(head) + 1
    item.mark = Token("ITEM_MARK", head + dot, numeral.start, place)
    item.number, item.parted = int(head), True
    first = cast("Phrase", item.pieces[0])
    first.amounts[0].number[0] = Token("NUMBER", tail, place, numeral.end)
    first.start = place
    return _glued(item.mark, text)


def _glued(mark: Token, text: str) -> Remark:
    return Remark("CP004", (mark.start, mark.end + 1), {"written": text[mark.start : mark.end + 4], "mark": mark.text})
