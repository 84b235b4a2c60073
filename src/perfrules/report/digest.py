"""What every report of a department says, before it takes a form: totals, categories, costs, open judgements, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeAlias

from perfrules.audit.seals import Seal
from perfrules.findings import Finding, Severity
from perfrules.model import Category
from perfrules.quantities import plain
from perfrules.report.words import EXECUTION, OUTCOMES, category, phrase, said
from perfrules.scoring.descriptions import describe
from perfrules.scoring.monitoring import Progress
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.explanations import Evidence, percent
from perfrules.scoring.results.outcomes import Outcome
from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore
from perfrules.scoring.rounding import rounded

Part: TypeAlias = ExecutionScore | IndicatorScore


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is made of: the scores, what readers said of the data, the language, and the state at the date ``as_of``.

    ``width`` (columns), ``verbose`` and ``colour`` are of the terminal that shows it; ``printed`` is the day that a page bears on
    paper, ``open`` whether its derivations stand open; ``lagging`` lists of the monitoring only what lags. Other forms do not ask for them.
    """

    score: DepartmentScore
    findings: Sequence[Finding] = ()
    lang: str = "zh"
    progress: Sequence[Progress] = ()
    as_of: date | None = None
    width: int = 80
    verbose: bool = False
    colour: bool = False
    printed: date | None = None
    open: bool = False
    seal: Seal | None = None
    lagging: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Points of one kind of part over all projects: earned, open and lost add up to the maximum."""

    label: str
    earned: Decimal
    open: Decimal
    lost: Decimal

    @property
    def maximum(self) -> Decimal:
        """All points there are."""
        return rounded(Fraction(self.earned) + Fraction(self.open) + Fraction(self.lost), 2)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a project, and the project it stands in."""

    project: ProjectScore
    part: Part

    def label(self, lang: str) -> str:
        """The indicator's name, or 预算执行."""
        if isinstance(self.part, ExecutionScore):
            return said(EXECUTION, lang)
        return self.part.name or self.part.target.text

    @property
    def target(self) -> str:
        """The target as written; nothing for the budget execution."""
        return "" if isinstance(self.part, ExecutionScore) else self.part.target.text

    def actual(self, lang: str) -> str:
        """The actual value as given."""
        if isinstance(self.part, ExecutionScore):
            given = (self.part.executed, self.part.budget)
            return " / ".join("—" if amount is None else plain(amount) for amount in given)
        return self.part.actual or said(("未填报", "not given"), lang)

    def why(self, lang: str) -> str:
        """Why points are lost or open: the outcome, the ratio that was reached, what left it open, the reason that is given or missing."""
        part = self.part
        told = [phrase(finding.say(lang)) for finding in part.findings if finding.name != "reason-missing"] if part.open else []
        reasons = [] if told and part.outcome is Outcome.CANNOT_JUDGE else [said(OUTCOMES[part.outcome], lang)]
        if part.attainment is not None:
            reasons.append(said(("完成", "reached "), lang) + percent(part.attainment))
        reasons += dict.fromkeys(told)
        given = (part.deviation_reason or "").strip()
        if given and (part.lost or part.reason_required):
            reasons.append(said(("偏差原因：", "reason given: "), lang) + phrase(given))
        elif part.reason_required:
            reasons.append(said(("没有偏差原因", "no deviation reason"), lang))
        return said(("；", "; "), lang).join(reasons)


def parts(score: DepartmentScore) -> Iterator[Place]:
    """Every budget execution and indicator, in the order of the table."""
    for project in score.every_project:
        for part in project.parts:
            yield Place(project, part)


def categories(score: DepartmentScore, lang: str) -> list[Share]:
    """Points by category over all projects, budget execution first, then in the order of the catalogue."""
    order = [said(EXECUTION, lang), *(category(item.value, lang) for item in Category), category(None, lang)]
    sums: dict[str, list[Fraction]] = {}
    for place in parts(score):
        part = place.part
        label = order[0] if isinstance(part, ExecutionScore) else category(part.category, lang)
        total = sums.setdefault(label, [Fraction(0)] * 3)
        for index, value in enumerate((part.interval.low, part.open, part.lost)):
            total[index] += Fraction(value)
    return [Share(label, *(rounded(value, 2) for value in sums[label])) for label in order if label in sums]


def costliest(score: DepartmentScore, most: int = 10) -> list[Place]:
    """The parts that lost most points, the largest first; equal ones in the order of the table."""
    lost = [place for place in parts(score) if place.part.lost > 0]
    return sorted(lost, key=lambda place: -place.part.lost)[:most]


def undecided(score: DepartmentScore) -> list[Place]:
    """The parts whose points are still open, in the order of the table."""
    return [place for place in parts(score) if place.part.open > 0]


class Noted(Protocol):
    """What has findings: a score, or a report with those of the readers."""

    @property
    def findings(self) -> Sequence[Finding]:
        """The findings, in their order."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding and the key of what it is about; no key where it is about the department or the file.

    The finding is looked up when it is asked for: all of a large department together take more room than its table.
    """

    of: Noted
    index: int
    code: str
    severity: Severity
    key: str = ""

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.of.findings[self.index]

    @property
    def place(self) -> str:
        """The key, else where the finding points."""
        return self.key or str(self.finding.location)


def remarks(report: Report) -> list[Remark]:
    """What readers said, then what scoring said, in the order of the table; each remark once."""
    found: list[Remark] = []
    blank: set[tuple[object, ...]] = set()
    for item in (report, report.score, *(one for project in report.score.every_project for one in (project, *project.parts))):
        key = "" if isinstance(item, (Report, DepartmentScore)) else item.key
        seen = set() if key else blank
        for index, finding in enumerate(item.findings):
            said = (finding.code, finding.location, finding.message)
            if said not in seen:
                seen.add(said)
                found.append(Remark(item, index, finding.code, finding.severity, key))
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """All remarks of one code: the first of them, how many there are, and their places."""

    finding: Finding
    count: int
    places: tuple[str, ...]


def tallies(found: Sequence[Remark]) -> list[Tally]:
    """Remarks by code, errors first."""
    by_code: dict[str, list[Remark]] = {}
    for item in found:
        by_code.setdefault(item.code, []).append(item)
    order = sorted(by_code, key=lambda code: (-by_code[code][0].severity.rank, code))
    return [
        Tally(by_code[code][0].finding, len(by_code[code]), tuple(dict.fromkeys(item.place for item in by_code[code]))) for code in order
    ]


@dataclass(frozen=True, slots=True)
class Basis:
    """A source of the policy: the rules that rest on it, and how well it is known."""

    source: str
    evidence: Evidence
    rules: tuple[str, ...]

    def known(self, lang: str) -> str:
        """How well the source is known, as an explanation says it."""
        return said((self.evidence.label, self.evidence.label_en), lang)


def sources(policy: Policy, lang: str) -> list[Basis]:
    """The sources of a policy with the rules that rest on each, in the order of the policy."""
    found: dict[tuple[str, Evidence], list[str]] = {}
    for rule in describe(policy, lang):
        found.setdefault((rule.source, rule.evidence), []).append(rule.title)
    return [Basis(source, evidence, tuple(titles)) for (source, evidence), titles in found.items()]
