import pytest
from tests.sample_scores import data_findings, department_score

from perfrules.findings import Finding
from perfrules.scoring.results.scores import DepartmentScore


@pytest.fixture
def findings() -> list[Finding]:
    return data_findings()


@pytest.fixture
def score() -> DepartmentScore:
    return department_score()
