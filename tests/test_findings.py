import json
import re
import string
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Finding, Severity, Span, parse
from perfrules.findings import Edit, Fix, Location, Rule, emitted_rules, finding, rule_from

RULES = list(emitted_rules().values())
READER = [rule for rule in RULES if rule.code[:2] in ("OP", "UN", "CP")]
EXAMPLES = [(rule, kind, text) for rule in READER for kind in ("bad", "good") for text in getattr(rule, kind)]


# —— the catalogue ——


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_an_entry_of_the_catalogue_is_whole(rule: Rule):
    assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert all((rule.title, rule.title_en, rule.message, rule.message_en))
    fields = [
        {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(text) if name} for text in (rule.message, rule.message_en)
    ]
    assert fields[0] == fields[1]


def test_codes_and_names_are_each_there_once():
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) > 20


@pytest.mark.parametrize(("rule", "kind", "text"), EXAMPLES, ids=[f"{rule.code}-{kind}-{text}" for rule, kind, text in EXAMPLES])
def test_the_reader_says_it_of_the_bad_examples_and_not_of_the_good_ones(rule: Rule, kind: str, text: str):
    codes = {remark.code for remark in parse(text).findings}
    assert (rule.code in codes) is (kind == "bad")


def test_severities_have_an_order():
    assert sorted(Severity, key=lambda one: one.rank) == [Severity.INFO, Severity.WARNING, Severity.ERROR]
    assert Severity("error") == "error"


def test_a_rule_from_a_table():
    fields = {"name": "a-rule", "title": "题", "title_en": "t", "severity": "info", "message": "x", "message_en": "x", "bad": ["a", "b"]}
    assert rule_from("XX001", fields).bad == ("a", "b")
    with pytest.raises(ValueError, match="fatal"):
        rule_from("XX001", fields | {"severity": "fatal"})


# —— one finding ——


def lost() -> Finding:
    return finding("OP009", operator="≥", span=(0, 1), text="≥%")


def test_what_a_finding_says():
    found = lost()
    assert (found.code, found.name, found.message_key, found.title) == ("OP009", "lost-number", "lost-number", "数值丢失")
    assert (found.severity, found.span) == (Severity.ERROR, Span(0, 1))
    assert found.message == "“≥”后面没有数值，不能判断。"
    assert found.say("en") == "“≥” is followed by no number."


def test_values_in_a_message_are_escaped():
    assert finding("OP009", operator="\u202e≥\x1b").message == "“\\u202e≥\\x1b”后面没有数值，不能判断。"
    assert finding("OP009", operator="{0}").message.startswith("“{0}”")


def test_a_finding_without_a_place():
    found = finding("OP009", operator="≥")
    assert found.span is None
    assert found.to_dict()["location"] == {}


def test_more_of_a_place_can_be_known_but_not_changed():
    found = lost().at(file="表.txt", row=3)
    assert found.at(file="别的.txt", row=9).location == found.location
    assert found.at(column=2).location == Location(file="表.txt", row=3, column=2, span=Span(0, 1), text="≥%")
    assert found.at(row=7) is found


@given(st.integers(0, 9), st.text(max_size=5))
def test_the_json_form_and_back(start: int, text: str):
    fix = Fix("safe", (Edit(Span(start, start + 1), text),))
    found = finding("OP009", operator=text, span=(start, start + 1), text="≥%" * 9, fix=fix).at(sheet="表", cell="D5")
    form = json.loads(json.dumps(found.to_dict()))
    assert Finding.from_dict(form, "≥%" * 9) == found
    assert form["message"] == found.message
    assert form["fix"]["edits"] == [{"span": [start, start + 1], "text": text}]


def test_published_spans_count_in_the_cell():
    found = lost().at()
    moved = Finding(found.rule, found.params, Location(span=Span(0, 1), text="≥%", offset=10), Fix("safe", (Edit(Span(0, 2), ""),)))
    assert moved.to_dict()["location"]["span"] == [10, 11]
    assert moved.to_dict()["fix"]["edits"][0]["span"] == [10, 12]
    assert str(moved.location) == "11"


def test_a_fingerprint_is_of_the_words_and_not_of_the_row():
    one, other = lost().at(row=1, indicator="数量"), lost().at(row=2, indicator="数量")
    assert one.fingerprint == other.fingerprint != lost().fingerprint
    spaced = finding("OP009", operator="≥", span=(0, 1), text=" ≥ %\n").at(indicator="数量")
    assert spaced.fingerprint == one.fingerprint
    assert finding("OP009", operator="x", text="\ud800").fingerprint


def test_findings_are_values():
    assert lost() == lost()
    assert hash(lost()) == hash(lost())
    assert lost() != finding("OP009", operator="≤", span=(0, 1), text="≥%")


def test_a_fix_is_made_from_the_end():
    fix = Fix("safe", (Edit(Span(0, 1), "≥"), Edit(Span(2, 4), ""), Edit(Span(4, 4), "家")))
    assert fix.apply(">5  ") == "≥5家"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Location(), ""),
        (Location(file="表.csv"), "表.csv"),
        (Location(file="表.csv", span=Span(2, 7)), "表.csv:3-7"),
        (Location(row=3), "3"),
        (Location(column=3), ""),
        (Location(page=3), "p3"),
        (Location(file="表.xlsx", sheet="绩效目标", cell="D5", span=Span(2, 7)), "表.xlsx:绩效目标!D5:3-7"),
        (Location(file="表.csv", row=3, column=2), "表.csv:3:2"),
        (Location(file="表.txt", row=3), "表.txt:3"),
        (Location(file="表.pdf", page=2, row=3, column=1), "表.pdf:p2!3:1"),
        (Location(file="表.docx", table=2), "表.docx:t2"),
        (Location(span=Span(0, 1)), "1"),
        (Location(span=Span(4, 4)), "5"),
        (Location(span=Span(0, 3), offset=5), "6-8"),
        (Location(file="a\x1b.txt", sheet="\u202e"), "a\\x1b.txt:\\u202e"),
    ],
)
def test_a_place_as_printed(place: Location, text: str):
    assert str(place) == text


def test_no_code_stands_twice_in_the_catalogue():
    from importlib.resources import files

    codes = [code for entry in (files("perfrules") / "catalogue").iterdir() for code in tomllib.loads(entry.read_text("utf-8"))]
    assert sorted(set(codes)) == sorted(codes)
