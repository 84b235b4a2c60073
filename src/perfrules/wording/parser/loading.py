"""The table of a language: worked out ahead for the shipped one, built by Lark for a vocabulary of one's own."""

from __future__ import annotations

from perfrules.snapshots import snapshot
from perfrules.units import Units, standard
from perfrules.wording.parser.table import Table

NAME = "language"
"""The name of the snapshot of the shipped language."""


def load(vocabulary: Units, words: tuple[tuple[str, str], ...] = ()) -> Table:
    """Return the table of the grammar with ``vocabulary`` and extra operator ``words``, each a (terminal, word)."""
    kept = snapshot(NAME) if vocabulary is standard() and not words else None
    if kept is not None:
        return Table(*kept.TABLE)
    from perfrules.wording.parser import grammar, tabulating

    return tabulating.table_of(grammar.build(vocabulary, words))
