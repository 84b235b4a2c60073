"""VG007: 高中低 — the options of the form, none chosen."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.wording import Target

RULE = Rule(
    code="VG007",
    name="unchosen-options",
    title="选项没有选定",
    title_en="No option was chosen",
    severity=Severity.ERROR,
    message="“{words}”是可选的几档，没有选定一档。",
    message_en="“{words}” lists the options and chooses none.",
    why="没有选定的选项不是目标。",
    why_en="Options that were not chosen are no target.",
    help="只保留选定的一档，并写明依据。",
    help_en="Keep the chosen one only.",
    bad=("高中低", "优/良/中/差", "是/否", "有□无□", "定性 高中低", "好坏"),
    good=("优", "是", "高"),
)
_OPTIONS = (
    "优良中差",
    "优良中低差",
    "高中低",
    "好中差",
    "好坏",
    "优良差",
    "优良",
    "是否",
    "有无",
    "优良合格不合格",
    "合格不合格",
    "优秀良好合格不合格",
)
_SIGNS = deferred(r"^\s*定性|[\W_]+|或")


def on_wording(target: Target, _name: str | None) -> Iterator[Remark]:
    """A target that is a list of options and nothing else."""
    if _SIGNS.sub("", target.text) in _OPTIONS:
        yield remark(span=(0, len(target.text)), words=target.text.strip())
