"""The baseline."""

import pytest

from perfrules.errors import SettingsError
from perfrules.findings import finding
from perfrules.lint import inspect
from perfrules.lint.baseline import applied, dump, load
from perfrules.lint.examples import subject_of
from perfrules.lint.results import Inspection

NAMES = {"效果明显": "社会效益", "约5人": "服务量", "作用明显": "影响", "≥1家": "企业"}


def table(*targets: str):
    return subject_of({"name": "甲", "indicators": [{"name": NAMES[target], "target": target} for target in targets]})


def test_a_baseline_survives_inserted_rows_and_tells_what_is_new_and_stale(tmp_path):
    file = tmp_path / "baseline.json"
    file.write_text(dump(inspect(table("效果明显", "约5人")).findings), encoding="utf-8")
    found, stale = applied(inspect(table("≥1家", "作用明显", "效果明显")), load(file), "baseline.json")
    assert [item.code for item in found.findings] == ["VG001"]
    assert found.findings[0].location.indicator == "影响"
    assert found.silenced == 1
    assert [(item.code, item.location.indicator, item.location.file) for item in stale] == [("SU004", "服务量", "baseline.json")]
    assert "OP005" in stale[0].message


def test_equal_findings_are_counted(tmp_path):
    one, two = inspect(table("约5人")), inspect(table("约5人", "约5人"))
    file = tmp_path / "baseline.json"
    file.write_text(dump(one.findings), encoding="utf-8")
    found, _ = applied(two, load(file), "b")
    assert (found.silenced, len(two.findings)) == (1, 3)
    assert sorted(item.code for item in found.findings) == ["OP005", "TB010"]


def test_the_file_is_the_same_every_time_and_plain_ascii():
    findings = inspect(table("效果明显", "约5人")).findings
    assert dump(findings) == dump(list(reversed(findings)))
    assert dump(findings).isascii()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1, "findings": {"a": {}}}', '{"version": 1, "findings": []}', '{"version": 9, "findings": {}}']
)
def test_what_is_no_baseline_is_refused(tmp_path, text):
    file = tmp_path / "baseline.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        load(file)


def test_a_missing_baseline_says_how_to_make_one(tmp_path):
    with pytest.raises(SettingsError, match="--update-baseline"):
        load(tmp_path / "none.json")


def test_a_file_that_was_not_read_is_in_no_baseline(tmp_path):
    unread = finding("IN090", reason="找不到文件", reason_en="not found").at(file="无.xlsx")
    file = tmp_path / "baseline.json"
    file.write_text(dump([unread]), encoding="utf-8")
    assert load(file) == {}
    entry = {"code": "IN090", "project": None, "indicator": None, "text": "", "count": 1}
    found, stale = applied(Inspection(((None, unread),)), {unread.fingerprint: entry}, "b")
    assert [item.code for item in (*found.findings, *stale)] == ["IN090", "SU004"]
