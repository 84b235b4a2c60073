"""What the verbs read: files, standard input, hidden sheets; and that a part that was lost ends with exit code 2."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from perfrules.cli import main

HEADER = ["项目名称", "指标名称", "年度指标值", "实际完成值", "分值"]
VERBS = ("convert", "score", "template", "check")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    shown = workbook.active
    assert shown is not None
    for row in (HEADER, ["甲", "场次", "≥3场", "4场", 90]):
        shown.append(row)
    hidden = workbook.create_sheet("旧稿")
    for row in (HEADER, ["乙", "场次", "≥3场", "1场", 90]):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "表.xlsx")
    return tmp_path / "表.xlsx"


def test_a_hidden_sheet_is_said_and_not_read_unless_asked_for(book: Path) -> None:
    run = CliRunner().invoke(main, ["convert", str(book)])
    assert [item["name"] for item in json.loads(run.stdout)["projects"]] == ["甲"]
    assert "旧稿" in run.stderr
    run = CliRunner().invoke(main, ["convert", str(book), "--include-hidden"])
    assert [item["name"] for item in json.loads(run.stdout)["projects"]] == ["甲", "乙"]
    scored = CliRunner().invoke(main, ["score", str(book), "--format", "json"])
    assert [item["name"] for item in json.loads(scored.stdout)["projects"]] == ["甲"]
    checked = CliRunner().invoke(main, ["check", str(book), "--include-hidden", "--isolated", "--format", "json"])
    assert "旧稿" in checked.stdout


def test_a_workbook_whose_only_table_is_hidden_is_refused_with_the_reason(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    del workbook["Sheet"]
    workbook.create_sheet("空")
    workbook.active = 1
    workbook.save(book)
    run = CliRunner().invoke(main, ["convert", str(book)])
    assert run.exit_code == 2
    assert "旧稿" in run.stderr


def test_standard_input(book: Path) -> None:
    run = CliRunner().invoke(main, ["convert", "-"], input=book.read_bytes())
    assert run.exit_code == 0
    assert [item["name"] for item in json.loads(run.stdout)["projects"]] == ["甲"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_damaged_part_ends_with_exit_code_2_and_the_rest_is_done(verb: str, book: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[: len(content) // 2] if name == "xl/worksheets/sheet2.xml" else content)
    book.write_bytes(data.getvalue())
    run = CliRunner().invoke(main, [verb, str(book)])
    assert run.exit_code == 2
    assert "甲" in run.stdout or verb == "check"
    assert "已损坏" in run.output


@pytest.mark.parametrize("verb", VERBS)
def test_a_quote_that_swallows_rows_ends_with_exit_code_2(verb: str, tmp_path: Path) -> None:
    table = ",".join(HEADER) + '\n甲,"场次,≥3场,4场,45\n甲,人数",≥3人,4人,45\n'
    (tmp_path / "a.csv").write_text(table, "utf-8")
    run = CliRunner().invoke(main, [verb, str(tmp_path / "a.csv")])
    assert run.exit_code == 2
    assert "引号" in run.output
