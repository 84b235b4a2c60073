"""TB009: 4500 applied and 80 % accepted make 3600, yet 4000 are to be accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from perfrules.comparators import AtLeast, MoreThan
from perfrules.findings import Rule, Severity
from perfrules.lint.comparing import normal
from perfrules.lint.goals import shares_words
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.lint.sizes import PARTS, bound_of, measured, sizes
from perfrules.quantities import Exact, exact, plain
from perfrules.wording import Criterion

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator, Project

RULE = Rule(
    code="TB009",
    name="implied-conflict",
    title="几个下限之间算不拢",
    title_en="Floors that do not fit each other",
    severity=Severity.INFO,
    message="按“{base}”和“{rate}”至少为{product}，而“{result}”。三个下限不相符。",
    message_en="“{base}” and “{rate}” make {product}, yet “{result}” is asked for.",
    why="前两个下限都达到时，第三个仍可能完不成，或者比率订低了。",
    why_en="Both first floors can be met with the third missed: one of the three is wrong.",
    help="核对三个数，调整其中一个。",
    help_en="Check the three and change one.",
    bad=(
        {
            "projects": [
                {
                    "name": "甲",
                    "indicators": [
                        {"name": "高新技术企业", "target": "1. 高新技术企业申报数量≥4500家；2. 高新技术企业认定数≥4000家"},
                        {"name": "申报数量及通过率", "target": "1. 高新技术企业申报量4500家以上；2. 认定通过率80%以上"},
                    ],
                }
            ]
        },
    ),
    good=(
        {
            "projects": [
                {
                    "name": "甲",
                    "indicators": [
                        {"name": "高新技术企业", "target": "1. 高新技术企业申报数量≥4500家；2. 高新技术企业认定数≥3600家"},
                        {"name": "申报数量及通过率", "target": "1. 高新技术企业申报量4500家以上；2. 认定通过率80%以上"},
                    ],
                }
            ]
        },
    ),
)
_TRIPLES = (
    ("通过率", "申报", "认定"),
    ("认定率", "申报", "认定"),
    ("合格率", "抽检", "合格"),
    ("就业率", "毕业", "就业"),
    ("转化率", "成果", "转化"),
    ("验收率", "立项", "验收"),
)
"""A rate, the word of its base and the word of its result."""
_COUNT = re.compile(r"(?:数量|总数|数|量|人数|家数)$")


class _Floor(NamedTuple):
    project: Project
    indicator: Indicator
    criterion: Criterion
    words: str
    value: Exact
    unit: str | None


def on_department(table: Table) -> Iterator[Remark]:
    """Each rate whose base and result have floors about one thing, with rate × base below the result."""
    floors = list(_floors(table.department))
    for rate in floors:
        for word, of, to in _TRIPLES:
            whole = PARTS.get(rate.unit or "")
            if whole is not None and rate.words.endswith(word):
                yield from _conflicts(
                    rate, whole, [item for item in floors if _counts(item, of)], [item for item in floors if _counts(item, to)]
                )


def _conflicts(rate: _Floor, whole: int, bases: list[_Floor], results: list[_Floor]) -> Iterator[Remark]:
    for base in bases:
        if base.indicator is not rate.indicator:
            continue
        for result in results:
            product = exact(Fraction(base.value) * Fraction(rate.value) / whole)
            if result.unit == base.unit and shares_words(base.words, result.words) and product < result.value:
                yield remark(
                    project=rate.project,
                    indicator=rate.indicator,
                    span=rate.criterion.span,
                    base=base.criterion.text,
                    rate=rate.criterion.text,
                    product=plain(product) + (base.unit or ""),
                    result=result.criterion.text,
                )


def _floors(department: Department) -> Iterator[_Floor]:
    for project in department.projects:
        for indicator in project.indicators:
            for criterion in sizes(indicator.target):
                bound = bound_of(criterion)
                if isinstance(bound, (AtLeast, MoreThan)):
                    words = normal(measured(criterion, indicator.name))
                    yield _Floor(project, indicator, criterion, words, bound.quantity.value, bound.unit)


def _counts(floor: _Floor, word: str) -> bool:
    return floor.unit not in PARTS and _COUNT.sub("", floor.words).endswith(word)
