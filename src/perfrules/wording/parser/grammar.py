"""The language of targets as a parser: grammars and vocabularies in, one LALR(1) table out.

The grammar stands in ``grammars/*.lark``; this module only fills in what is derived from the vocabularies (``«unit»``
and the like) and lets spaces into the words of operators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from lark import Lark, Token
from lark.lexer import Lexer, PatternRE, TerminalDef

from perfrules.resources import grammar_text, tables_of
from perfrules.units import SCALES, Units
from perfrules.wording.characters import enclosed, ranges
from perfrules.wording.parser import negations
from perfrules.wording.parser.forms import filled, parts, unnamed
from perfrules.wording.parser.patterns import character_class, longest_first, spaced, trie

SPACED = frozenset(
    [
        "AT_LEAST",
        "NEGATION",
        "RISE",
        "FALL",
        "SAME_PERIOD",
        "AROUND",
        "ASPIRE",
        "EACH",
        "MORE_THAN",
        "AT_MOST",
        "LESS_THAN",
        "KEEP_WITHIN",
        "REACH",
        "FULFIL",
        "KEEP",
        "RAISE_TO",
        "FALL_TO",
        "EQUAL",
        "ABOUT",
        "BELOW",
        "NEARLY",
        "MAXIMUM",
        "MINIMUM",
        "OR_MORE",
        "OR_LESS",
        "UNIT",
        "PERCENT_WORDS",
    ]
)
"""Terminals in whose words a space does not count: 不 少 于."""
_INCLUDING = frozenset(["AT_LEAST", "AT_MOST"])
"""Terminals whose words include their number, so that （含） behind them says it twice: ≥（含）95%."""
_TWICE = r"(?:\s?\( ?包?含(?:本数)? ?\)(?=\s?\d))?"


def build(vocabulary: Units, words: tuple[tuple[str, str], ...] = ()) -> Lark:
    """The parser of the language with ``vocabulary`` and extra operator ``words``, each a (terminal, word)."""
    fills = fills_of(vocabulary)

    def edited(terminal: TerminalDef) -> TerminalDef:
        pattern = filled(longest_first(terminal.pattern.to_regexp()), fills)
        added = [re.escape(word) for name, word in words if name == terminal.name]
        pattern = f"(?:{'|'.join([*added, pattern])})" if added else pattern
        pattern = f"(?:{pattern}){_TWICE}" if terminal.name in _INCLUDING else pattern
        return TerminalDef(terminal.name, PatternRE(spaced(pattern) if terminal.name in SPACED else pattern), terminal.priority)

    def edit(terminal: TerminalDef) -> None:
        terminal.pattern = edited(terminal).pattern

    return Lark(
        unnamed(grammar_text("target.lark")),
        start="wording",
        parser="lalr",
        lexer=_NoLexer,
        import_paths=[_grammar_file],
        edit_terminals=edit,
        maybe_placeholders=False,
    )


class _NoLexer(Lexer):
    """Keeps Lark from building a lexer of its own; :mod:`perfrules.wording.parser.lexer` cuts the text."""

    def __init__(self, conf: object) -> None:
        del conf

    def lex(self, *args: object) -> Iterator[Token]:
        """Nothing: the table is driven by :mod:`perfrules.wording.parser.lalr`."""
        del args
        return iter(())


def _grammar_file(_base_path: Any, path: str) -> tuple[str, str]:
    return path, unnamed(grammar_text(path))


def fills_of(vocabulary: Units) -> dict[str, str]:
    """What each mark of the grammar stands for with ``vocabulary``."""
    words = vocabulary.words()
    scaled: dict[str, list[str]] = {}
    for word in words:
        if word[0] in SCALES and len(word) > 1:
            scaled.setdefault(word[0], []).append(re.escape(word[1:]))
    return {
        "«unit»": trie(words, vocabulary.not_before, vocabulary.takes_ge),
        "«classified»": "|".join(sorted((re.escape(word) for word in vocabulary.takes_ge), key=lambda word: (-len(word), word))),
        "«hidden»": character_class(ranges("hidden")),
        "«digits»": character_class(ranges("digits")),
        "«relations»": character_class(ranges("relations")),
        "«enclosed»": enclosed(),
        "«initial»": character_class([(ord(word[0]), ord(word[0])) for word in words]),
        "«class»": "|".join(word for word in tables_of("grammars/words.toml")["classes"] if len(word) == 2),
        "«idiom»": _idioms([word for row in tables_of("grammars/idioms.toml").values() for word in row], words),
        **_parts(),
        **negations.fills(),
        "«scaled»": "|".join(f"(?<={scale})(?:{'|'.join(rest)})" for scale, rest in scaled.items()),
    }


def _idioms(idioms: Sequence[str], words: Sequence[str]) -> str:
    """The pattern of the idioms; one that begins as a numeral with its unit is none where that goes on: 三公里, 十分钟, 两节以上."""
    counts: dict[str, str] = {}
    numerals = tables_of("grammars/parts.toml")["numeral"]
    for idiom in idioms:
        unit = idiom.lstrip(numerals)
        if idiom != unit != "":
            longer = [re.escape(word[len(unit) :]) for word in words if word.startswith(unit) and word != unit]
            bounded = ["(?:[及或]?以|之)[上下内]|内(?![容部外])|左右"] if unit in words else []
            counts[idiom] = " ".join(["", *longer, *bounded])
    return trie(idioms, counts, ())


def _parts() -> dict[str, str]:
    """What the marks of the vocabulary's own parts stand for, without the names of theirs; one may stand in another («moment»)."""
    known = parts()
    return {mark: unnamed(reduce(lambda text, other: text.replace(*other), known.items(), pattern)) for mark, pattern in known.items()}


def holes(lark: Lark) -> list[tuple[int, str]]:
    """The (state, terminal) pairs of the LALR table without an action; empty means that no wording can fail to parse."""
    table = lark.parser.parser._parse_table
    names = {terminal.name for terminal in lark.terminals if terminal.name not in lark.ignore_tokens} | {"$END"}
    return [(s, n) for s, actions in table.states.items() if s not in table.end_states.values() for n in sorted(names) if n not in actions]
