"""A cell that arrives joined with the kind of its indicator: the mark is taken off, and one that contradicts is remarked.

Pattern: 正向, 反向, 定性 before everything else. READING, rule 10. Example: 反向 小于等于 12 万元 → <=120000 元
"""

from __future__ import annotations

from perfrules.comparators import BOUNDS, Between, Change, Deadline
from perfrules.wording.parser.nodes import Words
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.remarks import Remark

_SIZES = (*BOUNDS.values(), Between, Change, Deadline)


def take(made: Assembly) -> None:
    """Take off the mark that the wording begins with (正向 大于等于 70)."""
    first = made.pieces[0] if "NATURE" in made.kinds else None
    if not isinstance(first, Words) or first.row[0].type != "NATURE":
        return
    made.nature = first.row[0]
    made.marks.append(made.nature)
    rest = first.row[1:]
    made.pieces = [*([Words(rest)] if rest else []), *made.pieces[1:]]


def compare(made: Assembly) -> None:
    """Remark a mark that contradicts what is read: 正向 before a ceiling, 定性 before a number."""
    mark = made.nature
    if mark is None:
        return
    span = (mark.start, mark.end)
    if mark.text.startswith("定性"):
        sizes = [draft for draft in made.drafts if isinstance(draft.comparator, _SIZES)]
        made.remarks += [Remark("OP014", span, {"mark": mark.text, "written": str(one.comparator)}) for one in sizes]
    for draft in made.drafts:
        direction = getattr(draft.comparator, "direction", None)
        if mark.text[0] in "正反逆" and direction is not None and (mark.text[0] == "正") != (direction == "ascending"):
            made.remarks.append(Remark("OP014", span, {"mark": mark.text, "written": str(draft.comparator)}))
