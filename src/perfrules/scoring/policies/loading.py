"""Policies (评分办法): TOML files that say how actual values are scored, found in ``policies/`` or at a path of the user.

A policy may extend another and override single settings. What a file sets without saying how it is known is unverified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, model_validator

from perfrules.arguments import shown
from perfrules.documents import file_text, read_toml
from perfrules.errors import DocumentError, PerfrulesError, PolicyError, reason_of
from perfrules.scoring.policies import settings
from perfrules.scoring.policies.cases import PolicyCase
from perfrules.scoring.policies.labels import Labels
from perfrules.scoring.policies.layers import CASE, cases_of, days_of_change, in_force, laid_over, stated
from perfrules.scoring.policies.sources import Cited, refuse_unproved
from perfrules.scoring.results.explanations import Evidence

DEFAULT = "mof-2020-10"


class Policy(BaseModel):
    """A complete rule set. Each table is a rule with its source and grade of evidence; see :mod:`perfrules.scoring.policies.settings`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    __str__ = object.__str__

    id: str
    title: str
    title_en: str = ""
    jurisdiction: str
    year: int
    note: str = ""
    extends: str | None = None
    source: Cited
    evidence: Evidence

    weights: settings.Weights
    missing: settings.Missing
    split: settings.Split
    forward: settings.Forward
    reverse: settings.Reverse
    over: settings.Over
    strict: settings.StrictSigns
    equals: settings.Equals
    reached: settings.Reached
    bare: settings.Bare
    about: settings.Tolerance
    range: settings.Outside
    zero: settings.Zero
    negative: settings.Negative
    change: settings.Changed
    scale: settings.Scaled
    base: settings.Measured
    deadline: settings.Timeliness
    rank: settings.Reverse
    several: settings.Several
    qualitative: settings.QualitativeLevels
    labels: Labels
    printed_points: settings.PrintedPoints
    satisfaction: settings.Satisfaction
    execution: settings.Spending
    grades: settings.Grades
    rounding: settings.Rounding
    not_applicable: settings.NotApplicable
    counting: settings.Counting
    reason: settings.Reason
    deduction: settings.Deduction
    rollup: settings.Rollup
    monitoring: settings.Monitoring

    cases: tuple[PolicyCase, ...] = Field((), alias="case")
    _earlier: tuple[tuple[date, Policy], ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _known(self) -> Self:
        refuse_unproved(self.source, self.evidence)
        unknown = sorted({name for case in self.cases for name in case.rule} - self.rules().keys())
        if unknown:
            raise PolicyError(f"case 的 rule 写了不认识的规则 {'、'.join(unknown)}", f"a case names an unknown rule {', '.join(unknown)}")
        return self

    def __hash__(self) -> int:
        return hash((self.id, self.title, self.year))

    def __repr__(self) -> str:
        return f"Policy({self.id!r})"

    def basis(self, rule: str) -> tuple[str, Evidence]:
        """The source of a rule and how well it is known."""
        table: settings.RuleTable = getattr(self, rule)
        return str(table.source), table.evidence

    def rules(self) -> Mapping[str, settings.RuleTable]:
        """The rules by the name of their table, in the order of the model."""
        return {name: value for name in type(self).model_fields if isinstance(value := getattr(self, name), settings.RuleTable)}

    def at(self, year: int | None) -> Policy:
        """The rules in force at the end of the budget year ``year``; without a year, the newest.

        >>> load("sichuan-2025").at(2024).grade(Decimal(65)), load("sichuan-2025").at(2025).grade(Decimal(65))
        ('中', '差')
        """
        return self if year is None else next((policy for until, policy in self._earlier if year < until.year), self)

    @property
    def changes(self) -> tuple[tuple[date, Policy], ...]:
        """The rules as they were before each day on which some of them changed, the earliest first."""
        return self._earlier

    def grade_edges(self) -> Mapping[str, Decimal]:
        """The lowest total of each grade, best first."""
        return {band.name: band.at for band in self.grades.bands}

    def grade(self, total: Decimal) -> str:
        """The grade of a rounded total.

        >>> load("mof-2020-10").grade(Decimal("90.00"))
        '优'
        """
        return next(band.name for band in self.grades.bands if total >= band.at)

    def next_grade(self, total: Decimal) -> str | None:
        """The nearest grade above ``total``, or None at the top."""
        better = [band.name for band in self.grades.bands if band.at > total]
        return better[-1] if better else None

    def to_dict(self) -> dict[str, Any]:
        """Every setting as JSON values; ``changes`` are the rules that were others before a day."""
        before = [{"until": until.isoformat()} | _rules_unlike(policy, self) for until, policy in self._earlier]
        return self.model_dump(mode="json", by_alias=True) | ({"changes": before} if before else {})


def _rules_unlike(one: Policy, other: Policy) -> dict[str, Any]:
    theirs = other.rules()
    return {name: table.model_dump(mode="json", by_alias=True) for name, table in one.rules().items() if table != theirs[name]}


PolicyLike: TypeAlias = str | Path | Policy


@cache
def shipped() -> tuple[str, ...]:
    """The ids of the shipped policies, sorted."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml")))


def load(policy: PolicyLike = DEFAULT) -> Policy:
    """The policy of an id, of a path to a TOML file, or as it is; raises :class:`PolicyError`.

    >>> load("mof-2020-10").weights.execution
    Decimal('10')
    """
    if isinstance(policy, Policy):
        return policy
    if isinstance(policy, str) and policy in shipped():
        return _shipped(policy)
    if isinstance(policy, (str, Path)) and _is_path(policy):
        return _own(Path(policy))
    raise _unknown(policy)


def _unknown(policy: object) -> PolicyError:
    given = str(policy) if isinstance(policy, (str, Path)) else shown(policy)
    known, near = shipped(), get_close_matches(given, shipped(), n=1)
    meant, meant_en = (f"，是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else ("。", ".")
    return PolicyError(
        f"没有名为“{given}”的评分办法{meant}可选：{'、'.join(known)}；也可给出 TOML 文件（.toml）的路径。",
        f"There is no policy “{given}”{meant_en} Choose one of {', '.join(known)}, or give the path of a TOML file (.toml).",
    )


def _folder() -> Traversable:
    return files("perfrules.scoring.policies")


def _is_path(policy: str | Path) -> bool:
    return isinstance(policy, Path) or policy.endswith(".toml") or "/" in policy or "\\" in policy


@lru_cache(maxsize=64)
def _shipped(name: str) -> Policy:
    return _validated(_merged(_folder() / f"{name}.toml", ()), name)


def _own(path: Path) -> Policy:
    return _validated(_merged(path, ()), path.name)


def _text(file: Traversable | Path) -> str:
    try:
        return file_text(file) if isinstance(file, Path) else file.read_text("utf-8")
    except OSError as error:
        raise PolicyError(
            f"读不到评分办法文件 {file}：{reason_of(error)[0]}。请检查路径。",
            f"Cannot read the policy file {file}: {reason_of(error)[1]}. Check the path.",
        ) from error


def _merged(file: Traversable | Path, seen: tuple[str, ...]) -> dict[str, Any]:
    """The tables of a file laid over those it extends."""
    name = str(file)
    if name in seen:
        raise PolicyError(
            f"评分办法 {file.name} 的 extends 绕回了自己。请去掉循环。", f"The extends of policy {file.name} goes round in a circle."
        )
    try:
        data = read_toml(_text(file), exact=True)
    except DocumentError as error:
        raise PolicyError(
            f"评分办法文件 {file} 不是有效的 TOML：{error.zh}", f"The policy file {file} is no valid TOML: {error.en}"
        ) from error
    data.setdefault("evidence", Evidence.UNVERIFIED)
    data["source"] = stated(data.get("source", data.get("title", file.name)))
    base = data.get("extends")
    below = {} if base is None else _merged(_base(base, file), (*seen, name))
    merged = {key: value for key, value in below.items() if key not in ("note", "title_en", CASE)}
    merged[CASE] = cases_of(below, data)
    for key, value in ((key, value) for key, value in data.items() if key != CASE):
        merged[key] = _over(merged.get(key), key, value, data, file) if isinstance(value, dict) and key != "source" else value
    return merged


def _over(below: object, rule: str, table: dict[str, Any], data: Mapping[str, Any], file: Traversable | Path) -> dict[str, Any]:
    try:
        return laid_over(below, table, data)
    except PolicyError as error:
        raise PolicyError(f"评分办法 {file.name} 不能使用：{rule}.{error.zh}", f"The policy {file.name}: {rule}.{error.en}") from error


def _base(base: object, file: Traversable | Path) -> Traversable | Path:
    if isinstance(base, str) and base in shipped():
        return _folder() / f"{base}.toml"
    if isinstance(base, str) and isinstance(file, Path) and _is_path(base):
        return file.parent / base
    known = "、".join(shipped())
    raise PolicyError(
        f"评分办法 {file.name} 的 extends “{base}”不存在。可选：{known}，或相对路径。",
        f"Policy {file.name} extends “{base}”, which does not exist. Choose one of {', '.join(shipped())}, or a relative path.",
    )


def _validated(data: Mapping[str, Any], name: str) -> Policy:
    """The newest rules, which know the earlier ones."""
    days = days_of_change(data)
    newest = _checked(in_force(data, None), name)
    newest._earlier = tuple((day, _checked(in_force(data, day), name)) for day in days)
    return newest


def _checked(data: Mapping[str, Any], name: str) -> Policy:
    try:
        return Policy.model_validate(data)
    except ValidationError as error:
        problems = [problem(item) for item in error.errors()]
        zh, en = "；".join(problem[0] for problem in problems), "; ".join(problem[1] for problem in problems)
        raise PolicyError(
            f"评分办法 {name} 不能使用：{zh}。请补齐或改正后重试（perfrules policies {DEFAULT} 可看完整示例）。",
            f"The policy {name} cannot be used: {en}. Correct it (perfrules policies {DEFAULT} shows a complete one).",
        ) from error


def problem(item: Any) -> tuple[str, str]:
    """What is wrong with a setting, by what pydantic says of it, in Chinese and in English."""
    place = ".".join(str(part) for part in item["loc"])
    cause = item.get("ctx", {}).get("error")
    if isinstance(cause, PolicyError):
        return f"{place} {cause.zh}".strip(), f"{place} {cause.en}".strip()
    if isinstance(cause, PerfrulesError):
        return f"{place} 的值不对：{cause.zh.rstrip('。')}", f"{place} has a wrong value: {cause.en.rstrip('.')}"
    if item["type"] == "missing":
        return f"没有写明 {place}", f"{place} is left open"
    if item["type"] == "extra_forbidden":
        return f"不认识的设置 {place}", f"unknown setting {place}"
    asked = _asked(item["type"], item.get("ctx", {}))
    return f"{place} 的值不对{f'，应{asked}' if asked else ''}", f"{place} has a wrong value ({item['msg']})"


def _asked(kind: str, limits: Mapping[str, Any]) -> str:
    """What a setting should be, in Chinese, by pydantic's name of what is wrong; empty where it has no limit to tell.

    >>> _asked("literal_error", {"expected": "'ratio', 'steps' or 'binary'"}), _asked("list_type", {}), _asked("less_than_equal", {"le": 1})
    ('为 ratio、steps、binary 之一', '为列表', '不大于 1')
    """
    if kind in ("literal_error", "enum"):
        known = "、".join(re.findall("'([^']*)'", limits["expected"]))
        return f"为 {known} 之一"
    told = next((words for start, words in _KINDS.items() if kind.startswith(start)), "")
    return told.format(**limits)


_KINDS = {
    "string": "为文本",
    "bool": "为 true 或 false",
    "int": "为整数",
    "decimal": "为数",
    "finite": "为数",
    "date": "为日期",
    "list": "为列表",
    "tuple": "为列表",
    "set": "为列表",
    "frozen_set": "为列表",
    "dict": "为一组设置",
    "model": "为一组设置",
    "dataclass": "为一组设置",
    "greater_than_equal": "不小于 {ge}",
    "greater_than": "大于 {gt}",
    "less_than_equal": "不大于 {le}",
    "less_than": "小于 {lt}",
}
"""By how pydantic's names of what is wrong begin, the longer before those that they begin with."""
