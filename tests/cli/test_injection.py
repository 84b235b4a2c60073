"""Nothing from outside speaks for the program: no name, value or key begins a line, moves a cursor or gives a CI server a command."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from perfrules.cli import main

EVIL = "甲\n::error::乙\r\x1b[2J\u202e##vso[task.complete]\x07\u2028\U000e0041\u180e\ufff9\U0001d173\u3164|"
LEAD = "::error::甲"
QUOTED = json.dumps(EVIL)
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u180e\u200b-\u200f\u2028-\u202e\u2066-\u2069\u3164\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
HEAD = ["项目名称", "一级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
ROWS = [
    HEAD,
    [EVIL, "产出指标", EVIL, "≥3" + EVIL, EVIL, "10", "9", EVIL],
    [LEAD, "产出指标", "场次" + EVIL, "≥3场", "2场", "10", "9", LEAD],
    [LEAD, "产出指标", LEAD, "5", "4", "10", "9", LEAD],
]
POLICY = 'extends = "mof-2020-10"\nid = "own"\nyear = 2025\njurisdiction = "x"\n'
TABLES = (f"{LEAD}.csv", f"{EVIL}.csv", f"{LEAD}.xlsx")


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose name, files, sheets, cells, keys and settings all try to speak."""
    folder = tmp_path_factory.mktemp("x") / EVIL
    folder.mkdir()
    for name in TABLES[:2]:
        (folder / name).write_text(as_csv(ROWS), "utf-8")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "甲"
    sheet._WorkbookChild__title = "甲\u202e##vso[x]::error::"
    for row in ROWS:
        sheet.append([re.sub(r"[\x00-\x08\x0b-\x1f]", "", cell) for cell in row])
    book.save(folder / TABLES[2])
    (folder / f"{LEAD}bad.csv").write_text(f"x\n{EVIL}", "utf-8")
    (folder / "titled.toml").write_text(f"{POLICY}title = {QUOTED}\n", "utf-8")
    (folder / "keyed.toml").write_text(f'{POLICY}title = "x"\n{QUOTED} = 1\n', "utf-8")
    (folder / "weights.toml").write_text(f"{QUOTED} = 1\n", "utf-8")
    (folder / "lines.jsonl").write_text(
        f"{json.dumps({'target': EVIL, 'id': EVIL, 'name': EVIL})}\n{{bad\x1b\n{json.dumps({'id': LEAD})}\n"
    )
    (folder / "targets.csv").write_text(as_csv([[EVIL], ["≥3"]]), "utf-8")
    (folder / "targets.txt").write_text("≥3家\n", "utf-8")
    (folder / "baseline.json").write_text(json.dumps({EVIL: 1}), "utf-8")
    (folder / "values.csv").write_text(as_csv([["编号", "项目", "指标", "实际完成值"], [EVIL] * 4, [LEAD] * 4]), "utf-8")
    return folder


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, list(arguments), input=b"x,\x1b::error::\n")
    assert result.exception is None or isinstance(result.exception, SystemExit), (arguments, result.exception)
    return result


def speaking(text: str) -> list[str]:
    """The lines that begin with a command, and those with a character that is not seen."""
    lines = re.split("[\n\r\u2028]", text)
    return [line for line in lines if re.match(r"\s*::\w", line) or CONTROL.search(line)]


def for_people(text: str) -> list[str]:
    return speaking(text) + [line for line in text.split("\n") if re.search(r"##\w*\[", line)]


def option_lines() -> Iterable[list[str]]:
    for table in TABLES:
        for option in ("--select", "--severity", "--policy", "--baseline", "--previous"):
            yield ["check", table, option, EVIL]
        yield ["check", table, "--severity", f"OP001={EVIL}"]
        yield ["check", table, "--baseline", "baseline.json"]
        yield ["check", table, "--diff", "--unsafe-fixes"]
        yield ["check", table, "--statistics"]
        for option in ("--explain", "--set", "--rollup", "--actuals", "--policy", "--as-of", "--year", "--columns", "-o"):
            yield ["score", table, option, EVIL]
        for key in (f"{EVIL}=5", f"P01I1={EVIL}"):
            yield ["score", table, "--set", key]
        for policy in ("titled.toml", "keyed.toml"):
            yield ["score", table, "--policy", policy, "-v"]
        yield ["score", table, "--rollup", "weights.toml"]
        yield ["score", table, "--actuals", "values.csv"]
        yield ["score", table, "--explain", "lost"]
        yield ["score", table, "--columns", f"target={EVIL},actual=x", "-o", "o.csv"]
        yield ["convert", table, "-o", LEAD]
        yield ["template", table, "-o", f"{LEAD}.xyz"]
        yield ["verify", table, table]
    for table in (".", EVIL, LEAD, f"{LEAD}bad.csv", f"{LEAD}none.csv"):
        yield ["check", table]
        yield ["score", table]
    for word in (EVIL, LEAD):
        yield ["parse", "--name", word, word]
        yield ["parse", "--format", "jsonl", word]
        yield from (
            ["rules", word],
            ["policies", word],
            ["policies", "new", word],
            ["policies", "test", word],
            ["completion", word],
            [word],
        )
        yield from (["sql", "--dialect", word, "--targets", "targets.txt"], ["sql", "--dialect", "mysql", "--targets", word])
        for option in ("--policy", "--weight", "--columns"):
            yield ["sql", "--dialect", "mysql", "--targets", "targets.txt", option, word]
    yield ["sql", "--dialect", "mysql", "--targets", "targets.csv"]
    for policy in ("titled.toml", "keyed.toml"):
        yield from (["policies", policy], ["policies", "test", policy], ["policies", "--diff", policy, "mof-2020-10", "."])
    yield from (["--lang", EVIL], [f"--{EVIL}"], ["parse", f"--{EVIL}"], ["parse", "--format", EVIL, "x"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_said_to_people(lang: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PERFRULES_LANG", lang)
    for line in option_lines():
        result = told(folder, monkeypatch, *line)
        assert for_people(result.stderr) == [], line
        assert for_people(result.stdout) == [], line


FINDINGS = ("concise", "full", "github", "gitlab", "grouped", "json", "jsonl", "junit", "markdown", "sarif")


@pytest.mark.parametrize("form", FINDINGS)
def test_findings_in_every_form(form: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    for line in (
        ["--profile", "all", "--show-info", *TABLES],
        ["--text", EVIL, "--text", LEAD, "--name", EVIL],
        ["-", "--stdin-filename", f"{LEAD}.csv"],
    ):
        result = told(folder, monkeypatch, "check", *line, "--format", form)
        spoke = speaking(result.stdout)
        if form == "github":  # the one form that is made to speak
            spoke = [said for said in spoke if not re.match("::(error|warning|notice) [^\n\r\x1b\u202e]*$", said)]
        assert spoke == [], line
        assert for_people(result.stderr) == [], line


@pytest.mark.parametrize(
    "line", [["--format", "json", "--name", EVIL, EVIL], ["--format", "json", LEAD], ["--format", "jsonl", "lines.jsonl"]]
)
def test_readings(line: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch):
    result = told(folder, monkeypatch, "parse", *line)
    assert for_people(result.stdout) == []
    assert for_people(result.stderr) == []


@pytest.mark.parametrize("form", ["csv", "html", "json", "md", "text"])
def test_scores_in_every_form(form: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    for table in (*TABLES, *(["."] if form != "html" else [])):
        result = told(folder, monkeypatch, "score", table, "--format", form)
        assert speaking(result.stdout.replace("\r\n", "\n").removeprefix("\ufeff")) == [], table
        assert for_people(result.stderr) == [], table


@pytest.mark.parametrize(
    "settings",
    [
        f"{QUOTED} = 1",
        f"select = [{QUOTED}]",
        f"[severity]\n{QUOTED} = 'info'",
        f"[columns]\n{QUOTED} = ['x']",
        f"[columns]\ntarget = [{QUOTED}]",
        f"[options]\n{QUOTED} = 1",
        f"[[suppress]]\nfile = {QUOTED}",
        "x = [\x1b::error::",
    ],
)
def test_settings(settings: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    path = folder / "perfrules.toml"
    path.write_text(f"{settings}\n", "utf-8")
    try:
        for line in (
            ["check", TABLES[0]],
            ["check", "--text", "5", "--show-settings"],
            ["score", TABLES[0]],
            ["template", TABLES[0], "-o", "t.xyz"],
        ):
            result = told(folder, monkeypatch, *line)
            assert for_people(result.stderr) == [], line
            assert speaking(result.stdout) == [], line
    finally:
        path.unlink()
