"""UN003: 企业数 in 个 is tolerable, 项目数 in 人 is not — the unit does not fit what the name counts."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.comparators import Change
from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import PARTS, is_size, measured, sizes, unit_of
from perfrules.measures import bare
from perfrules.resources import tables_of
from perfrules.units import standard
from perfrules.wording import Target

NEEDS = "measured"
RULE = Rule(
    code="UN003",
    name="unit-against-name",
    title="单位与名称不相称",
    title_en="A unit that does not fit the name",
    severity=Severity.INFO,
    message="“{measure}”一般以“{usual}”计，而“{words}”的单位是“{unit}”。",
    message_en="“{measure}” is usually counted in “{usual}”, while “{words}” is in “{unit}”.",
    why="单位与名称对不上，往往是名称与指标值张冠李戴，或单位误填。",
    why_en="A unit that does not fit often means that name and value belong to different indicators.",
    help="核对名称和单位，使二者说的是同一件事。",
    help_en="Check that the name and the unit speak of the same thing.",
    bad=(
        {"name": "支持显示器件企业数", "target": "1个"},
        {"name": "跟踪服务人才项目数量", "target": "≥80人"},
        {"name": "培训费", "target": "≤320人/天"},
        {"name": "设备故障停机率", "target": "≤40小时"},
        {"name": "旅客投诉件数", "target": "≤3%"},
        {"name": "义诊天数", "target": "≥5人"},
        "运维人员配备人数达到100%",
        "查询速度不大于10秒",
    ),
    good=(
        {"name": "支持企业数", "target": "≥20家"},
        {"name": "服务项目数", "target": "≥80项"},
        "响应时间不大于10秒",
        "平均速度≥100Mbps",
        {"name": "交通事故死亡人数", "target": "较上年下降3%"},
        {"name": "采样频率", "target": "≥4次"},
        {"name": "空气质量优良天数", "target": "≥85%"},
        {"name": "书画展览次数", "target": "≥3场"},
        {"name": "检出率", "target": "≤5人/10万人"},
        "人工成本≤620万/月",
        {"name": "培训费", "target": "给120人发放36元"},
    ),
)
_TABLE = tuple((deferred(f"(?:{words})$"), usual, fitting.split()) for words, usual, fitting in tables_of("lint/units.toml")["fitting"])


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each quantity whose unit the closed table does not list for the head noun; silent for other nouns.

    The name counts where the target is one quantity.
    """
    alone = len(sizes(target)) == 1
    for criterion in target.criteria:
        unit, words = unit_of(criterion), bare(measured(criterion, name if alone else None))
        if not is_size(criterion) or unit is None or (unit in PARTS and isinstance(criterion.comparator, Change)):
            continue
        for pattern, usual, fitting in _TABLE:
            found = pattern.search(words)
            if found is not None:
                if not unit.startswith("/") and not any(_fits(unit, kind) for kind in fitting):
                    yield remark(span=criterion.span, measure=found[0], usual=usual, words=criterion.text, unit=unit)
                break


def _fits(unit: str, kind: str) -> bool:
    """Whether the unit, of a rate its numerator, is of that kind."""
    if kind == "rate":
        return "/" in unit
    unit = unit.partition("/")[0]
    if kind.startswith("not:"):
        return not _fits(unit, kind.removeprefix("not:"))
    if kind.startswith("dimension:"):
        known = standard().get(unit)
        return known is not None and known.dimension == kind.removeprefix("dimension:")
    return unit == kind
