"""A report that is sealed, verified, and verified after something was changed: whatever it was is named."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from tests.batch.test_batch import SHEET, TABLE

from perfrules import Department, read, score
from perfrules.audit.seals import Seal, data_hash, file_hash, make_seal, policy_hash, score_hash
from perfrules.audit.verification import verify
from perfrules.cli import main
from perfrules.cli.verify import MOST
from perfrules.errors import DocumentError, PolicyError, TableError
from perfrules.report.scores import render
from perfrules.scoring.policies import load, shipped


def run(capsys, *words: str):
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    told = capsys.readouterr()
    return ended.value.code, told.out, told.err


@pytest.fixture
def files(tmp_path):
    table, sheet = tmp_path / "部门.txt", tmp_path / "实绩.csv"
    table.write_text(TABLE.format(name="民政局"), "utf-8")
    sheet.write_text(SHEET.format(done=7), "utf-8-sig")
    return table, sheet


def reported(capsys, folder, files, *more: str, name="报告.json"):
    report = folder / name
    code, _, err = run(capsys, "score", str(files[0]), "--actuals", str(files[1]), "-o", str(report), *more)
    assert code == 0, err
    return report


@pytest.mark.parametrize("name", ["报告.json", "报告.html"])
@pytest.mark.parametrize("more", [(), ("--year", "2023"), ("--as-of", "2023-06-30"), ("--policy", "mof-2021-101")])
def test_a_report_of_the_same_files_is_the_same(name, more, files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files, *more, name=name)
    policy = more[-2:] if "--policy" in more else ("--policy", "mof-2020-10") if name.endswith("html") else ()
    code, out, err = run(capsys, "verify", str(report), str(files[0]), "--actuals", str(files[1]), *policy)
    assert (code, out, err) == (0, "一致：重算结果与报告相同。\n", "")
    assert run(capsys, "verify", str(report), str(files[0]), "--actuals", str(files[1]), *policy, "--format", "json")[1] == "[]\n"


def test_files_of_another_name_hold_the_same(files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files)
    table, sheet = files[0].rename(tmp_path / "移走.txt"), files[1].rename(tmp_path / "改名.csv")
    assert verify(report, table, sheet) == []


def changed_points(report):
    data = json.loads(report.read_text("utf-8"))
    data["projects"][0]["indicators"][0]["points"] = "50"
    report.write_text(json.dumps(data), "utf-8")


def changed_version(report):
    report.write_text(re.sub('"version": "[^"]*"', '"version": "0.0.1"', report.read_text("utf-8")), "utf-8")


def changed_reason(report):
    data = json.loads(report.read_text("utf-8"))
    data["projects"][0]["name"] = "乙"
    data["projects"][0]["indicators"].pop()
    report.write_text(json.dumps(data), "utf-8")


@pytest.mark.parametrize(
    ("change", "wheres"),
    [
        (changed_points, ["projects[P01].indicators[P01I1].points"]),
        (changed_version, ["version"]),
        (changed_reason, ["projects[P01].name", "projects[P01].indicators"]),
    ],
)
def test_a_report_that_was_changed_is_named(change, wheres, files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files)
    change(report)
    assert [item.where for item in verify(report, *files)] == wheres
    code, out, _ = run(capsys, "verify", str(report), str(files[0]), "--actuals", str(files[1]))
    assert code == 1
    assert len(out.splitlines()) == len(wheres)


def test_a_table_that_was_changed_and_what_came_of_it(files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files)
    files[0].write_text(files[0].read_text("utf-8").replace("≥10家", "≥20家", 1), "utf-8")
    found = verify(report, *files)
    assert [item.where for item in found][:2] == ["table", "scores"]
    assert {item.where: (item.stated, item.found) for item in found}["projects[P01].indicators[P01I1].points"] == ("35", "17.5")
    code, out, _ = run(capsys, "verify", str(report), str(files[0]), "--actuals", str(files[1]))
    assert code == 1
    assert "封印：绩效目标表 不同" in out
    assert "projects[P01].indicators[P01I1].points：报告中为 35，重算为 17.5" in out
    english = run(capsys, "verify", str(report), str(files[0]), "--actuals", str(files[1]), "--lang", "en")[1]
    assert "Seal: the table differs" in english
    assert "35 in the report, 17.5 computed again" in english


def test_a_comment_in_a_table_is_said_although_the_scores_are_the_same(files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files)
    files[1].write_bytes(files[1].read_bytes() + b"\r\n")
    assert [item.where for item in verify(report, *files)] == ["actuals"]


def test_other_actual_values_and_none(files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files)
    files[1].write_text(SHEET.format(done=8), "utf-8-sig")
    assert {"actuals", "scores"} <= {item.where for item in verify(report, *files)}
    assert {"actuals", "scores"} <= {item.where for item in verify(report, files[0])}


def test_a_policy_that_was_changed(files, tmp_path, capsys):
    own = tmp_path / "own.toml"
    text = 'id = "own"\ntitle = "自定"\njurisdiction = "某市"\nyear = 2024\nextends = "mof-2020-10"\n'
    own.write_text(text, "utf-8")
    report = reported(capsys, tmp_path, files, "--policy", str(own))
    with pytest.raises(DocumentError, match="--policy"):
        verify(report, *files)
    own.write_text(f"# 只加注释\n{text}", "utf-8")
    assert verify(report, *files, policy=own) == []
    own.write_text(f"{text}[rounding]\nindicator = 0\ntotal = 2\n", "utf-8")
    assert [item.where for item in verify(report, *files, policy=own)] == ["policy"]
    assert {"policy", "scores", "points"} <= {item.where for item in verify(report, *files, policy="mof-2021-101")}


def test_a_page_with_another_table(files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files, name="报告.html")
    assert "封印：perfrules" in report.read_text("utf-8")
    with pytest.raises(DocumentError, match="--policy"):
        verify(report, *files)
    files[0].write_text(files[0].read_text("utf-8").replace("≥10家", "≥20家", 1), "utf-8")
    assert [item.where for item in verify(report, *files, policy="mof-2020-10")] == ["table", "scores"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "第 1 行第 2 列写法不对"),
        ("[]", "不是评分报告"),
        ("{}", "没有封印"),
        ("<html></html>", "没有封印"),
        ('{"seal": null}', "没有封印"),
        ('{"seal": {"version": "1"}}', "封印不完整"),
        ("[" * 5000, "嵌套"),
    ],
)
def test_what_is_no_report(text, says, files, tmp_path, capsys):
    report = tmp_path / "r.json"
    report.write_text(text, "utf-8")
    with pytest.raises(DocumentError) as caught:
        verify(report, *files)
    assert says in caught.value.zh
    assert run(capsys, "verify", str(report), str(files[0]))[0] == 2


@pytest.mark.parametrize(("field", "value"), [("year", "2023"), ("table", 5), ("as_of", "heute"), ("counting", None), ("rollup", 7)])
def test_a_malformed_seal_is_said_or_taken_as_none(field, value, files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files)
    data = json.loads(report.read_text("utf-8"))
    data["seal"][field] = value
    report.write_text(json.dumps(data), "utf-8")
    if value is None:
        assert verify(report, *files) == []
    else:
        with pytest.raises(DocumentError, match="封印的写法不对"):
            verify(report, *files)


def test_files_that_are_not_there(files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files)
    with pytest.raises(TableError):
        verify(report, tmp_path / "none.txt")
    with pytest.raises(OSError):
        verify(tmp_path / "none.json", *files)
    assert run(capsys, "verify", str(tmp_path / "none.json"), str(files[0]))[0] == 2
    with pytest.raises(PolicyError):
        verify(report, *files, policy="nope")


def test_many_differences_are_counted(files, tmp_path, capsys):
    report = reported(capsys, tmp_path, files)
    data = json.loads(report.read_text("utf-8"))
    data |= {f"x{place}": place for place in range(MOST + 5)}
    report.write_text(json.dumps(data), "utf-8")
    assert "另有 5 处" in run(capsys, "verify", str(report), str(files[0]), "--actuals", str(files[1]))[1]


def test_a_seal_in_python(files):
    reading = read(files[0])
    done = score(reading, {"P01I1": "7家"}, year=2023, rollup={"甲": 2})
    seal = make_seal(done, files[0], as_of=date(2023, 6, 30))
    assert (seal.year, seal.rollup, seal.as_of, seal.actuals) == (2023, {"甲": "2"}, "2023-06-30", None)
    assert seal.table == file_hash(files[0].read_bytes())
    assert Seal.from_dict(json.loads(json.dumps(seal.to_dict()))) == seal
    assert json.loads(render("json", done))["seal"] is None
    assert json.loads(render("json", done, seal=seal))["seal"] == seal.to_dict()
    assert make_seal(score(Department(), {}), None).year is None


def test_hashes_are_of_what_is_stated():
    assert len({policy_hash(load(name)) for name in shipped()}) == len(shipped())
    assert policy_hash(load("sichuan-2025")) != policy_hash(load("sichuan-2025").at(2024))
    assert data_hash({"a": [1, {"file": "x", "b": None}]}) == data_hash({"a": [1, {"file": "y", "b": None}]})
    assert data_hash({"a": 1}) != data_hash({"a": "1"})


def test_the_hash_of_a_score_is_that_of_its_json_form(files):
    done = score(read(files[0]), {"P01I1": "3"})
    for one in (done, score(Department(), {}), replace(done, projects=done.projects * 3)):
        assert score_hash(one) == data_hash(one.to_dict())
