"""What the library's values show of themselves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import perfrules
from perfrules.displays import MANY, escaped, html_rows
from perfrules.findings import FindingList, FindingTuple

TABLE = "项目名称,一级指标,三级指标,指标值,实际完成值,分值\n甲,产出指标,场次<b>,≥3场,4场,50\n,效益指标,效果,效果明显,,50\n"


@pytest.fixture
def reading(tmp_path: Path) -> perfrules.Reading:
    path = tmp_path / "表.csv"
    path.write_text(TABLE, "utf-8")
    return perfrules.read(path)


@pytest.mark.parametrize(
    "wording", ["≥50家", ">5", "≤3%", "<3天", "15", "约5人", "3-5家", "同比增长5%", "2023年6月30日前", "前3名", "进一步提高<b>"]
)
def test_a_comparator_shows_its_wording(wording: str) -> None:
    target = perfrules.parse(wording)
    comparator = target.criteria[0].comparator
    shown = comparator._repr_html_()
    assert shown.startswith("<code>")
    assert "<b>" not in shown
    assert len(repr(comparator)) < 100
    assert repr(target).startswith(f"Target({wording!r}, [{comparator!r}]")
    assert escaped(repr(comparator)) in target._repr_html_()


def test_findings_are_short_to_read() -> None:
    found = perfrules.check("效果明显")
    assert isinstance(found, FindingList)
    assert repr(found[0]) == "<VG001 warning: “效果明显”只说了程度，没有可以核对的数值、比例或状态。  1-4>"
    assert "<td" in found[0]._repr_html_()
    assert "1 条发现" in found._repr_html_()
    assert found == list(found)
    assert "VG001" in perfrules.parse("≥家")._repr_html_() or "OP009" in perfrules.parse("≥家")._repr_html_()
    assert repr(perfrules.parse("≥家")).endswith("1 findings)")


@pytest.mark.parametrize(("backend", "kind"), [("pandas", pd.DataFrame), ("polars", pl.DataFrame), ("pyarrow", pa.Table)])
def test_findings_and_departments_become_frames(backend: str, kind: type, reading: perfrules.Reading) -> None:
    findings = perfrules.check(reading).to_frame(backend=backend)  # type: ignore[arg-type]
    assert isinstance(findings, kind)
    frame: Any = reading.department.to_frame(backend=backend)  # type: ignore[arg-type]
    assert type(frame).__name__ == kind.__name__
    data = frame.to_dict("list") if backend == "pandas" else frame.to_pydict() if backend == "pyarrow" else frame.to_dict(as_series=False)
    assert data["key"] == ["P01I1", "P01I2"]
    assert data["criteria"] == ["≥3场", "效果明显"]
    assert data["category"] == ["output", "benefit"]


def test_a_reading_is_short_and_shows_its_tables(reading: perfrules.Reading) -> None:
    count = len(reading.findings)
    assert repr(reading) == f"Reading(Department(None, 1 projects, 2 indicators), {count} findings)"
    assert isinstance(reading.findings, FindingTuple)
    assert reading.findings == tuple(reading.findings)
    shown = reading._repr_html_()
    assert "绩效目标" in shown
    assert f"{count} 条发现" in shown
    assert "<b>" not in shown
    assert perfrules.Reading(department=reading.department).findings == ()


def test_a_departments_own_indicators_are_rows_too() -> None:
    own = perfrules.Department(name="局", indicators=(perfrules.Indicator(name="履职", target=perfrules.parse("≥1项")),))
    assert list(own.to_frame()["key"]) == ["DI1"]
    assert own._repr_html_().startswith('<table lang="zh-CN"><caption')


def test_a_long_table_says_what_it_leaves_out() -> None:
    shown = html_rows(["甲"], [["1"]] * (MANY + 5), "表")
    assert "表（另有 5 行）" in shown
    assert shown.count("<td") == MANY


def test_a_frame_of_a_library_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ModuleNotFoundError, match=r"数据框需要 polars，请先安装：pip install") as told:
        perfrules.Department().to_frame(backend="polars")
    assert isinstance(told.value, perfrules.PerfrulesError)
    assert "needs polars" in told.value.message("en")
