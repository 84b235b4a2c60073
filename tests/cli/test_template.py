from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.cli.progress import bar
from perfrules.tables.progress import followed

TABLE = "项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,≥3场\n,产出指标,修复率和次数,1.≥95%；2.≥5次\n错位,,,,多\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "表.csv"
    path.write_text(TABLE, "utf-8")
    return path


def run(*arguments: object) -> tuple[int, bytes, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout_bytes, result.stderr


def test_template_to_standard_output(table: Path) -> None:
    code, out, _ = run("template", table)
    assert code == 0
    rows = out.decode("utf-8-sig").splitlines()
    assert [row.rpartition(",")[2] for row in rows] == ["编号", "P01X", "P01I1", "P01I2C1", "P01I2C2"]


@pytest.mark.parametrize("name", ["填.csv", "填.xlsx"])
def test_template_to_a_file(name: str, table: Path, tmp_path: Path) -> None:
    code, _, told = run("template", table, "-o", tmp_path / name)
    assert (code, told.splitlines()[-1]) == (0, f"已写入 {tmp_path / name}：4 行待填。")
    data = (tmp_path / name).read_bytes()
    assert data.startswith(b"PK" if name.endswith("xlsx") else b"\xef\xbb\xbf")


def test_convert(table: Path, tmp_path: Path) -> None:
    code, out, _ = run("convert", table)
    assert code == 0
    assert json.loads(out)["projects"][0]["name"] == "甲"
    assert run("convert", table, "-o", tmp_path / "x.csv")[0] == 0
    assert len((tmp_path / "x.csv").read_text("utf-8-sig").splitlines()) == 4
    assert run("convert", table, "-o", tmp_path / "x.json")[0] == 0
    assert run("convert", table, "-o", tmp_path / "y", "--format", "xlsx")[0] == 0
    assert run("convert", table, "-o", tmp_path / "z")[0] == 0
    assert (tmp_path / "z").read_bytes() == (tmp_path / "x.json").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "y").read_bytes())).active
    assert sheet is not None
    assert sheet.max_row == 4


def test_what_convert_writes_reads_back(table: Path, tmp_path: Path) -> None:
    run("convert", table, "-o", tmp_path / "x.csv")
    _, first, _ = run("convert", tmp_path / "x.csv")
    project = json.loads(first)["projects"][0]
    assert [item["target"]["text"] for item in project["indicators"]] == ["≥3场", "1.≥95%；2.≥5次"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["-o", "x.doc"], "x.doc"), (["--format", "yaml"], "yaml")],
)
def test_an_unknown_form(arguments: list[str], says: str, table: Path) -> None:
    result = CliRunner().invoke(main, ["convert", str(table), *arguments], standalone_mode=False)
    assert result.exception is not None
    assert says in str(result.exception) or "json" in str(result.exception)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_is_for_terminals_and_long_tables(terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with bar():
        assert len(list(followed(range(10)))) == 10
    assert stream.getvalue() == ""
    with bar():
        assert len(list(followed(range(4000)))) == 4000
    assert ("4,000/4,000" in stream.getvalue()) is terminal


def test_a_bar_is_wiped_away_where_reading_ends_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream := Terminal())

    def reading() -> None:
        with bar():
            for number in followed(range(4000)):
                assert number < 3999

    with pytest.raises(AssertionError):
        reading()
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_filled_sheet_is_merged_and_kept_as_it_was(form: str, table: Path, tmp_path: Path) -> None:
    sheet = tmp_path / f"填.{form}"
    run("template", table, "-o", sheet)
    _fill(sheet)
    before = sheet.read_bytes()
    code, _, told = run("template", table, "-o", sheet)
    assert (code, told.splitlines()[-1]) == (0, f"{sheet} 与目标表一致，没有改动。")
    assert sheet.read_bytes() == before
    table.write_text(
        TABLE.replace("甲,产出指标,场次", "甲,产出指标,新增的,≥1个\n,产出指标,场次").replace("1.≥95%；2.≥5次", "≥5次"), "utf-8"
    )
    code, _, told = run("template", table, "-o", sheet, "--force")
    assert code == 0
    assert f"原来的表另存为 {tmp_path / f'填.bak.{form}'}。" in told
    assert "并入：1 行保留已填的值，新增 2 行，1 行在目标表中已没有对应" in told
    assert "  新增：P01I1 甲 新增的 ≥1个" in told
    assert "  没有对应：甲 修复率和次数 1.≥95%；2.≥5次" in told
    assert (tmp_path / f"填.bak.{form}").read_bytes() == before
    data = json.loads(run("score", table, "--actuals", sheet, "--format", "json")[1])
    assert [item["actual"] for item in data["projects"][0]["indicators"]] == [None, "4场", None]


def _fill(sheet: Path) -> None:
    if sheet.suffix == ".csv":
        text = sheet.read_text("utf-8-sig").replace("填：场,,", "填：场,4场,").replace("填：%,,", "填：%,96%,")
        sheet.write_text(text, "utf-8")
        return
    book = openpyxl.load_workbook(sheet)
    page = book.active
    assert page is not None
    column = next(cell.column for cell in page[1] if cell.value == "实际完成值")
    page.cell(3, column).value, page.cell(4, column).value = "4场", "96%"
    book.save(sheet)


def test_many_changes_are_told_by_number(table: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "填.csv"
    run("template", table, "-o", sheet)
    table.write_text("项目名称,一级指标,三级指标,指标值\n" + "".join(f"甲,产出指标,第{index}项,≥3场\n" for index in range(30)), "utf-8")
    assert "  新增：另有 10 行" in run("template", table, "-o", sheet)[2]
    table.write_text(TABLE, "utf-8")
    run("template", table, "-o", sheet)
    assert {"填.bak.csv", "填.bak1.csv"} <= {entry.name for entry in tmp_path.iterdir()}


def test_a_file_that_is_no_sheet_is_not_merged(table: Path, tmp_path: Path) -> None:
    for name, data in (("填.csv", b"notes"), ("填.xlsx", b"PK\x03\x04"), ("空.csv", b"")):
        (tmp_path / name).write_bytes(data)
        assert run("template", table, "-o", tmp_path / name)[0] == (2 if data else 0)
        assert run("template", table, "-o", tmp_path / name, "--force")[0] == 0


def test_a_sheet_moved_against_its_table_is_not_judged_by(table: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "填.csv"
    run("template", table, "-o", sheet)
    _fill(sheet)
    table.write_text(TABLE.replace("甲,产出指标,场次", "甲,产出指标,新增的,≥1个\n,产出指标,场次"), "utf-8")
    code, out, told = run("score", table, "--actuals", sheet, "--format", "json")
    assert code == 0
    assert "IN060" in told
    assert [item["actual"] for item in json.loads(out)["projects"][0]["indicators"]] == [None, None, None]
