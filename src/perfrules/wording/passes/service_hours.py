"""When a service is there counts nothing.

Pattern: hours a day times days a week. READING, rule 6. Example: 7*24小时 → Q !CP025
"""

from __future__ import annotations

import re

from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.remarks import Remark

_HOURS = re.compile("[0-9]{1,2} ?[×xX*] ?[0-9]{1,3} ?(?:个?小时|h)?")


def remark(made: Assembly) -> None:
    """Say of 7*24小时 that it is no quantity."""
    if "DISTRACTOR" not in made.kinds:
        return
    found = [token for token in made.tokens if token.type == "DISTRACTOR" and _HOURS.fullmatch(token.text)]
    made.remarks += [Remark("CP025", (token.start, token.end), {"written": made.text[token.start : token.end]}) for token in found]
