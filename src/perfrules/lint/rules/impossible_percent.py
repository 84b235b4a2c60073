"""PC002: 合格率≥105% — a share of a whole beyond the whole."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.declared import declared_unit
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import PARTS, measured, unit_of, values_of
from perfrules.measures import ends_in
from perfrules.wording import Target

NEEDS = "measured"
RULE = Rule(
    code="PC002",
    name="impossible-percent",
    title="比率超出可能范围",
    title_en="A share beyond its whole",
    severity=Severity.ERROR,
    message="“{measure}”是部分占整体的比率，“{words}”不在0至100%之间，不可能实现。",
    message_en="“{measure}” is a share of a whole; “{words}” lies outside 0 to 100 % and cannot happen.",
    why="合格率、覆盖率、满意度最多100%，超出的数值是笔误或单位错误。",
    why_en="A share is at most 100 %; more is a slip of the pen or of the unit.",
    help="核对数值和单位。",
    help_en="Check the number and the unit.",
    bad=(
        {"name": "群众满意度", "target": "≥105%"},
        {"name": "覆盖率（%）", "target": "≥950"},
        {"name": "市民满意度调查", "target": "290%"},
    ),
    good=(
        {"name": "群众满意度", "target": "≥95%"},
        {"name": "覆盖率", "target": "100%"},
        {"name": "学前三年毛入园率", "target": "≥105%"},
        {"name": "满意度调查次数", "target": "≥200%"},
    ),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each share below 0 or above the whole."""
    for criterion in target.criteria:
        words = measured(criterion, name)
        unit = unit_of(criterion) or (declared_unit(name) if name and criterion.subject is None else None)
        whole = PARTS.get(unit or "")
        if (
            whole is not None
            and ends_in("share", words)
            and not ends_in("growth", words)
            and any(not 0 <= value <= whole for value in values_of(criterion))
        ):
            yield remark(span=criterion.span, measure=words, words=criterion.text)
