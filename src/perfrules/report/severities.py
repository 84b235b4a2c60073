"""How many findings there are, by outcome and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from perfrules.findings import Finding
from perfrules.text import pad

_OUTCOMES: Mapping[str, tuple[str, str]] = {
    "error": ("有错误", "with errors"),
    "warning": ("有警告", "with warnings"),
    "info": ("仅有提示", "with notes only"),
    "clean": ("无发现", "clean"),
}


def summary(outcomes: Mapping[str, int], findings: int, lang: str, *, silenced: int = 0) -> str:
    """How many targets had which outcome; the numbers add up to all.

    >>> summary({"error": 1, "warning": 2, "info": 0, "clean": 7}, 4, "zh")
    '10 个指标值：1 个有错误，2 个有警告，0 个仅有提示，7 个无发现；共 4 条发现。'
    """
    total = sum(outcomes.values())
    if lang == "en":
        told = ", ".join(f"{outcomes[key]} {words[1]}" for key, words in _OUTCOMES.items())
        hidden = f", {silenced} more suppressed or in the baseline" if silenced else ""
        return f"{total} targets: {told}; {findings} findings{hidden}."
    told = "，".join(f"{outcomes[key]} 个{words[0]}" for key, words in _OUTCOMES.items())
    hidden = f"，另有 {silenced} 条已豁免或在基线内" if silenced else ""
    return f"{total} 个指标值：{told}；共 {findings} 条发现{hidden}。"


def statistics(findings: Sequence[Finding], lang: str) -> str:
    """A line a rule: how often, which severity, code, name and title; the most frequent first."""
    counts = Counter(finding.rule for finding in findings)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0].code))
    return "".join(
        f"{count:5d}  {pad(rule.severity.say(lang), 7)}  {rule.code}  {rule.name}  {rule.title_en if lang == 'en' else rule.title}\n"
        for rule, count in rows
    )
