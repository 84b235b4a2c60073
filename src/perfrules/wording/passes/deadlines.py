"""A number under a name that asks for a time is a date.

Pattern: 2022.10, 202309, 20220815 or 2023 under …时间, …时限. READING, rule 9. Example: 2022.10 under 完成时间 → D<=2022-10
"""

from __future__ import annotations

import re
from typing import Literal

from perfrules.comparators import AtMost, Between, Deadline, Exactly, LessThan
from perfrules.wording.operator_kinds import OperatorKind
from perfrules.wording.passes.drafts import Assembly, Meaning
from perfrules.wording.values import dates
from perfrules.wording.words import FINISHING, TIME_NAMES

_TIME = re.compile(
    r"((?:19|20)\d\d)\.(0?[1-9]|1[0-2])(?:\.(0?[1-9]|[12]\d|3[01]))?|((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?|((?:19|20)\d\d)"
)
_FINISHED = re.compile(f"(?:{'|'.join(FINISHING)})(?:时间|日期|时点|时间节点)$")


def date(made: Assembly) -> None:
    """Make deadlines of the numbers that stand under the name of a time."""
    for draft in made.drafts:
        name = draft.named or made.name
        if name and draft.meaning is not None and draft.comparator is not None:
            draft.meaning = dated(draft.meaning, name) or draft.meaning


def asks_for_a_time(name: str) -> bool:
    """Whether a name asks for a time: 完成时间, 办理时限（日）."""
    return name.rstrip("()（） 年月日:：").endswith(TIME_NAMES)


def dated(meaning: Meaning, name: str) -> Meaning | None:
    """Return the deadline that a number is under a name that asks for a time: 2022.10, 202309, 20220815; None for any other.

    A number with a floor (≥2022.10) is no deadline, and stays what it is. ≤12月 under 完成时间 is by December, ≤12个月 a span.
    """
    if not asks_for_a_time(name) or meaning.written is None:
        return None
    comparator = meaning.comparator
    last = (
        comparator.high
        if isinstance(comparator, Between)
        else comparator.quantity
        if isinstance(comparator, (Exactly, AtMost, LessThan))
        else None
    )
    digits = meaning.written[0].split("～")[-1]
    when = None
    if last is not None and last.unit is None:
        found = _TIME.fullmatch(digits)
        when = dates.on(*(int(part) for part in found.groups() if part)) if found else None
    elif last is not None and meaning.written[1] == "月" and _FINISHED.search(name):
        when = dates.read(f"{digits}月")
    if when is None:
        return None
    op: Literal["<=", "<"] = "<" if isinstance(comparator, LessThan) else "<="
    return Meaning(
        Deadline(op, when.at), meaning.operator, meaning.written, kind=OperatorKind.DATE if meaning.operator else OperatorKind.NONE
    )
