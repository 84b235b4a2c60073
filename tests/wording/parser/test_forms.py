"""Every form of a number that counts nothing, or is none, stands on a line of its own with an example that it is for."""

import re

import pytest

from perfrules.resources import grammar_text
from perfrules.units import standard
from perfrules.wording import languages
from perfrules.wording.characters import folded
from perfrules.wording.parser import grammar
from perfrules.wording.parser.forms import filled
from perfrules.wording.parser.patterns import alternatives

LEXER = languages.standard().driver.lexer
FILLS = grammar.fills_of(standard())
LINE = re.compile(r"(?:[A-Z_]+: |    \| )/(.+)/  // (.+)")


def _forms(file: str) -> list[tuple[str, str]]:
    lines = [line for line in grammar_text(file).splitlines() if "/" in line and not line.startswith("//")]
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), [line for line, one in zip(lines, found, strict=True) if one is None]
    return [(one[1], one[2].replace("⏎", "\n")) for one in found if one is not None]


@pytest.mark.parametrize(
    ("terminal", "pattern", "example"),
    [
        *(("DISTRACTOR", *form) for form in _forms("distractors.lark")),
        *(("BAD_NUMBER", *form) for form in _forms("malformed.lark")),
    ],
)
def test_a_form_is_what_its_example_is_known_by(terminal: str, pattern: str, example: str):
    branch = re.compile(filled(pattern, FILLS))
    text = folded(example)
    spans = [(token.start, token.end) for token in LEXER.tokens(text) if token.type == terminal]
    assert any((found := branch.match(text, start)) is not None and found.end() == end for start, end in spans)


def test_no_form_is_two():
    for file in ("distractors.lark", "malformed.lark"):
        assert all(len(alternatives(pattern)) == 1 for pattern, _ in _forms(file))
