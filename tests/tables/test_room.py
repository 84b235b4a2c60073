"""What a file may take: bombs of every kind, and tables as large as there are, in a process that is given little memory."""

import io
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.tables.readers.pdf.test_bombs import pdf
from tests.tables.written import docx, xlsx

pytestmark = [pytest.mark.processes, pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory here")]

LINES = [["项目名称", "一级指标", "三级指标", "指标值"], ["甲", "产出指标", "场次", "≥3场"], ["甲", "产出指标", "人数", "≥50人"]]
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
import perfrules
try:
    reading = perfrules.read(sys.argv[1])
    print(sum(len(project.indicators) for project in reading.department.projects), *sorted({found.code for found in reading.findings}))
except perfrules.errors.TableError as error:
    print("refused:", error.zh)
"""
MEGABYTE = 2**20


def told(path: Path, megabytes: int) -> str:
    """What reading says in a process whose whole address space is bounded; a small form of the same kind needs most of it."""
    command = [sys.executable, "-X", "utf8", "-c", CHILD, str(path), str(megabytes * MEGABYTE)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=600)
    assert not run.stderr, run.stderr[-2000:]
    return run.stdout.strip()


def blown(data: bytes, part: str, pieces: Iterable[bytes], times: int = 1) -> bytes:
    """An archive whose ``part``, and others like it, unpack to ``pieces``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in whole.namelist():
            if name != part:
                archive.writestr(name, whole.read(name))
        for copy in range(times):
            with archive.open(part if not copy else f"{part}.{copy}", "w") as stream:
                stream.writelines(pieces)
    return out.getvalue()


PARTS: dict[str, tuple[Callable[..., bytes], str]] = {"xlsx": (xlsx, "xl/worksheets/sheet1.xml"), "docx": (docx, "word/document.xml")}
SPACES = b" " * MEGABYTE


@pytest.mark.parametrize("kind", PARTS)
def test_archives_that_unpack_to_a_thousand_times_their_size(kind: str, tmp_path: Path):
    write, part = PARTS[kind]
    path = tmp_path / f"a.{kind}"
    path.write_bytes(blown(write(LINES), part, [SPACES] * 40))
    assert told(path, 400).startswith("refused: 文件的")
    path.write_bytes(blown(write(LINES), part, [SPACES] * 3, 180))  # each part for itself is no bomb
    assert told(path, 400).startswith("refused: 文件的")


@pytest.mark.parametrize("kind", PARTS)
def test_an_archive_that_understates_what_it_unpacks_to(kind: str, tmp_path: Path):
    write, part = PARTS[kind]
    path = tmp_path / f"a.{kind}"
    data = blown(write(LINES), part, [SPACES] * 60)
    size = (60 * MEGABYTE).to_bytes(4, "little")
    assert data.count(size)
    path.write_bytes(data.replace(size, (3000).to_bytes(4, "little")))
    assert told(path, 400).startswith("refused: ")


BOMBS: dict[str, Callable[[], bytes]] = {
    "one line of commas": lambda: b"," * (60 * MEGABYTE),
    "one line of quotes": lambda: b'a,b,c\n"' + b'""' * (4 * MEGABYTE),
    "lines of nothing": lambda: b"a,b,c\n" + b"\n" * MEGABYTE,
    "a page of tags": lambda: b"<html><table>" + b"<tr>" * (MEGABYTE // 8),
    "a page of wide cells": lambda: b"<html><table>" + b"<tr><td colspan=999 rowspan=9999>a" * 200,
    "a workbook of zeros": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60 * MEGABYTE),
    "a pdf of pages": lambda: b"%PDF-1.4\n" + b"1 0 obj <</Type /Page>> endobj\n" * 20_000,
    "a pdf of zeros": lambda: (
        b"%PDF-1.4\n1 0 obj <</Filter/FlateDecode>>\nstream\n" + zlib.compress(bytes(100 * MEGABYTE)) + b"\nendstream"
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_files_that_swell(bomb: str, tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(BOMBS[bomb]())
    assert told(path, 600).startswith("refused: ")


def test_a_cell_without_end_is_cut(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes("项目名称,三级指标,指标值\n甲,".encode() + b"a" * (60 * MEGABYTE))
    assert told(path, 700) == "1 IN002 IN023"


def test_a_csv_of_two_hundred_thousand_rows(tmp_path: Path):
    path = tmp_path / "大.csv"
    rows = "".join(f"第{index // 50}号专项工作经费,数量指标,指标{index % 50},≥{index % 90}家,{index % 97}家\n" for index in range(200_000))
    path.write_text("项目名称,一级指标,三级指标,指标值,实际完成值\n" + rows, "utf-8")
    assert told(path, 450).split()[0] == "200000"


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    book = pytest.importorskip("xlwt").Workbook(encoding="utf-8")
    first = book.add_sheet("表")
    for row, line in enumerate(LINES):
        for column, text in enumerate(line):
            first.write(row, column, text)
    fill(book, first)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def far_sheets(book: Any, _first: Any) -> None:
    for number in range(900):
        book.add_sheet(f"空{number}").write(65_535, 255, 1)


def far_cells(_book: Any, first: Any) -> None:
    for row in range(10, 65_536):
        first.write(row, 255, 1)


@pytest.mark.parametrize("fill", [far_sheets, far_cells])
def test_an_old_workbook_whose_cells_stand_far_out(fill: Callable[[Any, Any], None], tmp_path: Path):
    path = tmp_path / "a.xls"
    path.write_bytes(workbook(fill))
    assert told(path, 500).split()[0] == "2"


@pytest.mark.parametrize("row", ['<row r="{0}"/>', '<row r="{0}"><c r="A{0}" s="0"/><c r="B{0}" s="0"/></row>'])
def test_a_workbook_of_a_million_blank_rows(row: str, tmp_path: Path):
    write, part = PARTS["xlsx"]
    sheet = zipfile.ZipFile(io.BytesIO(write(LINES))).read(part)
    rows = ["".join(row.format(number) for number in range(start, start + 10_000)).encode() for start in range(10, 1_000_010, 10_000)]
    path = tmp_path / "a.xlsx"
    path.write_bytes(blown(write(LINES), part, [*sheet.partition(b"</sheetData>")[:1], *rows, b"</sheetData></worksheet>"]))
    assert told(path, 400) == "2 IN002"


OPERATORS = {"lines": "0 0 m 1 1 l S\n", "texts": "BT /F1 12 Tf (a) Tj ET\n", "frames": "q\n", "names": "/a ", "texts that do not end": "("}


@pytest.mark.parametrize("kind", OPERATORS)
def test_a_pdf_of_a_million_operators(kind: str, tmp_path: Path):
    contents = zlib.compress(OPERATORS[kind].encode() * 1_000_000)
    fonts = "/Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>"
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(contents, filters="/FlateDecode", resources=fonts))
    assert told(path, 700).startswith("refused: ")


VERB = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (500 * 2**20,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
from perfrules.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "verb", ["score a.csv -o a.html", "score a.csv -o a.json", "check a.csv --format full --show-info", "template a.csv"]
)
def test_five_thousand_requirements_in_one_cell(verb: str, tmp_path: Path):
    """Sixteen seconds of the processor and 405 MB it was; each asked of the whole of what was written as the actual value."""
    row = f"甲,产出指标,场次,{'x；' * 5_000},{'x；' * 5_000}\n"
    (tmp_path / "a.csv").write_text(f"项目名称,一级指标,三级指标,指标值,实际完成值\n{row}", "utf-8")
    command = [sys.executable, "-X", "utf8", "-c", VERB, *verb.split()]
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # its time is not that of the measuring
    run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False, timeout=600)
    assert run.returncode in (0, 1), run.stderr[-2000:]
