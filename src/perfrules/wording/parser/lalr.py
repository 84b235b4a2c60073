"""The parser: the LALR(1) table of ``grammars/target.lark``, driven without Lark's own runtime.

Lark reads the grammar and builds the table; the loop here shifts and reduces, which takes a third of the time of
Lark's and gives the same result (tests/wording/parser/test_grammar.py compares them).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from perfrules.wording.parser.lexer import Lexer
from perfrules.wording.parser.nodes import ACTIONS, Piece, Token
from perfrules.wording.parser.table import Table

Reduction: TypeAlias = tuple[int, str, Callable[[list[Any]], Any] | None]
"""How many children, which symbol they make, and what builds it (None: the single child itself)."""
Row: TypeAlias = dict[str, int | Reduction]

END = "$END"


class Rows(dict[int, Row]):
    """The rows of a table by state, each laid out when a parse first comes to it."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.rules: list[Reduction] = [(size, origin, _builder(name, places)) for size, origin, name, places in table.rules]

    def __missing__(self, state: int) -> Row:
        usual, own = self.table.rows[state]
        row: Row = {} if usual is None else dict.fromkeys(self.table.terminals, self.rules[-1 - usual])
        words = own.split()
        for name, action in zip(words[::2], map(int, words[1::2]), strict=True):
            row[name] = action if action >= 0 else self.rules[-1 - action]
        self[state] = row
        return row


def _builder(name: str, places: tuple[int, ...]) -> Callable[[list[Any]], Any] | None:
    """What builds the symbol of a rule; the parts of the symbols at ``places`` stand in their place."""
    if not name:
        return None
    build = ACTIONS[name]

    def splicing(children: list[Any]) -> Any:
        return build([part for place, child in enumerate(children) for part in (child if place in places else (child,))])

    return splicing if places else build


class Driver:
    """Reads a folded text into a flat row of pieces. Stateless between texts."""

    def __init__(self, table: Table) -> None:
        self.lexer = Lexer(table)
        self.start, self.final = table.start, table.final
        self.table = Rows(table)

    def read(self, text: str) -> tuple[list[Piece], list[Token]]:
        """The pieces and the tokens of a folded text."""
        tokens = self.lexer.tokens(text)
        return self.pieces(tokens), tokens

    def pieces(self, tokens: Sequence[Token]) -> list[Piece]:
        """The flat row of pieces that the tokens make."""
        states = [self.start]
        values: list[Any] = []
        table = self.table
        for token in (*tokens, None):
            kind = END if token is None else token.type
            action = table[states[-1]][kind]
            while not isinstance(action, int):
                size, origin, build = action
                if build is not None:
                    children = values[-size:] if size else []
                    if size:
                        del values[-size:], states[-size:]
                    values.append(build(children))
                else:
                    states.pop()
                goto = table[states[-1]][origin]
                states.append(goto)  # type: ignore[arg-type]  # a symbol that is made is always gone to
                if goto == self.final:
                    break
                action = table[goto][kind]  # type: ignore[index]
            else:
                states.append(action)
                values.append(token)
        row: list[Piece] = values[0]
        return row
