"""Lark's LALR(1) table and terminals as plain tuples, in one canonical order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from lark import Lark
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Shift

from perfrules.wording.characters import Ranges
from perfrules.wording.parser.patterns import alternatives, beginnings, character_class, first_characters
from perfrules.wording.parser.table import PARTS, Table

Row: TypeAlias = tuple[int | None, str]
END = "$END"
PROSE = "WORD"
ANY = "OTHER"
_DIGITS = range(0x30, 0x3A)


def table_of(lark: Lark) -> Table:
    """Return what Lark made of a grammar, as a table. The same grammar gives the same table, whatever Lark's own order is."""
    made: Any = lark.parser.parser._parse_table
    ((first, last),) = zip(made.start_states.values(), made.end_states.values(), strict=True)
    states = _breadth_first(made.states, first)
    rules = sorted({_rule(target) for row in made.states.values() for action, target in row.values() if action is not Shift})
    number = {rule: -1 - place for place, rule in enumerate(rules)}
    terminals = tuple(sorted({str(term.name) for term in lark.terminals if term.name not in lark.ignore_tokens} | {END}))
    rows = [
        {str(name): states[target] if action is Shift else number[_rule(target)] for name, (action, target) in made.states[state].items()}
        for state in states
    ]
    order = sorted((term for term in lark.terminals if term.name not in (PROSE, ANY)), key=_precedence)
    branches = [
        (str(term.name), branch) for term in order for whole in alternatives(term.pattern.to_regexp()) for branch in beginnings(whole)
    ]
    begins = [first_characters(branch) for _, branch in branches]
    starts, choices = _stretches(begins)
    return Table(
        start=states[first],
        final=states[last],
        terminals=terminals,
        rules=tuple(rules),
        rows=tuple(_row(row, terminals) for row in rows),
        branches=tuple(branches),
        starts=starts,
        choices=choices,
        prose=f"(?P<{PROSE}>[^{character_class([one for ranges in begins for one in ranges])}\\s]+)|(?P<{ANY}>(?s:.))",
        ignored=tuple(sorted(map(str, lark.ignore_tokens))),
    )


def _breadth_first(rows: Mapping[int, Mapping[Any, tuple[Any, Any]]], first: int) -> dict[int, int]:
    """The number of each state: in the order in which they are reached, by symbols in their order."""
    found = {first: 0}
    waiting = [first]
    for state in waiting:
        for _, (action, target) in sorted(rows[state].items(), key=lambda entry: str(entry[0])):
            if action is Shift and target not in found:
                found[target] = len(found)
                waiting.append(target)
    return found


def _rule(rule: Any) -> tuple[int, str, str, tuple[int, ...]]:
    """A rule as :class:`Table` keeps it; a symbol whose name begins with _ is no part of what takes it, its parts are."""
    origin = str(rule.origin.name)
    single = rule.options.expand1 and len(rule.expansion) == 1 and rule.alias is None
    name = "" if single else PARTS if origin.startswith("_") else str(rule.alias or origin)
    return len(rule.expansion), origin, name, tuple(place for place, symbol in enumerate(rule.expansion) if symbol.name.startswith("_"))


def _row(row: Mapping[str, int], terminals: Iterable[str]) -> Row:
    """The reduction that most terminals ask for stands once, where every terminal has an action; so no hole is hidden."""
    total = all(name in row for name in terminals)
    counts = Counter(row[name] for name in terminals if total and row[name] < 0)
    usual = min(counts, key=lambda action: (-counts[action], action), default=None)
    return usual, " ".join(f"{name} {action}" for name, action in sorted(row.items()) if action != usual or name not in terminals)


def _stretches(begins: Iterable[Ranges]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Where the set of branches that a character can begin changes, and those branches; any digit stands for each digit."""
    ranges = [(low, high, place) for place, found in enumerate(begins) for low, high in found]
    ranges = [(low, high, place) for one in ranges for low, high, place in (one, *_digits(one))]
    changes: dict[int, list[tuple[int, int]]] = {}
    for low, high, place in ranges:
        changes.setdefault(low, []).append((place, 1))
        changes.setdefault(high + 1, []).append((place, -1))
    standing: dict[int, int] = {}
    starts: list[int] = [0]
    choices = [""]
    for code in sorted(changes):
        for place, step in changes[code]:
            standing[place] = standing.get(place, 0) + step
            if not standing[place]:
                del standing[place]
        now = " ".join(map(str, sorted(standing)))
        if now != choices[-1]:
            starts.append(code)
            choices.append(now)
    return tuple(starts), tuple(choices)


def _digits(one: tuple[int, int, int]) -> list[tuple[int, int, int]]:
    low, high, place = one
    return [(_DIGITS[0], _DIGITS[-1], place)] if low <= _DIGITS[-1] and high >= _DIGITS[0] else []


def _precedence(terminal: TerminalDef) -> tuple[int, int, int, str]:
    return -terminal.priority, -terminal.pattern.max_width, -len(terminal.pattern.value), terminal.name
