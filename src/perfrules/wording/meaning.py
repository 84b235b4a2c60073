"""What a phrase means: its operators, number and unit as one comparator, or the reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, cast

from lark import Token

from perfrules.comparators import BOUNDS, Between, Change, Comparator, Deadline, Exactly, Rank, Size, Trend
from perfrules.errors import ValueRangeError
from perfrules.quantities import EXACT, Quantity, plain
from perfrules.units import SCALES, Units
from perfrules.wording import dates, numerals
from perfrules.wording.phrases import Amount, Phrase, end_of, start_of

FLOOR = {"AT_LEAST": ">=", "MORE_THAN": ">", "BEYOND": ">", "REACH": ">=", "OR_MORE": ">=", "MORE": ">="}
CEILING = {"AT_MOST": "<=", "LESS_THAN": "<", "BELOW": "<", "FALL_TO": "<=", "KEEP_WITHIN": "<=", "OR_LESS": "<="}
OTHER_OPS = {"EQUAL": "=", "ABOUT": "~", "NEARLY": "~", "AROUND": "~"}
OPERATORS = FLOOR | CEILING | OTHER_OPS
"""The operator of each terminal that compares; ``grammars/operators.lark`` has their words."""

EXPLICIT = frozenset({"AT_LEAST", "MORE_THAN", "AT_MOST", "LESS_THAN"})
TRENDS = {"RISE": Trend.INCREASE, "HIGHER": Trend.INCREASE, "FALL": Trend.DECREASE, "LOWER": Trend.DECREASE}
BETWEEN_WORDS = frozenset(OPERATORS) | frozenset(TRENDS) | {
    "EACH", "EVERY", "FILLER", "ASPIRE", "PLUS_MINUS", "MINUS", "NEGATION", "BROKEN", "COMPARED", "SAME_PERIOD"
}  # fmt: skip
"""Terminals that do not stand between an operator and its number as prose would."""

_RELATIVE = frozenset({"%", "‰", "‱", "倍", "百分点", "千分点", "基点", "成"})
_SIGNS = frozenset("≥≤<>=≧≦⩾⩽≮≯\\&$》《〉〈›‹»«")
_LOOKALIKE = re.compile(r"[》《〉〈›‹»«═]")
_SOFT = frozenset({"保持", "保持在", "稳定在", "维持在", "实现", "满足", "完成"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding to be made: its code, its place and what fills its message."""

    code: str
    span: tuple[int, int]
    params: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Meaning:
    """A comparator, or none; the operator as written; what is to be remarked."""

    comparator: Comparator | None
    operator: str = ""
    written: tuple[str, str] | None = None
    remarks: list[Remark] = field(default_factory=list)


class UnreadableError(ValueError):
    """A phrase that holds no number that may be read; carries the remark (None: simply no number, such as 两三家)."""

    def __init__(self, remark: Remark | None) -> None:
        super().__init__(remark)
        self.remark = remark


@dataclass(slots=True)
class Number:
    """An amount as read."""

    value: Decimal
    unit: str | None
    written: tuple[str, str]
    scale: int


@dataclass(slots=True)
class Interpreter:
    """Reads phrases of one text with one vocabulary of units."""

    text: str
    units: Units

    def said(self, tokens: Iterable[Token]) -> str:
        """The words of tokens as they stand in the text."""
        return "".join(self.text[start_of(token) : end_of(token)] for token in tokens)

    def read(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        """The meaning of ``phrase`` under ``lead`` and ``tail``; raises :class:`UnreadableError`."""
        reader: Callable[[Phrase, Sequence[Token], Sequence[Token]], Meaning] = getattr(self, f"_{phrase.form}", self._bare)
        if phrase.form not in ("date", "latest", "dates", "open_dates"):
            self._refuse_negation(lead)
        return reader(phrase, lead, tail)

    def _refuse_negation(self, lead: Sequence[Token]) -> None:
        for place, token in enumerate(lead):
            if token.type in ("NEGATION", "BROKEN") and all(item.type in BETWEEN_WORDS for item in lead[place:]):
                span = (start_of(token), end_of(lead[-1]))
                raise UnreadableError(Remark("OP012", span, {"written": self.text[span[0] : span[1]]}))

    def _bare(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        direct, prose = _split(lead)
        number = self.number(phrase.amounts[0], direct)
        if any(token.type == "PLUS_MINUS" for token in direct):
            spread = Between(Quantity(-number.value, number.unit), Quantity(number.value, number.unit))
            return Meaning(spread, self.said(token for token in direct if token.type == "PLUS_MINUS"), number.written)
        trend, base = self._trend(lead, direct, prose, number.unit)
        tokens = self._binding(lead, direct, prose, trend is not None)
        tokens += [token for token in (*phrase.amounts[0].number, *phrase.amounts[0].unit) if token.type == "MORE"]
        tokens += [token for token in tail if token.type in OPERATORS]
        meaning = self._bound(number, tokens, tail, (phrase.start, phrase.end))
        self._refuse_doubled(phrase, lead, number)
        if trend is not None:
            meaning.comparator = Change(trend, cast("Size", meaning.comparator), base)
        return meaning

    def _bound(self, number: Number, tokens: list[Token], tail: Sequence[Token], span: tuple[int, int]) -> Meaning:
        op, remarks = self._operator(tokens)
        marks = {token.type for token in tail}
        if "EXCLUDED" in marks:
            op = {">=": ">", "<=": "<"}.get(op, op)
        elif "INCLUDED" in marks:
            op = {">": ">=", "<": "<="}.get(op, op)
        remarks += [
            Remark("OP010", (start_of(token), end_of(token)), {"written": self.said([token]), "taken": {">=": "≥", "<=": "≤"}.get(OPERATORS[token.type], "=")})
            for token in tokens
            if _LOOKALIKE.search(token)
        ]
        remarks += [Remark("CP013", (start_of(token), end_of(token)), {"written": self.said([token])}) for token in tokens if "\\" in token]
        if number.unit and number.unit.startswith("/"):
            remarks.append(Remark("UN004", span, {"unit": number.unit}))
        return Meaning(BOUNDS[op](Quantity(number.value, number.unit)), self._operator_text(tokens), number.written, remarks)

    def _operator_text(self, tokens: list[Token]) -> str:
        parts: list[str] = []
        last = -1
        for token in tokens:
            word = self.said([token])
            parts.append(word if last in (-1, start_of(token)) else f"…{word}")
            last = end_of(token)
        return "".join(parts)

    def _operator(self, tokens: list[Token]) -> tuple[str, list[Remark]]:
        """The operator that satisfies every token, and a remark where they differ; opposite ones are unreadable."""
        kinds = [token for token in tokens if not (token.type == "EQUAL" and token[0] not in "=═等相")]
        floors = [token for token in kinds if token.type in FLOOR]
        ceilings = [token for token in kinds if token.type in CEILING]
        if floors and ceilings:
            floors = [token for token in floors if self.said([token]) not in _SOFT]
            if floors:
                first, second = sorted((floors[0], ceilings[0]), key=start_of)
                raise UnreadableError(
                    Remark("OP003", (start_of(first), end_of(second)), {"first": self.said([first]), "second": self.said([second])})
                )
        bound = floors or ceilings
        if not bound:
            near = any(token.type in ("ABOUT", "NEARLY", "AROUND") for token in kinds)
            return ("~" if near else "="), []
        ops = [OPERATORS[token.type] for token in bound]
        op = next((one for one in ops if len(one) == 1), ops[0])
        explicit = [token for token in bound if token.type in EXPLICIT]
        differ = len(set(ops)) > 1 or len(explicit) > 1
        pair = explicit if len(explicit) > 1 else [bound[0], next((token for token in bound if OPERATORS[token.type] != ops[0]), bound[-1])]
        taken = {">=": "≥", "<=": "≤"}.get(op, op)
        remark = Remark(
            "OP002",
            (start_of(pair[0]), end_of(pair[1])),
            {"first": self.said(pair[:1]), "second": self.said(pair[1:2]), "taken": taken},
        )
        return op, [remark] if differ else []

    def _binding(self, lead: Sequence[Token], direct: Sequence[Token], prose: Sequence[Token], change: bool) -> list[Token]:
        """The operators that govern the number: those right before it, and bounding words across prose."""
        near = [token for token in direct if token.type in OPERATORS]
        far = [token for token in lead[: len(lead) - len(direct)] if token.type in (*EXPLICIT, "KEEP_WITHIN")]
        share = bool(prose) and prose[-1].endswith("的")
        kept = [
            token
            for token in far
            if not (change and token.type in ("MORE_THAN", "LESS_THAN") and token[0] not in _SIGNS)
            and (token.type not in ("MORE_THAN", "LESS_THAN") or token[0] in _SIGNS or share)
        ]
        return kept + near

    def _trend(
        self, lead: Sequence[Token], direct: Sequence[Token], prose: Sequence[Token], unit: str | None
    ) -> tuple[Trend | None, str | None]:
        """Which way a change goes, and its base; (None, None) where the phrase is no change."""
        relative = unit is not None and unit in _RELATIVE
        compared = next((token for token in lead if token.type == "COMPARED" and token not in ("相比", "基础上")), None)
        same = next((token for token in lead if token.type == "SAME_PERIOD"), None)
        word = next((token for token in reversed(direct) if token.type in TRENDS), None)
        if word is not None and (relative or compared is not None or same is not None):
            base = self._base(compared, word, lead) if compared is not None else (self.said([same]) if same is not None else None)
            return TRENDS[word.type], base
        beyond = next((token for token in lead if token.type in ("MORE_THAN", "LESS_THAN") and token[0] not in _SIGNS), None)
        if beyond is not None and prose and relative and not prose[-1].endswith("的") and unit in ("百分点", "倍", "%") and beyond not in direct:
            reference = self.text[end_of(beyond) : end_of(prose[-1])].strip()
            return (Trend.INCREASE if beyond.type == "MORE_THAN" else Trend.DECREASE), reference
        return None, None

    def _base(self, compared: Token, word: Token, lead: Sequence[Token]) -> str | None:
        ends = [start_of(token) for token in lead if start_of(token) > start_of(compared) and (token is word or token.type == "COMPARED")]
        text = self.text[end_of(compared) : min(ends)]
        return text.strip().removesuffix("的").removesuffix("有所").rstrip(" ,，") or None

    def _refuse_doubled(self, phrase: Phrase, lead: Sequence[Token], number: Number) -> None:
        """A % before the number as well as behind it, or two units behind it, cannot both hold."""
        before = lead[-1] if lead and lead[-1].type == "UNIT" else None
        if before is not None and before in ("%", "‰"):
            span = (start_of(before), phrase.end)
            raise UnreadableError(Remark("UN006", span, {"units": f"{before}{number.unit or ''}"}))

    def _range(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        direct, prose = _split(lead)
        low, high = self.number(phrase.amounts[0], direct), self.number(phrase.amounts[1], ())
        if low.unit is None and low.scale == 1 and high.scale > 1 and high.unit is not None:
            low.value = EXACT.multiply(low.value, Decimal(high.scale))
        low.unit, high.unit = low.unit or high.unit, high.unit or low.unit
        stated = [token for token in (*direct, *tail) if token.type in EXPLICIT or token.type == "OR_MORE"]
        span = (phrase.start, phrase.end)
        if stated:
            raise UnreadableError(Remark("OP003", span, {"first": self.said(stated[:1]), "second": self.said(phrase.core)}))
        meaning = self.between(low, high, span)
        trend, base = self._trend(lead, direct, prose, high.unit)
        if trend is not None:
            meaning.comparator = Change(trend, cast("Size", meaning.comparator), base)
        meaning.operator = self.said(phrase.core)
        return meaning

    def between(self, low: Number, high: Number, span: tuple[int, int], *, low_closed: bool = True, high_closed: bool = True) -> Meaning:
        """The range of two numbers; reversed ends and different units are unreadable."""
        reason = "两端单位不同" if low.unit != high.unit else "下限大于上限" if low.value > high.value else ""
        if reason:
            raise UnreadableError(Remark("CP009", span, {"written": self.text[span[0] : span[1]], "reason": reason}))
        ends = Quantity(low.value, low.unit), Quantity(high.value, high.unit)
        try:
            range_ = Between(*ends, low_closed, high_closed)
        except ValueRangeError:
            raise UnreadableError(Remark("CP009", span, {"written": self.text[span[0] : span[1]], "reason": "不含任何数值"})) from None
        return Meaning(range_, "", (f"{low.written[0]}～{high.written[0]}", high.written[1] or low.written[1]))

    def _brackets(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        token = phrase.core[0]
        found = re.fullmatch(r"([\[(]) ?(-?[\d.]+)([^\d,]*?) ?, ?(-?[\d.]+)([^\d]*?) ?([\])])", token)
        outer = self._unit([item for item in phrase.core[1:]])[0]
        if found is None:
            raise UnreadableError(self._unreadable([token]))
        left, low, low_unit, high, high_unit, right = found.groups()
        numbers = [self._plain(text, unit.strip() or None, token) for text, unit in ((low, low_unit), (high, high_unit))]
        units = {number.unit for number in numbers} - {None} or {outer}
        if len(units) > 1 or (outer is not None and units != {outer}):
            raise UnreadableError(Remark("CP009", (phrase.start, phrase.end), {"written": self.said([token]), "reason": "两端单位不同"}))
        for number in numbers:
            number.unit = next(iter(units))
        meaning = self.between(numbers[0], numbers[1], (phrase.start, phrase.end), low_closed=left == "[", high_closed=right == "]")
        meaning.operator = f"{left},{right}"
        return meaning

    def _plain(self, text: str, unit: str | None, token: Token) -> Number:
        scale = 1
        while unit and unit[0] in SCALES and unit not in self.units.units:
            scale, unit = scale * SCALES[unit[0]], unit[1:] or None
        try:
            value = numerals.arabic(text.removeprefix("-"))
        except numerals.TooLongError:
            raise UnreadableError(self._too_long([token])) from None
        if value is None:
            raise UnreadableError(self._unreadable([token]))
        unit = self.units.spelling.get(unit, unit) if unit else None
        return Number(EXACT.multiply(-value if text.startswith("-") else value, Decimal(scale)), unit, (text, unit or ""), scale)

    def _doubling(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        times = 3 if "两" in phrase.core[0] or "2" in phrase.core[0] else 1
        direct, prose = _split(lead)
        compared = next((token for token in lead if token.type == "COMPARED"), None)
        base = self._base(compared, phrase.core[0], [*lead, phrase.core[0]]) if compared is not None else None
        of = BOUNDS[">="](Quantity(times, "倍"))
        return Meaning(Change(Trend.INCREASE, of, base), self.said(phrase.core), (self.said(phrase.core), ""))

    def _half(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        number = Number(Decimal(50), "%", (self.said(phrase.core), ""), 1)
        if phrase.core[0].startswith("过"):
            return Meaning(BOUNDS[">"](Quantity(50, "%")), "过", number.written)
        direct, prose = _split(lead)
        tokens = self._binding(lead, direct, prose, change=False) + [token for token in tail if token.type in OPERATORS]
        return self._bound(number, tokens, tail, (phrase.start, phrase.end))

    def _rank(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        token = phrase.core[0]
        digits = re.sub(r"[前第名位强 ]", "", token)
        value = Decimal(digits) if digits.isdigit() else numerals.chinese(digits)
        if value is None or not 1 <= value <= 10**6:
            raise UnreadableError(self._unreadable([token]))
        first = token.startswith("前") or any(item.type in ("AT_LEAST", "OR_MORE") for item in (*lead, *tail))
        return Meaning(Rank("<=" if first else "=", int(value)), self.said([token])[:1], (digits, token[-1] if token[-1] in "名位强" else ""))

    def _date(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        return self._deadline(phrase.core[-1], None)

    def _latest(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        return self._deadline(phrase.core[-1], phrase.core[0])

    def _dates(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        first, last = dates.read(phrase.core[0]), dates.read(phrase.core[-1])
        meaning = self._deadline(phrase.core[-1], None)
        if first is not None and last is not None and last.year is None and first.year is not None:
            meaning.comparator = self._valid(dates.When(first.year, last.month, last.day, last.stand), None)
        return meaning

    def _deadline(self, token: Token, bound: Token | None) -> Meaning:
        when = dates.read(token)
        if when is None:
            raise UnreadableError(None)
        operator = self.said([bound]) if bound is not None else when.stand.value if when.stand is not dates.Stand.BARE else ""
        word = next((word for word in ("之前", "以前", "前", "底", "末", "终") if token.endswith(word)), "")
        return Meaning(self._valid(when, bound), operator if bound is not None else word, (self.said([token]), ""))

    def _valid(self, when: dates.When, bound: Token | None) -> Deadline:
        op = when.op if bound is None else "<" if bound.type == "EARLIER" else "<="
        try:
            return Deadline(cast('Literal["<=", "<"]', op), when.at)
        except ValueRangeError:
            raise UnreadableError(None) from None

    def _bad_number(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        raise UnreadableError(self._unreadable(phrase.core))

    def _unreadable(self, tokens: Sequence[Token]) -> Remark:
        return Remark("CP010", (start_of(tokens[0]), end_of(tokens[-1])), {"written": self.said(tokens)})

    def _too_long(self, tokens: Sequence[Token]) -> Remark:
        span = (start_of(tokens[0]), end_of(tokens[-1]))
        return Remark("CP016", span, {"what": "数字长度", "limit": f"{numerals.MAX_DIGITS} 位数字、{numerals.MAX_DECIMALS} 位小数"})

    def number(self, amount: Amount, direct: Sequence[Token]) -> Number:
        """The number and unit of an amount; ``direct`` holds the signs and 每… words right before it."""
        numeral = amount.number[0]
        if any(token == "几" for token in (*amount.number, *amount.unit)):
            raise UnreadableError(None)
        value, own_unit, scale = self._numeral(numeral)
        for token in amount.number[1:]:
            if token.type == "MAG":
                scale *= _scale(token)
                value = EXACT.multiply(value, Decimal(_scale(token)))
        if any(token.type == "MINUS" and token != "+" for token in direct):
            value = -value
        unit, written = self._unit(amount.unit)
        if own_unit is not None:
            if unit not in (None, own_unit):
                raise UnreadableError(Remark("UN006", (start_of(numeral), amount.end), {"units": f"{own_unit}{unit}"}))
            unit = own_unit
        every = next((token for token in direct if token.type == "EVERY"), None)
        if every is not None and unit not in _RELATIVE:
            unit = f"{unit or ''}/{self._spelled(every.removeprefix('每').strip())}"
        digits, marks = _written(numeral)
        return Number(value, unit, (digits, marks + written), scale)

    def _numeral(self, token: Token) -> tuple[Decimal, str | None, int]:
        if token.type == "PERCENT_WORDS":
            shared = numerals.share(token)
            if shared is None:
                raise UnreadableError(self._unreadable([token]))
            return shared[0], shared[1], 1
        try:
            value = numerals.arabic(token) if token.type == "NUMBER" else _chinese(token)
        except numerals.TooLongError:
            raise UnreadableError(self._too_long([token])) from None
        if value is None:
            raise UnreadableError(self._unreadable([token]))
        marks = _written(token)[1] if token.type == "NUMBER" else ""
        return value, None, _scale(marks)

    def _unit(self, tokens: Sequence[Token]) -> tuple[str | None, str]:
        """The unit as READING writes it, and as it was written."""
        parts = [token for token in tokens if token.type != "MORE"]
        if not parts:
            return None, ""
        unit = ""
        for token in parts:
            if token.type == "EVERY":
                unit += "/" + self._spelled(token.removeprefix("每").strip())
            elif token.type == "PER":
                unit += self._per(token)
            else:
                unit += self._spelled(token)
        return unit, self.said(parts)

    def _per(self, token: str) -> str:
        below = re.split(r"[/*·.×、]", token.lstrip("/ "))
        return "/" + "·".join(self._spelled(part.strip()) for part in below)

    def _spelled(self, word: str) -> str:
        bare = word.removeprefix("个")
        word = bare if bare in self.units.takes_ge else word
        return self.units.spelling.get(word, word)


def _split(lead: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """The tokens right before the number, and the prose before them."""
    place = len(lead)
    while place and lead[place - 1].type in BETWEEN_WORDS:
        place -= 1
    prose = [token for token in lead[:place] if token.type not in BETWEEN_WORDS]
    return lead[place:], prose


def _written(token: str) -> tuple[str, str]:
    found = re.match(r"[\d,.]+", token)
    if found is None:
        return str(token), ""
    return found[0], token[found.end() :].strip()


def _scale(marks: str) -> int:
    scale = 1
    for mark in marks:
        if mark not in SCALES:
            return 1
        scale *= SCALES[mark]
    return scale


def _chinese(token: Token) -> Decimal | None:
    text = token.lstrip("第 ")
    return Decimal(text) if text.isdigit() else numerals.chinese(text)


__all__ = ["EXPLICIT", "OPERATORS", "Exactly", "Interpreter", "Meaning", "Number", "Remark", "UnreadableError", "plain"]
