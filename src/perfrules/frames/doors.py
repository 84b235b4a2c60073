"""The one door to every engine: a frame in, the same frame with its scores, its readings or its totals out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfrules.errors import SettingsError
from perfrules.frames.columns import Question
from perfrules.frames.engines import host_of
from perfrules.frames.protocols import Host
from perfrules.frames.results import check, check_there
from perfrules.frames.singles import MOST_PLACES, Columns, given, text_of, too_fine
from perfrules.quantities import EXACT
from perfrules.scoring.arguments import number
from perfrules.scoring.policies.loading import DEFAULT, Policy, PolicyLike, load
from perfrules.scoring.rounding import HUNDREDTHS, places_of, rounded
from perfrules.statements.expressions import Column
from perfrules.statements.programs import Kind, Weight
from perfrules.statements.readings import Readings
from perfrules.statements.suffixes import DIGITS

_UNKNOWN_PLACES = 6


def score(
    frame: Any,
    *,
    target: str,
    actual: str,
    name: str | None = None,
    category: str | None = None,
    weight: str | Decimal | int = 100,
    policy: PolicyLike = DEFAULT,
    readings: Readings | None = None,
    settle: bool = True,
) -> Any:
    """``frame`` with the score of each row beside it: outcome, maximum, points, low, high, attainment, findings, decided.

    ``frame`` is one of pandas, polars (eager or lazy), pyarrow, DuckDB or Spark, and so is what comes back; nothing lazy is
    collected. ``target`` and ``actual`` name the columns of wordings and actual values; ``name`` and ``category``, where given,
    those of the indicator's name and category; ``weight`` is the column of points, or the points of every row. Each row is
    scored as :func:`perfrules.evaluate` scores it: by columns where these are proven exact (``decided``), else, equal rows once,
    by ``evaluate`` itself, or, with ``settle=False``, not at all. ``readings`` are wordings that are read already.

    On a cluster of Spark the workers need this package and what its extra ``frames`` brings in the versions of the driver: a packed
    environment has them all, and where the workers have the rest, the wheel alone does, named ``perfrules.zip`` (``spark-submit
    --py-files perfrules.zip``; Spark passes over a ``.whl``). ``examples/recipes/spark_job.py`` has both commands.

    Amounts are exact decimals of two places or more, ``attainment`` one of six. A column of weights that are texts or doubles has
    six places.

    Raises :class:`SettingsError` for what is no such frame, for a column that is missing or stands twice or whose values are no texts,
    numbers or dates, and for a result that would replace a column, and what ``evaluate`` raises for a policy, category or weight.
    """
    host = host_of(frame)
    columns = Columns(target, actual, name, category, weight if isinstance(weight, str) else None)
    check(host.names, [target, actual, *(column for column in (name, category, columns.weight) if column is not None)])
    rules = load(policy).at(None)
    words = [column for column in (target, name, category) if column is not None]
    weighed = _weight(weight, rules, host)
    plain = all(host.is_word(column) for column in words) and (weighed.value or 0) < 10**DIGITS
    asked = Question(columns, host.kind(actual) if plain else "other", weighed, rules, Readings.of(readings))
    return host.scored(asked, settle=settle)


def readings(frame: Any, *, target: str, name: str | None = None, known: Readings | None = None) -> Readings:
    """The reading table of a frame's distinct wordings; ``known`` are wordings that are read already, and are kept.

    ``.save(path)`` and :meth:`Readings.load` keep it as a parquet file. Raises :class:`SettingsError` for a column that is missing.
    """
    host = host_of(frame)
    used = [target] if name is None else [target, name]
    check_there(host.names, used)
    table = host.collected(used)
    columns = [[text_of(given(value)) for value in table.column(column).to_pylist()] for column in used]
    found = Readings.of(known)
    found.add((row[0], row[1] or None) if len(row) > 1 else (row[0], None) for row in dict.fromkeys(zip(*columns, strict=True)))
    return found


def parse(frame: Any, *, target: str, name: str | None = None, known: Readings | None = None) -> Any:
    """The distinct wordings of a frame as a frame of the same library: a row a criterion, its bounds as whole numbers.

    ``low`` and ``high`` are over ten to the ``decimals``; ``factor_num / factor_den`` takes the unit to the base of its dimension.
    Raises :class:`SettingsError` for a column that is missing.
    """
    found = readings(frame, target=target, name=name, known=known).to_arrow()
    return host_of(frame).made(found.drop_columns(["form"]).replace_schema_metadata())


def places_of_weights(host: Host, column: str) -> int:
    """The decimals of a column of weights, as far as they are known."""
    found = host.places(column)
    return _UNKNOWN_PLACES if found is None else found


def _weight(weight: str | Decimal | int, policy: Policy, host: Host) -> Weight:
    places = max(HUNDREDTHS, policy.rounding.indicator)
    if isinstance(weight, str):
        kind: Kind = host.kind(weight)
        return Weight(max(places, places_of_weights(host, weight)), column=Column(weight), kind=kind)
    points = number(weight, ("分值", "weight"))
    if points < 0 or points >= 10**9:
        raise SettingsError(f"分值应在 0 与 10 亿之间：{points}。", f"A weight lies between 0 and a thousand million: {points}.")
    places = max(places, min(places_of(points), MOST_PLACES))
    if rounded(points, places) != points:
        raise too_fine(points, places)
    return Weight(places, int(EXACT.scaleb(points, places)))
