"""The program itself: its help, its languages, its errors, and what leaves it."""

import importlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from perfrules import PerfrulesError, __version__
from perfrules.cli import VERBS, main
from perfrules.cli.language import Option, Verb, language
from perfrules.wording import faults


def run(*args: str, **kwargs: object) -> Result:
    return CliRunner().invoke(main, list(args), **kwargs)  # type: ignore[arg-type]


def test_help_is_chinese_with_an_english_form():
    chinese, english = run("--help"), run("--lang", "en", "--help")
    assert "用法：perfrules" in chinese.output
    assert "Usage: perfrules" in english.output
    assert "选项" not in english.output
    for name, (zh, en) in VERBS.items():
        assert name in chinese.output
        assert zh in chinese.output
        assert en.split()[0] in english.output
    assert chinese.exit_code == english.exit_code == 0


def test_every_option_of_every_verb_is_described_in_both_languages():
    for name in VERBS:
        verb = main.get_command(click.Context(main), name)
        assert isinstance(verb, Verb), name
        assert min(verb.help or "", verb.help_en), name
        for option in verb.params:
            if isinstance(option, click.Option):
                assert isinstance(option, Option), (name, option.name)
                assert min(option.help or "", option.help_en), (name, option.name)
        shown = run("--lang", "en", name, "--help").output
        assert not any("\u4e00" <= char <= "\u9fff" for char in shown.replace("不少于50家", "")), shown


def test_every_module_that_has_a_command_is_a_verb():
    modules = (Path(__file__).parents[2] / "src/perfrules/cli").glob("*.py")
    assert {path.stem for path in modules if "\ndef command(" in path.read_text("utf-8")} == {verb.replace("-", "_") for verb in VERBS}


@pytest.mark.parametrize("lang", [["--lang", "en"], ["--lang=en"], ["--lang", "zh", "--lang", "en"]], ids=" ".join)
@pytest.mark.parametrize("words", [["--help"], ["--nope"], ["nope"], ["parse", "--help"], ["parse", "--nope"]], ids=" ".join)
def test_the_language_holds_wherever_on_the_line_it_stands(words: list[str], lang: list[str]):
    for at in range(len(words) + 1):
        said = run(*words[:at], *lang, *words[at:], env={"PERFRULES_LANG": "xx"}).output
        assert said.startswith(("Usage: ", "Error: "))
        assert "用法" not in said
        assert "错误" not in said


@pytest.mark.parametrize("verb", VERBS)
def test_the_language_may_stand_behind_what_asks_for_help(verb: str):
    assert run(verb, "--help", "--lang", "en").output.startswith(f"Usage: perfrules {verb}")


def test_a_word_that_only_looks_like_the_language_is_a_word():
    for words in (["parse", "en"], ["parse", "--", "--lang", "en"]):
        assert "定性" in run(*words).output
    assert "只能取 zh、en" in run("parse", "5", "--lang", "fr").stderr


def test_language_from_the_environment():
    assert "Usage: " in run("--help", env={"PERFRULES_LANG": "en"}).output
    assert "用法：" in run("--help", env={"PERFRULES_LANG": ""}).output
    assert language() == "zh"


def test_unknown_language_in_the_environment_is_one_sentence():
    result = run("parse", "5家", env={"PERFRULES_LANG": "fr\x1b[2J"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "错误：环境变量 PERFRULES_LANG 只能是 zh 或 en，不能是“fr\\x1b[2J”。\n"


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (["pars"], "没有命令“pars”，是否为 parse？", "did you mean parse?"),
        (["xyzzy\x1b"], "没有命令“xyzzy\\x1b”。", "No verb “xyzzy\\x1b”."),
        (["--nope"], "没有选项 --nope。", "No such option"),
        (["parse", "--nam", "x"], "没有选项 --nam，是否为 --name？", "--name"),
        (["parse", "--name"], "选项 --name 缺少值或用法不对。", "requires an argument"),
        (["parse", "--format", "xml", "5"], "--format 只能取 text、json、jsonl。", "'xml' is not one of"),
        (["parse"], "请给出指标值", "Give a wording"),
        ([], "用法：perfrules", "Usage: perfrules"),
        (["--lang", "zh"], "缺少命令。", "缺少命令。"),
    ],
)
def test_usage_errors_are_said_on_stderr_in_both_languages(args: list[str], zh: str, en: str):
    chinese, english = run(*args), run(*args, env={"PERFRULES_LANG": "en"})
    assert zh in chinese.stderr
    assert en in english.stderr
    assert chinese.exit_code == english.exit_code == 2
    assert chinese.stdout == english.stdout == ""


def _verb(monkeypatch: pytest.MonkeyPatch, **kwargs: object) -> None:
    verb = Verb("parse", **kwargs)  # type: ignore[arg-type]
    monkeypatch.setattr(type(main), "get_command", lambda *_: verb)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PerfrulesError("表不成立。", "No table."), "错误：表不成立。\n"),
        (
            FileNotFoundError(2, "No such file or directory", "a\x1b\n::error::.txt"),
            "错误：不能使用“a\\x1b\\x0a::error::.txt”：找不到这个文件或文件夹。\n",
        ),
        (OSError(28, "No space left on device"), "错误：写标准输出出错：磁盘空间不足。\n"),
        (OSError(9999, "Odd"), "错误：写标准输出出错：系统错误 9999。\n"),
        (KeyboardInterrupt(), "\n已中止。\n"),
    ],
)
def test_errors_are_one_sentence_and_no_traceback(monkeypatch: pytest.MonkeyPatch, error: BaseException, message: str):
    def callback() -> None:
        raise error

    _verb(monkeypatch, callback=callback)
    result = run("parse")
    assert (result.exit_code, result.stderr) == (130 if isinstance(error, KeyboardInterrupt) else 2, message)


@pytest.mark.parametrize(("given", "code"), [(lambda: None, 0), (lambda: click.get_current_context().exit(1), 1)])
def test_exit_code_is_that_of_the_verb(monkeypatch: pytest.MonkeyPatch, given: object, code: int):
    _verb(monkeypatch, callback=given)
    assert run("parse").exit_code == code


@pytest.mark.parametrize(
    ("option", "args", "message"),
    [
        ({"param_decls": ["--number"], "type": int}, ["--number", "x"], "--number 的值无效。"),
        ({"param_decls": ["--number"], "required": True}, [], "缺少 --number。"),
        ({"param_decls": ["--file"], "type": click.File()}, ["--file", "/nowhere/x"], "--file 的值无效。"),
    ],
)
def test_values_that_do_not_fit_an_option(monkeypatch: pytest.MonkeyPatch, option: dict[str, object], args: list[str], message: str):
    _verb(monkeypatch, params=[Option(**option)])  # type: ignore[arg-type]
    result = run("parse", *args)
    assert message in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (click.FileError("x", "gone"), "错误：不能打开文件“x”。"),
        (click.BadParameter("never", param_hint=["--a", "--b"]), "错误：--a / --b 的值无效。"),
        (click.BadParameter("never"), "错误： 的值无效。"),
        (click.UsageError("Odd."), "错误：命令行写法不对。"),
        (click.ClickException("Odd."), "错误：Odd."),
    ],
)
def test_errors_that_a_verb_raises_with_click(monkeypatch: pytest.MonkeyPatch, error: click.ClickException, message: str):
    def callback() -> None:
        raise error

    _verb(monkeypatch, callback=callback)
    result = run("parse")
    assert result.stderr.startswith(message)
    assert result.exit_code == 2


def test_outside_standalone_mode_errors_are_raised():
    with pytest.raises(PerfrulesError, match="没有命令"):
        main(["nope"], standalone_mode=False)


def test_the_verbs_are_listed_and_another_word_is_none():
    context = click.Context(main)
    assert main.list_commands(context) == list(VERBS)
    assert main.get_command(context, "nope") is None


def test_streams_of_another_kind_are_written_as_they_are(monkeypatch: pytest.MonkeyPatch):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "argv", ["perfrules", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert out.getvalue() == f"perfrules {__version__}\n"


def test_version():
    assert run("--version").output == f"perfrules {__version__}\n"


def _process(*args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *args], capture_output=True, check=False, env=os.environ | environment)


@pytest.mark.processes
def test_module_form_writes_utf8_and_lf_on_any_locale():
    told = _process("-m", "perfrules", "parse", "不少于50家", LC_ALL="C", PYTHONIOENCODING="", PYTHONUTF8="0")
    assert (told.returncode, told.stderr) == (0, b"")
    assert "不少于50家\n".encode() in told.stdout
    assert b"\r" not in told.stdout


@pytest.mark.processes
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("ascii", b"???50?\n"),
        ("ascii:backslashreplace", b"\\u4e0d\\u5c11\\u4e8e50\\u5bb6\n"),
        ("gbk", "不少于50家\n".encode("gbk")),
        ("latin-1", b"???50?\n"),
        ("utf-8", "不少于50家\n".encode()),
    ],
)
def test_an_explicit_encoding_is_respected(asked: str, shown: bytes):
    told = _process("-m", "perfrules", "parse", "不少于50家", PYTHONIOENCODING=asked)
    assert (told.returncode, told.stderr) == (0, b"")
    assert told.stdout.startswith(shown)


@pytest.mark.processes
@pytest.mark.parametrize(
    "verb", ["parse 5家", "rules", "policies", "check --text 5家", "convert {table}", "template {table}", "score {table}"]
)
@pytest.mark.parametrize(("way", "says"), [(">&-", "输出已关闭"), ("> /dev/full", "磁盘空间不足")])
def test_output_that_cannot_be_written_is_one_sentence(verb: str, way: str, says: str, tmp_path: Path):
    table = tmp_path / "表.csv"
    table.write_text("项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,≥3场\n", "utf-8")
    command = f"{sys.executable} -m perfrules {verb.format(table=table)} {way}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    lines = ended.stderr.decode().splitlines()
    assert ended.returncode == 2
    assert lines[-1] == f"错误：写标准输出出错：{says}。"
    assert "Traceback" not in ended.stderr.decode()


@pytest.mark.processes
def test_every_stream_closed_ends_with_its_code_alone():
    command = f"{sys.executable} -m perfrules parse 5家 <&- >&- 2>&-"
    assert subprocess.run(["bash", "-c", command], capture_output=True, check=False).returncode == 2


@pytest.mark.processes
def test_closed_input_is_empty_input():
    command = f"{sys.executable} -m perfrules parse --format jsonl <&-"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


@pytest.mark.processes
def test_a_closed_stream_takes_its_number_back_from_another_file(tmp_path: Path):
    """Python began with standard input closed, and a file that was opened since bears its number."""
    program = (
        "import os, sys\n"
        "from perfrules.cli.streams import prepare\n"
        "sys.stdin = None\n"
        "before = len(os.listdir('/dev/fd'))\n"
        "prepare()\n"
        "print(sys.stdin.fileno(), repr(sys.stdin.read()), len(os.listdir('/dev/fd')) - before)\n"
    )
    (tmp_path / "other.txt").write_text("not for this program", "utf-8")
    with (tmp_path / "other.txt").open("rb") as other:
        ended = subprocess.run([sys.executable, "-c", program], stdin=other, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"0 '' 0\n", b"")


@pytest.mark.processes
def test_a_reader_that_goes_away_is_no_error():
    script = f"{sys.executable} -m perfrules parse --format jsonl | head -n 1"
    lines = b'{"target": "5"}\n' * 20_000
    ended = subprocess.run(["bash", "-c", f"set -o pipefail; {script}"], input=lines, capture_output=True, check=False)
    assert ended.stderr == b""
    assert ended.returncode == 141
    assert ended.stdout.count(b"\n") == 1


def test_the_module_runs_only_as_a_program():
    assert importlib.import_module("perfrules.__main__").main is main


def test_a_fault_of_the_program_itself_is_one_sentence_and_fails_a_test_of_the_project(monkeypatch, capsys):
    def broken(**_: object) -> None:
        raise AttributeError("x\n::error::")

    monkeypatch.setattr("perfrules.cli.rules.command.callback", broken)
    with pytest.raises(AttributeError):
        main(["rules"])
    with faults.raised(yes=False), pytest.raises(SystemExit) as ended:
        main(["rules"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert re.fullmatch(r"错误：程序本身出错（AttributeError, test_program\.py:\d+），没有做完。请按 CONTRIBUTING.md 报告。\n", said)
