"""No verb loses what stands in a file: not in its inputs, by whatever name, and not in a file that is not its own."""

from __future__ import annotations

import io
import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from perfrules.cli import main
from perfrules.errors import SettingsError
from perfrules.report.marks import archive_mark
from perfrules.report.ownership import is_ours

TABLE = "项目名称,一级指标,三级指标,指标值,实际完成值\n甲,产出指标,场次,≥3场,4场\n"
COLUMNS = "--columns target=指标值,actual=实际完成值"
VERBS = {"score": ("csv", "html", "json", "md", "xlsx"), "convert": ("csv", "json", "xlsx")}
EVERY = [(verb, form) for verb, forms in VERBS.items() for form in forms]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "表.csv"
    path.write_text(TABLE, "utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def soft(link: Path, target: Path) -> None:
    link.symlink_to(target)


def hard(link: Path, target: Path) -> None:
    os.link(target, link)


def dotted(link: Path, _target: Path) -> None:
    link.parent.mkdir(exist_ok=True)


@pytest.mark.parametrize(("verb", "form"), EVERY)
def test_what_a_verb_has_written_it_writes_again(verb: str, form: str, table: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{form}"
    for lang in ("zh", "en"):
        result = run(verb, table, "-o", target, "--lang", lang)
        assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize(("verb", "form"), EVERY)
@pytest.mark.parametrize(
    "foreign", [b"notes", b"PK\x03\x04", b'{"mine": 1}', b"{", b"[1]", "\ufeff编号,实际完成值\r\nP01I1,4\r\n".encode()]
)
def test_a_file_of_somebody_else_stays_unless_forced(verb: str, form: str, foreign: bytes, table: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{form}"
    target.write_bytes(foreign)
    refused = run(verb, table, "-o", target)
    assert (refused.exit_code, target.read_bytes()) == (2, foreign)
    assert "已存在" in refused.stderr
    assert run(verb, table, "-o", target, "--force").exit_code == 0
    assert target.read_bytes() != foreign


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_what_another_verb_has_written_stays(form: str, table: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{form}"
    run("convert", table, "-o", target)
    before = target.read_bytes()
    assert run("score", table, "-o", target).exit_code == 2
    assert target.read_bytes() == before


def test_a_workbook_in_which_somebody_has_typed_stays(table: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    run("score", table, "-o", target)
    book = openpyxl.load_workbook(target)
    book.worksheets[1]["I20"] = "雨季改期"
    book.save(target)
    before = target.read_bytes()
    assert run("score", table, "-o", target).exit_code == 2
    assert target.read_bytes() == before


@pytest.mark.parametrize("link", [soft, hard])
@pytest.mark.parametrize("verb", ["score", "convert", "template"])
def test_no_input_is_replaced_by_whatever_name(verb: str, link: Callable[[Path, Path], None], table: Path, tmp_path: Path) -> None:
    name = tmp_path / "other.csv"
    link(name, table)
    for output in (table, name, tmp_path / "x" / ".." / "表.csv"):
        (tmp_path / "x").mkdir(exist_ok=True)
        for force in ([], ["--force"]):
            result = run(verb, table, "-o", output, *force)
            assert result.exit_code == 2
            assert "就是输入文件" in result.stderr
            assert table.read_text("utf-8") == TABLE
            assert sorted(entry.name for entry in tmp_path.iterdir()) == ["other.csv", "x", "表.csv"]


def test_no_sheet_of_values_and_no_policy_is_replaced(table: Path, tmp_path: Path) -> None:
    sheet, policy = tmp_path / "filled.csv", tmp_path / "own.toml"
    sheet.write_text("编号,实际完成值\nP01I1,4\n", "utf-8")
    policy.write_text('id = "own"\ntitle = "x"\nextends = "mof-2020-10"\n', "utf-8")
    for name, options in ((sheet, ["--actuals", sheet]), (policy, ["--policy", policy])):
        before = name.read_bytes()
        result = run("score", table, *options, "-o", name, "--format", "csv", "--force")
        assert (result.exit_code, name.read_bytes()) == (2, before)
        assert "就是输入文件" in result.stderr


def test_no_policy_that_is_read_is_replaced_by_what_is_said_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    policy, table = tmp_path / "own.toml", tmp_path / "表.csv"
    policy.write_text('id = "own"\ntitle = "x"\nextends = "mof-2020-10"\n', "utf-8")
    table.write_text(TABLE, "utf-8")
    before = policy.read_bytes()
    for line in (
        "./own.toml -o own.toml",
        "new next --extends ./own.toml -o own.toml",
        "--diff mof-2020-10 ./own.toml -o own.toml",
        "test ./own.toml -o own.toml",
        "--diff mof-2020-10 ./own.toml 表.csv -o 表.csv",
        "--diff mof-2020-10 ./own.toml 表.csv --actuals 表.csv -o 表.csv",
    ):
        result = run("policies", *line.split(), "--force")
        assert (result.exit_code, policy.read_bytes(), table.read_text("utf-8")) == (2, before, TABLE), line
        assert "就是输入文件" in result.stderr
    assert run("policies", "new", "next", "-o", "next").exit_code == 0


@pytest.mark.parametrize(
    "line", ["sql --dialect mysql --targets targets.txt", "policies new x", "convert other.csv", f"score other.csv {COLUMNS}"]
)
def test_a_name_that_ends_as_a_folder_is_no_file(line: str, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "targets.txt").write_text("≥3\n", "utf-8")
    (tmp_path / "other.csv").write_text(TABLE, "utf-8")
    result = run(*line.split(), "-o", "表.csv/", "--force")
    assert (result.exit_code, table.read_text("utf-8")) == (2, TABLE)
    assert "是文件夹的写法" in result.stderr


def test_links_in_a_circle_are_named(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    for more in (["-o", "loop.csv"], ["-o", "out.csv", "--readings", "loop.csv"]):
        result = run("score", table, *COLUMNS.split(), *more)
        assert (result.exit_code, "链接循环" in result.stderr) == (2, True), result.stderr


def test_two_outputs_of_one_name_are_refused_before_either_is_written(table: Path, tmp_path: Path) -> None:
    result = run("score", table, *COLUMNS.split(), "-o", tmp_path / "one.parquet", "--readings", tmp_path / "x" / ".." / "one.parquet")
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == [table]


def test_only_a_baseline_is_replaced_by_a_baseline(table: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "b.json"
    for _ in range(2):
        assert run("check", table, "--update-baseline", "--baseline", baseline).exit_code == 0
    assert run("check", table, "--update-baseline", "--baseline", table).exit_code == 2
    assert table.read_text("utf-8") == TABLE
    baseline.write_text('{"a": 1}', "utf-8")
    assert run("check", table, "--update-baseline", "--baseline", baseline).exit_code == 2
    assert run("check", table, "--update-baseline", "--baseline", baseline, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"{\n", b"{\n\n"),
        (b"{\n", b"{ "),
        (b"\n}\n", b"\n"),
        (b"\n}\n", b"\n}\n{}\n"),
        (b"\n  ]", b"\n=======\n  ]"),
        (b'"seal"', b'"zeal": 1, "seal"'),
    ],
)
def test_json_is_known_as_it_was_written(old: bytes, new: bytes, table: Path, tmp_path: Path) -> None:
    """One that is cut off, goes on or holds two versions is no longer as the verb wrote it; a changed value is not looked for."""
    target = tmp_path / "out.json"
    run("score", table, "-o", target)
    changed = target.read_bytes().replace(old, new)
    target.write_bytes(changed)
    assert (run("score", table, "-o", target).exit_code == 2) is (b"zeal" not in changed)


def test_a_large_report_is_known_in_little_room(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    keys = ("schema", "method", "points", "interval", "policy", "data_findings", "monitoring", "projects")
    numbers = "    1,\n" * 100_000
    body = ",\n".join(f'  "{key}": [\n{numbers}    1\n  ]' for key in keys)
    target.write_text(f"{{\n{body}\n}}\n", "utf-8")
    with target.open("rb") as stream:
        is_ours(io.BytesIO(), "score")
        tracemalloc.start()
        assert is_ours(stream, "score")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < target.stat().st_size / 10


def test_fix_of_a_link_mends_the_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,》=3场\n", "utf-8")
    link.symlink_to(real)
    run("check", link, "--fix")
    assert "≥3场" in real.read_text("utf-8")
    assert link.is_symlink()


def test_an_empty_file_is_anybodys(table: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.touch()
    assert run("score", table, "-o", target).exit_code == 0


def test_the_mark_ends_an_archive() -> None:
    book = openpyxl.Workbook()
    stream = io.BytesIO()
    book.save(stream)
    marked = archive_mark(stream.getvalue(), "score")
    assert is_ours(io.BytesIO(marked), "score")
    assert not is_ours(io.BytesIO(marked), "convert")
    assert not is_ours(stream, "score")
    assert openpyxl.load_workbook(io.BytesIO(marked)).sheetnames == ["Sheet"]


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """From here on standard output is a terminal; not a fixture, since pytest takes the stream back before a test begins."""
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(shown, encoding="utf-8", write_through=True))
    return shown


def test_what_a_cell_holds_gives_no_command_to_a_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal = on_a_terminal(monkeypatch)
    path = tmp_path / "表.csv"
    path.write_text("项目名称,一级指标,三级指标,指标值\n甲\x1b[2J,产出指标,场次,≥3场\n", "utf-8")
    for verb in ("template", "convert --format csv"):
        main([*verb.split(), str(path)], standalone_mode=False)
    assert b"\x1b" not in terminal.getvalue()
    assert b"\\x1b[2J" in terminal.getvalue()
    assert b"\r" not in terminal.getvalue()
    assert not terminal.getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("verb", ["score", "convert"])
def test_a_binary_form_is_not_for_a_terminal(verb: str, monkeypatch: pytest.MonkeyPatch, table: Path) -> None:
    terminal = on_a_terminal(monkeypatch)
    with pytest.raises(SettingsError, match="不能显示在终端上"):
        main([verb, str(table), "--format", "xlsx"], standalone_mode=False)
    assert terminal.getvalue() == b""


def test_a_name_cannot_speak_to_a_log(tmp_path: Path) -> None:
    folder = tmp_path / "x\n::error::pwned"
    folder.mkdir()
    for arguments in (
        ["score", folder / "no.csv"],
        ["score", "::error::no.csv"],
        ["check", folder / "no.csv"],
        ["template", folder],
        ["score", "--policy", folder / "x.toml", folder / "no.csv"],
        ["convert", folder / "no.csv", "-o", "a\n::error::b"],
        ["check", "--severity", "a\n::error::", "--text", "5"],
        ["check", "--select", "a\n::error::", "--text", "5"],
        ["rules", "a\n::error::"],
        ["policies", "a\n::error::"],
        ["parse", "--format", "a\n::error::", "5"],
        ["--a\n::error::"],
    ):
        result = run(*arguments)
        assert result.exit_code == 2, arguments
        lines = (result.stdout + result.stderr).splitlines()
        assert not [line for line in lines if line.lstrip().startswith("::")], arguments


def test_a_name_that_is_no_path_is_nobodys_input(table: Path, tmp_path: Path) -> None:
    found = run("score", table, "-o", f"{tmp_path}/\0.csv")
    assert found.exit_code == 2
    assert "Traceback" not in found.output


@pytest.mark.parametrize("name", ["表.csv", "填/表.csv", "本市.toml"])
def test_a_comparison_of_policies_over_a_folder_replaces_no_file_of_it(name: str, table: Path, tmp_path: Path):
    filled = tmp_path / "填" / "表.csv"
    filled.parent.mkdir()
    filled.write_text("编号,实际完成值\nP01I1,4场\n", "utf-8")
    (tmp_path / "本市.toml").write_text('id = "本市"\nextends = "mof-2020-10"\n', "utf-8")
    before = (tmp_path / name).read_bytes()
    asked = ("policies", "--diff", tmp_path / "本市.toml", "hubei-2020", tmp_path, "--actuals", filled.parent, "--force", "-o")
    ended = run(*asked, tmp_path / name)
    assert (ended.exit_code, (tmp_path / name).read_bytes()) == (2, before)
    assert "就是输入文件" in ended.stderr
    assert run(*asked, tmp_path / "hubei-2020").exit_code in (0, 3)
