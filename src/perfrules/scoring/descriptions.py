"""A policy put into words: each rule with its settings, and what differs between two policies or between the scores they give."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from perfrules.arguments import of_kind
from perfrules.quantities import plain
from perfrules.scoring.policies import Policy
from perfrules.scoring.policies.labels import Labels
from perfrules.scoring.results.explanations import Evidence
from perfrules.scoring.results.outcomes import Score
from perfrules.scoring.results.scores import DepartmentScore

_BASIS = frozenset(("source", "evidence"))


@dataclass(frozen=True, slots=True)
class Described:
    """One rule of a policy: its title and settings in words, its source and grade of evidence."""

    rule: str
    title: str
    settings: Mapping[str, str]
    source: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting that two policies state differently; None where one does not have it."""

    rule: str
    title: str
    key: str
    one: str | None
    other: str | None


@dataclass(frozen=True, slots=True)
class Shift:
    """A score that two policies give differently: points (or the open interval) and, for projects and departments, the grade."""

    key: str
    name: str
    one: str
    other: str
    grades: tuple[str, str] | None = None


@cache
def _labels() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files("perfrules.scoring") / "labels.toml").read_text("utf-8"))


def rule_of(word: str) -> str:
    """The name of a rule that people call by its title: ``等级`` is ``grades``; a word that is no title as it is."""
    return next((name for name, titles in _labels()["rule"].items() if word in (name, *titles)), word)


def words_of(kind: str, word: str, lang: str) -> str:
    """What a rule, a key or a value of a policy is called in ``lang``; the word itself where it has no other name."""
    pair = _labels()[kind].get(word)
    return word if pair is None else pair[lang == "en"]


def describe(policy: Policy, lang: str = "zh") -> list[Described]:
    """Every rule of a policy in words, in ``lang``."""
    return [
        Described(name, words_of("rule", name, lang), _settings(policy, name, lang), str(table.source), table.evidence)
        for name, table in policy.rules().items()
    ]


def _settings(policy: Policy, rule: str, lang: str) -> dict[str, str]:
    table = getattr(policy, rule)
    if isinstance(table, Labels):
        return _levels(table, lang)
    dumped: dict[str, Any] = table.model_dump(mode="json", by_alias=True)
    stated = {key: value for key, value in dumped.items() if key not in _BASIS and value not in (None, [], {})}
    return {words_of("key", key, lang): _shown(value, lang, key) for key, value in stated.items()}


def _levels(labels: Labels, lang: str) -> dict[str, str]:
    """The words of each level, each group with where it stands."""
    told: dict[str, list[str]] = {}
    said_wide = ("（及以上，由比例定）", " (or better, by the share)")
    for label in (*labels.added, *labels.known):
        known = label.evidence.label_en if lang == "en" else label.evidence.label
        source = known if label.evidence is Evidence.OURS else f"{label.source}{'; ' if lang == 'en' else '；'}{known}"
        wide = said_wide[lang == "en"] if label.wide else ""
        told.setdefault(label.level, []).append(f"{'、'.join(label.words)}{wide}{f' [{source}]' if lang == 'en' else f'〔{source}〕'}")
    return {level: ("; " if lang == "en" else "；").join(groups) for level, groups in told.items()}


def _shown(value: Any, lang: str, key: str = "") -> str:
    """A setting as people read it: a band is ``优 90 起``, a pool ``产出 + 成本 50 分``."""
    if isinstance(value, dict):
        return " ".join(_pair(key, item, lang) for key, item in value.items() if item is not None)
    if isinstance(value, list):
        between = ("; " if lang == "en" else "；") if isinstance(value[0], dict) else (", " if lang == "en" else "、")
        return between.join(_shown(item, lang) for item in value)
    word = str(value).lower() if isinstance(value, bool) else str(value)
    special = f"{key}.{word}"
    return words_of("value", special if special in _labels()["value"] else word, lang)


def _pair(key: str, item: Any, lang: str) -> str:
    label, shown = words_of("key", key, lang), _shown(item, lang)
    if not label:
        return shown
    if key in _labels()["value"]:
        return f"{words_of('value', key, lang)}→{shown}"
    return f"{label} {shown}" if lang == "en" else f"{shown} {label}"


def differences(one: Policy, other: Policy, lang: str = "zh") -> list[Difference]:
    """The settings that two policies state differently, in the order of the rules."""
    found = []
    for mine, theirs in zip(describe(one, lang), describe(other, lang), strict=True):
        for key in dict.fromkeys((*mine.settings, *theirs.settings)):
            left, right = mine.settings.get(key), theirs.settings.get(key)
            if left != right:
                found.append(Difference(mine.rule, mine.title, key, left, right))
    return found


def shifts(one: DepartmentScore, other: DepartmentScore) -> list[Shift]:
    """The indicators, executions, projects and the department itself that two scores of one table judge differently."""
    for score in (one, other):
        of_kind(score, DepartmentScore, ("部门得分（score 的结果）", "the score of a department"))
    found = []
    for mine, theirs in zip(one.every_project, other.every_project, strict=False):
        found += [
            Shift(left.key, left.title, points_text(left), points_text(right))
            for left, right in zip(mine.parts, theirs.parts, strict=True)
            if (left.interval, left.maximum) != (right.interval, right.maximum)
        ]
        if (mine.interval, mine.grade) != (theirs.interval, theirs.grade):
            found.append(Shift(mine.key, mine.name or "", points_text(mine), points_text(theirs), (mine.grade_label, theirs.grade_label)))
    if (one.interval, one.grade) != (other.interval, other.grade):
        found.append(Shift("", one.name or "", points_text(one), points_text(other), (one.grade_label, other.grade_label)))
    return found


def points_text(score: Score) -> str:
    """Points of their maximum, or the interval that is open: ``70/100``, ``60～80/100``."""
    low, high, whole = (plain(value) for value in (*score.interval, score.maximum))
    return f"{low}/{whole}" if low == high else f"{low}～{high}/{whole}"
