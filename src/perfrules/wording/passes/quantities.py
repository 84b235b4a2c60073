"""Which phrases of an item count: distractors become words, and rows share their operators."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.units import SCALES, parts_of_whole
from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words
from perfrules.wording.passes import guard
from perfrules.wording.passes.informing import base_of_a_change, closes, note, says_again, states_a_base
from perfrules.wording.passes.meanings import Interpreter, Meaning
from perfrules.wording.passes.narrowing import is_period, narrows, numbers_a_noun
from perfrules.wording.passes.ranges import Counted, amid, joins
from perfrules.wording.remarks import Remark, UnreadableError
from perfrules.wording.values.dates import ending
from perfrules.wording.words import ADVERBS, FINISHING, KINDS, STARTING_POINTS

_SCALE_WORDS = frozenset(SCALES) - {"十"}
_SHARES = parts_of_whole().keys()
_NOUN_LENGTH = 8


def counted(interpreter: Interpreter, pieces: Sequence[Piece]) -> Counted:
    """Decide for each phrase of an item whether it counts, and what it means."""
    out = Counted()
    if len(pieces) == 1 and isinstance(pieces[0], Phrase):
        _add(interpreter, out, pieces, 0, {})
        return out
    pieces = base_of_a_change(pieces)
    shared = _shared(pieces)
    for place in range(len(pieces)):
        _add(interpreter, out, pieces, place, shared)
    return out


def _add(
    interpreter: Interpreter, out: Counted, pieces: Sequence[Piece], place: int, shared: dict[int, tuple[Sequence[Token], Sequence[Token]]]
) -> None:
    piece = pieces[place]
    if not isinstance(piece, Phrase):
        _append(interpreter, out, piece)
        return
    alone = len(pieces) == 1
    if not alone and (
        is_period(piece, pieces, place) or narrows(interpreter.text, piece, pieces, place) or numbers_a_noun(piece, pieces, place)
    ):
        _append(interpreter, out, Words(piece.tokens()))
        return
    if _earns(piece, pieces, place):
        _append(interpreter, out, Words(piece.tokens()))
        return
    base = states_a_base(interpreter, piece, pieces, place)
    if base is not None:
        out.remarks.append(base)
        _append(interpreter, out, note(piece))
        return
    alone = alone or (place == 1 == len(pieces) - 1 and interpreter.text[: piece.start].strip() in STARTING_POINTS)
    if _says_nothing(piece, alone=alone, finished=_is_finish(interpreter.text, pieces, place), named=_has_noun(pieces, place)) or _frames(
        pieces, place
    ):
        _append(interpreter, out, Words(piece.tokens()))
        return
    lead, tail = shared.get(place, (piece.lead, piece.tail or _tail_after_noun(pieces, place)))
    if place in shared:
        piece.lead = lead
    try:
        guard.check(interpreter.text, pieces, place, lead, tail)
        _refuse_doubled(interpreter.text, piece, pieces, place)
        meaning = interpreter.read(piece, lead, tail)
    except UnreadableError as error:
        if error.remark is None:
            _append(interpreter, out, Words(piece.tokens()))
            return
        out.remarks.append(error.remark)
        meaning = Meaning(None)
        for index, earlier in out.meanings.items():  # 30±5.1.2人, 50人×2期: what is glued to it is no number either
            if out.pieces[index].end > error.remark.span[0] or out.pieces[index].end == piece.start:
                earlier.comparator = None
    out.remarks += _doubtful_sign(interpreter.text, out, piece)
    if not says_again(interpreter, out, piece, meaning) and not joins(interpreter, out, piece, meaning):
        out.meanings[len(out.pieces)] = meaning
        out.pieces.append(piece)


def _append(interpreter: Interpreter, out: Counted, piece: Words | Token) -> None:
    if closes(out, piece):
        return
    last = out.pieces[-1] if out.pieces else None
    if isinstance(piece, Words) and piece.row[0].type == "AMID" and amid(interpreter, out, piece):
        return
    if isinstance(piece, Words) and isinstance(last, Words):
        out.pieces[-1] = Words(last.row)
        last.row.extend(piece.row)
        return
    out.pieces.append(Words(list(piece.row)) if isinstance(piece, Words) else piece)


def _tail_after_noun(pieces: Sequence[Piece], place: int) -> list[Token]:
    """3家企业以上: the word of a bound may stand behind the noun that is counted."""
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    if not isinstance(after, Words) or after.row[-1].type not in ("OR_MORE", "OR_LESS") or len(after.row) < 2:
        return []
    ends = place + 2 == len(pieces) or isinstance(pieces[place + 2], Token)
    noun = all(token.type in ("WORD", "OTHER", "UNIT") and token.text.isalpha() for token in after.row[:-1])
    return [after.row[-1]] if ends and noun and after.row[-1].start - after.start <= _NOUN_LENGTH else []


def _has_noun(pieces: Sequence[Piece], place: int) -> bool:
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    return isinstance(after, Words) and after.start == pieces[place].end and after.row[0].type in ("WORD", "OTHER", "IDIOM")


def _is_kind(phrase: Phrase) -> bool:
    unit = phrase.amounts[0].unit
    return len(unit) == 1 and unit[0].text in KINDS


def _says_nothing(phrase: Phrase, *, alone: bool, finished: bool, named: bool) -> bool:
    """A numeral without unit and operator inside prose, and a date that is neither an end nor the whole item."""
    if phrase.form in ("date", "dates"):
        return not alone and not finished and not ending(phrase.core[-1].text)
    if phrase.form == "bare" and len(phrase.amounts[0].number) == 1 and phrase.amounts[0].number[0].text in _SCALE_WORDS:
        return not phrase.tail  # 万元GDP, 千人计划, 万元 ≤ 100: a scale with no figure; 万亩以上 is 10000 亩
    if (
        phrase.form == "bare"
        and not alone
        and not phrase.tail
        and phrase.amounts[0].number[0].type == "NUMERAL"
        and named
        and _is_kind(phrase)
    ):
        return True  # 三类人群全覆盖
    if phrase.form not in ("bare", "led") or phrase.amounts[0].unit or phrase.amounts[0].number[0].type != "NUMERAL":
        return False
    if phrase.form == "bare":
        return not alone
    return bool(phrase.lead) and phrase.lead[-1].end != phrase.amounts[0].number[0].start


def _doubtful_sign(text: str, out: Counted, phrase: Phrase) -> list[Remark]:
    """收入-5万元: a dash between a noun and a number that is no sign is said."""
    words = out.pieces[-1] if out.pieces else None
    if not isinstance(words, Words) or len(words.row) < 2 or words.end != phrase.start or phrase.form not in ("bare", "range"):
        return []
    dash, noun = words.row[-1], words.row[-2]
    if dash.type != "RANGE" or dash.text[0] not in "-–—−" or not "一" <= text[dash.start - 1] <= "龥" or noun.end != dash.start:
        return []
    return [Remark("CP024", (dash.start, phrase.end), {"written": text[dash.start : phrase.end]})]


def _is_finish(text: str, pieces: Sequence[Piece], place: int) -> bool:
    """Whether a verb of finishing behind a date ends the clause and no quantity stands beside: 2022年8月竣工, 第二季度建成."""
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    ends = place + 2 >= len(pieces) or isinstance(pieces[place + 2], Token)
    if not isinstance(after, Words) or not ends:
        return False
    said = "".join(text[after.start : after.end].split()).removeprefix("内").removeprefix("份")
    for word in ADVERBS:
        said = said.removeprefix(word)
    start = next((index for index in range(place - 1, -1, -1) if isinstance(pieces[index], Token)), -1)
    while said and (word := next((verb for verb in FINISHING if said.startswith(verb)), "")):
        said = said.removeprefix(word).removeprefix("并")
    return not said and not any(isinstance(piece, Phrase) for piece in pieces[start + 1 : place])


def _frames(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a start such as 自2023年起 only introduces what is asked for behind it."""
    piece = pieces[place]
    started = isinstance(piece, Phrase) and piece.form == "unsayable" and piece.core[-1].text.endswith(("起", "以后", "之后"))
    return started and any(isinstance(later, Phrase) for later in pieces[place + 1 :])


def _earns(phrase: Phrase, pieces: Sequence[Piece], place: int) -> bool:
    """Whether a quantity is the condition of points right behind it: 5万元以上奖6分."""
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    scored = isinstance(after, Words) and after.row[0].type == "SCORE" and after.start == phrase.end
    return scored and isinstance(after, Words) and after.row[0].text[0] in "奖加扣减罚不"


def _refuse_doubled(text: str, phrase: Phrase, pieces: Sequence[Piece], place: int) -> None:
    """≥5家家, 80%家: two units on one number, where the clause ends with the second."""
    if not phrase.amounts or phrase.tail or place + 1 >= len(pieces):
        return
    unit, after = phrase.amounts[-1].unit, pieces[place + 1]
    if not unit or not isinstance(after, Words) or after.row[0].type != "UNIT" or after.start != phrase.end:
        return
    one, other = unit[-1].text, after.row[0].text
    ends = len(after.row) == 1 and (place + 2 == len(pieces) or isinstance(pieces[place + 2], Token))
    if (
        unit[-1].type == "LATIN"
        or one == other
        or {one, other} <= _SHARES
        or (ends and (one in _SHARES or other in _SHARES or other == "倍" or other.startswith(one)))
    ):
        span = (phrase.start, after.end)
        raise UnreadableError(Remark("UN006", span, {"units": text[unit[0].start : after.end]}))


# —— rows ——


def _shared(pieces: Sequence[Piece]) -> dict[int, tuple[Sequence[Token], Sequence[Token]]]:
    """分别控制在4.2%、3%、2.5‰以内: the lead of the first and the tail of the last hold for each of the row."""
    out: dict[int, tuple[Sequence[Token], Sequence[Token]]] = {}
    for place, piece in enumerate(pieces):
        if place in out or not isinstance(piece, Phrase) or not any(token.text == "分别" for token in piece.lead):
            continue
        row = [place]
        while row[-1] + 2 < len(pieces) and _continues(pieces[row[-1] + 1], pieces[row[-1] + 2]):
            row.append(row[-1] + 2)
        if len(row) == 1:
            continue
        first = [token for token in piece.lead if token.text != "分别"]
        members = [member for member in (pieces[index] for index in row) if isinstance(member, Phrase)]
        for index, member in zip(row, members, strict=True):
            own = first if member is piece else member.lead
            out[index] = (own or first, member.tail or members[-1].tail)
    return out


def _continues(link: Piece, following: Piece) -> bool:
    listed = isinstance(link, Token) and link.type in ("ENUMERATION", "COMMA")
    word = isinstance(link, Words) and len(link.row) == 1 and link.row[0].type == "AND"
    return (listed or word) and isinstance(following, Phrase) and following.form in ("bare", "led")
