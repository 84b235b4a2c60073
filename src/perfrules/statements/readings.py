"""The reading table: every distinct wording of a table with what its indicator's name gives it, read once and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from hashlib import sha256
from importlib import import_module
from math import lcm
from os import PathLike
from typing import Any, BinaryIO

from perfrules import units
from perfrules.arguments import of_kind
from perfrules.canonical import as_read
from perfrules.comparators import Between, Change, Size
from perfrules.errors import SettingsError
from perfrules.resources import grammar_texts
from perfrules.statements.pools import pooled
from perfrules.wording import Criterion, Target, parse
from perfrules.wording.languages import APPLIED, Language, language_of
from perfrules.wording.vocabularies import Vocabulary, applied

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
    told = _told(name, language_of(APPLIED.get()))
    return name if told is None or len(parse(target).criteria) > 1 else told


@lru_cache(maxsize=1 << 14)
def _told(name: str, language: Language) -> str | None:
    """What a name says of the unit of one criterion; None where all of it bears on the reading."""
    slot = language.slot(name)
    return None if language.turns(name) else "" if slot is None else f"({slot.operator}{slot.written})"


def _arrow() -> Any:
    """PyArrow; raises :class:`~perfrules.errors.LibraryError` where it is not installed."""
    try:
        return import_module("pyarrow.parquet") and import_module("pyarrow")
    except ModuleNotFoundError as error:
        from perfrules.installation import lacking

        raise lacking(error, "frames", ("解读表的文件", "A file of a reading table")) from error


@dataclass(slots=True)
class Readings:
    """Wordings with their readings; a wording that is not there is read and kept.

    ``vocabulary`` is the one that they are read by, and by which all is read, converted and judged that is asked with them, also
    where and when no block of it is around: in a lazy plan, another thread, a worker.
    """

    known: dict[tuple[str, str], Target] = field(default_factory=dict)
    vocabulary: Vocabulary | None = field(default_factory=APPLIED.get)
    _plain: dict[str, Target] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What of it is known to be what is read of a short form."""

    @classmethod
    def of(cls, given: Readings | None) -> Readings:
        """The table that is given, or an empty one; raises :class:`SettingsError` inside a block of another vocabulary than its own."""
        made = of_kind(cls() if given is None else given, cls, ("解读表（Readings）", "Readings"))
        if APPLIED.get() not in (None, made.vocabulary):
            raise SettingsError(
                "解读表是用另一个词表读的；请在这个词表的 with 块中重新生成。",
                "The reading table was read by another vocabulary; make it anew inside the block of this one.",
            )
        return made

    def read(self, target: str, name: str | None = None) -> Target:
        """The reading of a target under a name."""
        found = self._found(target, name)
        if found is None:
            with applied(self.vocabulary):
                bears, found = _read((target, name))
            self.known[target, bears] = found
        return found

    def differs(self, target: str) -> bool:
        """Whether what is known of a target without a name is not what is read of it as a short form."""
        found = self.known.get((target, ""))
        if found is None or self._plain.get(target) is found:
            return False
        with as_read():
            brief = self._language.brief(target)
        if brief is None or found != Target(target, (brief,)):
            return True
        self._plain[target] = found
        return False

    def _found(self, target: str, name: str | None) -> Target | None:
        """What is known of a target under a name; of one with several criteria all of the name must have been there."""
        found = self.known.get((target, name or ""))
        if found is None and name and (told := _told(name, self._language)) is not None:
            found = self.known.get((target, told))
            return None if found is None or len(found.criteria) > 1 else found
        return found

    def add(self, wordings: Iterable[tuple[str, str | None]]) -> None:
        """Read wordings that are not known yet, by several processes where those that are no short form are many."""
        with applied(self.vocabulary):
            self._add([key for key in dict.fromkeys(wordings) if self._found(*key) is None])

    def _add(self, wanted: Sequence[tuple[str, str | None]]) -> None:
        if len(wanted) >= _POOL_FROM:
            wanted = [key for key in wanted if not self._is_brief(*key)]
        for (target, _), (bears, form) in zip(wanted, pooled(_read, wanted, _POOL_FROM), strict=True):
            self.known[target, bears] = form

    def _is_brief(self, target: str, name: str | None) -> bool:
        """Whether a target is a short form and its name bears nothing on it; then it is kept: to bring it to a process takes as long as to read it."""
        brief = self._language.brief(target) if not name or self._language.is_silent(name) else None
        if brief is not None:
            self.known[target, ""] = Target(target, (brief,))
        return brief is not None

    @property
    def _language(self) -> Language:
        return language_of(self.vocabulary)

    def columns(self) -> dict[str, list[Any]]:
        """The table as columns."""
        out: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        with applied(self.vocabulary):
            rows = [row for (target, name), read in self.known.items() for row in _rows(target, name, read)]
        for row in rows:
            for column, value in row.items():
                out[column].append(value)
        return out

    def to_arrow(self) -> Any:
        """The table as an Arrow table whose metadata say by which grammar and by which vocabulary it was read."""
        pa = _arrow()
        kinds = {"string": pa.string(), "int32": pa.int32(), "int64": pa.int64(), "bool": pa.bool_()}
        metadata = {"perfrules.grammar": version(), "perfrules.vocabulary": json.dumps(self.vocabulary and asdict(self.vocabulary))}
        schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()], metadata=metadata)
        return pa.table(self.columns(), schema=schema)

    def save(self, path: str | PathLike[str] | BinaryIO) -> None:
        """Write the table as a parquet file, or into an open one."""
        _arrow().parquet.write_table(self.to_arrow(), path)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Readings:
        """The table of a parquet file; raises :class:`SettingsError` where it is none, or was read by another grammar."""
        pa = _arrow()
        try:
            table = pa.parquet.read_table(path)
        except (OSError, ValueError, pa.ArrowException) as error:
            raise _no_readings(path, error) from error
        found = (table.schema.metadata or {}).get(b"perfrules.grammar", b"").decode("utf-8", "replace")
        if found != version():
            raise SettingsError(
                f"解读表 {path} 出自另一版语法（{found or '未注明'}），现为 {version()}。请重新生成。",
                f"The reading table {path} was read by another grammar ({found or 'none is named'}); this one is {version()}. Make it anew.",
            )
        try:
            words = json.loads(table.schema.metadata.get(b"perfrules.vocabulary", b"null"))
            vocabulary = words and Vocabulary(**words)
            columns = (table.column(column).to_pylist() for column in ("target", "name", "form"))
            with applied(vocabulary):
                known = {
                    (target, name): Target.from_dict(json.loads(form))
                    for target, name, form in zip(*columns, strict=True)
                    if form is not None
                }
        except (ValueError, TypeError, KeyError, RecursionError) as error:  # somebody has changed it
            raise _no_readings(path, error) from error
        return cls(known, vocabulary)


def _no_readings(path: object, error: Exception) -> SettingsError:
    return SettingsError(f"“{path}”不是解读表（perfrules 写出的 parquet），或读不出。", f"Cannot read the reading table {path}: {error}")


def _read(wording: tuple[str, str | None]) -> tuple[str, Target]:
    """What bears of the name of a wording, and its reading."""
    target, name = wording
    bears = bearing(target, name)
    return bears, parse(target, name=bears or None)


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
