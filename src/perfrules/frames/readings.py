"""Actual values of a column as integers: a mantissa, its decimals and what is written after it, by expressions alone."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import narwhals as nw

from perfrules import units
from perfrules.scoring.actuals.reading import read_actual
from perfrules.scoring.actuals.values import NumberValue

FrameT = TypeVar("FrameT", nw.DataFrame[Any], nw.LazyFrame[Any])

DIGITS = 18
"""A mantissa has at most so many digits: it is below 10**18, and a 64-bit integer holds it."""

DIGITS_BEFORE_UNIT = 9
"""A number before a unit has at most so many digits: longer ones may be telephone or identity numbers to the grammar."""

UNREAD = "?"
"""What stands for the rest of a value that these expressions do not read; no unit is written so."""

_SHAPE = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[^-0-9.,+\s][^0-9\s]*)?$"
_LEADING = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_AFTER = r"[^-0-9.].*$"
_EXACT_DOUBLE = 10.0**15
_FLOAT_DECIMALS = 6


def is_text(kind: Any) -> bool:
    """Whether the values of a column are what their text says, on every backend."""
    return kind in (nw.String, nw.Categorical, nw.Enum, nw.Object) or bool(kind.is_integer())


def is_number(kind: Any) -> bool:
    """Whether the values of a column can be split into integers."""
    return is_text(kind) or bool(kind.is_decimal()) or bool(kind.is_float())


def text(column: str) -> nw.Expr:
    """The text of a column; empty where nothing stands."""
    return nw.when(nw.col(column).is_null()).then(nw.lit("")).otherwise(nw.col(column).cast(nw.String()))


def split(frame: FrameT, column: str, kind: Any, to: str) -> FrameT:
    """``frame`` with ``column`` as ``{to}mantissa``, ``{to}decimals`` and ``{to}suffix``.

    ``UNREAD`` is the suffix of what is no plain number with words after it, of more digits than :data:`DIGITS`, and of nothing.
    """
    if kind.is_float():
        return _floats(frame, column, to)
    if kind in (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32):
        return _integers(frame, column, to)
    return _texts(frame, column, to)


def _integers(frame: FrameT, column: str, to: str) -> FrameT:
    whole = nw.col(column).cast(nw.Int64())
    here = _true((whole < 10**DIGITS) & (whole > -(10**DIGITS)))
    read = frame.with_columns(here.alias(f"{to}read"))
    return read.with_columns(
        nw.when(nw.col(f"{to}read")).then(whole).otherwise(nw.lit(0)).cast(nw.Int64()).alias(f"{to}mantissa"),
        nw.lit(0).cast(nw.Int64()).alias(f"{to}decimals"),
        _suffix(nw.lit(""), to),
    )


def _floats(frame: FrameT, column: str, to: str) -> FrameT:
    """A double is the decimal that its shortest text says.

    Where ``m`` is whole, below 10**15, and ``m / 10**e`` is the double itself, that decimal is ``m / 10**e``: both are exact,
    so the quotient is the double nearest to it, and no two decimals of at most 15 digits share a double.
    """
    value = nw.col(f"{to}value")
    known = frame.with_columns(nw.col(column).cast(nw.Float64()).alias(f"{to}value"))
    known = known.with_columns(nw.when(_true(value.is_finite())).then(value).otherwise(nw.lit(_EXACT_DOUBLE)).alias(f"{to}value"))
    decimals, power = nw.lit(-1), nw.lit(0.0)
    for places in reversed(range(_FLOAT_DECIMALS + 1)):
        step = 10.0**places
        whole = (value * step).round(0)
        fits = (whole.abs() < _EXACT_DOUBLE) & (whole / step == value)
        decimals = nw.when(fits).then(nw.lit(places)).otherwise(decimals)
        power = nw.when(fits).then(nw.lit(step)).otherwise(power)
    known = known.with_columns(decimals.cast(nw.Int64()).alias(f"{to}decimals"), power.alias(f"{to}power"))
    return known.with_columns(
        (value * nw.col(f"{to}power")).round(0).cast(nw.Int64()).alias(f"{to}mantissa"),
        (nw.col(f"{to}decimals") >= 0).alias(f"{to}read"),
    ).with_columns(_suffix(nw.lit(""), to))


def _texts(frame: FrameT, column: str, to: str) -> FrameT:
    written = nw.col(f"{to}text")
    known = frame.with_columns(text(column).alias(f"{to}text"))
    known = known.with_columns(
        written.str.contains(_SHAPE).alias(f"{to}read"),
        written.str.replace_all(_LEADING, "").alias(f"{to}rest"),
        written.str.replace_all(_AFTER, "").alias(f"{to}number"),
    )
    number, read = nw.col(f"{to}number"), nw.col(f"{to}read")
    known = known.with_columns(_true(read & (number.str.len_chars() <= DIGITS)).alias(f"{to}read"))
    known = known.with_columns(nw.when(read).then(number).otherwise(nw.lit("0")).alias(f"{to}number"))
    return known.with_columns(
        number.str.replace_all(r"\.", "").cast(nw.Int64()).alias(f"{to}mantissa"),
        number.str.replace_all(r"^[^.]*\.?", "").str.len_chars().cast(nw.Int64()).alias(f"{to}decimals"),
        _suffix(nw.col(f"{to}rest"), to),
    )


def _true(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0)) == 1


def _suffix(rest: nw.Expr, to: str) -> nw.Expr:
    return nw.when(nw.col(f"{to}read")).then(rest).otherwise(nw.lit(UNREAD)).alias(f"{to}suffix")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a suffix makes of the number before it: ``factor`` × the number, in ``unit``, written with ``scale``."""

    suffix: str
    unit: str | None
    factor: Fraction
    scale: int

    @property
    def is_plain(self) -> bool:
        """Whether the number is read as it stands. One before a unit is read by the grammar, to which a sign or ten digits may be more."""
        return self.suffix in _PLAIN

    @property
    def mantissas(self) -> range:
        """The mantissas that are read so."""
        return range(1 - 10**DIGITS, 10**DIGITS) if self.is_plain else range(10**DIGITS_BEFORE_UNIT)


_PLAIN = ("", "%")
_SAMPLES = ("1", "2", "7", "12", "38", "100", "365", "1999", "2023", "0.5", "1.5", "1.10", "3.14", "8.6", "99.99", "2023.5", "1000000", "20231231")  # fmt: skip
_SCALES = "".join(units.SCALES)


def reading_of(suffix: str, words: AbstractSet[str]) -> Reading | None:
    """How the reader of actual values takes a number before ``suffix``; None where that is no unit of ``words``, or hangs on the number."""
    if suffix not in _PLAIN and suffix not in words and suffix.lstrip(_SCALES) not in words | {""}:
        return None
    found = {_taken(suffix, sample) for sample in _SAMPLES}
    reading = found.pop()
    zero = read_actual(f"0{suffix}")
    alike = reading is not None and isinstance(zero, NumberValue) and (zero.unit, zero.scale) == (reading.unit, reading.scale)
    return reading if alike and not found else None


def _taken(suffix: str, sample: str) -> Reading | None:
    value = read_actual(f"{sample}{suffix}")
    if not isinstance(value, NumberValue):
        return None
    return Reading(suffix, value.unit, Fraction(value.value) / Fraction(sample), value.scale)
