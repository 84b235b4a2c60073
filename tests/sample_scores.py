"""A department's scores built by hand: met, missed, open, not applicable, without category, and text from strangers."""

from decimal import Decimal
from fractions import Fraction

from perfrules.findings import Finding, finding
from perfrules.scoring.policies import load
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore
from perfrules.wording import Target

RULES = load("mof-2020-10")


def between(low: str, high: str) -> Range[Decimal]:
    return Range(Decimal(low), Decimal(high))


def indicator(key: str, name: str, target: str, actual: str | None, low: str, high: str, maximum: str, **more: object) -> IndicatorScore:
    fields: dict[str, object] = {
        "number": key[-1],
        "category": "output",
        "criteria": (),
        "outcome": Outcome.UNMET,
        "attainment": None,
    }
    return IndicatorScore(
        key=key,
        name=name,
        target=Target(target),
        actual=actual,
        points=Decimal(low),
        maximum=Decimal(maximum),
        interval=between(low, high),
        rules=RULES,
        **fields | more,  # type: ignore[arg-type]
    )


def execution(key: str, outcome: Outcome, low: str, high: str, budget: str | None, executed: str | None) -> ExecutionScore:
    return ExecutionScore(
        key=key,
        budget=None if budget is None else Decimal(budget),
        executed=None if executed is None else Decimal(executed),
        outcome=outcome,
        points=Decimal(low),
        maximum=Decimal(10),
        interval=between(low, high),
        attainment=None,
        rules=RULES,
    )


def project(
    key: str, name: str | None, grade: str | None, low: str, high: str, spending: ExecutionScore, *parts: IndicatorScore
) -> ProjectScore:
    outcomes = [spending.outcome, *(part.outcome for part in parts)]
    counts = {outcome: outcomes.count(outcome) for outcome in Outcome}
    return ProjectScore(
        key=key,
        name=name,
        funding=Decimal("26000.00") if key == "P01" else None,
        execution=spending,
        indicators=parts,
        outcome=Outcome.UNMET,
        points=Decimal(low),
        maximum=Decimal(100),
        interval=between(low, high),
        grade=grade,
        counts=counts,
        judged=Fraction(4, 5),
        rules=RULES,
    )


def data_findings() -> list[Finding]:
    return [finding("OP009", operator="≥", span=(0, 1), text="≥").at(file="表.txt", row=3, column=7)]


def department_score() -> DepartmentScore:
    lost = indicator("P01I1", "固定资产投资（亿元）", "≥150", "105亿元", "35", "35", "50", attainment=Fraction(7, 10))
    missing = finding("OP009", operator="≥").at(indicator="P01I2")
    unread = indicator(
        "P01I2", "发展质量=1+1", "≥", None, "0", "40", "40", category="benefit", outcome=Outcome.CANNOT_JUDGE, findings=(missing,)
    )
    strange = indicator("P02I1", "<script>alert(1)</script>|*x*", "≥3家\x1b[2J", "-3家", "0", "0", "50")
    unnamed = indicator("P02I2", "", "不适用", "不适用", "0", "0", "0", category=None, outcome=Outcome.NOT_APPLICABLE)
    spent = execution("P01X", Outcome.MET, "10", "10", "26000", "26000")
    first = project("P01", "TCL华星光电T9项目", None, "45", "85", spent, lost, unread)
    second = project("P02", None, "差", "0", "10", execution("P02X", Outcome.CANNOT_JUDGE, "0", "10", None, None), strange, unnamed)
    return DepartmentScore(
        name="广州市科学技术局（本级）",
        unit="万元",
        method="funding_weighted_mean",
        projects=(first, second),
        outcome=Outcome.CANNOT_JUDGE,
        points=Decimal("42.5"),
        maximum=Decimal(100),
        interval=between("42.5", "91.25"),
        grade=None,
        counts={Outcome.MET: 1, Outcome.UNMET: 2, Outcome.CANNOT_JUDGE: 2, Outcome.NOT_APPLICABLE: 1},
        judged=Fraction(2, 3),
        funding_stated=Decimal("476904.29"),
        funding_summed=Decimal("476904.30"),
        rules=RULES,
    )
