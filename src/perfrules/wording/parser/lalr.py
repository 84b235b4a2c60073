"""The parser: the LALR(1) table of ``grammars/target.lark``, driven without Lark's own runtime.

Lark reads the grammar and builds the table; the loop here shifts and reduces, which takes a third of the time of
Lark's and gives the same result (tests/wording/parser/test_grammar.py compares them).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from perfrules.wording.parser.lexer import Lexer
from perfrules.wording.parser.nodes import ACTIONS, Piece, Token
from perfrules.wording.parser.table import Table

Reduction: TypeAlias = tuple[int, str, Callable[[list[Any]], Any]]
"""How many children, which symbol they make, and what builds it."""

END = "$END"


class Row(dict[str, Any]):
    """The actions of a state by symbol, laid out when a parse first comes to it: the row to go to, or a :data:`Reduction`."""

    __slots__ = ("rows", "state")

    def __init__(self, rows: Rows, state: int) -> None:
        super().__init__()
        self.rows = rows
        self.state = state

    def __missing__(self, name: str) -> Any:
        assert not self, name  # a table has an action for whatever may come
        self.rows.lay_out(self)
        return self[name]


class Rows(dict[int, Row]):
    """The rows of a table by state."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.rules: list[Reduction] = [(size, origin, _builder(name, places)) for size, origin, name, places in table.rules]

    def __missing__(self, state: int) -> Row:
        self[state] = Row(self, state)
        return self[state]

    def lay_out(self, row: Row) -> None:
        """Fill in the actions of a row."""
        actions = self.table.actions(row.state)
        for name, action in actions.items():
            row[name] = self.rules[-1 - action] if action < 0 else self[self._beyond(action, actions)]

    def _beyond(self, state: int, actions: dict[str, int]) -> int:
        """The state that a parse comes to by way of ``state``, where whatever follows makes of its one symbol another as it stands."""
        while state != self.table.final:
            usual, own = self.table.rows[state]
            if own or usual is None or self.rules[-1 - usual][2] is not _renamed:
                break
            state = actions[self.rules[-1 - usual][1]]
        return state


_renamed: Callable[[list[Any]], Any] = itemgetter(0)
"""The one child itself, by another name."""


def _builder(name: str, places: tuple[int, ...]) -> Callable[[list[Any]], Any]:
    """What builds the symbol of a rule; the parts of the symbols at ``places`` stand in their place."""
    if not name:
        return _renamed
    build = ACTIONS[name]

    def splicing(children: list[Any]) -> Any:
        for place in reversed(places):
            children[place : place + 1] = children[place]
        return build(children)

    return splicing if places else build


class Driver:
    """Reads a folded text into a flat row of pieces. Stateless between texts."""

    def __init__(self, table: Table) -> None:
        self.lexer = Lexer(table)
        rows = Rows(table)
        self.start, self.final = rows[table.start], rows[table.final]

    def read(self, text: str) -> tuple[list[Piece], list[Token]]:
        """The pieces and the tokens of a folded text."""
        tokens = self.lexer.tokens(text)
        return self.pieces(tokens), tokens

    def pieces(self, tokens: Sequence[Token]) -> list[Piece]:
        """The flat row of pieces that the tokens make."""
        top, final = self.start, self.final
        states = [top]
        values: list[Any] = []
        for token in (*tokens, None):
            kind = END if token is None else token.type
            action = top[kind]
            while action.__class__ is tuple:
                size, origin, build = action
                if size == 1:
                    states.pop()
                    values.append(build([values.pop()]))
                else:
                    children = values[-size:] if size else []
                    if size:
                        del values[-size:], states[-size:]
                    values.append(build(children))
                top = states[-1][origin]
                states.append(top)
                if top is final:
                    break
                action = top[kind]
            else:
                top = action
                states.append(top)
                values.append(token)
        row: list[Piece] = values[0]
        return row
