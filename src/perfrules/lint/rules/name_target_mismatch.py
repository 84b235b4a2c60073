"""NM003: 投诉次数 in the name, 投诉率 in the target."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.lists import measured_items
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import PARTS, sizes, unit_of
from perfrules.measures import bare, ends_in
from perfrules.text import clip
from perfrules.wording import Target

NEEDS = "name"
RULE = Rule(
    code="NM003",
    name="name-target-mismatch",
    title="名称与指标值说的不是同一件事",
    title_en="The name and the target speak of different things",
    severity=Severity.INFO,
    message="{difference}",
    message_en="{difference_en}",
    why="名称与指标值对不上时，实际完成值填哪一个都有理。",
    why_en="If they differ, the actual value may be filled in for either.",
    help="名称与指标值逐项对应，用同一个说法。",
    help_en="Let name and target match item by item, in the same words.",
    bad=(
        {"name": "投诉次数", "target": "投诉率不超过3%"},
        {"name": "减免税额", "target": "为企业降低研发成本"},
        {"name": "疫苗覆盖率", "target": "接种点37个"},
        {"name": "小学、初中、高中入学率", "target": "100%、98%"},
        {"name": "日常监督、专项监督人次及线索办理率", "target": "1. 参加会议60次；2. 信访件处理率达100%"},
        {"name": "申报数量及通过率", "target": "1. 申报量达到4500家；2. 服务企业不少于50家；3. 通过率80%以上"},
    ),
    good=(
        {"name": "投诉率", "target": "投诉率不超过3%"},
        {"name": "对接会次数，服务企业家数", "target": "对接会不少于2次；服务企业超过1000家"},
        {"name": "减免税额", "target": "≥20亿元"},
        {"name": "乘客满意度", "target": "乘客评分≥85分"},
        {"name": "小学、初中、高中入学率", "target": "100%、98%、95%"},
        {"name": "水库、堤防、水闸巡查次数", "target": "≥12次"},
        {"name": "图书、期刊采购数量", "target": "≥300册；≥50种；≥10箱"},
        {"name": "巩固率", "target": "义务教育巩固率不低95%"},
    ),
)
Said = tuple[str, str] | None
"""A difference in Chinese and in English, or None."""
_BETWEEN = deferred(r"[、和及与]")
_ENUMERATED = deferred(r"[^、和及与，,；;（）()]{2,6}(?:、[^、和及与，,；;（）()]{2,6})+(?:[、和及与][^、，,；;（）()]{2,10})?")
_SCORES = frozenset(("分", "倍", "级", "星"))
"""Units in which a share may be told: 满意度 90 分."""
_OCCASIONS = frozenset(("次", "场", "场次", "期"))
_NUMERIC = ("额", "数量", "次数", "人数", "人次", "场次", "率", "面积", "产值")


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """One remark: another measure, another number of items, or words where the name promises a number."""
    if name is None:
        return
    difference = _measure(target, name) or _share(target, name) or _items(target, name) or _words(target, name)
    if difference is not None:
        yield remark(span=(0, len(target.text)), difference=difference[0], difference_en=difference[1])


def _share(target: Target, name: str) -> Said:
    """A number of things that the target names, under the name of a share of a whole: 接种点37个 under 疫苗覆盖率."""
    core, found = bare(name), sizes(target)
    if len(found) != 1 or len(measured_items(name)) > 1 or ends_in("share", core) is None:
        return None
    subject, unit = found[0].subject, unit_of(found[0])
    if subject is None or unit is None or unit in PARTS or "/" in unit or unit in _SCORES:
        return None
    return f"名称是“{core}”，指标值“{found[0].text}”以“{unit}”计。", f"The name is “{core}”, the target “{found[0].text}” counts “{unit}”."


def _items(target: Target, name: str) -> Said:
    """Worded values of another number than the measures that the name lists, or bare ones of another number than its things."""
    things = _ENUMERATED.search(bare(name))
    bare_values = [criterion for criterion in sizes(target) if criterion.subject is None]
    if things is not None and len(bare_values) == len(target.criteria) > 1:
        named = _BETWEEN.split(things[0])
        if len(named) > 2 and len(named) != len(bare_values):
            return (
                f"名称列了{len(named)}项（{'；'.join(named)}），指标值有{len(bare_values)}项。",
                f"The name lists {len(named)} things ({'; '.join(named)}), the target has {len(bare_values)} values.",
            )
    names = measured_items(name)
    worded = [criterion for criterion in sizes(target) if criterion.subject is not None]
    if len(names) < 2 or len(worded) < 2 or len(names) == len(sizes(target)):
        return None
    count, listed = len(sizes(target)), "；".join(names)
    return (
        f"名称列了{len(names)}项（{listed}），指标值有{count}项。",
        f"The name lists {len(names)} items ({listed}), the target has {count}.",
    )


def _measure(target: Target, name: str) -> Said:
    """A rate in the target under the name of a number, or the reverse, about the same thing; occasions under a name of people."""
    for item, criterion in zip(measured_items(name), sizes(target), strict=False):
        unit = unit_of(criterion)
        if bare(item).endswith(("人次", "人数")) and criterion.subject and unit in _OCCASIONS:
            core, words = bare(item), criterion.text
            return f"名称是“{core}”，指标值“{words}”以“{unit}”计。", f"The name is “{core}”, the target “{words}” counts “{unit}”."
    for item in measured_items(name):
        core = bare(item)
        for criterion in sizes(target):
            subject = bare(criterion.subject or "")
            for one, other in (("次数", "率"), ("数量", "率"), ("率", "次数"), ("率", "数量")):
                if core.endswith(one) and subject == core.removesuffix(one) + other:
                    return f"名称是“{core}”，指标值考核的是“{subject}”。", f"The name is “{core}”, the target measures “{subject}”."
    return None


def _words(target: Target, name: str) -> Said:
    """No number where the name is an amount, a count or a rate."""
    core = bare(name)
    readable = all(finding.severity is not Severity.ERROR for finding in target.findings)
    quantitative = any(criterion.is_quantitative for criterion in target.criteria)
    if not readable or quantitative or not target.criteria or not core.endswith(_NUMERIC) or len(target.text) < 5 or ends_in("cost", core):
        return None
    words = clip(target.text, 40)
    return f"名称“{core}”应有数值，指标值“{words}”没有。", f"The name “{core}” promises a number; the target “{words}” has none."
