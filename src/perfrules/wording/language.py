"""The language of targets as a parser: grammars and vocabularies in, one LALR(1) table out.

The grammar stands in ``grammars/*.lark``; this module only fills in what is derived from the vocabularies (``«unit»``
and the like), lets spaces into the words of operators, and works out what the prose terminal must leave alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

from lark import Lark
from lark.lexer import PatternRE, TerminalDef

from perfrules import units
from perfrules.resources import grammar_text
from perfrules.units import SCALES, Units

SPACED = frozenset({"AT_LEAST", "MORE_THAN", "AT_MOST", "LESS_THAN", "KEEP_WITHIN", "REACH", "FALL_TO", "EQUAL", "ABOUT", "OR_MORE", "OR_LESS"})
"""Terminals in whose words a space does not count: 不 少 于."""

_HAN = "[\u4e00-\u9fff]"


def build(vocabulary: Units, words: tuple[tuple[str, str], ...], transformer: Any) -> Lark:
    """The parser of the language with ``vocabulary`` and extra operator ``words`` (terminal, word)."""
    return Lark(
        grammar_text("target.lark"),
        start="wording",
        parser="lalr",
        lexer="basic",
        transformer=transformer,
        import_paths=[_grammar_file],
        edit_terminals=_Editor(vocabulary, words),
        maybe_placeholders=False,
        propagate_positions=False,
    )


def _grammar_file(base_path: object, path: str) -> tuple[str, str]:
    return path, grammar_text(path)


class _Editor:
    """Fills the vocabularies into the terminals. Lark calls it once for each terminal; prose is completed last."""

    def __init__(self, vocabulary: Units, words: tuple[tuple[str, str], ...]) -> None:
        self.fills = _fills(vocabulary)
        self.words = words
        self.first: set[str] = set()
        self.prose: TerminalDef | None = None

    def __call__(self, terminal: TerminalDef) -> TerminalDef:
        pattern = terminal.pattern.to_regexp()
        for mark, text in self.fills.items():
            pattern = pattern.replace(mark, text)
        added = [re.escape(word) for name, word in self.words if name == terminal.name]
        if added:
            pattern = f"(?:{'|'.join(added)}|{pattern})"
        if terminal.name in SPACED:
            pattern = re.sub(rf"\[[^\]]*\]|(?<={_HAN})(?={_HAN})", lambda found: found[0] or r"[ \t]{0,2}", pattern)
        if terminal.name == "WORD":
            self.prose = terminal
        elif terminal.name != "OTHER":
            self.first |= first_characters(pattern)
            terminal.pattern = PatternRE(pattern)
        if self.prose is not None:
            self.prose.pattern = PatternRE(f"[^{character_class(self.first)}\\s]+")
        return terminal


def _fills(vocabulary: Units) -> dict[str, str]:
    words = vocabulary.words()
    scaled = sorted({word[1:] for word in words if word[0] in SCALES and len(word) > 1})
    return {
        "«unit»": trie(words, vocabulary.not_before, vocabulary.takes_ge),
        "«initial»": character_class({word[0] for word in words}),
        "«scaled»": "|".join(re.escape(word) for word in scaled),
    }


def character_class(characters: Iterable[str]) -> str:
    """The inside of a regular-expression class of ``characters``, in a fixed order, neighbours as ranges."""
    codes = sorted({ord(char) for char in characters})
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    escape: Callable[[int], str] = lambda code: f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"  # noqa: E731
    return "".join(escape(low) if low == high else f"{escape(low)}-{escape(high)}" for low, high in spans)


def trie(words: Iterable[str], not_before: Any, takes_ge: Iterable[str]) -> str:
    """A regular expression that matches the longest of ``words``, tried character by character.

    ``not_before`` maps a word to the characters that make it the beginning of another word (人才 is no 人); words of
    ``takes_ge`` may stand after 个.
    """
    root: dict[str, Any] = {}
    for word in [*words, *(f"个{word}" for word in takes_ge)]:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        stop = not_before.get(word, "")
        node[""] = ("(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "") + (f"(?![{stop}])" if stop else "")
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    options = [re.escape(char) + _branches(below) for char, below in sorted(node.items()) if char]
    if "" in node:
        options.append(node[""])
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def first_characters(pattern: str) -> set[str]:
    """Every character that a match of ``pattern`` can begin with."""
    found, _ = _first(sre_parser.parse(pattern))
    return found


def _first(sequence: Any) -> tuple[set[str], bool]:
    """The first characters of a parsed pattern, and whether it can match nothing."""
    found: set[str] = set()
    for kind, value in sequence:
        characters, empty = _first_of(kind, value)
        found |= characters
        if not empty:
            return found, False
    return found, True


def _first_of(kind: Any, value: Any) -> tuple[set[str], bool]:
    if kind is sre.LITERAL:
        return {chr(value)}, False
    if kind is sre.IN:
        return _members(value), False
    if kind is sre.BRANCH:
        options = [_first(option) for option in value[1]]
        return set().union(*(found for found, _ in options)), any(empty for _, empty in options)
    if kind is sre.SUBPATTERN:
        return _first(value[3])
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        found, empty = _first(value[2])
        return found, empty or value[0] == 0
    if kind in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
        return set(), True
    raise ValueError(f"a terminal may not begin with {kind}")


def _members(items: Any) -> set[str]:
    found: set[str] = set()
    for kind, value in items:
        if kind is sre.LITERAL:
            found.add(chr(value))
        elif kind is sre.RANGE:
            found |= {chr(code) for code in range(value[0], value[1] + 1)}
        elif (kind, value) == (sre.CATEGORY, sre.CATEGORY_DIGIT):
            found |= set("0123456789")
        elif (kind, value) == (sre.CATEGORY, sre.CATEGORY_SPACE):
            found |= set(" \t\r\n")
        else:
            raise ValueError(f"a terminal may not begin with {kind} {value}")
    return found


@cache
def folding() -> dict[int, str]:
    """The closed one-for-one map of full-width and Traditional characters, ``grammars/characters.toml``."""
    data = tomllib.loads(grammar_text("characters.toml"))
    return {ord(one): other for part in data.values() for one, other in zip(part["from"], part["to"], strict=True)}


def holes(lark: Lark) -> list[tuple[int, str]]:
    """The (state, terminal) pairs of the LALR table without an action; empty means that no wording can fail to parse."""
    table = lark.parser.parser._parse_table
    names = {terminal.name for terminal in lark.terminals if terminal.name not in lark.ignore_tokens} | {"$END"}
    return [(s, n) for s, actions in table.states.items() if s not in table.end_states.values() for n in sorted(names) if n not in actions]


__all__ = ["build", "folding", "holes", "units"]
