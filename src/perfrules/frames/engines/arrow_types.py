"""The types of Arrow that kinds of columns have."""

from __future__ import annotations

import pyarrow as pa


def kind_of(kind: str) -> pa.DataType:
    """The type of a kind of column."""
    if kind.startswith("decimal"):
        return pa.decimal128(38, int(kind.removeprefix("decimal")))
    return {"text": pa.string(), "number": pa.float64()}[kind]
