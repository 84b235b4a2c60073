"""What changes if one policy replaces another: every project whose points or grade change, and the money in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from perfrules.batch.scoring import name_of, read_job
from perfrules.batch.tables import TableJob
from perfrules.errors import PerfrulesError
from perfrules.model import Department, Reading
from perfrules.rollup import score
from perfrules.scoring.descriptions import points_text
from perfrules.scoring.policies import PolicyLike, load
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore
from perfrules.scoring.rounding import total
from perfrules.tables.parts import Aliases


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project, or a whole department where ``key`` is empty, that two policies judge differently. Money is in the table's ``unit``."""

    table: str
    key: str
    name: str
    points: tuple[str, str]
    grades: tuple[str, str]
    funding: Decimal | None = None
    unit: str | None = None

    @property
    def regraded(self) -> bool:
        """Whether the grade changes."""
        return self.grades[0] != self.grades[1]


@dataclass(slots=True)
class Replacement:
    """What one policy changes that replaces another: the changes, how many projects were compared, the tables that failed."""

    one: str
    other: str
    changes: list[ProjectChange] = field(default_factory=list)
    projects: int = 0
    tables: int = 0
    errors: dict[str, PerfrulesError] = field(default_factory=dict)

    @property
    def regraded(self) -> list[ProjectChange]:
        """The projects whose grade changes."""
        return [change for change in self.changes if change.key and change.regraded]

    def money(self, changes: Iterable[ProjectChange]) -> dict[str, Decimal]:
        """Return the funds of the projects among ``changes``, added up by unit; a project without funds adds nothing."""
        units: dict[str, list[Decimal]] = {}
        for change in changes:
            if change.key and change.funding is not None:
                units.setdefault(change.unit or "", []).append(change.funding)
        return {unit: total(amounts) for unit, amounts in units.items()}


def replace_policy(
    one: PolicyLike, other: PolicyLike, tables: Iterable[TableJob | Department | Reading], *, columns: Aliases | None = None
) -> Replacement:
    """Return what changes in ``tables`` if the policy ``other`` replaces ``one``; a table that cannot be read is an error of the result."""
    mine, theirs = load(one), load(other)
    found = Replacement(mine.id, theirs.id)
    for table in tables:
        try:
            reading, given, _, _ = read_job(table, {}, columns=columns)
            before, after = (score(reading, given, policy=policy) for policy in (mine, theirs))
        except PerfrulesError as error:
            found.errors[name_of(table)] = error
            continue
        found.tables += 1
        found.projects += len(before.projects)
        found.changes += _changes(name_of(table), before, after)
    return found


def _changes(table: str, one: DepartmentScore, other: DepartmentScore) -> Iterator[ProjectChange]:
    for mine, theirs in zip(one.projects, other.projects, strict=True):
        if (mine.interval, mine.grade) != (theirs.interval, theirs.grade):
            yield _change(table, mine, theirs, one.unit)
    if (one.interval, one.grade) != (other.interval, other.grade):
        grades = (one.grade_label, other.grade_label)
        yield ProjectChange(table, "", one.name or "", (points_text(one), points_text(other)), grades)


def _change(table: str, one: ProjectScore, other: ProjectScore, unit: str | None) -> ProjectChange:
    points = (points_text(one), points_text(other))
    return ProjectChange(table, one.key, one.name or "", points, (one.grade_label, other.grade_label), one.funding, unit)
