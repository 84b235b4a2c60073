"""For people: each finding with its place, the words with carets under them, the reason and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Finding
from perfrules.lint import Inspection
from perfrules.report.listing import errors_first
from perfrules.text import Span, clip, underline, visible

_WORDS = {
    "project": ("项目", "project"),
    "indicator": ("指标", "indicator"),
    "help": ("怎么改", "what to do"),
    "fix": ("可改为", "rewrite"),
    "rule": ("说明", "more"),
}
LONGEST = 60
"""Characters of one passage that are shown."""
_FIXES = {"safe": ("", ""), "unsafe": ("（意思可能改变，请核对）", " (may change the meaning)"), "display": ("（示意）", " (a sketch)")}


def render(inspection: Inspection, lang: str) -> str:
    """A paragraph each, errors first."""
    return "".join("\n".join(_paragraph(finding, lang == "en")) + "\n\n" for finding in errors_first(inspection.findings))


def _marked(text: str, span: Span) -> str:
    """The words with carets under them; of a long passage its beginning."""
    end = span.start + LONGEST
    return underline(text, span) if span.end <= end else underline(text[:end] + "…", (span.start, end + 1))


def _paragraph(finding: Finding, english: bool) -> Iterator[str]:
    rule, place = finding.rule, finding.location
    lang, colon = ("en", ": ") if english else ("zh", "：")
    where = str(place)
    title = rule.title_en if english else rule.title
    yield visible(f"{rule.severity.say(lang)} {rule.code} {rule.name}  {title}{'  ' + where if where else ''}")
    named = [
        f"{_WORDS[key][english]}{colon}{visible(clip(value, 60))}" for key in ("project", "indicator") if (value := getattr(place, key))
    ]
    if named:
        yield "  " + "  ".join(named)
    if place.text:
        shown = _marked(place.text, place.span) if place.span is not None else visible(clip(place.text, 76))
        yield from (f"  | {line}" for line in shown.split("\n"))
    yield f"  {finding.say(lang)}"
    advice = (rule.help_en or rule.help) if english else rule.help
    if advice:
        yield f"  {_WORDS['help'][english]}{colon}{advice}"
    if finding.fix is not None and place.text is not None:
        rewrite = visible(clip(finding.fix.apply(place.text), 76))
        yield f"  {_WORDS['fix'][english]}{colon}{rewrite}{_FIXES[finding.fix.applicability][english]}"
    yield f"  {_WORDS['rule'][english]}{colon}perfrules rules {rule.code}"
