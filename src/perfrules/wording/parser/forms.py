"""The forms of a terminal as the grammar writes them: the lexer takes them without the names of their parts, a value reads these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from perfrules.resources import grammar_text, tables_of
from perfrules.wording.parser.patterns import ascii_digits

_NAMED = re.compile(r"\(\?P<\w+>")
_ALTERNATIVE = re.compile(r"^(?:[A-Z_]+\.\d+:|    \|) /(.+)/(?:  //.*)?$")


def parts() -> Mapping[str, str]:
    """Return what the marks «year», «month» … of the grammar stand for, their parts named."""
    return {f"«{name}»": pattern for name, pattern in tables_of("grammars/parts.toml").items()}


def filled(pattern: str, fills: Mapping[str, str]) -> str:
    """A pattern of the grammar with what its marks stand for, and 0-9 for every digit."""
    for mark, text in fills.items():
        pattern = pattern.replace(mark, text)
    return ascii_digits(pattern)


def unnamed(text: str) -> str:
    """Patterns without the names of their parts, for one name may stand in several forms of a terminal.

    >>> unnamed("(?P<year>[0-9]{4})年")
    '(?:[0-9]{4})年'
    """
    return _NAMED.sub("(?:", text)


@cache
def forms(file: str, terminal: str) -> tuple[re.Pattern[str], ...]:
    """The forms of ``terminal`` in the order of ``file``, their parts by name: ``year month day quarter before`` …

    >>> forms("dates.lark", "DATE")[0].fullmatch("2023年9月底前")["month"]
    '9'
    """
    _, _, text = grammar_text(file).partition(f"\n{terminal}.")
    rows = [_ALTERNATIVE.match(line) for line in f"{terminal}.{text}".split("\n\n", 1)[0].splitlines()]
    return tuple(re.compile(filled(row[1], parts())) for row in rows if row is not None)
