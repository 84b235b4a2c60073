"""The words for severities and outcomes, and the sentence that sums them up."""

from __future__ import annotations

from collections.abc import Mapping

from perfrules.findings import Severity

_MARKS: Mapping[str, tuple[str, str]] = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}
_OUTCOMES: Mapping[str, tuple[str, str]] = {
    "error": ("有错误", "with errors"),
    "warning": ("有警告", "with warnings"),
    "info": ("仅有提示", "with notes only"),
    "clean": ("无发现", "clean"),
}


def mark(severity: Severity, lang: str) -> str:
    """The severity as people read it.

    >>> mark(Severity.ERROR, "zh"), mark(Severity.INFO, "en")
    ('错误', 'info')
    """
    return _MARKS[severity.value][lang == "en"]


def summary(outcomes: Mapping[str, int], findings: int, lang: str) -> str:
    """How many targets had which outcome; the numbers add up to all.

    >>> summary({"error": 1, "warning": 2, "info": 0, "clean": 7}, 4, "zh")
    '10 个指标值：1 个有错误，2 个有警告，0 个仅有提示，7 个无发现；共 4 条发现。'
    """
    total = sum(outcomes.values())
    if lang == "en":
        told = ", ".join(f"{outcomes[key]} {words[1]}" for key, words in _OUTCOMES.items())
        return f"{total} targets: {told}; {findings} findings in all."
    told = "，".join(f"{outcomes[key]} 个{words[0]}" for key, words in _OUTCOMES.items())
    return f"{total} 个指标值：{told}；共 {findings} 条发现。"
