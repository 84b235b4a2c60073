"""What people of eight roles type wrong: one sentence each that says what is wrong and what to do, no traceback, exit code 2."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from perfrules.cli import main

MISTAKES = {
    "finance clerk": [
        ("score", "缺少 TABLE"),
        ("score 表.xls", "找不到文件“表.xls”"),
        ("score 表.csv 填.csv", "多余的参数：填.csv"),
        ("score 填.csv", "是 perfrules template 生成的填报表"),
        ("score 填.xlsx", "是 perfrules template 生成的填报表"),
        ("score 表.csv --actuals 没有.xlsx", "找不到文件“没有.xlsx”"),
        ("score 表.csv --actuals 表.csv", "不是填报表"),
        ("score 表.csv -o 表.csv", "就是输入文件"),
        ("score 表.csv --actuals 填.csv -o 填.csv", "就是输入文件"),
        ("template 表.csv -o 表.csv", "就是输入文件"),
        ("template 表.csv -o 结果.doc", "不能按“结果.doc”的扩展名确定格式"),
        ("score 表.csv -o 结果/自评表.xlsx", "没有文件夹“结果”"),
        ("score 表.csv -actuals 填.csv", "没有选项 -actuals，是否为 --actuals？"),
        ("score 表.csv -output=报告.html", "没有选项 -output，是否为 --output？"),
        ("template 填.csv -o 新.csv", "是 perfrules template 生成的填报表"),
        ("convert 填.xlsx", "是 perfrules template 生成的填报表"),
        ("score 报告.html", "“报告.html”是 perfrules 写出的报告，不是绩效目标表"),
        ("check 报告.html", "“报告.html”是 perfrules 写出的报告，不是绩效目标表"),
        ("template 报告.csv", "“报告.csv”是 perfrules 写出的报告，不是绩效目标表"),
        ("convert 报告.json", "“报告.json”是 perfrules 写出的报告，不是绩效目标表"),
        ("score 图.png", "请改用原来的表格，或先做文字识别再读"),
    ],
    "head of an office": [
        ("scor 表.csv", "没有命令“scor”，是否为 score？"),
        ("score 表.csv --explain P99", "没有编号“P99”"),
        ("score 表.csv -o 说明.html --explain P01", "--explain 写的是文字"),
        ("score 表.csv --explain", "选项 --explain 缺少值"),
        ("score 表.csv --national", "--national 只用于 xlsx"),
        ("score 表.csv --print -o 报告.txt", "--print 只用于 html"),
        ("help", "说明见 perfrules --help"),
    ],
    "monitor": [
        ("score 表.csv --as-of 2023年6月", "“2023年6月”不是日期"),
        ("score 表.csv --as-of 2023-02-30", "“2023-02-30”不是日期"),
        ("score 表.csv --year 二三", "应为 1949 到 9999 之间的整数"),
        ("score 表.csv --year 23", "应为 1949 到 9999 之间的整数"),
        ("score 表.csv --lagging", "--lagging 须与 --as-of 一起使用"),
        ("score . --as-of 2023-06-30", "--as-of 用于一张表；一次评多张表时只写汇总"),
    ],
    "analyst": [
        ("convert 表.csv --format xml", "--format 只能取 json、csv、xlsx"),
        ("convert 表.csv -o 表.parquet", "不能按“表.parquet”的扩展名确定格式"),
        ("convert", "缺少 TABLE"),
        ("convert 信.txt", "没有可识别的绩效目标表"),
        ("score 表.csv --engine polars", "--engine 须与 --columns 一起使用"),
        ("score 表.csv --columns target=指标值 --explain P01", "--explain 用于一张表，不能与 --columns 同用"),
    ],
    "policy officer": [
        ("score 表.csv --policy mof-1999", "没有名为“mof-1999”的评分办法"),
        ("score 表.csv --policy 没有.toml", "没有.toml"),
        ("policies 没有", "没有名为“没有”的评分办法"),
        ("policies mof202010", "没有名为“mof202010”的评分办法，是否为 mof-2020-10？"),
        ("score 表.csv --rollup 没有.toml", "--rollup 读不到“没有.toml”：找不到这个文件或文件夹"),
        ("score 表.csv --rollup 平均", "“平均”都不是"),
        ("verify 表.csv 表.csv", "“表.csv”不是能重算的评分报告"),
        ("policies --diff mof-2020-10", "--diff 需要两个评分办法"),
        ("policies --actuals 填.csv", "--diff"),
        ("score 表.csv --policy 坏.toml", "第 2 行第 9 列写法不对"),
    ],
    "reviewer": [
        ("check", "请给出文件或文件夹"),
        ("check *.docx", "没有对应的文件"),
        ("check 表.csv --select XX999", "没有规则“XX999”"),
        ("check 表.csv --severity OP001", "规则=程度"),
        ("rules 没有", "没有规则“没有”"),
    ],
    "CI engineer": [
        ("check 表.csv --format xml", "--format 只能取"),
        ("check 表.csv --fail-on never", "--fail-on 只能取"),
        ("check 表.csv --baseline 没有.json", "没有基线文件“没有.json”"),
        ("check 表.csv --update-baseline", "--baseline"),
        ("check 表.csv --baseline 坏.json", "“坏.json”不是基线文件：第 1 行第 6 列写法不对"),
        ("check 表.csv --baseline 别.json", "“别.json”不是基线文件"),
        ("check 表.csv --update-baseline --baseline 表.csv", "就是输入文件"),
    ],
    "developer": [
        ("parse", "请给出指标值"),
        ("parse --format jsonl 甲 乙", "jsonl 只读一个文件"),
        ("parse --format jsonl 没有", "不能打开文件“没有”"),
        ("parse 5家 --nmae 甲", "没有选项 --nmae"),
        ("completion csh", "SHELL"),
        ("--lang fr parse 5家", "--lang 只能取 zh、en"),
        ("parse 5家 --lang", "选项 --lang 缺少值"),
    ],
}
_ENGLISH = re.compile(
    r"\b(?:Got|unexpected|argument|Invalid|valid|match|range|Missing|No such|Errno|directory|required|requires|expected)\b"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("表.csv").write_text("项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,≥3场\n", "utf-8")
    Path("坏.toml").write_text('id = "x"\ntitle = \n', "utf-8")
    Path("坏.json").write_text('{"a":', "utf-8")
    Path("别.json").write_text('{"a": 1}', "utf-8")
    Path("图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("信.txt").write_text("你好\n", "utf-8")
    for name in ("填.csv", "填.xlsx"):
        run("template", "表.csv", "-o", name)
    for name in ("报告.html", "报告.csv", "报告.json"):
        run("score", "表.csv", "-o", name)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(("command", "says"), [pair for pairs in MISTAKES.values() for pair in pairs])
def test_a_mistake_is_told_in_one_sentence(command: str, says: str, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    result = run(*command.split())
    last = [line for line in result.stderr.splitlines() if not line.startswith("用法见")][-1]
    assert (result.exit_code, last.startswith("错误：")) == (2, True), result.stderr
    assert says in last
    assert not _ENGLISH.search(last), last
    assert "Traceback" not in result.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_table_that_numbers_its_own_rows_is_no_sheet() -> None:
    Path("自评.csv").write_text("编号,项目名称,一级指标,三级指标,考核条件,指标值,实际完成值\n1,甲,产出指标,场次,x,≥3场,4场\n", "utf-8")
    assert run("score", "自评.csv").exit_code == 0
    Path("要求.csv").write_text("项目名称,一级指标,三级指标,填写要求,指标值,实际完成值\n甲,产出指标,场次,填场次,≥3场,4场\n", "utf-8")
    assert run("score", "要求.csv").exit_code == 0
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["编号", "项目名称", "一级指标", "三级指标", "指标值", "实际完成值"], ["P01I1", "甲", "产出指标", "场次", "≥3场", "4场"]):
        book.active.append(row)
    book.save("自评.xlsx")
    assert run("score", "自评.xlsx").exit_code == 0


def test_what_click_says_of_a_whole_line_is_never_english(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--lang", "zh").stderr == "错误：缺少命令。\n用法见 perfrules --help\n"


@pytest.mark.parametrize("arguments", [["parse", "--format", "jsonl"], ["check", "-"]])
@pytest.mark.parametrize("data", [b"\xff\n", b'{"target":\n'])
def test_what_is_wrong_with_input_is_said_in_chinese(arguments: list[str], data: bytes) -> None:
    told = CliRunner().invoke(main, arguments, input=data)
    assert not re.search(r"codec|Expecting|position", re.sub(r'"message_en": ".*"', "", told.stdout + told.stderr))


@pytest.mark.parametrize("arguments", [["score", ""], ["check", ""]])
def test_an_empty_name_is_not_the_folder_one_stands_in(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "“”没有对应的文件" in result.stderr


@pytest.mark.parametrize("arguments", [["score", "表.csv"], ["policies"]])
def test_an_empty_name_of_an_output_is_refused(arguments: list[str]) -> None:
    result = run(*arguments, "-o", "")
    assert (result.exit_code, result.stderr) == (2, "错误：-o 后面的文件名是空的。\n")


def test_the_help_that_is_named_is_that_of_the_verb() -> None:
    assert run("check", "--text").stderr.endswith("\n用法见 perfrules check --help\n")


def test_a_report_in_a_folder_is_no_table_of_it() -> None:
    result = run("score", ".", "--format", "json")
    assert "报告" not in result.stdout + result.stderr
