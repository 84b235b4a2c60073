"""``perfrules score FILE --columns …``: the rows of files of any size, scored into a file."""

from __future__ import annotations

import codecs
import csv
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeAlias

from perfrules.cli.inputs import PARTIAL
from perfrules.cli.language import announce
from perfrules.cli.output import STDOUT, deliver, is_file, permit
from perfrules.cli.progress import share
from perfrules.cli.sql import columns_of
from perfrules.errors import SettingsError
from perfrules.frames.results import DECIDED, RESULTS
from perfrules.frames.totals import kinds
from perfrules.lint.sources import expand
from perfrules.report.writing import replacing, write_file
from perfrules.text import visible

_KNOWN = ("target", "actual", "name", "category", "weight", "by")
_TOLD = 20


Engine: TypeAlias = Literal["duckdb", "polars"]


def score_rows(
    source: str,
    output: str,
    columns: str,
    *,
    policy: str,
    memory: str,
    spill: str | None,
    readings: str | None,
    engine: Engine,
    totals: str | None,
) -> int:
    """Score the rows; 2 where some of a csv were none."""
    from perfrules.frames.files import check_projects, score_files
    from perfrules.statements.readings import Readings

    named = columns_of(columns, _KNOWN)
    if "target" not in named or "actual" not in named or output == STDOUT:
        raise SettingsError(
            "--columns 须写明 target 和 actual，并用 -o 写到 parquet 或 csv 文件。",
            "--columns names target and actual, and -o a parquet or csv file to write.",
        )
    by = named.pop("by", "")
    if totals is not None and not by:
        raise SettingsError(
            "--totals 是各部门、项目的合计：请在 --columns 里写明 by=部门列+项目列。",
            "--totals are those of departments and projects: name them in --columns, by=DEPARTMENT+PROJECT.",
        )
    if totals is not None and Path(totals).suffix.lower() not in ("", ".csv"):
        raise SettingsError("--totals 写的是 csv，请写作 合计.csv。", "--totals are a csv; name it FILE.csv.")
    _permit(source, (output, totals), policy, readings, spill)
    if by:
        check_projects(source, by.split("+"), memory=memory)
    known = Readings.load(readings) if readings is not None and Path(readings).exists() else Readings()
    spill = str(Path(os.path.realpath(output)).parent) if spill is None else spill
    with share() as heard, replacing(output) as new:
        done = score_files(source, str(new), memory=memory, spill=spill, engine=engine, heard=heard, policy=policy, readings=known, **named)
    if readings is not None:
        table = io.BytesIO()
        known.save(table)
        write_file(readings, table.getvalue())
    announce(
        f"已写入 {visible(output)}：{done.rows} 行，其中 {done.decided} 行按列计分。",
        f"Wrote {visible(output)}: {done.rows} rows, {done.decided} of them decided by columns.",
    )
    for item in done.dirty[:_TOLD]:
        fault = "不是 UTF-8 文字" if "utf-8" in item.reason else "与其他行的列数不同，或引号不配对"
        announce(
            f"第 {item.line} 行{fault}，未计分。",
            f"Line {item.line} is no row and is left out: {visible(item.reason)}",
        )
    if by:
        _add_up(source, by.split("+"), totals, memory=memory, spill=spill, policy=policy, readings=known, **named)
    return PARTIAL if done.dirty else 0


def _add_up(source: str, by: Sequence[str], output: str | None, **asked: Any) -> None:
    """Write the totals as csv to their file or to standard output; a terminal shows those of departments alone."""
    from perfrules.frames.files import totals_of

    rows = totals_of(source, by, **asked)
    head = next(rows)
    if output is not None:
        deliver(output, chain([codecs.BOM_UTF8], _lines(head, rows)), merges=_is_written(Path(output), _TOTALS))
        return
    if not sys.stdout.isatty():
        deliver(STDOUT, _lines(head, rows))
        return
    level = head.index("level")
    departments, projects = [], 0
    for row in rows:
        if row[level] == "project":
            projects += 1
        else:
            departments.append(row)
    deliver(STDOUT, _lines(head, departments))
    announce(
        f"另有 {projects} 个项目的合计没有列出：加 --totals 合计.csv 写到文件。",
        f"The totals of {projects} projects are not shown: write them with --totals FILE.csv.",
    )


def _lines(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A csv by the row."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in chain([head], rows):
        writer.writerow(row)
        yield line.getvalue().encode("utf-8", "backslashreplace")
        line.seek(0)
        line.truncate()


def _permit(source: str, outputs: tuple[str, str | None], policy: str, readings: str | None, spill: str | None) -> None:
    """Raise :class:`SettingsError` for files that are not there, and where the rows may not be written."""
    sources = expand([source])
    missing = next((file for file in sources if not file.is_file()), None)
    if missing is not None:
        shown = visible(str(missing))
        raise SettingsError(f"找不到文件“{shown}”，请检查路径。", f"There is no file “{shown}”.")
    output, totals = outputs
    for folder in (Path(output).parent, Path(totals or ".").parent, Path(spill or ".")):
        if not folder.is_dir():
            shown = visible(str(folder))
            raise SettingsError(
                f"没有文件夹“{shown}”，请先建立它或换一个位置。", f"There is no folder “{shown}”; make it first or name another."
            )
    permit(output, *sources, policy, readings, totals, merges=_is_written(Path(output), _SCORES))
    if totals is not None:
        permit(totals, *sources, policy, readings, output, merges=_is_written(Path(totals), _TOTALS))


_ENDS = 1 << 16


_SCORES = (*RESULTS, DECIDED)
_TOTALS = tuple(kinds(0))


def _is_written(path: Path, columns: Sequence[str]) -> bool:
    """Whether a file is one that this has written: its columns end with those of scores, or of totals."""
    if not is_file(str(path)):
        return False
    names = [name.encode() for name in columns]
    with path.open("rb") as stream:
        head = stream.read(_ENDS)
        stream.seek(max(0, path.stat().st_size - _ENDS))
        tail = stream.read()
    return head.partition(b"\n")[0].rstrip().endswith(b",".join(names)) or (
        head.startswith(b"PAR1") and all(name in tail for name in names)
    )
