"""Suppressions in a 备注 and in the settings."""

from datetime import date

import pytest

from perfrules import check
from perfrules.lint import Selection, inspect
from perfrules.lint.examples import subject_of
from perfrules.lint.selection import everything
from perfrules.lint.suppressions import Suppression, applied

TODAY = date(2024, 5, 1)


def project(note=None):
    return subject_of({"name": "甲", "indicators": [{"name": "效果", "target": "效果明显", "note": note}]})


def codes(findings):
    return [item.code for item in findings]


@pytest.mark.parametrize(
    ("note", "left"),
    [
        (None, ["VG001"]),
        ("上级下达", ["VG001"]),
        ("perfrules: ignore[VG001] 上级文件原文如此", []),
        ("见附件；perfrules：ignore【vague-level】 上级文件原文如此", []),
        ("perfrules: ignore[] 全部豁免，已报备", []),
        ("perfrules: ignore[VG001]", ["VG001", "SU003"]),
        ("perfrules: ignore[OP001] 没有这一条", ["VG001", "SU001"]),
        ("perfrules: ignore[VG0O1] 写错了", ["VG001", "SU001"]),
        ("perfrules: ignore[VG001] 甲 perfrules: ignore[OP] 乙", ["SU001"]),
    ],
)
def test_a_note_answers_a_remark(note, left):
    assert codes(check(project(note))) == left


def test_a_suppression_of_the_settings_fits_by_file_project_and_indicator():
    inspection = inspect(project())
    for item, silenced in (
        (Suppression(("VG",), "理由"), 1),
        (Suppression(("VG",), "理由", project="甲"), 1),
        (Suppression(("VG",), "理由", project="甲*"), 1),
        (Suppression(("VG",), "理由", project="乙"), 0),
        (Suppression(("VG",), "理由", indicator="效果"), 1),
        (Suppression(("VG",), "理由", file="*.xlsx"), 0),
    ):
        found = applied(inspection, [item], TODAY, everything())
        assert found.silenced == silenced
        assert codes(found.findings) == ([] if silenced else ["VG001", "SU001"])


def test_an_unused_one_may_go_untold():
    found = applied(inspect(project()), [Suppression(("OP",), "理由")], TODAY, everything(), tell_unused=False)
    assert codes(found.findings) == ["VG001"]


def test_one_for_rules_that_are_off_is_not_told_as_unused():
    only = Selection.of(["VG", "SU"])
    inspection = inspect(project(), selection=only)
    assert codes(applied(inspection, [Suppression(("OP",), "理由")], TODAY, only).findings) == ["VG001"]
    assert codes(applied(inspection, [Suppression(("VG002",), "理由")], TODAY, only).findings) == ["VG001", "SU001"]
    without = Selection.of(ignore=["SU"])
    assert codes(applied(inspection, [Suppression(("OP",), "理由")], TODAY, without).findings) == ["VG001"]


def test_the_last_day_still_counts_and_the_next_does_not():
    inspection = inspect(project())
    assert codes(applied(inspection, [Suppression(("VG001",), "理由", until=TODAY)], TODAY, everything()).findings) == []
    late = applied(inspection, [Suppression(("VG001",), "理由", until=date(2024, 4, 30))], TODAY, everything())
    assert codes(late.findings) == ["VG001", "SU002"]
    assert late.silenced == 0
    assert "2024-04-30" in late.findings[1].message
