"""Every rule finds its bad examples and leaves its good ones alone."""

import tomllib
from pathlib import Path

import pytest

from perfrules import check
from perfrules.lint import all_rules
from perfrules.lint.examples import previous_of, subject_of
from perfrules.lint.rulebook import checks

EXAMPLES = [(check_.rule, kind, example) for check_ in checks() for kind in ("bad", "good") for example in getattr(check_.rule, kind)]


@pytest.mark.parametrize(
    ("rule", "kind", "example"), EXAMPLES, ids=[f"{rule.code}-{kind}-{i}" for i, (rule, kind, _) in enumerate(EXAMPLES)]
)
def test_examples(rule, kind, example):
    codes = [finding.code for finding in check(subject_of(example), previous=previous_of(example))]
    assert (rule.code in codes) is (kind == "bad"), codes


@pytest.mark.parametrize("found", checks(), ids=lambda found: found.rule.code)
def test_each_rule_is_told_in_full(found):
    rule = found.rule
    assert rule.bad
    assert rule.good
    for text in (rule.title, rule.title_en, rule.why, rule.why_en, rule.help, rule.help_en, rule.message, rule.message_en):
        assert text


FIXED = tomllib.loads((Path(__file__).resolve().parents[1] / "cases" / "lint_codes.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", FIXED)
def test_a_code_keeps_its_name_and_severity(code):
    rule = all_rules()[code]
    assert {"name": rule.name, "severity": rule.severity.value} == FIXED[code]
    assert "{" not in rule.why + rule.why_en + rule.help + rule.help_en


def test_every_lint_rule_has_a_fixed_code():
    assert {found.rule.code for found in checks()} <= FIXED.keys()


def test_codes_and_names_are_unique():
    rules = all_rules()
    assert len({rule.name for rule in rules.values()}) == len(rules)
    assert len({found.rule.code for found in checks()}) == len(checks())
    from perfrules.findings import emitted_rules

    assert not {found.rule.code for found in checks()} & set(emitted_rules())
