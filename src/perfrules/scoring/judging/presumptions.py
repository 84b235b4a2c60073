"""Which way a number goes that does not say it: by what the name measures, else by the category, else at least.

A bare number and a written = take the better direction. Where name and category point apart, or the table marks the name as open,
the direction is only presumed: the points hang on it, and are settled only where both directions earn the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from perfrules.comparators import Exactly, Size
from perfrules.intervals import Direction
from perfrules.measures import NO_MORE, Extension, Tendency, tendency
from perfrules.model import Category, Subcategory
from perfrules.scoring.policies import Policy
from perfrules.wording import Criterion, OperatorKind


@dataclass(frozen=True, slots=True)
class Where:
    """Where a target stands: what decides which way a number without operator goes.

    ``names`` are tried in turn, the subject in the target before the indicator's name; ``better`` overrules all of it.
    """

    category: Category | None = None
    subcategory: Subcategory | None = None
    names: tuple[str, ...] = ()
    change: bool = False
    better: Direction | None = None


@dataclass(frozen=True, slots=True)
class Presumption:
    """The better direction, the measure word that says so (empty: the category, or nothing), and what is not certain about it.

    ``told``: nothing in the name says it, which a finding states. ``is_open``: what is said points both ways.
    """

    better: Direction
    word: str = ""
    told: bool = False
    is_open: bool = False

    @property
    def way(self) -> tuple[str, str]:
        """The direction in words, in Chinese and English."""
        return ("至少", "at least") if self.better is Direction.ASCENDING else ("至多", "at most")


def presumed(size: Size, kind: OperatorKind, place: Where, policy: Policy) -> Presumption | None:
    """The direction of a bare number or an =; None for what says its own, for zero and inside a change."""
    bare = kind is OperatorKind.NONE
    exact = policy.bare.takes == "exact" if bare else policy.equals.exceeded == "exact"
    if not isinstance(size, Exactly) or exact or place.change or not size.quantity.value:
        return None
    if place.better is not None:
        return Presumption(place.better)
    rule = policy.bare
    costs = place.category in rule.at_most_categories
    costs = costs or (place.subcategory is Subcategory.COST and Category.COST in rule.at_most_categories)
    filed = Direction.DESCENDING if costs else Direction.ASCENDING
    said = _said(place.names, Extension(rule.up, rule.down, rule.doubtful))
    if said.doubtful:
        return Presumption(filed, said.word, is_open=True)
    if said.better is None or (costs and said.is_work):
        return Presumption(filed, told=bare)
    if costs and said.better is not filed and not said.firm:
        return Presumption(filed, said.word, is_open=True)
    return Presumption(said.better, said.word)


def presumption_of(
    criterion: Criterion, name: str, category: Category | None, policy: Policy, *, subcategory: Subcategory | None = None
) -> Presumption | None:
    """What is presumed of a criterion before there is an actual value, as the sheet to fill in and a check can show it."""
    place = Where(category, subcategory, (criterion.subject or "", name))
    comparator = criterion.comparator
    return presumed(comparator, criterion.operator_kind, place, policy) if isinstance(comparator, Size) else None


def _said(names: tuple[str, ...], added: Extension) -> Tendency:
    for name in names:
        found = tendency(name, added if any(added) else NO_MORE)
        if found.better is not None or found.doubtful:
            return found
    return Tendency()
