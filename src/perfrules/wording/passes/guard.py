"""The guard: whether a quantity may become a criterion, decided from the tokens of its clause.

Pattern: a clause with a quantity. READING, "The guard". Example: 并非不少于5家 → Q !OP012

What may refuse comes from closed classes alone: negations, torn comparator words, absences, a scale without a figure. A word
of no class is subject and never refuses. Each reason is a function with the wording that forced it; the first that holds decides,
and says which word stopped the quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from perfrules.units import RELATIVE
from perfrules.wording.operator_kinds import KIND_OF_TERMINAL
from perfrules.wording.parser.negations import events, waivers, whole_words, words_behind
from perfrules.wording.parser.nodes import Phrase, Piece, Token
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.remarks import Remark, UnreadableError
from perfrules.wording.values.operators import EXPLICIT, NEAR, TRENDS, attached, is_sign
from perfrules.wording.words import ENGLISH, GRADED, LEVEL_ENDS, NO_LEVELS, TIMES

_TURNING = frozenset({"NEGATION", "BROKEN"})
_SCALES = frozenset("十百千万亿")
_FIGURES = frozenset({"NUMBER", "PLAIN", "NUMERAL"})
_COUNTED = _FIGURES | {"UNIT", "LATIN"}
_SHARES = frozenset("%‰")
_LATE = frozenset("晚迟")
_SAID = frozenset({"DATE", "PERIOD", "UNSAYABLE", "DISTRACTOR"})
"""Terminals that say a time themselves."""
_ONE = frozenset("1一")
_COMPARING = frozenset({"COMPARED", "SAME_PERIOD"})
_SAYING = TRENDS | (KIND_OF_TERMINAL.keys() - NEAR) | {"PLUS_MINUS"}
"""Terminals that say how a number compares."""
_WORD = 14
"""How many characters before a number its operator may take."""

_HAN = "[\u4e00-\u9fff]"
_CLAUSES = "，,、。;；"
_BREAKS = f"{_CLAUSES}.·|/~_*`'^@#&+—–-"
_SIGN = f"[{_BREAKS}]"
_BREAKING = frozenset(_BREAKS)
_TORN_BEFORE = re.compile(f"({_HAN}{{1,6}}) ?({_SIGN}) ?({_HAN}{{1,4}}) ?$")
_TORN_BEHIND = re.compile(f" ?({_HAN}{{1,3}}) ?{_SIGN} ?({_HAN}{{1,2}})(?!{_HAN})")
_NOT = "不未没"
_NUMBERED = re.compile(r"/ ?(\d+) ?([十百千万亿]*) ?个?(.+)")
_SIDED = frozenset("-–—−~/")
_CURRENCIES = frozenset("¥$")
_REACH = 60
"""How many tokens of a clause are looked at on each side."""


class Clause(NamedTuple):
    """A quantity and the words around it, up to the next separator; ``seen`` is the text folded."""

    text: str
    seen: str
    phrase: Phrase
    lead: Sequence[Token]
    tail: Sequence[Token]
    before: Sequence[Token]
    after: Sequence[Token]

    def refused(self, code: str, start: int, end: int) -> UnreadableError:
        """The error that names the words from ``start`` to ``end``."""
        return UnreadableError(Remark(code, (start, end), {"written": self.text[start:end]}))


def _before(pieces: Sequence[Piece], place: int) -> list[Token]:
    """The nearest tokens before the phrase, back to a separator."""
    found: list[Token] = []
    while place and not _parts(pieces[place - 1]) and len(found) < _REACH:
        place -= 1
        found = [*pieces[place].tokens()[-_REACH:], *found]
    return found


def _after(pieces: Sequence[Piece], place: int) -> list[Token]:
    """The nearest tokens behind the phrase, up to a separator."""
    found: list[Token] = []
    for piece in pieces[place + 1 : place + 1 + _REACH]:
        if _parts(piece) or len(found) >= _REACH:
            break
        found += piece.tokens()[:_REACH]
    return found


def _parts(piece: Piece) -> bool:
    """Whether a piece parts two clauses; a parenthesis does not: 杜绝较大（3人以上）事故."""
    return isinstance(piece, Token) and piece.type not in ("OPEN", "CLOSE")


def negated(clause: Clause) -> None:
    """并非不少于5家, 未必超过3%, 不低80%: a negation or a torn word stands right before the number or before what bounds it."""
    direct = attached(clause.lead) if clause.lead else ()
    for token in direct:
        if token.type in _TURNING:
            raise clause.refused("OP012", token.start, direct[-1].end)
    for token, following in zip(clause.lead, clause.lead[1:], strict=False):
        if token.type in _TURNING and following.type in (*EXPLICIT, "KEEP_WITHIN"):
            raise clause.refused("OP012", token.start, following.end)  # 并非不超过总数的3%
    last = clause.before[-1] if clause.before else None
    if last is not None and last.type in _TURNING and last.end == clause.phrase.start:
        raise clause.refused("OP012", last.start, clause.phrase.end)


def waived(clause: Clause) -> None:
    """不低于90%不作硬性要求: the words behind the number take it back."""
    behind = "".join([token.text for token in clause.after])
    if behind and behind.startswith(waivers()):
        raise clause.refused("OP012", clause.phrase.start, clause.phrase.end + len(behind))


def spoilt(clause: Clause) -> None:
    """80%以土: a torn word behind the number."""
    for token in clause.tail:
        if token.type == "SPOILT":
            raise clause.refused("OP012", token.start, token.end)


def absent(clause: Clause) -> None:
    """不发生3人以上食物中毒事件, 无一例投诉: what must not happen is no floor; 避免事故超过3起 is not said clearly enough."""
    row = [*clause.before, *clause.lead]
    place = next((index for index in range(len(row) - 1, -1, -1) if row[index].type == "ABSENCE"), None)
    if place is None:
        return
    word, until = row[place], _bounded_from(clause)
    direct = word.end == clause.phrase.start
    following = "".join(token.text for token in clause.after)
    if (direct and following) or any(event in following for event in events()):
        raise UnreadableError(None)
    if direct or (clause.seen[word.end : until].rstrip().endswith(events()) and (until < _counted_from(clause) or _is_floor(clause))):
        raise clause.refused("OP012", word.start, clause.phrase.end)


def _is_floor(clause: Clause) -> bool:
    """无投诉案件5起以上."""
    return any(token.type == "OR_MORE" for token in clause.tail)


def _bounded_from(clause: Clause) -> int:
    """Where the words begin that bound the number."""
    return next((token.start for token in clause.lead if token.type in KIND_OF_TERMINAL), _counted_from(clause))


def _counted_from(clause: Clause) -> int:
    amounts, core = clause.phrase.amounts, clause.phrase.core
    return amounts[0].number[0].start if amounts else core[0].start


def scale_alone(clause: Clause) -> None:
    """≥亿元, 不少于万人次: the figure before the scale is lost; 近千户, 突破万亿元, 万亩以上 say 1000 and so on, 十个工作日 and 十万元 are figures."""
    amounts = clause.phrase.amounts
    numeral = amounts[0].number[0].text if amounts else ""
    if clause.phrase.form not in ("bare", "led") or not numeral or not set(numeral) <= _SCALES or numeral[0] == "十":
        return
    governing = [token for token in clause.lead if token.type in KIND_OF_TERMINAL and token.type not in NEAR]
    beyond = [token for token in governing if token.type == "BEYOND" or (token.type == "MORE_THAN" and not is_sign(token))]
    if governing and not beyond:
        operator = governing[-1]
        raise UnreadableError(
            Remark("OP009", (operator.start, clause.phrase.end), {"operator": clause.text[operator.start : operator.end]})
        )


def unit_first(clause: Clause) -> None:
    """≥家50: the unit stands between the word that bounds the number and the number."""
    row = clause.lead[-2:]
    if len(row) < 2 or not clause.phrase.amounts or row[1].type != "UNIT" or row[0].type not in KIND_OF_TERMINAL:
        return
    if not clause.phrase.amounts[0].unit and row[1].end <= _counted_from(clause) <= row[1].end + 1:
        raise clause.refused("CP010", row[0].start, clause.phrase.end)


def foreign(clause: Clause) -> None:
    """50家 behind at least: a word of another language bounds the number."""
    word = clause.before[-1] if clause.before else None
    if word is not None and word.type == "LATIN" and word.text.strip(".").casefold() in ENGLISH:
        raise clause.refused("OP012", word.start, clause.phrase.end)


def late(clause: Clause) -> None:
    """不迟于10日, 不晚于会前10天: of which month, and before what, no last day says; 不晚于10月底前培训3天 has one."""
    unit = clause.phrase.amounts[-1].unit if clause.phrase.form == "bare" else ()
    if not unit or clause.phrase.tail or unit[-1].text.removeprefix("个") not in TIMES:
        return
    for place, word in enumerate(clause.before):
        behind = clause.before[place + 1].type if place + 1 < len(clause.before) else ""
        if word.type == "LATEST" and not _LATE.isdisjoint(word.text) and behind not in _SAID:
            raise UnreadableError(
                Remark("CP021", (word.start, clause.phrase.end), {"written": clause.text[word.start : clause.phrase.end]})
            )


def slashed(clause: Clause) -> None:
    """5家/8家, 100场/5万人次: two quantities, or one for each so many of the other.

    A rate is for one, ten, a hundred, for a time, or of one thing.
    """
    unit = clause.phrase.amounts[-1].unit if clause.phrase.amounts else ()
    found = _NUMBERED.fullmatch(unit[-1].text) if len(unit) > 1 and unit[-1].type == "PER" else None
    if found is None or found[3] in TIMES or unit[0].text == "元":
        return
    more = bool(clause.after) and clause.after[0].type == "PER"  # 1套/2台/3个
    one = clause.phrase.amounts[-1].number[-1].text in _ONE and not found[2] and not more  # 1个/5户
    if (one or found[1].strip("0") == "1") and (found[3] != unit[0].text or found[2]):  # 5人/10万人
        return
    start, end = _counted_from(clause), clause.phrase.end
    written = clause.text[start:end]
    params = {"written": written, "one": written.replace("/", "每", 1), "other": written.replace("/", "、", 1)}
    raise UnreadableError(Remark("CP027", (start, end), params))


def compared(clause: Clause) -> None:
    """比上年改善10%: a comparison without a word that says which way the share goes; 与上年相比满意度90% is a level."""
    kinds = {token.type for token in clause.lead}
    unit = clause.phrase.amounts[-1].unit if clause.phrase.amounts else ()
    if kinds.isdisjoint(_COMPARING) or not kinds.isdisjoint(_SAYING) or not unit or unit[-1].text not in RELATIVE:
        return
    said = clause.seen[clause.lead[0].start : _counted_from(clause)].rstrip()
    if said[-1:] not in LEVEL_ENDS or said.endswith(NO_LEVELS):
        raise clause.refused("OP012", clause.lead[0].start, clause.phrase.end)


def graded(clause: Clause) -> None:
    """水质达到三类: the class of water is a name, and a lower one is better; 药品3类 are counted."""
    unit = clause.phrase.amounts[-1].unit if clause.phrase.amounts else ()
    before = clause.seen[: clause.lead[0].start if clause.lead else clause.phrase.start].rstrip()
    if unit and unit[-1].text == "类" and before.endswith(GRADED):
        raise UnreadableError(None)


def multiplied(clause: Clause) -> None:
    """50人×2期: what the product counts is not written."""
    row = clause.before[-2:]
    if len(row) == 2 and row[1].type == "DEBRIS" and row[1].text in "×*" and row[0].type in _COUNTED and _touch(*row, clause.phrase):
        raise clause.refused("CP010", row[0].start, clause.phrase.end)


def doubled(clause: Clause) -> None:
    """≥5（8）家: two numbers before one unit; 位位5: one unit twice before the number."""
    row, behind = clause.before[-2:], clause.after[:2]
    if clause.phrase.form != "bare" or clause.phrase.amounts[0].unit or len(row) < 2:
        return
    if row[0].type == row[1].type == "UNIT" and row[0].text == row[1].text and _touch(*row, clause.phrase):
        span = (row[0].start, row[1].end)
        raise UnreadableError(Remark("UN006", span, {"units": clause.text[span[0] : span[1]]}))
    shared = [token.type for token in behind] in (["CLOSE", "UNIT"], ["CLOSE", "LATIN"])
    if shared and row[0].type in _FIGURES and row[1].type == "OPEN" and _touch(*row, clause.phrase, *behind):
        unit = clause.text[behind[1].start : behind[1].end]
        said = [clause.text[one.start : one.end] + unit for one in (row[0], clause.phrase)]
        span = (row[0].start, behind[1].end)
        raise UnreadableError(Remark("CP027", span, {"written": clause.text[span[0] : span[1]], "one": said[0], "other": said[1]}))


def parted(clause: Clause) -> None:
    """90以上%: the share sign stands behind the word that bounds the number."""
    sign = clause.after[0] if clause.after else None
    if not clause.tail or not clause.phrase.amounts or clause.phrase.amounts[-1].unit or sign is None:
        return
    if sign.type == "UNIT" and sign.text in _SHARES and sign.start == clause.phrase.end:
        raise clause.refused("CP010", clause.phrase.start, sign.end)


def torn(clause: Clause) -> None:
    """不得，超过5家, 低.于3%, 80%以、上: a sign stands inside the word that bounds the number."""
    start = _counted_from(clause)
    since = max(start - _WORD, 0)
    broken = not _BREAKING.isdisjoint(clause.seen[since:start])
    found = _TORN_BEFORE.search(clause.seen, since, start) if broken else None
    if found and not (found[3] == "在" and clause.tail):  # 运行稳定，在5秒内响应
        words = [found[1][place:] + found[3] for place in range(len(found[1]))]
        whole = next((word for word in words if word in whole_words()), None)
        listed = found[2] in _CLAUSES and found[3] in whole_words()  # 最高，不超过5家 states it twice
        if whole is not None and (not listed or whole[0] in _NOT or whole.endswith("等于")):
            raise clause.refused("OP012", found.end(1) - len(whole) + len(found[3]), clause.phrase.end)
    found = _TORN_BEHIND.match(clause.seen, clause.phrase.end)
    if found and found[1] + found[2] in words_behind():
        raise clause.refused("OP012", clause.phrase.start, found.end())


def alone(clause: Clause) -> None:
    """5之间: one end of a range; 一千±五十家: how far from what is no number. 5家之间 is among five."""
    before, amounts = clause.before, clause.phrase.amounts
    is_end = bool(clause.after) and clause.after[0].type == "AMID" and clause.phrase.form in ("bare", "led") and not amounts[0].unit
    if is_end and not any(token.type in _FIGURES for token in before):
        raise clause.refused("CP010", clause.phrase.start, clause.after[0].end)
    if [token.type for token in before[-2:]] == ["NUMERAL", "AND"] and clause.after and clause.after[0].type == "AMID":
        raise clause.refused("CP010", before[-2].start, clause.after[0].end)  # 三和五万元之间
    if (
        before
        and before[-1].type == "NUMERAL"
        and clause.lead
        and clause.lead[0].type == "PLUS_MINUS"
        and _touch(before[-1], clause.phrase)
    ):
        raise clause.refused("CP010", before[-1].start, clause.phrase.end)


def dangling(clause: Clause) -> None:
    """—6, ¥-6, 50-, 500元/: a sign with nothing on its other side is a minus, or what is left of a range or a rate."""
    behind = clause.after[0] if len(clause.after) == 1 else None
    if behind is not None and behind.text in _SIDED and behind.start == clause.phrase.end:
        raise clause.refused("CP010", clause.phrase.start, behind.end)
    *others, sign = clause.before or (None,)
    is_sided = sign is not None and sign.text in _SIDED and sign.end == clause.phrase.start
    alone = all(one is not None and one.text in _CURRENCIES for one in others) or (others[-1] is not None and others[-1].text in _SIDED)
    if is_sided and alone and all(one.type == "CURRENCY" for one in clause.lead):
        raise clause.refused("CP010", clause.phrase.start - 1, clause.phrase.end)


def _touch(*row: Token | Phrase) -> bool:
    """Whether nothing stands between each two neighbours."""
    return all(one.end == other.start for one, other in pairwise(row))


_ANY: frozenset[str] = frozenset()
REASONS: tuple[tuple[Callable[[Clause], None], frozenset[str]], ...] = (
    (absent, frozenset({"ABSENCE"})),
    (negated, _TURNING),
    (waived, _ANY),
    (spoilt, frozenset({"SPOILT"})),
    (scale_alone, _ANY),
    (unit_first, frozenset({"UNIT"})),
    (foreign, frozenset({"LATIN"})),
    (late, frozenset({"LATEST"})),
    (slashed, frozenset({"PER"})),
    (compared, _COMPARING),
    (graded, frozenset({"UNIT"})),
    (multiplied, frozenset({"DEBRIS"})),
    (doubled, _ANY),
    (parted, _ANY),
    (torn, _ANY),
    (alone, frozenset({"AMID", "PLUS_MINUS"})),
    (dangling, _ANY),
)
"""In this order: what must not happen is known before its negation is doubted. Beside each, the terminals of its words, if they are known:
a wording without any of them gives it nothing to refuse.
"""


def refuse(case: Candidate) -> bool:
    """Refuse a quantity that may not become a criterion; the remark names the word, if any."""
    before, after = _before(case.pieces, case.place), _after(case.pieces, case.place)
    clause = Clause(case.text, case.seen, case.phrase, case.lead, case.tail, before, after)
    try:
        for reason, words in REASONS:
            if not words or not words.isdisjoint(case.kinds):
                reason(clause)
    except UnreadableError as error:
        return case.refuse(error)
    return False
