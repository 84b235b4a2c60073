"""VG006: 达到行业标准要求 — which one?"""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.prose import prose_of
from perfrules.lint.remarks import Remark, remark
from perfrules.text import clip
from perfrules.wording import Target

NEEDS = "words"
RULE = Rule(
    code="VG006",
    name="unnamed-standard",
    title="所依据的标准没有写明",
    title_en="An unnamed standard",
    severity=Severity.WARNING,
    message="“{words}”没有写明是哪一项标准或规定。",
    message_en="“{words}” does not name the standard.",
    why="“相关要求”“行业标准”可以指任何文件，验收时没有依据。",
    why_en="“The relevant requirements” may be any document; nothing can be inspected against it.",
    help="写出标准或文件的名称、编号，如“符合GB/T 8478—2020”“达到《…办法》要求”。",
    help_en="Name the standard or document, with its number.",
    bad=("达到行业标准要求", "符合国家有关规定要求", "按规定留存"),
    good=("符合GB/T 8478—2020要求", "达到《政府采购需求标准》要求"),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """The words that lean on an unnamed standard."""
    prose = prose_of(target, name)
    if prose is not None and prose.kind == "unnamed-standard":
        yield remark(span=prose.span, words=clip(prose.words, 60))
