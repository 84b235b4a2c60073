"""The parser: Lark's LALR(1) table for ``grammars/target.lark``, driven without Lark's own runtime.

Lark reads the grammar and builds the table; the loop here shifts and reduces, which takes a third of the time of
Lark's and gives the same result (tests/wording/parser/test_grammar.py compares them).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from lark import Lark
from lark.parsers.lalr_analysis import Shift

from perfrules.wording.parser.lexer import Lexer
from perfrules.wording.parser.nodes import ACTIONS, Piece, Token

Reduction: TypeAlias = tuple[int, str, Callable[[list[Any]], Any] | None]
"""How many children, which rule they make, and what builds it (None: the single child itself)."""

END = "$END"


class Driver:
    """Reads a folded text into a flat row of pieces. Stateless between texts."""

    def __init__(self, lark: Lark) -> None:
        self.lexer = Lexer(lark.terminals, lark.ignore_tokens)
        table = lark.parser.parser._parse_table
        (self.start,) = table.start_states.values()
        (self.final,) = table.end_states.values()
        self.table: dict[int, dict[str, int | Reduction]] = {
            state: {str(name): target if action is Shift else _reduction(target) for name, (action, target) in row.items()}
            for state, row in table.states.items()
        }

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
                states.append(goto)
                if goto == self.final:
                    break
                action = table[goto][kind]  # type: ignore[index]
            else:
                states.append(action)
                values.append(token)
        row: list[Piece] = values[0]
        return row


def _reduction(rule: Any) -> Reduction:
    name = rule.alias or rule.origin.name
    single = rule.options.expand1 and len(rule.expansion) == 1 and rule.alias is None
    return len(rule.expansion), str(rule.origin.name), None if single else ACTIONS[str(name)]
