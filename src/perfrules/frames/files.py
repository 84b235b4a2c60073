"""Files of any size scored by DuckDB: parquet or csv in, parquet or csv out, in memory that does not grow with the file."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any, Literal

import duckdb

from perfrules.errors import SettingsError, quoted_reason
from perfrules.frames.doors import score
from perfrules.frames.results import check_there
from perfrules.frames.streams import Dirty, Written, streamed
from perfrules.frames.totals import NAMED, check_by, columns_used, roll_up
from perfrules.statements.dialects import dialect
from perfrules.text import visible

_SQL = dialect("duckdb")
_KEY, _PLACE, _PORTION = (_SQL.name_of(f"perfrules {name}") for name in ("key", "row", "portion"))
_FORMS = (".parquet", ".csv")
_MOST_DIRTY = 1000
_EVERY = 0.25
_HEAD = 1 << 16
_AT_ONCE = 10_000
_BYTES_OF_ROW, _BYTES_OF_PROJECT = 80, 800
"""What is held of a row, and more of a project, while they are added up: measured on files of ten million rows."""
_LEAST = 1 << 28
"""Of less memory DuckDB cannot sort millions of rows by all processors."""
_UNITS = {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}


def score_files(
    source: str,
    output: str,
    *,
    memory: str = "1GB",
    spill: str | None = None,
    engine: Literal["duckdb", "polars"] = "duckdb",
    heard: Callable[[float], None] | None = None,
    **asked: Any,
) -> Written:
    """The rows of ``source``, a file or a pattern of parquet or csv files, with their scores, written to ``output`` in their order.

    ``asked`` are the columns and settings of :func:`perfrules.frames.score`. DuckDB keeps to ``memory``, spills to the folder
    ``spill`` (beside ``output`` by default) and tells ``heard`` how much is done, in per cent; polars streams, and reads parquet only.
    In a csv every value is a text; a row that is none is left out and told.

    Raises :class:`SettingsError` for files that cannot be read or are neither parquet nor csv, and what ``score`` raises.
    """
    if any(Path(path).suffix.lower() not in _FORMS for path in (source, output)):
        raise SettingsError("只能给 parquet 或 csv 文件计分，并写成其中一种。", "Only parquet and csv files are scored, and written.")
    if engine == "polars":
        return streamed(source, Path(output), asked)
    folder = Path(output).resolve().parent if spill is None else Path(spill)
    with TemporaryDirectory(dir=folder, prefix=f"{Path(output).name}.") as temporary, _connected(source, memory) as connection:
        connection.execute("SET temp_directory = ?", [temporary])
        with _told(connection, heard):
            return _written(connection, _reader(connection, source), Path(output), asked)


@contextmanager
def _connected(source: str, memory: str) -> Iterator[Any]:
    """A database of its own for files; raises :class:`SettingsError` for what it cannot do with them."""
    with duckdb.connect() as connection:
        try:
            connection.execute("SET memory_limit = ?", [memory])
            yield connection
        except duckdb.Error as error:
            raise SettingsError(f"不能给 {source} 计分：{_fault(error)}。", f"Cannot score {source}: {error}") from error


def _fault(error: duckdb.Error) -> str:
    """What DuckDB says is wrong, in Chinese."""
    if quoted := quoted_reason(str(error)):
        return quoted[0]
    faults = {
        duckdb.ParserException: "内存上限应写作数字加单位，如 1GB",
        duckdb.OutOfMemoryException: "内存上限不够，请加大，或另给暂存的文件夹",
        duckdb.IOException: "读不出文件，或写不下结果",
        duckdb.InvalidInputException: "文件不是可读的 parquet 或 csv",
    }
    return next((said for kind, said in faults.items() if isinstance(error, kind)), f"DuckDB 报错 {type(error).__name__}")


@contextmanager
def _told(connection: Any, heard: Callable[[float], None] | None) -> Iterator[None]:
    """Tell every quarter of a second how much of the running query is done, as far as the engine knows."""
    ended = Event()

    def listen(told: Callable[[float], None]) -> None:
        while not ended.wait(_EVERY):
            told(max(connection.query_progress(), 0.0))

    if heard is None:
        yield
        return
    listener = Thread(target=listen, args=(heard,), daemon=True)
    listener.start()
    try:
        yield
    finally:
        ended.set()
        listener.join()


def _reader(connection: Any, source: str) -> str:
    """The function that reads a file or a pattern of files."""
    path = _SQL.literal(source)
    if Path(source).suffix.lower() == ".csv":
        _check_encoding(connection, path)
        return f"read_csv({path}, header = true, all_varchar = true, store_rejects = true)"
    return f"read_parquet({path}, union_by_name = true)"


def _check_encoding(connection: Any, source: str) -> None:
    """Raise :class:`SettingsError` for csv files that do not begin as UTF-8, which alone is read: Excel writes GB18030 unless it is asked."""
    for (path,) in connection.sql(f"SELECT file FROM glob({source})").fetchall():  # noqa: S608 -- quoted
        with Path(path).open("rb") as stream:
            head = stream.read(_HEAD)
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError as error:
            shown = visible(path)
            raise SettingsError(
                f"“{shown}”不是 UTF-8 的 csv，请在 Excel 里另存为“CSV UTF-8”。", f"“{shown}” is no csv in UTF-8; save it as CSV UTF-8."
            ) from error


def _written(connection: Any, reader: str, output: Path, asked: Mapping[str, Any]) -> Written:
    scored = score(connection.sql(f"SELECT *, row_number() OVER () AS {_PLACE} FROM {reader}"), **asked)  # noqa: S608 -- quoted
    beside = output.with_name(f"{output.name}.part")
    ordered = scored.order(_PLACE).project(f"* EXCLUDE ({_PLACE})")
    try:
        if output.suffix.lower() == ".parquet":
            ordered.write_parquet(str(beside))
        else:
            ordered.write_csv(str(beside), header=True)
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)
    path = _SQL.literal(str(output))
    told = f"read_parquet({path})" if output.suffix.lower() == ".parquet" else f"read_csv({path}, header = true, all_varchar = true)"
    count = f"SELECT count(*), count(*) FILTER (CAST(decided AS VARCHAR) = 'true') FROM {told}"  # noqa: S608 -- quoted
    rows, decided = connection.sql(count).fetchall()[0]
    return Written(rows, decided, _dirty(connection) if reader.startswith("read_csv") else ())


def _dirty(connection: Any) -> tuple[Dirty, ...]:
    found = connection.sql(f"SELECT DISTINCT line, error_message FROM reject_errors ORDER BY line LIMIT {_MOST_DIRTY}").fetchall()  # noqa: S608 -- a number
    return tuple(Dirty(line, message) for line, message in found)


def check_projects(source: str, by: Sequence[str], *, memory: str) -> None:
    """Raise :class:`SettingsError` where files have no such columns of departments and projects: before they are scored."""
    with _connected(source, memory) as connection:
        check_by(connection.sql(f"SELECT * FROM {_reader(connection, source)}").columns, by)  # noqa: S608 -- quoted


def totals_of(source: str, by: Sequence[str], *, memory: str, spill: str | None = None, **asked: Any) -> Iterator[Sequence[object]]:
    """The totals of the projects and departments of files, a header first; ``asked`` as for :func:`perfrules.frames.roll_up`.

    A quarter of ``memory`` is DuckDB's, which spills to the folder ``spill``, by default that of temporary files. What half of it does
    not hold is added up some departments at a time, or some projects where ``by`` names no departments; one at the least is held whole.
    """
    with TemporaryDirectory(dir=spill, prefix="perfrules.") as temporary, _connected(source, memory) as connection:
        connection.execute("SET temp_directory = ?", [temporary])
        reader, used = _reader(connection, source), columns_used(by, map(asked.get, NAMED), asked.get("money"))
        there = connection.sql(f"SELECT * FROM {reader}").columns  # noqa: S608 -- quoted
        check_by(there, by)
        check_there(there, used)
        head: Sequence[str] = ()
        for rows in _portions(connection, reader, by, ", ".join(map(_SQL.name_of, used))):
            found = roll_up(connection.sql(rows), by=by, **asked)
            if not head:
                head = found.columns
                yield head
            for batch in found.to_arrow_reader(_AT_ONCE):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _portions(connection: Any, reader: str, by: Sequence[str], used: str) -> Iterator[str]:
    """The rows of files in their order, as queries of as many whole departments, or projects, as half of the memory holds."""
    size, unit = connection.sql("SELECT current_setting('memory_limit')").fetchall()[0][0].split()
    memory = float(size) * _UNITS[unit]
    connection.execute("SET memory_limit = ?", [f"{min(memory, max(memory / 4, _LEAST)) / _UNITS['KiB']:.0f}KiB"])
    key = f"coalesce(CAST({_SQL.name_of(by[0])} AS VARCHAR), 'nan')"  # what is no number and nothing are one department
    rows = f"(SELECT {used}, {key} AS {_KEY}, row_number() OVER () AS {_PLACE} FROM {reader})"  # noqa: S608 -- quoted
    projects = f"approx_count_distinct({_SQL.name_of(by[-1])})" if len(by) > 1 else "1"
    connection.execute(
        f"""CREATE TABLE perfrules_keys AS SELECT {_KEY}, CAST(floor(sum(bytes) OVER (ORDER BY first) / ?) AS BIGINT) AS {_PORTION}
            FROM (SELECT {_KEY}, min({_PLACE}) AS first, count(*) * {_BYTES_OF_ROW} + {projects} * {_BYTES_OF_PROJECT} AS bytes
                FROM {rows} GROUP BY ALL)""",  # noqa: S608 -- quoted
        [memory / 2],
    )
    portions = connection.sql(f"SELECT DISTINCT {_PORTION} FROM perfrules_keys ORDER BY ALL").fetchall()  # noqa: S608 -- a name of ours
    if len(portions) < 2:
        yield f"SELECT {used} FROM {reader}"  # noqa: S608 -- quoted
        return
    ordered = f"FROM {rows} JOIN perfrules_keys USING ({_KEY}) ORDER BY {_PORTION}, {_PLACE}"
    connection.execute(f"CREATE TABLE perfrules_rows AS {ordered}")
    for (portion,) in portions:
        yield f"SELECT {used} FROM perfrules_rows WHERE {_PORTION} = {portion}"  # noqa: S608 -- quoted, and a number
