"""Parquet files of any size scored by the streaming engine of polars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfrules.errors import SettingsError, quoted_reason
from perfrules.frames.doors import score
from perfrules.installation import lacking


@dataclass(frozen=True, slots=True)
class Dirty:
    """A row of a csv file that is none: its line, and what is wrong with it."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were scored, how many of them are decided by columns, and the rows that are none."""

    rows: int
    decided: int
    dirty: tuple[Dirty, ...]


def streamed(source: str, output: Path, asked: Mapping[str, Any]) -> Written:
    """The rows of parquet files with their scores, written to ``output`` in their order.

    Raises :class:`SettingsError` for a csv and files that cannot be read, and :class:`LibraryError` where polars is not installed.
    """
    if Path(source).suffix.lower() != ".parquet":
        raise SettingsError(
            "polars 引擎只读 parquet；csv 请用 duckdb，它会指出不成行的数据。",
            "The engine polars reads parquet only; duckdb reads csv, and tells rows that are none.",
        )
    try:
        import polars as pl
    except ModuleNotFoundError as error:
        raise lacking(error, "frames", ("polars 引擎", "The engine polars")) from error
    beside = output.with_name(f"{output.name}.part")
    try:
        scored = score(pl.scan_parquet(source), **asked)
        if output.suffix.lower() == ".parquet":
            scored.sink_parquet(beside)
            written = pl.scan_parquet(beside)
        else:
            scored.sink_csv(beside)
            written = pl.scan_csv(beside, infer_schema=False)
        told = pl.col("decided").cast(pl.String) == "true"
        rows, decided = written.select(pl.len(), told.sum()).collect().row(0)
        beside.replace(output)
    except (pl.exceptions.PolarsError, OSError) as error:
        fault, _ = quoted_reason(str(error)) or ("文件不是可读的 parquet，或写不下结果", "")
        raise SettingsError(f"不能给 {source} 计分：{fault}。", f"Cannot score {source}: {error}") from error
    finally:
        beside.unlink(missing_ok=True)
    return Written(rows, decided, ())
