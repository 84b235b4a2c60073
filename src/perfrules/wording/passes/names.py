"""A name that is a list parallel to the target gives each criterion its subject.

Pattern: as many items in the name as criteria without a subject. READING, rule 7.
Example: ≥4；15 under 外出调研次数（次）；考察学习次数（次） → >=4 次 | =15 次
"""

from __future__ import annotations

import re
from functools import lru_cache

from perfrules.wording.lists import numbered
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.passes.subjects import clean

_UNIT = re.compile("[（(][^（）()]+[）)]$")
_PARTED = re.compile(r"[;；,，\n]|^\s*[\d①]")
_MEASURED = (*"率度比例重数额值次量期费积程种", ")", "）")
"""With these a part of a name ends that is a measure of its own: 培训场次、人数（人）; 小学、初中补助（元） has one for both."""


def share(made: Assembly) -> None:
    """Give each draft its item of the name."""
    drafts = made.drafts
    if not made.name or len(drafts) < 2 or any(draft.subject is not None for draft in drafts):
        return
    parts = items(made.name, len(drafts))
    unit = _UNIT.search(parts[-1]) if parts and not _PARTED.search(made.name) else None
    for draft, item in zip(drafts, parts, strict=False):
        headless = unit is not None and not item.endswith(_MEASURED)
        draft.named, draft.subject = item + unit[0] if unit and headless else item, subject(item)


@lru_cache(maxsize=4096)
def items(name: str, count: int) -> tuple[str, ...]:
    """The items of a name that is a list of exactly ``count``; empty where it is none.

    >>> items("1. 印刷材料；2. 开展培训次数（次）", 2)
    ('印刷材料', '开展培训次数（次）')
    """
    name = name.strip(" 。.")
    for parts in (numbered(name), re.split("[;；]", name), re.split("[,，]", name), _unbracketed(name)):
        found = tuple(part.strip(" \t\r\n;；。,，、") for part in parts)
        if len(found) == count and all(found):
            return found
    return ()


def subject(item: str) -> str | None:
    """A name item without the unit in its last parentheses."""
    body = item.rstrip()
    if body and body[-1] in ")）":
        head, _, tail = body.rpartition("（" if body[-1] == "）" else "(")
        if head and len(tail) <= 8:
            body = head
    return clean(body)


def _unbracketed(name: str) -> list[str]:
    """Split at 、 outside parentheses."""
    parts = [""]
    depth = 0
    for char in name:
        depth += (char in "(（") - (char in ")）")
        if char == "、" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
