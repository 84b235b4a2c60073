"""What a rule hands back: where, and the values of its message. The engine makes a finding of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from perfrules.findings import Edit, Fix, Severity
from perfrules.text import Span

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator, Project
    from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore


_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Remark(NamedTuple):
    """One remark of a rule.

    ``span`` counts in the target's text, and so does the ``fix``. ``indicator`` and ``project`` say what a rule on a table
    points at, ``part`` which cell of the project (``objective total funding execution``); ``text`` is the stretch that it is
    about where that is not the target; ``severity`` is that of this remark where it is not the rule's own.
    """

    params: Mapping[str, str] = _NOTHING
    span: Span | None = None
    text: str | None = None
    indicator: Indicator | None = None
    project: Project | None = None
    fix: Fix | None = None
    severity: Severity | None = None
    part: str | None = None


def remark(
    *,
    span: tuple[int, int] | None = None,
    about: str | None = None,
    indicator: Indicator | None = None,
    project: Project | None = None,
    fix: Fix | None = None,
    severity: Severity | None = None,
    part: str | None = None,
    **params: object,
) -> Remark:
    """A remark; ``about`` is its text, ``params`` fill the rule's message."""
    place = Span(*span) if span is not None else None
    return Remark({key: str(value) for key, value in params.items()}, place, about, indicator, project, fix, severity, part)


def replacement(span: tuple[int, int], text: str, *, safe: bool = False) -> Fix:
    """A fix that puts ``text`` in the place of ``span``."""
    return Fix("safe" if safe else "unsafe", (Edit(Span(*span), text),))


class Table(NamedTuple):
    """What a rule on a table sees: the department, last year's department where one is given, the options of rules, the scores
    of the indicators with an actual value, by the identity of the indicator, and those of the budget executions with printed
    points, by the identity of the project or department. ``office_places`` are the decimals to which offices round.
    """

    department: Department
    previous: Department | None = None
    options: Mapping[str, int | str] = _NOTHING
    scores: Mapping[int, IndicatorScore] = _NOTHING
    executions: Mapping[int, ExecutionScore] = _NOTHING
    office_places: tuple[int, ...] = ()

    def option(self, name: str) -> int | str:
        """What is set for that option of a rule, else its default."""
        return self.options[name]
