"""What the parser runs on: an LALR table and a lexer as plain tuples, worked out ahead or by Lark."""

from __future__ import annotations

from typing import NamedTuple

PARTS = "parts"
"""The action of a rule that only hands its parts on."""


class Table(NamedTuple):
    """A grammar as data. Symbols are names; an action is the state to go to, or ``-1 - rule`` to reduce by a rule.

    States are numbered breadth-first from the start, symbols in their order: one grammar has one table.
    """

    start: int
    """The state that every parse begins in."""
    final: int
    """The state of a whole text; it has no row."""
    terminals: tuple[str, ...]
    """What a token may be, and the end of the text."""
    rules: tuple[tuple[int, str, str, tuple[int, ...]], ...]
    """Of each rule how many symbols it takes, which symbol it makes, the action that builds it ("": the one it takes), and at which
    places stand symbols whose parts it takes as its own."""
    rows: tuple[tuple[int | None, str], ...]
    """Of each state the action for every terminal that is not named, and the symbols with actions of their own, ``NAME 5 OTHER -3``."""
    branches: tuple[tuple[str, str], ...]
    """The patterns of terminals in the order in which they are tried, each with its terminal."""
    starts: tuple[int, ...]
    """Where, in code points, stretches begin that the same branches can begin with."""
    choices: tuple[str, ...]
    """Of each stretch the branches that its characters can begin, ``0 3 17``."""
    prose: str
    """The pattern of what no branch begins."""
    ignored: tuple[str, ...]
    """Terminals that are no tokens."""

    def actions(self, state: int) -> dict[str, int]:
        """The action of a state for every symbol that has one."""
        usual, own = self.rows[state]
        words = own.split()
        named = dict(zip(words[::2], map(int, words[1::2]), strict=True))
        return named if usual is None else dict.fromkeys(self.terminals, usual) | named
