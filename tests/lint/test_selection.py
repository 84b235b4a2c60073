"""Rules by code, name and family."""

import pytest

from perfrules.errors import SettingsError
from perfrules.findings import Severity
from perfrules.lint import Selection, all_rules, find_rule
from perfrules.lint.rulebook import codes_of


def test_a_code_and_a_name_are_the_same_rule():
    assert find_rule("OP001") is find_rule("bare-number") is find_rule("op001")


def test_families_are_the_letters_of_codes():
    assert codes_of("PC") == ("PC001", "PC002", "PC003")
    assert codes_of("all") == tuple(all_rules())


@pytest.mark.parametrize(("word", "near"), [("OP0O1", "OP001"), ("bare-numbr", "bare-number"), ("XYZ", None)])
def test_an_unknown_rule_is_an_error_that_says_what_was_meant(word, near):
    with pytest.raises(SettingsError) as caught:
        find_rule(word)
    assert (near is None) or near in str(caught.value)
    assert (near is None) is ("是否" not in str(caught.value))


def test_a_family_is_no_single_rule():
    with pytest.raises(SettingsError):
        find_rule("PC")


def test_a_severity_must_be_one_of_three():
    assert Selection.of(severity={"PC": "info"}).severities["PC002"] is Severity.INFO
    with pytest.raises(SettingsError, match="error、warning 或 info"):
        Selection.of(severity={"OP001": "fatal"})
