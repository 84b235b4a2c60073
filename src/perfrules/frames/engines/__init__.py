"""Where frames live: one module an engine."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from perfrules.errors import SettingsError
from perfrules.frames.protocols import Host

_ENGINES = ("pandas", "polars", "pyarrow", "duckdb", "pyspark")


def host_of(frame: Any) -> Host:
    """What serves a frame; raises :class:`SettingsError` for what is none."""
    libraries = (kind.__module__.partition(".")[0].removeprefix("_") for kind in type(frame).__mro__)
    library = next((library for library in libraries if library in _ENGINES), None)
    if library is not None:
        module = "arrow" if library in ("pandas", "pyarrow") else "spark" if library == "pyspark" else library
        found: Host | None = import_module(f"perfrules.frames.engines.{module}").host(frame)
        if found is not None:
            return found
    raise SettingsError(
        f"不能给 {type(frame).__name__} 计分：请给出 pandas、polars、pyarrow、DuckDB 或 Spark 的表。",
        f"Cannot score a {type(frame).__name__}: give a table of pandas, polars, pyarrow, DuckDB or Spark.",
    )
