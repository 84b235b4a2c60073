"""What a department costs: reading its table, scoring it, reporting it, checking it."""

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import perfrules
from perfrules.report.scores import render
from perfrules.tables.actuals import read_actuals

FOLDER = Path(__file__).parents[2] / "examples/guangzhou-2023"
TABLE = FOLDER / "table.txt"


@pytest.mark.benchmark(group="a department of 26 projects and 140 indicators")
class TestDepartment:
    def test_read(self, benchmark: BenchmarkFixture):
        assert len(benchmark(perfrules.read, TABLE).department.projects) == 26

    def test_score(self, benchmark: BenchmarkFixture):
        department, (actuals, _) = perfrules.read(TABLE).department, read_actuals(FOLDER / "actuals.csv")
        assert len(benchmark(perfrules.score, department, actuals).projects) == 26

    def test_report_as_a_page(self, benchmark: BenchmarkFixture):
        score = perfrules.score(perfrules.read(TABLE).department, read_actuals(FOLDER / "actuals.csv")[0])
        assert benchmark(render, "html", score).startswith("<!DOCTYPE html>")

    def test_check(self, benchmark: BenchmarkFixture):
        assert benchmark(perfrules.check, TABLE)


@pytest.mark.benchmark(group="one actual value against one target")
def test_evaluate(benchmark: BenchmarkFixture):
    assert benchmark(perfrules.evaluate, "不少于50家", "38家").points
