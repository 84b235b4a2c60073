"""The types of Arrow that kinds of columns have, and the kinds that types have."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from perfrules.frames.results import not_plain
from perfrules.statements.programs import Kind


def kind_of(kind: str) -> pa.DataType:
    """The type of a kind of column."""
    if kind.startswith("decimal"):
        return pa.decimal128(38, int(kind.removeprefix("decimal")))
    return {"text": pa.string(), "number": pa.float64()}[kind]


def kind_of_type(kind: pa.DataType) -> Kind:
    """What a column of this type holds."""
    if is_text(kind) or pa.types.is_decimal(kind):
        return "text"
    return "number" if pa.types.is_integer(kind) or pa.types.is_floating(kind) else "other"


def is_text(kind: pa.DataType) -> bool:
    """Whether it is a type of texts."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def is_word_type(kind: pa.DataType) -> bool:
    """Whether the text of its values is what is meant."""
    return is_text(kind) or bool(pa.types.is_integer(kind))


def places_of_type(kind: pa.DataType) -> int | None:
    """The decimals that a type gives its numbers; None where it gives none."""
    if pa.types.is_decimal(kind):
        return int(kind.scale)
    return 0 if pa.types.is_integer(kind) else None


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type without a dictionary and without views of texts, which few functions take; a column of nothing is one of texts."""
    found = kind.value_type if pa.types.is_dictionary(kind) else kind
    return pa.string() if pa.types.is_null(found) or pa.types.is_string_view(found) else found


def doubles(column: Any) -> Any:
    """A column of floats of 32 bits or fewer as the doubles of what is shown of them: 95.1, not 95.0999984741211; any other as it is."""
    if pa.types.is_float32(column.type) or pa.types.is_float16(column.type):
        return column.cast(pa.float32()).cast(pa.string()).cast(pa.float64())
    return column


def coded(column: pa.Array) -> pa.DictionaryArray:
    """A column by its different values; raises :class:`SettingsError` for values of several parts."""
    try:
        return column.dictionary_encode()
    except pa.ArrowNotImplementedError as error:
        raise not_plain(column.type) from error
