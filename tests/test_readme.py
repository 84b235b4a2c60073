"""The commands that the manual shows print what it says they print; its Python runs as doctests."""

import re
import shlex
import shutil
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from perfrules import Outcome, Vocabulary, evaluate, parse
from perfrules.cli import main

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.en.md"]
PAGES = [*READMES, "CONTRIBUTING.md", *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/??/*.md"))]
TEXTS = {page: (ROOT / page).read_text("utf-8") for page in PAGES}


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXTS[page], re.MULTILINE | re.DOTALL)


def shown() -> list[tuple[str, str]]:
    """Each command of a console block, and the lines below it."""
    return [
        (command, output)
        for page in PAGES
        for block in _blocks(page, "console")
        for command, output in re.findall(r"^\$ perfrules (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


@pytest.mark.parametrize(("command", "output"), shown(), ids=[command for command, _ in shown()])
def test_a_command_prints_what_the_manual_shows(command: str, output: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    told = CliRunner().invoke(main, shlex.split(command)).stdout
    start = output.removesuffix("…\n")
    assert told == output or (start != output and told.startswith(start))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the forms that the manual's shell blocks name: one that is filled, one whose actual values are missing, the sheet for them, and rows of data."""
    folder = tmp_path_factory.mktemp("office")
    example = ROOT / "examples/guangzhou-2023"
    few = (example / "table.txt").read_text("utf-8").split("基础研究计划")[0]  # four projects of it
    (folder / "table.txt").write_text(few, "utf-8")
    command = ["score", str(folder / "table.txt"), "-o"]
    for name, options in (("目标表.xlsx", []), ("自评表.xlsx", ["--actuals", str(example / "actuals.csv")])):
        done = CliRunner().invoke(main, [*command, str(folder / name), *options])
        assert done.exit_code == 0, done.output
    sheet = CliRunner().invoke(main, ["template", str(folder / "目标表.xlsx"), "-o", str(folder / "实际完成值.xlsx")])
    assert sheet.exit_code == 0, sheet.output
    columns = ["部门", "项目", "指标类别", "指标名称", "年度指标值", "实际完成值", "分值"]
    rows = pl.DataFrame([["甲", "一", "产出指标", "培训人数", "≥50人", "48人", "10"]], schema=columns, orient="row")
    for name in ("明细.parquet", "rows.parquet"):
        rows.write_parquet(folder / name)
    return folder


@pytest.mark.parametrize("page", [page for page in PAGES if re.search(r"^perfrules ", "".join(_blocks(page, "sh")), re.MULTILINE)])
def test_the_shell_commands_of_a_page_run_one_after_another(page: str, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(shutil.copytree(office, tmp_path / "office"))  # of another page's commands nothing is there
    for line in "".join(_blocks(page, "sh")).splitlines():
        if line.startswith("perfrules "):
            command = shlex.split(line)[1:]
            done = CliRunner().invoke(main, [*command, "--force"] if {"-o", "--output"} & {*command} else command)
            assert done.exit_code == 0, (line, done.output)


@pytest.mark.parametrize("page", READMES)
def test_the_two_commands_are_there_once_for_each_system(page: str):
    for start in ("python3 -m venv .venv && ", "py -m venv .venv; "):
        lines = [line for line in TEXTS[page].split("\n") if line.startswith(start)]
        assert len(lines) == 2
        assert lines[0].removesuffix(" --lang en").endswith("actuals.csv")
        assert "'.[tables]'" in lines[0]
        assert lines[1].endswith("pytest -q -n auto")


@pytest.mark.parametrize("page", READMES)
def test_a_readme_is_short(page: str):
    assert TEXTS[page].count("\n") < 150


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_files_that_the_manual_shows_can_be_read(language: str, tmp_path: Path):
    (policy,) = _blocks(f"docs/{language}/choosing.md", "toml")
    (words,) = _blocks(f"docs/{language}/library.md", "toml")
    for name, text in (("policy.toml", policy), ("words.toml", words)):
        (tmp_path / name).write_text(text, "utf-8")
    assert evaluate("约100人", "94人", policy=tmp_path / "policy.toml").outcome is Outcome.UNMET
    assert str(parse("不逊于3公引", vocabulary=Vocabulary.read(tmp_path / "words.toml")).criteria[0].comparator) == "≥3公引"


def test_every_page_is_there_in_both_languages():
    assert {page for page in PAGES if page.startswith("docs/zh/")} == {
        page.replace("/en/", "/zh/") for page in PAGES if page.startswith("docs/en/")
    }


MADE = r"(?:api|cases|recipes|schemas|units|operators|commands|(?:rules|policies|findings)/\w+)\.md"  # pages that docs/make.py makes


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_links_to_is_there(page: str):
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", TEXTS[page])
    assert [link for link in links if not re.fullmatch(MADE, link) and not ((ROOT / page).parent / link).exists()] == []
