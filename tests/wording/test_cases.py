import pytest

from perfrules import parse
from perfrules.testing import ConformanceCase, conformance_cases
from perfrules.testing.conformance import known_wrong_cases


@pytest.mark.parametrize("case", conformance_cases(), ids=str)
def test_a_wording_reads_as_its_case_says(case: ConformanceCase):
    assert case.complaint(parse(case.wording, name=case.name)) is None


def test_every_finding_of_a_case_is_said_in_both_languages():
    for case in conformance_cases():
        for found in parse(case.wording, name=case.name).findings:
            assert found.say("zh"), case
            assert found.say("en"), case


@pytest.mark.parametrize("case", known_wrong_cases(), ids=str)
def test_a_wording_that_is_known_to_be_read_wrong_still_is(case: ConformanceCase):
    assert case.complaint(parse(case.wording, name=case.name)) is not None, "it is read now: move the case to its group"


def test_no_case_is_there_twice():
    seen = [(case.wording, case.name) for case in conformance_cases()]
    assert len(set(seen)) == len(seen) > 300


@pytest.mark.parametrize(
    ("case", "complaint"),
    [
        (ConformanceCase("g", "≥5家", ">=5 家"), None),
        (ConformanceCase("g", "≥5家", "<=5 家"), "reads “>=5 家”, not “<=5 家”"),
        (ConformanceCase("g", "≥5家", ">=5 家", ("UN005",)), "lacks the finding UN005"),
        (ConformanceCase("g", "不低80%", "Q"), "has an unexpected error OP012"),
        (ConformanceCase("g", "≥5", ">=5 人", name="人数（人）"), None),
    ],
)
def test_a_case_can_fail(case: ConformanceCase, complaint: str | None):
    said = case.complaint(parse(case.wording, name=case.name))
    assert said is None if complaint is None else said is not None and said.endswith(complaint)
