"""What the program has written, changed, and given back to every verb that reads it: done, or one sentence; never a foreign exception."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from tests.fuzz.test_files import changed, changes
from tests.tables.written import FORMS

from perfrules.cli import main

ROWS = [
    ["部门名称：市科技局"],
    ["单位：万元"],
    ["项目名称", "一级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["甲", "产出指标", "场次", "≥3场", "4场", "10", "10", ""],
    ["甲", "效益指标", "影响", "提高", "达成", "10", "9", "忘了"],
    ["乙", "满意度指标", "满意度", "≥90", "", "10", "", ""],
]
MADE = (
    "template 表.csv -o 填.csv",
    "template 表.csv -o 填.xlsx",
    "score 表.csv -o 报.json",
    "score 表.csv -o 报.html",
    "score 表.csv -o 自.xlsx",
    "convert 表.csv -o 转.json",
    "convert 表.csv -o 转.xlsx",
    "convert 表.csv -o 转.csv",
    "check 表.csv --update-baseline --baseline 基.json",
    "policies new own -o own.toml",
    "score 列.csv --columns target=target,actual=actual -o 出.parquet --readings 读.parquet",
)
DOORS = (
    "score 表.csv --actuals 填.csv",
    "score 表.csv --actuals 填.xlsx",
    "template 表.csv -o 填.csv",
    "template 表.csv -o 填.xlsx",
    "verify 报.json 表.csv",
    "verify 报.html 表.csv",
    "score 表.csv -o 报.json",
    "score 自.xlsx -o 次.xlsx --force",
    "score 转.json",
    "score 转.xlsx",
    "check 转.csv",
    "check 表.csv --baseline 基.json",
    "policies test ./own.toml",
    "score 表.csv --policy ./own.toml",
    "sql --dialect mysql --targets 列.csv",
    "sql --dialect mysql --targets 读.parquet",
    "score 列.csv --columns target=target,actual=actual -o 次.csv --force --readings 读.parquet",
    "score 出.parquet --columns target=target,actual=actual -o 次.csv --force",
    "policies test mof-2020-10 列.csv",
    *(f"report-form 原.{form} -o 副.{form} --force" for form in ("csv", "html", "xlsx", "docx")),
    *(f"check 原.{form} --fix --unsafe-fixes" for form in ("csv", "html", "xlsx", "docx")),
    *(f"score 原.{form} -o 次.{form} --force" for form in ("xlsx", "docx")),
)
"""Each with the file that is changed in the first place of its words that is one of those below."""
_MOST = settings().max_examples


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for form in ("csv", "html", "xlsx", "docx"):
            Path(f"原.{form}").write_bytes(FORMS[form](ROWS))
        Path("表.csv").write_bytes(FORMS["csv"](ROWS))
        Path("列.csv").write_text("target,name,actual\n≥3,甲,4\n≤3%,乙,2%\n", "utf-8")
        for line in MADE:
            assert CliRunner().invoke(main, line.split()).exit_code == 0, line
        yield {path.name: path.read_bytes() for path in folder.iterdir()}


def ends_well(line: str, name: str, data: bytes, made: dict[str, bytes]) -> None:
    for other, content in made.items():
        Path(other).write_bytes(content)
    Path(name).write_bytes(data)
    ended = CliRunner().invoke(main, line.split())
    assert ended.exception is None or isinstance(ended.exception, SystemExit), line
    assert ended.exit_code in (0, 1, 2)


@pytest.mark.parametrize("line", DOORS)
@settings(max_examples=max(2, _MOST // 25), suppress_health_check=[HealthCheck.too_slow])
@given(changes=changes)
def test_what_was_written_and_changed(line: str, made: dict[str, bytes], changes: list[tuple[float, str, bytes]]):
    name = next(word for word in reversed(line.replace("./", "").split()) if word in made and word != "表.csv")
    ends_well(line, name, changed(made[name], changes), made)
