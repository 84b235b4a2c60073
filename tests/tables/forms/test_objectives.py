"""Lists of tasks at the head of a form: what heads them is no goal, and what was done of them is no fulfilment of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import reading_of

BODY = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值\n产出指标|数量指标|水库加固|≥8座|8座|100\n"


@pytest.mark.parametrize(
    ("rows", "objective", "reached"),
    [
        ("年度主要任务|任务名称|完成情况\n|防汛|完成\n年度总体目标|保安全\n", "保安全", None),
        ("年度绩效目标|序号|目标内容|完成情况\n|1|培训1000人|已培训\n|2|建房20间|已建\n", None, None),
        ("年度绩效目标|序号|目标内容\n|1|培训1000人\n", None, None),
        ("年度目标|办好活动。|完成情况|\n存在问题|资金晚|||\n", "办好活动。", None),
        ("年度总体目标\n办好活动。\n任务名称|完成情况\n防汛|完成\n", None, None),
        ("任务名称|完成情况\n防汛|完成\n年度总体目标|实际完成情况\n办好活动。|已办好。\n", "办好活动。", "已办好。"),
        ("年度总体目标|预期目标|完成情况\n|办好活动。|已办好。\n", "办好活动。", "已办好。"),
        ("年度总体目标|年初设定目标|完成情况|偏差原因\n|办好活动。|已办好。|无\n", "办好活动。", "已办好。"),
        ("主要内容|年度总体目标|完成情况\n办班|办好活动。|已办好。\n", "办好活动。", "已办好。"),
        ("序号|年度目标|完成情况\n1|办好活动。|已办好。\n", "办好活动。", "已办好。"),
        ("总体目标|完成情况|自评得分\n办好活动。|已办好。|95\n", "办好活动。", "已办好。"),
    ],
)
def test_what_heads_tasks_is_no_goal(rows: str, objective: str | None, reached: str | None, tmp_path: Path) -> None:
    (project,) = reading_of(f"项目支出绩效自评表\n项目名称|甲\n{rows}{BODY}", tmp_path).department.projects
    assert (project.objective, project.objective_actual) == (objective, reached)
