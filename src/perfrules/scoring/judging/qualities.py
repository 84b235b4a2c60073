"""Judging requirements in words: the labels 达成, 部分达成, 未达成 with their share, and yes/no."""

from __future__ import annotations

from fractions import Fraction

from perfrules.comparators import Qualitative
from perfrules.scoring.actuals.reading import read_actual
from perfrules.scoring.actuals.values import Said, Single
from perfrules.scoring.judging.verdicts import Circumstances, Verdict, cannot, noticed, settled
from perfrules.scoring.policies.settings import Level
from perfrules.scoring.results.explanations import Note, percent
from perfrules.scoring.results.outcomes import Outcome, Range


def judge_quality(target: Qualitative, value: Single, written: str | None, case: Circumstances) -> Verdict:
    """The verdict on a qualitative target. A label without a share settles the outcome and leaves its band open.

    A share that is given beside other words, or alone, says the label too.
    """
    asked = read_actual(target.text)
    yes = asked.yes if isinstance(asked, Said) else None
    if case.share is not None and not isinstance(value, Said):
        return _graded(None, case.share, case)
    if yes is None and written is not None and _same(written, target.text):
        return cannot("AC007", value=written)
    if not isinstance(value, Said):
        return cannot("AC008", value=value)
    given = Note("actual", {"value": value})
    if yes is not None and (value.yes is not None or value.level != "部分达成"):
        return _yes_no(yes, value, given)
    return _graded(value.level, value.share if value.share is not None else case.share, case, given)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).rstrip("。；;.") == "".join(other.split()).rstrip("。；;.")


def _yes_no(yes: bool, value: Said, given: Note) -> Verdict:
    """是 or 否 against 是 or 否; a label says whether the target was reached, whatever it asks for."""
    met = value.yes is yes if value.yes is not None else value.level == "达成"
    return settled(met, Fraction(met), given, Note("yes-met" if met else "yes-missed", {}, "qualitative"))


def _graded(level: Level | None, share: Fraction | None, case: Circumstances, *given: Note) -> Verdict:
    rule = case.policy.qualitative
    if share is not None and not 0 <= share <= 1:
        return cannot("AC009", *given, level=level or "", share=percent(share), low="0%", high="100%")
    if level is None:
        level = rule.label(share if share is not None else Fraction(0))
    low, high = rule.band(level)
    met = level == "达成"
    if share is None:
        shown = {"level": level, "low": percent(low), "high": percent(high)}
        note = Note("level-open", shown, "qualitative")
        return Verdict(Outcome.MET if met else Outcome.UNMET, Range(low, high), None, (*given, note), (noticed("AC010", **shown),))
    inside = low <= share and (share < high or high == share == 1)
    if rule.bands and not inside:
        return cannot("AC009", *given, level=level, share=percent(share), low=percent(low), high=percent(high))
    note = Note("level", {"level": level, "share": percent(share), "low": percent(low), "high": percent(high)}, "qualitative")
    return settled(met, share, *given, note, ratio=share)
