"""The examples run; the notebook among them is run by nbmake."""

import json
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import perfrules

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.mark.processes
def test_the_module_prints_the_department_and_why():
    command = [sys.executable, str(EXAMPLES / "one_department.py")]
    told = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert "广州市科学技术局（本级）：" in told.stdout
    assert "最低的项目：P" in told.stdout
    assert "评分办法：" in told.stdout
    assert "“优”" in told.stdout


def test_notebooks_are_kept_without_results():
    for path in EXAMPLES.glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_every_form_of_the_bureau_is_read_whole(tmp_path: Path):
    spec = spec_from_file_location("bureau", EXAMPLES / "bureau.py")
    assert spec is not None
    assert spec.loader is not None
    bureau = sys.modules["bureau"] = module_from_spec(spec)  # its dataclasses ask for it there
    spec.loader.exec_module(bureau)
    bureau.write(tmp_path)
    for name, projects in bureau.OFFICES.items():
        for place in ("目标表", "自评表"):
            reading = perfrules.read(tmp_path / place / name)
            assert not [found for found in reading.findings if found.severity != "info"]
            assert [project.name for project in reading.department.projects] == [project.name for project in projects]
            for read, made in zip(reading.department.projects, projects, strict=True):
                assert [(one.name, one.target.text) for one in read.indicators] == [(row.name, row.target) for row in made.rows]
                assert [one.actual or "" for one in read.indicators] == [row.whole if place == "自评表" else "" for row in made.rows]
        values, remarks = perfrules.read_actuals(tmp_path / "年中填报" / f"{Path(name).stem}.csv")
        assert not remarks
        assert [one.value for one in values if one.value] == [row.half for project in projects for row in project.rows if row.half]
