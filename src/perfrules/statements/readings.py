"""The reading table: every distinct wording of a table with what its indicator's name gives it, read once and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from hashlib import sha256
from math import lcm
from os import PathLike
from typing import Any, BinaryIO

from perfrules import units
from perfrules.comparators import Between, Change, Size
from perfrules.errors import SettingsError
from perfrules.resources import grammar_texts
from perfrules.statements.pools import pooled
from perfrules.wording import Criterion, Target, parse
from perfrules.wording.languages import standard

COLUMNS: Mapping[str, str] = {
    "target": "string",
    "name": "string",
    "criterion": "int32",
    "kind": "string",
    "operator": "string",
    "op": "string",
    "low": "int64",
    "high": "int64",
    "decimals": "int32",
    "unit": "string",
    "factor_num": "int64",
    "factor_den": "int64",
    "subject": "string",
    "text": "string",
    "each": "bool",
    "aspiration": "bool",
    "findings": "string",
    "form": "string",
}
"""A row a criterion; ``form``, on the first row of a wording, is its whole reading as JSON."""

_POOL_FROM = 4_000


@cache
def version() -> str:
    """The version of grammar and vocabulary: it changes with every file of ``grammars``."""
    digest = sha256()
    for name, text in sorted(grammar_texts().items()):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()[:16]


def bearing(target: str, name: str | None) -> str:
    """What of a name bears on the reading of a target: the unit that it declares; all of it where it asks for a time, or can name several items.

    >>> bearing("≥50", "资金（万元）"), bearing("≥50", "企业数"), bearing("≥5；≥3", "甲、乙"), bearing("2025.12", "完成时间")
    ('(万元)', '', '甲、乙', '完成时间')
    """
    if not name:
        return ""
    told = _told(name)
    return name if told is None or len(parse(target).criteria) > 1 else told


@lru_cache(maxsize=1 << 14)
def _told(name: str) -> str | None:
    """What a name says of the unit of one criterion; None where all of it bears on the reading."""
    language = standard()
    slot = language.slot(name)
    return None if language.turns(name) else "" if slot is None else f"({slot.operator}{slot.written})"


@dataclass(slots=True)
class Readings:
    """Wordings with their readings; a wording that is not there is read and kept."""

    known: dict[tuple[str, str], Target] = field(default_factory=dict)

    def read(self, target: str, name: str | None = None) -> Target:
        """The reading of a target under a name."""
        found = self._found(target, name)
        if found is None:
            key = target, bearing(target, name)
            found = self.known[key] = parse(target, name=key[1] or None)
        return found

    def _found(self, target: str, name: str | None) -> Target | None:
        """What is known of a target under a name; of one with several criteria all of the name must have been there."""
        found = self.known.get((target, name or ""))
        if found is None and name and (told := _told(name)) is not None:
            found = self.known.get((target, told))
            return None if found is None or len(found.criteria) > 1 else found
        return found

    def add(self, wordings: Iterable[tuple[str, str | None]]) -> None:
        """Read wordings that are not known yet, by several processes where they are many."""
        wanted = [key for key in dict.fromkeys(wordings) if self._found(*key) is None]
        for (target, name), form in zip(wanted, pooled(_read, wanted, _POOL_FROM), strict=True):
            self.known[target, bearing(target, name)] = form

    def columns(self) -> dict[str, list[Any]]:
        """The table as columns."""
        out: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        for (target, name), read in self.known.items():
            for row in _rows(target, name, read):
                for column, value in row.items():
                    out[column].append(value)
        return out

    def to_arrow(self) -> Any:
        """The table as an Arrow table whose metadata say by which grammar it was read."""
        import pyarrow as pa

        kinds = {"string": pa.string(), "int32": pa.int32(), "int64": pa.int64(), "bool": pa.bool_()}
        schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()], metadata={"perfrules.grammar": version()})
        return pa.table(self.columns(), schema=schema)

    def save(self, path: str | PathLike[str] | BinaryIO) -> None:
        """Write the table as a parquet file, or into an open one."""
        import pyarrow.parquet as pq

        pq.write_table(self.to_arrow(), path)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Readings:
        """The table of a parquet file; raises :class:`SettingsError` where it is none, or was read by another grammar."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            table = pq.read_table(path)
        except (OSError, pa.ArrowInvalid) as error:
            raise SettingsError(
                f"“{path}”不是解读表（perfrules 写出的 parquet），或读不出。", f"Cannot read the reading table {path}: {error}"
            ) from error
        found = (table.schema.metadata or {}).get(b"perfrules.grammar", b"").decode()
        if found != version():
            raise SettingsError(
                f"解读表 {path} 出自另一版语法（{found or '未注明'}），现为 {version()}。请重新生成。",
                f"The reading table {path} was read by another grammar ({found or 'none is named'}); this one is {version()}. Make it anew.",
            )
        return cls(
            {
                (target, name): Target.from_dict(json.loads(form))
                for target, name, form in zip(*(table.column(column).to_pylist() for column in ("target", "name", "form")), strict=True)
                if form is not None
            }
        )


def _read(wording: tuple[str, str | None]) -> Target:
    target, name = wording
    return parse(target, name=bearing(target, name) or None)


def _rows(target: str, name: str, read: Target) -> Iterator[dict[str, Any]]:
    form = json.dumps(read.to_dict(), ensure_ascii=False)
    codes = " ".join(item.code for item in read.findings)
    for place, criterion in enumerate(read.criteria or (None,), 1):
        first = place == 1
        row = dict.fromkeys(COLUMNS) | {"target": target, "name": name, "form": form if first else None, "findings": codes}
        yield row if criterion is None else row | {"criterion": place, **criterion_row(criterion)}


def criterion_row(criterion: Criterion) -> dict[str, Any]:
    """A criterion as a row of numbers: its bounds are ``low`` and ``high`` over ten to the ``decimals``, where they are such."""
    comparator = criterion.comparator
    size = comparator.of if isinstance(comparator, Change) else comparator
    form = comparator.to_dict()
    unit = getattr(comparator, "unit", None)
    factor = _factor(unit)
    row: dict[str, Any] = {
        "kind": form["kind"],
        "operator": criterion.operator,
        "op": form.get("op"),
        "unit": unit,
        "factor_num": factor.numerator if factor else None,
        "factor_den": factor.denominator if factor else None,
        "subject": criterion.subject,
        "text": criterion.text,
        "each": criterion.each,
        "aspiration": criterion.aspiration,
    }
    if not isinstance(size, Size):
        return row
    ends = (size.low, size.high) if isinstance(size, Between) else (size.quantity, None)
    values = [None if end is None else Fraction(end.value) for end in ends]
    decimals = _decimals([value for value in values if value is not None])
    if decimals is None:
        return row
    low, high = (None if value is None else int(value * 10**decimals) for value in values)
    return row | {"low": low, "high": high, "decimals": decimals}


def _factor(unit: str | None) -> Fraction | None:
    """The factor of a unit to the base of its dimension."""
    known = None if unit is None else units.in_use().get(unit)
    return None if known is None else known.factor


def _decimals(values: Iterable[Fraction]) -> int | None:
    """The decimals that all values have; None where one has no finite decimal, or its digits are more than 64 bits hold."""
    values = list(values)
    bottom = lcm(*(value.denominator for value in values))
    decimals = next((places for places in range(19) if 10**places % bottom == 0), None)
    if decimals is None or any(abs(value * 10**decimals) >= 2**63 for value in values):
        return None
    return decimals
