"""What is public, and what importing it costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import perfrules
from perfrules.lint.rulebook import index
from perfrules.snapshots import snapshot

HEAVY = {"pydantic", "lark", "click", "openpyxl", "docx", "pdfplumber", "lxml", "xlrd", "narwhals", "duckdb", "pandas", "polars"}


def _modules_after(statement: str, *, last: bool = False) -> set[str]:
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, encoding="utf-8")
    said = told.stdout.splitlines()[-1] if last else told.stdout
    return {name for name in said.split() if name.split(".")[0] in HEAVY or name.startswith("perfrules.")}


def test_importing_the_package_loads_nothing():
    assert _modules_after("import perfrules") == set()


def test_reading_a_wording_loads_the_language_only():
    loaded = _modules_after("import perfrules; perfrules.parse('不少于50家')")
    assert {name.split(".")[0] for name in loaded} <= {"perfrules", "lark"}
    assert not {name for name in loaded if name.split(".")[-1] in {"model", "tables", "scoring", "lint", "report", "cli"}}


FRONT = {
    "arguments",
    "cli",
    "comparators",
    "deferring",
    "displays",
    "errors",
    "findings",
    "generated",
    "intervals",
    "bounds",
    "quantities",
    "resources",
    "snapshots",
    "text",
    "units",
    "wording",
}
PARSER = {"characters", "criteria", "faults", "languages", "lists", "operator_kinds", "parser", "short_forms", "targets"}
VERBS = {
    "parse ≥80": {"documents"},
    "check --isolated --text ≥80": {"filetypes", "lint", "measures", "report"},
    "rules OP001": {"filetypes", "lint", "measures"},
}
"""The packages and modules that a verb may load beside :data:`FRONT`; of ``wording`` none but :data:`PARSER`."""


@pytest.mark.parametrize("line", VERBS)
def test_a_verb_loads_what_it_needs_and_nothing_else(line: str):
    if snapshot("language") is None or snapshot("rules") is None:
        pytest.skip("what the build works out ahead is not there, or older than its sources")
    run = f"from perfrules.cli import main\ntry: main({line.split()!r})\nexcept SystemExit: pass"
    loaded = {name for name in _modules_after(run, last=True) if name.startswith("perfrules.") or name.split(".")[0] in HEAVY - {"click"}}
    rooms = {name.split(".")[1] for name in loaded if name.startswith("perfrules.")}
    assert rooms <= FRONT | VERBS[line]
    assert not {name for name in loaded if name.split(".")[0] in HEAVY}
    if line.startswith("check"):
        assert {name.split(".")[2] for name in loaded if name.startswith("perfrules.wording.")} <= PARSER
        scopes = {name: scope for name, scope, _ in index()}
        assert {scopes[name.split(".")[3]] for name in loaded if name.startswith("perfrules.lint.rules.")} == {"wording"}


def test_a_short_form_loads_no_pass_and_a_known_table_no_lark():
    if snapshot("language") is None:
        pytest.skip("what the build works out ahead is not there, or older than its sources")
    loaded = _modules_after("import perfrules; perfrules.parse('≥1')")
    assert not {
        name for name in loaded if name.startswith(("lark", "perfrules.wording.passes", "perfrules.findings", "perfrules.documents"))
    }


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
