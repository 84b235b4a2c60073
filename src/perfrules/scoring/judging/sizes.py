"""Judging a number against a bound or a range: units and scale first, then the policy's completion rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from perfrules import units
from perfrules.comparators import AtMost, Between, LessThan, Size
from perfrules.findings import Finding
from perfrules.intervals import Direction
from perfrules.measures import ends_in, tendency
from perfrules.model import Category, Subcategory
from perfrules.scoring.actuals.absences import absent_in, covers
from perfrules.scoring.actuals.doubts import beyond, doubt
from perfrules.scoring.actuals.proportions import SHARES, Proportion
from perfrules.scoring.actuals.reading import read_actual, scale_of
from perfrules.scoring.actuals.values import NotHappened, NumberValue, Said, Single, Stated
from perfrules.scoring.judging.completion import complete, complete_from, step_of
from perfrules.scoring.judging.curves import bounds_of, scale
from perfrules.scoring.judging.fractions import in_per_cent
from perfrules.scoring.judging.meanings import Requirement, meaning
from perfrules.scoring.judging.pieces import ONE, piece_at
from perfrules.scoring.judging.plausibility import (
    falls_below_zero,
    falls_short,
    is_bare,
    is_no_share,
    is_part_of_one,
    is_share,
    scale_limit,
)
from perfrules.scoring.judging.presumptions import Presumption, Where, presumed
from perfrules.scoring.judging.verdicts import ALL, Circumstances, Verdict, cannot, completed, noticed, refused, settled
from perfrules.scoring.results.explanations import Note, Sized, percent
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.wording import Criterion, OperatorKind
from perfrules.wording.characters import half_width

_YEAR = "年"
_RATE = re.compile(r"([^\d,，;；()]{2,}?)(?:达到?|为|是|[:=])?\d")
_AS_SHARES = {**SHARES, "百分点": 100, "千分点": 1000}


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number in the target's unit, and what had to be done to bring it there."""

    value: Fraction
    unit: str | None
    note: Note
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        return str(Sized(self.value, self.unit))


@dataclass(frozen=True, slots=True)
class _Question:
    """A size, what the policy takes it to mean and why, and the circumstances."""

    criterion: Criterion
    size: Size
    required: Requirement
    notes: tuple[Note, ...]
    case: Circumstances


def judge_size(criterion: Criterion, size: Size, value: Single, case: Circumstances) -> Verdict:
    """The verdict on a bound or a range; where its direction is only presumed, one that holds in both, or none."""
    size = in_per_cent(criterion, size, value)
    place = _place(criterion, case)
    presumption = presumed(size, criterion.operator_kind, place, case.policy)
    found = _held_against(criterion, size, value, case, place)
    if presumption is None:
        return found
    other = _held_against(criterion, size, value, case, replace(place, better=_opposite(presumption.better)))
    same = (found.outcome, found.share) == (other.outcome, other.share)
    return found if same else _presuming(found, other, presumption, criterion)


def _presuming(found: Verdict, other: Verdict, presumption: Presumption, criterion: Criterion) -> Verdict:
    """A verdict that hangs on the direction: open where that is doubtful, else with a finding where nothing but the number says it."""
    way, way_en = presumption.way
    shown = {"target": criterion.text, "way": way, "way_en": way_en, "word": presumption.word}
    if presumption.is_open:
        notes = tuple(note for note in found.notes if note.key not in _SETTLES_DIRECTION)
        return refused(noticed("SC024", **shown), *notes, share=_span(found, other))
    code = _told(presumption, criterion)
    return replace(found, findings=(*found.findings, noticed(code, **shown))) if code else found


def _told(presumption: Presumption, criterion: Criterion) -> str:
    """The finding that states a direction which nothing but the number, or its category, says."""
    if presumption.told:
        return "SC025"
    return "SC026" if criterion.operator_kind is not OperatorKind.NONE and presumption.better is Direction.DESCENDING else ""


def direction_finding(criterion: Criterion, size: Size, case: Circumstances) -> str | None:
    """The code of the finding of a value that would earn something else in the other direction ("" for none); None where
    such a value is not judged at all.
    """
    presumption = presumed(size, criterion.operator_kind, _place(criterion, case), case.policy)
    if presumption is None:
        return ""
    return None if presumption.is_open else _told(presumption, criterion)


_SETTLES_DIRECTION = frozenset(("means-at-least", "means-at-most", "means-equals"))


def _opposite(better: Direction) -> Direction:
    return Direction.DESCENDING if better is Direction.ASCENDING else Direction.ASCENDING


def _held_against(criterion: Criterion, size: Size, value: Single, case: Circumstances, place: Where) -> Verdict:
    required, notes = meaning(size, criterion.operator, criterion.operator_kind, place, case.policy)
    question = _Question(criterion, size, required, notes, case)
    if _is_nothing(value, criterion, case) and Fraction(0) in required:
        note = Note("actual-none", {"value": value, "taken": Sized(Fraction(0), size.unit)})
        return _judged(question, Measurement(Fraction(0), size.unit, note))
    if not isinstance(value, (Stated, Proportion, NumberValue)):
        return cannot("AC035", *notes, value=value, expected="数值", expected_en="a number")
    capped = isinstance(size, (AtMost, LessThan))
    around = value.written if isinstance(value, Proportion) else value.around
    said, missed = f"{case.name}{criterion.text}{criterion.subject or ''}", falls_short(criterion, value)
    word = doubt(value, said, capped=capped, year=case.year, missed=missed) or _opposed(around, criterion, case)
    if word is not None:
        return cannot("AC033", *notes, value=around, word=word)
    if isinstance(value, Stated):
        return _contained(question, value)
    if isinstance(value, Proportion):
        return _of_whole(question, value)
    scale = scale_of(criterion)
    measured = measure(value, size.unit, scale, case)
    if isinstance(measured, Finding):
        return refused(measured, *notes)
    if is_no_share(value, criterion, size, case, floor=required.low is not None):
        return cannot("AC053", *notes, value=value, name=case.name or criterion.text)
    plain = _judged(question, measured)
    more = beyond(value)
    if more is not None and (capped or plain.outcome is Outcome.UNMET):
        return cannot("AC033", *notes, value=around, word=more)
    factor, limit = share_factor(value, size), scale_limit(size, scale, case)
    if factor is not None:
        share = Sized(measured.value * factor, size.unit)
        return either(plain, _judged(question, Measurement(share.value, size.unit, share_note(value, share))), value, share, *notes)
    if limit is not None and is_bare(value) and abs(Fraction(value.value)) > limit:
        small = Measurement(
            Fraction(value.value), size.unit, Note("actual-unscaled", {"value": value, "taken": Sized(Fraction(value.value), size.unit)})
        )
        found = noticed("AC052", value=value, one=small, other=measured, target=criterion.text)
        return one_of(_judged(question, small), plain, found, *notes)
    return plain


def _opposed(around: str, criterion: Criterion, case: Circumstances) -> str | None:
    """The rate that a value says it is, where less of it is better and of what is asked for more, or the other way: 投诉率 for 满意度."""
    said = _RATE.match("".join(half_width(around).split()))
    if said is None or ends_in("share", said[1]) is None:
        return None
    own = tendency(said[1])
    asked = next((found for found in map(tendency, (criterion.subject or "", case.name)) if found.better is not None), None)
    opposed = own.better is not None and asked is not None and own.better is not asked.better
    return said[1] if opposed and not (own.doubtful or (asked is not None and asked.doubtful)) else None


def _is_nothing(value: Single, criterion: Criterion, case: Circumstances) -> bool:
    """Whether a value says that what is counted did not happen: 未发生, 无."""
    if isinstance(value, NotHappened):
        return covers(value.what, f"{case.name}{criterion.text}")
    return isinstance(value, Said) and absent_in(value.word) is not None


def _of_whole(question: _Question, value: Proportion) -> Verdict:
    """A part of a whole: its rate against a target in per cent, else its part against a number.

    Where the rate written beside it is not what the part and the whole come to, there is a verdict only if both earn the same.
    """
    mark = question.size.unit or ""
    if mark not in SHARES:
        return _part(question, value)
    share = value.share(mark)
    if share is None:
        return cannot("AC051", *question.notes, value=value)
    if share > SHARES[mark] and is_share(question.criterion, question.size, question.case):
        return cannot("AC053", *question.notes, value=value, name=question.case.name or question.criterion.text)
    note = Note("actual-proportion", {"value": value, "taken": Sized(share, mark)})
    counted = _judged(question, Measurement(share, mark, note))
    if value.rate is None:
        return counted
    measured = measure(NumberValue(value.rate, value.mark), mark, 1, question.case)
    assert isinstance(measured, Measurement)
    verdict = _judged(question, measured)
    if value.agrees:
        return replace(verdict, notes=(note, *verdict.notes))
    found = noticed("AC050", value=value, share=Sized(share, mark))
    same = verdict.outcome is counted.outcome and verdict.share == counted.share
    return replace(verdict, findings=(*verdict.findings, found)) if same else refused(found, *question.notes, share=_span(verdict, counted))


def _part(question: _Question, value: Proportion) -> Verdict:
    """The part against a number: where it has a unit, or where the whole is what the target asks for (45/50 against 50家)."""
    size = question.size
    ends = (size.low, size.high) if isinstance(size, Between) else (size.quantity,)
    scale = scale_of(question.criterion)
    if value.unit is None and Fraction(value.whole) * scale not in {Fraction(end.value) for end in ends}:
        return cannot("AC035", *question.notes, value=value, expected="数值", expected_en="a number")
    measured = measure(NumberValue(value.part, value.unit), size.unit, scale, question.case)
    return refused(measured, *question.notes) if isinstance(measured, Finding) else _judged(question, measured)


def sufficient(criterion: Criterion, size: Size, case: Circumstances) -> Requirement | None:
    """The values that earn every point: those that meet the target, but for bands of satisfaction and for listed tiers above it."""
    required, _ = size_meaning(criterion, size, case)
    if is_satisfaction(size, required, case):
        edges = [band.at for band in case.policy.satisfaction.bands if band.earns == 1]
        return Requirement(min(edges) * SHARES[size.unit or ""], None) if edges else None
    tiers = [tier for tier in case.policy.over.tiers if tier.earns < 1]
    if tiers and required.high is None and required.low is not None and required.low > 0:
        first = tiers[-1]
        return replace(required, high=required.low * first.edge, high_closed=first.at is None)
    return required


def size_meaning(criterion: Criterion, size: Size, case: Circumstances) -> tuple[Requirement, tuple[Note, ...]]:
    """What the policy takes a bound or a range to mean where it stands."""
    return meaning(size, criterion.operator, criterion.operator_kind, _place(criterion, case), case.policy)


def _place(criterion: Criterion, case: Circumstances) -> Where:
    return Where(case.category, case.subcategory, (criterion.subject or "", case.name))


def measure(value: NumberValue, unit: str | None, scale: int, case: Circumstances) -> Measurement | Finding:
    """``value`` in ``unit``; a bare number takes the unit and ``scale`` of the target. A finding where it does not convert."""
    found = conversion(value, unit, scale, case)
    if isinstance(found, Finding):
        return found
    exact = Fraction(value.value) * found.factor
    shown = {"value": value, "taken": Sized(exact, unit or value.unit)}
    return Measurement(exact, unit, Note(found.key, shown, found.rule), found.findings)


@dataclass(frozen=True, slots=True)
class Conversion:
    """The factor from an actual value's unit to the target's, the key of the sentence that says so, and the rule it rests on."""

    factor: Fraction
    key: str
    rule: str | None = None
    findings: tuple[Finding, ...] = ()


def conversion(value: NumberValue | Stated, unit: str | None, scale: int, case: Circumstances) -> Conversion | Finding:
    """How a value comes into ``unit``, or the finding that it does not."""
    own = value.unit
    if own is None:
        bare = value.scale == 1
        return Conversion(Fraction(scale if bare else 1), "actual-bare" if unit or (bare and scale > 1) else "actual")
    ratio = units.factor(own, unit)
    if ratio is not None:
        return Conversion(ratio, "actual" if ratio == 1 else "actual-converted")
    params: dict[str, object] = {"value": value, "unit": own, "wanted": unit or "无单位", "wanted_en": unit or "no unit"}
    words = units.in_use()
    in_the_year = units.factor(own, _without_year(unit))
    if in_the_year is not None:
        return Conversion(in_the_year, "actual-matched", None, (noticed("AC019", **params),))
    if unit is None and value.scale == scale and (words.counts(own) or scale > 1):
        return Conversion(Fraction(1), "actual-matched", None, (noticed("AC019", **params),))
    if unit is not None and words.counts(own) and words.counts(unit) and (case.counting or case.policy.counting.words_match):
        return Conversion(Fraction(1), "actual-matched", "counting", (noticed("AC019", **params),))
    return noticed("AC036", **params)


def _without_year(unit: str | None) -> str | None:
    """The unit that what came about in the year is counted in, where so many a year are asked for: 3次 against ≥2次/年."""
    counted, _, below = (unit or "").partition("/")
    parts = below.split("·")
    if _YEAR not in parts:
        return None
    parts.remove(_YEAR)
    return f"{counted}/{'·'.join(parts)}" if parts else counted


def share_factor(value: NumberValue, size: Size) -> int | None:
    """What the second reading of 0.97 against ≥95%, 97 %, multiplies by. None where there is but one reading."""
    factor = _AS_SHARES.get(size.unit or "")
    if factor is None or value.unit is not None or value.scale != 1 or not 0 < abs(Fraction(value.value)) <= 1:
        return None
    ends = (size.low.value, size.high.value) if isinstance(size, Between) else (size.quantity.value,)
    return factor if any(end > 1 or end < -1 for end in ends) else None


def share_note(value: NumberValue, share: Sized) -> Note:
    """The actual value as the second reading takes it."""
    return Note("actual-share", {"value": value, "taken": share})


def either(one: Verdict, other: Verdict, value: NumberValue, share: Sized, *notes: Note) -> Verdict:
    """The verdict where a value can be read in two ways: none, unless both readings earn the same."""
    return one_of(one, other, noticed("AC003", value=value, share=share, unit=share.unit or ""), *notes)


def one_of(one: Verdict, other: Verdict, why: Finding, *notes: Note) -> Verdict:
    """The verdict that two readings share, else none, because of ``why``."""
    return one if (one.outcome, one.share) == (other.outcome, other.share) else refused(why, *notes, share=_span(one, other))


def _span(one: Verdict, other: Verdict) -> Range[Fraction]:
    ends = sorted((*one.share, *other.share))
    return Range(ends[0], ends[-1])


def _base(question: _Question) -> Fraction | None:
    """The base value (基期值) of a level in the target's unit, where the policy measures from it."""
    case = question.case
    if case.base is None or case.policy.base.measured == "from_zero" or isinstance(question.size, Between):
        return None
    base = read_actual(case.base)
    measured = measure(base, question.size.unit, scale_of(question.criterion), case) if isinstance(base, NumberValue) else None
    return measured.value if isinstance(measured, Measurement) else None


def _judged(question: _Question, measured: Measurement) -> Verdict:
    value, unit, case = measured.value, question.size.unit, question.case
    notes = (*question.notes, measured.note)
    counts = units.in_use().counts(unit)
    if is_part_of_one(value, unit, counts, case):
        measured = replace(measured, findings=(*measured.findings, noticed("AC056", value=measured, unit=unit)))
    if value < 0 and not counts and question.required.low is None and (question.required.high or 0) >= 0:
        if not falls_below_zero(question.criterion, question.size, case):
            return cannot("AC055", *notes, value=measured, target=question.criterion.text)
        measured = replace(measured, findings=(*measured.findings, noticed("AC054", value=measured)))
    result = complete(question.required, value, case.policy, counted=counts)
    if result.outcome is Outcome.CANNOT_JUDGE:
        return refused(noticed("AC011", value=measured), *notes)
    base = None if result.codes else _base(question)
    if base is not None:
        result = complete_from(base, question.required, value, case.policy) or result
    if is_satisfaction(question.size, question.required, case):
        piece = piece_at(scale(case.policy.satisfaction.bands, SHARES[unit or ""]), value, bounds_of(question.required))
        band = piece.notes(value, ONE)[0]
        note = replace(band, values={"value": measured, **band.values})
        share = piece.share.at(value, ONE)
        return settled(result.outcome is Outcome.MET, share, *notes, note, ratio=result.ratio, findings=measured.findings)
    found = completed(result, *notes, findings=measured.findings, shown=measured)
    return found if "AC011" in result.codes else replace(found, value=value)


def is_satisfaction(size: Size, required: Requirement, case: Circumstances) -> bool:
    """Whether the policy's scale of satisfaction gives the points: not for a ceiling, such as one on dissatisfaction."""
    rule = case.policy.satisfaction
    filed = case.category is Category.SATISFACTION or case.subcategory is Subcategory.SATISFACTION
    named = filed or any(word in case.name for word in rule.words)
    return rule.method == "bands" and named and required.low is not None and size.unit in SHARES


def _contained(question: _Question, value: Stated) -> Verdict:
    """A bound or a range as actual value: wholly inside is met, anything else cannot be judged."""
    stated = value.comparator
    if not isinstance(stated, Size):
        return cannot("AC035", *question.notes, value=value, expected="数值", expected_en="a number")
    found = conversion(value, question.size.unit, scale_of(question.criterion), question.case)
    if isinstance(found, Finding):
        return refused(found, *question.notes)
    own, _ = meaning(stated, "=", OperatorKind.EQUAL, Where(), question.case.policy)
    low, high = (None if end is None else end * found.factor for end in (own.low, own.high))
    if not _inside(replace(own, low=low, high=high), question.required):
        return cannot("AC006", *question.notes, value=value)
    met = contained(value, *question.notes, findings=found.findings)
    return _by_scale(met, question, (low, high)) if is_satisfaction(question.size, question.required, question.case) else met


def _by_scale(met: Verdict, question: _Question, ends: tuple[Fraction | None, Fraction | None]) -> Verdict:
    """A target of satisfaction that is met whatever the exact value is, with the points that the scale can give to it."""
    bands = question.case.policy.satisfaction.bands
    whole = SHARES[question.size.unit or ""]
    low, high = (bands[-1 if place == 0 else 0] if end is None else step_of(bands, end / whole) for place, end in enumerate(ends))
    note = Note("satisfaction-range", {"low": percent(low.earns), "high": percent(high.earns)}, "satisfaction")
    return replace(met, share=Range(low.earns, high.earns), notes=(*met.notes, note))


def contained(value: Stated, *notes: Note, findings: tuple[Finding, ...] = ()) -> Verdict:
    """Met, because every value that the statement admits lies inside the target."""
    return Verdict(Outcome.MET, ALL, None, (*notes, Note("contained", {"value": value})), (*findings, noticed("AC021", value=value)))


def _inside(stated: Requirement, required: Requirement) -> bool:
    low = required.low is None or (
        stated.low is not None
        and (stated.low > required.low or (stated.low == required.low and (required.low_closed or not stated.low_closed)))
    )
    high = required.high is None or (
        stated.high is not None
        and (stated.high < required.high or (stated.high == required.high and (required.high_closed or not stated.high_closed)))
    )
    return low and high
