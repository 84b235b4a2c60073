"""Scores as SQL text: two lookup tables, one SELECT, and a guard query that says which targets the lookup does not know.

Nothing is run here. What stood in a cell comes out as a quoted literal only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from json import dumps
from types import NoneType
from typing import TypeAlias

from perfrules.arguments import of_kind, shown, text
from perfrules.errors import SettingsError
from perfrules.scoring import arguments
from perfrules.scoring.policies.loading import DEFAULT, Policy, PolicyLike, load
from perfrules.scoring.rounding import HUNDREDTHS, places_of
from perfrules.statements.dialects import Dialect, amount, dialect
from perfrules.statements.expressions import Call, Choice, Column, Words
from perfrules.statements.lookups import Place, entries
from perfrules.statements.programs import CELLS, LOOKUP, OWN, RATIO_PLACES, UNREAD, Stage, Weight, cell_rows, earning, own, placing, reading
from perfrules.statements.readings import Readings, version
from perfrules.statements.templates import templates

Wording: TypeAlias = "str | tuple[str | None, ...] | Mapping[str, str | None]"
TARGETS, CELL_TABLE = "perfrules_targets", "perfrules_cells"


@dataclass(frozen=True, slots=True)
class Names:
    """The table that is scored, the names of its columns, and the columns that are given out beside the scores."""

    table: str = "actuals"
    target: str = "target"
    actual: str = "actual"
    name: str | None = None
    category: str | None = None
    keep: tuple[str, ...] = ()

    @property
    def keys(self) -> Mapping[str, str]:
        """The columns that a target is looked up by."""
        found = {"target": self.target, "name": self.name, "category": self.category}
        return {key: column for key, column in found.items() if column is not None}

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns of the table that are given out."""
        return tuple(dict.fromkeys((*self.keep, *self.keys.values(), self.actual)))


def sql(
    targets: Iterable[Wording],
    *,
    policy: PolicyLike = DEFAULT,
    dialect: str = "postgres",
    names: Names | None = None,
    weight: Decimal | int | str = 100,
    readings: Readings | None = None,
) -> str:
    """Statements that score a table in its database: two lookup tables, a guard query and one SELECT, as text.

    ``targets`` are the distinct wordings, each a text, a mapping of ``target``, ``name`` and ``category``, or a tuple of these in
    this order; where ``names`` names a column of names or of categories, a row is looked up by them too. The SELECT gives ``names.keep``, the
    columns that are read, and outcome, maximum, points, low, high, attainment, findings and decided; a row that it cannot decide
    has nothing in them but 0 in ``decided``, never 0 points. Every decided row is what :func:`perfrules.evaluate` says.

    Raises :class:`SettingsError` for an unknown dialect and for what is no wording, :class:`PolicyError` for an unknown policy.
    """
    text(dialect, ("SQL 方言", "dialect"))
    of_kind(names, (Names, NoneType), ("表与列的名称（Names）", "Names"))
    of_kind(readings, (Readings, NoneType), ("读法（Readings）", "Readings"))
    of_kind(targets, Iterable, ("指标值的列表", "an iterable of wordings"))
    written = _dialect(dialect)
    rules = load(policy).at(None)
    asked = names or Names()
    points = arguments.number(weight, ("分值", "weight"))
    places = max(HUNDREDTHS, rules.rounding.indicator, places_of(points))
    weighed = Weight(places, int(points.scaleb(places)))
    rows = list(_rows(targets, asked, rules, readings or Readings()))
    first = [*asked.keys, "suffix"]
    cells = _used(rows, len(first), rules)
    return "\n\n".join(
        (
            _stamp(rules, written),
            _created(written, TARGETS, {**dict.fromkeys(first, "text"), **LOOKUP}),
            written.insert(TARGETS, [*first, *LOOKUP], rows),
            _created(written, CELL_TABLE, CELLS),
            written.insert(CELL_TABLE, [*CELLS], cells),
            "-- 查找表不认识的指标值 (targets that the lookup does not know)\n" + _guard(written, asked) + ";",
            "-- 得分 (scores)\n" + _select(written, asked, rules, weighed) + ";\n",
        )
    )


def _dialect(name: str) -> Dialect:
    return dialect(name)


def policy_hash(policy: Policy) -> str:
    """What tells one state of a policy from another."""
    return sha256(dumps(policy.to_dict(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _stamp(policy: Policy, written: Dialect) -> str:
    told = "".join(char if char.isprintable() else " " for char in policy.id)
    return f"-- perfrules sql: policy {told}, hash {policy_hash(policy)}, grammar {version()}, dialect {written.name}"


def _rows(targets: Iterable[Wording], asked: Names, policy: Policy, readings: Readings) -> Iterable[tuple[str | float | None, ...]]:
    """The rows of the first lookup table. A target that is known has one of the suffix that no number has, with nothing in it."""
    wordings = list(dict.fromkeys(_wording(target) for target in targets))
    readings.add([(target, place.name) for target, place in wordings])
    for target, place in wordings:
        if "\0" in target or not _is_text(target):
            continue  # no database holds such a text
        keys = [{"target": target, "name": place.name or "", "category": place.category or ""}[key] for key in asked.keys]
        yield (*keys, UNREAD, *(None for _ in LOOKUP))
        for suffix, found in entries(readings.read(target, place.name), place, policy):
            yield (*keys, suffix, *found)


def _is_text(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _wording(given: Wording) -> tuple[str, Place]:
    if isinstance(given, str):
        return given, Place()
    if not isinstance(given, (Mapping, tuple)):
        raise SettingsError(f"指标值应为文本：{shown(given)}。", f"A target is a text: {shown(given)}.")
    parts = (given.get("target"), given.get("name"), given.get("category")) if isinstance(given, Mapping) else (*given, None, None)[:3]
    if not isinstance(parts[0], str):
        raise SettingsError(f"指标值应为文本：{shown(parts[0])}。", f"A target is a text: {shown(parts[0])}.")
    return parts[0], Place(parts[1] or None, parts[2] or None)


def _used(rows: Sequence[tuple[str | float | None, ...]], place: int, policy: Policy) -> list[tuple[str | float | None, ...]]:
    """The cells of the templates that some target has."""
    starts = sorted(templates(policy).places.values())
    step = starts[1] - starts[0]
    used = {row[place] for row in rows}
    return [row for row in cell_rows(policy) if float(row[0] or 0) // step * step in used]


def _created(written: Dialect, table: str, columns: Mapping[str, str]) -> str:
    kinds = {"text": written.text, "number": written.double}
    lines = ",\n".join(f"  {written.name_of(name)} {kinds[kind]}" for name, kind in columns.items())
    return f"CREATE TABLE {written.name_of(table)} (\n{lines}\n){written.table.replace('{first}', written.name_of(next(iter(columns))))};"


def _guard(written: Dialect, asked: Names) -> str:
    shown = ", ".join(written.name_of(column) for column in asked.keys.values())
    steps = _Steps(written, f"SELECT {shown} FROM {_table(written, asked)}")  # noqa: S608
    steps.staged({OWN + key: _key(column) for key, column in asked.keys.items()})
    on = " AND ".join(f"t.{written.name_of(key)} = s.{written.name_of(OWN + key)}" for key in asked.keys)
    columns = ", ".join(f"s.{written.name_of(column)}" for column in asked.keys.values())
    return steps.closed(
        f"SELECT DISTINCT {columns} FROM {steps.last} s LEFT JOIN {written.name_of(TARGETS)} t ON {on}"  # noqa: S608
        f" WHERE t.{written.name_of('target')} IS NULL"
    )


def _key(column: str) -> Choice:
    text = Call("text", Column(column))
    return Choice(((Call("present", text), text),), Words(""))


def _table(written: Dialect, asked: Names) -> str:
    return written.name_of(*asked.table.split("."))


@dataclass(slots=True)
class _Steps:
    """A query as one step after another, each a named part of WITH."""

    written: Dialect
    first: str
    steps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps.append(self.first)

    @property
    def last(self) -> str:
        """The name of the last step."""
        return f"s{len(self.steps)}"

    def staged(self, stage: Stage) -> None:
        """A step with more columns."""
        columns = ", ".join(f"{self.written.expression(value)} AS {self.written.name_of(name)}" for name, value in stage.items())
        self.steps.append(f"SELECT s.*, {columns} FROM {self.last} s")  # noqa: S608

    def joined(self, table: str, columns: Sequence[str], on: Mapping[str, str]) -> None:
        """A step joined with a lookup table."""
        name_of = self.written.name_of
        shown = ", ".join(f"t.{name_of(name)} AS {name_of(OWN + name)}" for name in columns)
        same = " AND ".join(f"t.{name_of(name)} = s.{name_of(other)}" for name, other in on.items())
        self.steps.append(f"SELECT s.*, {shown} FROM {self.last} s LEFT JOIN {name_of(table)} t ON {same}")  # noqa: S608

    def closed(self, last: str) -> str:
        """The whole query."""
        parts = ",\n".join(f"s{number} AS {self.written.step.replace('{0}', step)}" for number, step in enumerate(self.steps, 1))
        return f"WITH {parts}\n{last}"


def _select(written: Dialect, asked: Names, policy: Policy, weight: Weight) -> str:
    """One SELECT over steps: a stage each, and the two joins."""
    shown = ", ".join(map(written.name_of, asked.shown))
    steps = _Steps(written, f"SELECT {shown} FROM {_table(written, asked)}")  # noqa: S608
    for stage in ({OWN + key: _key(column) for key, column in asked.keys.items()}, *reading(Column(asked.actual), "text", weight)):
        steps.staged(stage)
    steps.joined(TARGETS, [*LOOKUP], {key: OWN + key for key in (*asked.keys, "suffix")})
    for stage in placing(policy, "text", weight):
        steps.staged(stage)
    steps.joined(CELL_TABLE, [name for name in CELLS if name != "place"], {"place": OWN + "place"})
    for stage in earning(policy, weight):
        steps.staged(stage)
    return steps.closed(f"SELECT {', '.join(_shown(written, asked, weight))} FROM {steps.last} s")  # noqa: S608


def _shown(written: Dialect, asked: Names, weight: Weight) -> Iterator[str]:
    """What the SELECT gives out."""
    there = written.expression(Call("present", own("outcome")))
    yield from (f"s.{written.name_of(name)}" for name in asked.shown)
    yield f"{written.expression(own('outcome'))} AS {written.name_of('outcome')}"
    units = {"maximum": own("weight"), **dict.fromkeys(("points", "low", "high"), own("points"))}
    for name, column in units.items():
        yield f"CASE WHEN {there} THEN {amount(written, written.expression(column), weight.places)} END AS {written.name_of(name)}"
    rated = written.expression(Call("present", own("ratio")))
    ratio = amount(written, written.expression(own("ratio")), RATIO_PLACES)
    yield f"CASE WHEN {there} AND {rated} THEN {ratio} END AS {written.name_of('attainment')}"
    findings = written.shown.replace("{0}", written.expression(own("findings")))
    yield f"CASE WHEN {there} THEN {findings} END AS {written.name_of('findings')}"
    yield f"CASE WHEN {there} THEN 1 ELSE 0 END AS {written.name_of('decided')}"
