"""Frames rolled up to projects and departments, by columns where the rows are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from perfrules.arguments import of_kind
from perfrules.errors import SettingsError
from perfrules.frames.doors import places_of_weights
from perfrules.frames.engines import host_of
from perfrules.frames.plans import Money
from perfrules.frames.results import check_there
from perfrules.frames.sums import FIGURES, JUDGED_PLACES, Sums, places_of_policy
from perfrules.frames.tallies import Asked
from perfrules.scoring.policies.loading import DEFAULT, PolicyLike, load
from perfrules.scoring.results.outcomes import Outcome
from perfrules.statements.readings import Readings

NAMED = ("target", "actual", "name", "category", "weight")
"""What the columns of a row are named by, after those of ``by``."""
_MOST_PLACES = 14
"""The sums of points of more decimals are no whole numbers of 64 bits."""


def roll_up(
    frame: Any,
    *,
    by: Sequence[str],
    target: str,
    actual: str,
    name: str | None = None,
    category: str | None = None,
    weight: str | None = None,
    money: Money | None = None,
    policy: PolicyLike = DEFAULT,
    readings: Readings | None = None,
) -> Any:
    """The totals of a frame of indicators: a row a project, and, where ``by`` names a department before it, a row a department.

    ``by`` is the column of projects, or the columns of departments and of projects. ``weight`` is the column of the points that the
    table gives; what it gives not, or wrongly, is split as the policy says, with what belongs to missing categories and to
    indicators that do not apply. ``money`` names the columns of funds, alike in all rows of a project. Every figure is the one of
    :func:`perfrules.score` on the same table.

    The frame that comes back, of the library of ``frame``, has the columns of ``by``, ``level`` (project or department), outcome,
    points, maximum, low, high, grade, met, unmet, cannot_judge, not_applicable, judged and findings, in the order of the rows.
    A lazy frame of polars or Spark stays lazy; Spark adds up on its workers, every department on one.

    Raises :class:`SettingsError` for columns that are missing or of which none is named, and what :func:`score` raises.
    """
    host = host_of(frame)
    funds = Money() if money is None else of_kind(money, Money, ("资金列（Money）", "Money"))
    check_by(host.names, by)
    used = columns_used(by, (target, actual, name, category, weight), funds)
    check_there(host.names, used)
    rules = load(policy).at(None)
    asked = Asked(tuple(by), target, actual, name, category, weight, funds.columns, rules, Readings.of(readings))
    sums = Sums(asked, max(places_of_policy(rules), 0 if weight is None else min(places_of_weights(host, weight), _MOST_PLACES)))
    return host.totalled(used, list(by), sums.table, kinds(sums.places))


def columns_used(by: Sequence[str], named: Iterable[Any], money: Money | None) -> list[str]:
    """The columns that :func:`roll_up` reads, each once: ``named`` are those of ``NAMED``, of which the first two are always needed."""
    target, actual, *others = named
    return list(dict.fromkeys((*by, target, actual, *(column for column in (*others, *(money or Money()).used) if column is not None))))


def check_by(there: Sequence[str], by: Sequence[str]) -> None:
    """Raise :class:`SettingsError` for what is no column of projects, nor columns of departments and of projects."""
    if not isinstance(by, Sequence) or isinstance(by, (str, bytes)) or not 1 <= len(by) <= 2:
        raise SettingsError("by 应为项目列，或部门列和项目列。", "by is the column of projects, or those of departments and projects.")
    check_there(there, by)


def kinds(places: int) -> Mapping[str, str]:
    """The kinds of the columns after those of ``by``."""
    return {
        "level": "text",
        "outcome": "text",
        **dict.fromkeys(FIGURES, f"decimal{places}"),
        "grade": "text",
        **dict.fromkeys((outcome.value for outcome in Outcome), "count"),
        "judged": f"decimal{JUDGED_PLACES}",
        "findings": "text",
    }
