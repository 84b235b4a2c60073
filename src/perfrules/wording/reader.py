"""One wording read: items, criteria, findings, and a place for every character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from perfrules.comparators import BOUNDS, Between, Change, Deadline, Qualitative
from perfrules.findings import Finding, finding
from perfrules.text import Span
from perfrules.units import Units
from perfrules.wording.characters import folded, folding
from perfrules.wording.criteria import Criterion
from perfrules.wording.parser.lalr import Driver
from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words, tokens_of
from perfrules.wording.passes import contradictions, damage, items, losses, names, suffixes
from perfrules.wording.passes.meanings import Interpreter
from perfrules.wording.passes.quantities import counted
from perfrules.wording.passes.subjects import Clauses, Draft
from perfrules.wording.remarks import Remark
from perfrules.wording.values.amounts import either_way_round

MAX_CRITERIA = 200
_NUMBERS = frozenset({"NUMBER", "PLAIN"})
_SIZES = (*BOUNDS.values(), Between, Change, Deadline)
_SEPARATING = frozenset("\ufeff \t\r\n,，、;；:：。.()（）[]【】!！?？\u3000")


@dataclass(slots=True)
class Parts:
    """What a reading consists of."""

    criteria: tuple[Criterion, ...] = ()
    findings: tuple[Finding, ...] = ()
    separators: tuple[Span, ...] = ()
    leftovers: tuple[Span, ...] = ()
    nature: str | None = None


@dataclass(slots=True)
class Assembly:
    """A reading in the making."""

    drafts: list[Draft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    marks: list[Token] = field(default_factory=list)
    nature: Token | None = None


class Reader:
    """Reads any wording with one vocabulary and one parser."""

    def __init__(self, vocabulary: Units, driver: Driver) -> None:
        self.units = vocabulary
        self.driver = driver
        self.folding = folding()

    def read(self, text: str, name: str | None, limit: int) -> Parts:
        """The parts of the reading of ``text`` under ``name``."""
        if len(text) > limit:
            return self.refused(text, Remark("CP016", (0, len(text)), {"what": "文字长度", "limit": f"{limit} 字"}))
        seen = folded(text)
        tokens = items.numbered(self.driver.lexer.tokens(seen), seen, self.driver.lexer.tokens)
        numbers = sum(token.type in _NUMBERS for token in tokens)
        if numbers > 2 * MAX_CRITERIA:  # every such number makes a phrase, and none takes more than two
            return self.refused(text, _too_many(text))
        pieces = self.driver.pieces(tokens)
        kinds = {token.type for token in tokens}
        phrases = sum(isinstance(piece, Phrase) for piece in pieces)
        stop = damage.whole(text, seen, tokens, kinds, phrases)
        if stop is not None:
            return self.refused(text, stop)
        if phrases > MAX_CRITERIA:
            return self.refused(text, _too_many(text))
        if "LATIN" in kinds and damage.is_english(text, tokens):
            return self.refused(text, None)
        made = self._drafted(text, pieces, tokens, kinds)
        self._named(made, name)
        return self._assembled(text, made)

    def _drafted(self, text: str, pieces: list[Piece], tokens: Sequence[Token], kinds: set[str]) -> Assembly:
        made = Assembly()
        if "NATURE" in kinds:
            pieces = self._nature(pieces, made)
        pieces = suffixes.suffixed(pieces)
        made.marks += suffixes.apart(pieces)
        interpreter = Interpreter(text, self.units)
        found = items.items_of(pieces)
        made.remarks += items.unglued(found, text)
        made.marks += [item.mark for item in found if item.mark is not None]
        made.marks += [piece for piece in pieces if isinstance(piece, Token) and piece.text in ("且", "而且")]
        for item in found:
            clauses = Clauses(text, counted(interpreter, self._chinese(text, item.pieces, kinds)))
            drafts = clauses.read()
            made.remarks += contradictions.refused(text, drafts)
            for draft in drafts:
                draft.number = item.number
                if not self._continues(made, draft, item.parted):
                    made.drafts.append(draft)
            made.remarks += clauses.remarks
        if "HIDDEN" in kinds:
            made.remarks += damage.hidden(tokens, made.drafts)
        if not kinds.isdisjoint(("DEBRIS", "MARKUP", "LINE_BREAK")):
            made.remarks += damage.beside(text, pieces, made.drafts)
        if "ALTERNATIVE" in kinds:
            made.remarks += damage.alternatives(text, pieces, made.drafts)
        if "DISTRACTOR" in kinds:
            made.remarks += damage.hours_a_day(text, tokens)
        made.remarks += losses.lost(text, pieces, made.drafts, self.units)
        return made

    @staticmethod
    def _chinese(text: str, pieces: list[Piece], kinds: set[str]) -> list[Piece]:
        """Return the pieces of an item, as words alone where it is English (READING, rule 10)."""
        if "LATIN" not in kinds:
            return pieces
        tokens = tokens_of(pieces)
        return [Words(tokens)] if damage.is_english(text[tokens[0].start : tokens[-1].end], tokens) else pieces

    @staticmethod
    def _continues(made: Assembly, draft: Draft, parted: bool) -> bool:
        """Prose that only its own punctuation parts from the prose before it is one requirement with it."""
        last = made.drafts[-1] if made.drafts else None
        if parted or last is None or last.meaning is not None or draft.meaning is not None:
            return False
        last.end = draft.end
        return True

    @staticmethod
    def _nature(pieces: list[Piece], made: Assembly) -> list[Piece]:
        """Take off the direction mark that a joined cell begins with (正向 大于等于 70)."""
        first = pieces[0]
        if not isinstance(first, Words) or first.row[0].type != "NATURE":
            return pieces
        made.nature = first.row[0]
        made.marks.append(made.nature)
        rest = first.row[1:]
        return [*([Words(rest)] if rest else []), *pieces[1:]]

    def _named(self, made: Assembly, name: str | None) -> None:
        """Subjects and units from the name: its slot, or the items of a parallel list; and what is odd about the units."""
        drafts = made.drafts
        listed: tuple[str, ...] = ()
        if name and len(drafts) > 1 and all(draft.subject is None for draft in drafts):
            listed = names.items(name, len(drafts))
        for index, draft in enumerate(drafts):
            if listed:
                draft.subject = names.subject(listed[index])
            elif draft.subject is not None and draft.meaning is not None and len(draft.subject) <= 4:
                self._unit_first(draft)
            own = listed[index] if listed else name
            if own and draft.meaning is not None and draft.comparator is not None:
                given = self.slot(own)
                if given is not None:
                    draft.meaning = names.slotted(draft.meaning, given)
                draft.meaning = names.dated(draft.meaning, own) or draft.meaning
                if names.inverts(draft.meaning, own):
                    made.remarks.append(either_way_round((draft.meaning.written or ("",))[0], (draft.start, draft.end)))
                    draft.meaning = None
            if draft.meaning is not None:
                made.remarks += draft.meaning.remarks
                made.remarks += self._unknown_unit(draft)
        if made.nature is not None:
            self._natured(made, made.nature)

    def _unit_first(self, draft: Draft) -> None:
        """人 = 512: a subject that is nothing but a unit is the unit."""
        given = names.whole((draft.subject or "").translate(self.folding), self.driver.lexer.tokens, self.units)
        if given is not None and draft.meaning is not None:
            draft.meaning = names.slotted(draft.meaning, given)
            draft.subject = None

    @lru_cache(maxsize=4096)
    def slot(self, name: str) -> names.Slot | None:
        """The slot of a name."""
        return names.slot(name.translate(self.folding), self.driver.lexer.tokens, self.units)

    def _unknown_unit(self, draft: Draft) -> list[Remark]:
        """A unit that the vocabulary does not know; what stands below the / may be anything (次/产品系列/年)."""
        unit = getattr(draft.comparator, "unit", None)
        counted = unit.partition("/")[0] if unit is not None else ""
        if not counted or self.units.get(counted) is not None:
            return []
        near = self.units.suggestion(counted)
        return [Remark("UN005", (draft.start, draft.end), {"unit": counted, "hint": f"是否为“{near}”？" if near else ""})]

    @staticmethod
    def _natured(made: Assembly, mark: Token) -> None:
        """A mark that contradicts what is read is remarked: 正向 before a ceiling, 定性 before a number."""
        if mark.text.startswith("定性"):
            sizes = [draft for draft in made.drafts if isinstance(draft.comparator, _SIZES)]
            made.remarks += [Remark("OP014", (mark.start, mark.end), {"mark": mark.text, "written": str(one.comparator)}) for one in sizes]
        for draft in made.drafts:
            direction = getattr(draft.comparator, "direction", None)
            if mark.text[0] in "正反逆" and direction is not None and (mark.text[0] == "正") != (direction == "ascending"):
                made.remarks.append(Remark("OP014", (mark.start, mark.end), {"mark": mark.text, "written": str(draft.comparator)}))

    # —— the whole ——

    def _assembled(self, text: str, made: Assembly) -> Parts:
        criteria = [_criterion(text, draft) for draft in made.drafts]
        if not criteria and (any(char.isalnum() or char in "%％‰" for char in text) or any(one.code == "OP009" for one in made.remarks)):
            criteria.append(_whole(text))  # ≥—: cannot be judged
        if len(criteria) == 1 and criteria[0].text in ("无", "無"):
            made.remarks.append(Remark("CP017", criteria[0].span, {"written": criteria[0].text}))
        parts = _parts(text, criteria, made.remarks, made.marks)
        parts.nature = made.nature.text if made.nature is not None else None
        return parts

    @classmethod
    def faulty(cls, text: str, fault: str) -> Parts:
        """No number, where reading met a fault of its own."""
        return cls.refused(text, Remark("CP026", (0, len(text)), {"fault": fault}))

    @staticmethod
    def refused(text: str, remark: Remark | None) -> Parts:
        """No number: the whole as words, or nothing where there are none."""
        silent = remark is not None and remark.code in ("CP015", "CP017")
        return _parts(text, [] if silent or not text else [_whole(text)], [remark] if remark else [], [])


def _too_many(text: str) -> Remark:
    return Remark("CP016", (0, len(text)), {"what": "要求个数", "limit": f"{MAX_CRITERIA} 个"})


def _whole(text: str) -> Criterion:
    start = len(text) - len(text.lstrip())
    end = max(len(text.rstrip()), start)
    return Criterion(Qualitative(text[start:end]), text[start:end], Span(start, end))


def _criterion(text: str, draft: Draft) -> Criterion:
    start, end = draft.start, draft.end
    words = text[start:end]
    comparator, meaning = draft.comparator, draft.meaning
    if comparator is None or meaning is None:
        return Criterion(Qualitative(words), words, Span(start, end), draft.subject, number=draft.number, aspiration=draft.aspiration)
    span = Span(start, end)
    return Criterion(
        comparator, words, span, draft.subject, meaning.operator, meaning.written, draft.number, draft.each, draft.aspiration, meaning.kind
    )


def _parts(text: str, criteria: Sequence[Criterion], remarks: Iterable[Remark], marks: Sequence[Token]) -> Parts:
    findings: dict[tuple[tuple[int, int], str], Finding] = {}
    for remark in remarks:
        findings.setdefault((remark.span, remark.code), finding(remark.code, span=remark.span, text=text, **remark.params))  # type: ignore[arg-type]
    separators: list[Span] = []
    leftovers: list[Span] = []
    place = 0
    for criterion in criteria:
        if criterion.span.start > place:
            _gap(text, Span(place, criterion.span.start), marks, separators, leftovers)
        place = criterion.span.end
    if place < len(text):
        _gap(text, Span(place, len(text)), marks, separators, leftovers)
    ordered = tuple(findings[key] for key in sorted(findings)) if findings else ()
    return Parts(tuple(criteria), ordered, tuple(separators), tuple(leftovers))


def _gap(text: str, span: Span, marks: Sequence[Token], separators: list[Span], leftovers: list[Span]) -> None:
    """Every character between criteria as a separator (list marks, punctuation, blanks) or a leftover."""
    start, end = span
    kept = bytearray(end - start)
    for mark in marks:
        if mark.start >= start and mark.end <= end:
            kept[mark.start - start : mark.end - start] = b"\x01" * (mark.end - mark.start)
    parts = [kept[place - start] or text[place] in _SEPARATING for place in range(start, end)]
    place = start
    for separates, run in groupby(parts, bool):
        stop = place + sum(1 for _ in run)
        (separators if separates else leftovers).append(Span(place, stop))
        place = stop
