"""One indicator: its criteria judged first, its points computed once its weight is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from perfrules import units
from perfrules.arguments import NATIVE, native, shown, text
from perfrules.comparators import Deadline
from perfrules.errors import ValueRangeError
from perfrules.findings import Finding, Location, Severity
from perfrules.model import Actual, Category
from perfrules.scoring import arguments
from perfrules.scoring.actuals.given import Alone, Given
from perfrules.scoring.actuals.reading import inline_base, read_actual, written
from perfrules.scoring.actuals.values import Listed, Single, Unbound
from perfrules.scoring.judging.binding import bind
from perfrules.scoring.judging.criteria import aspired, judge, together
from perfrules.scoring.judging.verdicts import NOTHING, OPEN, Circumstances, noticed
from perfrules.scoring.policies import DEFAULT, Policy, PolicyLike, load
from perfrules.scoring.policies.labels import Labels
from perfrules.scoring.policies.loading import shipped
from perfrules.scoring.results.explanations import Note
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.parts import CriterionScore, IndicatorScore
from perfrules.scoring.rounding import rounded
from perfrules.scoring.yardsticks import Yardstick, yardstick
from perfrules.wording import Criterion, Target, parse

ActualLike: TypeAlias = "Actual | str | float | Decimal | date | None"
_NONE: Mapping[int, Given] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Judged:
    """An indicator whose criteria are judged and whose weight is still open."""

    target: Target
    given: Given
    parts: tuple[CriterionScore, ...]
    outcome: Outcome
    share: Range[Fraction]
    case: Circumstances
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
    shown: str | None = None

    @property
    def excluded(self) -> bool:
        """Whether its weight goes to the others of its category."""
        return self.outcome is Outcome.NOT_APPLICABLE and self.case.policy.not_applicable.weight != "open"

    @property
    def earns(self) -> Range[Fraction]:
        """The share of its weight that it earns: all of it stays open where the weight of what does not apply does."""
        return OPEN if self.outcome is Outcome.NOT_APPLICABLE and not self.excluded else self.share


def evaluate(
    target: str | Target,
    actual: ActualLike,
    *,
    name: str | None = None,
    category: str | Category | None = None,
    weight: Decimal | int | str = 100,
    base: str | float | Decimal | None = None,
    share: Decimal | int | str | None = None,
    year: int | None = None,
    counting: bool = False,
    policy: PolicyLike = DEFAULT,
) -> IndicatorScore:
    """One actual value against one target.

    ``actual`` is text, a number, a date, None (not given), the cell of a frame that holds one of them, or an :class:`Actual`; a
    float is taken by its ``repr``. ``weight``
    are the points to be earned, ``base`` the 基期值 of a change, ``share`` the share (0 to 1) of a qualitative target, ``year``
    the budget year of a deadline without one; ``counting`` lets counting words (个 家 项) match each other.

    Raises :class:`PolicyError` for an unknown policy and :class:`ValueRangeError` for a weight that is none. What is wrong
    with the target or the actual value is a finding of the score.

    >>> evaluate(Target.from_dict({"text": "≥50家", "criteria": [{"kind": "bound", "op": ">=", "value": "50", "unit": "家"}]}), 35).points
    Decimal('70.00')
    """
    if actual.__class__ not in NATIVE:
        actual = native(actual)
    is_plain = base is None and share is None and not units.are_extended()
    asked = (
        target if target.__class__ is str else id(target),
        name,
        category,
        weight,
        weight.__class__,
        year,
        year.__class__,
        bool(counting),
        policy,
    )
    if is_plain and (known := _known(asked)) is not None and (score := known.score(actual)) is not None:
        return score
    points = arguments.number(weight, ("分值", "weight"))
    if points < 0:
        raise ValueRangeError(f"分值不能为负：{points}。", f"A weight cannot be negative: {points}.")
    kind, said, in_year = category_of(category), text(name, ("指标名称", "name")), arguments.year(year)
    rules = load(policy)
    case = Circumstances(rules.at(in_year), said, kind, year=in_year, counting=bool(counting))
    read = target if isinstance(target, Target) else parse(target, name=said or None)
    found = yardstick(read, case, points, long_way) if is_plain else None
    if is_plain and (rules is policy or policy in shipped()):
        _keep(asked, target, found)
    if found is not None and (score := found.score(actual)) is not None:
        return score
    return finish(judged(read, _given(actual, base, share), case), points)


def long_way(target: Target, given: object, case: Circumstances, weight: Decimal) -> IndicatorScore:
    """The score of a value that nothing stands beside."""
    return finish(judged(target, Alone(given), case), weight)


class _Kept(NamedTuple):
    """A target, which has to stay while its place in memory is its key, and its yardstick."""

    target: object
    yardstick: Yardstick | None


_KEPT: dict[tuple[object, ...], _Kept] = {}
_MOST_KEPT = 4096


def _known(asked: tuple[object, ...]) -> Yardstick | None:
    """The yardstick of a question that was asked before; None for a new one, and where what is given cannot be a key."""
    try:
        return _KEPT[asked].yardstick
    except (KeyError, TypeError):
        return None


def _keep(asked: tuple[object, ...], target: object, found: Yardstick | None) -> None:
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    _KEPT[asked] = _Kept(target, found)


def _given(actual: ActualLike, base: str | float | Decimal | None, share: Decimal | int | str | None) -> Given:
    """The actual value with what a caller gives beside it."""
    before = written(native(base))
    part = None if share is None else arguments.number(share, ("达成比例", "share"))
    if not isinstance(actual, Actual):
        return Alone(actual, before, part)
    given = arguments.actual(actual)
    more = {name: value for name, value in (("base", before), ("share", part)) if value is not None}
    return given.model_copy(update=more) if more else given


def judged(target: Target, given: Given, case: Circumstances, parts: Mapping[int, Given] = _NONE) -> Judged:
    """The criteria of a target judged; ``parts`` are actual values of single criteria by their place (from 1)."""
    criteria = target.criteria
    scored = [place for place, criterion in enumerate(criteria, 1) if not criterion.aspiration]
    shown = _shown(given, parts)
    if not scored and any(found.severity is Severity.ERROR for found in target.findings):  # an empty cell is no 不适用
        return Judged(target, given, (), Outcome.CANNOT_JUDGE, OPEN, case, (noticed("SC033", target=target.text),), shown=shown)
    if not scored:
        code = "SC010" if criteria else "SC011"
        aspirations = tuple(aspired(criterion) for criterion in criteria)
        return Judged(target, given, aspirations, Outcome.NOT_APPLICABLE, NOTHING, case, (noticed(code, target=target.text),), shown=shown)
    rest = [place for place in scored if place not in parts]
    text, own_base = inline_base(given.value) if isinstance(given.value, str) else (given.value, None)
    asked = [criteria[place - 1] for place in rest]
    values, found = bind(asked, read_actual(text, case.policy.labels, timed=_timed(*asked)), case.name) if rest else ([], [])
    bound = dict(zip(rest, values, strict=True))
    scores: list[CriterionScore] = []
    for place, criterion in enumerate(criteria, 1):
        if criterion.aspiration:
            scores.append(aspired(criterion))
        elif place in parts:
            part = parts[place]
            one = judge(
                criterion,
                (_single(part, case.policy.labels, criterion),),
                written(part.value),
                _with(case, part, None),
                target.unread(criterion),
            )
            scores.append(_found_at(part.place, one))
        else:
            one = judge(criterion, bound[place], written(given.value), _with(case, given, own_base), target.unread(criterion))
            scores.append(_found_at(given.place, one))
    outcome, share, notes = _together(scores, case.policy)
    findings = (*placed(found, given.place), *(item for score in scores for item in score.findings))
    return Judged(target, given, tuple(scores), outcome, share, case, findings, notes, shown)


def _found_at(place: Location | None, score: CriterionScore) -> CriterionScore:
    """The score with its findings at a place of a file."""
    return replace(score, findings=placed(score.findings, place)) if score.findings and place is not None else score


def category_of(category: str | Category | None) -> Category | None:
    """The category of its value or its Chinese name, None for a blank; raises :class:`ValueRangeError` for what is none."""
    if category is None or (isinstance(category, str) and not category.strip()):
        return None
    try:
        return Category(category)
    except ValueError:
        known, given = "、".join(member.label for member in Category), category if isinstance(category, str) else shown(category)
        raise ValueRangeError(
            f"没有“{given}”这一类指标，可选：{known}。", f"There is no category “{given}”; choose one of {known}."
        ) from None


def _timed(*criteria: Criterion) -> bool:
    """Whether every criterion asks for a time."""
    return all(isinstance(criterion.comparator, Deadline) for criterion in criteria)


def _single(part: Given, labels: Labels, criterion: Criterion) -> Single:
    value = read_actual(part.value, labels, timed=_timed(criterion))
    return Unbound(str(value)) if isinstance(value, Listed) else value


def _with(case: Circumstances, given: Given, own_base: str | None) -> Circumstances:
    base = given.base or own_base
    share = None if given.share is None else Fraction(given.share)
    return case if base is None and share is None else replace(case, base=base, share=share)


def _shown(given: Given, parts: Mapping[int, Given]) -> str | None:
    """What is shown as the actual value of the whole indicator."""
    items = [f"{place}. {written(part.value) or ''}" for place, part in sorted(parts.items())]
    whole = written(given.value)
    return "；".join(([whole] if whole else []) + items) if items else whole


def _together(scores: Sequence[CriterionScore], policy: Policy) -> tuple[Outcome, Range[Fraction], tuple[Note, ...]]:
    """Several criteria as one: the mean of their shares, or the worst; what does not apply is left out."""
    counted = [score.share for score in scores if score.outcome is not Outcome.NOT_APPLICABLE]
    outcome = together([score.outcome for score in scores])
    if not counted:
        return outcome, NOTHING, ()
    if len(counted) == 1:
        return outcome, counted[0], ()
    if policy.several.combine == "worst":
        worst = Range(min(share.low for share in counted), min(share.high for share in counted))
        return outcome, worst, (Note("several-worst", {"count": len(counted), "share": worst.low}, "several"),)
    low, high = (sum((share[end] for share in counted), Fraction(0)) / len(counted) for end in (0, 1))
    return outcome, Range(low, high), (Note("several-mean", {"count": len(counted), "share": low}, "several"),)


def finish(done: Judged, weight: Decimal, *, key: str = "", number: str | None = None, place: Location | None = None) -> IndicatorScore:
    """The score of a judged indicator, now that its weight is known: share × weight, rounded once."""
    policy, case = done.case.policy, done.case
    outside = done.outcome is Outcome.NOT_APPLICABLE
    maximum = Decimal(0) if done.excluded else weight
    share = done.earns
    interval = Range(points_of(share.low, maximum, policy), points_of(share.high, maximum, policy))
    found = [*done.findings]
    trail = [*done.notes]
    if not outside:
        key_ = "points" if share.is_settled else "points-open"
        values = {"share": share.low, "high_share": share.high, "weight": weight, "points": interval.low, "high": interval.high}
        trail.append(Note(key_, values | {"places": policy.rounding.indicator}, "rounding"))
    interval = _deducted(interval, done.given, policy, found, trail)
    required = _reason_required(done, interval, maximum, policy)
    asked = interval.low == maximum and any(item.code == "AC002" for item in found)  # which asks for the same explanation
    if required and not asked and not (done.given.deviation_reason or "").strip():
        found.append(noticed("AC001", name=case.name or done.target.text))
    ratios = [part.attainment for part in done.parts if part.outcome is not Outcome.NOT_APPLICABLE]
    return IndicatorScore(
        key=key,
        number=number,
        category=case.category.value if case.category else None,
        name=case.name or None,
        target=done.target,
        actual=done.shown,
        criteria=done.parts,
        outcome=done.outcome,
        points=interval.low,
        maximum=maximum,
        interval=interval,
        attainment=ratios[0] if len(ratios) == 1 else None,
        rules=policy,
        reason_required=required,
        deviation_reason=done.given.deviation_reason,
        notes=tuple(trail),
        findings=tuple(item.at(indicator=key or None) for item in placed(found, place)),
    )


def placed(findings: Sequence[Finding], place: Location | None) -> tuple[Finding, ...]:
    """Findings at a place of a file; one that has a file already stays where it is."""
    if place is None or not findings:
        return tuple(findings)
    where = {name: getattr(place, name) for name in ("file", "sheet", "page", "table", "cell", "row", "column", "project")}
    return tuple(item if item.location.file else item.at(**where) for item in findings)


def points_of(share: Fraction, weight: Decimal, policy: Policy) -> Decimal:
    """The points that a share of a weight is: rounded once, and never more than the weight."""
    return weight if share == 1 else min(rounded(Fraction(weight) * share, policy.rounding.indicator), weight)


def _deducted(interval: Range[Decimal], given: Given, policy: Policy, found: list[Finding], trail: list[Note]) -> Range[Decimal]:
    """The points less a written deduction, where the policy takes one."""
    if given.deduction is None:
        return interval
    if not policy.deduction.allowed or given.deduction < 0:
        found.append(noticed("SC013", deduction=given.deduction))
        return interval
    places = policy.rounding.indicator
    low, high = (max(Decimal(0), rounded(Fraction(end) - Fraction(given.deduction), places)) for end in interval)
    trail.append(Note("deducted", {"deduction": given.deduction, "points": low}, "deduction"))
    return Range(low, high)


def _reason_required(done: Judged, interval: Range[Decimal], maximum: Decimal, policy: Policy) -> bool:
    below = policy.reason.below_full and interval.high < maximum
    return below or any(part.reason_required for part in done.parts)
