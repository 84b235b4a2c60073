"""What is public, and what importing it costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import perfrules

HEAVY = {"pydantic", "lark", "click", "openpyxl", "docx", "pdfplumber", "lxml", "xlrd", "narwhals", "duckdb", "pandas", "polars"}


def _modules_after(statement: str) -> set[str]:
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, encoding="utf-8")
    return {name for name in told.stdout.split() if name.split(".")[0] in HEAVY or name.startswith("perfrules.")}


def test_importing_the_package_loads_nothing():
    assert _modules_after("import perfrules") == set()


def test_reading_a_wording_loads_the_language_only():
    loaded = _modules_after("import perfrules; perfrules.parse('不少于50家')")
    assert {name.split(".")[0] for name in loaded} <= {"perfrules", "lark"}
    assert not {name for name in loaded if name.split(".")[-1] in {"model", "tables", "scoring", "lint", "report", "cli"}}


def test_scoring_one_value_loads_no_reader():
    loaded = _modules_after("import perfrules; perfrules.evaluate('不少于50家', '50家')")
    assert not {name for name in loaded if name.startswith(("perfrules.tables", "perfrules.cli", "openpyxl", "lxml", "pandas"))}


def _names_for_type_checkers() -> set[str]:
    tree = ast.parse(Path(perfrules.__file__).read_text("utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    return {f"{node.module}.{name.name}" for node in guarded.body if isinstance(node, ast.ImportFrom) for name in node.names}


def test_the_three_lists_of_public_names_agree():
    lazy = {f"{module}.{name}" for name, module in perfrules._MODULE.items()}
    assert lazy == _names_for_type_checkers()
    assert sorted(perfrules._MODULE) == perfrules.__all__


@pytest.mark.parametrize("name", perfrules.__all__)
def test_every_public_name_is_there_and_documented(name: str):
    assert getattr(perfrules, name).__doc__
    assert name in dir(perfrules)


def test_a_name_that_is_not_public():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        perfrules.nothing  # noqa: B018  # the access is the test


def test_no_public_function_bears_the_name_of_a_module():
    modules = {path.stem for path in Path(perfrules.__file__).parent.iterdir()}
    assert not modules & set(perfrules.__all__)
