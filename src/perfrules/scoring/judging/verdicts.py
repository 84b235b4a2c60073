"""The verdict on one criterion, and the circumstances under which it is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from perfrules.findings import Finding, emitted_rules
from perfrules.model import Category, Subcategory
from perfrules.quantities import plain
from perfrules.scoring.judging.completion import Completion
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.results.explanations import Note
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.rounding import rounded

NOTHING: Range[Fraction] = Range(Fraction(0), Fraction(0))
ALL: Range[Fraction] = Range(Fraction(1), Fraction(1))
OPEN: Range[Fraction] = Range(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else bears on a judgement: the policy, the indicator's name and categories, the budget year, the base of a change,
    the share of a qualitative target (``printed``: by the points of the form), and whether counting words (个 家 项) may match each other.
    """

    policy: Policy
    name: str = ""
    category: Category | None = None
    subcategory: Subcategory | None = None
    year: int | None = None
    base: str | None = None
    share: Fraction | None = None
    printed: bool = False
    counting: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome, the share of the points, the ratio reached, why, what was noticed, and the number that was compared."""

    outcome: Outcome
    share: Range[Fraction]
    ratio: Fraction | None = None
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    reason_required: bool = False
    value: Fraction | None = None


def noticed(code: str, **params: object) -> Finding:
    """A finding of scoring; ``params`` fill its message."""
    return Finding(emitted_rules()[code], {key: str(value) for key, value in params.items()})


def cannot(code: str, *notes: Note, **params: object) -> Verdict:
    """No judgement: the finding ``code`` says why, and the points stay open."""
    return refused(noticed(code, **params), *notes)


def refused(why: Finding, *notes: Note, share: Range[Fraction] = OPEN) -> Verdict:
    """No judgement because of a finding; ``share`` is what can still come of it."""
    return Verdict(Outcome.CANNOT_JUDGE, share, None, (*notes, Note("cannot", {"why": (why.message, why.say("en"))})), (why,))


def settled(met: bool, share: Fraction, *notes: Note, ratio: Fraction | None = None, findings: tuple[Finding, ...] = ()) -> Verdict:
    """A judgement whose points are final."""
    return Verdict(Outcome.MET if met else Outcome.UNMET, Range(share, share), ratio, notes, findings)


def completed(result: Completion, *notes: Note, findings: tuple[Finding, ...] = (), shown: object = "") -> Verdict:
    """The verdict of a computed completion, with what its piece of the curve brings; ``shown`` is the value as people read it."""
    params: dict[str, dict[str, object]] = {"AC011": {"value": shown}}
    if result.ratio is not None:
        params["AC002"] = {"ratio": _times(result.ratio)}
    found = (noticed(code, **params.get(code, {})) for code in result.codes)
    share = Range(result.share, result.share)
    return Verdict(result.outcome, share, result.ratio, (*notes, *result.notes), (*findings, *found), result.reason_required)


def _times(ratio: Fraction) -> str:
    return plain(rounded(ratio, 4))
