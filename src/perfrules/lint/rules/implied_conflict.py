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
from perfrules.lint.relations import Ratio, counts, head_of, ratios
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
        {
            "indicators": [
                {"name": "志愿者报名人数", "target": "≥600人"},
                {"name": "志愿者录取率", "target": "≥50%"},
                {"name": "录取志愿者人数", "target": "≥400人"},
            ]
        },
    ),
    good=(
        {
            "indicators": [
                {"name": "志愿者报名人数", "target": "≥600人"},
                {"name": "志愿者服务场次", "target": "≥450人"},
                {"name": "志愿者录取率", "target": "≥50%"},
                {"name": "录取志愿者人数", "target": "≥400人"},
            ]
        },
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
        numbers = [item for item in own if item.unit not in PARTS]
        for rate in own:
            whole = PARTS.get(rate.unit or "")
            for base, result in _pairs(rate, numbers, elsewhere) if whole is not None else ():
                product = exact(Fraction(base.value) * Fraction(rate.value) / (whole or 1))
                if result.unit == base.unit and product < result.value <= base.value:
                    yield _remark(base, rate, result, product)


def _pairs(rate: _Floor, numbers: list[_Floor], elsewhere: Mapping[str, list[_Floor]]) -> Iterator[tuple[_Floor, _Floor]]:
    """What the rate may be taken of, and what may come out: by the vocabulary; for a rate it does not know, the number that is
    named by the rate's own head (录取率, 录取人数) and the only other number of its unit in the project (报名人数).
    """
    families = [ratio for ratio in ratios() if ratio.rate(rate.words)]
    for ratio in families:
        for base in (item for item in numbers if ratio.base(item.words)):
            yield from ((base, result) for result in _results(base, rate, ratio, numbers, elsewhere))
    head = "" if families else head_of(rate.words)
    for result in (item for item in numbers if head and counts(item.words, head)):
        bases = [item for item in numbers if item is not result and item.unit == result.unit]
        if len(bases) == 1 and head not in bases[0].words:
            yield bases[0], result


def _results(base: _Floor, rate: _Floor, ratio: Ratio, numbers: list[_Floor], elsewhere: Mapping[str, list[_Floor]]) -> list[_Floor]:
    """The numbers that come out: of the project, of one noun with the base or of none; elsewhere, of one noun of four characters."""
    own = [item for item in numbers if ratio.result(item.words) and _belong(base, rate, item, ratio)]
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
