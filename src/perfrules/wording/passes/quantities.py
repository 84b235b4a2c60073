"""The phrases of an item in turn: each is settled by the passes on a phrase, and what is left of it is words.

Pattern: an item. READING, "The guard". Example: 100%1000件 → =100 % | =1000 件 !CP011
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from perfrules.wording.parser.nodes import Phrase, Token, Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.passes.drafts import Assembly, Counted, Item

OnAPhrase: TypeAlias = Callable[[Candidate], bool]
"""A pass on a phrase returns whether it settled it."""
OnWords: TypeAlias = Callable[[str, Counted, Words | Token], bool]
"""A pass on what is no phrase returns whether it took it in."""


def count(made: Assembly, item: Item, on_a_phrase: Sequence[OnAPhrase], on_words: Sequence[OnWords]) -> None:
    """Decide for each phrase of an item whether it counts, and what it means."""
    out = item.counted
    for place, piece in enumerate(item.pieces):
        words = _left(made, item, place, piece, on_a_phrase) if isinstance(piece, Phrase) else piece
        if words is None:
            continue
        for take in on_words:
            if take(made.text, out, words):
                break
        else:
            _append(out, words)


def _left(made: Assembly, item: Item, place: int, phrase: Phrase, on_a_phrase: Sequence[OnAPhrase]) -> Words | None:
    """What is left of a phrase that counts nothing; None of one that counts."""
    case = Candidate(made.text, made.seen, made.units, item.counted, item.pieces, place, phrase, phrase.lead, phrase.tail, made.kinds)
    if place in item.shared:
        case.lead, case.tail = item.shared[place]
    for settles in on_a_phrase:
        if settles(case):
            return case.left
    item.counted.meanings[len(item.counted.pieces)] = case.meant
    item.counted.pieces.append(phrase)
    return None


def _append(out: Counted, piece: Words | Token) -> None:
    last = out.pieces[-1] if out.pieces else None
    if not isinstance(piece, Words):
        out.pieces.append(piece)
    elif isinstance(last, Words):
        out.pieces[-1] = Words(last.row)
        last.row.extend(piece.row)
    else:
        out.pieces.append(Words(list(piece.row)))
