"""Every table scored, one after the other: what is wrong with one is said and the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from perfrules.batch.tables import TableJob
from perfrules.errors import PerfrulesError
from perfrules.findings import Finding, Severity
from perfrules.model import Department, Reading
from perfrules.rollup import score
from perfrules.scoring.departments import Actuals
from perfrules.scoring.policies import DEFAULT, PolicyLike, load
from perfrules.scoring.results.scores import DepartmentScore
from perfrules.tables.actuals import actuals_of, read_actuals
from perfrules.tables.parts import Aliases
from perfrules.tables.reading import read


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of one table: its score with what was noticed, or the error that kept it from being scored.

    ``own_values``: it was scored by the actual values that stand in the table itself.
    """

    name: str
    score: DepartmentScore | None
    findings: tuple[Finding, ...] = ()
    error: PerfrulesError | None = None
    own_values: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether a part of the table or of its values was not read, or all of it."""
        return self.score is None or any(item.rule.partial for item in self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of a severity, those of scoring included."""
        every = (*self.findings, *(self.score.all_findings() if self.score else ()))
        return sum(item.severity is severity for item in every)


def score_all(
    tables: Iterable[TableJob | Department | Reading],
    *,
    actuals: Mapping[str, Actuals] | None = None,
    policy: PolicyLike = DEFAULT,
    year: int | None = None,
    columns: Aliases | None = None,
) -> Iterator[BatchResult]:
    """Yield the result of each table in turn; only one of them is held at a time.

    A :class:`~perfrules.batch.tables.TableJob` is read from its files; a department or a reading is scored by ``actuals``, a
    mapping from its name to its values, else by those of the table itself. ``year`` and ``columns`` are those of
    :func:`perfrules.score` and :func:`perfrules.read`. Raises :class:`~perfrules.errors.PolicyError` before the first table;
    what is wrong with a table is the ``error`` of its result.

    >>> [result.score.name for result in score_all([Department(name="甲局"), Department(name="乙局")])]
    ['甲局', '乙局']
    """
    rules = load(policy)
    values = actuals or {}

    def every() -> Iterator[BatchResult]:
        for table in tables:
            name = name_of(table)
            try:
                reading, given, found, own = read_job(table, values, columns=columns)
                done = score(reading, given, policy=rules, year=year)
            except PerfrulesError as error:
                yield BatchResult(name, None, error=error)
            else:
                yield BatchResult(name, done, tuple(found), own_values=own)

    return every()


def name_of(table: TableJob | Department | Reading) -> str:
    """The name under which a table is reported: its file's, or the department's."""
    if isinstance(table, TableJob):
        return table.name
    return (table.department.name if isinstance(table, Reading) else table.name) or ""


def read_job(
    table: TableJob | Department | Reading, values: Mapping[str, Actuals], *, columns: Aliases | None = None
) -> tuple[Reading, Actuals, list[Finding], bool]:
    """Return the reading of a table, its actual values, what was noticed, and whether the values are the table's own.

    Raises what :func:`perfrules.read` and :func:`~perfrules.tables.actuals.read_actuals` raise.
    """
    if not isinstance(table, TableJob):
        reading = table if isinstance(table, Reading) else Reading(department=table)
        own = name_of(table) not in values
        return reading, actuals_of(reading.department) if own else values[name_of(table)], list(reading.findings), own
    sheet = table.sheet()
    reading = read(table.table, columns=columns)
    if sheet is None:
        return reading, actuals_of(reading.department), list(reading.findings), True
    given, remarks = read_actuals(sheet, department=reading.department)
    return reading, given, [*reading.findings, *remarks], False
