"""The lexer: terminals tried in the order of their priority, but only those that the next character can begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeAlias

from perfrules.wording.parser.nodes import Token
from perfrules.wording.parser.table import Table

Matcher: TypeAlias = Callable[[str, int], re.Match[str] | None]

ANY = "OTHER"
_ANYTHING = f"(?P<{ANY}>(?s:.))"
_AT_ONCE = 200
"""Characters of pattern that are compiled before the first match is tried; the rest of the branches only where none fits."""


class Lexer:
    """Cuts a text into tokens; prose is what no other terminal begins, derived from the vocabularies."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.ignored = frozenset(table.ignored)
        self.by_character: dict[str, Matcher] = {}
        self.by_branches: dict[str, Matcher] = {}

    def tokens(self, text: str, place: int = 0, stop: int | None = None) -> list[Token]:
        """Return the tokens of ``text`` that begin from ``place`` on, before ``stop``.

        Every character is in one of them or in an ignored blank.
        """
        end = len(text) if stop is None else stop
        by_character, ignored = self.by_character, self.ignored
        row: list[Token] = []
        while place < end:
            char = text[place]
            match = by_character.get(char) or self._learn(char)
            found = match(text, place)
            assert found is not None
            kind, stop = found.lastgroup, found.end()
            if kind not in ignored:
                row.append(Token(kind or ANY, found.group(), place, stop))
            place = stop
        return row

    def _learn(self, char: str) -> Matcher:
        """The matcher for texts that go on with ``char``: only the branches that it, or any digit for a digit, can begin."""
        places = self.table.choices[bisect_right(self.table.starts, ord(char)) - 1]
        match = self.by_branches.get(places)
        if match is None:
            match = self._matcher([*map(int, places.split())]) if places else re.compile(self.table.prose).match
            self.by_branches[places] = match
        self.by_character[char] = match
        return match

    def _matcher(self, places: Sequence[int]) -> Matcher:
        """The branches in their order, one after the other: the first few alone, the others compiled where those do not match."""
        named: dict[str, list[str]] = {}
        for place in places:
            name, branch = self.table.branches[place]
            named.setdefault(name, []).append(branch)
        options = [f"(?P<{name}>{'|'.join(branches)})" for name, branches in named.items()]
        first = 1
        while first < len(options) and sum(map(len, options[: first + 1])) <= _AT_ONCE:
            first += 1
        if first == len(options):
            return re.compile("|".join([*options, _ANYTHING])).match
        return _in_turn(options[:first], options[first:])


def _in_turn(options: Sequence[str], others: Sequence[str]) -> Matcher:
    """What the alternation of all options matches; ``others`` are compiled when they are first asked."""
    likely = re.compile("|".join(options)).match
    rest: list[Matcher] = []

    def match(text: str, place: int) -> re.Match[str] | None:
        found = likely(text, place)
        if found is not None:
            return found
        if not rest:
            rest.append(re.compile("|".join([*others, _ANYTHING])).match)
        return rest[0](text, place)

    return match
