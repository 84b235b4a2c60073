"""From phrases to criteria: which words are the subject of which quantity, and which state a requirement of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lark import Token

from perfrules.comparators import BOUNDS, AtLeast, AtMost, Between, Comparator, Deadline, LessThan, MoreThan, Qualitative
from perfrules.quantities import Quantity
from perfrules.wording.meaning import EXPLICIT, Interpreter, Meaning, Number, Remark, UnreadableError
from perfrules.wording.phrases import Break, Phrase, Piece, Words, end_of, start_of, tokens_of

ITEM_BREAKS = frozenset({"ITEM_MARK", "NEWLINE", "SEMICOLON", "FULL_STOP", "LINE_BREAK"})
INTRODUCTIONS = ("通过", "围绕", "按照", "根据", "依据", "为", "在", "对", "经", "结合", "针对", "其中", "到", "截至", "确保", "保证", "预计")
BARE_VERBS = ("建设", "建成", "推动", "新增", "创建", "創建", "至少", "完成", "支持", "组织", "举办", "开展", "打造", "培育", "引进", "发放", "必須", "必须", "给", "确保", "實現", "实现")
_EDGE = " \t\r\n,，、;；:：。.的之为於于在共计以按是"
_UNIT_LENGTH = 3
_DATE_LEADS = frozenset("到至在于於截每年个季度的")


@dataclass(slots=True)
class Draft:
    """A criterion in the making: a stretch of the text, what it means, and what it is about."""

    start: int
    end: int
    meaning: Meaning | None = None
    subject: str | None = None
    each: bool = False
    aspiration: bool = False
    bare: bool = False

    def comparator(self, text: str) -> Comparator:
        """Its comparator; qualitative where nothing countable was read."""
        if self.meaning is not None and self.meaning.comparator is not None:
            return self.meaning.comparator
        return Qualitative(text[self.start : self.end])


@dataclass(slots=True)
class Item:
    """One list item, or the whole wording: its mark, its pieces, and what was read in them."""

    mark: Token | None
    pieces: list[Piece] = field(default_factory=list)
    closing: str = ""


def items_of(pieces: Sequence[Piece]) -> list[Item]:
    """The items of a wording: parted by list marks, semicolons, full stops and new lines."""
    items = [Item(None)]
    for piece in pieces:
        if isinstance(piece, Break) and piece.token.type in ITEM_BREAKS:
            items[-1].closing += piece.token.type + " "
            items.append(Item(piece.token if piece.token.type == "ITEM_MARK" else None))
        else:
            items[-1].pieces.append(piece)
    return [item for item in items if item.pieces or item.mark is not None]


class ItemReader:
    """Reads the pieces of one item into drafts and remarks."""

    def __init__(self, interpreter: Interpreter, item: Item) -> None:
        self.interpreter = interpreter
        self.text = interpreter.text
        self.remarks: list[Remark] = []
        self.meanings: dict[int, Meaning] = {}
        self.pieces: list[Piece] = self._counted(item.pieces)
        self.drafts: list[Draft] = []

    def read(self) -> list[Draft]:
        """The drafts of the item, in order."""
        if not any(isinstance(piece, Phrase) for piece in self.pieces):
            return self._prose(self.pieces)
        pending: list[Piece] = []
        for piece in self.pieces:
            if isinstance(piece, Phrase):
                self._phrase(piece, pending)
                pending = []
            else:
                pending.append(piece)
        self._close(pending)
        return self.drafts

    # —— which phrases count ——

    def _counted(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, with those phrases that count nothing turned into words."""
        shared = _shared(pieces)
        out: list[Piece] = []
        for place, piece in enumerate(pieces):
            if isinstance(piece, Phrase):
                lead, tail = shared.get(place, (piece.lead, piece.tail))
                piece = self._counting(piece, lead, tail, pieces, place)
            if isinstance(piece, Words) and out and isinstance(out[-1], Words):
                piece = Words([*out.pop().tokens, *piece.tokens])  # type: ignore[union-attr]
            out.append(piece)
        return self._joined(out)

    def _counting(self, phrase: Phrase, lead: list[Token], tail: list[Token], pieces: Sequence[Piece], place: int) -> Piece:
        alone = len(pieces) == 1
        if _narrows(self.text, phrase, pieces, place) or _numbers_a_noun(phrase, pieces, place) or self._says_nothing(phrase, alone):
            return Words(tokens_of([phrase]))
        try:
            self._refuse_doubled(phrase, pieces[place + 1 :])
            meaning = self.interpreter.read(phrase, lead, tail)
        except UnreadableError as error:
            if error.remark is None:
                return Words(tokens_of([phrase]))
            self.remarks.append(error.remark)
            meaning = Meaning(None)
        self.meanings[id(phrase)] = meaning
        return phrase

    def _refuse_doubled(self, phrase: Phrase, following: Sequence[Piece]) -> None:
        """≥5家家, 80%家: two units on one number, where the clause ends with the second."""
        unit = phrase.amounts[-1].unit if phrase.amounts and not phrase.tail else []
        after = following[0] if following else None
        if not unit or unit[-1] == "个" or not isinstance(after, Words) or after.tokens[0].type != "UNIT" or after.start != phrase.end:
            return
        if len(after.tokens) == 1 and (len(following) == 1 or isinstance(following[1], Break)):
            span = (phrase.start, after.end)
            raise UnreadableError(Remark("UN006", span, {"units": self.text[start_of(unit[0]) : after.end]}))

    def _says_nothing(self, phrase: Phrase, alone: bool) -> bool:
        """A numeral without unit and operator inside prose, and a date that is neither an end nor the whole item."""
        if phrase.form == "date":
            token = phrase.core[-1]
            return not alone and not token.endswith(("前", "底", "末", "终"))
        if phrase.form == "bare" and phrase.amounts[0].number[0].type == "NUMERAL":
            return not phrase.amounts[0].unit and not alone
        if phrase.form == "led" and phrase.amounts[0].number[0].type == "NUMERAL" and not phrase.amounts[0].unit:
            return bool(phrase.lead) and end_of(phrase.lead[-1]) != start_of(phrase.amounts[0].number[0])
        return False

    def _joined(self, pieces: list[Piece]) -> list[Piece]:
        """X以上Y以下, 大于X小于Y and 介于X和Y之间 as one range."""
        out: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, Phrase) and out and isinstance(out[-1], Phrase):
                joined = self._floor_and_ceiling(out[-1], piece)
                if joined is not None:
                    out[-1] = joined
                    continue
            if isinstance(piece, Words) and len(out) >= 3 and piece.tokens[0].type == "AMID":
                low, link, high = out[-3:]
                if isinstance(low, Phrase) and isinstance(high, Phrase) and isinstance(link, Words) and len(link.tokens) == 1:
                    joined = self._amid(low, high, piece)
                    if joined is not None:
                        out[-3:] = [joined, *([Words(piece.tokens[1:])] if piece.tokens[1:] else [])]
                        continue
            out.append(piece)
        return out

    def _floor_and_ceiling(self, one: Phrase, other: Phrase) -> Phrase | None:
        low, high = self.meanings[id(one)].comparator, self.meanings[id(other)].comparator
        if not isinstance(low, (AtLeast, MoreThan)) or not isinstance(high, (AtMost, LessThan)):
            return None
        numbers = [Number(item.quantity.value, item.quantity.unit, ("", ""), 1) for item in (low, high)]
        numbers[0].unit = numbers[0].unit or numbers[1].unit
        numbers[1].unit = numbers[1].unit or numbers[0].unit
        return self._span(one, other, numbers, isinstance(low, AtLeast), isinstance(high, AtMost))

    def _amid(self, low: Phrase, high: Phrase, close: Words) -> Phrase | None:
        ends = [self.meanings[id(phrase)].comparator for phrase in (low, high)]
        if not all(isinstance(end, BOUNDS["="]) for end in ends):
            return None
        numbers = [Number(end.quantity.value, end.quantity.unit, ("", ""), 1) for end in ends]  # type: ignore[union-attr]
        numbers[0].unit = numbers[0].unit or numbers[1].unit
        joined = self._span(low, high, numbers, low_closed=True, high_closed=True)
        joined.tail = [close.tokens[0]]
        return joined

    def _span(self, one: Phrase, other: Phrase, numbers: list[Number], low_closed: bool, high_closed: bool) -> Phrase:
        joined = Phrase("range", one.lead, [*one.amounts, *other.amounts], [*one.tail, *other.lead], other.tail)
        first, second = self.meanings[id(one)], self.meanings[id(other)]
        try:
            meaning = self.interpreter.between(*numbers, (one.start, other.end), low_closed=low_closed, high_closed=high_closed)
            meaning.operator = f"{first.operator}…{second.operator}"
            if first.written and second.written:
                meaning.written = (f"{first.written[0]}～{second.written[0]}", second.written[1] or first.written[1])
        except UnreadableError as error:
            if error.remark is not None:
                self.remarks.append(error.remark)
            meaning = Meaning(None)
        self.meanings[id(joined)] = meaning
        return joined

    # —— subjects and requirements ——

    def _phrase(self, phrase: Phrase, pending: list[Piece]) -> None:
        """Close what stands before a phrase, and open its draft."""
        place = next((index for index, piece in enumerate(pending) if isinstance(piece, Break)), None)
        if self.drafts and place is not None:
            self._trail(pending[:place])
            pending = pending[place + 1 :]
        elif self.drafts and not pending and not isinstance(self.drafts[-1].comparator(self.text), Deadline):
            previous = self.drafts[-1]
            span = (previous.start, phrase.end)
            self.remarks.append(Remark("CP011", span, {"written": self.text[span[0] : span[1]]}))
        rest, own = _own(pending)
        meaning = self.meanings[id(phrase)]
        if rest and (own or self.drafts):
            own = self._before(rest, own)
        elif rest:
            own = rest
        start = own[0].start if own else phrase.start
        draft = Draft(start, phrase.end, meaning, bare=not own)
        self._flags(draft, phrase, own)
        inner = self.text[start : self._binding_start(phrase)]
        if isinstance(meaning.comparator, Deadline) and set(inner) <= _DATE_LEADS:
            inner = ""
        draft.subject = clean(inner)
        self.drafts.append(draft)

    def _binding_start(self, phrase: Phrase) -> int:
        """Where the words that compare and count begin; unbound words of the lead belong to the subject."""
        from_here = phrase.start
        kinds = [token.type for token in phrase.lead]
        for place, kind in enumerate(kinds):
            if kind in ("RISE", "FALL") and not self._is_change(phrase) and place == len(kinds) - 1:
                from_here = end_of(phrase.lead[place])
        return from_here

    def _is_change(self, phrase: Phrase) -> bool:
        comparator = self.meanings[id(phrase)].comparator
        return type(comparator).__name__ == "Change"

    def _before(self, rest: list[Piece], own: list[Piece]) -> list[Piece]:
        """Clauses before the one that counts: an introduction joins its subject, anything else is a requirement."""
        text = self.text[rest[0].start : rest[-1].end].strip(_EDGE)
        words = [piece for piece in rest if isinstance(piece, Words)]
        if not words:
            return own
        if (own and text.startswith(INTRODUCTIONS) and len(text) <= 20 and len(words) == 1) or len(text) <= 1:
            return [*rest, *own]
        self.drafts += self._prose(rest)
        return own

    def _flags(self, draft: Draft, phrase: Phrase, own: Sequence[Piece]) -> None:
        tokens = [*tokens_of(own), *phrase.lead]
        draft.aspiration = any(token.type == "ASPIRE" for token in tokens)
        draft.each = any(token.type == "EACH" for token in tokens) and not phrase.form.startswith("shared")

    def _trail(self, words: Sequence[Piece]) -> None:
        """Words right after a quantity: they belong to it, and name its subject where nothing else does."""
        if not words:
            return
        draft = self.drafts[-1]
        text = self.text[draft.end : words[-1].end]
        tokens = tokens_of(words)
        if self._is_unit(draft, tokens):
            self._take_unit(draft, tokens)
            return
        if any(token.type == "SCORE" for token in tokens):
            if not tokens[0].startswith("("):
                self.remarks.append(Remark("CP008", (draft.end, words[-1].end), {"written": text.strip()}))
            return
        draft.end = words[-1].end
        subject = clean(text)
        if subject and (draft.subject is None or draft.subject in BARE_VERBS):
            draft.subject = subject

    def _is_unit(self, draft: Draft, tokens: Sequence[Token]) -> bool:
        """Whether a short unknown word right after a bare number ends the clause, and so is its unit."""
        comparator = draft.meaning.comparator if draft.meaning is not None else None
        if not isinstance(comparator, tuple(BOUNDS.values())) or comparator.unit is not None or tokens[0].start_pos != draft.end:
            return False
        length = end_of(tokens[-1]) - start_of(tokens[0])
        return length <= _UNIT_LENGTH and all(token.type in ("WORD", "OTHER") and token.isalpha() and token[0] not in _EDGE for token in tokens)

    def _take_unit(self, draft: Draft, tokens: Sequence[Token]) -> None:
        meaning, unit = draft.meaning, "".join(tokens)
        if meaning is not None and meaning.comparator is not None:
            meaning.comparator = type(meaning.comparator)(Quantity(meaning.comparator.quantity.value, unit))  # type: ignore[union-attr,call-arg,arg-type]
            meaning.written = (meaning.written[0] if meaning.written else "", unit)
        draft.end = end_of(tokens[-1])

    def _close(self, pending: list[Piece]) -> None:
        """What stands after the last quantity of the item."""
        place = next((index for index, piece in enumerate(pending) if isinstance(piece, Break)), len(pending))
        self._trail(pending[:place])
        rest = [piece for piece in pending[place:] if not isinstance(piece, Break) or True]
        words = [piece for piece in rest if isinstance(piece, Words)]
        if not words:
            return
        span = (words[0].start, words[-1].end)
        if any(token.type == "SCORE" for token in tokens_of(words)) or "扣分" in self.text[span[0] : span[1]]:
            self.remarks.append(Remark("CP008", span, {"written": self.text[span[0] : span[1]]}))
            return
        self.drafts += self._prose(rest)

    def _prose(self, pieces: Sequence[Piece]) -> list[Draft]:
        """One qualitative draft over a stretch of words, or none where nothing is said."""
        words = [piece for piece in pieces if isinstance(piece, (Words, Phrase))]
        if not words:
            return []
        start, end = words[0].start, words[-1].end
        opening = [piece for piece in pieces if isinstance(piece, Break) and piece.start >= end and piece.token.type == "CLOSE"]
        if opening and "(" in self.text[start:end].replace("（", "("):
            end = opening[-1].end
        if not any(char.isalnum() for char in self.text[start:end]):
            return []
        draft = Draft(start, end)
        draft.aspiration = any(token.type == "ASPIRE" for token in tokens_of(pieces))
        return [draft]


def clean(text: str) -> str | None:
    """The words of a subject without the particles and signs at their edges; None where nothing is left."""
    text = text.strip().strip("(（)）[]").strip(_EDGE)
    return text or None


def _own(pending: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces before a phrase as (earlier clauses, its own clause); 、 and brackets do not end a clause."""
    place = len(pending)
    while place and not (isinstance(pending[place - 1], Break) and pending[place - 1].token.type == "COMMA"):  # type: ignore[union-attr]
        place -= 1
    own = pending[place:]
    if own and not any(isinstance(piece, Words) for piece in own):
        own = []
    while own and isinstance(own[0], Break) and own[0].token.type in ("ENUMERATION", "COLON", "CLOSE"):
        own = own[1:]
    if not own and place:
        earlier = pending[: place - 1]
        again = len(earlier)
        while again and not (isinstance(earlier[again - 1], Break) and earlier[again - 1].token.type == "COMMA"):  # type: ignore[union-attr]
            again -= 1
        return pending[: max(again - 1, 0)] if again else [], earlier[again:]
    return pending[: max(place - 1, 0)], own


def _narrows(text: str, phrase: Phrase, pieces: Sequence[Piece], place: int) -> bool:
    """八万件以内之邮件…, 3个工作日内办结率100%: a quantity that only narrows what a later one in its clause counts."""
    following = pieces[place + 1 :]
    stop = next((index for index, piece in enumerate(following) if isinstance(piece, Break)), len(following))
    if not any(isinstance(piece, Phrase) for piece in following[:stop]) or not isinstance(following[0], Words):
        return False
    if text[phrase.end : phrase.end + 1] in ("之", "的"):
        return phrase.form in ("bare", "led")
    latency = phrase.form in ("bare", "led") and any(token.type == "OR_LESS" for token in phrase.tail)
    timed = latency and bool(phrase.amounts[0].unit) and phrase.amounts[0].unit[-1] in _TIMES
    return timed and not phrase.lead


def _numbers_a_noun(phrase: Phrase, pieces: Sequence[Piece], place: int) -> bool:
    """产品系列1≥99%: a bare number between a noun and an operator names the thing."""
    before, after = pieces[place - 1 : place], pieces[place + 1 : place + 2]
    named = bool(before) and isinstance(before[0], Words) and before[0].end == phrase.start
    compared = bool(after) and isinstance(after[0], Phrase) and any(token.type in EXPLICIT for token in after[0].lead)
    return phrase.form == "bare" and not phrase.amounts[0].unit and not phrase.tail and named and compared


_TIMES = frozenset({"天", "日", "小时", "分钟", "月", "个月", "年", "工作日", "个工作日", "周", "秒", "个小时", "季度", "自然日"})


def _shared(pieces: Sequence[Piece]) -> dict[int, tuple[list[Token], list[Token]]]:
    """分别控制在4.2%、3%、2.5‰以内: the lead of the first and the tail of the last hold for each of the row."""
    out: dict[int, tuple[list[Token], list[Token]]] = {}
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if isinstance(piece, Phrase) and any(token == "分别" for token in piece.lead):
            row = [place]
            while row[-1] + 2 < len(pieces) and _continues(pieces[row[-1] + 1], pieces[row[-1] + 2]):
                row.append(row[-1] + 2)
            if len(row) > 1:
                lead = [token for token in piece.lead if token != "分别"]
                tail = next((item.tail for item in reversed([pieces[index] for index in row]) if isinstance(item, Phrase)), [])
                for index in row:
                    member = pieces[index]
                    if isinstance(member, Phrase):
                        out[index] = (lead if index == place or not member.lead else member.lead, member.tail or tail)
                        member.form = member.form if index == place else member.form
                piece.lead = lead
            place = row[-1]
        place += 1
    return out


def _continues(link: Piece, following: Piece) -> bool:
    joined = isinstance(link, Break) and link.token.type in ("ENUMERATION", "COMMA")
    word = isinstance(link, Words) and len(link.tokens) == 1 and link.tokens[0].type == "AND"
    return (joined or word) and isinstance(following, Phrase) and following.form in ("bare", "led")


__all__ = ["Draft", "Item", "ItemReader", "Quantity", "clean", "items_of"]
_ = Between
