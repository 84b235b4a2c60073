"""The cases that policies carry: every shipped rule has one and all pass; a wrong one fails and says by how much."""

import pytest

from perfrules.audit.practice import run_cases
from perfrules.errors import PolicyError
from perfrules.report.policy_page import COLUMNS, case_table, policy_page
from perfrules.scoring.policies import load, shipped
from perfrules.scoring.policies.cases import PolicyCase
from perfrules.text import width

HEAD = 'id = "own"\ntitle = "自定"\njurisdiction = "某省"\nyear = 2025\nextends = "mof-2020-10"\n'


def own(folder, text):
    file = folder / "own.toml"
    file.write_text(HEAD + text, "utf-8")
    return file


@pytest.mark.parametrize("name", shipped())
def test_the_cases_of_a_shipped_policy_pass_and_every_rule_has_one(name):
    results = run_cases(name)
    assert not [(str(one.case), one.expected, one.found) for one in results if not one.passed]
    assert set(load(name).rules()) == {rule for one in results for rule in one.case.rule}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", shipped())
def test_a_policy_is_printed_on_eighty_columns(name, lang):
    page = policy_page(load(name), lang)
    assert all(width(line) <= COLUMNS for line in page.splitlines())
    assert all(f"[{rule}]" in page for rule in load(name).rules())


def test_the_page_names_law_changes_and_cases():
    page = policy_page(load("sichuan-2025"))
    assert "[grades] 等级  〔川财绩〔2025〕5号（2025-03-17 起）；据第三方摘要〕" in page
    assert "    2025-03-17 以前〔按财预〔2020〕10号推定；未经核实〕\n        分档：优 90 起；良 80 起；中 60 起；差 0 起" in page
    assert "    例 总分 69.99，预算年度 2024 → 中（2024 年度仍按 60 分）" in page
    assert "    摘录：预算执行 10、绩效指标 90\n    核对所据：三份公开的自评表\n    核对日期：2026-11-26" in page
    assert "不是广西壮族自治区的规定" in policy_page(load("vendor-guangxi"))


def test_a_case_that_fails_says_what_it_came_to(tmp_path):
    file = own(
        tmp_path,
        '[[case]]\nrule = "forward"\ntarget = "≥100家"\nactual = "70家"\npoints = 75\noutcome = "达到"\n'
        '[[case]]\nrule = "reason"\ntarget = "≥100家"\nactual = "70家"\nreason = false\noutcome = "未达到"\n'
        '[[case]]\nrule = "grades"\ntotal = 90\ngrade = "良"\n',
    )
    failed = [one for one in run_cases(file) if not one.passed]
    assert [(dict(one.expected), dict(one.found)) for one in failed] == [
        ({"outcome": "达到", "points": "75"}, {"outcome": "未达到", "points": "70"}),
        ({"reason": "否", "outcome": "未达到"}, {"reason": "是", "outcome": "未达到"}),
        ({"grade": "良"}, {"grade": "优"}),
    ]
    table = case_table(failed)
    assert table.startswith("共 3 例，通过 0，未通过 3。")
    assert "得应为 75，实为 70" in table
    assert "完成率＝70÷100＝70%" in table
    assert "3 cases: 0 passed, 3 failed." in case_table(failed, "en")
    assert "reason asked for no" in case_table(failed, "en")


def test_cases_of_a_rule_that_a_file_changes_are_its_own(tmp_path):
    changed = load(own(tmp_path, '[reverse]\nformula = "linear"\n[rank]\nsource = "别处"\n'))
    kept = {rule for case in changed.cases for rule in case.rule}
    assert "reverse" not in kept
    assert "rank" in kept
    below = tmp_path / "below.toml"
    below.write_text(HEAD + '[[case]]\nrule = ["forward", "about"]\ntarget = "约10家"\nactual = "10家"\npoints = 100\n', "utf-8")
    above = tmp_path / "above.toml"
    above.write_text(HEAD.replace("mof-2020-10", "below.toml") + "[about]\ntolerance = 0.2\n", "utf-8")
    assert len(load(below).cases) == len(load().cases) + 1
    assert not [case for case in load(above).cases if "about" in case.rule]


FAULTS = [
    ('rule = "forward"\ntarget = "≥1家"\nactual = "1家"', "应写明结果"),
    ('rule = "forward"\nactual = "1家"\npoints = 5', "应写明 target"),
    ('rule = "forward"\ntarget = "≥1家"\ngrade = "优"', "应写明结果，可写 outcome、points、reason"),
    ('rule = "grades"\ntotal = 90\npoints = 5', "可写 grade"),
    ('rule = "forward"\ntarget = "≥1家"\npoints = "很多"', "得分“很多”应为数字"),
    ('rule = "forward"\ntarget = "≥1家"\npoints = "1～2～3"', "得分“1～2～3”应为数字"),
    ('rule = "colour"\ntarget = "≥1家"\npoints = 5', "不认识的规则 colour"),
    ('rule = "forward"\ntarget = "≥1家"\npoints = 5\ncategory = "好"', "没有“好”这一类指标"),
    ('rule = "weights"\nindicators = "产出 x"\nweights = "5"', "应写作 产出、产出 30"),
    ('rule = "weights"\nindicators = "产出"\nweights = "许多"', "应为数字"),
    ('rule = "rollup"\nprojects = "甲"\npoints = 5', "应写作 80 或 80 资金 100"),
    ('rule = []\ntarget = "≥1家"\npoints = 5', ".rule 的值不对"),
    ('rule = 5\ntarget = "≥1家"\npoints = 5', "rule"),
    ('rule = "forward"\ntarget = "≥1家"\npoints = 5\ncolour = 1', "不认识的设置"),
    ('rule = "forward"\ntarget = true\npoints = 5', "target 的值不对"),
]


@pytest.mark.parametrize(("text", "says"), FAULTS)
def test_a_case_that_cannot_be_run_is_refused(text, says, tmp_path):
    with pytest.raises(PolicyError) as caught:
        load(own(tmp_path, f"[[case]]\n{text}\n"))
    assert says in caught.value.zh
    below = tmp_path / "next.toml"
    below.write_text(HEAD.replace("mof-2020-10", "own.toml"), "utf-8")
    with pytest.raises(PolicyError):
        load(below)


@pytest.mark.parametrize("text", ["case = 5\n", 'case = ["x"]\n'])
def test_what_is_no_list_of_cases_is_refused(text, tmp_path):
    with pytest.raises(PolicyError):
        load(own(tmp_path, text))
    below = tmp_path / "next.toml"
    below.write_text(HEAD.replace("mof-2020-10", "own.toml"), "utf-8")
    with pytest.raises(PolicyError):
        load(below)


def test_a_case_takes_values_as_toml_writes_them():
    case = PolicyCase.model_validate(
        {"rule": "deadline", "target": "2023年6月30日前", "actual": __import__("datetime").date(2023, 7, 1), "points": 0}
    )
    assert case.actual == "2023-07-01"
    assert case.interval == (0, 0)
    assert str(case) == "指标值 2023年6月30日前，实际 2023-07-01，分值 100"
