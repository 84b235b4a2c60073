"""A parenthesis between a number and the word that bounds it does not part them (READING, rule 1).

30天（自然日）以内 is at most 30 days, 50万元（含税）以下 at most 500,000 元.
"""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.wording.parser.nodes import Phrase, Piece, Words

_SUFFIXES = frozenset({"OR_MORE", "OR_LESS", "AROUND"})
_TAIL = _SUFFIXES | {"INCLUDED", "EXCLUDED"}


def suffixed(row: Sequence[Piece]) -> list[Piece]:
    """Return ``row`` with the word of a bound behind a parenthesis taken to its number."""
    out: list[Piece] = []
    for piece in row:
        before = out[-1] if out else None
        if (
            isinstance(piece, Words)
            and isinstance(before, Phrase)
            and before.amounts
            and not before.tail
            and len(piece.row) > 1
            and piece.row[0].type == "ASIDE"
            and piece.row[1].type in _SUFFIXES
        ):
            tail = 2
            while tail < len(piece.row) and piece.row[tail].type in _TAIL:
                tail += 1
            before.tail = piece.row[1:tail]
            before.end = before.tail[-1].end
            if piece.row[tail:]:
                out.append(Words(piece.row[tail:]))
            continue
        out.append(piece)
    return out
