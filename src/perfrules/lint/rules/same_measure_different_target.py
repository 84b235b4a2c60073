"""TB008: 全市技术合同成交额 is 2600亿元 here and ≥2600亿元 there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from perfrules.findings import Rule, Severity
from perfrules.lint.comparing import measure_key, same_measure, scope_of
from perfrules.lint.relations import is_own
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.lint.sizes import PARTS, bound_of, measured, sizes, unit_of, values_of
from perfrules.measures import bare
from perfrules.wording import Criterion

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator, Project

RULE = Rule(
    code="TB008",
    name="same-measure-different-target",
    title="同一指标在不同项目写法不同",
    title_en="One measure with different targets",
    severity=Severity.WARNING,
    message="“{measure}”在这里是“{words}”，在项目“{elsewhere}”是“{other}”。",
    message_en="“{measure}” is “{words}” here and “{other}” in the project “{elsewhere}”.",
    why="同一个数在一处算完成、在另一处算没完成，汇总时自相矛盾。",
    why_en="The same result meets one target and misses the other.",
    help="统一为一个写法。",
    help_en="Use one wording for both.",
    bad=(
        {
            "projects": [
                {"name": "甲", "indicators": [{"name": "全市技术合同成交额", "target": "2600亿元"}]},
                {"name": "乙", "indicators": [{"name": "合同成交额", "target": "≥2600亿元"}]},
            ]
        },
        {
            "projects": [
                {"name": "水资源管理", "indicators": [{"name": "全市用水总量", "target": "≤12亿立方米"}]},
                {"name": "节水型社会", "indicators": [{"name": "全市用水总量", "target": "≤12.8亿立方米"}]},
            ]
        },
        {
            "projects": [
                {"name": "管网改造", "indicators": [{"name": "城市污水处理率", "target": "≥95%"}]},
                {"name": "厂站运维", "indicators": [{"name": "城市污水处理率", "target": "≥97%"}]},
            ]
        },
    ),
    good=(
        {
            "projects": [
                {"name": "桥梁检测", "indicators": [{"name": "项目验收合格率", "target": "≥95%"}]},
                {"name": "道路养护", "indicators": [{"name": "项目验收合格率", "target": "100%"}]},
            ]
        },
        {
            "projects": [
                {"name": "甲", "indicators": [{"name": "培训满意度", "target": "≥90%"}]},
                {"name": "乙", "indicators": [{"name": "培训满意度", "target": "≥95%"}]},
            ]
        },
    ),
)


LEAST = 5
"""Characters of a measure without a shared scope; shorter ones are words that many projects use."""


class _Use(NamedTuple):
    project: Project
    indicator: Indicator
    criterion: Criterion
    words: str
    key: str


def on_department(table: Table) -> Iterator[Remark]:
    """Each use of a measure against its first use in another project: the same figure with another operator, another figure
    under a shared scope, or another share of a thing that is not each project's own.
    """
    firsts: defaultdict[str, list[_Use]] = defaultdict(list)  # one measure is one ending of five characters, or one short key
    for use in _uses(table.department):
        known = firsts[use.key[-5:]]
        first = next((item for item in known if item.project is not use.project and _is_same(item, use)), None)
        if first is None:
            known.append(use)
        elif _differ(first, use):
            yield remark(
                project=use.project,
                indicator=use.indicator,
                span=use.criterion.span,
                measure=use.words,
                words=use.criterion.text,
                other=first.criterion.text,
                elsewhere=first.project.name,
            )


def _is_same(one: _Use, other: _Use) -> bool:
    return same_measure(one.key, other.key) and (len(one.key) >= LEAST or scope_of(one.words) == scope_of(other.words))


def _uses(department: Department) -> Iterator[_Use]:
    for project in department.projects:
        for indicator in project.indicators:
            for criterion in sizes(indicator.target):
                words = measured(criterion, indicator.name)
                if bound_of(criterion) is not None and (len(measure_key(words)) >= LEAST or scope_of(words) is not None):
                    yield _Use(project, indicator, criterion, words, measure_key(words))


def _differ(one: _Use, other: _Use) -> bool:
    first, second = one.criterion, other.criterion
    if unit_of(first) != unit_of(second) or first.comparator == second.comparator:
        return False
    if values_of(first) == values_of(second) or (scope_of(one.words) is not None and scope_of(other.words) is not None):
        return True
    share = unit_of(first) in PARTS and one.key == other.key
    return share and bare(one.words).endswith("率") and not is_own(bare(one.words))
