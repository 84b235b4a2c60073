import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Span
from perfrules.text import _ESCAPES, HIDDEN, clip, pad, underline, visible, width

texts = st.text(alphabet=st.characters(), max_size=40)
SAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(texts)
def test_what_is_printed_holds_no_control(text: str):
    shown = visible(text)
    assert not [char for char in shown if unicodedata.category(char) in SAFE and char not in HARMLESS]
    shown.encode("utf-8")


HARMLESS = {chr(code) for code in (*range(0x600, 0x1000), *range(0x11000, 0x1D000))}
"""Format characters of other scripts: signs before a number, joined to it, and how hieroglyphs stand to each other."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("≥5家\n", "≥5家\\x0a"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\u202e≥", "\\u202e≥"),
        ("\ud800", "\\ud800"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("≥\ufe0f5", "≥\\ufe0f5"),
        ("\x85\x9b", "\\x85\\x9b"),
        ("a\U000e0041\u180e\u3164", "a\\U000e0041\\u180e\\u3164"),
        ("普通 text", "普通 text"),
    ],
)
def test_an_escape_for_what_cannot_be_seen(text: str, shown: str):
    assert visible(text) == shown


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("≥50家", 5), ("（）", 4), ("é", 1), ("e\u0301", 1), ("", 0), ("ｱ", 1)])
def test_columns_on_a_terminal(text: str, columns: int):
    assert width(text) == columns


@given(texts, st.integers(0, 30))
def test_padding_fills_to_the_column(text: str, columns: int):
    for right in (False, True):
        padded = pad(text, columns, right=right)
        assert width(padded) == max(columns, width(text))
        assert padded.endswith(text) if right else padded.startswith(text)


@given(texts, st.integers(1, 30))
def test_clipping_keeps_within_the_columns(text: str, columns: int):
    clipped = clip(text, columns)
    assert width(clipped) <= max(columns, 0)
    assert clipped == text if width(text) <= columns else clipped.endswith("…")
    assert text.startswith(clipped.removesuffix("…"))


@given(texts, st.integers(-5, 50), st.integers(-5, 50))
def test_carets_stand_under_the_span(text: str, start: int, end: int):
    shown, carets = underline(text, (start, end)).split("\n")
    begin, stop = max(0, min(start, len(text))), max(0, min(end, len(text)))
    left = ("…" if begin > 30 else "") + visible(text[max(0, begin - 30) : begin])
    assert shown.startswith(left)
    assert carets == " " * width(left) + "^" * max(1, width(visible(text[begin:stop])))


def test_a_long_text_is_shown_around_the_span():
    shown, carets = underline("前" * 50 + "错" + "后" * 50, (50, 51), around=3).split("\n")
    assert shown == "…前前前错后后后…"
    assert carets == " " * 7 + "^^"


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_a_span_is_a_slice(text: str, start: int, end: int):
    assert Span(start, end).of(text) == text[start:end]


def test_every_character_is_shown_as_it_is_or_as_its_escape():
    hidden = [code for first, last in (*HIDDEN, (0xD800, 0xDFFF)) for code in range(first, last + 1)]
    escapes = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}
    escapes |= {code: f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}" for code in hidden}
    every = (*range(0x20000), *range(0xDFFFF, 0xE1001))
    assert [code for code in every if visible(f"甲{chr(code)}") != f"甲{escapes.get(code, chr(code))}"] == []
    assert len(_ESCAPES) <= 0x10000
