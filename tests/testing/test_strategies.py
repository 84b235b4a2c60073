import subprocess
import sys

import pytest
from hypothesis import Phase, find, given, settings

import perfrules.testing
from perfrules import Department, Target, parse
from perfrules.canonical import REWRITTEN
from perfrules.testing import Wording, departments, targets, wordings
from perfrules.testing.strategies import known_units
from perfrules.units import standard


@given(wordings())
def test_a_wording_reads_as_it_must(wording: Wording):
    target = parse(wording.text)
    assert tuple(criterion.comparator for criterion in target.criteria) == wording.expected, wording.text
    assert not [remark for remark in target.findings if remark.severity == "error"]


def test_a_wording_of_several_requirements_is_among_them():
    quick = settings(
        phases=(Phase.generate,), derandomize=True, database=None, max_examples=1_000
    )  # one is enough, the smallest costs most
    assert find(wordings(), lambda wording: len(wording.expected) == 3 and "3. " in wording.text, settings=quick)


@given(targets())
def test_a_target_is_a_reading(target: Target):
    assert target == parse(target.text)
    assert target.criteria


@given(departments())
def test_a_department_has_projects_with_indicators(department: Department):
    assert department.projects
    assert all(project.indicators for project in department.projects)


def test_every_unit_of_the_vocabulary_is_among_the_units():
    assert set(standard().units) - set(known_units()) == {REWRITTEN}


def test_what_is_exported_is_there_and_nothing_else():
    for name in perfrules.testing.__all__:
        assert getattr(perfrules.testing, name) is not None
        assert name in dir(perfrules.testing)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = perfrules.testing.nothing


@pytest.mark.processes
def test_the_cases_need_no_hypothesis():
    script = "import sys; from perfrules.testing import conformance_cases; assert conformance_cases(); print('hypothesis' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "False"
