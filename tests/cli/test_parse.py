"""``perfrules parse``: for people, as JSON, and the contract of JSON lines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from perfrules import (
    About,
    AtLeast,
    AtMost,
    Between,
    Change,
    Criterion,
    Deadline,
    Exactly,
    LessThan,
    MoreThan,
    Qualitative,
    Quantity,
    Rank,
    Span,
    Target,
)
from perfrules.cli import main
from perfrules.cli.parse import reading
from perfrules.findings import finding
from perfrules.text import width


def run(*args: str, **kwargs: object) -> Result:
    return CliRunner().invoke(main, ["parse", *args], **kwargs)  # type: ignore[arg-type]


def jsonl(data: bytes | str) -> tuple[list[dict[str, object]], int]:
    result = run("--format", "jsonl", input=data)
    return [json.loads(line) for line in result.stdout_bytes.decode().split("\n")[:-1]], result.exit_code


def _criterion(comparator: object, operator: str = "", **more: object) -> Criterion:
    return Criterion(comparator, "5家", Span(0, 2), operator=operator, **more)  # type: ignore[arg-type]


def test_every_kind_of_comparator_is_told_in_aligned_columns():
    five = Quantity(5, "家")
    kinds = [
        AtLeast(five),
        MoreThan(five),
        AtMost(five),
        LessThan(five),
        Exactly(five),
        About(five),
        Between(five, Quantity(9, "家")),
        Change("increase", AtLeast(Quantity(5, "%"))),  # type: ignore[arg-type]
        Deadline("<=", "2023-12-31"),
        Rank("<=", 10),
        Qualitative("提高"),
    ]
    told = reading(Target("5家", tuple(_criterion(kind, "达到") for kind in kinds))).split("\n")[1:]
    words = ["不少于", "超过", "不超过", "低于", "等于", "约", "区间", "变化", "时限", "名次", "定性"]
    assert [line.split()[1] for line in told] == words
    assert len({width(line[: line.index("写作")]) for line in told}) == 1


def test_marks_of_a_criterion_and_findings_with_carets():
    target = Target(
        "投诉率≥",
        (_criterion(Exactly(Quantity(5, "家")), each=True, aspiration=True, subject="投诉率"),),
        (finding("OP009", operator="≥", span=(3, 4), text="投诉率≥"), finding("CP015")),
    )
    told = reading(target).split("\n")
    assert told[1].endswith("投诉率  未写比较词；各项均须达到；力争目标")
    assert told[2:] == [
        "  错误 OP009 数值丢失：“≥”后面没有数值，不能判断。",
        "    投诉率≥",
        "          ^",
        "  错误 CP015 指标值为空：指标值为空或只有符号，没有要求。",
    ]


def test_a_target_without_criteria_says_so():
    assert reading(Target("/")) == "/\n  没有条件"


def test_wordings_one_after_another():
    result = run("不少于50家", "进一步提高")
    assert result.exit_code == 0
    assert [block.split("\n")[0] for block in result.output.split("\n\n")] == ["不少于50家", "进一步提高"]


def test_control_characters_are_not_sent_to_the_terminal():
    assert "\x1b" not in run("5家\x1b[31m").output


def test_json_is_the_reading_of_each():
    told = json.loads(run("--format", "json", "不少于50家", "进一步提高").output)
    assert [target["text"] for target in told] == ["不少于50家", "进一步提高"]


def test_json_lines_keep_order_and_identity():
    lines = '{"id": "a", "target": "进一步提高", "name": null, "other": 1}\n{"target": "提高", "name": "质量"}'
    rows, code = jsonl("\ufeff" + lines)
    assert code == 0
    assert [row["id"] for row in rows] == ["a", None]
    assert all(list(row) == ["id", "criteria", "findings"] for row in rows)


@pytest.mark.parametrize("bad", [b"nope", b"", b"[1]", b'{"target": "\xff"}', b"[" * 100_000, b'{"id": NaN, "target": "5"}'])
def test_a_line_that_is_no_object_is_an_error_in_its_place(bad: bytes):
    good = '{"id": 1, "target": "提高"}'.encode()
    rows, code = jsonl(b"\r\n".join([good, bad, good, b""]))
    assert code == 2
    assert [row["id"] for row in rows] == [1, None, 1]
    assert rows[1]["criteria"] is None
    assert isinstance(rows[1]["error"], dict)
    assert set(rows[1]["error"]) == {"message", "message_en"}


@pytest.mark.parametrize("row", ['{"id": 7}', '{"id": 7, "target": 5}', '{"id": 7, "target": "5", "name": 5}', '{"id": 7, "target": true}'])
def test_a_row_without_text_is_an_error_object_and_no_stop(row: str):
    rows, code = jsonl(row)
    assert code == 0
    assert (rows[0]["id"], rows[0]["criteria"]) == (7, None)
    assert "error" in rows[0]


def test_lone_surrogates_leave_as_escapes():
    result = run("--format", "jsonl", input='{"target": "提高\\ud800", "id": "\\udc00"}')
    assert b"\\ud800" in result.stdout_bytes
    assert json.loads(result.stdout_bytes)["id"] == "\udc00"
    assert result.stdout_bytes.endswith(b"\n")


def test_lines_from_a_file(tmp_path: Path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"target": "提高"}\n', "utf-8")
    assert run("--format", "jsonl", str(path)).output == run("--format", "jsonl", "-", input='{"target": "提高"}\n').output


def test_a_file_that_is_not_there_and_two_files(tmp_path: Path):
    absent = run("--format", "jsonl", str(tmp_path / "no\x1bne"))
    assert (absent.exit_code, absent.stdout) == (2, "")
    assert absent.stderr.startswith("错误：不能打开文件“")
    assert "\\x1b" in absent.stderr
    assert run("--format", "jsonl", "a", "b").exit_code == 2


@pytest.mark.processes
def test_parse_loads_the_wording_layer_only():
    script = (
        "import sys; from perfrules.cli import main\n"
        "try: main(['parse', '不少于50家'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "print(*sorted(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, encoding="utf-8")
    loaded = set(told.stdout.split())
    heavy = {"pydantic", "pydantic_core", "openpyxl", "docx", "pdfplumber", "lxml", "narwhals", "duckdb", "pandas", "polars"}
    assert not loaded & heavy
    assert not {name for name in loaded if name.startswith(("perfrules.tables", "perfrules.scoring", "perfrules.lint", "perfrules.report"))}
    assert "perfrules.wording" in loaded


def test_a_line_that_is_too_long_is_an_error_in_its_place():
    rows, code = jsonl('{"id": 1, "target": "提高"}\n{"target": "' + "家" * 700_000 + '"}\n{"id": 2, "target": "提高"}')
    assert code == 2
    assert [row["id"] for row in rows] == [1, None, 2]
    assert "超过 1000000 字节" in str(rows[1]["error"])


def test_a_number_that_is_too_long_is_an_error_in_its_place():
    rows, code = jsonl('{"id": ' + "9" * 50 + ', "target": "提高"}')
    assert code == 2
    assert "超过 40 位" in str(rows[0]["error"])
