"""Which way is better, by what the name of an indicator measures: its last measure word decides (投诉办结率 up, 投诉率 down).

A name is read from its end: words that change nothing (率 次数 情况) are taken off, then the longest word of the table that
stands there decides. 下降 turns what stands before it round, 不 and 无 what stands behind; 处理 and the like are better the more
of them. ``directions.toml`` is the table, with its sources; scoring and linting both ask it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from perfrules.intervals import Direction
from perfrules.measures.names import bare
from perfrules.resources import tables_of


class Tendency(NamedTuple):
    """What a name says about the better direction: None where it says nothing; ``word`` is the measure word that decides.

    ``firm``: it holds whatever category the indicator is filed under; ``doubtful``: the table marks the word as open; ``is_work``:
    it names what is done, of which a cost can be meant too.
    """

    better: Direction | None = None
    word: str = ""
    firm: bool = False
    doubtful: bool = False
    is_work: bool = False


UNKNOWN = Tendency()
LONGEST_TAIL = 4


class Extension(NamedTuple):
    """Words that a policy adds to the table: better the more, better the less, or open."""

    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


NO_MORE = Extension()


class _Table(NamedTuple):
    """The words of the table by class, and each class as a pattern that finds its longest word at the end of a text."""

    classes: Mapping[str, re.Pattern[str]]
    objects: frozenset[str]
    states: frozenset[str]
    verbs: tuple[str, ...]
    helping: tuple[str, ...]
    counted: tuple[str, ...]
    lowering: tuple[str, ...]
    lasting: re.Pattern[str]
    restoring: tuple[str, ...]
    negations: re.Pattern[str]
    tails: frozenset[str]
    not_cost: tuple[str, ...]
    lateness: tuple[str, ...]
    worsening: tuple[str, ...]
    faulty: re.Pattern[str]


_CLASSES = ("up", "acts", "gain", "work", "down", "cost", "time", "days", "lowering", "raising", "doubtful", "occurring")
_ADDED = ("up", "down", "doubtful")


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    data = tables_of("measures/directions.toml")
    return {kind: tuple(dict.fromkeys(text.split())) for kind, text in data.items()}


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, longest))})$")


@lru_cache(maxsize=64)
def _table(added: Extension) -> _Table:
    words = _words()
    more = dict(zip(_ADDED, added, strict=True))
    every = {word for extra in added for word in extra}
    classes = {kind: [word for word in words[kind] if word not in every] + list(more.get(kind, ())) for kind in _CLASSES}
    return _Table(
        {kind: _ending(found) for kind, found in classes.items()},
        frozenset(words["objects"]),
        frozenset(words["states"]),
        words["acts"],
        (*words["acts"], *words["helping"]),
        words["counted"],
        words["lowering"],
        _ending(words["lasting"]),
        words["restoring"],
        _ending((*words["negations"], *words["lateness"])),
        frozenset(words["tails"]),
        words["not_cost"],
        words["lateness"],
        words["worsening"],
        re.compile(f"(?!{'|'.join(words['not_faulty'])})(?:{'|'.join(words['faulty'])})[\u4e00-\u9fff]$"),
    )


@lru_cache(maxsize=4096)
def tendency(name: str, added: Extension = NO_MORE) -> Tendency:
    """Return what ``name`` says about the better direction, by the table and the words that a policy adds to it.

    >>> [tendency(name).better.value for name in ("投诉办结率", "群众投诉率（%）", "培训不合格率")]
    ['ascending', 'descending', 'descending']
    >>> tendency("三公经费变动率").doubtful, tendency("参会家数").better
    (True, None)
    """
    text = "".join(bare(name).split())
    if not text:
        return UNKNOWN
    table = _table(added)
    found = _tell(text, table)
    if (found is UNKNOWN or (found.better is Direction.ASCENDING and not found.firm)) and text.startswith(table.worsening):
        return Tendency(Direction.DESCENDING, text, firm=True)  # 违规发放补贴金额: what is wrong with it counts, not what it is
    if found is UNKNOWN and text.startswith(table.lowering):  # 节约能源量: what is saved is not in the table, the saving is
        return Tendency(Direction.ASCENDING, text)
    return found


def counts_days(name: str) -> bool:
    """Return whether a name counts days or hours of which there should be many, and which add up: 开放天数, not 办理天数.

    >>> [counts_days(name) for name in ("开放天数", "优良天数", "办理天数", "续航时间")]
    [True, True, False, False]
    """
    said = tendency(name)
    return said.better is Direction.ASCENDING and said.word.endswith(_words()["days"])


def _tell(text: str, table: _Table, tail: str = "") -> Tendency:
    """The tendency of a text, from its end; what changes nothing at the end is taken off, the shortest first, until a word decides."""
    found = _last(text, table)
    if found is not None:
        kind, word = found
        return _decided(kind, word, text.removesuffix(word), tail, table)
    for length in range(1, min(len(text), LONGEST_TAIL) + 1):
        if text[-length:] in table.tails:
            known = _tell(text[:-length], table, text[-length:] + tail)
            if known is not UNKNOWN:
                return known
    return UNKNOWN


def _last(text: str, table: _Table) -> tuple[str, str] | None:
    """The longest word of the table at the end of ``text``, and its class."""
    best: tuple[str, str] | None = None
    for kind, pattern in table.classes.items():
        match = pattern.search(text)
        if match and (best is None or len(match[0]) > len(best[1])) and not (kind == "cost" and text.endswith(table.not_cost)):
            best = kind, match[0]
    if best is None and (match := table.faulty.search(text)) and match[0][-1] not in table.tails:
        return "down", match[0]
    return best


def _decided(kind: str, word: str, rest: str, tail: str, table: _Table) -> Tendency:
    match kind:
        case "up" | "acts" | "gain" | "work":
            better = _negated(Direction.ASCENDING, rest, table)
            return Tendency(better, word, firm=kind in ("up", "acts"), is_work=kind == "work")
        case "down" | "cost":
            undone = _is_undone(word, rest, tail, table)
            return Tendency(Direction.ASCENDING if undone else _negated(Direction.DESCENDING, rest, table), word, firm=True)
        case "time" | "days":
            return _lasting(kind, word, rest, table)
        case "lowering":
            before = _tell(rest, table)
            worse = before.better is Direction.ASCENDING and before.firm  # 满意度下降率, but not 采购节约率
            return Tendency(Direction.DESCENDING if worse else Direction.ASCENDING, word, firm=True)
        case "raising":
            before = _tell(rest, table)
            return before if before.better is Direction.DESCENDING or before.doubtful else Tendency(Direction.ASCENDING, word)
        case "occurring":
            before = _tell(rest, table)
            return before if before.better is not None else Tendency(Direction.DESCENDING, word, firm=True)
        case _:
            return Tendency(None, word, doubtful=True)


def _negated(better: Direction, rest: str, table: _Table) -> Direction:
    """不合格 is worse the more of it, 无故障 better."""
    found = table.negations.search(rest)
    if found is None or found[0] in (("零", "0", "防", "免") if better is Direction.ASCENDING else table.lateness):
        return better
    if found[0] == "0" and rest[-2:-1].isdigit():  # PM10浓度
        return better
    return _opposite(better)


def _opposite(better: Direction) -> Direction:
    return Direction.DESCENDING if better is Direction.ASCENDING else Direction.ASCENDING


def _is_undone(word: str, rest: str, tail: str, table: _Table) -> bool:
    """Whether what should not happen stands behind what is done about it (减少投诉次数, 查处违法案件数), or the people in a state
    behind what is done for them (救助残疾儿童人数).
    """
    if rest.startswith(table.lowering) or rest.endswith(table.lowering):
        return True
    if tail and not tail.endswith(table.counted):
        return False
    done = rest.startswith(table.verbs) or rest.endswith(table.verbs)
    return (done and word in table.objects) or (bool(tail) and word in table.states and rest.startswith(table.helping))


def _lasting(kind: str, word: str, rest: str, table: _Table) -> Tendency:
    """A time: as long as possible where something is provided or goes well, as short as possible otherwise."""
    if rest.startswith(table.lowering) or rest.endswith(table.lowering):
        return Tendency(Direction.ASCENDING, word, firm=True)
    provided = table.lasting.search(rest)
    if provided and not rest[: provided.start()].endswith(table.restoring):
        return Tendency(Direction.ASCENDING, word, firm=True)
    if provided:
        return Tendency(Direction.DESCENDING, word, firm=True)
    before = _tell(rest, table)
    if kind == "days":
        return before
    if before.better is Direction.ASCENDING and table.negations.search(rest.removesuffix(before.word)):
        return Tendency(Direction.ASCENDING, word, firm=True)
    return Tendency(Direction.DESCENDING, word, firm=True)
