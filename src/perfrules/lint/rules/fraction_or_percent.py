"""PC003: 满意度（%）≥0.9 — 90 % or 0.9 %?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark, replacement
from perfrules.lint.sizes import HUNDRED, measured, number_span, unit_of, values_of
from perfrules.measures import ends_in, mentions
from perfrules.quantities import exact, plain
from perfrules.wording import Criterion, Target

NEEDS = "measured"
RULE = Rule(
    code="PC003",
    name="fraction-or-percent",
    title="小数还是百分数不明",
    title_en="A fraction or a percentage?",
    severity=Severity.WARNING,
    message="“{measure}”的“{words}”可能是{percent}%写成了小数，也可能就是{plain}%。",
    message_en="“{words}” for “{measure}” may be {percent} % written as a fraction, or {plain} %.",
    why="电子表格里95%常以0.95保存，导入后成为0.95%，相差一百倍。",
    why_en="A spreadsheet keeps 95 % as 0.95; read as 0.95 % it is off by a hundred.",
    help="写成带百分号的数，如“≥95%”。",
    help_en="Write the percent sign: ≥95%.",
    bad=({"name": "培训满意度（%）", "target": "≥0.9"}, {"name": "验收合格率", "target": "1"}),
    good=({"name": "培训满意度（%）", "target": "≥90"}, {"name": "差错率", "target": "≤0.5%"}, {"name": "满意度指数", "target": "≥0.9"}),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each share of at most 1 whose value carries no unit of its own."""
    for criterion in target.criteria:
        words = measured(criterion, name)
        values = values_of(criterion)
        if unit_of(criterion) not in (None, "%") or "%" in criterion.text or "％" in criterion.text or "百分" in criterion.text:
            continue
        if any(isinstance(value, Fraction) for value in values):
            continue  # 2/3 is plainly no percentage
        if ends_in("share", words) and not mentions("index", words) and values and all(0 < value <= 1 for value in values):
            yield _remark(criterion, words)


def _remark(criterion: Criterion, words: str) -> Remark:
    value = values_of(criterion)[0]
    percent = plain(exact(Fraction(value) * Fraction(HUNDRED)))
    fix = replacement(number_span(criterion), f"{percent}%") if len(values_of(criterion)) == 1 else None
    return remark(span=criterion.span, fix=fix, measure=words, words=criterion.text, percent=percent, plain=plain(value))
