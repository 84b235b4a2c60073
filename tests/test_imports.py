"""What is public, and what importing it costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import perfrules
from perfrules.audit.seals import make_seal
from perfrules.lint.rulebook import index
from perfrules.report.scores import render
from perfrules.snapshots import snapshot
from perfrules.tables.actuals import actuals_of

HEAVY = {"pydantic", "lark", "click", "openpyxl", "docx", "pdfplumber", "lxml", "xlrd", "narwhals", "duckdb", "pandas", "polars"}
SLOW = {"csv", "difflib", "pathlib", "tomllib"}
"""Of the standard library, what takes long to load and one wording does not need."""


def _modules_after(statement: str, *, last: bool = False) -> set[str]:
    script = f"import sys\nbefore = {{*sys.modules}}\n{statement}\nprint(*({{*sys.modules}} - before))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, encoding="utf-8")
    said = told.stdout.splitlines()[-1] if last else told.stdout
    return {name for name in said.split() if name.split(".")[0] in HEAVY | SLOW or name.startswith("perfrules.")}


@pytest.mark.processes
def test_importing_the_package_loads_nothing():
    assert _modules_after("import perfrules") == set()


@pytest.mark.processes
def test_reading_a_wording_loads_the_language_only():
    loaded = _modules_after("import perfrules; perfrules.parse('不少于50家')")
    assert {name.split(".")[0] for name in loaded} <= {"perfrules", "lark"} | SLOW
    assert not {name for name in loaded if name.split(".")[-1] in {"model", "tables", "scoring", "lint", "report", "cli"}}


FRONT = {
    "arguments",
    "canonical",
    "cli",
    "comparators",
    "deferring",
    "displays",
    "errors",
    "findings",
    "generated",
    "intervals",
    "keys",
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
    "--version": set(),
    "--help": set(),
    "completion bash": set(),
    "parse ≥80": set(),
    "check --isolated --text ≥80": {"filetypes", "lint", "measures", "report"},
    "rules OP001": {"filetypes", "lint", "measures"},
}
"""The packages and modules that a verb may load beside :data:`FRONT`; of ``wording`` none but :data:`PARSER`."""
DATA = {"collecting", "documents", "filetypes", "installation", "measures", "model", "report", "tables"}
FILES = {
    "policies": {"documents", "measures", "model", "report", "scoring"},
    "policies mof-2020-10": {"documents", "measures", "model", "report", "scoring"},
    "convert 表.csv": DATA | {"lint"} - {"measures"},
    "template 表.csv": DATA | {"lint", "scoring"},
    "check --isolated 表.csv": DATA | {"lint", "scoring"},
    "score 表.csv": DATA | {"audit", "batch", "lint", "rollup", "scoring"},
    "verify 报告.json 表.csv": DATA | {"audit", "lint", "rollup", "scoring"},
    "sql --dialect duckdb --targets 写法.txt": {"documents", "measures", "model", "scoring", "statements", "tables"},
}
"""The same of the verbs that read a table or a policy, which load pydantic; none of them a reader of another format."""
ROW = "项目名称,一级指标,三级指标,指标值,实际完成值,分值\n甲项目,产出指标,企业数（家）,≥50,48,90\n"


@pytest.mark.processes
@pytest.mark.parametrize("line", VERBS)
def test_a_verb_loads_what_it_needs_and_nothing_else(line: str):
    if snapshot("language") is None or snapshot("rules") is None:
        pytest.skip("what the build works out ahead is not there, or older than its sources")
    run = f"from perfrules.cli import main\ntry: main({line.split()!r})\nexcept SystemExit: pass"
    loaded = {name for name in _modules_after(run, last=True) if name.split(".")[0] != "click"}
    rooms = {name.split(".")[1] for name in loaded if name.startswith("perfrules.")}
    assert rooms <= FRONT | VERBS[line]
    assert not {name for name in loaded if name.split(".")[0] in HEAVY | (set() if line.startswith("rules") else SLOW)}
    if line.startswith("check"):
        assert {name.split(".")[2] for name in loaded if name.startswith("perfrules.wording.")} <= PARSER
        scopes = {name: scope for name, scope, _ in index()}
        assert {scopes[name.split(".")[3]] for name in loaded if name.startswith("perfrules.lint.rules.")} == {"wording"}
        assert not {name for name in loaded if name.endswith((".directions", ".lists", ".periods", ".declared", "_against_name"))}


@pytest.mark.processes
@pytest.mark.parametrize("line", FILES)
def test_a_verb_that_reads_a_table_loads_its_format_and_what_it_does(line: str, tmp_path: Path):
    (tmp_path / "表.csv").write_text(ROW, "utf-8")
    (tmp_path / "写法.txt").write_text("≥50家\n≤3%\n", "utf-8")
    if line.startswith("verify"):
        read = perfrules.read(tmp_path / "表.csv")
        scores = perfrules.score(read, actuals_of(read.department))
        sealed = render("json", scores, read.findings, seal=make_seal(scores, tmp_path / "表.csv"))
        (tmp_path / "报告.json").write_text(sealed, "utf-8")
    run = f"import os\nos.chdir({str(tmp_path)!r})\nfrom perfrules.cli import main\ntry: main({line.split()!r})\nexcept SystemExit: pass"
    loaded = _modules_after(f"{run}\nprint()", last=True)
    assert {name.split(".")[1] for name in loaded if name.startswith("perfrules.")} <= FRONT | FILES[line]
    assert {name.split(".")[0] for name in loaded} & HEAVY <= {"click", "pydantic"} | (set() if snapshot("language") else {"lark"})
    assert {name.split(".")[3] for name in loaded if name.startswith("perfrules.tables.readers.")} <= {"encodings", "records", "text"}


@pytest.mark.processes
def test_a_short_form_loads_no_pass_and_a_known_table_no_lark():
    if snapshot("language") is None:
        pytest.skip("what the build works out ahead is not there, or older than its sources")
    loaded = _modules_after("import perfrules; perfrules.parse('≥1')")
    assert not {
        name for name in loaded if name.startswith(("lark", "perfrules.wording.passes", "perfrules.findings", "perfrules.documents", *SLOW))
    }


@pytest.mark.processes
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
