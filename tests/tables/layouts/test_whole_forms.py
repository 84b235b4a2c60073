"""Whole forms of provinces as they are published: the reading that each must have, and the score that follows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import project_of

import perfrules
from perfrules.model import Amounts, Category, Execution, Scored, Subcategory
from perfrules.tables.actuals import actuals_of

JIANGSU = """\
项目支出绩效自评表
（2023年度）
项目名称|产业扶持资金
主管部门|市工信局||实施单位|市中小企业中心
||年初预算数|全年预算数|全年执行数|分值|执行率|得分
项目资金（万元）|年度资金总额|100|100|90|10|90%|9
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
决策|项目立项|立项依据充分性|充分|达成（100%）|5|5
|绩效目标|绩效目标合理性|合理|达成（90%）|5|4.5
过程|资金管理|资金到位率|=100%|100%|5|5
|组织实施|制度执行有效性|有效|达成（100%）|5|5
产出|数量指标|扶持企业数|≥50家|52家|30|30
效益|经济效益指标|新增产值|≥1亿元|1.2亿元|30|30
满意度|服务对象满意度|企业满意度|≥90%|95%|10|10
总分|||||100|98.5
"""


def test_decision_and_process_are_first_levels_and_keep_their_points(tmp_path: Path) -> None:
    reading = reading_of(JIANGSU, tmp_path)
    project = project_of(reading)
    assert codes(reading) == ["IN002", "IN025"]
    assert project.funding.total == Amounts(initial=Decimal(100), adjusted=Decimal(100), executed=Decimal(90))
    assert project.execution == Execution(weight=Decimal(10), rate=Decimal(90), points=Decimal(9))
    assert project.total == Scored(weight=Decimal(100), points=Decimal("98.5"))
    assert [(item.category, item.subcategory) for item in project.indicators] == [
        (Category.DECISION, Subcategory.ESTABLISHMENT),
        (Category.DECISION, Subcategory.OBJECTIVES),
        (Category.PROCESS, Subcategory.FUND_MANAGEMENT),
        (Category.PROCESS, Subcategory.IMPLEMENTATION),
        (Category.OUTPUT, Subcategory.QUANTITY),
        (Category.BENEFIT, Subcategory.ECONOMIC),
        (Category.SATISFACTION, Subcategory.SATISFACTION),
    ]
    score = perfrules.score(reading.department, actuals_of(reading.department)).projects[0]
    assert score.points == Decimal("98.50")
    assert [item.maximum for item in score.indicators] == [5, 5, 5, 5, 30, 30, 10]
