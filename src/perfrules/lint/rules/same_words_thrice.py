"""VG005: the same words as the target of three indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, Table, remark

if TYPE_CHECKING:
    from perfrules.model import Indicator, Project

RULE = Rule(
    code="VG005",
    name="same-words-thrice",
    title="多个指标使用同一句话",
    title_en="One phrase for several indicators",
    severity=Severity.WARNING,
    message="本项目有{count}个指标的指标值都是“{words}”。",
    message_en="{count} indicators of this project share the target “{words}”.",
    why="不同的指标用同一句话，多半是套话，年底只能一律打满分。",
    why_en="One phrase under several names is a formula; at the end of the year all get full marks.",
    help="逐个写出各自要达到的结果。",
    help_en="State each indicator's own result.",
    bad=({"indicators": [{"name": name, "target": "效果显著"} for name in ("社会效益", "经济效益", "生态效益")]},),
    good=(
        {"indicators": [{"name": name, "target": "是"} for name in ("是否公开", "是否验收", "是否审计")]},
        {"indicators": [{"name": name, "target": "效果显著"} for name in ("社会效益", "经济效益")]},
    ),
)
_ANSWERS = frozenset(["是", "否", "无", "有", "合格", "达标", "完成", "已完成", "按时完成", "及时", "正常", "优", "良", "优秀", "通过"])


def on_project(project: Project, _table: Table) -> Iterator[Remark]:
    """The third and every further use is told once, at the first indicator."""
    uses: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in project.indicators:
        words = "".join(indicator.target.text.split()).rstrip("。；;")
        criteria = indicator.target.criteria
        if criteria and words not in _ANSWERS and not any(criterion.is_quantitative for criterion in criteria):
            uses[words].append(indicator)
    for words, indicators in uses.items():
        if len(indicators) >= 3:
            yield remark(indicator=indicators[0], words=words, count=len(indicators))
