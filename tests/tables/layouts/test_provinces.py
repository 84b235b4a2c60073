"""Forms as provinces and systems word and order them: every field read, in whatever kind of file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.tables.written import FORMS

import perfrules
from perfrules.model import Amounts

OUT = ("产出指标", "数量指标")
BENEFIT = ("效益指标", "社会效益指标")


class Wording(NamedTuple):
    """How a province words its form: the labels of its head and block of funds, and the headings of its columns in their order."""

    name: str
    funds: tuple[str, ...]
    total: str
    columns: tuple[str, ...]
    unit: str = "（万元）"
    of: tuple[str, ...] = ("first", "second", "name", "target", "actual", "weight", "points", "reason")


PROVINCES = {
    "national": Wording("项目名称", ("年初预算数", "全年预算数", "全年执行数"), "年度资金总额", ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")),
    "anhui": Wording("项目名称", ("年初预算", "全年预算", "全年执行"), "资金总额", ("一级目标", "二级目标", "三级目标", "年度目标值", "全年完成值", "分值设置", "自评得分", "未完成原因")),
    "fujian": Wording("项目支出名称", ("年初预算金额", "预算数（A）", "执行数（B）"), "总额", ("一级", "二级", "三级", "指标目标值", "年终完成值", "参考分值", "评价得分", "偏差分析")),
    "gansu": Wording("资金名称", ("年初批复数", "调整预算", "实际支出"), "年度财政资金总额", ("一级指标", "二级指标", "指标名称", "当年预期实现值", "完成情况", "满分值", "考核得分", "原因分析")),
    "guangxi": Wording("专项名称", ("年初预算数", "调整后预算", "支出数"), "合计", ("指标类别", "二级指标", "指标内容", "年度数值", "实际完成", "权重分", "得分", "偏差说明")),
    "guizhou": Wording("项目名称：", ("年初预算数", "预算数", "预算执行数"), "年度金额", ("一级指标", "二级指标", "三级指标", "指标值及单位", "实际值", "赋分", "实际得分", "偏差原因"), "（元）"),
    "hainan": Wording("（一）项目名称", ("年初预算数", "预算金额", "执行数"), "预算总额", ("一级指标", "二级指标", "三级指标", "预期指标值", "全年实际值", "设定分值", "自评分", "未完成原因分析")),
    "taiwan": Wording("項目名稱", ("年初預算數", "全年預算數", "全年執行數"), "年度資金總額", ("一級指標", "二級指標", "三級指標", "年度指標值", "實際完成值", "分值", "得分", "偏差原因")),
    "hebei": Wording("项目名称", ("年初预算数", "全年预算数", "全年执行数"), "年度资金总额", ("一级指标", "二级指标", "三级指标", "指标权重", "计算符号", "指标值", "计量单位", "完成值"), of=("first", "second", "name", "weight", "sign", "value", "unit", "actual")),
    "henan": Wording("项目名称", ("年初预算数", "全年预算数", "全年执行数"), "年度资金总额", ("一级指标", "二级指标", "三级指标", "指标值", "运算符", "单位", "完成值", "评价分值"), of=("first", "second", "name", "value", "sign", "unit", "actual", "weight")),
    "jilin": Wording("项目名称", ("年初预算数", "全年预算数", "全年执行数"), "年度资金总额", ("一级指标", "二级指标", "三级指标", "关系符（≥≤=）", "年度指标值", "度量单位", "考核分值", "实际完成值"), of=("first", "second", "name", "sign", "value", "unit", "weight", "actual")),
    "exchange": Wording("项目名称", ("reply_amt", "year_adj_amt", "year_exe_amt"), "年度资金总额", ("lv1_perf_ind_name", "lv2_perf_ind_name", "lv3_perf_ind_name", "kpi_val", "ind_comp", "ind_weight", "eval_score", "devi_analy")),
}  # fmt: skip
ROWS = [
    {"first": "产出指标", "second": "数量指标", "name": "培训场次", "sign": "≥", "value": "20", "unit": "场", "target": "≥20场", "actual": "22场", "weight": "30", "points": "30", "reason": ""},
    {"first": "产出指标", "second": "时效指标", "name": "办结天数", "sign": "≤", "value": "5", "unit": "天", "target": "≤5天", "actual": "3天", "weight": "30", "points": "30", "reason": ""},
    {"first": "效益指标", "second": "社会效益指标", "name": "群众满意率", "sign": "≥", "value": "95", "unit": "%", "target": "≥95%", "actual": "90%", "weight": "30", "points": "28", "reason": "样本少"},
]  # fmt: skip


def lines(wording: Wording) -> list[list[str]]:
    width = len(wording.columns)
    head = [
        ["2023年度项目绩效自评表"],
        [wording.name, "乡村道路养护", "主管部门", "县交通局"],
        [f"项目资金{wording.unit}", *wording.funds],
        [wording.total, "62", "60", "50万元" if wording.unit == "（万元）" else "50"],
        list(wording.columns),
    ]
    rows = [*head, *([row[role] for role in wording.of] for row in ROWS)]
    return [row if len(row) == 1 else [*row, *[""] * (width - len(row))] for row in rows]


@pytest.mark.parametrize("file", sorted(FORMS))
@pytest.mark.parametrize("province", PROVINCES)
def test_every_field_of_every_form(province: str, file: str, tmp_path: Path) -> None:
    wording = PROVINCES[province]
    path = tmp_path / "表"
    path.write_bytes(FORMS[file](lines(wording)))
    reading = perfrules.read(path)
    (project,) = reading.department.projects
    assert (project.name, project.department, project.year) == ("乡村道路养护", "县交通局", 2023)
    assert project.funding.total == Amounts(initial=Decimal(62), adjusted=Decimal(60), executed=Decimal(50))
    assert reading.department.unit == wording.unit.strip("（）")
    split = "value" in wording.of
    wanted = [
        (row["name"], f"{row['sign']} {row['value']} {row['unit']}" if split else row["target"], row["actual"], Decimal(row["weight"]))
        for row in ROWS
    ]
    assert [(item.name, item.target.text, item.actual, item.weight) for item in project.indicators] == wanted
    if not split:
        assert [item.points for item in project.indicators] == [30, 30, 28]
        assert project.indicators[2].deviation_reason == "样本少"
    assert [found.message for found in reading.findings if found.severity != "info"] == []
    outcomes = [perfrules.evaluate(item.target, item.actual, name=item.name).outcome.value for item in project.indicators]
    assert outcomes == ["met", "met", "unmet"]
