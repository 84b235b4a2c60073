"""Patterns of negations and of torn comparator words, derived from ``grammars/negations.toml`` and ``grammars/operators.lark``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from perfrules.resources import grammar_text, tables_of
from perfrules.wording.operator_kinds import KIND_OF_TERMINAL
from perfrules.wording.parser.patterns import trie

_TERMINAL = re.compile(r"^([A-Z_]+)\.\d+:")
_QUOTED = re.compile(r'^(?:[A-Z_]+\.\d+:|    \|) "([^"]+)"', re.MULTILINE)
_REACHED = frozenset(("REACH", "RAISE_TO", "FALL_TO"))
"""Terminals whose words end in 到 or, as well, in 至."""
_BEHIND = frozenset(("OR_MORE", "OR_LESS", "OUTSIDE", "MORE", "AROUND"))
"""Terminals of the words that stand behind a number."""


@cache
def operator_words() -> frozenset[str]:
    """Return the words that stand before a number and compare, as ``grammars/operators.lark`` spells them out."""
    return _spelled(KIND_OF_TERMINAL.keys() - _BEHIND)


@cache
def whole_words() -> frozenset[str]:
    """Return the operator words with every certain negation of one (不得超过), and the words of change and of a wish.

    >>> "不得超过" in whole_words(), "得超过" in whole_words()
    (True, False)
    """
    lists = _lists()
    return (
        operator_words()
        | {*lists["misspelt"]["also"]}
        | {not_ + verb for not_ in lists["certain"] for verb in (*lists["above"], *lists["below"])}
    )


@cache
def words_behind() -> frozenset[str]:
    """Return the words that stand behind a number and compare: 以上, 左右.

    >>> "以上" in words_behind(), "至少" in words_behind()
    (True, False)
    """
    return _spelled(_BEHIND)


def _spelled(terminals: Collection[str]) -> frozenset[str]:
    name = ""
    found: set[str] = set()
    for line in grammar_text("operators.lark").splitlines():
        begun = _TERMINAL.match(line)
        name = begun[1] if begun else name
        quoted = _QUOTED.match(line)
        if quoted and name in terminals:
            found.add(quoted[1])
            if name in _REACHED and quoted[1].endswith("到"):
                found.add(f"{quoted[1][:-1]}至")
    return frozenset(found)


def _lists() -> Mapping[str, Any]:
    return tables_of("grammars/negations.toml")


@cache
def events() -> tuple[str, ...]:
    """Return the nouns of events that must not happen."""
    return tuple(_lists()["absence"]["events"])


@cache
def denials() -> tuple[str, ...]:
    """Return the words that say of something that it is not so, or does not happen."""
    return tuple({*_lists()["certain"], *_lists()["absence"]["words"]})


@cache
def waivers() -> tuple[str, ...]:
    """Return the words behind a number that take it back."""
    return tuple(_lists()["waived"]["words"])


def fills() -> dict[str, str]:
    """Return what stands for «not» (a negation), «doubtful», «link», «above», «below», «compares» and the torn words in the grammar."""
    lists = _lists()
    return {
        "«not»": _alternation(lists["certain"], lists["single"]),
        "«doubtful»": _alternation([*lists["doubtful"], *lists["single"]], lists["single"]),
        "«link»": "|".join(lists["links"]),
        "«above»": _followed(lists["above"]),
        "«below»": _followed(lists["below"]),
        "«compares»": _alternation(operator_words(), {}),
        **_none(lists),
        **_damaged(lists),
        "«spoilt»": trie(_spoilt(lists["alike"]), {}, ()),
        "«giving»": "|".join(lists["giving"]["verbs"]),
        "«sharing»": "|".join(lists["sharing"]["verbs"]),
        "«absent»": _alternation([*lists["absence"]["words"], *lists["absence"]["demands"]], {}),
        "«event»": _alternation(lists["absence"]["events"], {}),
    }


def _none(lists: Mapping[str, Any]) -> dict[str, str]:
    """What stands for 无一, 没有一个村 («none»), for them with any words behind («nobody»: 没有一户满意度), for 没有企业 and
    无企业 («nothing»), for 没有产品合格率 («without»), for that and 杜绝合格率 and 无设施完好率 («lacking»), and for 一个村
    («every»), up to the word that compares.
    """
    none = lists["none"]
    char, noun = (f"(?![{''.join(lists['single'])}{others}])[一-龥]" for others in ("且并", "且并的率度比额量值数"))
    words = _alternation(none["words"], lists["single"])
    every = f" ?(?:{'|'.join(none['of'])})(?!{'|'.join(none['but'])}) ?"
    compares = f"(?:{_followed(lists['above'])}|{_followed(lists['below'])})"
    certain = f"(?!(?:{_alternation(lists['certain'], lists['single'])})(?:{'|'.join(lists['links'])}){{0,2}}{compares})"  # 没有出现超过3%
    steering = tables_of("grammars/words.toml")
    classes = f"(?<![{lists['single']['无']}])无(?:{'|'.join(steering['classes'])})"
    measure = f"(?:(?:{'|'.join(steering['measures'])})(?:率|度|比例)|得分|评分|成绩)"
    measured = f"(?<![{lists['single']['无']}])无(?!{'|'.join([*none['named'], *lists['absence']['events']])})(?:{char}){{0,6}}?{measure}"
    whole = f"(?:{_alternation(none['whole'], {})})"
    return {
        "«every»": f"{every}(?:{char}){{0,12}}?",
        "«none»": f"(?:{words}){every}(?:{noun}){{0,6}}?",
        "«nobody»": f"(?:{words}){every}(?:{char}){{0,12}}?",
        "«nothing»": f"{certain}(?:{classes}|{whole}(?:{noun}){{1,6}}?)",
        "«without»": f"{certain}{whole}(?:{char}){{1,12}}?",
        "«lacking»": f"{certain}(?:(?:{whole}|{_followed(lists['forbidding'])})(?:{char}){{1,12}}?|{measured})",
    }


def _damaged(lists: Mapping[str, Any]) -> dict[str, str]:
    """What stands for comparator words that lost a character or are misspelt, by what may stand before them."""
    opposites = [not_ + verb for not_ in ("不", "未", "不得", "不能", "不应", "不可") for verb in (*lists["above"], *lists["below"])]
    words = [word for word in operator_words() if _is_han(word) and word[:2] != "最高"]  # 限高不超过5米 has lost nothing
    whole = {*words, *opposites, *lists["torn"]["words"]}
    torn = _torn({*words, *opposites}) - whole
    short = {part for part in torn if len(part) == 1}
    long = torn - short
    swapped = _swapped({word for word in (*words, *opposites) if word[0] in "不未"}) - whole
    misspelt = _misspelt({*words, *opposites, *lists["misspelt"]["also"]}, lists["alike"]) - whole - torn - {*lists["misspelt"]["but"]}
    apart = {word for word in misspelt if len(word) == 2 or word[0] in lists["alike"]["不"] + lists["alike"]["未"]}
    behind = lists["behind"]
    return {
        "«torn negated»": _alternation({part for part in long if part[0] in "不未"} | swapped, {}),
        "«torn»": _alternation({part for part in long if part[0] not in "不未得能应可"}, {}),
        "«torn short»": "|".join(sorted(short - behind.keys())),
        "«torn apart»": _elsewhere(short & behind.keys(), behind),
        "«misspelt»": trie({word for word in misspelt - apart if len(word) > 2}, {}, ()),
        "«misspelt apart»": _elsewhere(apart, behind),
    }


def _is_han(word: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in word)


def _spoilt(alike: Mapping[str, str]) -> set[str]:
    """Every word that stands behind a number with one character lost, written as another, written twice or changed round: 以土, 及上."""
    words = {word for word in words_behind() if _is_han(word)}
    swapped = {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for word in words for place in range(len(word) - 1)}
    return (_torn(words) | _misspelt(words, alike) | swapped) - words - {"内"}


def _torn(words: Iterable[str]) -> set[str]:
    """Every word with one character lost."""
    return {word[:place] + word[place + 1 :] for word in words for place in range(len(word)) if len(word) > 1}


def _swapped(words: Iterable[str]) -> set[str]:
    """Every word with two neighbours changed round: 不于低."""
    return {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for word in words for place in range(1, len(word) - 1)}


def _misspelt(words: Iterable[str], alike: Mapping[str, str]) -> set[str]:
    """Every word with one character written as one that looks alike, written twice, or changed round with its neighbour."""
    found: set[str] = set()
    for word in words:
        for place, char in enumerate(word):
            found |= {word[:place] + other + word[place + 1 :] for other in alike.get(char, "")}
            if place or char not in "不未":
                found |= {word[:place] + char + word[place:]}
            if (place and place + 1 < len(word)) or (len(word) == 2 and not place and word[0] not in "不未"):
                found.add(word[:place] + word[place + 1] + char + word[place + 2 :])
    return found


def _alternation(words: Iterable[str], not_after: Mapping[str, str]) -> str:
    """The words, longest first; a word that ``not_after`` names counts only where none of those characters stands before it."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join((f"(?<![{not_after[word]}])" if not_after.get(word) else "") + re.escape(word) for word in ordered)


def _elsewhere(words: Iterable[str], behind: Mapping[str, str]) -> str:
    """The words, by their first character, where that does not end another word (成本低于): ``behind`` has what stands before it then."""
    heads: dict[str, set[str]] = {}
    for word in words:
        heads.setdefault(word[0], set()).add(word[1:])
    return "|".join(
        (f"(?<![{behind[head]}])" if behind.get(head) else "") + head + (f"(?:{trie(rests, {}, ())})" if rests != {""} else "")
        for head, rests in sorted(heads.items())
    )


def _followed(words: Mapping[str, str]) -> str:
    """The words, longest first, each only where none of its characters follows."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word + (f"(?![{words[word]}])" if words[word] else "") for word in ordered)
