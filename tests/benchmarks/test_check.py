"""What a check costs: in a fresh interpreter, on a department's table, and on many tables."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from perfrules import Department, Indicator, Project, parse
from perfrules.lint import inspect

TARGETS = (
    "≥50家",
    "15家",
    "效果明显",
    "1. ≥4期；2. ≥150家",
    "约5人",
    "≥95%",
    "投诉率不超过3%",
    "2023年12月底前",
    "进一步提高",
    "≥2600亿元",
)


def department(projects: int) -> Department:
    return Department(
        unit="万元",
        projects=tuple(
            Project(
                name=f"项目{number}",
                objective="组织活动不少于5场，服务企业50家",
                indicators=tuple(
                    Indicator(name=f"指标{place}", category="output", target=parse(text)) for place, text in enumerate(TARGETS)
                ),
            )
            for number in range(projects)
        ),
    )


@pytest.mark.benchmark(group="check in a fresh interpreter")
def test_a_cold_check_of_a_wording(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "perfrules", "check", "--text", "≥80"]
    benchmark.pedantic(lambda: subprocess.run(command, cwd=tmp_path, check=True, capture_output=True), rounds=5, iterations=1)


@pytest.mark.benchmark(group="check a department")
def test_a_departments_table(benchmark: BenchmarkFixture) -> None:
    subject = department(26)
    assert inspect(subject).targets == benchmark(inspect, subject).targets == 260


@pytest.mark.benchmark(group="check a thousand tables")
def test_a_thousand_tables(benchmark: BenchmarkFixture) -> None:
    subject = department(1)
    benchmark.pedantic(lambda: [inspect(subject) for _ in range(1000)], rounds=1, iterations=1)


def test_a_cold_check_of_a_wording_loads_only_what_it_needs(tmp_path: Path) -> None:
    script = (
        "import sys; from perfrules.cli import main\n"
        "try: main(['check', '--text', '≥80'])\n"
        "except SystemExit: pass\n"
        "unwanted = ('pydantic', 'openpyxl', 'docx', 'lxml', 'perfrules.tables', 'perfrules.scoring', 'perfrules.model', 'xml.etree')\n"
        "print([name for name in unwanted if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]"
