"""The figures that a project's objective names, and the indicators that take them up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from perfrules.deferring import deferred
from perfrules.lint.comparing import normal
from perfrules.lint.sizes import bound_of, sizes, unit_of, values_of
from perfrules.resources import tables_of
from perfrules.units import standard
from perfrules.wording import Criterion, parse

if TYPE_CHECKING:
    from perfrules.model import Indicator, Project

_CLAUSE = deferred(r"[。；;，,：:\n]")
_ASIDE = deferred(r"[（(][^（）()]*[）)]")
_OCCASIONS = frozenset[str](tables_of("lint/units.toml")["occasions"])
_LEAKED = deferred(r"年度指标值|指标[:：]")


class Figure(NamedTuple):
    """A quantity of the objective; ``words`` is the clause that it stands in."""

    criterion: Criterion
    words: str


def figures(project: Project) -> list[Figure]:
    """The quantities of the objective that have a unit; text that leaked in from the indicators is not part of it."""
    goal = _ASIDE.sub("", project.objective or "")
    leaked = _LEAKED.search(goal)
    return list(_figures(goal[: leaked.start()] if leaked else goal))


def _figures(goal: str) -> Iterator[Figure]:
    start = 0
    for end in [*(found.start() for found in _CLAUSE.finditer(goal)), len(goal)]:
        clause = goal[start:end].strip()
        start = end + 1
        if re.search(r"\d|[一二两三四五六七八九十]", clause):
            for criterion in sizes(parse(clause)):
                if bound_of(criterion) is not None and standard().get((unit_of(criterion) or "").partition("/")[0]) is not None:
                    yield Figure(criterion, clause)


def same_kind(one: str | None, other: str | None) -> bool:
    """Whether two units count alike: equal, convertible, or both a count of occasions (场 次 期)."""
    return one == other or {one, other} <= _OCCASIONS or standard().factor(one, other) is not None


def taken_up(figure: Figure, project: Project) -> Iterator[tuple[Indicator, Criterion]]:
    """The criteria of the project that speak of the figure's subject in a unit that counts alike."""
    for indicator in project.indicators:
        for criterion in sizes(indicator.target):
            words = (criterion.subject or "") + indicator.name
            if same_kind(unit_of(criterion), unit_of(figure.criterion)) and shares_words(figure.words, words):
                yield indicator, criterion


def has_figure(figure: Figure, project: Project) -> bool:
    """Whether any target of the project has the figure, whatever it is called."""
    values, unit = values_of(figure.criterion), unit_of(figure.criterion)
    return any(
        values_of(criterion) == values and same_kind(unit_of(criterion), unit)
        for indicator in project.indicators
        for criterion in sizes(indicator.target)
    )


def shares_words(one: str, other: str, least: int = 4) -> bool:
    """Whether two texts share a stretch of at least ``least`` characters.

    >>> shares_words("全年不少于一次组训、点验活动", "开展组训、点验活动的次数"), shares_words("宣讲活动", "演练活动")
    (True, False)
    """
    first, second = normal(one), normal(other)
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size >= least
