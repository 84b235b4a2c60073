"""Files scored where they lie, from the program and from Python."""

import random
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.cli.progress import share
from perfrules.errors import LibraryError, SettingsError
from perfrules.frames import roll_up, score
from perfrules.frames.files import score_files, totals_of
from perfrules.statements.readings import Readings

ROWS = pl.DataFrame({
    "部门": ["甲", "甲", "乙"], "项目": ["一", "一", "二"], "年度指标值": ["≥50家", "进一步提高", "≤3%"], "实际完成值": ["38家", "达成（90%）", "2.5%"],
})  # fmt: skip
COLUMNS: dict[str, Any] = {"target": "年度指标值", "actual": "实际完成值"}


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["score", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_parquet_files_keep_their_order(tmp_path: Path):
    ROWS.write_parquet(tmp_path / "1.parquet")
    ROWS.reverse().write_parquet(tmp_path / "2.parquet")
    done = score_files(str(tmp_path / "[12].parquet"), str(tmp_path / "out.parquet"), **COLUMNS)
    assert (done.rows, done.decided, done.dirty) == (6, 4, ())
    both = pl.concat([ROWS, ROWS.reverse()])
    assert pl.read_parquet(tmp_path / "out.parquet").rows() == score(both, **COLUMNS).rows()


def test_the_program_scores_rows_tells_dirty_ones_and_adds_up(tmp_path: Path):
    text = ROWS.write_csv().replace("38家\n", "38家,多余\n", 1)
    (tmp_path / "rows.csv").write_text(text + "丙,三,≥5家,3家\n", "utf-8")
    output = str(tmp_path / "out.csv")
    columns = "target=年度指标值,actual=实际完成值,by=部门+项目"
    code, totals, told = run(str(tmp_path / "rows.csv"), "--columns", columns, "-o", output, "--spill", str(tmp_path))
    assert code == 2
    assert "3 行，其中 2 行按列计分" in told
    assert "第 2 行与其他行的列数不同" in told
    assert [line.split(",")[:3] for line in totals.splitlines()][1:3] == [["甲", "一", "project"], ["甲", "", "department"]]
    assert pl.read_csv(output)["points"].to_list() == [90.0, 100.0, 60.0]


def test_a_clean_file_ends_well(tmp_path: Path):
    ROWS.write_csv(tmp_path / "rows.csv")
    assert run(str(tmp_path / "rows.csv"), "--columns", "target=年度指标值,actual=实际完成值", "-o", str(tmp_path / "o.parquet"))[0] == 0


@pytest.mark.parametrize(
    ("columns", "output"), [("target=a", "o.csv"), ("target=a,actual=b", "-"), ("x=y", "o.csv"), ("target=a,actual=b", "o.csv")]
)
def test_what_the_program_refuses(columns: str, output: str, tmp_path: Path):
    assert run(str(tmp_path / "none.csv"), "--columns", columns, "-o", output if output == "-" else str(tmp_path / output))[0] == 2


@pytest.mark.parametrize("names", [("a.xlsx", "o.csv"), ("a.csv", "o.xlsx"), ("none.parquet", "o.csv")])
def test_files_that_cannot_be_scored(names: tuple[str, str], tmp_path: Path):
    with pytest.raises(SettingsError):
        score_files(str(tmp_path / names[0]), str(tmp_path / names[1]), **COLUMNS)


@pytest.mark.parametrize("name", ["out.parquet", "out.csv"])
def test_polars_streams_what_duckdb_writes(name: str, tmp_path: Path):
    ROWS.write_parquet(tmp_path / "rows.parquet")
    columns = "target=年度指标值,actual=实际完成值"
    told = []
    for engine in ("polars", "duckdb"):
        output = tmp_path / f"{engine}-{name}"
        code, _, said = run(str(tmp_path / "rows.parquet"), "--columns", columns, "-o", str(output), "--engine", engine)
        assert (code, "3 行，其中 2 行按列计分" in said) == (0, True)
        told.append(pl.read_csv(output) if name.endswith("csv") else pl.read_parquet(output))
    assert told[0].rows() == told[1].rows()


def test_polars_reads_no_csv_and_no_file_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for source in ("rows.csv", "none.parquet"):
        with pytest.raises(SettingsError):
            score_files(str(tmp_path / source), str(tmp_path / "o.parquet"), engine="polars", **COLUMNS)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(LibraryError, match=r"polars 引擎需要 polars，请先安装：pip install"):
        score_files(str(tmp_path / "rows.parquet"), str(tmp_path / "o.parquet"), engine="polars", **COLUMNS)


def test_a_reading_table_is_kept_and_used(tmp_path: Path):
    ROWS.write_parquet(tmp_path / "rows.parquet")
    kept = tmp_path / "readings.parquet"
    for _ in range(2):
        arguments = ("--columns", "target=年度指标值,actual=实际完成值", "-o", str(tmp_path / "o.csv"), "--readings", str(kept))
        assert run(str(tmp_path / "rows.parquet"), *arguments)[0] == 0
        assert {target for target, _ in Readings.load(kept).known} == set(ROWS["年度指标值"])


def test_how_much_is_done_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    ROWS.write_parquet(tmp_path / "rows.parquet")
    monkeypatch.setattr("perfrules.frames.files._EVERY", 0.0001)
    heard: list[float] = []
    score_files(str(tmp_path / "rows.parquet"), str(tmp_path / "o.parquet"), heard=heard.append, **COLUMNS)
    assert heard
    assert all(0 <= share <= 100 for share in heard)


def test_a_share_is_drawn_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    with share() as heard:
        assert heard is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with share() as heard:
        assert heard is not None
        heard(40)
    assert "40%" in capsys.readouterr().err


@pytest.mark.parametrize("by", [["部门", "项目"], ["项目"], ["编号", "项目"]])
def test_totals_by_portions_are_those_of_the_whole(by: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    draw = random.Random(7)
    departments = draw.choices(["甲", "乙", "丙", "丁", None, "nan"], k=200)
    rows = pl.DataFrame({
        "部门": departments,
        "编号": [None if one is None else float(one) if one == "nan" else float(ord(one)) for one in departments],
        "项目": draw.choices(["一", "二", "三"], k=200),
        "年度指标值": draw.choices(["≥50家", "≤3%", "进一步提高"], k=200),
        "实际完成值": draw.choices(["38家", "60家", "2%", "达成（90%）"], k=200),
        "perfrules portion of mine": 1,
    })  # fmt: skip
    rows.write_parquet(tmp_path / "rows.parquet")

    def totals() -> list[Any]:
        return list(totals_of(str(tmp_path / "rows.parquet"), by, memory="64MB", **COLUMNS))

    whole = totals()
    asked: list[int] = []

    def added_up(frame: Any, **more: Any) -> Any:
        asked.append(len(frame))
        return roll_up(frame, **more)

    monkeypatch.setattr("perfrules.frames.files.roll_up", added_up)
    monkeypatch.setattr("perfrules.frames.files._BYTES_OF_ROW", 500_000)  # 64 rows are half of the memory
    assert totals() == whole
    assert len(asked) > 1
    assert sum(asked) == len(rows)
    expected = roll_up(rows, by=by, **COLUMNS)
    assert whole == [expected.columns, *expected.rows()]
    assert list(tmp_path.iterdir()) == [tmp_path / "rows.parquet"]


def test_totals_name_the_columns_that_are_missing(tmp_path: Path):
    ROWS.write_parquet(tmp_path / "rows.parquet")
    with pytest.raises(SettingsError, match="表中没有列 无此列"):
        list(totals_of(str(tmp_path / "rows.parquet"), ["部门", "项目"], memory="1GB", **COLUMNS, weight="无此列"))
