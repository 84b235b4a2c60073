"""A parenthesis that says the amount before it again, in another unit, or how far it may be off, belongs to it.

Pattern: quantity, ( 即 折合 允许偏差 or nothing, quantity ). READING, rule 6. Example: ≤150亩（10公顷） → <=150 亩
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from perfrules.comparators import BOUNDS, About, AtMost, Between, Bound, Exactly
from perfrules.quantities import Quantity, exact, times
from perfrules.units import RELATIVE, Units
from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.passes.drafts import Counted, Meaning
from perfrules.wording.remarks import Remark
from perfrules.wording.values import amounts
from perfrules.wording.words import AGAIN, CALENDAR_DAYS, COUNTING, TOLERANCES

_OPENING = frozenset({"OPEN", "COMMA"})
_CALENDAR = {"月": (28, 31), "年": (365, 366)}
"""How few and how many days one has."""
_BOUNDS = tuple(BOUNDS.values())
_STRICTER = {">=": ">", "<=": "<"}
_NOT_COUNTING = [[f"不{word}"] for word in COUNTING]


class _Aside(NamedTuple):
    """A quantity behind a bracket or comma that follows another one, and the words between the sign and it."""

    case: Candidate
    before: Phrase
    first: Meaning
    opened: bool
    said: str


def take(case: Candidate) -> bool:
    """Take in a parenthesis that says the amount before it again, in another unit, or how far it may be off."""
    if _drifts(case):
        start = case.out.pieces[-1].start
        return case.inform(Remark("CP023", (start, case.phrase.end), {"written": case.text[start : case.phrase.end]}))
    aside = _aside(case)
    if aside is None:
        return False
    taken = next(taken for taken in (kind(aside) for kind in _KINDS) if taken is not None)
    if taken:
        pieces, before = case.out.pieces, aside.before
        place = pieces.index(before) + 1
        before.tail = [*before.tail, *(token for part in pieces[place:] for token in part.tokens()), *case.phrase.tokens()]
        before.end = case.phrase.end
        del pieces[place:]
    return taken


def _drifts(case: Candidate) -> bool:
    """测量50个点，误差5%: a tolerance, of the number or of what is measured."""
    pieces, comparator = case.out.pieces, case.meant.comparator
    if not isinstance(comparator, Exactly) or len(pieces) < 3 or not isinstance(pieces[-1], Words) or not isinstance(pieces[-2], Token):
        return False
    number = case.out.meanings.get(len(pieces) - 3) or case.out.meanings.get(len(pieces) - 4)
    said = case.seen[pieces[-1].start : pieces[-1].end].strip()
    return pieces[-2].type == "COMMA" and said in TOLERANCES and number is not None and isinstance(number.comparator, _BOUNDS)


def _aside(case: Candidate) -> _Aside | None:
    pieces = case.out.pieces
    words = pieces[-1] if pieces and isinstance(pieces[-1], Words) else None
    place = len(pieces) - (1 if words is None else 2)
    said = case.seen[words.start : words.end].strip() if words is not None else ""
    if place >= 0 and said in COUNTING and place in case.out.meanings and isinstance(before := pieces[place], Phrase):
        return _Aside(case, before, case.out.meanings[place], opened=False, said=said)  # 30人以下含30人
    if place < 1:
        return None
    sign, before, first = pieces[place], pieces[place - 1], case.out.meanings.get(place - 1)
    if not isinstance(sign, Token) or not isinstance(before, Phrase) or first is None or sign.type not in _OPENING:
        return None
    return _Aside(case, before, first, sign.type == "OPEN", said)


def _reach(aside: _Aside) -> bool | None:
    """约3000米（误差不超过5%）."""
    comparator = aside.case.meant.comparator
    if not aside.said.endswith(TOLERANCES) or not isinstance(comparator, (AtMost, Exactly)):
        return None
    allowed = aside.said.startswith(TOLERANCES) and aside.said not in TOLERANCES  # 允许误差5%
    if not allowed and not (aside.opened and (isinstance(comparator, AtMost) or aside.said in TOLERANCES)):
        return None
    reach = comparator.quantity
    return _tolerates(aside, Between(Quantity(times(reach.value, -1), reach.unit), reach))


def _spread(aside: _Aside) -> bool | None:
    """2000平方米（允许偏差±4%）, 50家，±5家; behind a comma of the unit of the number, or with a word for it."""
    comparator = aside.case.meant.comparator
    if not isinstance(comparator, Between) or not any(token.type == "PLUS_MINUS" for token in aside.case.phrase.lead):
        return None
    number = aside.first.comparator
    alone = not aside.said and isinstance(number, (Exactly, About)) and comparator.unit in (None, "%", number.unit)
    return (aside.opened or alone or aside.said.startswith(TOLERANCES)) and _tolerates(aside, comparator)


def _again(aside: _Aside) -> bool | None:
    """150亩（10公顷）; two amounts that disagree are no number."""
    case, first, second = aside.case, aside.first, aside.case.meant
    if not aside.opened or aside.said not in AGAIN or not _repeats(case.units, first, second):
        return False
    if not _agrees(case.units, first, second):
        span = (aside.before.start, case.phrase.end)
        params = {"written": case.text[span[0] : span[1]], "one": str(_quantity(first)), "other": str(_quantity(second))}
        case.out.remarks.append(Remark("CP022", span, params))
        first.comparator = None
    return True


def _share_of_one(aside: _Aside) -> bool | None:
    """2500单位（200毫升/单位）: how much one of the quantity is; what it costs is a requirement of its own (300人（100元/人）)."""
    one, other = aside.first.comparator, aside.case.meant.comparator
    if not aside.opened or aside.said or not isinstance(one, _BOUNDS) or not isinstance(other, _BOUNDS):
        return None
    above, _, below = (other.unit or "").partition("/")
    known = aside.case.units.get(above)
    if not below or below != one.unit or known is None or known.dimension == "money":
        return None
    aside.case.remark("CP023", aside.case.phrase.start, aside.case.phrase.end)
    return True


def _counts(aside: _Aside) -> bool | None:
    """90%以上，含90%: a bound says that its number counts."""
    one, other = aside.first.comparator, aside.case.meant.comparator
    ends = not isinstance(aside.case.behind, Words)  # ≥5家，含5家国企 says two things
    if aside.opened or not ends or not isinstance(one, _BOUNDS):
        return None
    if not aside.said and [token.text for token in aside.case.phrase.lead] in _NOT_COUNTING and one.op in _STRICTER:
        return _excludes(aside, one)
    return one.quantity == other.quantity if aside.said in COUNTING and isinstance(other, Exactly) else None


def _excludes(aside: _Aside, one: Bound) -> bool | None:
    """5万元以上，不含5万元: a bound says that its number does not count."""
    said = amounts.read(aside.case.phrase.amounts[0], (), aside.case.text, aside.case.units)
    if (said.value, said.unit) != (one.quantity.value, one.unit):
        return None
    aside.first.comparator = BOUNDS[_STRICTER[one.op]](one.quantity)
    remarks = aside.case.out.remarks
    remarks[:] = [remark for remark in remarks if remark.span[0] < aside.case.phrase.start]  # the refusal of 不含 before a number
    return True


_KINDS: tuple[Callable[[_Aside], bool | None], ...] = (_counts, _reach, _spread, _share_of_one, _again)
"""Each returns whether the parenthesis is taken in, None where it is none of its kind."""


def close(_text: str, out: Counted, piece: Piece) -> bool:
    """Take in the bracket that closes such a parenthesis."""
    before = out.pieces[-1] if out.pieces else None
    if not isinstance(piece, Token) or piece.type != "CLOSE" or not isinstance(before, Phrase):
        return False
    depth = sum((token.type == "OPEN") - (token.type == "CLOSE") for token in before.tail)
    if depth <= 0:
        return False
    before.tail = [*before.tail, piece]
    before.end = piece.end
    return True


def _quantity(meaning: Meaning) -> Quantity:
    assert isinstance(meaning.comparator, _BOUNDS)
    return meaning.comparator.quantity


def _tolerates(aside: _Aside, spread: Between) -> bool:
    """约2000平方米（允许偏差±4%） stays about 2000; 2000平方米（±4%） is from 1920 to 2080; any other bound keeps itself."""
    first, comparator = aside.first, aside.first.comparator
    share = spread.unit == "%" and isinstance(comparator, Exactly) and comparator.unit != "%"
    if isinstance(comparator, Exactly) and (share or spread.unit in (None, comparator.unit)):
        value, reach = Fraction(comparator.quantity.value), Fraction(spread.high.value)
        width = abs(value) * reach / 100 if share else reach
        low, high = (Quantity(exact(end), comparator.unit) for end in (value - width, value + width))
        first.comparator = Between(low, high)
        first.operator = "±"
    if not isinstance(first.comparator, About) and first.operator != "±":
        aside.case.remark(
            "CP023", aside.case.out.pieces[-1].end if not aside.said else aside.case.out.pieces[-1].start, aside.case.phrase.end
        )
    return True


def _repeats(units: Units, first: Meaning, second: Meaning) -> bool:
    """Whether two amounts have units that convert: 150亩（10公顷）, 2年（24个月）, 50家（50家）."""
    one, other = first.comparator, second.comparator
    if not isinstance(one, _BOUNDS) or not isinstance(other, (Exactly, About)) or one.unit is None or other.unit is None:
        return False
    if _days(one.quantity, other.quantity) is not None:
        return True
    if one.unit == other.unit:
        return one.quantity == other.quantity or (first.written or ("", ""))[1] != (second.written or ("", ""))[1]
    return units.factor(other.unit, one.unit) is not None and (one.unit in RELATIVE) == (other.unit in RELATIVE)


def _agrees(units: Units, first: Meaning, second: Meaning) -> bool:
    """Whether two amounts are one, to the last digit that the second is written with; 约 lets it be off by 1 %."""
    one, other = _quantity(first), _quantity(second)
    days = _days(one, other)
    if days is not None:
        return days[0] <= days[1] <= days[2]
    factor = units.factor(other.unit, one.unit)
    assert factor is not None
    meant = Fraction(one.value) / factor
    decimals = (second.written or ("", ""))[0].partition(".")[2]
    rounding = second.scale / 10 ** len(decimals) / 2 if decimals else Fraction(0)
    near = abs(meant) / 100 if isinstance(second.comparator, About) else Fraction(0)
    said = Fraction(other.value)
    slight = abs(meant) / 1000 if isinstance(exact(said * factor), Fraction) else Fraction(0)  # 667平方米（1亩）
    return abs(said - meant) <= max(rounding, near, slight)


def _days(one: Quantity, other: Quantity) -> tuple[Fraction, Fraction, Fraction] | None:
    """What months or years have of days at least, the days that are said, and what they have at most: 3个月（90天）; else None."""
    longer, shorter = (one, other) if one.unit in _CALENDAR else (other, one)
    if longer.unit not in _CALENDAR or shorter.unit not in CALENDAR_DAYS:
        return None
    least, most = _CALENDAR[longer.unit]
    return Fraction(longer.value) * least, Fraction(shorter.value), Fraction(longer.value) * most
