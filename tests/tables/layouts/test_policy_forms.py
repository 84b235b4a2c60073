"""The forms that the policies we ship were written for: each is read whole, and its policy gives the points that the form prints."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import project_of

import perfrules
from perfrules.model import Amounts, Execution, Scored
from perfrules.tables.actuals import actuals_of

MINISTRY = """\
附件2
项目支出绩效自评表
（2020年度）
项目名称|||科普活动经费
主管部门|||市科技局|||实施单位|||市科普中心
项目资金（万元）|||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|年度资金总额||100|120.5|118.5|10|98.34%|9.83
|其中：当年财政拨款||100|120.5|118.5|—||—
|上年结转资金|||||—||—
|其他资金||0|0|0|—||—
年度总体目标|预期目标|||||实际完成情况
|开展活动20场。|||||完成22场。
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标（50分）|数量指标|活动场次|≥20场|22场|20|20|
||质量指标|合格率|≥95%|96%|10|10|
||时效指标|完成时间|2020年12月底前|2020年11月|10|10|
||成本指标|活动成本|≤118.5万元|118.5万元|10|10|
|效益指标（30分）|社会效益指标|科普影响力|进一步提高|达成（95%）|30|28.5|
|满意度指标（10分）|服务对象满意度指标|参与者满意度|≥90%|93%|10|10|
总分||||||100|98.33|
"""
BEIJING = """\
项目支出绩效自评表
（2016年度）
项目名称||创新券
主管部门||市科委||实施单位||市科委
项目负责人||张三||联系电话||123
项目资金（万元）|||年初预算数|全年预算数|全年执行数|分值|执行率|得分
||年度资金总额|1000|1000|900|10|90%|9
||其中：当年财政拨款|1000|1000|900|—||—
||上年结转资金|0|0|0|—||—
||其他资金|0|0|0|—||—
年度总体目标||预期目标|||实际完成情况
||支持企业。|||完成。
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标(50分)|数量指标|支持企业数|≥500家|520家|20|20|
||质量指标|兑现准确率|100%|100%|15|15|
||时效指标|兑现时间|12月底前|12月|15|15|
|效益指标(30分)|经济效益指标|带动研发投入|≥2000万元|1800万元|30|27|企业减少
|满意度指标(10分)|服务对象满意度|企业满意度|≥90%|95%|10|10|
总分||||||100|96|
"""
HUBEI = """\
2022年度省级项目自评表
单位名称：省科技厅||填报日期：2023年3月
项目名称|科技创新专项
主管部门|省科技厅|||项目实施单位|省科技厅
项目类别|1、部门预算项目□ 2、省直专项□ 3、省对下转移支付项目□
项目属性|1、持续性项目□ 2、新增性项目□
项目类型|1、常年性项目□ 2、延续性项目□ 3、一次性项目□
预算执行情况（万元）（20分）||预算数（A）|执行数（B）|执行率（B/A）|得分（20分*执行率）
|年度财政资金总额|500|450|90%|18
年度目标1：（80分）|一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|得分
|产出指标|数量指标|立项数（20分）|≥50项|55项|20
||质量指标|验收率（20分）|≥95%|96%|20
|效益指标|社会效益指标|带动就业（20分）|≥100人|90人|18
|满意度指标|服务对象满意度|满意度（20分）|≥90%|92%|20
总分|||||96
偏差大或目标未完成原因分析|企业减少
改进措施及结果应用方案|加强
"""
SICHUAN = """\
2023年部门预算项目支出绩效自评表
项目名称|科普经费
预算单位|省科协
项目概况|开展科普活动
预算执行情况（10分）|年度预算数|预算执行数|预算执行率|权重|得分
|100|95|95%|10|9.5
绩效指标（90分）|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|实际完成值|权重|得分
|产出指标|数量指标|活动场次|≥|20|场|22|22.5|22.5
||质量指标|合格率|≥|95|%|96|22.5|22.5
|效益指标|社会效益指标|影响力|定性|好坏|无|好|22.5|20
|满意度指标|满意度指标|满意度|≥|90|%|93|22.5|22.5
合计|||||||||97
评价结论|自评97分
存在问题|无
改进措施|无
项目负责人：张三||财务负责人：李四
"""


@pytest.mark.parametrize(
    ("form", "policy", "execution", "weights", "points", "total"),
    [
        (MINISTRY, "mof-2020-10", ("10", "98.34", "9.83"), "20 10 10 10 30 10", "20 10 10 10 28.5 10", ("100", "98.33")),
        (BEIJING, "beijing-2016", ("10", "90", "9"), "20 15 15 30 10", "20 15 15 27 10", ("100", "96")),
        (HUBEI, "hubei-2020", ("20", "90", "18"), "20 20 20 20", "20 20 18 20", (None, "96")),
        (SICHUAN, "sichuan-2023", ("10", "95", "9.5"), "22.5 22.5 22.5 22.5", "22.5 22.5 20 22.5", (None, "97")),
    ],
)
def test_a_policy_reads_its_own_form_and_scores_it_as_its_province_did(
    form: str,
    policy: str,
    execution: tuple[str, str, str],
    weights: str,
    points: str,
    total: tuple[str | None, str],
    tmp_path: Path,
) -> None:
    reading = reading_of(form, tmp_path)
    project = project_of(reading)
    assert project.execution == Execution(weight=Decimal(execution[0]), rate=Decimal(execution[1]), points=Decimal(execution[2]))
    assert [item.weight for item in project.indicators] == [Decimal(word) for word in weights.split()]
    assert [item.points for item in project.indicators] == [Decimal(word) for word in points.split()]
    assert project.total == Scored(weight=total[0], points=total[1])
    assert not any(item.category is None or not item.target.criteria or item.actual is None for item in project.indicators)
    assert not {"IN011", "IN014", "IN022", "IN026", "IN070"} & set(codes(reading))
    score = perfrules.score(reading.department, actuals_of(reading.department), policy=policy).projects[0]
    assert score.execution.points == Decimal(execution[2])
    assert [item.points for item in score.indicators] == [Decimal(word) for word in points.split()]
    assert score.interval == (Decimal(total[1]), Decimal(total[1]))


def test_points_in_names_are_weights_only_where_every_name_has_them(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值{}\n产出指标|学员成绩（60分）|≥60分{}\n|人数{}|≥3人{}\n"
    every = project_of(reading_of(table.format("", "", "（40分）", ""), tmp_path))
    assert [(item.name, item.weight) for item in every.indicators] == [("学员成绩", 60), ("人数", 40)]
    some = project_of(reading_of(table.format("", "", "", ""), tmp_path))
    assert [(item.name, item.weight) for item in some.indicators] == [("学员成绩（60分）", None), ("人数", None)]
    beside = project_of(reading_of(table.format("|分值", "|50", "（40分）", "|50"), tmp_path))
    assert [(item.name, item.weight) for item in beside.indicators] == [("学员成绩（60分）", 50), ("人数（40分）", 50)]


@pytest.mark.parametrize(("line", "total"), [("|100|95", Amounts(adjusted=Decimal(100), executed=Decimal(95))), ("|待定|另附", None)])
def test_a_line_of_funds_without_a_name_is_their_total(line: str, total: Amounts | None, tmp_path: Path) -> None:
    table = f"项目名称|甲\n资金|预算数|执行数\n{line}\n一级指标|三级指标|指标值\n产出指标|人数|≥3人\n"
    assert project_of(reading_of(table, tmp_path)).funding.total == total
