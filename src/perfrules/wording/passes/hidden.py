"""What is shown may differ from what is stored: beside a hidden character no number is read.

Pattern: a control, invisible, bidirectional or replacement character anywhere. READING, rule 10. Example: ≥1\ufffd0家 → Q !OP011
"""

from __future__ import annotations

from perfrules.wording.passes.drafts import Assembly, Draft
from perfrules.wording.remarks import Remark


def refuse(made: Assembly) -> None:
    """Leave no number in a wording with hidden characters, and name each of them."""
    if "HIDDEN" not in made.kinds:
        return
    joined: list[Draft] = []
    for draft in made.drafts:
        draft.meaning = None
        if joined and joined[-1].end == draft.start:
            joined[-1].end = draft.end
        else:
            joined.append(draft)
    made.drafts = joined
    made.remarks += [
        Remark("OP011", (token.start, token.end), {"character": " ".join(f"U+{ord(char):04X}" for char in token.text[:4])})
        for token in made.tokens
        if token.type == "HIDDEN"
    ]
