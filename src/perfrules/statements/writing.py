"""Scores as SQL text: three lookup tables, one SELECT, and a guard query that says which targets the lookup does not know.

Nothing is run here. What stood in a cell comes out as a quoted literal only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from json import dumps
from types import NoneType
from typing import TypeAlias

from perfrules.arguments import of_kind, shown, text
from perfrules.errors import SettingsError
from perfrules.quantities import EXACT
from perfrules.scoring import arguments
from perfrules.scoring.policies.loading import DEFAULT, Policy, PolicyLike, load
from perfrules.scoring.rounding import HUNDREDTHS, places_of
from perfrules.statements.dialects import Dialect, dialect
from perfrules.statements.expressions import Call, Column
from perfrules.statements.lookups import Lookups, Place
from perfrules.statements.programs import BOUNDS, SIGNED, SUFFIXES, Kind, Weight, own, used_rows
from perfrules.statements.queries import query
from perfrules.statements.readings import Readings, version
from perfrules.statements.scorings import Tables, key, results, scoring

Wording: TypeAlias = "str | tuple[str | None, ...] | Mapping[str, str | None]"
TARGETS, SUFFIX_TABLE, CELL_TABLE = "perfrules_targets", "perfrules_suffixes", "perfrules_cells"
_SUFFIX_KEYS: Mapping[str, Kind] = {"family": "number", "suffix": "text"}


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
    """Statements that score a table in its database: three lookup tables, a guard query and one SELECT, as text.

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
    weighed = Weight(places, int(EXACT.scaleb(points, places)))
    lookups = Lookups(rules)
    rows = _rows(targets, asked, lookups, Readings.of(readings))
    tables = (
        (TARGETS, {**dict.fromkeys(asked.keys, "text"), **BOUNDS}, rows),
        (SUFFIX_TABLE, {**_SUFFIX_KEYS, **SUFFIXES}, [(family, suffix, *given) for family, suffix, given in lookups.behind]),
        (CELL_TABLE, SIGNED, used_rows(rules, {row[len(asked.keys) + [*BOUNDS].index("cell")] for row in rows})),
    )
    return "\n\n".join(
        (
            _stamp(rules, written),
            *(_created(written, table, columns) + "\n\n" + written.insert(table, [*columns], given) for table, columns, given in tables),
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


def _rows(targets: Iterable[Wording], asked: Names, lookups: Lookups, readings: Readings) -> list[tuple[str | float | None, ...]]:
    """The rows of the table of wordings. One that only the row API judges has nothing in it.

    Neither has one that is read in two ways, under names that the query does not look at: 2025.12 under 完成时间 and under 产值.
    """
    wordings = list(dict.fromkeys(_wording(target) for target in targets))
    readings.add([(target, place.name) for target, place in wordings])
    nothing: tuple[float | None, ...] = (None,) * len(BOUNDS)
    rows: dict[tuple[str, ...], tuple[float | None, ...]] = {}
    for target, place in wordings:
        if "\0" in target or not _is_text(target):
            continue  # no database holds such a text
        keys = tuple({"target": target, "name": place.name or "", "category": place.category or ""}[key] for key in asked.keys)
        found = lookups.bounds(readings.read(target, place.name), place)
        told = nothing if found is None else (lookups.families[found.family], *found[1:])
        rows[keys] = told if rows.get(keys, told) == told else nothing
    return [(*keys, *told) for keys, told in rows.items()]


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


def _created(written: Dialect, table: str, columns: Mapping[str, str]) -> str:
    kinds = {"text": written.text, "number": written.double}
    lines = ",\n".join(f"  {written.name_of(name)} {kinds[kind]}" for name, kind in columns.items())
    return f"CREATE TABLE {written.name_of(table)} (\n{lines}\n){written.table.replace('{first}', written.name_of(next(iter(columns))))};"


def _guard(written: Dialect, asked: Names) -> str:
    """The distinct targets that the table of wordings does not have."""
    name_of = written.name_of
    keys = {f"t.{name_of(word)}": written.expression(key(column, of="s")) for word, column in asked.keys.items()}
    on = " AND ".join(written.equal.format(*pair) for pair in keys.items())
    columns = ", ".join(f"s.{name_of(column)}" for column in asked.keys.values())
    return (
        f"SELECT DISTINCT {columns} FROM {_table(written, asked)} s LEFT JOIN {name_of(TARGETS)} t ON {on}"  # noqa: S608
        f" WHERE t.{name_of('target')} IS NULL"
    )


def _table(written: Dialect, asked: Names) -> str:
    return written.name_of(*asked.table.split("."))


def _select(written: Dialect, asked: Names, policy: Policy, weight: Weight) -> str:
    keys = {name: key(column) for name, column in asked.keys.items()}
    tables = Tables(*map(written.name_of, (TARGETS, CELL_TABLE, SUFFIX_TABLE)))
    parts = scoring(keys, (Column(asked.actual), "text"), weight, policy, tables)
    told = {name: (value, written.shown if name == "findings" else "{0}") for name, value in results(weight).items()}
    decided = (Call("present", own("outcome")), "CASE WHEN {0} THEN 1 ELSE 0 END")
    return query(written, _table(written, asked), asked.shown, parts, {**told, "decided": decided})
