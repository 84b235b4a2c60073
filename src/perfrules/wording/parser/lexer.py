"""The lexer: terminals tried in the order of their priority, but only those that the next character can begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lark.lexer import TerminalDef

from perfrules.wording.parser.nodes import Token
from perfrules.wording.parser.patterns import alternatives, character_class, first_characters

PROSE = "WORD"
ANY = "OTHER"


class Lexer:
    """Cuts a text into tokens; prose is what no other terminal begins, derived from the vocabularies."""

    def __init__(self, terminals: Iterable[TerminalDef], ignored: Iterable[str]) -> None:
        order = sorted((term for term in terminals if term.name not in (PROSE, ANY)), key=_precedence)
        self.branches = [
            (term.name, branch, first_characters(branch)) for term in order for branch in alternatives(term.pattern.to_regexp())
        ]
        self.ignored = frozenset(ignored)
        every = [one for _, _, ranges in self.branches for one in ranges]
        self.prose = re.compile(f"(?P<{PROSE}>[^{character_class(every)}\\s]+)|(?P<{ANY}>(?s:.))").match
        self.by_character: dict[str, Callable[[str, int], re.Match[str] | None]] = {}
        self.by_branches: dict[tuple[int, ...], Callable[[str, int], re.Match[str] | None]] = {}

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

    def _learn(self, char: str) -> Callable[[str, int], re.Match[str] | None]:
        """The matcher for texts that go on with ``char``: only the branches that it, or any digit for a digit, can begin."""
        codes = range(0x30, 0x3A) if "0" <= char <= "9" else (ord(char),)
        places = tuple(
            place
            for place, (_, _, ranges) in enumerate(self.branches)
            if any(low <= code <= high for low, high in ranges for code in codes)
        )
        match = self.by_branches.get(places)
        if match is None:
            match = self._matcher(places) if places else self.prose
            self.by_branches[places] = match
        self.by_character[char] = match
        return match

    def _matcher(self, places: Iterable[int]) -> Callable[[str, int], re.Match[str] | None]:
        named: dict[str, list[str]] = {}
        for place in places:
            name, branch, _ = self.branches[place]
            named.setdefault(name, []).append(branch)
        options = [f"(?P<{name}>{'|'.join(branches)})" for name, branches in named.items()]
        return re.compile("|".join([*options, f"(?P<{ANY}>(?s:.))"])).match


def _precedence(terminal: TerminalDef) -> tuple[int, int, int, str]:
    return -terminal.priority, -terminal.pattern.max_width, -len(terminal.pattern.value), terminal.name
