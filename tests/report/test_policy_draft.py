"""A person who has the file that ``policies new`` writes, and nothing else, writes a policy from a notice of two pages."""

import re
import tomllib
from pathlib import Path

import pytest

from perfrules.audit.case_sheets import read_cases
from perfrules.audit.practice import run_cases
from perfrules.report.policy_draft import policy_draft
from perfrules.scoring.policies import load, shipped

NOTICES = sorted((Path(__file__).parents[1] / "cases" / "notices").glob("*.toml"))


def written(draft: str, edits, amended: str) -> str:
    """The draft with some rules put in force: only lines that it offers are used, their values replaced."""
    lines = draft.splitlines()
    for rule, values in edits.items():
        start = lines.index(f"# [{rule}]")
        lines[start] = f"[{rule}]"
        for key, value in values.items():
            place = next(at for at in range(start + 1, len(lines)) if re.match(rf"##? {key} = ", lines[at]))
            assert not any(line.startswith("# ──") for line in lines[start:place]), (rule, key)
            lines[place] = f"{key} = {value}"
    return "\n".join([*lines, amended])


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_a_policy_is_written_from_a_notice(path, tmp_path):
    notice = tomllib.loads(path.read_text("utf-8"))
    file = tmp_path / f"{notice['id']}.toml"
    draft = policy_draft(notice["id"], load(notice["extends"]))
    file.write_text(written(draft, notice["edits"], notice.get("amended", "")), "utf-8")
    policy = load(file)
    assert set(notice["edits"]) <= set(policy.rules())
    sheet = tmp_path / "例.csv"
    sheet.write_text(notice["sheet"].strip(), "utf-8-sig")
    cases = read_cases(sheet)
    assert len(cases) == len(notice["sheet"].strip().splitlines()) - 1
    results = run_cases(policy, cases)
    assert not [(str(one.case), one.expected, one.found) for one in results if not one.passed]
    told = {rule for one in results for rule in one.case.rule}
    assert set(notice["edits"]) <= told


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", shipped())
def test_a_draft_loads_as_it_stands_and_changes_nothing(name, lang, tmp_path):
    file = tmp_path / "own.toml"
    draft = policy_draft('x"\\y', load(name), lang)
    file.write_text(draft, "utf-8")
    policy, base = load(file), load(name)
    assert policy.id == 'x"\\y'
    assert policy.rules() == base.rules()
    assert all(result.passed for result in run_cases(policy))
    assert max(len(line) for line in draft.splitlines() if line.startswith("# ──")) < 100


@pytest.mark.parametrize("name", shipped())
def test_every_rule_put_in_force_as_the_draft_shows_it_is_the_same_rule(name, tmp_path):
    lines = policy_draft("own", load(name)).splitlines()
    shown = [
        line.removeprefix("# ") if re.match(r"# (\[\w+\]|[a-z_]+ = )", line) and at < lines.index("# [[grades.amended]]") else line
        for at, line in enumerate(lines)
    ]
    file = tmp_path / "own.toml"
    file.write_text("\n".join(shown), "utf-8")
    policy, base = load(file), load(name)
    for rule, table in base.rules().items():
        basis = {"source", "evidence"}
        assert policy.rules()[rule].model_dump(exclude=basis) == table.model_dump(exclude=basis)


def test_every_rule_and_setting_is_explained_and_every_choice_named():
    draft = policy_draft("own", load())
    for rule, table in load().rules().items():
        assert f"# [{rule}]" in draft
        for name, field in type(table).model_fields.items():
            if name not in ("source", "evidence"):
                assert re.search(rf"^##? {field.alias or name} = ", draft, re.MULTILINE), (rule, name)
    for word in (
        "floor_ratio（低于下限为 0",
        "late_share（逾期按比例得分）",
        "rescale_all（按比例分给全表其他指标）",
        "from_base（自基期值起算）",
    ):
        assert word in draft.replace("\n# ", "")
