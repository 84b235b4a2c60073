"""The day of a monitoring table comes from its heading and the budget year; without a year that is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import project_of

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


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        ("年度指标值|2022年||偏差原因\n||||实际完成值|得分||", [("2022年", "实际完成值、得分")]),
        ("年度指标值|2022年实际完成值|得分|偏差原因", [("2022年实际完成值", "实际完成值")]),
        ("2022年指标值|2023年实际完成值|得分|偏差原因", [("2022年指标值", "年度指标值")]),
        ("年度指标值|2023年||偏差原因\n||||实际完成值|得分||", []),
        ("年度指标值|本年完成值|得分|偏差原因", []),
    ],
)
def test_values_under_another_year_than_the_titles_are_asked_about(heads: str, said: list[tuple[str, str]], tmp_path: Path) -> None:
    form = f"2023年度项目支出绩效自评表\n项目名称|甲\n一级指标|二级指标|三级指标|{heads}\n产出指标|数量指标|人数|≥9人|8人|45|疫情\n"
    plain = f"2023年度绩效自评汇总表\n项目名称|一级指标|二级指标|三级指标|{heads}\n甲|产出指标|数量指标|人数|≥9人|8人|45|疫情\n"
    for text in (form, plain.replace("\n||||", "\n|||||")):
        reading = reading_of(text, tmp_path)
        found = [item.params for item in reading.findings if item.code == "IN089"]
        assert [(item["heading"], item["title"]) for item in found] == said
        assert project_of(reading).indicators[0].actual in ("8人", None)


def test_amounts_under_another_year_than_the_titles_are_asked_about(tmp_path: Path) -> None:
    heads = "项目资金||{}|||\n|（万元）|年初预算数|全年预算数|全年执行数|\n|年度资金总额|100|100|95|\n"
    text = f"2023年度项目支出绩效自评表\n项目名称|甲\n{heads}一级指标|二级指标|三级指标|指标值|实际完成值|得分\n产出指标|数量指标|人数|≥9人|8人|45\n"
    for year, said in (("2022年", ["IN089"]), ("2023年", []), ("起止2022年1月", [])):
        reading = reading_of(text.format(year), tmp_path)
        assert [item.code for item in reading.findings if item.code == "IN089"] == said
        assert str(project_of(reading).funding.budget) == "100"


def test_amounts_that_stand_twice_and_are_not_read_are_said(tmp_path: Path) -> None:
    heads = "项目资金|（万元）|2022年年初预算数|2022年全年预算数|2022年执行数\n|年度资金总额|100|100|95\n"
    text = f"2023年度项目支出绩效自评表\n项目名称|甲\n{heads}一级指标|二级指标|三级指标|指标值|实际完成值|得分\n产出指标|数量指标|人数|≥9人|8人|45\n"
    reading = reading_of(text, tmp_path)
    assert [item.params["values"] for item in reading.findings if item.code == "IN070"] == ["100、100、95"]
