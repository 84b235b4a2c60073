import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.wording.parser.patterns import alternatives, beginnings, character_class, first_characters, spaced, trie

ranges = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9)).map(lambda pair: (pair[0], pair[0] + pair[1])), min_size=1, max_size=6)


@given(ranges)
def test_a_class_matches_its_ranges_and_nothing_else(found: list[tuple[int, int]]):
    pattern = re.compile(f"[{character_class(found)}]")
    for code in range(1, 80):
        assert bool(pattern.fullmatch(chr(code))) is any(low <= code <= high for low, high in found)


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("ab", "a"),
        ("[a-c]x", "abc"),
        ("(?:a|b)?c", "abc"),
        ("a{0,3}?b", "ab"),
        ("(?=x)a", "a"),
        ("(?<!x)^a|b", "ab"),
        (r"\d", "0123456789"),
        (r"[\s]", "\t\n\x0b\x0c\r "),
        ("(a|)b", "ab"),
        ("a?", "a"),
    ],
)
def test_what_a_match_can_begin_with(pattern: str, begins: str):
    found = {chr(code) for low, high in first_characters(pattern) for code in range(low, high + 1)}
    assert found == set(begins)


@pytest.mark.parametrize("pattern", [".", r"(a)\1|(?:.)", "[^a]", r"[\w]", r"\w"])
def test_a_terminal_may_not_begin_with_anything_at_all(pattern: str):
    with pytest.raises(ValueError, match="may not begin"):
        first_characters(pattern)


@given(st.lists(st.sampled_from(["人", "人次", "人才", "个", "工作日", "km", "km²", "元/人"]), min_size=1, unique=True))
def test_a_trie_matches_the_longest_word(words: list[str]):
    pattern = re.compile(trie(words, {}, []))
    for word in words:
        found = pattern.match(word + "，")
        assert found is not None
        assert found[0] == word


def test_a_word_may_be_barred_before_another_and_stand_behind_ge():
    pattern = re.compile(trie(["人", "工作日", "km"], {"人": "才员"}, ["工作日"]))
    assert pattern.match("人才") is None
    assert pattern.match("人们") is not None
    assert pattern.fullmatch("个工作日") is not None
    assert pattern.match("kms") is None


def test_blanks_may_stand_between_the_characters_of_a_word():
    pattern = re.compile(spaced("不少于|[高低]于"))
    assert all(pattern.fullmatch(text) for text in ("不少于", "不 少 于", "不  少\t于", "高于"))
    assert not pattern.fullmatch("不   少于")


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        ("a|b", ["a", "b"]),
        ("(?:a|b)", ["a", "b"]),
        ("(?:a|b)c", ["(?:a|b)c"]),
        (r"a\||[|\]]|[^]|](x|y)", [r"a\|", r"[|\]]", "[^]|](x|y)"]),
        ("", [""]),
    ],
)
def test_the_branches_of_a_pattern(pattern: str, branches: list[str]):
    assert alternatives(pattern) == branches


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        ("(?:a|b)", ["a", "b"]),
        ("(?:(?:a|b)|c)d", ["ad", "bd", "cd"]),
        ("(?:aa|ab|ba|ac)d", ["(?:aa|ab)d", "bad", "acd"]),
        ("(?:aa|ab)d", ["(?:aa|ab)d"]),
        ("(?<!x)(?!y)(?:a|b(?:c|d))(?=z)", ["(?<!x)(?!y)a(?=z)", "(?<!x)(?!y)b(?:c|d)(?=z)"]),
        ("a(?:b|c)", ["a(?:b|c)"]),
        ("(?:a|b){1,3}", ["(?:a|b){1,3}"]),
        ("(?:a|b)?c", ["(?:a|b)?c"]),
        ("(?:a|(b))c", ["(?:a|(b))c"]),
        ("(?:a|(?P<n>b))c", ["(?:a|(?P<n>b))c"]),
        (f"(?:a|b){'c' * 200}", [f"(?:a|b){'c' * 200}"]),
    ],
)
def test_a_pattern_is_taken_apart_by_what_it_begins_with(pattern: str, branches: list[str]):
    assert beginnings(pattern) == branches


words = st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=4).map("|".join)


@given(words, words, st.sampled_from(("", "(?!aa)", "(?<!b)")), st.sampled_from(("", "(?=b)", "a", "[ab]?")), st.text("ab", max_size=7))
def test_taken_apart_a_pattern_matches_the_same(one: str, other: str, before: str, behind: str, text: str):
    pattern = f"{before}(?:{one}|(?:{other})b){behind}"
    whole, apart = re.compile(pattern), re.compile("|".join(beginnings(pattern)))
    for place in range(len(text)):
        found, again = whole.match(text, place), apart.match(text, place)
        assert (found and found[0]) == (again and again[0])


def test_an_unbalanced_pattern_is_refused():
    with pytest.raises(ValueError, match="unbalanced"):
        alternatives("(a")
