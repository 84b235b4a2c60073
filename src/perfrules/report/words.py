"""The words of reports in Chinese and English: outcomes, grades, categories, roll-up methods, lamps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from perfrules.model import Category
from perfrules.scoring.monitoring import Kind, Lamp
from perfrules.scoring.results.outcomes import Outcome, Score
from perfrules.scoring.rounding import places_of, rounded

T = TypeVar("T")

EXECUTION = ("预算执行", "Budget execution")
OUTCOMES = {
    Outcome.MET: (Outcome.MET.label, "met"),
    Outcome.UNMET: (Outcome.UNMET.label, "not met"),
    Outcome.CANNOT_JUDGE: (Outcome.CANNOT_JUDGE.label, "cannot judge"),
    Outcome.NOT_APPLICABLE: (Outcome.NOT_APPLICABLE.label, "not applicable"),
}
METHODS = {
    "funding_weighted_mean": ("按项目资金加权平均", "mean of the projects, weighted by their funds"),
    "mean": ("各项目算术平均", "plain mean of the projects"),
    "given_weights": ("按所给权重加权平均", "mean of the projects, weighted as given"),
    "own_table": ("部门自身指标", "the department's own indicators"),
}
LAMPS = {
    Lamp.BLUE: (f"◆ {Lamp.BLUE.label}", "far ahead"),
    Lamp.GREEN: (f"● {Lamp.GREEN.label}", "on track"),
    Lamp.YELLOW: (f"▲ {Lamp.YELLOW.label}", "behind"),
    Lamp.RED: (f"■ {Lamp.RED.label}", "far behind"),
    Lamp.GREY: (f"○ {Lamp.GREY.label}", "open"),
}
KINDS = {kind: (kind.label, kind.value.replace("_", "-")) for kind in Kind}
_GRADES_EN = {"优": "excellent", "良": "good", "中": "fair", "差": "poor", "待定": "open"}
_CATEGORIES_EN = {
    Category.OUTPUT: "Output",
    Category.BENEFIT: "Benefit",
    Category.SATISFACTION: "Satisfaction",
    Category.COST: "Cost",
    Category.DECISION: "Decision",
    Category.PROCESS: "Process",
}


def said(pair: tuple[T, T], lang: str) -> T:
    """The Chinese or the English of a pair."""
    return pair[lang == "en"]


def phrase(sentence: str) -> str:
    """A sentence as one phrase of a list: without the stop at its end.

    >>> phrase("没有填不等于 0。"), phrase("两种理解结果不同？")
    ('没有填不等于 0', '两种理解结果不同？')
    """
    return sentence.rstrip("。.；;")


def grade(label: str, lang: str) -> str:
    """A grade as the report says it; a grade of a user's own policy stands as it is.

    >>> grade("优", "zh"), grade("待定", "en"), grade("A", "en")
    ('优', 'open', 'A')
    """
    return _GRADES_EN.get(label, label) if lang == "en" else label


def points(value: Decimal) -> str:
    """Points with two decimals, as forms print them.

    >>> points(Decimal("8.5"))
    '8.50'
    """
    return f"{rounded(Fraction(value), 2):f}"


def money(amount: Decimal) -> str:
    """An amount with two decimals, or with all where it has more; thousands set off.

    >>> money(Decimal(26000)), money(Decimal("0.125"))
    ('26,000.00', '0.125')
    """
    return f"{rounded(Fraction(amount), max(2, places_of(amount))):,f}"


def reach(score: Score) -> str:
    """What the total can still become: one number where it is settled, else ``82.10～93.55``."""
    low, high = points(score.interval.low), points(score.interval.high)
    return low if low == high else f"{low}～{high}"


def counts(outcomes: dict[Outcome, int], lang: str) -> str:
    """The four outcomes, counted.

    >>> counts({Outcome.MET: 3}, "en")
    'met 3, not met 0, cannot judge 0, not applicable 0'
    """
    return said(("　", ", "), lang).join(f"{said(words, lang)} {outcomes.get(outcome, 0)}" for outcome, words in OUTCOMES.items())


def category(name: str | None, lang: str) -> str:
    """The name of a first-level category.

    >>> category("output", "zh"), category(None, "en")
    ('产出指标', 'No category')
    """
    if name is None:
        return said(("未分类", "No category"), lang)
    found = Category(name)
    return said((found.label, _CATEGORIES_EN[found]), lang)
