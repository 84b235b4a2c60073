"""Cases on a sheet that an official fills in."""

import pytest
from openpyxl import Workbook

from perfrules.audit.case_sheets import read_cases, sheet_beside
from perfrules.audit.practice import run_cases
from perfrules.errors import PolicyError, TableError


def csv(folder, text, name="例.csv"):
    file = folder / name
    file.write_text(text, "utf-8-sig")
    return file


def test_a_sheet_of_every_kind_of_case(tmp_path):
    file = csv(
        tmp_path,
        "本表由财政局填写\n"
        "规则,说明,指标名称,指标值,实际完成值,达成比例,分值,监控日期,全年预算数,全年执行数,任务是否完成,总分,各指标,各项目,判定结果,得分,须填偏差原因,等级,各指标分值,监控结果\n"
        "# 以下为例,,,,,,,,,,,,,,,,,,,\n"
        ",,,≥100家,70家,,10,,,,,,,,未达到,7,是,,,\n"
        ",,,进一步提高,部分达成,70%,10,,,,,,,,未达到,7,,,,\n"
        ",,,≥100家,50家,,,2023-06-30,,,,,,,,,,,,正常\n"
        ",,,,,,,,100,80,是,,,,,8,,,,\n"
        ",,,,,,,,,,,90,,,,,,优,,\n"
        ",,,,,,,,,,,,产出；效益；满意度,,,,,,50；30；10,\n"
        ",,,,,,,,,,,,,80 资金 100；90 资金 300,,87.5,,,,\n"
        "正向指标未达到,乙,,≥100家,70家,,10,,,,,,,,,7,,,,\n"
        ",,,,,,,,,,,,,,,,,,,\n",
    )
    cases = read_cases(file)
    assert [case.rule for case in cases] == [(rule,) for rule in ("forward", "forward", "monitoring", "execution", "grades", "weights", "rollup", "forward")]  # fmt: skip
    assert all(result.passed for result in run_cases("mof-2020-10", cases)[-len(cases) :])


def test_a_workbook_with_dates_and_numbers(tmp_path):
    from datetime import date

    book = Workbook()
    sheet = book.active
    sheet.append(["指标值", "实际完成值", "分值", "得分", "预算年度"])
    sheet.append(["2023年6月30日前", date(2023, 7, 1), 10, 0, 2023])
    sheet.append(["≥10家", 9, 10, 9, None])
    book.create_sheet("说明").append(["无"])
    book.save(tmp_path / "own.xlsx")
    assert sheet_beside(tmp_path / "own.toml") == tmp_path / "own.xlsx"
    assert sheet_beside(tmp_path / "other.toml") is None
    assert all(result.passed for result in run_cases("mof-2020-10", read_cases(tmp_path / "own.xlsx")))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("甲,乙\n1,2\n", "没有例的表头"),
        ("指标值,得分\n≥1家,很多\n", "第 2 行：得分“很多”应为数字"),
        ("指标值,得分,年度\n≥1家,5,某年\n", "第 2 行：year 的值不对"),
        ("全年执行数,是否完成,得分\n5,大概,3\n", "“大概”应为 是 或 否"),
        ("指标值,达成比例,得分\n提高,很高%,3\n", "share 的值不对"),
        ("指标值,实际完成值,得分\n≥1家,1家,\n≥1家,1家,很多\n", "第 2 行：这样的例应写明结果，可写 outcome、points、reason；第 3 行"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(text, says, tmp_path):
    with pytest.raises(PolicyError) as caught:
        read_cases(csv(tmp_path, text))
    assert says in caught.value.zh
    assert "例.csv" in caught.value.en


def test_a_file_that_is_none(tmp_path):
    with pytest.raises(TableError):
        read_cases(tmp_path / "none.csv")
