"""A policy as a page of eighty columns: each rule with its settings, its law, its earlier forms and its cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perfrules.report.words import said
from perfrules.scoring.descriptions import Described, describe
from perfrules.scoring.policies import Policy
from perfrules.scoring.policies.cases import PolicyCase
from perfrules.scoring.policies.sources import Source
from perfrules.scoring.results.explanations import Evidence
from perfrules.text import pad, visible, width, wrap

if TYPE_CHECKING:
    from perfrules.audit.practice import CaseResult

COLUMNS = 80
_LAW = {
    "quotation": ("摘录", "quoted"),
    "address": ("网址", "address"),
    "confirmed_by": ("核对所据", "held against"),
    "checked_by": ("核对人", "checked by"),
    "checked_on": ("核对日期", "checked on"),
}
_EXPECTED = {
    "outcome": ("", ""),
    "points": ("得", "earns"),
    "reason": ("须填偏差原因", "reason asked for"),
    "grade": ("", ""),
    "weights": ("分值", "weights"),
    "lamp": ("", ""),
}


def policy_page(policy: Policy, lang: str = "zh") -> str:
    """Return the page of a policy, no line wider than :data:`COLUMNS` but for a word that is."""
    return "\n".join((*_head(policy, lang), *(line for rule in describe(policy, lang) for line in _rule(rule, policy, lang))))


def _head(policy: Policy, lang: str) -> Iterator[str]:
    title = said((policy.title, policy.title_en or policy.title), lang)
    yield from _lines(f"{policy.id}  {title}", "")
    yield from _lines(f"{said(('适用：', 'For: '), lang)}{policy.jurisdiction}  {policy.year}", "")
    if policy.extends:
        yield from _lines(f"{said(('在此基础上修改：', 'Extends: '), lang)}{policy.extends}", "")
    if policy.note:
        yield from _lines(policy.note, "")


def _rule(rule: Described, policy: Policy, lang: str) -> Iterator[str]:
    yield ""
    yield from _lines(f"[{rule.rule}] {rule.title}  〔{_known(rule, lang)}〕", "")
    for key, value in rule.settings.items():
        yield from _lines(f"{key}{said(('：', ': '), lang)}{value}", "    ")
    yield from _law(policy.rules()[rule.rule].source, lang)
    after = rule.settings
    for day, earlier in reversed(policy.changes):
        before = next(item for item in describe(earlier, lang) if item.rule == rule.rule)
        if before.settings != after:
            yield from _lines(said((f"{day} 以前〔{_known(before, lang)}〕", f"before {day} [{_known(before, lang)}]"), lang), "    ")
            for key, value in before.settings.items():
                if after.get(key) != value:
                    yield from _lines(f"{key}{said(('：', ': '), lang)}{value}", "        ")
        after = before.settings
    for case in policy.cases:
        if rule.rule == case.rule[0]:
            yield from _lines(f"{said(('例', 'Case'), lang)} {_case(case, lang)}", "    ")


def _known(rule: Described, lang: str) -> str:
    label = said((rule.evidence.label, rule.evidence.label_en), lang)
    return label if rule.evidence is Evidence.OURS else f"{rule.source}{said(('；', '; '), lang)}{label}"


def _law(source: Source, lang: str) -> Iterator[str]:
    stated = source.to_dict()
    for key, label in _LAW.items():
        if key in stated:
            yield from _lines(f"{said(label, lang)}{said(('：', ': '), lang)}{stated[key]}", "    ")


def _case(case: PolicyCase, lang: str) -> str:
    """``≥100家，实际 70家，分值 100 → 未达到，得 70（说明）``."""
    parts = []
    for name, value in case.expected.items():
        label = said(_EXPECTED[name], lang)
        shown = _shown(value, lang)
        parts.append(f"{label} {shown}".strip())
    note = said((f"（{case.note}）", f" ({case.note})"), lang) if case.note else ""
    return f"{case} → {'，'.join(parts)}{note}"


def _shown(value: object, lang: str) -> str:
    if isinstance(value, bool):
        return said(("是", "yes") if value else ("否", "no"), lang)
    return "；".join(value) if isinstance(value, tuple) else str(value)


def _lines(text: str, indent: str) -> Iterator[str]:
    yield from (f"{indent}{'' if place == 0 else '  '}{line}" for place, line in enumerate(wrap(visible(text), COLUMNS - len(indent) - 2)))


def case_table(results: Sequence[CaseResult], lang: str = "zh") -> str:
    """Return what the cases came to: how many passed, and for each its rule, what was asked, expected and found."""
    failed = [result for result in results if not result.passed]
    lines = [
        said(
            (
                f"共 {len(results)} 例，通过 {len(results) - len(failed)}，未通过 {len(failed)}。",
                f"{len(results)} cases: {len(results) - len(failed)} passed, {len(failed)} failed.",
            ),
            lang,
        )
    ]
    rules = ["、".join(result.case.rule) for result in results]
    columns = max(map(width, rules), default=0)
    mark = said((("通过  ", "未通过"), ("passed", "FAILED")), lang)
    for result, rule in zip(results, rules, strict=True):
        lines.append(f"{mark[not result.passed]}  {pad(visible(rule), columns)}  {visible(_case(result.case, lang))}")
        if not result.passed:
            lines += [f"        {line}" for line in _failure(result, lang)]
    return "\n".join(lines)


def _failure(result: CaseResult, lang: str) -> Iterator[str]:
    for name, expected in result.expected.items():
        found = result.found[name]
        if found != expected:
            label = said(_EXPECTED[name], lang)
            yield visible(said((f"{label}应为 {expected}，实为 {found}", f"{label} expected {expected}, found {found}"), lang).strip())
    if result.derivation is not None:
        yield from result.derivation.explain(lang).splitlines()
