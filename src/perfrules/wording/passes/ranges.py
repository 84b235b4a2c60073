"""Two phrases that are one: a floor and a ceiling, 介于X和Y之间, 30±5人, 60%≤率<80%, 一年两次.

Pattern: a quantity right behind a quantity, or 和 to it before 之间. READING, rule 7. Example: 80%以上90%以下 → [80,90] %
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import cast

from perfrules.comparators import BOUNDS, About, AtLeast, AtMost, Between, Bound, Change, Exactly, LessThan, MoreThan
from perfrules.quantities import Quantity, exact
from perfrules.wording.operator_kinds import OperatorKind
from perfrules.wording.parser.nodes import Amount, Phrase, Token, Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.passes.drafts import Counted, Meaning
from perfrules.wording.passes.meanings import between
from perfrules.wording.remarks import Remark, UnreadableError
from perfrules.wording.values import amounts
from perfrules.wording.values.amounts import Figure
from perfrules.wording.values.operators import EXPLICIT, OPERATORS, is_sign
from perfrules.wording.words import TIMES

_PARTING = frozenset({"COMMA", "OPEN", "CLOSE", "COLON", "ASIDE"})
"""Signs that join no two ends before 之间, as 、 does."""
_AROUND = frozenset({"MINUS", "KEEP", "REACH", "ABOUT", "EQUAL", "KEEP_WITHIN", "FILLER", "ASPIRE", "FULFIL"})
"""Terminals that may stand before what a spread is around."""
_MIRRORED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


def join(case: Candidate) -> bool:
    """Join the phrase to the one before it, where the two are one; the first construction that they are decides."""
    before = case.out.pieces[-1] if case.out.pieces else None
    if not isinstance(before, Phrase):
        return _edges(case)
    return next(joined for joined in (construction(case, before) for construction in _CONSTRUCTIONS) if joined is not None)


def _is_plain(phrase: Phrase) -> bool:
    """Whether a number has no operator: a sign may stand before it."""
    signed = phrase.form == "led" and all(token.type == "MINUS" for token in phrase.lead)
    return (phrase.form == "bare" or signed) and not phrase.tail


def _is_period_of(phrase: Phrase, *, alone: bool) -> bool:
    """Whether a length of time may be the denominator of what is right behind it; 培训3天150人次 are two amounts."""
    amount = phrase.amounts[0]
    once = amount.number[0].text in ("一", "半", "1")
    return (alone or once) and bool(amount.unit) and amount.unit[-1].text.removeprefix("个") in TIMES


def _recurs(case: Candidate, period: Phrase) -> bool | None:
    """一年两次, 半年一次, 一年不少于两次: a period right before a count is its denominator."""
    out, meaning = case.out, case.meant
    place = len(out.pieces) - 1
    if not _is_plain(period) or case.phrase.form not in ("bare", "led"):
        return None
    if not _is_period_of(period, alone=not place or not isinstance(out.pieces[place - 1], Words)):
        return None
    comparator = meaning.comparator
    if (
        not isinstance(comparator, (Exactly, AtLeast, MoreThan, AtMost, LessThan))
        or comparator.unit is None
        or "/" in comparator.unit
        or comparator.unit in TIMES | {"分"}
    ):
        return False
    amount = period.amounts[0]
    below = "".join(token.text for token in (*amount.number, *amount.unit))
    once = amounts.read(amount, (), case.text, case.units)
    unit = f"{comparator.unit}/{once.unit if once.value == 1 else below}"
    out.pieces[place] = _joined(period, case.phrase)
    meaning.comparator = BOUNDS[comparator.op](Quantity(comparator.quantity.value, unit))
    out.meanings[place] = meaning
    return True


def _chains(case: Candidate, first: Phrase) -> bool | None:
    """60%≤完成率<80%: a number, a sign, the thing, a sign, a number is one range of the thing."""
    out, second = case.out, case.phrase
    signed = second.lead and second.lead[0].type in EXPLICIT and is_sign(second.lead[0])
    if not signed or not _is_plain(first):
        return None
    place = len(out.pieces) - 1
    signs = [token for token in second.lead if token.type in EXPLICIT and is_sign(token)]
    if len(signs) != 2 or second.lead[0].start != first.end or second.lead[-1] is not signs[1] or not second.amounts:
        return False
    mirrored, direct = _MIRRORED[OPERATORS[signs[0].type]], OPERATORS[signs[1].type]
    numbers = [amounts.read(phrase.amounts[0], (), case.text, case.units) for phrase in (first, second)]
    ends = [(mirrored, numbers[0]), (direct, numbers[1])]
    ends.sort(key=lambda end: end[0][0], reverse=True)
    span = _joined(first, second)
    out.pieces[place] = span
    if {op[0] for op, _ in ends} != {"<", ">"}:
        remark = Remark("OP003", (first.start, second.end), {"first": signs[0].text, "second": signs[1].text})
        out.remarks.append(remark)
        out.meanings[place] = Meaning(None)
        return True
    closed = ends[0][0] == ">=", ends[1][0] == "<="
    try:
        meaning = between(case.text, ends[0][1], ends[1][1], (span.start, span.end), low_closed=closed[0], high_closed=closed[1])
        meaning.operator = f"{signs[0].text}…{signs[1].text}"
        if isinstance(change := case.meant.comparator, Change):  # 0<增长率<10%
            meaning.comparator = replace(change, of=cast("Between", meaning.comparator))
    except UnreadableError as error:
        out.remarks += [error.remark] if error.remark is not None else []
        meaning = Meaning(None)
    out.meanings[place] = meaning
    return True


def _spreads(case: Candidate, middle: Phrase) -> bool | None:
    """30±5人: a number and how far from it is a range."""
    out, spread = case.out, case.phrase
    alone = spread.form == "led" and [token.type for token in spread.lead] == ["PLUS_MINUS"]
    kinds = {token.type for token in (*middle.lead, *middle.tail)}
    apart = case.text[middle.end : spread.start].strip(" \u3000") != ""
    if not alone or apart or case.meant.comparator is None or middle.form not in ("bare", "led"):
        return None
    place = len(out.pieces) - 1
    if out.meanings[place].comparator is None:
        return False
    if not kinds <= _AROUND or any(token.type == "OR_MORE" for token in spread.tail):
        return _refuse(case, middle, "比较词和偏差并用")  # 不低于18±2℃
    numbers = [amounts.read(phrase.amounts[0], (), case.text, case.units) for phrase in (middle, spread)]
    reach = Fraction(numbers[1].value)
    value = Fraction(numbers[0].value) * (-1 if any(token.type == "MINUS" and token.text != "+" for token in middle.lead) else 1)
    if numbers[1].unit == "%" and numbers[0].unit not in (None, "%"):  # 220V±10%
        reach, numbers[1].unit = abs(value) * reach / 100, None
    unit = numbers[0].unit or numbers[1].unit
    if numbers[1].unit not in (None, unit):  # 20cm±2mm
        factor = Fraction(1) if (numbers[1].unit, unit) == ("百分点", "%") else case.units.factor(numbers[1].unit, unit)
        if factor is None:
            return _refuse(case, middle, "两端单位不同")
        reach *= factor
    low, high = exact(value - abs(reach)), exact(value + abs(reach))
    span = _joined(middle, spread)
    out.pieces[place] = span
    out.meanings[place] = Meaning(
        Between(Quantity(low, unit), Quantity(high, unit)), "±", (numbers[0].written[0], numbers[1].written[1]), kind=OperatorKind.RANGE
    )
    return True


def _refuse(case: Candidate, middle: Phrase, reason: str) -> bool:
    """No number of a spread behind a bound, or in another unit than what it is around: 30人±5天."""
    span = (middle.start, case.phrase.end)
    case.out.remarks.append(Remark("CP009", span, {"written": case.text[span[0] : span[1]], "reason": reason}))
    case.out.pieces[-1] = _joined(middle, case.phrase)
    case.out.meanings[len(case.out.pieces) - 1] = Meaning(None)
    return True


def _meets(case: Candidate, before: Phrase) -> bool:
    """X以上Y以下, 大于X小于Y: a floor and a ceiling side by side are one range."""
    out, place = case.out, len(case.out.pieces) - 1
    first, second = out.meanings[place], case.meant
    change = first.comparator if isinstance(first.comparator, Change) else None
    if change is not None:
        first = replace(first, comparator=change.of)  # 增长≥3%<5%
    swapped = isinstance(first.comparator, (AtMost, LessThan))
    low, high = (second, first) if swapped else (first, second)
    if not isinstance(low.comparator, (AtLeast, MoreThan)) or not isinstance(high.comparator, (AtMost, LessThan)):
        return False
    span = _joined(before, case.phrase)
    closed = isinstance(low.comparator, AtLeast), isinstance(high.comparator, AtMost)
    out.pieces[place] = span
    out.meanings[place] = _ranged(case.text, out, span, _held(low, high, swapped=swapped), closed)
    out.meanings[place].operator = f"{first.operator}…{second.operator}"
    if change is not None and isinstance(out.meanings[place].comparator, Between):
        out.meanings[place].comparator = replace(change, of=cast("Between", out.meanings[place].comparator))
    return True


_CONSTRUCTIONS: tuple[Callable[[Candidate, Phrase], bool | None], ...] = (_spreads, _recurs, _chains, _meets)
"""Each returns whether it joined the two phrases, None where they are none of its kind."""


def _edges(case: Candidate) -> bool:
    """80分（含）-90分（不含）, 80%以上至90%: a range whose ends say whether they count."""
    out, piece, meaning = case.out, case.phrase, case.meant
    place = len(out.pieces) - 2
    if place < 0:
        return False
    low, link = out.pieces[place:]
    if not (isinstance(low, Phrase) and isinstance(link, Words) and len(link.row) == 1 and link.row[0].type == "RANGE"):
        return False
    ends = out.meanings[place], meaning
    if not isinstance(ends[0].comparator, (Exactly, About, AtLeast)) or not isinstance(ends[1].comparator, (Exactly, About, AtMost)):
        span_of = (low.start, piece.end)
        out.remarks.append(Remark("CP009", span_of, {"written": case.text[span_of[0] : span_of[1]], "reason": "两端不是数值"}))
        for one in ends:
            one.comparator = None
        return False
    span = _joined(low, piece)
    del out.pieces[place:]
    out.pieces.append(span)
    closed = [not any(token.type == "EXCLUDED" for token in phrase.tail) for phrase in (low, piece)]
    out.meanings[place] = _ranged(case.text, out, span, _scaled(*ends), (closed[0], closed[1]))
    out.meanings[place].operator = link.row[0].text
    return True


def close(text: str, out: Counted, close: Words | Token) -> bool:
    """介于X和Y之间: two bare numbers before 之间 are one range; of X至Y之间, which is one, it is the end."""
    if not isinstance(close, Words) or close.row[0].type != "AMID":
        return False
    if out.pieces and isinstance(last := out.pieces[-1], Phrase) and last.form == "range":
        last.tail, last.end = [*last.tail, close.row[0]], close.row[0].end
        if close.row[1:]:
            out.pieces.append(Words(close.row[1:]))
        return True
    place = len(out.pieces) - 3
    if place < 0:
        return False
    low, link, high = out.pieces[place:]
    joined = [token.type for token in link.tokens()] if not isinstance(link, Phrase) else []
    if not isinstance(low, Phrase) or not isinstance(high, Phrase) or len(joined) != 1 or joined[0] in _PARTING:
        return False
    meanings = [out.meanings[place], out.meanings[place + 2]]
    if not all(isinstance(one.comparator, Exactly) for one in meanings):
        return False
    span = _joined(low, high)
    span.tail = [*span.tail, close.row[0]]
    span.end = close.row[0].end
    del out.pieces[place:], out.meanings[place + 2]
    out.pieces.append(span)
    out.meanings[place] = _ranged(text, out, span, _scaled(*meanings), (True, True))
    out.meanings[place].operator = close.row[0].text
    if close.row[1:]:
        out.pieces.append(Words(close.row[1:]))
    return True


def _ranged(text: str, out: Counted, span: Phrase, ends: tuple[Meaning, Meaning], closed: tuple[bool, bool]) -> Meaning:
    try:
        meaning = between(text, _number(ends[0]), _number(ends[1]), (span.start, span.end), low_closed=closed[0], high_closed=closed[1])
    except UnreadableError as error:
        out.remarks += [error.remark] if error.remark is not None else []
        return Meaning(None)
    return meaning


def _scaled(low: Meaning, high: Meaning) -> tuple[Meaning, Meaning]:
    """The two ends, the scale of the second held to by the first that has none and no unit: 3和5万元之间, not 5000和1万元之间."""
    one, other = cast("Bound", low.comparator), cast("Bound", high.comparator)
    if one.unit is None and low.scale == 1 and not amounts.beside(one.quantity.value, other.quantity.value, high.scale):
        low = replace(low, comparator=BOUNDS[one.op](Quantity(exact(Fraction(one.quantity.value) * high.scale))))
    return low, high


def _held(low: Meaning, high: Meaning, *, swapped: bool) -> tuple[Meaning, Meaning]:
    """3以上5万元以下 is from 30000; of 500以上1万元以下, which says which end is which, the floor stays below the ceiling."""
    lower, _ = (low, high) if swapped else _scaled(low, high)
    ends = [Fraction(cast("Bound", one.comparator).quantity.value) for one in (lower, high)]
    return (lower if ends[0] <= ends[1] else low), high


def _number(meaning: Meaning) -> Figure:
    comparator = meaning.comparator
    assert isinstance(comparator, (AtLeast, MoreThan, AtMost, LessThan, Exactly, About))
    return Figure(comparator.quantity.value, comparator.quantity.unit, meaning.written or ("", ""))


def _joined(one: Phrase, other: Phrase) -> Phrase:
    amounts: list[Amount] = [*one.amounts, *other.amounts]
    return Phrase("range", one.lead, amounts, [*one.tail, *other.lead], other.tail)
