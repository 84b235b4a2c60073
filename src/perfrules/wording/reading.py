"""One wording read: items, criteria, findings, and a place for every character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from lark import Token

from perfrules import units
from perfrules.comparators import BOUNDS, Between, Change, Comparator, Exactly, Qualitative
from perfrules.findings import Finding, finding
from perfrules.quantities import EXACT, Quantity
from perfrules.text import Span
from perfrules.units import Units
from perfrules.wording import language, names
from perfrules.wording.clauses import Draft, Item, ItemReader, clean, items_of
from perfrules.wording.criteria import Criterion
from perfrules.wording.meaning import FLOOR, CEILING, OPERATORS, Interpreter, Meaning, Remark
from perfrules.wording.phrases import Break, Builder, Phrase, Piece, Words, end_of, start_of, tokens_of

MAX_CRITERIA = 200
_NOT_APPLICABLE = frozenset({"不适用", "/", "-", "--", "—", "——", "n/a", "N/A", "NA"})
_SEPARATING = frozenset(" \t\r\n,，、;；:：。.()（）[]【】!！?？")


@dataclass(slots=True)
class Parts:
    """What a reading consists of."""

    criteria: list[Criterion] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    separators: list[Span] = field(default_factory=list)
    leftovers: list[Span] = field(default_factory=list)


class Language:
    """A parser and a vocabulary; built once for each vocabulary and then only read."""

    def __init__(self, vocabulary: Units, words: tuple[tuple[str, str], ...] = ()) -> None:
        self.units = vocabulary
        self.lark = language.build(vocabulary, words, Builder())
        self.folding = language.folding()

    def read(self, text: str, name: str | None, limit: int) -> Parts:
        """The parts of the reading of ``text`` under ``name``."""
        if len(text) > limit:
            return _refused(text, finding("CP016", span=(0, len(text)), text=text, what="文字长度", limit=f"{limit} 字"))
        reader = _Reader(self, text, name)
        return reader.parts()


@lru_cache(maxsize=8)
def standard(vocabulary: Units | None = None, words: tuple[tuple[str, str], ...] = ()) -> Language:
    """The language of a vocabulary, the shipped one by default."""
    return Language(vocabulary or units.standard(), words)


def _refused(text: str, remark: Finding) -> Parts:
    whole = Span(0, len(text))
    return Parts(criteria=[Criterion(Qualitative(text), text, whole)] if text else [], findings=[remark])


class _Reader:
    def __init__(self, lang: Language, text: str, name: str | None) -> None:
        self.lang = lang
        self.text = text
        self.name = name.translate(lang.folding) if name else ""
        self.raw_name = name or ""
        self.remarks: list[Remark] = []
        self.marks: list[tuple[int, int]] = []

    def parts(self) -> Parts:
        pieces: list[Piece] = self.lang.lark.parse(self.text.translate(self.lang.folding))  # type: ignore[assignment]
        stop = self._stopped(pieces)
        if stop is not None:
            return stop
        pieces, nature = self._nature(pieces)
        drafts: list[tuple[int | None, Draft]] = []
        interpreter = Interpreter(self.text, self.lang.units)
        found = self._glued_numbers(items_of(pieces))
        for item in found:
            reader = ItemReader(interpreter, item)
            number = _number(item.mark)
            drafts += [(number, draft) for draft in reader.read()]
            self.remarks += reader.remarks
        self._damage(pieces, drafts)
        drafts = self._merged(drafts, found)
        self._names(drafts)
        self._natured(nature, drafts)
        for _, draft in drafts:
            if draft.meaning is not None:
                self.remarks += [*draft.meaning.remarks, *self._unknown_unit(draft)]
        return self._assembled(drafts)

    # —— whole wordings that are no language ——

    def _stopped(self, pieces: Sequence[Piece]) -> Parts | None:
        bare = self.text.strip()
        tokens = tokens_of(pieces)
        formula = next((token for token in tokens if token.type == "FORMULA"), None)
        if formula is not None:
            span = (start_of(formula), end_of(formula))
            return _refused(self.text, finding("CP018", span=span, text=self.text, written=self.text[span[0] : span[1]][:40]))
        if bare in _NOT_APPLICABLE:
            parts = Parts(findings=[finding("CP017", span=_span_of(self.text, bare), text=self.text, written=bare)])
            self._places(parts, [])
            return parts
        if _is_ladder(tokens, pieces):
            parts = _refused(self.text, finding("CP008", span=(0, len(self.text)), text=self.text, written=bare))
            return parts
        if _is_english(self.text, tokens):
            return Parts(criteria=[Criterion(Qualitative(bare), bare, Span(*_span_of(self.text, bare)))])
        hidden = [token for token in tokens if token.type == "HIDDEN"]
        if not hidden and not any(char.isalnum() for char in self.text) and not any(t.type in OPERATORS or t.type == "UNIT" for t in tokens):
            parts = Parts(findings=[finding("CP015", text=self.text)])
            self._places(parts, [])
            return parts
        return None

    def _nature(self, pieces: list[Piece]) -> tuple[list[Piece], Token | None]:
        """The direction mark that a joined cell begins with (正向 大于等于 70)."""
        first = pieces[0] if pieces else None
        if isinstance(first, Words) and first.tokens[0].type == "NATURE":
            mark = first.tokens[0]
            rest = first.tokens[1:]
            self.marks.append((start_of(mark), end_of(mark)))
            return [*([Words(rest)] if rest else []), *pieces[1:]], mark
        return pieces, None

    def _natured(self, mark: Token | None, drafts: list[tuple[int | None, Draft]]) -> None:
        if mark is None:
            return
        for _, draft in drafts:
            direction = getattr(draft.comparator(self.text), "direction", None)
            upward = mark.startswith("正")
            if direction is not None and mark[0] in "正反逆" and upward != (direction.value == "ascending"):
                written = self.text[draft.start : draft.end]
                self.remarks.append(Remark("OP014", (start_of(mark), end_of(mark)), {"mark": str(mark), "written": written}))

    # —— damage ——

    def _glued_numbers(self, found: list[Item]) -> list[Item]:
        """2.15 as the second item of a list numbered 1. is item 2 with 15; and marks glued to a year."""
        for before, item in zip(found, found[1:], strict=False):
            if item.mark is not None and item.mark.endswith(".") and self.text[end_of(item.mark) : end_of(item.mark) + 1].isdigit():
                self._glued(start_of(item.mark), str(item.mark))
            first = item.pieces[0] if item.pieces else None
            if item.mark is not None or before.mark is None or not isinstance(first, Phrase) or first.form != "bare":
                continue
            numeral = first.amounts[0].number[0]
            head, dot, tail = str(numeral).partition(".")
            if dot and head == str((_number(before.mark) or 0) + 1) and before.mark.endswith("."):
                mark = Token("ITEM_MARK", head + ".", start_pos=start_of(numeral), end_pos=start_of(numeral) + len(head) + 1)
                first.amounts[0].number[0] = Token("NUMBER", tail, start_pos=end_of(mark), end_pos=end_of(numeral))
                item.mark = mark
                self._glued(start_of(mark), str(mark))
        return found

    def _glued(self, start: int, mark: str) -> None:
        self.remarks.append(Remark("CP004", (start, start + len(mark) + 1), {"written": self.text[start : start + len(mark) + 4], "mark": mark}))

    def _damage(self, pieces: Sequence[Piece], drafts: list[tuple[int | None, Draft]]) -> None:
        """Hidden characters, lost numbers, alternatives, markup and debris in and beside the drafts."""
        tokens = tokens_of(pieces)
        for token in tokens:
            span = (start_of(token), end_of(token))
            if token.type == "HIDDEN":
                shown = " ".join(f"U+{ord(char):04X}" for char in token[:4])
                self.remarks.append(Remark("OP011", span, {"character": shown}))
                for _, draft in drafts:
                    draft.meaning = None
            elif token.type in ("MARKUP", "LINE_BREAK"):
                self.remarks.append(Remark("CP013", span, {"written": self.text[span[0] : span[1]]}))
        self._beside(pieces, drafts)
        self._alternatives(pieces, drafts)
        self._lost(pieces)

    def _beside(self, pieces: Sequence[Piece], drafts: list[tuple[int | None, Draft]]) -> None:
        """Signs beside a number that mean nothing: reported, and left out of the criterion at its edges."""
        for place, piece in enumerate(pieces):
            if not isinstance(piece, Words):
                continue
            beside = any(isinstance(near, Phrase) for near in (*pieces[max(place - 1, 0) : place], *pieces[place + 1 : place + 2]))
            for token in piece.tokens:
                if token.type == "DEBRIS" and beside:
                    span = (start_of(token), end_of(token))
                    code = "CP013" if token in "$\\" and "\\" in self.text else "CP012"
                    self.remarks.append(Remark(code, span, {"written": self.text[span[0] : span[1]]}))

    def _alternatives(self, pieces: Sequence[Piece], drafts: list[tuple[int | None, Draft]]) -> None:
        for one, link, other in zip(pieces, pieces[1:], pieces[2:], strict=False):
            between = isinstance(one, Phrase) and isinstance(other, Phrase) and isinstance(link, Words)
            if between and link.tokens[0].type == "ALTERNATIVE" and len(link.tokens) <= 3:  # type: ignore[union-attr]
                span = (one.start, other.end)
                self.remarks.append(Remark("OP013", span, {"written": self.text[span[0] : span[1]]}))
                inside = [draft for _, draft in drafts if draft.start < span[1] and draft.end > span[0]]
                for draft in inside:
                    draft.meaning = None
                if len(inside) > 1:
                    inside[0].end = inside[-1].end
                    drafts[:] = [(number, draft) for number, draft in drafts if draft is inside[0] or draft not in inside]

    def _lost(self, pieces: Sequence[Piece]) -> None:
        """An operator with no number behind it before the clause ends: ≥%, 不超过起."""
        for place, piece in enumerate(pieces):
            if not isinstance(piece, Words) or (place + 1 < len(pieces) and isinstance(pieces[place + 1], Phrase)):
                continue
            for index, token in enumerate(piece.tokens):
                rest = piece.tokens[index + 1 :]
                bounds = token.type in ("AT_LEAST", "MORE_THAN", "AT_MOST", "LESS_THAN") or (token.type == "EQUAL" and token in "=═")
                if bounds and all(item.type in ("UNIT", "DEBRIS", "PLACEHOLDER", "PER") or item in "起" for item in rest):
                    self.remarks.append(Remark("OP009", (start_of(token), piece.end), {"operator": self.text[start_of(token) : end_of(token)]}))

    # —— the whole ——

    def _merged(self, drafts: list[tuple[int | None, Draft]], found: list[Item]) -> list[tuple[int | None, Draft]]:
        """Prose that one list item, or an unnumbered wording, parts only by its own punctuation is one requirement."""
        out: list[tuple[int | None, Draft]] = []
        for number, draft in drafts:
            if out and draft.meaning is None and out[-1][1].meaning is None and not self._is_error(draft):
                between = self.text[out[-1][1].end : draft.start].translate(self.lang.folding)
                numbered = self._inside_one_item(out[-1][1], draft, found)
                if numbered or (not any(char in ";\n" for char in between) and not self._mark_between(out[-1][1], draft, found)):
                    out[-1][1].end = draft.end
                    continue
            out.append((number if number is not None else self._number_of(draft, found), draft))
        return out

    def _is_error(self, draft: Draft) -> bool:
        return any(draft.start <= remark.span[0] < draft.end and remark.code in _NUMBER_ERRORS for remark in self.remarks)

    def _mark_between(self, one: Draft, other: Draft, found: list[Item]) -> bool:
        return any(item.mark is not None and one.end <= start_of(item.mark) < other.start for item in found)

    def _inside_one_item(self, one: Draft, other: Draft, found: list[Item]) -> bool:
        marked = any(item.mark is not None and start_of(item.mark) <= one.start for item in found)
        return marked and not self._mark_between(one, other, found)

    def _number_of(self, draft: Draft, found: list[Item]) -> int | None:
        marks = [item.mark for item in found if item.mark is not None and start_of(item.mark) < draft.start]
        return _number(marks[-1]) if marks else None

    def _names(self, drafts: list[tuple[int | None, Draft]]) -> None:
        """Subjects and units from the name: its slot, or the items of a parallel list."""
        plain = [draft for _, draft in drafts]
        listed = names.items(self.raw_name, len(plain)) if len(plain) > 1 and all(draft.subject is None for draft in plain) else ()
        for index, draft in enumerate(plain):
            own = listed[index].translate(self.lang.folding) if listed else self.name
            if listed:
                draft.subject = _unslotted(listed[index])
            slot = None if listed or draft.subject is None else names.whole(draft.subject.translate(self.lang.folding), self.lang.lark, self.lang.units)
            if slot is not None:
                draft.subject = None
            slot = slot or names.slot(own, self.lang.lark, self.lang.units)
            if slot is not None and draft.meaning is not None and draft.meaning.comparator is not None:
                draft.meaning = _slotted(draft.meaning, slot)

    def _unknown_unit(self, draft: Draft) -> list[Remark]:
        unit = getattr(draft.comparator(self.text), "unit", None)
        known = self.lang.units
        parts = [part for part in (unit or "").replace("/", "·").split("·") if part and not part[0].isdigit()]
        unknown = next((part for part in parts if known.get(part) is None), None)
        if unknown is None:
            return []
        near = known.suggestion(unknown)
        return [Remark("UN005", (draft.start, draft.end), {"unit": unknown, "hint": f"是否为“{near}”？" if near else ""})]

    def _assembled(self, drafts: list[tuple[int | None, Draft]]) -> Parts:
        parts = Parts()
        if len(drafts) > MAX_CRITERIA:
            return _refused(self.text, finding("CP016", span=(0, len(self.text)), text=self.text, what="要求个数", limit=f"{MAX_CRITERIA} 个"))
        for number, draft in sorted(drafts, key=lambda item: item[1].start):
            parts.criteria.append(self._criterion(number, draft))
        if not parts.criteria and any(char.isalnum() or char in "%％‰" for char in self.text):
            start, end = len(self.text) - len(self.text.lstrip()), len(self.text.rstrip())
            parts.criteria.append(Criterion(Qualitative(self.text[start:end]), self.text[start:end], Span(start, end)))
        only = parts.criteria[0].text if len(parts.criteria) == 1 else ""
        if only == "无":
            self.remarks.append(Remark("CP017", parts.criteria[0].span, {"written": only}))
        seen: set[tuple[str, tuple[int, int]]] = set()
        for remark in sorted(self.remarks, key=lambda item: (item.span, item.code)):
            if (remark.code, remark.span) not in seen:
                seen.add((remark.code, remark.span))
                parts.findings.append(finding(remark.code, span=remark.span, text=self.text, **remark.params))
        self._places(parts, [draft for _, draft in drafts])
        return parts

    def _criterion(self, number: int | None, draft: Draft) -> Criterion:
        start, end = draft.start, draft.end
        while end > start and self.text[end - 1] in _TRIMMED:
            end -= 1
        while start < end and self.text[start] in _TRIMMED:
            start += 1
        draft.start, draft.end = start, end
        comparator: Comparator = draft.comparator(self.text)
        quantitative = not isinstance(comparator, Qualitative)
        meaning = draft.meaning if quantitative else None
        return Criterion(
            comparator,
            self.text[start:end],
            Span(start, end),
            subject=draft.subject if quantitative or draft.subject else None,
            operator=meaning.operator if meaning else "",
            written=meaning.written if meaning else None,
            number=number,
            each=draft.each and quantitative,
            aspiration=draft.aspiration,
        )

    def _places(self, parts: Parts, drafts: Sequence[Draft]) -> None:
        """Every character outside the criteria as a separator or a leftover."""
        place = 0
        for start, end in [*(criterion.span for criterion in parts.criteria), (len(self.text), len(self.text))]:
            self._gap(parts, place, start)
            place = end

    def _gap(self, parts: Parts, start: int, end: int) -> None:
        marks = [span for span in self.marks if span[0] >= start and span[1] <= end]
        place = start
        while place < end:
            mark = next((span for span in marks if span[0] <= place < span[1]), None)
            stop = place + 1 if mark is None else mark[1]
            separating = mark is not None or self.text[place] in _SEPARATING
            target = parts.separators if separating else parts.leftovers
            if target and target[-1].end == place:
                target[-1] = Span(target[-1].start, stop)
            else:
                target.append(Span(place, stop))
            place = stop


def _is_ladder(tokens: Sequence[Token], pieces: Sequence[Piece]) -> bool:
    """Tiers with points (≥90%得10分；80%-90%得8分): a scoring rule, no target."""
    scored = sum(token.type == "SCORE" and not token.startswith("(") for token in tokens)
    return scored > 1 and sum(isinstance(piece, Phrase) for piece in pieces) > 1


def _is_english(text: str, tokens: Sequence[Token]) -> bool:
    """Words of another language and no Chinese: qualitative for now (READING, rule 10)."""
    words = any(token.type == "LATIN" and sum(char.islower() for char in token) > 1 for token in tokens)
    return words and not any("\u4e00" <= char <= "\u9fff" for char in text)


_TRIMMED = frozenset(" \t\r\n,，、;；:：。.")
_NUMBER_ERRORS = frozenset({"OP003", "OP009", "OP012", "OP013", "UN006", "CP009", "CP010", "CP016"})


def _span_of(text: str, inner: str) -> tuple[int, int]:
    start = text.index(inner)
    return start, start + len(inner)


def _number(mark: Token | None) -> int | None:
    if mark is None:
        return None
    digits = "".join(char for char in mark if char.isdigit() and char.isascii())
    if digits:
        return int(digits)
    for first in "①⒈⑴❶":
        if ord(first) <= ord(mark[0]) < ord(first) + 20:
            return ord(mark[0]) - ord(first) + 1
    return None


def _unslotted(name: str) -> str | None:
    """A name item without the unit in its last parentheses."""
    head, _, tail = name.rstrip().rpartition("（" if name.rstrip().endswith("）") else "(")
    return clean(head if head and name.rstrip()[-1] in ")）" and len(tail) <= 8 else name)


def _slotted(meaning: Meaning, slot: names.Slot) -> Meaning:
    """The meaning with the name's unit, where the value has none."""
    comparator = meaning.comparator
    if isinstance(comparator, Change) or comparator is None:
        return meaning
    written = meaning.written or ("", "")
    if isinstance(comparator, Between) and comparator.unit is None:
        ends = [Quantity(EXACT.multiply(end.value, Decimal(slot.scale)), slot.unit) for end in (comparator.low, comparator.high)]
        return replace(meaning, comparator=replace(comparator, low=ends[0], high=ends[1]), written=(written[0], slot.written))
    if not isinstance(comparator, tuple(BOUNDS.values())):
        return meaning
    quantity = comparator.quantity  # type: ignore[union-attr]
    if quantity.unit is None:
        bare = isinstance(comparator, Exactly) and not meaning.operator
        kind = BOUNDS[slot.op] if bare and slot.operator else type(comparator)
        value = EXACT.multiply(quantity.value, Decimal(slot.scale))
        operator = slot.operator if bare else meaning.operator
        return replace(meaning, comparator=kind(Quantity(value, slot.unit)), operator=operator, written=(written[0], slot.written))  # type: ignore[arg-type]
    if quantity.unit.startswith("/") and slot.unit.partition("/")[1] and slot.unit.endswith(quantity.unit.lstrip("/")):
        value = EXACT.multiply(quantity.value, Decimal(slot.scale))
        remarks = [remark for remark in meaning.remarks if remark.code != "UN004"]
        return replace(meaning, comparator=type(comparator)(Quantity(value, slot.unit)), written=(written[0], slot.written), remarks=remarks)  # type: ignore[call-arg,arg-type]
    return meaning


__all__ = ["CEILING", "FLOOR", "Break", "Language", "Parts", "standard"]
