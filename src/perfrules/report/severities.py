"""How many findings there are, by outcome and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from perfrules.findings import Finding, Severity
from perfrules.lint import Inspection
from perfrules.text import pad

_OUTCOMES: Mapping[str, tuple[str, str]] = {
    "error": ("有错误", "with errors"),
    "warning": ("有警告", "with warnings"),
    "info": ("仅有提示", "with notes only"),
    "clean": ("无发现", "clean"),
}


def summary(inspection: Inspection, lang: str, *, unlisted: int = 0) -> str:
    """How many targets had which outcome, numbers that add up to all; and how many findings of which severity there are.

    ``unlisted``: so many notes of them are not listed.

    >>> from perfrules.lint import inspect
    >>> summary(inspect("效果明显"), "zh")
    '1 个指标值：0 个有错误，1 个有警告，0 个仅有提示，0 个无发现；共 1 条发现：错误 0，警告 1，提示 0。'
    """
    outcomes, findings, silenced = inspection.outcomes, inspection.findings, inspection.silenced
    counts = Counter(finding.severity for finding in findings)
    if lang == "en":
        told = ", ".join(f"{outcomes[key]} {words[1]}" for key, words in _OUTCOMES.items())
        levels = ", ".join(f"{level.say('en')} {counts[level]}" for level in Severity)
        hidden = f"; {unlisted} notes not listed (--show-info)" if unlisted else ""
        covered = f", {silenced} more suppressed or in the baseline" if silenced else ""
        return f"{sum(outcomes.values())} targets: {told}; {len(findings)} findings: {levels}{hidden}{covered}."
    told = "，".join(f"{outcomes[key]} 个{words[0]}" for key, words in _OUTCOMES.items())
    levels = "，".join(f"{level.say()} {counts[level]}" for level in Severity)
    hidden = f"（{unlisted} 条提示未列出，用 --show-info 列出）" if unlisted else ""
    covered = f"，另有 {silenced} 条已豁免或在基线内" if silenced else ""
    return f"{sum(outcomes.values())} 个指标值：{told}；共 {len(findings)} 条发现：{levels}{hidden}{covered}。"


def statistics(findings: Sequence[Finding], lang: str) -> str:
    """A line a rule: how often, which severity, code, name and title; the most frequent first."""
    counts = Counter(finding.rule for finding in findings)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0].code))
    return "".join(
        f"{count:5d}  {pad(rule.severity.say(lang), 7)}  {rule.code}  {rule.name}  {rule.title_en if lang == 'en' else rule.title}\n"
        for rule, count in rows
    )
