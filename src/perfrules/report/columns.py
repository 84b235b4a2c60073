"""Lines of text for a terminal of a certain width, in which wide characters take two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfrules.text import clip, pad, width

GAP = "  "
_NARROW = 6
"""No column of text is cut below this."""
_LEGIBLE = 16
"""Nor below this while a column is left that can be spared."""


def columns(
    head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (), *, most: int | None = None, spare: Sequence[int] = ()
) -> list[str]:
    r"""Return the lines of a table whose columns are as wide as their widest cell; the columns ``right`` are aligned to the right.

    Where that is more than ``most``, the widest columns of text are cut; before one would be cut so that names cannot be told apart,
    those named in ``spare`` are left out, in their order.

    >>> print("\n".join(columns(("项目", "得分"), [("甲乙丙", "9.5")], right=[1])))
    项目    得分
    ------  ----
    甲乙丙   9.5
    """
    sizes = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    kept = list(range(len(sizes)))
    for column in spare:
        if most is not None and _least(sizes, kept, right) > most:
            kept.remove(column)
    sizes = _fitted(sizes, kept, right, most)
    ruled = [head, ["-" * size for size in sizes]]
    return [_line(row, sizes, kept, right) for row in (*ruled, *rows)]


def _least(sizes: Sequence[int], kept: Sequence[int], right: Sequence[int]) -> int:
    """The width below which names could not be told apart."""
    return sum(sizes[at] if at in right else min(sizes[at], _LEGIBLE) for at in kept) + len(GAP) * (len(kept) - 1)


def _fitted(sizes: Sequence[int], kept: Sequence[int], right: Sequence[int], most: int | None) -> list[int]:
    cut = list(sizes)
    while most is not None and sum(cut[at] for at in kept) + len(GAP) * (len(kept) - 1) > most:
        widest = max((at for at in kept if at not in right), key=lambda at: cut[at], default=None)
        if widest is None or cut[widest] <= _NARROW:
            break
        cut[widest] -= 1
    return cut


def _line(row: Sequence[str], sizes: Sequence[int], kept: Sequence[int], right: Sequence[int]) -> str:
    return GAP.join(pad(clip(row[at], sizes[at]), sizes[at], right=at in right) for at in kept).rstrip()


def hanging(head: str, text: str, most: int, *, deeper: int = 0) -> list[str]:
    """Return ``text`` behind ``head`` in lines of at most ``most`` columns; those after the first stand below the text.

    >>> hanging("甲  ", "一二三四五六", 12)
    ['甲  一二三四', '    五六']
    """
    indent = " " * min(width(head) + deeper, most // 2)
    lines = list(_broken(text, max(8, most - width(head)), max(8, most - len(indent))))
    return [(head if index == 0 else indent) + line for index, line in enumerate(lines)]


def _broken(text: str, first: int, other: int) -> Iterator[str]:
    """Pieces of ``text``, none wider than its room; broken behind a space or between any two wide characters."""
    rest, room = text, first
    while width(rest) > room:
        at = _break(rest, room)
        yield rest[:at].rstrip()
        rest, room = rest[at:].lstrip(" "), other
    yield rest


_CLOSING = "，。；：、！？）》】”’%,.;:!?)]}"
"""No line begins with these."""
_OPENING = "（《“‘([{"
"""And none ends with these."""


def _break(text: str, room: int) -> int:
    used = at = 0
    while at < len(text) and used + width(text[at]) <= room:
        used += width(text[at])
        at += 1
    best = at
    while best > at // 2 and not _may_end(text, best):
        best -= 1
    return best if best > at // 2 else max(1, at)


def _may_end(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _CLOSING or before in _OPENING:
        return False
    return before == " " or after == " " or width(before) > 1 or width(after) > 1
