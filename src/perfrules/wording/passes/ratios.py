"""A ratio that one compares as it is and another the other way round is no number.

Pattern: a ratio under a name such as 床护比. READING, rule 4. Example: ≥1:0.4 under 床护比 → Q !CP027
"""

from __future__ import annotations

from perfrules.wording.characters import folded
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.values.amounts import either_way_round
from perfrules.wording.words import INVERSE_RATIOS


def is_either_way(name: str) -> bool:
    """Whether a folded name is one of a ratio that is better the smaller it is as a number: 床护比."""
    return any(word in name for word in INVERSE_RATIOS)


def refuse(made: Assembly) -> None:
    """Refuse a ratio under a name whose ratio is better the smaller it is as a number."""
    for draft in made.drafts:
        name, meaning = folded(draft.named or made.name or ""), draft.meaning
        written = (meaning.written or ("",))[0] if meaning is not None and meaning.comparator is not None else ""
        if ":" in folded(written) and is_either_way(name):
            made.remarks.append(either_way_round(written, (draft.start, draft.end)))
            draft.meaning = None
