"""The examples run; the notebook among them is run by nbmake."""

import json
import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"


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
