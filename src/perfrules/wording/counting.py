"""Which phrases of an item count: distractors become words, rows share their operators, two bounds become a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from perfrules.comparators import AtLeast, AtMost, Between, Change, Exactly, LessThan, MoreThan
from perfrules.quantities import EXACT, Quantity
from perfrules.wording import amounts
from perfrules.wording.amounts import Number
from perfrules.wording.dates import ending
from perfrules.wording.meaning import Interpreter, Meaning
from perfrules.wording.operators import EXPLICIT, OPERATORS, Remark, UnreadableError, is_sign
from perfrules.wording.phrases import Amount, Break, Phrase, Piece, Token, Words

_SCALE_WORDS = frozenset("百千万亿")
AGES = frozenset({"岁", "周岁", "月龄"})
TIMES = frozenset({"天", "日", "小时", "分钟", "月", "年", "工作日", "周", "秒", "季度", "自然日", "星期"})


@dataclass(slots=True)
class Counted:
    """The pieces of an item with the meaning of each phrase that counts, by its place in them."""

    pieces: list[Piece] = field(default_factory=list)
    meanings: dict[int, Meaning] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def counted(interpreter: Interpreter, pieces: Sequence[Piece]) -> Counted:
    """Decide for each phrase of an item whether it counts, and what it means."""
    out = Counted()
    if len(pieces) == 1 and isinstance(pieces[0], Phrase):
        _add(interpreter, out, pieces, 0, {})
        return out
    shared = _shared(pieces)
    for place in range(len(pieces)):
        _add(interpreter, out, pieces, place, shared)
    return out


def _add(
    interpreter: Interpreter, out: Counted, pieces: Sequence[Piece], place: int, shared: dict[int, tuple[list[Token], list[Token]]]
) -> None:
    piece = pieces[place]
    if not isinstance(piece, Phrase):
        _append(interpreter, out, piece)
        return
    alone = len(pieces) == 1
    if not alone and (
        _is_period(piece, pieces, place) or _narrows(interpreter.text, piece, pieces, place) or _numbers_a_noun(piece, pieces, place)
    ):
        _append(interpreter, out, Words(piece.tokens()))
        return
    if _says_nothing(piece, alone=alone or (place == 1 == len(pieces) - 1 and interpreter.text[: piece.start].strip() in ("自", "从"))):
        _append(interpreter, out, Words(piece.tokens()))
        return
    lead, tail = shared.get(place, (piece.lead, piece.tail))
    try:
        _refuse_doubled(interpreter.text, piece, pieces, place)
        meaning = interpreter.read(piece, lead, tail)
    except UnreadableError as error:
        if error.remark is None:
            _append(interpreter, out, Words(piece.tokens()))
            return
        out.remarks.append(error.remark)
        meaning = Meaning(None)
    if not _joins(interpreter, out, piece, meaning):
        out.meanings[len(out.pieces)] = meaning
        out.pieces.append(piece)


def _append(interpreter: Interpreter, out: Counted, piece: Words | Break) -> None:
    last = out.pieces[-1] if out.pieces else None
    if isinstance(piece, Words) and piece.row[0].type == "AMID" and _amid(interpreter, out, piece):
        return
    if isinstance(piece, Words) and isinstance(last, Words):
        out.pieces[-1] = Words(last.row)
        last.row.extend(piece.row)
        return
    out.pieces.append(Words(list(piece.row)) if isinstance(piece, Words) else piece)


def _says_nothing(phrase: Phrase, *, alone: bool) -> bool:
    """A numeral without unit and operator inside prose, and a date that is neither an end nor the whole item."""
    if phrase.form in ("date", "dates"):
        return not alone and not ending(phrase.core[-1].text)
    if phrase.form == "bare" and len(phrase.amounts[0].number) == 1 and phrase.amounts[0].number[0].text in _SCALE_WORDS:
        return True  # 万元GDP, 千人计划, 万元 ≤ 100: a scale with no figure
    if phrase.form not in ("bare", "led") or phrase.amounts[0].unit or phrase.amounts[0].number[0].type != "NUMERAL":
        return False
    if phrase.form == "bare":
        return not alone
    return bool(phrase.lead) and phrase.lead[-1].end != phrase.amounts[0].number[0].start


def _is_period(phrase: Phrase, pieces: Sequence[Piece], place: int) -> bool:
    """A date or span of dates in parentheses is the period of what stands before them."""
    before = pieces[place - 1] if place else None
    dated = phrase.form in ("date", "dates") and any(isinstance(piece, Phrase) for piece in pieces[:place])
    return dated and isinstance(before, Break) and before.kind == "OPEN"


def _narrows(text: str, phrase: Phrase, pieces: Sequence[Piece], place: int) -> bool:
    """八万件以内之邮件…, 3个工作日内办结率100%: a quantity that only narrows what a later one in its clause counts."""
    if phrase.form not in ("bare", "led", "range"):
        return False
    following = [piece for piece in pieces[place + 1 : place + 3] if not isinstance(piece, Words)]
    if not following or not isinstance(following[0], Phrase):
        return False
    if text[phrase.end : phrase.end + 1] in ("之", "的"):
        return True
    units = {amount.unit[-1].text for amount in phrase.amounts if amount.unit}
    if isinstance(pieces[place + 1], Words) and (units & AGES or ("元" in units and phrase.tail)):
        return True
    reached = any(token.type in ("REACH", "FALL_TO") for token in following[0].lead)
    if reached and text[: phrase.start].rstrip().endswith(("从", "由", "自")):
        return True
    latency = any(token.type == "OR_LESS" for token in phrase.tail) and bool(phrase.amounts[0].unit)
    return latency and not phrase.lead and phrase.amounts[0].unit[-1].text.removeprefix("个") in TIMES


def _numbers_a_noun(phrase: Phrase, pieces: Sequence[Piece], place: int) -> bool:
    """产品系列1≥99%: a bare number between a noun and an operator names the thing."""
    if phrase.form != "bare" or phrase.amounts[0].unit or phrase.tail or not 0 < place < len(pieces) - 1:
        return False
    before, after = pieces[place - 1], pieces[place + 1]
    named = isinstance(before, Words) and before.end == phrase.start
    return named and isinstance(after, Phrase) and any(token.type in EXPLICIT for token in after.lead)


def _refuse_doubled(text: str, phrase: Phrase, pieces: Sequence[Piece], place: int) -> None:
    """≥5家家, 80%家: two units on one number, where the clause ends with the second."""
    if not phrase.amounts or phrase.tail or place + 1 >= len(pieces):
        return
    unit, after = phrase.amounts[-1].unit, pieces[place + 1]
    if not unit or unit[-1].text == "个" or not isinstance(after, Words) or after.row[0].type != "UNIT" or after.start != phrase.end:
        return
    if len(after.row) == 1 and (place + 2 == len(pieces) or isinstance(pieces[place + 2], Break)):
        span = (phrase.start, after.end)
        raise UnreadableError(Remark("UN006", span, {"units": text[unit[0].start : after.end]}))


# —— ranges of two phrases ——


def _joins(interpreter: Interpreter, out: Counted, piece: Phrase, meaning: Meaning) -> bool:
    """X以上Y以下, 大于X小于Y: a floor and a ceiling side by side are one range."""
    place = len(out.pieces) - 1
    before = out.pieces[place] if out.pieces else None
    if not isinstance(before, Phrase):
        return False
    if before.form == "bare" and not before.tail:
        if len(piece.lead) == 1 and piece.lead[0].type == "PLUS_MINUS":
            return _spreads(interpreter, out, before, piece)
        if piece.form == "bare" and _is_period_of(before):
            return _recurs(interpreter, out, before, meaning)
        if piece.lead and is_sign(piece.lead[0]) and piece.lead[0].type in EXPLICIT and not isinstance(meaning.comparator, Change):
            return _chains(interpreter, out, before, piece)
    first, second = out.meanings[place], meaning
    swapped = isinstance(first.comparator, (AtMost, LessThan))
    low, high = (second, first) if swapped else (first, second)
    if not isinstance(low.comparator, (AtLeast, MoreThan)) or not isinstance(high.comparator, (AtMost, LessThan)):
        return False
    span = _joined(before, piece)
    closed = isinstance(low.comparator, AtLeast), isinstance(high.comparator, AtMost)
    out.pieces[place] = span
    out.meanings[place] = _ranged(interpreter, out, span, (low, high), closed)
    out.meanings[place].operator = f"{first.operator}…{second.operator}"
    return True


def _is_period_of(phrase: Phrase) -> bool:
    unit = phrase.amounts[0].unit
    return bool(unit) and unit[-1].text.removeprefix("个") in TIMES


def _recurs(interpreter: Interpreter, out: Counted, period: Phrase, meaning: Meaning) -> bool:
    """一年两次, 半年一次: a period right before a count is its denominator."""
    place = len(out.pieces) - 1
    comparator = meaning.comparator
    if not isinstance(comparator, Exactly) or comparator.unit is None or "/" in comparator.unit or comparator.unit in TIMES | {"分"}:
        return False
    amount = period.amounts[0]
    below = "".join(token.text for token in (*amount.number, *amount.unit))
    once = amounts.read(amount, (), interpreter.text, interpreter.units)
    unit = f"{comparator.unit}/{once.unit if once.value == 1 else below}"
    out.meanings[place] = Meaning(Exactly(Quantity(comparator.quantity.value, unit)), "", meaning.written)
    return True


def _chains(interpreter: Interpreter, out: Counted, first: Phrase, second: Phrase) -> bool:
    """60%≤完成率<80%: a number, a sign, the thing, a sign, a number is one range of the thing."""
    place = len(out.pieces) - 1
    signs = [token for token in second.lead if token.type in EXPLICIT and is_sign(token)]
    if len(signs) != 2 or second.lead[0].start != first.end or second.lead[-1] is not signs[1]:
        return False
    mirrored, direct = _MIRRORED[OPERATORS[signs[0].type]], OPERATORS[signs[1].type]
    numbers = [amounts.read(phrase.amounts[0], (), interpreter.text, interpreter.units) for phrase in (first, second)]
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
        meaning = interpreter.between(ends[0][1], ends[1][1], (span.start, span.end), low_closed=closed[0], high_closed=closed[1])
        meaning.operator = f"{signs[0].text}…{signs[1].text}"
    except UnreadableError as error:
        out.remarks += [error.remark] if error.remark is not None else []
        meaning = Meaning(None)
    out.meanings[place] = meaning
    return True


_MIRRORED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


def _spreads(interpreter: Interpreter, out: Counted, middle: Phrase, spread: Phrase) -> bool:
    """30±5人: a number and how far from it is a range."""
    place = len(out.pieces) - 1
    numbers = [amounts.read(phrase.amounts[0], (), interpreter.text, interpreter.units) for phrase in (middle, spread)]
    value, reach = (number.value for number in numbers)
    unit = numbers[0].unit or numbers[1].unit
    if numbers[0].unit not in (None, unit) or numbers[1].unit not in (None, unit):
        return False
    low, high = EXACT.subtract(value, abs(reach)), EXACT.add(value, abs(reach))
    span = _joined(middle, spread)
    out.pieces[place] = span
    out.meanings[place] = Meaning(Between(Quantity(low, unit), Quantity(high, unit)), "±", (numbers[0].written[0], numbers[1].written[1]))
    return True


def _amid(interpreter: Interpreter, out: Counted, close: Words) -> bool:
    """介于X和Y之间, X至Y之间: two bare numbers before 之间 are one range."""
    place = len(out.pieces) - 3
    if place < 0:
        return False
    low, link, high = out.pieces[place:]
    if not (isinstance(low, Phrase) and isinstance(high, Phrase) and isinstance(link, Words) and len(link.row) == 1):
        return False
    meanings = [out.meanings[place], out.meanings[place + 2]]
    if not all(isinstance(one.comparator, Exactly) for one in meanings):
        return False
    span = _joined(low, high)
    span.tail = [*span.tail, close.row[0]]
    span.end = close.row[0].end
    del out.pieces[place:], out.meanings[place + 2]
    out.pieces.append(span)
    out.meanings[place] = _ranged(interpreter, out, span, (meanings[0], meanings[1]), (True, True))
    out.meanings[place].operator = close.row[0].text
    if close.row[1:]:
        out.pieces.append(Words(close.row[1:]))
    return True


def _ranged(interpreter: Interpreter, out: Counted, span: Phrase, ends: tuple[Meaning, Meaning], closed: tuple[bool, bool]) -> Meaning:
    try:
        meaning = interpreter.between(
            _number(ends[0]), _number(ends[1]), (span.start, span.end), low_closed=closed[0], high_closed=closed[1]
        )
    except UnreadableError as error:
        if error.remark is not None:
            out.remarks.append(error.remark)
        return Meaning(None)
    return meaning


def _number(meaning: Meaning) -> Number:
    comparator = meaning.comparator
    assert isinstance(comparator, (AtLeast, MoreThan, AtMost, LessThan, Exactly))
    return Number(comparator.quantity.value, comparator.quantity.unit, meaning.written or ("", ""))


def _joined(one: Phrase, other: Phrase) -> Phrase:
    amounts: list[Amount] = [*one.amounts, *other.amounts]
    return Phrase("range", one.lead, amounts, [*one.tail, *other.lead], other.tail)


# —— rows ——


def _shared(pieces: Sequence[Piece]) -> dict[int, tuple[list[Token], list[Token]]]:
    """分别控制在4.2%、3%、2.5‰以内: the lead of the first and the tail of the last hold for each of the row."""
    out: dict[int, tuple[list[Token], list[Token]]] = {}
    for place, piece in enumerate(pieces):
        if place in out or not isinstance(piece, Phrase) or not any(token.text == "分别" for token in piece.lead):
            continue
        row = [place]
        while row[-1] + 2 < len(pieces) and _continues(pieces[row[-1] + 1], pieces[row[-1] + 2]):
            row.append(row[-1] + 2)
        if len(row) == 1:
            continue
        piece.lead = [token for token in piece.lead if token.text != "分别"]
        members = [member for member in (pieces[index] for index in row) if isinstance(member, Phrase)]
        for index, member in zip(row, members, strict=True):
            out[index] = (member.lead or piece.lead, member.tail or members[-1].tail)
    return out


def _continues(link: Piece, following: Piece) -> bool:
    listed = isinstance(link, Break) and link.kind in ("ENUMERATION", "COMMA")
    word = isinstance(link, Words) and len(link.row) == 1 and link.row[0].type == "AND"
    return (listed or word) and isinstance(following, Phrase) and following.form in ("bare", "led")
