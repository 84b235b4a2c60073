"""No foreign exception leaves the reader: it is an error finding for users and a failure for the project's own tests."""

import pytest

from perfrules import evaluate, parse
from perfrules.wording import faults
from perfrules.wording.reader import Reader


def _broken(*args: object) -> None:
    raise IndexError("tuple index out of range")


def test_a_fault_is_a_finding_and_no_number(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Reader, "_assembled", _broken)
    with faults.raised(yes=False):
        target = parse("不少于5117家（故障）")
        score = evaluate("不少于5119家（故障）", "6000家")
    assert [(criterion.is_quantitative, criterion.text) for criterion in target.criteria] == [(False, "不少于5117家（故障）")]
    assert [finding.code for finding in target.findings] == ["CP026"]
    assert "IndexError" in target.findings[0].message
    assert score.outcome.value == "cannot_judge"


def test_a_fault_fails_a_test_of_the_project(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Reader, "_assembled", _broken)
    with pytest.raises(IndexError):
        parse("不少于5118家（故障）")
