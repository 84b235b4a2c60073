"""TB009: 4500 applied and 80 % accepted make 3600, yet 4000 are to be accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from perfrules.comparators import AtLeast, MoreThan
from perfrules.findings import Rule, Severity
from perfrules.lint.comparing import normal
from perfrules.lint.goals import shares_words
from perfrules.lint.relations import Ratio, ratios
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.lint.sizes import PARTS, bound_of, measured, sizes
from perfrules.quantities import Exact, exact, plain
from perfrules.wording import Criterion

if TYPE_CHECKING:
    from perfrules.model import Indicator, Project

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
        {
            "indicators": [
                {"name": "申报专精特新企业数", "target": "≥200家"},
                {"name": "申报通过率", "target": "≥60%"},
                {"name": "认定专精特新企业数", "target": "≥150家"},
            ]
        },
        {
            "indicators": [
                {"name": "受理案件数", "target": "≥500件"},
                {"name": "结案率", "target": "≥90%"},
                {"name": "结案数", "target": "≥480件"},
            ]
        },
        {
            "indicators": [
                {"name": "食品抽检批次", "target": "≥800批次"},
                {"name": "抽检合格率", "target": "≥95%"},
                {"name": "食品合格批次", "target": "≥790批次"},
            ]
        },
    ),
    good=(
        {
            "indicators": [
                {"name": "受理案件数", "target": "≥500件"},
                {"name": "结案率", "target": "≥90%"},
                {"name": "办结案件数", "target": "≥450件"},
            ]
        },
        {
            "indicators": [
                {"name": "培训教师人数", "target": "≥100人"},
                {"name": "培训合格率", "target": "≥90%"},
                {"name": "合格农药经营人员数", "target": "≥2000人"},
            ]
        },
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


class _Floor(NamedTuple):
    project: Project
    indicator: Indicator
    criterion: Criterion
    words: str
    value: Exact
    unit: str | None


def on_department(table: Table) -> Iterator[Remark]:
    """Each rate whose base and result have floors of one unit, with rate × base below the result. Where rate and base stand in
    one indicator the result may stand in another project; else all three belong to one project.
    """
    floors = [list(_floors(project)) for project in table.department.projects]
    elsewhere = _by_stretches(floors)
    for own in floors:
        counts = [item for item in own if item.unit not in PARTS]
        for rate in own:
            whole = PARTS.get(rate.unit or "")
            for ratio in ratios() if whole is not None else ():
                if ratio.rate(rate.words):
                    for base in (item for item in counts if ratio.base(item.words)):
                        product = exact(Fraction(base.value) * Fraction(rate.value) / (whole or 1))
                        for result in _results(base, rate, ratio, counts, elsewhere):
                            if result.unit == base.unit and product < result.value <= base.value:
                                yield _remark(base, rate, result, product)


def _results(base: _Floor, rate: _Floor, ratio: Ratio, counts: list[_Floor], elsewhere: Mapping[str, list[_Floor]]) -> list[_Floor]:
    """The numbers that come out: of the project, of one noun with the base or of none; elsewhere, of one noun of four characters."""
    own = [item for item in counts if ratio.result(item.words) and _belong(base, rate, item, ratio)]
    if base.indicator is not rate.indicator:
        return own
    far = {id(item): item for stretch in _stretches(base.words) for item in elsewhere.get(stretch, ()) if ratio.result(item.words)}
    return list(({id(item): item for item in own} | far).values())


def _belong(base: _Floor, rate: _Floor, result: _Floor, ratio: Ratio) -> bool:
    same = base.indicator is rate.indicator or shares_words(base.words, result.words, 2)
    return same or ratio.is_plain(base.words) or ratio.is_plain(result.words)


def _stretches(words: str) -> set[str]:
    return {words[place : place + 4] for place in range(len(words) - 3)}


def _by_stretches(floors: Iterable[list[_Floor]]) -> Mapping[str, list[_Floor]]:
    found: defaultdict[str, list[_Floor]] = defaultdict(list)
    for own in floors:
        for item in own:
            if item.unit not in PARTS and any(ratio.result(item.words) for ratio in ratios()):
                for stretch in _stretches(item.words):
                    found[stretch].append(item)
    return found


def _remark(base: _Floor, rate: _Floor, result: _Floor, product: Exact) -> Remark:
    return remark(
        project=rate.project,
        indicator=rate.indicator,
        span=rate.criterion.span,
        base=_shown(base),
        rate=_shown(rate),
        product=plain(product) + (base.unit or ""),
        result=_shown(result),
    )


def _shown(floor: _Floor) -> str:
    return floor.criterion.text if floor.criterion.subject else f"{floor.indicator.name}{floor.criterion.text}"


def _floors(project: Project) -> Iterator[_Floor]:
    for indicator in project.indicators:
        for criterion in sizes(indicator.target):
            bound = bound_of(criterion)
            if isinstance(bound, (AtLeast, MoreThan)):
                words = normal(measured(criterion, indicator.name))
                yield _Floor(project, indicator, criterion, words, bound.quantity.value, bound.unit)
