"""How a target in words is classed. One remark a target: the first class of ``KINDS`` that fits."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from perfrules.deferring import deferred
from perfrules.measures import mentions
from perfrules.resources import tables_of
from perfrules.text import Span
from perfrules.wording import Criterion, Target

KINDS = ("repeats-name", "unnamed-standard", "task", "vague-level", "slogan")
"""The classes in the order of their precedence."""


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    """The words of ``prose.toml`` of those kinds, as one pattern."""
    found = tables_of("lint/prose.toml")
    return re.compile("|".join(word for kind in kinds for word in found[kind]))


@cache
def _level_alone() -> re.Pattern[str]:
    return re.compile(rf"^(?:定性)?\s*(?:基本)?(?:{_pattern('level_alone').pattern})\S{{0,4}}$")


@cache
def _level_last() -> re.Pattern[str]:
    return re.compile(f"(?:{_pattern('level_last').pattern})$")


_LEVEL_LENGTH = 14
_STATE_LENGTH = 60
"""In longer prose a word such as 全部 states nothing."""
_PUNCTUATION = deferred(r"[\W_]+|的|了")


class Prose(NamedTuple):
    """The class of a target in words, and the criterion that it rests on."""

    kind: str
    criterion: Criterion

    @property
    def span(self) -> Span:
        """The place of the words."""
        return self.criterion.span

    @property
    def words(self) -> str:
        """The words."""
        return self.criterion.text


def prose_of(target: Target, name: str | None) -> Prose | None:
    """The class of the target's words, or None where they state something that can be looked up.

    Beside a quantity only the numbered items count: what else stands there is its setting. Costs are VG010's.

    >>> from perfrules import parse
    >>> prose_of(parse("效果明显"), None).kind, prose_of(parse("正常使用"), None)
    ('vague-level', None)
    """
    words = [item for item in target.criteria if not item.is_quantitative]
    if not words or (name and mentions("cost", name)):
        return None
    if len(words) < len(target.criteria):
        words = [item for item in words if item.number is not None]
    found = [Prose(kind, item) for item in words if (kind := _kind(item.text, name)) is not None]
    return min(found, key=lambda prose: KINDS.index(prose.kind), default=None)


@lru_cache(maxsize=4096)
def _kind(words: str, name: str | None) -> str | None:
    text = words.strip().rstrip("。；;.")
    stated = len(text) <= _STATE_LENGTH and _pattern("state").search(text) is not None
    if name and (repeats(text, name) or (not stated and _PUNCTUATION.sub("", text) == _PUNCTUATION.sub("", name))):
        return "repeats-name"
    if _pattern("unnamed").search(text) and not _pattern("named").search(text):
        return "unnamed-standard"
    if stated:
        return None
    if _pattern("task").search(text) and not _is_level(text):
        return "task"
    if _is_level(text):
        return "vague-level"
    return "slogan" if _pattern("effect", "question").search(text) else None


def _is_level(text: str) -> bool:
    short = len(text) <= _LEVEL_LENGTH and _pattern("level").search(text) is not None
    return short or _level_last().search(text) is not None or _level_alone().search(text) is not None


def repeats(text: str, name: str) -> bool:
    """Whether the words say again what the name says, but for words that add nothing (进一步, 做好, 工作).

    >>> repeats("局机关后勤服务工作正常开展", "保障局机关后勤服务工作正常开展"), repeats("效果明显", "宣传效果")
    (True, False)
    """
    one, other = _PUNCTUATION.sub("", text), _PUNCTUATION.sub("", name)
    if len(one) < 6 or len(other) < 4:
        return False
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    rest, end = "", 0
    for block in blocks:
        if block.size >= 3 or block.size == 0:
            rest += one[end : block.a] + "|"
            end = block.a + block.size
    said_again = len(one) - len(rest.replace("|", ""))
    new = _pattern("filler").sub("", rest).replace("|", "")
    return said_again >= 5 and len(new) <= max(2, len(one) // 6)
