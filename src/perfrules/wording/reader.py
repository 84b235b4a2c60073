"""One wording read: items, criteria, findings, and a place for every character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from sys import intern

from perfrules.comparators import Comparator, Qualitative
from perfrules.findings import Finding, finding
from perfrules.text import Span
from perfrules.units import Units
from perfrules.wording.characters import folded
from perfrules.wording.criteria import Criterion, as_written, spanning
from perfrules.wording.parser.lalr import Driver
from perfrules.wording.parser.nodes import Phrase, Token
from perfrules.wording.passes import bases, deadlines, foreign, items, order, ratios, slots, wholes
from perfrules.wording.passes.drafts import Assembly, Draft
from perfrules.wording.passes.slots import Slot
from perfrules.wording.remarks import Remark

MAX_CRITERIA = 200
_BLANKS = " \t\r\n"
_NUMBERS = frozenset({"NUMBER", "PLAIN"})
_SEPARATING = frozenset("\ufeff \t\r\n,，、;；:：。.()（）[]【】!！?？\u3000")


@dataclass(slots=True)
class Parts:
    """What a reading consists of."""

    criteria: tuple[Criterion, ...] = ()
    findings: tuple[Finding, ...] = ()
    separators: tuple[Span, ...] = ()
    leftovers: tuple[Span, ...] = ()
    nature: str | None = None


class Reader:
    """Reads any wording with one vocabulary and one parser."""

    def __init__(self, vocabulary: Units, driver: Driver) -> None:
        self.units = vocabulary
        self.driver = driver

    def read(self, text: str, name: str | None, limit: int, known: Sequence[Token] = (), *, again: bool = False) -> Parts:
        """The parts of the reading of ``text`` under ``name``; ``again``: it is the text of a comparator that was read.

        ``known`` are its tokens, where it was cut already.
        """
        if len(text) > limit:
            return self.refused(text, Remark("CP016", (0, len(text)), {"what": "文字长度", "limit": f"{limit} 字"}))
        plain = folded(text)
        seen = self.driver.lexer.opened(plain)
        cut = known if known and seen == plain else self._tokens(seen)
        tokens = bases.compared(items.numbered(cut, seen, self.driver.lexer.tokens))
        numbers = sum(token.type in _NUMBERS for token in tokens)
        if numbers > 2 * MAX_CRITERIA:  # every such number makes a phrase, and none takes more than two
            return self.refused(text, _too_many(text))
        pieces = self.driver.pieces(tokens)
        kinds = {token.type for token in tokens}
        phrases = sum(isinstance(piece, Phrase) for piece in pieces)
        stop = wholes.refusal(text, seen, tokens, kinds, phrases)
        if stop is not None:
            return self.refused(text, stop)
        if phrases > MAX_CRITERIA:
            return self.refused(text, _too_many(text))
        if "LATIN" in kinds and foreign.is_english(seen, tokens):
            return self.refused(text, None)
        says = _always if again else self._says_itself
        made = Assembly(text, seen, name, tokens, kinds, pieces, self.units, self.driver.lexer.tokens, says)
        order.run(made)
        return self._assembled(text, made)

    def _tokens(self, seen: str) -> list[Token]:
        """The tokens of a folded text; the blanks around it are none, so that what begins or ends it does."""
        body = seen.strip(_BLANKS)
        before = seen.index(body)
        tokens = self.driver.lexer.tokens(body)
        return [Token(one.type, one.text, one.start + before, one.end + before) for one in tokens] if before else tokens

    def slot(self, name: str) -> Slot | None:
        """The slot of a name."""
        return slots.slot(folded(name), self.driver.lexer.tokens, self.units)

    def turns(self, name: str) -> bool:
        """Whether a name makes something else of a number, whatever unit it declares: a time of it, or no ratio."""
        return deadlines.asks_for_a_time(name) or ratios.is_either_way(folded(name))

    def _says_itself(self, comparator: Comparator) -> bool:
        """Whether the text of a comparator reads back to it."""
        said = str(comparator)
        return [criterion.comparator for criterion in self.read(said, None, len(said), again=True).criteria] == [comparator]

    def unit(self, word: str) -> Slot | None:
        """The scale and the unit that a word is as a whole."""
        return slots.whole(folded(word), self.driver.lexer.tokens, self.units)

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


def _always(_comparator: Comparator) -> bool:
    return True


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
        return Criterion(Qualitative(words), words, spanning(start, end), draft.subject, number=draft.number, aspiration=draft.aspiration)
    span = spanning(start, end)
    operator, written = intern(meaning.operator), meaning.written and as_written(*meaning.written)
    return Criterion(comparator, words, span, draft.subject, operator, written, draft.number, draft.each, draft.aspiration, meaning.kind)


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
