"""Every rule finds its bad examples and leaves its good ones alone."""

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


def test_codes_and_names_are_unique():
    rules = all_rules()
    assert len({rule.name for rule in rules.values()}) == len(rules)
    assert len({found.rule.code for found in checks()}) == len(checks())
    from perfrules.findings import emitted_rules

    assert not {found.rule.code for found in checks()} & set(emitted_rules())
