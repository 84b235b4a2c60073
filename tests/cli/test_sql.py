"""``perfrules sql``: the text that scores a table in its database."""

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.statements.readings import Readings


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["sql", *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def targets(tmp_path: Path) -> Path:
    path = tmp_path / "targets.txt"
    path.write_text("≥50家\n\n≤3%\n", "utf-8")
    return path


def scored(text: str) -> list[tuple[object, ...]]:
    tables, _, scores = text.partition("-- 得分")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE actuals AS SELECT '≥50家' AS target, '40家' AS actual, '投诉' AS name")
        connection.execute(tables)
        return connection.execute("--" + scores).fetchall()


def test_a_text_of_targets(targets: Path):
    code, text, _ = run("--dialect", "duckdb", "--targets", str(targets))
    assert code == 0
    assert [str(value) for value in scored(text)[0][2:5]] == ["unmet", "100.00", "80.00"]


def test_a_csv_with_names_and_columns_of_ones_own(tmp_path: Path):
    path = tmp_path / "targets.csv"
    path.write_text("target,name\n≥50家,投诉\n", "utf-8-sig")
    code, text, _ = run("--dialect", "duckdb", "--targets", str(path), "--columns", "name=name,keep=name", "--weight", "10")
    assert code == 0
    assert [str(value) for value in scored(text)[0][3:6]] == ["unmet", "10.00", "8.00"]


def test_a_reading_table(tmp_path: Path):
    readings = Readings()
    readings.add([("≥50家", None)])
    readings.save(tmp_path / "read.parquet")
    code, text, _ = run("--dialect", "duckdb", "--targets", str(tmp_path / "read.parquet"), "-o", str(tmp_path / "out.sql"))
    assert (code, text) == (0, "")
    assert scored((tmp_path / "out.sql").read_text("utf-8"))[0][2] == "unmet"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--columns", "wert=x"], "--columns 看不懂“wert=x”"),
        (["--columns", "target"], "--columns 看不懂“target”"),
        (["--targets", "nowhere.txt"], "找不到文件“nowhere.txt”"),
        (["--targets", "empty.csv"], "没有 target 列"),
        (["--targets", "wide.csv"], "不是可读的 csv"),
        (["--targets", "bad.csv"], "没有 target 列"),
        (["--targets", "bad.parquet"], "不是解读表"),
    ],
)
def test_what_cannot_be_written(arguments: list[str], message: str, targets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "bad.csv").write_text("a\n1\n", "utf-8")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "wide.csv").write_text(f"target\n{'a' * 200_000}\n", "utf-8")
    (tmp_path / "bad.parquet").write_text("a", "utf-8")
    monkeypatch.chdir(tmp_path)
    code, _, told = run("--dialect", "sqlite", "--targets", str(targets), *arguments)
    assert code == 2
    assert message in told


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_a_csv_end_in_any_way(end: str, tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_bytes(end.join(["name,target,more", "场次,≥3场", "", '人数,"≥5\n人",x']).encode())
    code, out, _ = run("--dialect", "sqlite", "--targets", str(path))
    assert code == 0
    assert "≥3场" in out
    assert "≥5\n人" in out
