"""Places in text: spans in code points, columns as a terminal shows them, and carets under CJK text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from perfrules.deferring import deferred


class Span(NamedTuple):
    """``[start, end)`` in code points of the original text, 0-based."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The stretch of ``text`` that the span covers.

        >>> Span(1, 3).of("≥50家")
        '50'
        """
        return text[self.start : self.end]


_CLOSING = "，。；：、！？）》〉】〕”’…%,.;:!?)]}"
_CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}
HIDDEN = (
    (0xAD, 0xAD), (0x61C, 0x61C), (0x115F, 0x1160), (0x180B, 0x180E), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Characters that take no room or look like a blank, and those that order the others, from the first to the last of each range: of
these a name is not seen to hold any."""


_SECOND_PLANE = 0x10000


class _Escapes(dict[int, int | str]):
    """What is printed for a character, by its code: found when the character is first met, and kept of the first plane."""

    def __missing__(self, code: int) -> int | str:
        hidden = any(first <= code <= last for first, last in HIDDEN)
        if code >= _SECOND_PLANE:
            return f"\\U{code:08x}" if hidden else code
        self[code] = f"\\u{code:04x}" if hidden else code
        return self[code]


_ESCAPES = _Escapes(_CONTROL)
_COMMAND = deferred(r"^(\s*):(?=:)|#(?=#\w*\[)")
"""What GitHub (``::``), Azure and TeamCity (``##``) take for a command in a line of a log."""


def visible(text: str) -> str:
    r"""``text`` with every control, hidden or bidirectional character and lone surrogate written as an escape.

    What is printed to a terminal, a log or a report goes through here, so data cannot move a cursor, hide a sign, begin a line, nor
    say anything by which a CI server takes commands from what it prints.

    >>> visible("≥\u202e5家\n")
    '≥\\u202e5家\\x0a'
    >>> visible("::error::甲.csv"), visible("甲.csv: ##vso[x]"), visible("a::b")
    ('\\x3a:error::甲.csv', '甲.csv: \\x23#vso[x]', 'a::b')
    """
    shown = text.translate(_ESCAPES)
    if "::" in shown or "#" in shown:
        shown = _COMMAND.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", shown)
    try:
        shown.encode()
    except UnicodeEncodeError:  # a lone surrogate; there are too many for the map
        return "".join(f"\\u{ord(char):04x}" if "\ud800" <= char <= "\udfff" else char for char in shown)
    return shown


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal: two for wide and full-width characters, none for combining ones.

    >>> width("≥50家"), width("abc")
    (5, 3)
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``columns`` terminal columns; ``right`` aligns to the right.

    >>> pad("家", 4) + "|", pad("5", 3, right=True)
    ('家  |', '  5')
    """
    fill = " " * max(0, columns - width(text))
    return fill + text if right else text + fill


def clip(text: str, columns: int) -> str:
    """``text`` cut to at most ``columns`` terminal columns, an ellipsis at the cut.

    >>> clip("高新技术企业", 7)
    '高新技…'
    """
    if width(text) <= columns:
        return text
    ends = accumulate(width(char) for char in text)
    kept = "".join(char for char, end in zip(text, ends, strict=True) if end < columns)
    return kept + "…"


def underline(text: str, span: tuple[int, int], *, around: int = 30) -> str:
    """Two lines: an excerpt of ``text`` and carets under ``span``, aligned for wide characters.

    >>> print(underline("投诉率不低80%", (3, 5)))
    投诉率不低80%
          ^^^^
    """
    start, end = max(0, min(span[0], len(text))), max(0, min(span[1], len(text)))
    left, right = max(0, start - around), min(len(text), end + around)
    before = ("…" if left else "") + visible(text[left:start])
    marked = visible(text[start:end])
    after = visible(text[end:right]) + ("…" if right < len(text) else "")
    return f"{before}{marked}{after}\n{' ' * width(before)}{'^' * max(1, width(marked))}"


@cache
def _words() -> re.Pattern[str]:
    """What a line may be broken between."""
    closing = re.escape(_CLOSING)
    return re.compile(rf"\s+|[\u2e80-\uffef][{closing}]*|[^\s\u2e80-\uffef]+[{closing}]*")


def wrap(text: str, columns: int) -> list[str]:
    """``text`` as lines of at most ``columns`` terminal columns: broken between wide characters and at spaces, never before closing
    punctuation; a word that is longer stands alone.

    >>> wrap("完成率低于 60% 的不得分。", 12)
    ['完成率低于', '60% 的不得', '分。']
    """
    lines: list[str] = []
    line = ""
    for part in _words().findall(text):
        if line and width((line + part).rstrip()) > columns:
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    return [*lines, line.rstrip()]
