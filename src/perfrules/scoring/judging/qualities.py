"""Judging requirements in words: the labels 达成, 部分达成, 未达成 with their share, and yes/no."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from perfrules.comparators import Qualitative
from perfrules.scoring.actuals.absences import absent_in, covers
from perfrules.scoring.actuals.reading import labelled_share, read_actual
from perfrules.scoring.actuals.values import NotHappened, NumberValue, Said, Single
from perfrules.scoring.judging.verdicts import Circumstances, Verdict, cannot, noticed, settled
from perfrules.scoring.results.explanations import Evidence, Note, percent
from perfrules.scoring.results.outcomes import Outcome, Range


def judge_quality(target: Qualitative, value: Single, written: str | None, case: Circumstances) -> Verdict:
    """The verdict on a qualitative target. A label without a share settles the outcome and leaves its band open.

    A share that is given beside other words, or alone, says the label too.
    """
    happened = _happened(target, value, case)
    if happened is not None:
        return _yes_no(False, Said("达成" if happened else "未达成", yes=happened), Note("actual", {"value": value}))
    asked = read_actual(target.text)
    yes = asked.yes if isinstance(asked, Said) else None
    if case.share is not None and not isinstance(value, Said):
        return _graded(None, case.share, case, *_printed(case))
    if yes is None and written is not None and _same(written, target.text) and not isinstance(value, Said):
        return cannot("AC007", value=written)
    if not isinstance(value, Said):
        return _by_its_share(value, written, case)
    if yes is None and value.yes is False and absent_in(target.text, asked=True) is not None:  # 否: not reached, or it did not happen
        return cannot("AC008", value=value, known=_known(case))
    given = Note("actual", {"value": value})
    word = _label(value)
    if yes is not None and (value.yes is not None or value.level != "部分达成"):
        return _yes_no(yes, value, given)
    share = value.share if value.share is not None else case.share
    notes = (given, *word, *_printed(case)) if value.share is None else (given, *word)
    if value.share is None and share is not None and case.printed and not _inside(share, value, case):
        found = _graded(value, None, case, given, *word)
        return replace(found, findings=(*found.findings, noticed("AC060", share=percent(share), level=str(value))))
    return _graded(value, share, case, *notes)


def _by_its_share(value: Single, written: str | None, case: Circumstances) -> Verdict:
    """Words that are no label: by the share that stands behind them, with a finding; without one there is no level."""
    share = labelled_share(written or "")
    if share is None:
        return cannot("AC008", value=value, known=_known(case))
    found = _graded(None, share, case, Note("actual", {"value": written}))
    return replace(found, findings=(*found.findings, noticed("AC059", value=written, share=percent(share), known=_known(case))))


def _known(case: Circumstances) -> str:
    return "、".join(case.policy.labels.short)


def _label(value: Said) -> tuple[Note, ...]:
    """Which level a label says that is not the level's own name, and where that stands."""
    label = value.label
    if label is None or value.word.startswith(label.level):
        return ()
    level = (f"{label.level}及以上" if label.wide else label.level, f"{label.level} or better" if label.wide else label.level)
    basis = (f"{label.source}；{label.evidence.label}", f"{label.source}; {label.evidence.label_en}")
    return (
        Note(
            "label",
            {
                "word": value,
                "level": level,
                "basis": (label.evidence.label, label.evidence.label_en) if label.evidence is Evidence.OURS else basis,
            },
        ),
    )


def _printed(case: Circumstances) -> tuple[Note, ...]:
    """That the share is the one of the points that the form prints."""
    return (Note("printed-share", {"share": percent(case.share or Fraction(0))}, "printed_points"),) if case.printed else ()


def _band(said: Said, case: Circumstances) -> tuple[Fraction, Fraction]:
    """The lower edge of a label's band and the upper one; 基本达成 has the two upper bands."""
    low, high = case.policy.qualitative.band(said.level)
    return (low, Fraction(1)) if said.wide else (low, high)


def _inside(share: Fraction, said: Said, case: Circumstances) -> bool:
    low, high = _band(said, case)
    return not case.policy.qualitative.bands or (low <= share and (share < high or high == share == 1))


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).rstrip("。；;.") == "".join(other.split()).rstrip("。；;.")


def _happened(target: Qualitative, value: Single, case: Circumstances) -> bool | None:
    """Whether what must not happen (不发生, 零事故) did, by a number, by 有 or 无, or by words; None where the target asks for no such thing."""
    asked = absent_in(target.text, asked=True)
    if asked is None:
        return None
    if isinstance(value, NumberValue):
        plain = not value.around or value.around == str(value)
        return bool(value.value) if plain and value.value >= 0 and value.unit not in ("%", "‰") else None
    if isinstance(value, NotHappened):
        return False if covers(value.what, f"{case.name}{target.text}") else None
    return value.yes if isinstance(value, Said) and (value.word == "有" or absent_in(value.word) is not None) else None


def _yes_no(yes: bool, value: Said, given: Note) -> Verdict:
    """是 or 否 against 是 or 否; a label says whether the target was reached, whatever it asks for."""
    met = value.yes is yes if value.yes is not None else value.level == "达成"
    return settled(met, Fraction(met), given, Note("yes-met" if met else "yes-missed", {}, "qualitative"))


def _graded(said: Said | None, share: Fraction | None, case: Circumstances, *given: Note) -> Verdict:
    """By a label, a share, or both: the share settles the points inside the label's band."""
    rule = case.policy.qualitative
    if share is not None and not 0 <= share <= 1:
        return cannot("AC009", *given, level="" if said is None else said, share=percent(share), low="0%", high="100%")
    if said is None:
        said = Said(rule.label(share if share is not None else Fraction(0)))
    low, high = _band(said, case)
    shown = {"level": said.level if not said.wide else str(said), "low": percent(low), "high": percent(high)}
    if share is None:
        note = Note("level-open", shown, "qualitative")
        outcome = Outcome.CANNOT_JUDGE if said.wide else Outcome.MET if said.level == "达成" else Outcome.UNMET
        return Verdict(outcome, Range(low, high), None, (*given, note), (noticed("AC010", **shown),))
    if not _inside(share, said, case):
        return cannot("AC009", *given, share=percent(share), **shown)
    level = rule.label(share) if said.wide else said.level
    low, high = rule.band(level)
    note = Note("level", {"level": level, "share": percent(share), "low": percent(low), "high": percent(high)}, "qualitative")
    return settled(level == "达成", share, *given, note, ratio=share)
