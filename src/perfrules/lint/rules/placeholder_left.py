"""VG009: ≥**% — a template that was not filled in."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.wording import Target

RULE = Rule(
    code="VG009",
    name="placeholder-left",
    title="模板占位符没有填写",
    title_en="A placeholder was left",
    severity=Severity.ERROR,
    message="“{mark}”是模板的占位符，没有填写。",
    message_en="“{mark}” is a placeholder of the template.",
    why="占位符说明数值还没有定。",
    why_en="The number has not been decided yet.",
    help="填写数值或内容。",
    help_en="Fill it in.",
    bad=("≥**%", "XXX", "完成××项", {"name": "补助面积（≥**亩）", "target": ""}),
    good=("≥95%", {"name": "补助面积（≥**亩）", "target": "14亩"}),
)
_MARK = deferred(
    r"[*＊]{2,}|(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z\d])|_{2,}|[（(](?:填写|待填|待定)[^（）()]*[）)]|^待(?:填|定|补充)$|□{2,}|〔?〕?[?？]{2,}"
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each placeholder in the target; those of the name only where the target is empty."""
    for found in _MARK.finditer(target.text):
        yield remark(span=found.span(), mark=found[0])
    if not target.text.strip() and name and (found_in_name := _MARK.search(name)):
        yield remark(mark=found_in_name[0])
