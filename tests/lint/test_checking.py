"""The public check, on every kind of subject, and on a real department."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import perfrules
from perfrules import Department, Indicator, PerfrulesError, Project, check
from perfrules.findings import Location
from perfrules.lint import Selection, inspect
from perfrules.lint.examples import subject_of
from perfrules.text import Span


def codes(findings):
    return [finding.code for finding in findings]


def test_a_wording_is_checked_without_a_name():
    assert codes(check("效果明显")) == ["VG001"]
    assert codes(check("≥50家")) == []


def test_a_name_brings_the_rules_on_indicators():
    assert "OP006" in codes(check("≥3%", name="投诉率"))
    assert codes(check(perfrules.parse("≥3%", name="投诉率"), name="投诉率")) == codes(check("≥3%", name="投诉率"))
    assert "WT002" in codes(check(subject_of({"name": "场次", "target": "≥5场", "weight": "0"})))


def test_projects_departments_and_readings_are_checked_whole():
    project = subject_of({"name": "甲", "indicators": [{"name": "场次", "target": "5场"}, {"name": "场次", "target": "≥6场"}]})
    assert isinstance(project, Project)
    department = Department(projects=(project,))
    reading = perfrules.Reading(department=department)
    assert codes(check(project)) == codes(check(department)) == codes(check(reading)) == ["OP001", "TB010"]
    found = check(project)[0].location
    assert (found.project, found.indicator, found.text, found.span) == ("甲", "场次", "5场", Span(0, 2))


def test_a_departments_own_indicators_are_checked_too():
    own = subject_of({"name": "场次", "target": "5场"})
    assert isinstance(own, Indicator)
    inspection = inspect(Department(indicators=(own,)))
    assert codes(inspection.findings) == ["OP001"]
    assert inspection.targets == 1


def test_places_count_in_the_cell_that_holds_several_targets():
    own = Indicator(name="场次", target=perfrules.parse("5场"))
    placed = own.model_copy(update={"place": Location(sheet="表", cell="D5", row=5, column=4, span=Span(10, 12), text="01234567895场")})
    (finding,) = check(Department(projects=(Project(name="甲", indicators=(placed,)),)))
    assert str(finding.location) == "表!D5:11-12"
    assert finding.to_dict()["location"]["span"] == [10, 12]
    assert finding.to_dict()["fix"]["edits"] == [{"span": [10, 10], "text": "≥"}]


def test_the_order_is_that_of_the_document_and_does_not_change():
    project = subject_of({"name": "甲", "indicators": [{"name": "丙", "target": "约5人"}, {"name": "乙", "target": "5场；≥6场"}]})
    first = check(project)
    assert codes(first) == ["OP005", "OP001", "OP008", "CP001"]
    assert first == check(project)


@pytest.mark.parametrize("subject", [5, None, object(), ["≥5家"]])
def test_what_cannot_be_checked_is_refused(subject):
    with pytest.raises(PerfrulesError) as caught:
        check(subject)
    assert isinstance(caught.value, TypeError)


def test_last_years_table_is_a_department_or_a_reading():
    example = {"name": "甲", "indicators": [{"name": "宣传", "target": "宣传形式更加多样"}]}
    project = subject_of(example)
    assert isinstance(project, Project)
    department = Department(projects=(project,))
    for previous in (department, perfrules.Reading(department=department)):
        assert "YR002" in codes(check(project, previous=previous))
    assert "YR002" not in codes(check(project))


def test_last_years_table_must_be_one():
    with pytest.raises(PerfrulesError):
        check(Department(), previous=5)  # type: ignore[arg-type]


def test_a_string_that_ends_like_a_table_is_a_path(tmp_path):
    with pytest.raises(PerfrulesError, match="找不到"):
        check(str(tmp_path / "nothing.xlsx"))
    with pytest.raises(PerfrulesError):
        check(tmp_path / "nothing")


def test_outcomes_add_up_to_all_targets():
    project = subject_of(
        {
            "name": "甲",
            "indicators": [
                {"name": "一", "target": "不低80%"},
                {"name": "二", "target": "约5人"},
                {"name": "三", "target": ">60项"},
                {"name": "四", "target": "≥60项"},
            ],
        }
    )
    inspection = inspect(project)
    assert inspection.outcomes == {"info": 1, "warning": 1, "error": 1, "clean": 1}
    doubled = inspection + inspection
    assert doubled.targets == 8
    assert doubled.outcomes == {"info": 2, "warning": 2, "error": 2, "clean": 2}


def test_a_selection_takes_rules_away_and_resets_severities():
    chosen = Selection.of(["OP", "vague-level"], ["OP005"], {"OP001": "error"})
    project = subject_of(
        {"indicators": [{"name": "一", "target": "约5人"}, {"name": "二", "target": "5人"}, {"name": "三", "target": "效果明显"}]}
    )
    assert [(item.code, item.severity.value) for item in check(project, selection=chosen)] == [("OP001", "error"), ("VG001", "warning")]


@pytest.mark.processes
def test_importing_lint_loads_no_reader_and_a_wording_no_pydantic():
    script = (
        "import sys, perfrules.lint as lint; lint.check('进一步提高');"
        "print([name for name in ('pydantic', 'openpyxl', 'perfrules.tables', 'perfrules.scoring', 'perfrules.model') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def guangzhou():
    folder = os.environ.get("PERFRULES_CORPUS")
    if not folder:
        pytest.skip("PERFRULES_CORPUS is not set")
    return check(Path(folder) / "guangzhou-sti-2023.txt")


def test_a_real_department_gets_the_remarks_of_its_reviewers(guangzhou):
    told = {(item.code, item.location.indicator) for item in guangzhou}
    for code, indicator in (
        ("OP001", "采购碎纸机"),
        ("OP004", "开展审计、监督数量"),
        ("OP005", "外包服务量"),
        ("UN001", "新闻稿件"),
        ("UN003", "跟踪服务市级重点人才项目数量"),
        ("VG001", "营造科技创新环境"),
        ("VG002", "科技经费审计及评价效益"),
        ("VG003", "保障局机关后勤服务工作正常开展"),
        ("VG004", "推动落实全面从严治党主体责任，监督保障科技创新工作"),
        ("VG006", "跟换安装铝合金窗户"),
        ("VG010", "购置成本控制"),
        ("CP003", "投诉次数、修复率、安全事故完成/达到率"),
        ("NM003", "减免税额"),
        ("NM004", "创新文化建设"),
        ("TB002", "用户满意度"),
        ("TB007", "开展组训、点验活动的次数"),
        ("TB008", "技术合同成交额"),
        ("TB009", "申报数量及通过率"),
        ("TB010", "局机关公务出行车辆保障工作"),
        ("DT004", "落户以来累计完成投资（亿元）"),
    ):
        assert (code, indicator) in told
    counts = Counter(item.code for item in guangzhou)
    assert counts["OP001"] == 31
    assert counts["TB001"] == counts["BG002"] == 1
    assert not counts.keys() & {"OP006", "PC001", "PC002", "PC003", "VG005", "VG007", "VG008", "VG009", "DT001", "DT002", "DT005", "WT001"}


def test_every_finding_of_a_real_department_has_its_place(guangzhou):
    for item in guangzhou:
        assert item.location.file
        assert item.location.row or item.code in ("BG001", "BG002", "TB001")
        if item.location.span is not None:
            assert item.location.text is not None
            assert 0 <= item.location.span.start <= item.location.span.end <= len(item.location.text)
