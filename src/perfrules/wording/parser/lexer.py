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
WRAPPED = "WRAPPED"
"""The terminal of a number that is filled into brackets, and of a value in quotes: （95）%, “50家”."""
_OPENING = re.compile(r"[(“「『]\s?约?\d")
_ANYTHING = f"(?P<{ANY}>(?s:.))"
_AT_ONCE = 200
"""Characters of pattern that are compiled before the first match is tried; the rest of the branches only where none fits."""
_IN_A_RUN = 6_000
"""Characters of pattern that are then compiled together: all that a digit may begin take a tenth of a second, and six megabytes meanwhile."""


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

    def opened(self, text: str) -> str:
        """Return a folded text with the signs around what is wrapped as blanks, place for place: 最长(60)天 is read as 最长 60 天."""
        while _OPENING.search(text):
            bare = self._once(text)
            if bare == text:
                break
            text = bare
        return text

    def _once(self, text: str) -> str:
        parts: list[str] = []
        place = 0
        while place < len(text):
            found = (self.by_character.get(text[place]) or self._learn(text[place]))(text, place)
            assert found is not None
            word = found.group()
            parts.append(f" {word[1:-1]} " if found.lastgroup == WRAPPED else word)
            place = found.end()
        return "".join(parts)

    def first(self, char: str) -> str:
        """The terminal that is tried before all others that a character can begin; none for one that only prose begins."""
        places = self._choices(char)
        return self.table.branches[int(places.split()[0])][0] if places else ""

    def _choices(self, char: str) -> str:
        return self.table.choices[bisect_right(self.table.starts, ord(char)) - 1]

    def _learn(self, char: str) -> Matcher:
        """The matcher for texts that go on with ``char``: only the branches that it, or any digit for a digit, can begin."""
        places = self._choices(char)
        match = self.by_branches.get(places)
        if match is None:
            match = self._matcher([*map(int, places.split())]) if places else re.compile(self.table.prose).match
            self.by_branches[places] = match
        self.by_character[char] = match
        return match

    def _matcher(self, places: Sequence[int]) -> Matcher:
        """The branches in their order: the first few alone, and the others in runs, each compiled where all before it do not match."""
        named: dict[str, list[str]] = {}
        for place in places:
            name, branch = self.table.branches[place]
            named.setdefault(name, []).append(branch)
        runs: list[dict[str, list[str]]] = [{}]
        size, most = 0, _AT_ONCE
        for name, branches in named.items():
            for branch in branches:
                size += len(branch)
                if size > most and runs[-1]:
                    runs.append({})
                    size, most = len(branch), _IN_A_RUN
                runs[-1].setdefault(name, []).append(branch)
        return _in_turn(["|".join(f"(?P<{name}>{'|'.join(own)})" for name, own in run.items()) for run in runs])


def _in_turn(runs: Sequence[str]) -> Matcher:
    """What the alternation of all runs matches, or any character; a run is compiled when it is first asked."""
    patterns = [*runs[:-1], f"{runs[-1]}|{_ANYTHING}"]
    first = re.compile(patterns[0]).match
    ready: list[Matcher | None] = [first, *[None] * (len(patterns) - 1)]

    def match(text: str, place: int) -> re.Match[str] | None:
        found = first(text, place)
        turn = 1
        while found is None:
            matcher = ready[turn]
            if matcher is None:
                ready[turn] = matcher = re.compile(patterns[turn]).match
            found = matcher(text, place)
            turn += 1
        return found

    return first if len(patterns) == 1 else match
