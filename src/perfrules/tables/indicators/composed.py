"""A target put together from the columns of signs, values and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from perfrules.canonical import as_read
from perfrules.comparators import Qualitative
from perfrules.findings import finding
from perfrules.tables.headings.signs import Sign, is_bare
from perfrules.tables.headings.vocabulary import headings
from perfrules.text import Span
from perfrules.wording import Criterion, Target, parse

NOTHING = frozenset(("", *headings("signs")["nothing"]))


def composed(signs: Sequence[tuple[str, Sign | None]], value: str, unit: str, name: str) -> Target:
    """Return the target of one row: each sign as written with what it says, the value, and the unit of their own column.

    What the value says itself is not said twice. Marks of kind and direction (定性, 反向) are handed on as the target's
    ``nature``, with what the language says of one that contradicts the value. A number beside a sign that is none (None) has no
    target that could be judged: it is left unread, with the finding IN073.
    """
    unit = "" if unit in NOTHING or value.endswith(unit) else unit
    said = "" if value in NOTHING - {"无"} else value
    unknown = [text for text, sign in signs if sign is None]
    plain = parse(_joined(said, unit), name=name)
    if unknown and any(is_bare(parse(text)) for text in (said, plain.text)):
        return _unread(_joined(*(text for text, _ in signs), said, unit).strip(), "、".join(unknown))
    known = [sign for _, sign in signs if sign is not None]
    written = _unsaid(known, plain, said)
    before, behind = ([sign.written for sign in written if sign.is_behind is place] for place in (False, True))
    parts = [part for part in (*before, said, unit, *behind) if part]
    marks = list(dict.fromkeys(sign.mark for sign in known if sign.mark))
    return _marked(parse(" ".join(parts) if value or len(parts) > 1 else "", name=name), marks, name)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _unsaid(signs: Sequence[Sign], plain: Target, value: str) -> list[Sign]:
    """The signs to be written beside the value: those that it does not say itself, and a limit where neither says a comparison."""
    unsaid = [sign for sign in signs if sign.written and not _says(plain, value, sign)]
    if not any(char.isdecimal() for char in value):
        unsaid = [sign for sign in unsaid if sign.written not in ("=", "＝")]
    limits = [sign.limit for sign in signs if sign.limit]
    if limits and is_bare(plain) and not any(sign.is_comparator for sign in unsaid):
        unsaid.append(Sign(limits[0], is_comparator=True))
    return unsaid


def _marked(target: Target, marks: Sequence[str], name: str) -> Target:
    """The target with its marks beside it; one that contradicts what is read is remarked, as in a joined cell."""
    if not marks or not target.text:
        return target
    span = Span(0, len(target.text))
    told: list[dict[str, Any]] = [
        dict(found.params) for mark in marks for found in parse(f"{mark} {target.text}", name=name).findings if found.code == "OP014"
    ]
    findings = tuple(finding("OP014", **params).at(span=span, text=target.text) for params in told)
    return replace(target, findings=(*target.findings, *findings), nature=target.nature or "、".join(marks))


def _says(plain: Target, value: str, sign: Sign) -> bool:
    """Whether a value has the sign of its column already: the same comparator, or several criteria with their own."""
    if value.startswith(sign.written):
        return True
    own = [type(criterion.comparator) for criterion in plain.criteria if criterion.operator]
    if not own or not sign.is_comparator:
        return False
    (meant,) = (type(criterion.comparator) for criterion in parse(f"7{sign.written}" if sign.is_behind else f"{sign.written} 7").criteria)
    return len(plain.criteria) > 1 or own == [meant]


def _unread(text: str, sign: str) -> Target:
    span = Span(0, len(text))
    found = finding("IN073", sign=sign, target=text).at(span=span, text=text)
    with as_read():  # its words hold a number, which the sign beside it leaves unread
        words = Qualitative(text)
    return Target(text, (Criterion(words, text, span),), (found,))
