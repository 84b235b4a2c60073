"""A rule that needs what a wording does not hold says nothing of it: so it need not be run, nor loaded."""

import tomllib
from itertools import product
from types import SimpleNamespace

import pytest

from perfrules import parse
from perfrules.lint import rulebook
from perfrules.lint.needs import NEEDS, held
from perfrules.lint.rulebook import checks, checks_of
from perfrules.lint.selection import everything
from perfrules.resources import case_text

WORDINGS = [row[0] for rows in tomllib.loads(case_text("wording.toml")).values() if isinstance(rows, list) for row in rows]
NAMES = [None, "", "人数", "印刷材料、培训次数；满意度", "做好服务保障工作", "合格率（%）"]
OWN = [check for check in checks() if check.needs]


def test_what_rules_need_is_known_and_each_kind_is_needed():
    assert {check.needs for check in checks()} == NEEDS
    assert all(check.scope == "wording" for check in OWN)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_says_nothing_where_what_it_needs_is_not_held(name: str | None):
    left = 0
    for text, check in product(WORDINGS[:: 1 + 6 * (name is not None)], OWN):
        target = parse(text, name=name)
        if check.needs not in held(target, name):
            left += 1
            assert not list(check.run(target, name)), (text, name, check.rule.code)
    assert left > 100


def test_only_what_can_speak_is_run():
    codes = everything().codes
    every = {check.rule.code for check in checks_of("wording", codes)}
    plain = {check.rule.code for check in checks_of("wording", codes, held(parse("≥80"), None))}
    assert plain < every
    assert every - plain == {check.rule.code for check in OWN}


def test_without_what_the_build_found_the_files_are_asked(monkeypatch: pytest.MonkeyPatch):
    kept = rulebook._needs()
    monkeypatch.setattr(rulebook, "snapshot", lambda _name: None)
    assert rulebook._needs.__wrapped__() == kept
    monkeypatch.setattr(rulebook, "snapshot", lambda _name: SimpleNamespace(NEEDS={"甲": "乙"}))
    assert rulebook._needs.__wrapped__() == {"甲": "乙"}
