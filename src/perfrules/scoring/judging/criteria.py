"""Judging one criterion: the closed list of comparator kinds, each with its meaning under a policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from perfrules.comparators import (
    About,
    AtLeast,
    AtMost,
    Between,
    Change,
    Deadline,
    Exactly,
    LessThan,
    MoreThan,
    Qualitative,
    Rank,
)
from perfrules.findings import Finding
from perfrules.scoring.actuals.doubts import against, doubt
from perfrules.scoring.actuals.reading import is_other_base, read_actual, starts_elsewhere
from perfrules.scoring.actuals.values import (
    Absent,
    DateValue,
    Excluded,
    Moved,
    NoValue,
    NumberValue,
    RankValue,
    Said,
    Single,
    Stated,
    Unbound,
)
from perfrules.scoring.judging.changes import TRENDS, WAY, change_meaning, judge_change
from perfrules.scoring.judging.completion import complete
from perfrules.scoring.judging.meanings import Bounds, Requirement
from perfrules.scoring.judging.qualities import judge_quality
from perfrules.scoring.judging.sizes import contained, judge_size, sufficient
from perfrules.scoring.judging.timeliness import judge_deadline, last_day
from perfrules.scoring.judging.verdicts import NOTHING, Circumstances, Verdict, cannot, completed
from perfrules.scoring.results.explanations import Note, Sized
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.parts import CriterionScore
from perfrules.wording import Criterion
from perfrules.wording.characters import half_width


def judge(
    criterion: Criterion, values: Sequence[Single], written: str | None, case: Circumstances, unread: Finding | None = None
) -> CriterionScore:
    """The score of one criterion; several values (of 各) are each judged and count equally.

    ``unread`` is the error that kept its number from being read: no actual value can be held against it.
    """
    verdicts = [_verdict(criterion, value, written, case) if unread is None else _unread(criterion, value, unread) for value in values]
    verdict = verdicts[0] if len(verdicts) == 1 else _mean(verdicts)
    as_read: dict[str, object] = {"text": criterion.text, "operator": criterion.operator}
    reading = () if unread else (Note(_kind(criterion), {"comparator": criterion.comparator} | as_read),)
    lost = unread is None and verdict.share.low < 1 and verdict.outcome is not Outcome.NOT_APPLICABLE
    return CriterionScore(
        criterion=criterion,
        actual="；".join(str(value) for value in values),
        outcome=verdict.outcome,
        share=verdict.share,
        attainment=verdict.ratio,
        notes=(Note("written", as_read), *reading, *verdict.notes),
        lack=Lack(criterion, case, verdict.value) if lost else None,
        findings=verdict.findings,
        reason_required=verdict.reason_required,
    )


def aspired(criterion: Criterion) -> CriterionScore:
    """力争: shown, never scored."""
    notes = (Note("written", {"text": criterion.text, "operator": criterion.operator}), Note("aspiration"))
    return CriterionScore(criterion=criterion, actual=None, outcome=Outcome.NOT_APPLICABLE, share=NOTHING, notes=notes)


def _excluded() -> Verdict:
    return Verdict(Outcome.NOT_APPLICABLE, NOTHING, None, (Note("excluded", {}, "not_applicable"),))


def _unread(criterion: Criterion, value: Single, why: Finding) -> Verdict:
    if isinstance(value, Excluded):
        return _excluded()
    return cannot("AC037", target=criterion.text, reason=why.message, reason_en=why.say("en"))


def _verdict(criterion: Criterion, value: Single, written: str | None, case: Circumstances) -> Verdict:
    comparator = criterion.comparator
    if isinstance(value, Excluded):
        return _excluded()
    if isinstance(value, Absent) and not (isinstance(comparator, Qualitative) and case.share is not None):
        return cannot("AC034", target=criterion.text)
    if isinstance(value, NoValue):
        return cannot("AC004", value=value)
    if isinstance(value, Unbound):
        return cannot("AC033", value=value, word=value.word) if value.word else cannot("AC016", value=value, target=criterion.text)
    word = _doubt(criterion, value, case)
    if word is not None:
        return cannot("AC033", value=getattr(value, "around", value), word=word)
    match comparator:
        case Between() | AtLeast() | MoreThan() | AtMost() | LessThan() | Exactly() | About():
            return judge_size(criterion, comparator, value, case)
        case Change():
            return judge_change(criterion, comparator, value, case)
        case Deadline():
            return judge_deadline(criterion, comparator, value, case)
        case Rank():
            return _judge_rank(comparator, value, case)
        case Qualitative():
            return judge_quality(comparator, value, written, case)
        case _:
            assert_never(comparator)


def _doubt(criterion: Criterion, value: Single, case: Circumstances) -> str | None:
    """The word that makes it doubtful whether a change, a date or a place came about: 未增长6%, 2024年12月底前未完成, 倒数第2名, 上升2名."""
    comparator = criterion.comparator
    if not isinstance(comparator, (Change, Deadline, Rank)) or not isinstance(value, (NumberValue, Moved, DateValue, RankValue, Stated)):
        return None
    said = f"{case.name}{criterion.text}{criterion.subject or ''}"
    if isinstance(value, Moved) and isinstance(comparator, Change):
        if starts_elsewhere(comparator.base or "", value.base, case.year) or (not comparator.base and is_other_base(value.base, said)):
            return value.base
        said = said.replace(comparator.base or "", "")
    word = doubt(value, said, level=False)
    if word is None and isinstance(value, NumberValue) and isinstance(comparator, Change):
        return against(value, comparator.trend)
    if word is None and isinstance(value, NumberValue) and isinstance(comparator, Rank):
        way = WAY.search(half_width(value.around))
        return None if way is None else way[0].rstrip("0123456789 ")
    return word


def _judge_rank(rank: Rank, value: Single, case: Circumstances) -> Verdict:
    """A place in an order: lower is better, a place that is missed earns by the reverse rule."""
    if isinstance(value, Stated) and isinstance(value.comparator, Rank):
        return contained(value) if value.comparator.value <= rank.value else cannot("AC006", value=value)
    place = value.value if isinstance(value, (RankValue, NumberValue)) and getattr(value, "unit", None) in (None, "名", "位") else None
    if place is None or Fraction(place) < 1 or Fraction(place).denominator != 1:
        return cannot("AC035", value=value, expected="名次（如“第8名”）", expected_en="a rank (第8名)")
    requirement = Requirement(None, Fraction(rank.value))
    result = complete(requirement, Fraction(place), case.policy, case.policy.rank)
    return completed(result, Note("rank", {"last": rank.value}, "rank"), Note("actual-rank", {"value": value}))


def _mean(verdicts: Sequence[Verdict]) -> Verdict:
    """Several values of one criterion, each counting equally; one that cannot be judged leaves the outcome open."""
    count = len(verdicts)
    share = Range(
        sum((one.share.low for one in verdicts), Fraction(0)) / count, sum((one.share.high for one in verdicts), Fraction(0)) / count
    )
    notes = [Note("each", {"count": count}, "several")]
    for number, one in enumerate(verdicts, 1):
        notes += [Note("each-item", {"number": number}), *one.notes]
    findings = tuple(item for one in verdicts for item in one.findings)
    return Verdict(
        together([one.outcome for one in verdicts]), share, None, tuple(notes), findings, any(one.reason_required for one in verdicts)
    )


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of several: open if one is, unmet if one is, met otherwise; what does not apply is left out."""
    for outcome in (Outcome.CANNOT_JUDGE, Outcome.UNMET, Outcome.MET):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_APPLICABLE


def _kind(criterion: Criterion) -> str:
    if isinstance(criterion.comparator, Qualitative):
        return "read-quality"
    return "read" if criterion.operator else "read-bare"


_GAP_UNITS = {"%": "个百分点", "‰": "个千分点"}


@dataclass(frozen=True, slots=True)
class Lack:
    """What a criterion lacks that was compared with ``value``, under the circumstances of the judgement."""

    criterion: Criterion
    case: Circumstances
    value: Fraction | None

    def note(self) -> Note | None:
        """What would earn all of it, as the policy takes the target, and how far the value is from it."""
        criterion, case, value = self.criterion, self.case, self.value
        comparator = criterion.comparator
        match comparator:
            case Qualitative():
                asked = read_actual(comparator.text)
                return Note(
                    "needed-yes" if isinstance(asked, Said) and asked.yes is not None else "needed-quality", {"text": comparator.text}
                )
            case Deadline():
                return Note("needed-date", {"last": last_day(comparator, case.year)})
            case Rank():
                return Note("needed", {"bound": comparator})
            case Change():
                required, _ = change_meaning(criterion, comparator, case.policy)
                trend = TRENDS[comparator.trend]
                return Note("needed-change", {"bound": Bounds(required, comparator.unit), "trend": trend})
            case _:
                enough = sufficient(criterion, comparator, case)
        if enough is None:
            return None
        shown: dict[str, object] = {"bound": Bounds(enough, comparator.unit)}
        gap = None if value is None else enough.gap(value)
        unit = _GAP_UNITS.get(comparator.unit or "", comparator.unit)
        return Note("needed-gap", shown | {"gap": Sized(gap, unit)}) if gap else Note("needed", shown)
