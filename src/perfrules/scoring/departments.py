"""A department's table and its actual values brought together: values by key, the budget year, every project judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from perfrules.arguments import native
from perfrules.errors import ActualsError
from perfrules.findings import Finding
from perfrules.keys import OWN_EXECUTION, criterion_key, execution_key, own_key
from perfrules.model import Actual, Department, Indicator, Project, Reading
from perfrules.scoring import arguments
from perfrules.scoring.actuals.reading import written
from perfrules.scoring.indicators import placed
from perfrules.scoring.judging.verdicts import noticed
from perfrules.scoring.policies import Policy
from perfrules.scoring.projects import Latest, ProjectWork, Seen
from perfrules.scoring.results.scores import ProjectScore

Actuals: TypeAlias = "Mapping[str, object] | Iterable[Actual]"


@dataclass(frozen=True, slots=True)
class Scorer:
    """The parts of a table scored one after the other by the actual values that belong to them.

    The score of each indicator is shown to ``seen`` before what tells how it came about is let go.
    """

    source: Department
    values: Mapping[str, Actual]
    policy: Policy
    counting: bool = False
    latest: Latest = field(default_factory=Latest)

    def own(self, seen: Seen | None = None) -> ProjectScore | None:
        """The score of the department's own indicators, None where it has none."""
        source = self.source
        if not source.indicators:
            return None
        table = Project(
            name=source.name or "", year=source.year, funding=source.funding, execution=source.execution, indicators=source.indicators
        )
        return self._work(table, "D", OWN_EXECUTION).scored(seen)

    def project(self, index: int, seen: Seen | None = None) -> ProjectScore:
        """The score of a project, the first being 1."""
        return self._work(self.source.projects[index - 1], f"P{index:02d}", execution_key(index)).scored(seen)

    def _work(self, project: Project, key: str, execution: str) -> ProjectWork:
        policy = self.policy.at(project.year or self.source.year)
        return ProjectWork(project, key, execution, self.values, policy, self.source, self.counting, self.latest)


@dataclass(frozen=True, slots=True)
class JudgedDepartment:
    """A table's projects scored, what can score its own indicators, and what was noticed on the way."""

    scorer: Scorer
    projects: tuple[ProjectScore, ...]
    findings: tuple[Finding, ...]

    @property
    def source(self) -> Department:
        """The table."""
        return self.scorer.source

    @property
    def policy(self) -> Policy:
        """The rules in force in the year of the table."""
        return self.scorer.policy.at(self.source.year)


def judge_department(
    department: Department | Reading, actuals: Actuals, policy: Policy, *, counting: bool = False, year: int | None = None
) -> JudgedDepartment:
    """Every project of a table judged by the actual values of its keys; raises :class:`ActualsError` where ``actuals`` is none."""
    source, remarks = _dated(department.department if isinstance(department, Reading) else department, year)
    values, found = _by_key(actuals, _keyed_parts(source))
    remarks += _undated(source, policy)
    scorer = Scorer(source, values, policy, counting)
    projects = tuple(scorer.project(index) for index in range(1, len(source.projects) + 1))
    return JudgedDepartment(scorer, projects, (*remarks, *found))


def _dated(department: Department, year: int | None) -> tuple[Department, list[Finding]]:
    """The department with the budget year ``year`` where it has none; a finding for each other year that is printed."""
    if year is None:
        return department, []
    stated = (department.year, *(project.year for project in department.projects))
    printed = dict.fromkeys(other for other in stated if other not in (None, year))
    findings = [noticed("SC023", printed=other, year=year) for other in printed]
    return (department if department.year else department.model_copy(update={"year": year})), findings


def _undated(department: Department, policy: Policy) -> list[Finding]:
    """A finding where rules changed over time and no budget year says which of them count."""
    known = department.year or (department.projects and all(project.year for project in department.projects))
    return [] if known or not policy.changes else [noticed("SC030", policy=policy.id, since=policy.changes[-1][0])]


def _keyed_parts(department: Department) -> dict[str, Indicator | None]:
    """The indicators of a table by their keys, and under the keys of its budget executions None."""
    parts: dict[str, Indicator | None] = {execution_key(index): None for index in range(1, len(department.projects) + 1)}
    parts[OWN_EXECUTION] = None
    parts |= {own_key(index): indicator for index, indicator in enumerate(department.indicators, 1)}
    return parts | {key: indicator for key, _, indicator in department.keyed()}


def _is_known(key: str, parts: Mapping[str, Indicator | None]) -> bool:
    """Whether a key is of a part, or of one of the criteria of an indicator (``P01I2C1``)."""
    if key in parts:
        return True
    owner = str(key).rpartition("C")[0]  # of an Actual that was not checked it may be anything
    indicator = parts.get(owner)
    return indicator is not None and any(criterion_key(owner, at) == key for at in range(1, len(indicator.target.criteria) + 1))


def _by_key(actuals: Actuals, parts: Mapping[str, Indicator | None]) -> tuple[dict[str, Actual], list[Finding]]:
    """The actual values by key. A key that matches nothing is reported; of two that differ neither is used."""
    values: dict[str, Actual] = {}
    doubled: set[str] = set()
    findings: list[Finding] = []
    for item in listed(actuals):
        if not _is_known(item.key, parts):
            findings += placed([noticed("AC029", key=item.key, value=written(item.value) or "")], item.place)
        elif item.key in values:
            same = values[item.key].model_copy(update={"place": None}) == item.model_copy(update={"place": None})
            findings += placed([noticed("AC031" if same else "AC030", key=item.key)], item.place)
            if not same:
                doubled.add(item.key)
        else:
            values[item.key] = item
    return {key: value for key, value in values.items() if key not in doubled}, findings


def listed(actuals: Actuals) -> list[Actual]:
    """Actual values as a list of :class:`Actual`, each with its key; raises :class:`ActualsError` for what is none."""
    if isinstance(actuals, Mapping):
        return [_keyed(key, value) for key, value in actuals.items()]
    if getattr(actuals, "ndim", None) == 1 and hasattr(actuals, "items"):  # a Series of pandas, which marks by NaN what is missing
        return [_keyed(key, None if (given := native(value)) != given else given) for key, value in actuals.items()]
    given = list(actuals) if isinstance(actuals, Iterable) and not isinstance(actuals, (str, bytes)) else [None]
    if not all(isinstance(item, Actual) for item in given):
        raise ActualsError(
            "实际完成值应为“编号 → 数值”的映射（pandas 的 Series 也行），或一组 Actual。文件请先用 perfrules.read_actuals 读取。",
            "Actual values are a mapping from key to value, a Series of pandas among them, or an iterable of Actual. Read a file with perfrules.read_actuals.",
        )
    return [arguments.actual(item) for item in given if isinstance(item, Actual)]


def _keyed(key: str, value: object) -> Actual:
    """What a mapping gives as an :class:`Actual`; a value of a type that is none is kept, and judged to be no value."""
    if isinstance(value, Actual):
        return arguments.actual(value.model_copy(update={"key": key}))
    return Actual().model_copy(update={"key": key, "value": native(value)})
