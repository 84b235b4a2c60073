"""The day of a monitoring table comes from its heading and the budget year; without a year that is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of

FORM = "{}项目名称|甲\n一级指标|三级指标|年度指标值|1-7月执行情况|分值\n产出指标|场次|≥20场|9场|50\n"
COLUMNS = "{}项目名称|一级指标|三级指标|年度指标值|1—7月完成情况|分值\n甲|产出指标|场次|≥20场|9场|50\n"


@pytest.mark.parametrize("table", [FORM, COLUMNS])
def test_the_day_needs_a_year(table: str, tmp_path: Path) -> None:
    told = reading_of(table.format("（2023年度）\n"), tmp_path)
    assert (told.department.as_of, "IN079" in codes(told)) == (date(2023, 7, 31), False)
    untold = reading_of(table.format(""), tmp_path)
    (found,) = [item for item in untold.findings if item.code == "IN079"]
    assert untold.department.as_of is None
    assert found.params["month"] == "7"


def test_the_year_may_be_the_projects(tmp_path: Path) -> None:
    table = "项目名称|年度|指标名称|指标值|1-7月完成情况\n甲|2024|场次|≥20场|9场\n"
    assert reading_of(table, tmp_path).department.as_of == date(2024, 7, 31)
