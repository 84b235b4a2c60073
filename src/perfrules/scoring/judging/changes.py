"""Judging a change (同比增长5%以上): the actual change as given, or computed from an actual value and its base (基期值)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from perfrules import units
from perfrules.comparators import Change, Trend
from perfrules.findings import Finding
from perfrules.quantities import exact
from perfrules.resources import tables_of
from perfrules.scoring.actuals.proportions import SHARES
from perfrules.scoring.actuals.reading import read_actual, scale_of
from perfrules.scoring.actuals.values import Moved, NumberValue, Single
from perfrules.scoring.judging.completion import complete
from perfrules.scoring.judging.meanings import Requirement, meaning
from perfrules.scoring.judging.plausibility import ends_of, is_bare, level_limit
from perfrules.scoring.judging.presumptions import Where
from perfrules.scoring.judging.sizes import either, measure, share_factor, share_note
from perfrules.scoring.judging.verdicts import Circumstances, Verdict, cannot, completed, noticed, refused
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.explanations import Note, Sized
from perfrules.wording import Criterion, OperatorKind

_RELATIVE = {**units.parts_of_whole(), "倍": 1, "成": 10}
_POINTS = {"百分点": "%", "千分点": "‰"}
_WORDS = tables_of("grammars/parts.toml")
WAY = re.compile(rf"(?:{_WORDS['rises']}|新增|增|(?P<falls>{_WORDS['falls']}|减|降))了?\s*\d")
_LEVEL = re.compile(r"(?<!达)[到至]\s*\d")


def judge_change(criterion: Criterion, change: Change, value: Single, case: Circumstances) -> Verdict:
    """The verdict on a change; its size counts positive in the direction of the target."""
    required, notes = change_meaning(criterion, change, case.policy)
    moved = _moved(criterion, change, value, case)
    if isinstance(moved, Verdict):
        return moved
    signed, note, findings = moved
    plain = _judged(change, required, signed, case, *notes, note, findings=findings)
    factor = share_factor(value, change.of) if isinstance(value, NumberValue) and case.base is None else None
    if factor is None or not isinstance(value, NumberValue):
        return plain
    share = Sized(Fraction(value.value) * factor, change.unit)
    return either(plain, _judged(change, required, signed * factor, case, *notes, share_note(value, share)), value, share, *notes)


def _judged(
    change: Change, required: Requirement, signed: Fraction, case: Circumstances, *notes: Note, findings: tuple[Finding, ...] = ()
) -> Verdict:
    size = -signed if change.trend is Trend.DECREASE else abs(signed) if change.trend is Trend.EITHER else signed
    taken = Note("change-size", {"size": Sized(size, change.unit), "trend": TRENDS[change.trend]}, "change")
    return completed(complete(required, size, case.policy), *notes, taken, findings=findings)


def change_meaning(criterion: Criterion, change: Change, policy: Policy) -> tuple[Requirement, tuple[Note, ...]]:
    """What the policy takes the size of a change to mean; a bare one is at least, an operator word of the change itself is none."""
    equal = criterion.operator_kind is OperatorKind.EQUAL
    operator, kind = (criterion.operator, OperatorKind.EQUAL) if equal else ("", OperatorKind.NONE)
    return meaning(change.of, operator, kind, Where(change=True), policy)


TRENDS = {Trend.INCREASE: ("增长", "a rise"), Trend.DECREASE: ("下降", "a fall"), Trend.EITHER: ("变化", "a change")}


def _moved(
    criterion: Criterion, change: Change, value: Single, case: Circumstances
) -> tuple[Fraction, Note, tuple[Finding, ...]] | Verdict:
    """The signed change in the target's unit."""
    taken: tuple[Finding, ...] = ()
    if isinstance(value, Moved):
        number = NumberValue(value.value, value.unit, signed=True)
    elif isinstance(value, NumberValue):
        if case.base is not None:
            return _from_base(change, value, case.base, case)
        if _LEVEL.search(value.around):  # 增长到112 is where it came to, not by how much it moved
            return _no_change(value.around)
        number = value if value.signed else _in_words(value)
        if not number.signed and (is_bare(value) or _is_nearer_to_all(value, change)):
            limit = level_limit(change.of, case, relative=change.unit in _RELATIVE)
            if Fraction(value.value) * (scale_of(criterion) if is_bare(value) else 1) > limit:
                return cannot("AC057", value=value, target=criterion.text)
            taken = (noticed("AC058", value=value, target=criterion.text),)
    else:
        return _no_change(value)
    measured = measure(number, change.unit, scale_of(criterion), case)
    if isinstance(measured, Finding):
        return refused(measured)
    if number.signed:
        return measured.value, replace(measured.note, values={**measured.note.values, "value": value}), measured.findings
    if case.policy.change.unsigned == "cannot_judge":
        return cannot("AC020", measured.note, value=value)
    falls = change.trend is Trend.DECREASE
    return -measured.value if falls else measured.value, measured.note, (*measured.findings, *taken)


def _in_words(value: NumberValue) -> NumberValue:
    """The number with the sign of the word of rise or fall before it: 上升12起, 减少12家."""
    way = WAY.search(value.around)
    if way is None:
        return value
    return replace(value, value=exact(-Fraction(value.value)) if way["falls"] else value.value, signed=True)


def _is_nearer_to_all(value: NumberValue, change: Change) -> bool:
    """Whether a rate is nearer to the whole than to the change that is asked: 105% against a rise of 5% may be 105% of the year before."""
    whole = SHARES.get(value.unit or "")
    number = Fraction(value.value)
    return whole is not None and value.unit == change.unit and abs(number - whole) < min(abs(number - end) for end in ends_of(change.of))


def _no_change(value: object) -> Verdict:
    expected = {"expected": "变化幅度（如“增长12%”）或数值加基期值", "expected_en": "a change (增长12%), or a value with its base"}
    return cannot("AC035", value=value, **expected)


def _from_base(change: Change, value: NumberValue, text: str, case: Circumstances) -> tuple[Fraction, Note, tuple[Finding, ...]] | Verdict:
    base = read_actual(text)
    if not isinstance(base, NumberValue):
        return cannot("AC035", value=text, expected="基期数值", expected_en="a base value")
    measured = measure(base, value.unit, value.scale, case)
    if isinstance(measured, Finding):
        return refused(measured)
    before, now = measured.value, Fraction(value.value)
    shown: dict[str, object] = {"value": value, "base": base}
    if change.unit in _RELATIVE:
        if before <= 0:
            return cannot("AC012", value=base)
        signed = (now - before) / before * _RELATIVE[change.unit]
        return signed, Note("change-relative", shown | {"change": Sized(signed, change.unit)}, "change"), measured.findings
    unit = _POINTS.get(change.unit or "", change.unit)
    factor = Fraction(1) if value.unit is None else units.factor(value.unit, unit)
    if factor is None:
        return cannot("AC036", value=value, unit=value.unit, wanted=unit or "无单位", wanted_en=unit or "no unit")
    signed = (now - before) * factor
    return signed, Note("change-difference", shown | {"change": Sized(signed, change.unit)}, "change"), measured.findings
