"""Weights: what the table gives where it sums right, else the policy's points split evenly and exactly over each category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from perfrules.findings import Finding
from perfrules.model import Category
from perfrules.quantities import plain
from perfrules.scoring.judging.verdicts import noticed
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.explanations import Note
from perfrules.scoring.rounding import shares, total

ZERO, ONE, WHOLE = Decimal(0), Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Bearer:
    """What bears a weight: an indicator's category, the points the table gives it, and whether it does not apply (不适用)."""

    category: Category | None
    given: Decimal | None = None
    excluded: bool = False


@dataclass(slots=True)
class Allotment:
    """The weight of each bearer, in order; ``unplaced`` are points of a missing category that the policy gives to no other,
    ``lacks_weights`` whether a category has none of the weights that the policy requires of the table.
    """

    weights: list[Decimal]
    unplaced: Decimal = ZERO
    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lacks_weights: bool = False


@dataclass(slots=True)
class _Group:
    """Categories that share points, and the places of their bearers."""

    of: tuple[Category, ...]
    points: Decimal
    places: list[int]

    def names(self) -> dict[str, str]:
        return {"category": "、".join(item.label for item in self.of), "category_en": ", ".join(item.value for item in self.of)}

    @property
    def name(self) -> tuple[str, str]:
        names = self.names()
        return names["category"], names["category_en"]


def allot(bearers: Sequence[Bearer], policy: Policy, standing: int | None = None) -> Allotment:
    """The weights of a project's indicators: with its budget execution and what is unplaced they are exactly 100.

    ``standing`` is the place of an indicator that is the budget execution. It has the points that the table gives it where
    all of them add up to 100, else those of the policy; none where it does not apply.
    """
    places = [place for place in range(len(bearers)) if place != standing]
    kept = [place for place in places if not bearers[place].excluded]
    if policy.not_applicable.weight == "rescale_all" and 0 < len(kept) < len(places):
        return _rescaled_all(bearers, kept, policy, standing)
    out = Allotment([ZERO] * len(bearers))
    groups = _groups(bearers, places, policy)
    homed = {place for group in groups for place in group.places}
    homeless = [place for place in places if place not in homed]
    given = _filled(bearers, places)
    due = total([group.points for group in groups])
    if standing is not None and not bearers[standing].excluded:
        out.weights[standing] = _standing(bearers, standing, policy)
        due = WHOLE - out.weights[standing]
    if given is not None and policy.split.method != "even" and total(given) == due:
        _take_given(bearers, dict(zip(places, given, strict=True)), groups, homeless, out)
    else:
        out.findings += [_homeless(place, bearers[place].category) for place in homeless]
    _replace_missing(bearers, groups, policy, out)
    for group in groups:
        if any(not bearers[place].excluded for place in group.places):
            _share_out(group, bearers, policy, out)
    return out


def due_as_given(categories: Sequence[Category | None], policy: Policy) -> Decimal | None:
    """The sum with which the points that a table gives to each indicator, all of which apply, are taken as they stand.

    None where they are not: the policy splits evenly, or a category belongs to no pool.
    """
    groups = _groups([Bearer(category) for category in categories], range(len(categories)), policy)
    homed = sum(len(group.places) for group in groups)
    return None if policy.split.method == "even" or homed < len(categories) else total([group.points for group in groups])


def _standing(bearers: Sequence[Bearer], place: int, policy: Policy) -> Decimal:
    """The points of the indicator that is the budget execution."""
    given = _given(bearers, range(len(bearers)))
    whole = given is not None and total(given) == WHOLE and policy.split.method != "even"
    return given[place] if given is not None and whole else policy.weights.execution


def _rescaled_all(bearers: Sequence[Bearer], kept: Sequence[int], policy: Policy, standing: int | None) -> Allotment:
    """As if all applied, then the weight of those that do not over all others in proportion; an execution keeps its own."""
    out = allot(
        [bearer if place == standing else replace(bearer, excluded=False) for place, bearer in enumerate(bearers)], policy, standing
    )
    own = [out.weights[place] for place in kept]
    parts = shares(total([weight for place, weight in enumerate(out.weights) if place != standing]), own if any(own) else [ONE] * len(kept))
    out.weights = [weight if place == standing else ZERO for place, weight in enumerate(out.weights)]
    for place, weight in zip(kept, parts, strict=True):
        out.weights[place] = weight
    out.notes.append(Note("weights-rescaled", {"count": len(bearers) - len(kept) - (standing is not None)}, "not_applicable"))
    return out


def _given(bearers: Sequence[Bearer], places: Sequence[int]) -> list[Decimal] | None:
    """The points that the table gives at these places, or None where it leaves one out."""
    weights = [weight for place in places if (weight := bearers[place].given) is not None]
    return weights if places and len(weights) == len(places) else None


def _filled(bearers: Sequence[Bearer], places: Sequence[int]) -> list[Decimal] | None:
    """The points that the table gives at these places, nothing where it leaves one out; None where it gives none or takes some."""
    weights = [bearers[place].given for place in places]
    if all(weight is None for weight in weights) or any(weight is not None and weight < 0 for weight in weights):
        return None
    return [ZERO if weight is None else weight for weight in weights]


def _groups(bearers: Sequence[Bearer], places: Sequence[int], policy: Policy) -> list[_Group]:
    """The pools of the policy with the places of their bearers."""
    with_cost = policy.weights.pools_with_cost and any(bearer.category is Category.COST for bearer in bearers)
    pools = policy.weights.pools_with_cost if with_cost else policy.weights.pools
    groups = [_Group(pool.of, pool.points, []) for pool in pools]
    for place in places:
        bearer = bearers[place]
        homes = groups if bearer.category is None and len(groups) == 1 else [group for group in groups if bearer.category in group.of]
        if homes:
            homes[0].places.append(place)
    return groups


def _homeless(place: int, category: Category | None) -> Finding:
    """What belongs to no pool has no points of its own."""
    if category is None:
        return noticed("SC007", number=place + 1)
    return noticed("SC006", category=category.label, category_en=category.value)


def _take_given(
    bearers: Sequence[Bearer], given: Mapping[int, Decimal], groups: Sequence[_Group], homeless: Sequence[int], out: Allotment
) -> None:
    """The table's points for every indicator, since their sum is right; what has no pool keeps what the table gives it."""
    out.notes.append(Note("weights-given", {"total": total(list(given.values()))}, "split"))
    for group in groups:
        group.points = total([given[place] for place in group.places])
    for place in homeless:
        if bearers[place].excluded:
            out.unplaced = total([out.unplaced, given[place]])
            out.findings.append(_homeless(place, bearers[place].category))
        else:
            out.weights[place] = given[place]
            out.findings.append(noticed("SC022", number=place + 1, points=plain(given[place])))


def _replace_missing(bearers: Sequence[Bearer], groups: Sequence[_Group], policy: Policy, out: Allotment) -> None:
    """The points of a category without an applicable indicator go where the policy says, or stay unplaced."""
    present = [group for group in groups if any(not bearers[place].excluded for place in group.places)]
    missing = [group for group in groups if group not in present and group.points]
    bearing = [group for group in present if group.points]
    if missing and policy.missing.practice == "rescale" and bearing:
        _rescale(bearing, missing, out)
        return
    for group in missing:
        heir = next((other for other in present for lost in group.of if policy.missing.move.get(lost) in other.of), None)
        shown: dict[str, object] = {"category": group.name, "points": group.points}
        if heir is None:
            out.unplaced = total([out.unplaced, group.points])
            out.findings.append(noticed("SC005", **group.names(), points=plain(group.points)))
            out.notes.append(Note("missing-open", shown, "missing"))
        else:
            heir.points = total([heir.points, group.points])
            out.findings.append(noticed("SC018", **group.names(), heir=heir.name[0], heir_en=heir.name[1], points=plain(group.points)))
            out.notes.append(Note("missing-moved", shown | {"heir": heir.name}, "missing"))
        group.points = ZERO


def _rescale(bearing: Sequence[_Group], missing: Sequence[_Group], out: Allotment) -> None:
    whole = total([group.points for group in (*bearing, *missing)])
    for group, part in zip(bearing, shares(whole, [group.points for group in bearing]), strict=True):
        group.points = part
    for group in missing:
        group.points = ZERO
        out.findings.append(noticed("SC004", **group.names(), whole=plain(whole)))
        out.notes.append(Note("missing-rescaled", {"category": group.name, "whole": whole}, "missing"))


def _share_out(group: _Group, bearers: Sequence[Bearer], policy: Policy, out: Allotment) -> None:
    """The points of a group over its indicators: as the table gives them where they sum right, else evenly."""
    given = _filled(bearers, group.places)
    right = given is not None and total(given) == group.points and policy.split.method != "even"
    weights = given if right and given is not None else [ONE] * len(group.places)
    if not right:
        _say_even(group, bearers, policy, out)
    else:
        blank = [place for place in group.places if bearers[place].given is None and not bearers[place].excluded]
        out.findings += [noticed("SC034", number=place + 1, total=plain(group.points)) for place in blank]
    kept = [place for place in group.places if not bearers[place].excluded]
    left_out = len(weights) - len(kept)
    if left_out:
        out.notes.append(Note("weights-passed-on", {"category": group.name, "count": left_out}, "not_applicable"))
    settled = weights if right else shares(group.points, [Fraction(weight) for weight in weights])
    shared = shares(group.points, _passed_on(group.places, bearers, weights, settled)) if left_out else settled
    for place, weight in zip(kept, shared, strict=True):
        out.weights[place] = weight


def _passed_on(places: Sequence[int], bearers: Sequence[Bearer], weights: Sequence[Decimal], settled: Sequence[Decimal]) -> list[Fraction]:
    """What each applicable indicator bears: its own weight, and in proportion to it those of its category that do not apply.

    A category of which nothing applies passes on to the others of the group; one of which all applies keeps what is
    ``settled``, so that no points earned are lost by it.
    """
    categories = [bearers[place].category for place in places]
    touched = {category for place, category in zip(places, categories, strict=True) if bearers[place].excluded}
    present = {category for place, category in zip(places, categories, strict=True) if not bearers[place].excluded}
    if not touched <= present:
        settled = weights
    own: dict[Category | None, Fraction] = {}
    whole: dict[Category | None, Fraction] = {}
    for place, weight, points in zip(places, weights, settled, strict=True):
        category = bearers[place].category
        whole[category] = whole.get(category, Fraction(0)) + Fraction(points)
        own[category] = own.get(category, Fraction(0)) + (0 if bearers[place].excluded else Fraction(weight))
    kept = [
        (bearers[place].category, Fraction(weight if bearers[place].category in touched else points))
        for place, weight, points in zip(places, weights, settled, strict=True)
        if not bearers[place].excluded
    ]
    count = Counter(category for category, _ in kept)
    parts = [weight if of not in touched else weight * whole[of] / own[of] if own[of] else whole[of] / count[of] for of, weight in kept]
    return parts if any(parts) else [Fraction(1)] * len(kept)


def _say_even(group: _Group, bearers: Sequence[Bearer], policy: Policy, out: Allotment) -> None:
    """Why the points are split evenly: the table's sum is wrong, or it gives none."""
    some = [weight for place in group.places if (weight := bearers[place].given) is not None]
    shown = group.names() | {"points": plain(group.points), "count": str(len(group.places))}
    if some:
        out.findings.append(noticed("SC002", **shown, given=plain(total(some))))
    else:
        required = policy.weights.given == "required"
        out.lacks_weights = out.lacks_weights or required
        out.findings.append(noticed("SC003" if required else "SC021", **shown))
    out.notes.append(Note("weights-even", {"category": group.name, "points": group.points, "count": len(group.places)}, "split"))
