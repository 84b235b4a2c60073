"""The pytest plugin, in a run of pytest of its own."""

import os
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

TABLE = "项目名称,一级指标,指标名称,年度指标值\n甲,产出指标,合格率,不低80%\n甲,效益指标,效果,效果明显\n甲,满意度指标,满意度,≥90%\n"
TESTS = """
from pathlib import Path

import pytest
from perfrules import PerfrulesError

TABLE = Path(__file__).with_name("表.csv")

def test_fails(check_table):
    check_table(TABLE)

def test_passes(check_table):
    assert [item.code for item in check_table(TABLE, select=["VG001"])] == ["VG001"]

def test_fails_on_warnings(check_table):
    check_table(TABLE, select=["VG001"], fail_on="warning")

def test_refuses_what_is_no_severity(check_table):
    with pytest.raises(PerfrulesError):
        check_table(TABLE, fail_on="fatal")
    with pytest.raises(PerfrulesError):
        check_table(TABLE.with_name("none.csv"))
"""


@pytest.mark.processes
@pytest.mark.parametrize("named", [True, False])
def test_a_team_checks_its_table_in_pytest(tmp_path, named):
    (tmp_path / "表.csv").write_text(TABLE, encoding="utf-8")
    if not named and "perfrules.testing.plugin" not in {entry.name for entry in entry_points(group="pytest11")}:
        pytest.skip("perfrules is not installed with its entry point")
    if named:
        (tmp_path / "conftest.py").write_text('pytest_plugins = ["perfrules.testing.plugin"]\n', encoding="utf-8")
    (tmp_path / "test_table.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]
    # The options of this run, such as --cov, are not the team's: a report of its own would erase this one's.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=env)
    assert "2 failed, 2 passed" in done.stdout
    assert "OP012" in done.stdout
    assert "Traceback" not in done.stdout
