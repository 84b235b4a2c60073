"""What kind of word a criterion's operator is: known by the terminal of its word, and asked instead of its letters."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class OperatorKind(StrEnum):
    """The kind of a criterion's operator. The word itself is ``Criterion.operator``.

    Of several words on one number the one that decides gives the kind: 达到90%以上 is a floor, 保持在5%以内 a ceiling.
    """

    NONE = "none"
    """No operator: 15台."""
    FLOOR = "floor"
    """不少于 至少 ≥ 以上."""
    MORE = "more"
    """超过 高于 >."""
    CEILING = "ceiling"
    """不超过 ≤ 以内."""
    LESS = "less"
    """低于 不足 <."""
    REACH = "reach"
    """达到 实现 完成 满足: a level that is reached."""
    RAISE_TO = "raise-to"
    """提高到 增至: a level risen to."""
    FALL_TO = "fall-to"
    """降至 缩短至: a level fallen to."""
    KEEP = "keep"
    """保持在 稳定在 维持在: a level that is kept."""
    KEEP_WITHIN = "keep-within"
    """控制在."""
    EQUAL = "equal"
    """等于 = 为."""
    ABOUT = "about"
    """约 近 左右."""
    RANGE = "range"
    """Two ends: ～ 至 ± [,], 以上…以下."""
    PLACE = "place"
    """A rank: 前 第."""
    DATE = "date"
    """A deadline: 前 底 不晚于."""
    DOUBLING = "doubling"
    """翻番 翻两番."""


KIND_OF_TERMINAL: Mapping[str, OperatorKind] = MappingProxyType(
    {
        "AT_LEAST": OperatorKind.FLOOR,
        "OR_MORE": OperatorKind.FLOOR,
        "MORE": OperatorKind.FLOOR,
        "MORE_THAN": OperatorKind.MORE,
        "BEYOND": OperatorKind.MORE,
        "OUTSIDE": OperatorKind.MORE,
        "MINIMUM": OperatorKind.FLOOR,
        "AT_MOST": OperatorKind.CEILING,
        "OR_LESS": OperatorKind.CEILING,
        "MAXIMUM": OperatorKind.CEILING,
        "LESS_THAN": OperatorKind.LESS,
        "BELOW": OperatorKind.LESS,
        "KEEP_WITHIN": OperatorKind.KEEP_WITHIN,
        "RAISE_TO": OperatorKind.RAISE_TO,
        "FALL_TO": OperatorKind.FALL_TO,
        "KEEP": OperatorKind.KEEP,
        "REACH": OperatorKind.REACH,
        "FULFIL": OperatorKind.REACH,
        "EQUAL": OperatorKind.EQUAL,
        "ABOUT": OperatorKind.ABOUT,
        "NEARLY": OperatorKind.ABOUT,
        "AROUND": OperatorKind.ABOUT,
    }
)
"""The kind of each comparing terminal of ``grammars/operators.lark``; where several say the same bound, the first here decides."""


def deciding(terminals: set[str]) -> OperatorKind:
    """Return the kind of the deciding word among terminals that state one operator; NONE for none.

    >>> deciding({"REACH", "OR_MORE"}), deciding(set())
    (<OperatorKind.FLOOR: 'floor'>, <OperatorKind.NONE: 'none'>)
    """
    return next((kind for name, kind in KIND_OF_TERMINAL.items() if name in terminals), OperatorKind.NONE)
