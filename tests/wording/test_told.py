"""What a reading tells beside its numbers: of each requirement its words and number, of each finding its
place and sentence, and the marks."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from perfrules import Criterion, parse
from perfrules.testing import conformance_cases

TOLD = tomllib.loads((Path(__file__).parents[1] / "cases" / "wording_told.toml").read_text("utf-8"))


def _words(criterion: Criterion) -> list[str]:
    written = [criterion.operator, *(criterion.written or ("", ""))] if criterion.is_quantitative else []
    return [criterion.text, criterion.subject or "", *written]


def _rows(group: str) -> list[Any]:
    return [pytest.param(wording, told, (*name, None)[0], id=f"{wording!r}") for wording, told, *name in TOLD[group]]


@pytest.mark.parametrize(("wording", "told", "name"), _rows("requirements"))
def test_the_words_of_each_requirement(wording: str, told: list[list[str]], name: str | None):
    assert [_words(one) for one in parse(wording, name=name).criteria] == told


@pytest.mark.parametrize(("wording", "told", "name"), _rows("findings"))
def test_the_place_and_sentence_of_each_finding(wording: str, told: list[list[str]], name: str | None):
    found = parse(wording, name=name).findings
    assert [[one.code, wording[slice(*one.span or ())], one.say("zh")] for one in found] == told
    assert all(str(value) in one.say("en") for one in found for key, value in one.params.items() if key in ("written", "mark"))


@pytest.mark.parametrize(("wording", "told", "name"), _rows("marks"))
def test_the_marks_between_requirements(wording: str, told: list[str], name: str | None):
    assert [wording[slice(*one)] for one in parse(wording, name=name).separators] == told


@pytest.mark.parametrize(("wording", "told", "name"), _rows("numbers"))
def test_the_list_number_of_each_requirement(wording: str, told: list[int], name: str | None):
    assert [-1 if one.number is None else one.number for one in parse(wording, name=name).criteria] == told


def test_of_every_code_that_a_case_has_a_sentence_is_told():
    found = {one.code for case in conformance_cases() for one in parse(case.wording, name=case.name).findings}
    assert found == {code for _, told, *_ in TOLD["findings"] for code, *_ in told}
