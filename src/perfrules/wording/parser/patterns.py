"""Regular expressions derived from the vocabularies, and which characters a pattern can begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from re import _constants as sre  # type: ignore[attr-defined,unused-ignore]
from re import _parser as sre_parser  # type: ignore[attr-defined,unused-ignore]
from typing import Any

from perfrules.wording.characters import Ranges

_SHORT = 160
"""Characters round a group that may be written again for each of its branches."""
_HAN = "[\u4e00-\u9fff]"
_CATEGORIES: Mapping[Any, Ranges] = {
    sre.CATEGORY_DIGIT: [(0x30, 0x39)],
    sre.CATEGORY_SPACE: [(0x09, 0x0D), (0x20, 0x20)],
}


def spaced(pattern: str) -> str:
    """``pattern`` with up to two blanks allowed inside its Chinese words: 不 少 于."""
    return re.sub(rf"\[[^\]]*\]|(?<={_HAN})(?={_HAN})", lambda found: found[0] or r"\s{0,2}", pattern)


def ascii_digits(pattern: str) -> str:
    r"""Return ``pattern`` with every digit class narrowed to 0-9: other scripts' digits are no part of a number.

    >>> ascii_digits(r"\d{1,3}[\d.]\\d")
    '[0-9]{1,3}[0-9.]\\\\d'
    """
    parts: list[str] = []
    place = 0
    while place < len(pattern):
        char = pattern[place]
        end = _class_end(pattern, place) + 1 if char == "[" else place + (2 if char == "\\" else 1)
        part = pattern[place:end]
        parts.append("[0-9]" if part == r"\d" else _narrowed(part) if char == "[" else part)
        place = end
    return "".join(parts)


def _narrowed(members: str) -> str:
    return re.sub(r"\\(.)", lambda found: "0-9" if found[1] == "d" else found[0], members)


def trie(words: Iterable[str], not_before: Mapping[str, str], takes_ge: Iterable[str]) -> str:
    """A pattern that matches the longest of ``words``, character by character.

    ``not_before`` maps a word to what makes it the beginning of another word, characters and then longer patterns (人才 is no
    人); words of ``takes_ge`` may stand after 个.
    """
    root: dict[str, Any] = {}
    for word in [*words, *(f"个{word}" for word in takes_ge)]:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        first, *longer = not_before.get(word, "").split(" ")
        stop = "|".join(part for part in (f"[{first}]" if first and "(" not in first else first, *longer) if part)
        node[""] = ("(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "") + (f"(?!{stop})" if stop else "")
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    options = [re.escape(char) + _branches(below) for char, below in sorted(node.items()) if char]
    if "" in node:
        options.append(node[""])
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def alternatives(pattern: str) -> list[str]:
    """The branches of a pattern's outermost alternation, in order; the pattern itself where it has none.

    >>> alternatives("(?:a|b(?:c|d)|[|])")
    ['a', 'b(?:c|d)', '[|]']
    """
    body = pattern
    if body.startswith("(?:") and _closing(body, 0) == len(body) - 1:
        body = body[3:-1]
    found = [""]
    place = 0
    while place < len(body):
        char = body[place]
        if char == "|":
            found.append("")
            place += 1
            continue
        end = _closing(body, place) if char in "([" else place + (1 if char == "\\" else 0)
        found[-1] += body[place : end + 1]
        place = end + 1
    return found


def beginnings(pattern: str) -> list[str]:
    """The branches of a pattern that begin differently, in order: a group at its front is taken apart where what stands round it is short.

    A branch is compiled for the characters that can begin it, so a long list of words costs those that begin with the one at hand.

    >>> beginnings("(?<!x)(?:ab|ac|de)(?=[0-9])")
    ['(?<!x)(?:ab|ac)(?=[0-9])', '(?<!x)de(?=[0-9])']
    >>> beginnings("(?:ab|cd)+e")
    ['(?:ab|cd)+e']
    """
    front = 0
    while pattern.startswith(("(?!", "(?=", "(?<!", "(?<="), front):
        front = _closing(pattern, front) + 1
    if not pattern.startswith("(?:", front):
        return [pattern]
    stop = _closing(pattern, front) + 1
    before, group, behind = pattern[:front], pattern[front:stop], pattern[stop:]
    if behind[:1] in ("*", "+", "?", "{") or len(before) + len(behind) > _SHORT or re.search(r"(?<!\\)\((?!\?)|\(\?P", group):
        return [pattern]
    parts = (part for branch in alternatives(group) for part in beginnings(branch))
    alike = [[*branches] for _, branches in groupby(parts, key=first_characters)]
    if len(alike) == 1:
        return [pattern]
    return [before + (branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})") + behind for branches in alike]


def longest_first(pattern: str) -> str:
    """``pattern`` with the branches of alternations inside its alternation as branches of its own, and the longest first.

    >>> longest_first("(?:(?:a|bcd)|ef)")
    'bcd|ef|a'
    """
    return "|".join(sorted(_flat(pattern), key=_brevity))


def _brevity(branch: str) -> tuple[int, int, int]:
    least, most = sre_parser.parse(branch).getwidth()
    return -most, -least, -len(branch)


def _flat(pattern: str) -> list[str]:
    found = alternatives(pattern)
    return found if len(found) == 1 else [one for branch in found for one in _flat(branch)]


def _closing(pattern: str, place: int) -> int:
    """Where the group or class that opens at ``place`` closes."""
    depth = 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 1
        elif char == "[":
            place = _class_end(pattern, place)
        elif char in "()":
            depth += 1 if char == "(" else -1
        if depth == 0:
            return place
        place += 1
    raise ValueError(f"unbalanced pattern {pattern!r}")


def _class_end(pattern: str, place: int) -> int:
    place += 2 if pattern[place + 1] == "^" else 1
    place += pattern[place] == "]"
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place


def character_class(ranges: Ranges) -> str:
    """The inside of a regular-expression class of the ranges, in a fixed order, neighbours joined."""
    joined: list[list[int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], high)
        else:
            joined.append([low, high])
    return "".join(_escaped(low) if low == high else f"{_escaped(low)}-{_escaped(high)}" for low, high in joined)


def _escaped(code: int) -> str:
    """A character as it stands in a class: itself where it is an ASCII letter or digit or a Chinese character, which is the shortest to compile."""
    is_plain = code < 0x80 or 0x4E00 <= code <= 0x9FFF
    return chr(code) if is_plain and chr(code).isalnum() else f"\\U{code:08x}"


def first_characters(pattern: str) -> Ranges:
    """Every character that a match of ``pattern`` can begin with."""
    return _first(sre_parser.parse(pattern))[0]


def _first(sequence: Any) -> tuple[Ranges, bool]:
    """The first characters of a parsed pattern, and whether it can match nothing."""
    found: Ranges = []
    for kind, value in sequence:
        ranges, empty = _first_of(kind, value)
        found += ranges
        if not empty:
            return found, False
    return found, True


def _first_of(kind: Any, value: Any) -> tuple[Ranges, bool]:
    if kind is sre.LITERAL:
        return [(value, value)], False
    if kind is sre.IN:
        return [one for item in value for one in _member(*item)], False
    if kind is sre.BRANCH:
        options = [_first(option) for option in value[1]]
        return [one for found, _ in options for one in found], any(empty for _, empty in options)
    if kind is sre.SUBPATTERN:
        return _first(value[3])
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        found, empty = _first(value[2])
        return found, empty or value[0] == 0
    if kind in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
        return [], True
    raise ValueError(f"a terminal may not begin with {kind}")


def _member(kind: Any, value: Any) -> Ranges:
    if kind is sre.LITERAL:
        return [(value, value)]
    if kind is sre.RANGE:
        return [value]
    if kind is sre.CATEGORY and value in _CATEGORIES:
        return _CATEGORIES[value]
    raise ValueError(f"a terminal may not begin with {kind} {value}")
