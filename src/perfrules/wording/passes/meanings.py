"""What a phrase means: its operators, number and unit as one comparator, or the reason why it has none.

Pattern: a phrase. READING, rules 1 to 5. Example: 比2012年下降10%以上 → ->=10 % @2012年
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from perfrules.comparators import BOUNDS, Between, Change, Deadline, Rank, Size, Trend
from perfrules.quantities import Exact, Quantity, times
from perfrules.units import RELATIVE, Units, parts_of_whole
from perfrules.wording.characters import folded
from perfrules.wording.operator_kinds import OperatorKind
from perfrules.wording.parser.forms import forms
from perfrules.wording.parser.nodes import Phrase, Token
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.passes.drafts import Meaning
from perfrules.wording.remarks import Remark, UnreadableError
from perfrules.wording.values import amounts, dates, numerals
from perfrules.wording.values.amounts import Figure
from perfrules.wording.values.operators import ATTACHED, EXPLICIT, LEVELS, OPERATORS, TRENDS, attached, binding, is_sign, resolved
from perfrules.wording.words import AMOUNTS_THEMSELVES, BASELINES, BASES, LEVEL_ENDS, NO_LEVELS

_TREND_OF: Mapping[str, Trend] = {
    "RISE": Trend.INCREASE,
    "HIGHER": Trend.INCREASE,
    "FALL": Trend.DECREASE,
    "VARY": Trend.EITHER,
    "LOWER": Trend.DECREASE,
}
_NAMED = re.compile(r"[\d.,]+|[一二两三四五六七八九十百千万]+")
_FIGURE = re.compile(r"\([^()]*\)$")
"""What the figure of a base stands in: 高于上年（320人）5人."""
_PLACE = re.compile("[0-9]+|[一二两三四五六七八九十百]+")
_PLAIN = frozenset(OPERATORS) - {"MORE_THAN", "LESS_THAN"} | {"ASPIRE", "FILLER", "EACH"}
"""Terminals of a lead that can make no change of a bound."""
_ROUND = re.compile("[一二两三四五六七八九]至[二两三四五六七八九][百千]")
"""三至五百: the first may be said in the scale of the second."""
_STRICTER = {">=": ">", "<=": "<"}
_LOOSER = {">": ">=", "<": "<="}


class Governed(NamedTuple):
    """A phrase with the operators that hold for it.

    ``direct`` is the part of ``lead`` that no prose parts from the number, ``kinds`` the terminals of ``lead``.
    """

    phrase: Phrase
    lead: Sequence[Token]
    direct: Sequence[Token]
    tail: Sequence[Token]
    kinds: set[str]


def read(case: Candidate) -> bool:
    """Read what the phrase means under the operators that hold for it; one that was refused has no meaning."""
    case.phrase.lead = case.lead
    if case.meaning is None:
        try:
            case.meaning = Interpreter(case.text, case.units).read(case.phrase, case.lead, case.tail)
        except UnreadableError as error:
            return case.refuse(error)
    return False


class Interpreter:
    """Reads phrases of one text with one vocabulary of units."""

    __slots__ = ("text", "units")

    def __init__(self, text: str, units: Units) -> None:
        self.text = text
        self.units = units

    def said(self, tokens: Sequence[Token]) -> str:
        """The words from the first to the last token as they stand in the text."""
        return self.text[tokens[0].start : tokens[-1].end] if tokens else ""

    def read(self, phrase: Phrase, lead: Sequence[Token], tail: Sequence[Token]) -> Meaning:
        """The meaning of ``phrase`` under ``lead`` and ``tail``; raises :class:`UnreadableError`."""
        case = Governed(phrase, lead, attached(lead) if lead else lead, tail, {token.type for token in lead})
        return _FORMS[phrase.form](self, case)

    def bare(self, case: Governed) -> Meaning:
        """A number with or without operators; with a word of rise or fall, a change."""
        amount = case.phrase.amounts[0]
        number = amounts.read(amount, case.direct, self.text, self.units)
        if not case.lead and not case.tail and len(amount.number) == 1 and (not amount.unit or amount.unit[-1].type != "MORE"):
            return Meaning(BOUNDS["="](_quantity(number.value, number.unit)), "", number.written, _half_units(case.phrase, number))
        if "PLUS_MINUS" in case.kinds:
            both = Between(Quantity(times(number.value, -1), number.unit), Quantity(number.value, number.unit))
            return Meaning(both, "±", number.written, kind=OperatorKind.RANGE)
        trend, base = (None, None) if case.kinds <= _PLAIN else self._trend(case, number.unit)
        if "UNIT" in case.kinds:
            self._refuse_doubled(case.phrase, case.lead, number)
        tokens = binding(case.lead, case.direct, change=trend is not None)
        tokens += [token for token in (*amount.number, *amount.unit) if token.type == "MORE"]
        meaning = self._bound(case.phrase, number, tokens, case.tail)
        if trend is not None:
            meaning.comparator = Change(trend, cast("Size", meaning.comparator), base)
        elif not case.kinds.isdisjoint(TRENDS):
            bound = [token for token in (*tokens, *case.direct) if token.type in OPERATORS or token.type in ("EVERY", "MINUS")]
            meaning.since = min((token.start for token in bound), default=amount.number[0].start)
        return meaning

    def _bound(self, phrase: Phrase, number: Figure, tokens: list[Token], tail: Sequence[Token]) -> Meaning:
        tokens += [token for token in tail if token.type in OPERATORS]
        op, kind, remarks = resolved(tokens) if tokens else ("=", OperatorKind.NONE, [])
        for token in tail:
            if token.type == "EXCLUDED" and _names(token, number):
                op = _STRICTER.get(op, op)
            elif token.type == "INCLUDED" and _names(token, number):
                op = _LOOSER.get(op, op)
        if op == ">=" and number.value == 0 and all(token.type in LEVELS for token in tokens):  # 实现0起
            op, kind = "=", OperatorKind.NONE
        remarks += _half_units(phrase, number)
        return Meaning(BOUNDS[op](_quantity(number.value, number.unit)), self._operator_words(tokens), number.written, remarks, kind=kind)

    def _operator_words(self, tokens: Sequence[Token]) -> str:
        words = ""
        last = -1
        for token in tokens:
            words += ("…" if words and token.start != last else "") + self.text[token.start : token.end]
            last = token.end
        return words

    def _trend(self, case: Governed, unit: str | None) -> tuple[Trend | None, str | None]:
        """Which way a change goes, and its base; (None, None) where the phrase is no change."""
        return self._changed(case, unit) or self._beyond(case, unit) or (None, None)

    def _changed(self, case: Governed, unit: str | None) -> tuple[Trend, str | None] | None:
        """同比增长5%, 比2012年下降10%: a word of rise or fall that says what the number does."""
        lead = case.lead
        compared = next((token for token in lead if token.type == "COMPARED" and token.text[0] != "基"), None)
        same = next((token for token in lead if token.type == "SAME_PERIOD"), None)
        word = next((token for token in reversed(lead) if token.type in TRENDS), None)
        if word is None or (word.type in ("HIGHER", "LOWER") and not (compared or same or _moves_a_change(lead, word))):
            return None
        relative = unit in RELATIVE or (unit is None and _is_part(case.phrase.amounts[0].number[0]))
        if not (relative or compared or same) or not self._falls_on(word, lead, case.direct, relative=relative):
            return None
        if compared is not None:
            return _TREND_OF[word.type], self._base(compared, word, lead)
        return _TREND_OF[word.type], "".join(self.said([same]).split()) if same is not None else None

    def _beyond(self, case: Governed, unit: str | None) -> tuple[Trend, str] | None:
        """高于全省平均水平3个百分点: a change against what the number is beyond."""
        lead, direct = case.lead, case.direct
        beyond = next((token for token in lead if token.type in ("MORE_THAN", "LESS_THAN") and not is_sign(token)), None)
        prose = lead[: len(lead) - len(direct)]
        if beyond is None or beyond in direct or not prose or prose[-1].text.endswith("的"):
            return None
        reference = self.text[beyond.end : prose[-1].end].strip()
        if unit not in ("百分点", "倍", "%") and not (unit and self._starts(case, beyond, _FIGURE.sub("", folded(reference)), unit)):
            return None
        return (Trend.INCREASE if beyond.type == "MORE_THAN" else Trend.DECREASE), reference

    def _starts(self, case: Governed, beyond: Token, reference: str, unit: str) -> bool:
        """Whether an amount is measured from ``reference``: 低于市场价格5元, 高于上年5家.

        低于预算5万元 may name the budget itself, 高于全省平均水平5家 five that are above it.
        """
        known = self.units.get(unit.partition("/")[0])
        itself, counts = reference.endswith(AMOUNTS_THEMSELVES), known is None or known.counts
        if reference.endswith(BASES) or not (itself or reference.endswith(BASELINES)):
            return reference.endswith(BASES)
        bounded = itself and any(token.type in EXPLICIT for token in case.direct)  # 低于预算不少于5万元
        if itself is counts or bounded:
            return not counts  # 制定高于国家标准5项
        amount = self.text[case.phrase.amounts[0].number[0].start : case.phrase.end]
        span = (beyond.start, case.phrase.end)
        way = "高" if beyond.type == "MORE_THAN" else "低"
        one = f"{beyond.text}{amount}" if itself else amount
        params = {"written": self.text[span[0] : span[1]], "one": one, "other": f"比{reference}{way}{amount}"}
        raise UnreadableError(Remark("CP027", span, params))

    def _falls_on(self, word: Token, lead: Sequence[Token], direct: Sequence[Token], *, relative: bool) -> bool:
        """Whether a word of rise or fall says what the number does: 压减支出10%, but not 提高合格率95% nor 提高…达到95%."""
        if word in direct or word.type in ("HIGHER", "LOWER"):  # 少发生2起
            return True
        place = lead.index(word)
        prose = [token for token in lead[place + 1 :] if token.type not in ATTACHED]
        level = any(token.type in LEVELS or token.type == "COMPARED" for token in lead[place + 1 :])
        last = folded(self.text[prose[0].start : prose[-1].end])
        return relative and not level and (last[-1:] not in LEVEL_ENDS or last.endswith(NO_LEVELS))

    def _base(self, compared: Token, word: Token, lead: Sequence[Token]) -> str | None:
        ends = [token.start for token in lead if token.start > compared.start and token.type == "COMPARED"]
        text = self.text[compared.end : min([word.start, *ends])].strip()
        return text.removesuffix("的").removesuffix("有所").removesuffix("累计").rstrip(" ,，") or None

    def _refuse_doubled(self, phrase: Phrase, lead: Sequence[Token], number: Figure) -> None:
        """A % before the number as well as behind it."""
        before = lead[-1] if lead else None
        if before is not None and before.type == "UNIT" and before.text in parts_of_whole():
            raise UnreadableError(Remark("UN006", (before.start, phrase.end), {"units": f"{before.text}{number.unit or ''}"}))

    def range(self, case: Governed) -> Meaning:
        """Two numbers with a range sign; one unit and one scale hold for both."""
        signs = [token for token in case.direct if token.type == "MINUS"]
        low = amounts.read(case.phrase.amounts[0], signs, self.text, self.units)
        high = amounts.read(case.phrase.amounts[1], case.phrase.core[1:], self.text, self.units)
        if _ends_in_a_minus(case.phrase.core[0].text, low):
            high.value = -high.value
        ends = [amount.number[0] for amount in case.phrase.amounts]
        said = all(end.type == "NUMERAL" for end in ends)
        if said and _ROUND.fullmatch(f"{ends[0].text}至{ends[1].text}"):
            raise UnreadableError(_either_hundreds(self.text, case.phrase, ends))
        apart = amounts.beside(low.value, high.value, high.scale) or (said and low.value * high.scale >= high.value)  # 五千至一万元
        if low.unit is None and low.scale == 1 and not apart:
            low.value = times(low.value, high.scale)
        stated = [token for token in (*case.direct, *case.tail) if token.type in EXPLICIT or token.type in ("OR_MORE", "OUTSIDE")]
        span = (case.phrase.start, case.phrase.end)
        if stated:
            raise UnreadableError(Remark("OP003", span, {"first": self.said(stated[:1]), "second": self.said(case.phrase.core)}))
        low.unit, high.unit = low.unit or high.unit, high.unit or low.unit
        if (high.unit or "").partition("/")[0] == low.unit:  # 100元-200元/人
            low.unit = high.unit
        for token in case.direct:
            if token.type == "EVERY" and high.unit not in RELATIVE:
                low.unit, high.unit = (amounts.rated(unit, token, self.units) for unit in (low.unit, high.unit))
        closed = _closed([token for token in case.tail if token.type == "EXCLUDED"], low, high)
        meaning = between(self.text, low, high, span, low_closed=closed[0], high_closed=closed[1])
        trend, base = self._trend(case, high.unit)
        if trend is not None:
            meaning.comparator = Change(trend, cast("Size", meaning.comparator), base)
        meaning.operator = self.said(case.phrase.core[:1])
        return meaning

    def brackets(self, case: Governed) -> Meaning:
        """[80,90)%: a range in brackets."""
        token = case.phrase.core[0]
        said = next(found for form in forms("numbers.lark", "BRACKETS") if (found := form.fullmatch(token.text)))
        low, high = (amounts.plain(said[end], said[f"{end}_unit"], token, self.units) for end in ("low", "high"))
        left, right = said["left"], said["right"]
        if case.phrase.core[1:]:
            high.unit = high.unit or amounts.spelled_unit(case.phrase.core[1:], self.units)
        meaning = between(self.text, low, high, (case.phrase.start, case.phrase.end), low_closed=left == "[", high_closed=right == "]")
        meaning.operator = f"{left},{right}"
        trend, base = self._trend(case, high.unit)
        if trend is not None:
            meaning.comparator = Change(trend, cast("Size", meaning.comparator), base)
        return meaning

    def doubling(self, case: Governed) -> Meaning:
        """翻一番 is an increase by once over, 翻两番 by three times."""
        word = case.phrase.core[0]
        times = 3 if "两" in word.text or "2" in word.text else 1
        compared = next((token for token in case.lead if token.type == "COMPARED"), None)
        base = self._base(compared, word, case.lead) if compared is not None else None
        said = self.said([word])
        return Meaning(Change(Trend.INCREASE, BOUNDS[">="](Quantity(times, "倍")), base), said, (said, ""), kind=OperatorKind.DOUBLING)

    def half(self, case: Governed) -> Meaning:
        """半数 is 50 %, 过半 more than that."""
        word = case.phrase.core[0]
        number = Figure(Decimal(50), "%", (self.said([word]), ""))
        if word.text.startswith("过"):
            return Meaning(BOUNDS[">"](Quantity(50, "%")), "过", number.written, kind=OperatorKind.MORE)
        trend, base = self._trend(case, "%")
        meaning = self._bound(case.phrase, number, binding(case.lead, case.direct, change=trend is not None), case.tail)
        if trend is not None:
            meaning.comparator = Change(trend, cast("Size", meaning.comparator), base)
        return meaning

    def rank(self, case: Governed) -> Meaning:
        """前10名 is the tenth place or better, 第10名 that place."""
        token = case.phrase.core[0]
        digits = _PLACE.search(token.text)[0]  # type: ignore[index]  # the terminal has one
        value = numerals.ordinal(digits)
        if value is None or not 1 <= value <= 10**6:
            raise UnreadableError(amounts.unreadable(token, self.text))
        below = next((item for item in case.tail if item.text.endswith("下")), None)
        if below is not None:  # 第5名以下 is worse than the fifth
            raise UnreadableError(Remark("OP012", (token.start, below.end), {"written": self.text[token.start : below.end]}))
        better = (
            token.text[0] == "前"
            or token.text[-1] == "强"
            or any(item.type in ("AT_LEAST", "OR_MORE", "OR_LESS") for item in (*case.lead, *case.tail))
        )
        last = token.text[-1] if token.text[-1] in "名位强" else ""
        return Meaning(Rank("<=" if better else "=", int(value)), self.text[token.start], (digits, last), kind=OperatorKind.PLACE)

    def date(self, case: Governed) -> Meaning:
        """A date, a span of dates, or a date behind 不晚于 or 早于."""
        token = case.phrase.core[-1]
        when = dates.read(token.text)
        first = dates.read(case.phrase.core[0].text) if case.phrase.form == "dates" else None
        if when is not None and first is not None and when.year is None:
            when = dates.When(first.year, when.month, when.day, when.before)
        bound = case.phrase.core[0] if case.phrase.form == "latest" else None
        if when is None:
            raise UnreadableError(None)
        op = when.op if bound is None else "<" if bound.type == "EARLIER" else "<="
        deadline = Deadline(cast('Literal["<=", "<"]', op), when.at)
        operator = self.said([bound]) if bound is not None else dates.ending(token.text)
        return Meaning(deadline, operator, (self.said(case.phrase.core), ""), kind=OperatorKind.DATE if operator else OperatorKind.NONE)

    def bad_number(self, case: Governed) -> Meaning:
        """A numeral that is none."""
        raise UnreadableError(amounts.unreadable(case.phrase.core[0], self.text))

    def unsayable(self, case: Governed) -> Meaning:
        """A date that is no last day: 不早于2025年2月1日, 次年4月底前."""
        token = case.phrase.core[0]
        raise UnreadableError(Remark("CP021", (token.start, token.end), {"written": self.said([token])}))


@lru_cache(maxsize=1024)
def _quantity(value: Exact, unit: str | None) -> Quantity:
    """The quantity, as the same object where it was met a short while ago: many rows of a table ask for the same."""
    return Quantity(value, unit)


def _either_hundreds(text: str, phrase: Phrase, ends: Sequence[Token]) -> Remark:
    """The remark on 三至五百人, which is from 3 or from 300."""
    span = (ends[0].start, phrase.end)
    whole = text[span[0] : span[1]]
    scaled = f"{ends[0].text}{ends[1].text[-1]}{whole[len(ends[0].text) :]}"
    return Remark(
        "CP027", span, {"written": whole, "one": scaled, "other": f"{numerals.chinese(ends[0].text)}{whole[len(ends[0].text) :]}"}
    )


def _ends_in_a_minus(dashes: str, low: Figure) -> bool:
    """-5—-3, -5--3: of two dashes between numbers the second is the minus of the higher; 5——8 and 5--8 are written so by hand."""
    return len(set(dashes)) > 1 or (dashes == "--" and low.value < 0)


def between(text: str, low: Figure, high: Figure, span: tuple[int, int], *, low_closed: bool = True, high_closed: bool = True) -> Meaning:
    """The range of two numbers; reversed ends and different units are unreadable."""
    low.unit, high.unit = low.unit or high.unit, high.unit or low.unit
    reason = "两端单位不同" if low.unit != high.unit else "下限大于上限" if low.value > high.value else ""
    if not reason and low.value == high.value and not (low_closed and high_closed):
        reason = "不含任何数值"
    if reason:
        raise UnreadableError(Remark("CP009", span, {"written": text[span[0] : span[1]], "reason": reason}))
    both = Between(Quantity(low.value, low.unit), Quantity(high.value, high.unit), low_closed, high_closed)
    return Meaning(both, "", (f"{low.written[0]}～{high.written[0]}", high.written[1] or low.written[1]), kind=OperatorKind.RANGE)


_FORMS: Mapping[str, Callable[[Interpreter, Governed], Meaning]] = {
    "bare": Interpreter.bare,
    "led": Interpreter.bare,
    "range": Interpreter.range,
    "brackets": Interpreter.brackets,
    "doubling": Interpreter.doubling,
    "half": Interpreter.half,
    "rank": Interpreter.rank,
    "date": Interpreter.date,
    "dates": Interpreter.date,
    "latest": Interpreter.date,
    "bad_number": Interpreter.bad_number,
    "unsayable": Interpreter.unsayable,
}


def _is_part(number: Token) -> bool:
    """Whether a number is a part of a whole: 下降三分之一, 压缩1/3."""
    return number.type == "PERCENT_WORDS" or (number.type == "RATIO" and "/" in number.text)


def _moves_a_change(lead: Sequence[Token], word: Token) -> bool:
    """Whether a word says which way a change itself goes: 增速放缓1个百分点, 降幅收窄2个百分点."""
    place = lead.index(word)
    return place > 0 and lead[place - 1].type in TRENDS


def _names(token: Token, number: Figure) -> bool:
    """Whether 不含 or 含 names the number itself or nothing (不含本数, 不含80%): ≥6家（不含3家续建） leaves 6 in."""
    named = _NAMED.search(token.text)
    return named is None or named[0] == number.written[0]


def _closed(without: Sequence[Token], low: Figure, high: Figure) -> tuple[bool, bool]:
    """Which ends of a range count: 10-20家（不含20家） and 10-20家（不含） leave the higher out, 不含本数 both."""
    named = [_NAMED.search(token.text) for token in without]
    both = any("本" in token.text for token in without)
    out = [both or any(found is not None and found[0] == end.written[0] for found in named) for end in (low, high)]
    return not out[0], not (out[1] or (None in named and not both))


def _half_units(phrase: Phrase, number: Figure) -> list[Remark]:
    if number.unit is None or number.unit[0] != "/" or number.unit[1:2].isdigit():  # 15/10万 counts what the rate is of
        return []
    return [Remark("UN004", (phrase.start, phrase.end), {"unit": number.unit})]
