"""What is proved of the grammar: it is total, its choices are known, its terminals bounded, and the own machine is Lark's."""

import logging
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined,unused-ignore]
from re import _parser as sre_parser  # type: ignore[attr-defined,unused-ignore]
from typing import Any

import lark
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lark.visitors import Transformer_NonRecursive

from perfrules import parse
from perfrules.canonical import as_read
from perfrules.testing import conformance_cases
from perfrules.units import standard
from perfrules.wording import languages
from perfrules.wording.characters import folded, folding
from perfrules.wording.parser import grammar, lexer
from perfrules.wording.parser.lalr import Driver
from perfrules.wording.parser.nodes import ACTIONS, Phrase, Piece, Token, Words
from perfrules.wording.parser.table import Table
from perfrules.wording.parser.tabulating import table_of

PINNED = Path(__file__).parents[2] / "cases" / "shift_choices.toml"


@cache  # built by the first test that asks: of all processes of a run few need it
def built() -> lark.Lark:
    return grammar.build(standard())


@cache
def table() -> Table:
    return table_of(built())


@cache
def machine() -> Driver:
    return Driver(table())


def kinds() -> list[str]:
    return sorted(term.name for term in built().terminals if term.name not in built().ignore_tokens)


# —— totality ——


def test_every_state_has_an_action_for_every_terminal():
    assert grammar.holes(built()) == []


def test_a_grammar_with_a_hole_is_noticed():
    partial = lark.Lark('wording: "a" "b"', start="wording", parser="lalr")
    assert grammar.holes(partial) != []


# —— the choices of the table ——


_LED = re.compile(r"_led\{(\w+)\}|: (?:near |far )(?=.)")


def _choices() -> dict[str, set[str]]:
    """The rules that Lark does not reduce where it could, with the terminals that it shifts instead; leads left out."""
    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    lark.logger.addHandler(handler)
    before = lark.logger.level
    lark.logger.setLevel(logging.DEBUG)
    lark.logger.propagate = False
    try:
        grammar.build(standard())
    finally:
        lark.logger.setLevel(before)
        lark.logger.propagate = True
        lark.logger.removeHandler(handler)
    conflicts = [line for line in said if "onflict" in line]
    assert conflicts
    assert all(line.startswith("Shift/Reduce") for line in conflicts)
    found: dict[str, set[str]] = defaultdict(set)
    for conflict, rule in zip(said[::2], said[1::2], strict=True):
        terminal = re.fullmatch(r"Shift/Reduce conflict for terminal (\w+): \(resolving as shift\)", conflict)
        assert terminal is not None
        found[_LED.sub(r"\1", rule.strip(" *<>").replace(" : ", ": "))].add(terminal[1])
    return found


def test_the_choices_of_shift_over_reduce_are_the_known_ones():
    """One entry: rules that could end, and the terminals that make them go on instead (the longest phrase is meant)."""
    pinned = tomllib.loads(PINNED.read_text("utf-8"))["choice"]
    expected = {rule: set(entry["shift"].split()) for entry in pinned for rule in entry["over"]}
    assert _choices() == expected


# —— terminals ——


def _repeats(sequence: Any) -> Iterator[int]:
    """The upper limit of every quantifier of a parsed pattern."""
    for kind, value in sequence:
        match kind:
            case sre.MAX_REPEAT | sre.MIN_REPEAT:
                yield value[1]
                yield from _repeats(value[2])
            case sre.SUBPATTERN:
                yield from _repeats(value[3])
            case sre.BRANCH:
                for option in value[1]:
                    yield from _repeats(option)
            case sre.ASSERT | sre.ASSERT_NOT:
                yield from _repeats(value[1])


def test_no_quantifier_is_unbounded():
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in built().terminals}
    assert [name for name, pattern in patterns.items() if sre.MAXREPEAT in _repeats(sre_parser.parse(pattern))] == []
    assert [name for name, pattern in patterns.items() if re.compile(pattern).fullmatch("")] == []


def test_an_unbounded_quantifier_is_noticed():
    for pattern in ("a+", "(?:b|c*)", "(?=(d{2,}))"):
        assert sre.MAXREPEAT in _repeats(sre_parser.parse(pattern))


# —— the machine ——


class _Actions(Transformer_NonRecursive[Any, Any]):
    """The actions of the grammar on the trees of Lark's own runtime."""

    def __default__(self, data: str, children: list[Any], meta: Any) -> Any:
        return ACTIONS[str(data)](children)


def _by_lark(tokens: list[Token]) -> list[Piece]:
    """The pieces that Lark's own runtime makes of the same tokens with the same table."""
    parser = built().parse_interactive("")
    for token in tokens:
        parser.feed_token(lark.Token(token.type, token))
    tree = parser.feed_eof()
    tree = _own_tokens(tree)
    pieces: list[Piece] = _Actions().transform(tree)
    return pieces


def _own_tokens(tree: Any) -> Any:
    for node in tree.iter_subtrees():
        node.children = [child.value if isinstance(child, lark.Token) else child for child in node.children]
    return tree


def _shown(pieces: list[Piece]) -> list[Any]:
    """Pieces as plain values, every field of them."""
    return [_piece(piece) for piece in pieces]


def _piece(piece: Piece) -> Any:
    if isinstance(piece, Phrase):
        amounts = [(repr(amount.number), repr(amount.unit)) for amount in piece.amounts]
        return piece.form, repr(piece.lead), amounts, repr(piece.core), repr(piece.tail), piece.start, piece.end
    return type(piece).__name__, repr(piece.tokens()), piece.start, piece.end


def _copied(tokens: list[Token]) -> list[Token]:
    return [Token(token.type, token.text, token.start, token.end) for token in tokens]


@pytest.mark.parametrize("group", sorted({case.group for case in conformance_cases()}))
def test_the_machine_and_lark_give_the_same_pieces_of_every_case(group: str):
    for case in conformance_cases():
        if case.group == group:
            pieces, tokens = machine().read(case.wording.translate(folding()))
            assert _shown(pieces) == _shown(_by_lark(tokens)), case


def _driven(kinds: list[str]) -> list[Token]:
    return [Token(kind, "一", place, place + 1) for place, kind in enumerate(kinds)]


class _Given:
    """Stands in for the lexer: any tokens at all."""

    def __init__(self, tokens: list[Token]) -> None:
        self.row = tokens

    def tokens(self, _text: str) -> list[Token]:
        return self.row


@given(st.deferred(lambda: st.lists(st.sampled_from(kinds()), max_size=40)))
@example(["DATE", "RANGE", "DATE", "RANGE"])
@example(["NUMBER", "RANGE", "NUMBER", "RANGE", "OR_MORE"])
def test_any_row_of_tokens_parses_and_as_lark_parses_it(kinds: list[str]):
    driver = Driver(table())
    driver.lexer = _Given(_driven(kinds))  # type: ignore[assignment]
    pieces, tokens = driver.read("")
    assert [token.start for piece in pieces for token in piece.tokens()] == list(range(len(kinds)))
    assert _shown(pieces) == _shown(_by_lark(_copied(tokens)))


# —— any text ——

WORDS = sorted({*(case.wording for case in conformance_cases())}, key=lambda word: (len(word), word))
SIGNS = "≥≤<>=~～-—至0123456789０９.,，、；;。:： \n\t%‰万亿千百十一二三两半家个人元年月日前后底以上下内左右约不少于超过第名增长下降较比同每/（）()[]【】①1.$^*#\u202e\u200b\ufffd\ud800ABcd"
texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(), max_size=40),
    st.text(alphabet=SIGNS, max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=4).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=3).map("；".join),
)
names = st.one_of(st.none(), st.sampled_from(["完成投资（亿元）", "出席率 %", "改造面积(≥**平方米)", "a；b", "（次）"]), texts)


@given(texts, names)
@example("\ud800≥5家\udfff", None)
@example("≥", "（%）")
def test_any_text_has_a_reading_that_accounts_for_every_character(text: str, name: str | None):
    target = parse(text, name=name)
    spans = [criterion.span for criterion in target.criteria]
    assert spans == sorted(spans)
    assert all(criterion.text == criterion.span.of(text) for criterion in target.criteria)
    covered = sorted([*spans, *target.separators, *target.leftovers])
    assert [place for start, end in covered for place in range(start, end)] == list(range(len(text)))
    assert all(start < end for start, end in covered)
    assert all(remark.span is not None and 0 <= remark.span.start <= remark.span.end <= len(text) for remark in target.findings)
    assert all(
        remark.message and remark.say("en") and "{" not in remark.rule.message.format_map(remark.params) for remark in target.findings
    )


@given(texts)
def test_the_tokens_of_any_text_are_the_text(text: str):
    plain = machine().lexer.opened(folded(text))
    assert len(plain) == len(text)
    end = 0
    for token in machine().lexer.tokens(plain):
        assert token.text == plain[token.start : token.end]
        assert _is_ignored(plain[end : token.start])
        end = token.end
    assert _is_ignored(plain[end:])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("最长(60)天", "最长 60 天"),
        ("满意度“95%”以上", "满意度 95% 以上"),
        ("值为“50家”", "值为 50家 "),
        ("称为“50家”", "称为“50家”"),
        ("(1)完成方案", "(1)完成方案"),
        ("投入(500)万元", "投入(500)万元"),
        ("目标““95%””", "目标  95%  "),
        ("约(5)人(5)场", "约 5 人 5 场"),
    ],
)
def test_the_signs_around_a_number_that_is_filled_in_are_blanks(text: str, seen: str):
    assert machine().lexer.opened(text) == seen


@pytest.mark.parametrize("most", [1, 10**6])
def test_in_however_many_patterns_the_branches_are_compiled_the_tokens_are_the_same(most: int, monkeypatch: pytest.MonkeyPatch):
    texts = [folded(case.wording) for case in conformance_cases()]
    usual = [repr(languages.standard().driver.lexer.tokens(text)) for text in texts]
    for name in ("_AT_ONCE", "_IN_A_RUN"):
        monkeypatch.setattr(lexer, name, most)
    cut = lexer.Lexer(table()).tokens
    assert [repr(cut(text)) for text in texts] == usual


def _is_ignored(text: str) -> bool:
    """Blanks, footnotes, a byte order mark and signs that part nothing (达到：90%, 1名/每500人, 满意度“95%”, ≥（50）家) are no tokens."""
    return set("".join(re.sub(r"\[[0-9]{1,2}\]|\ufeff", "", text).split())) <= set(":/()“”「」『』")


@given(texts, names)
def test_reading_twice_gives_the_same(text: str, name: str | None):
    with as_read():
        fresh = languages.standard().read(text, name, 10_000)
    assert (fresh.criteria, fresh.findings) == (parse(text, name=name).criteria, parse(text, name=name).findings)


# —— growth ——

REPEATS = [
    "≥",
    "一",
    "3家",
    "3",
    " ",
    "1、",
    "（",
    "不超过",
    "2023年",
    "，",
    "~",
    "％",
    "比",
    "3-",
    "一分之",
    "每",
    "[1,2",
    "第",
    "3 ",
    "=A",
    "《",
    "“",
    "<a",
]


@pytest.mark.parametrize("piece", REPEATS)
def test_work_grows_linearly(piece: str, monkeypatch: pytest.MonkeyPatch):
    """Tokens and reductions, counted: eight times the text is no more than eight times the work, and a constant."""
    done = [0]

    def counting(action: Any) -> Any:
        def build(children: list[Any]) -> Any:
            done[0] += 1
            return action(children)

        return build

    monkeypatch.setattr("perfrules.wording.parser.lalr.ACTIONS", {name: counting(action) for name, action in ACTIONS.items()})
    driver = Driver(table())

    def work(times: int) -> int:
        done[0] = 0
        return len(driver.read(piece * times)[1]) + done[0]

    assert work(1600) <= 8 * work(200) + 40


def test_a_break_and_words_know_their_place():
    pieces, _ = machine().read("提高，5家".translate(folding()))
    assert [(type(piece), piece.start, piece.end) for piece in pieces] == [(Words, 0, 2), (Token, 2, 3), (Phrase, 3, 5)]


def test_lark_cuts_no_text_itself():
    assert list(grammar._NoLexer(None).lex("≥5家")) == []
