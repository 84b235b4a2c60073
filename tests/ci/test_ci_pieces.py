"""The pieces for CI: what they say is true, and each is run as CI would run it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from perfrules.findings import Severity
from perfrules.lint.settings import find
from perfrules.report.findings import formats

ROOT = Path(__file__).resolve().parents[2]
TABLE = "项目名称,一级指标,指标名称,年度指标值\n甲,产出指标,合格率,{}\n甲,效益指标,效果,≥3项\n甲,满意度指标,满意度,≥90%\n"


def yaml_of(path):
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def environment(**more: str) -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    return os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"} | more


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "表.csv").write_text(TABLE.format("不低80%"), encoding="utf-8")
    return tmp_path


@pytest.mark.processes
def test_the_hook_manifest_is_one(folder):
    clientlib = pytest.importorskip("pre_commit.clientlib")
    (hook,) = clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")
    command = [*hook["entry"].split(), "表.csv"]
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OP012" in done.stdout
    assert re.search(hook["files"], "目标表/表.xlsx")


def test_the_pre_commit_example_names_the_hook():
    (repository,) = yaml_of("examples/ci/pre-commit.yaml")["repos"]
    (manifest,) = yaml_of(".pre-commit-hooks.yaml")
    assert repository["hooks"][0]["id"] == manifest["id"]


@pytest.mark.processes
@pytest.mark.skipif(sys.platform == "win32", reason="the action's step is bash")
def test_the_action_checks_annotates_and_puts_no_input_into_a_script(folder):
    action = yaml_of("action.yml")
    steps = action["runs"]["steps"]
    assert not any("${{" in step.get("run", "") for step in steps)
    script = steps[-1]["run"]
    summary = folder / "summary.md"
    more = {"PERFRULES_PATHS": "表.csv\n\n", "PERFRULES_FAIL_ON": "error", "PERFRULES_BASELINE": "", "PERFRULES_LANG": "zh"}
    env = environment(**more, GITHUB_STEP_SUMMARY=str(summary))
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=表.csv,line=2,title=OP012")
    assert "OP012" in summary.read_text(encoding="utf-8")
    assert set(steps[-1]["env"]) == set(more)


def test_the_github_example_gives_inputs_that_the_action_has():
    action = yaml_of("action.yml")
    job = yaml_of("examples/ci/github.yml")["jobs"]["check"]
    assert set(job["steps"][-1]["with"]) <= set(action["inputs"])


@pytest.mark.processes
@pytest.mark.skipif(sys.platform == "win32", reason="the job's lines are for sh")
def test_the_gitlab_example_makes_the_reports_that_it_promises(folder):
    (folder / "目标表").mkdir()
    (folder / "表.csv").rename(folder / "目标表" / "表.csv")
    job = yaml_of("examples/ci/gitlab.yml")["perfrules"]
    reports = job["artifacts"]["reports"]
    lines = [
        line.replace("perfrules check", f"{sys.executable} -m perfrules check") for line in job["script"] if line.startswith("perfrules")
    ]
    codes = [
        subprocess.run(["sh", "-c", line], cwd=folder, env=environment(), stderr=subprocess.DEVNULL, check=False).returncode
        for line in lines
    ]
    assert codes == [0, 1]
    issues = json.loads((folder / reports["codequality"]).read_text(encoding="utf-8"))
    assert "major" in {issue["severity"] for issue in issues}
    assert "<testsuites" in (folder / reports["junit"]).read_text(encoding="utf-8")


def test_the_example_settings_are_settings(tmp_path):
    (tmp_path / "perfrules.toml").write_bytes((ROOT / "examples/ci/perfrules.toml").read_bytes())
    settings, _ = find(tmp_path)
    assert settings.suppress[0].value("x").indicator == "群众获得感"
    assert settings.options == {"max-indicators": 20}


@pytest.mark.processes
def test_git_diff_shows_the_targets_of_a_workbook(folder):
    openpyxl = pytest.importorskip("openpyxl")

    def git(*args: str) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *args],
            cwd=folder,
            env=environment(),
            capture_output=True,
            check=True,
        )
        return done.stdout.decode("utf-8")

    def save(target: str) -> None:
        book = openpyxl.Workbook()
        for row in TABLE.format(target).splitlines():
            book.active.append(row.split(","))
        book.save(folder / "表.xlsx")

    readme = (ROOT / "examples/ci/README.md").read_text(encoding="utf-8")
    found = re.search(r'git config diff\.perfrules\.textconv "perfrules (.*)"', readme)
    assert found is not None
    git("init", "-q")
    (folder / ".gitattributes").write_bytes((ROOT / "examples/ci/gitattributes").read_bytes())
    git("config", "diff.perfrules.textconv", f'"{sys.executable}" -m perfrules {found[1]}')
    save("≥80%")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    save("≥85%")
    shown = git("diff")
    assert re.search(r'^-.*"text": "≥80%"', shown, re.MULTILINE)
    assert re.search(r'^\+.*"text": "≥85%"', shown, re.MULTILINE)


def test_the_readme_names_files_that_are_there():
    folder = ROOT / "examples/ci"
    for name in re.findall(r"\| `([\w.-]+)` \|", (folder / "README.md").read_text(encoding="utf-8")):
        assert (folder / name).is_file()


def test_what_the_examples_use_exists():
    text = "".join((ROOT / "examples/ci" / name).read_text(encoding="utf-8") for name in ("github.yml", "gitlab.yml", "pre-commit.yaml"))
    assert set(re.findall(r"--format (\w+)", text)) <= set(formats())
    assert set(re.findall(r"fail-on[:,] (\w+)", text)) <= {level.value for level in Severity}
