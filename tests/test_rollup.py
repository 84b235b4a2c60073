import json
import os
import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules import Actual, Department, Indicator, Project, Reading, explain, read, score
from perfrules.errors import ActualsError, KeyUnknownError, PolicyError
from perfrules.findings import Location
from perfrules.model import Amounts
from perfrules.scoring.results.outcomes import Outcome

ROWS = (("output", "≥10家"), ("output", "≥5场"), ("output", "≥3项"), ("benefit", "进一步提高"), ("satisfaction", "≥90%"))
FULL = {"I1": "10家", "I2": "5场", "I3": "3项", "I4": "达成（100%）", "I5": "95%"}


def project(name="甲", rows=ROWS, funding=None):
    return Project(
        name=name,
        indicators=[Indicator(number=str(at), name=f"指标{at}", category=kind, target=target) for at, (kind, target) in enumerate(rows, 1)],
        funding=funding or {},
    )


def department(*projects: Project, **more: object):
    return Department(name="部门", projects=projects, **more)


def actuals(at=1, **other: str | None):
    values = {f"P{at:02d}{key}": value for key, value in (FULL | other).items()}
    return values | {f"P{at:02d}X": Actual(budget=100, executed=100)}


def policy(folder, text):
    file = folder / "own.toml"
    file.write_text(f'extends = "mof-2020-10"\nid = "own"\ntitle = "自定"\njurisdiction = "x"\nyear = 2025\n{text}', "utf-8")
    return file


def test_a_project_is_the_sum_of_its_parts():
    result = score(department(project(funding={"total": 7})), actuals(I1="5家"))
    one = result.projects[0]
    assert [str(part.maximum) for part in one.parts] == ["10", "16.68", "16.66", "16.66", "30.00", "10.00"]
    assert (one.points, one.grade, one.outcome) == (Decimal("91.66"), "优", Outcome.UNMET)
    assert (result.points, result.grade, result.judged) == (Decimal("91.66"), "优", 1)
    assert result.attainment == Fraction(9166, 10000)
    assert result["P01"] is one
    assert result["P01I1"].points == Decimal("8.34")
    assert result["P01X"].points == 10
    with pytest.raises(KeyError):
        result["P01I9"]
    assert [part.key for part in result] == ["P01"]


def test_what_is_open_stays_open():
    result = score(department(project(funding={"total": 7})), actuals(I4=None))
    assert tuple(result.interval) == (70, 100)
    assert (result.grade, result.grade_label, result.outcome) == (None, "待定", Outcome.CANNOT_JUDGE)
    assert result.judged == Fraction(7, 10)
    assert result.attainment is None
    assert result.counts == {Outcome.MET: 4, Outcome.UNMET: 0, Outcome.CANNOT_JUDGE: 1, Outcome.NOT_APPLICABLE: 0}
    assert "等级待定：70～100 分" in result.explain()
    assert "the grade is open" in result.explain("en")


def test_not_applicable_passes_its_weight_on():
    one = score(department(project(funding={"total": 7})), actuals(I1="不适用", I2="4场")).projects[0]
    assert [str(part.maximum) for part in one.indicators] == ["0", "25.00", "25.00", "30.00", "10.00"]
    assert one.points == 95
    assert one.counts[Outcome.NOT_APPLICABLE] == 1


def test_not_applicable_may_stay_open_instead(tmp_path):
    own = policy(tmp_path, '[not_applicable]\nweight = "open"\n')
    one = score(department(project(funding={"total": 7})), actuals(I1="不适用"), policy=own).projects[0]
    assert tuple(one.indicators[0].interval) == (0, Decimal("16.68"))


def test_a_department_is_weighted_by_funds_on_rounded_totals():
    source = department(project(funding={"total": "1"}), project("乙", funding={"total": "2"}))
    given = actuals(1) | actuals(2, I2="0场")
    result = score(source, given)
    assert [str(one.points) for one in result] == ["100.00", "83.34"]
    assert str(result.points) == "88.89"
    assert result.notes[0].key == "rollup-funding"


def test_a_total_is_graded_as_it_is_rounded():
    def one(name: str, output: str, benefit: str) -> Project:
        rows = [
            Indicator(name="数", category=kind, weight=weight, target="≥1家") for kind, weight in (("output", output), ("benefit", benefit))
        ]
        return Project(name=name, funding={"total": 1}, indicators=rows)

    done = {f"P{at:02d}{key}": value for at in (1, 2) for key, value in (("I1", "1家"), ("I2", "0家"), ("X", Actual(budget=1, executed=1)))}
    result = score(department(one("甲", "80", "10"), one("乙", "79.99", "10.01")), done)
    assert [str(part.points) for part in result] == ["90.00", "89.99"]
    assert [part.grade for part in result] == ["优", "良"]
    assert (str(result.points), result.grade) == ("90.00", "优")


def test_the_plain_mean(tmp_path):
    own = policy(tmp_path, '[rollup]\nmethod = "mean"\n')
    source = department(project(), project("乙", funding={"total": "2"}))
    assert str(score(source, actuals(1) | actuals(2, I2="0场"), policy=own).points) == "91.67"


def test_a_project_without_funds_leaves_the_department_open():
    source = department(project(funding={"total": "1"}), project("乙"))
    result = score(source, actuals(1) | actuals(2, I2="0场"))
    assert tuple(result.interval) == (Decimal("83.34"), 100)
    assert result.grade is None
    assert [(item.code, item.location.project) for item in result.findings] == [("SC014", "乙")]


def test_nothing_to_roll_up():
    result = score(department(), {})
    assert tuple(result.interval) == (0, 100)
    assert "SC020" in [item.code for item in result.findings]
    assert result.outcome is Outcome.CANNOT_JUDGE


@pytest.mark.parametrize(("told", "outcome"), [({}, Outcome.MET), ({"I1": "5家"}, Outcome.UNMET), ({"I4": None}, Outcome.CANNOT_JUDGE)])
def test_a_department_of_one_project_has_its_outcome(told: dict[str, str | None], outcome: Outcome):
    result = score(department(project(funding={"total": 7})), actuals(**told))
    assert (result.outcome, result.projects[0].outcome) == (outcome, outcome)


@pytest.mark.parametrize("funds", [0, -5])
def test_projects_that_weigh_nothing_lie_between_the_lowest_and_the_highest(funds):
    source = department(project(funding={"total": funds}), project("乙", funding={"total": funds}))
    result = score(source, actuals(1) | actuals(2, I2="0场"))
    assert tuple(result.interval) == (Decimal("83.34"), 100)
    assert "SC020" in [item.code for item in result.findings]


def test_several_derivations_in_one_text():
    source = department(project(funding={"total": 1}))
    result = score(source, actuals(1, I2="0场"))
    assert explain(result) == result.explain()
    assert explain(result, "P01I2", "p01x", lang="en") == result["P01I2"].explain("en") + "\n\n" + result["P01X"].explain("en")
    assert explain(result, "lost", "P01I2") == result["P01I2"].explain()
    full = score(source, actuals(1))
    assert (explain(full, "lost"), explain(full, "lost", lang="en")) == ("没有失分。", "No points are lost.")
    with pytest.raises(KeyUnknownError):
        explain(result, "P09")
    with pytest.raises(ActualsError):
        explain(result["P01"], "P01I2")


def test_a_table_has_its_json_form():
    source = department(project(funding={"total": 1}))
    assert type(source).model_validate(source.to_dict()) == source


def test_the_departments_own_table(tmp_path):
    own = policy(tmp_path, '[rollup]\nmethod = "own_table"\n')
    table = Indicator(name="总量", category="output", target="≥10家")
    source = department(project(funding={"total": 1}), indicators=[table], funding={"total": 1})
    result = score(source, {"DI1": "5家", "DX": Actual(budget=1, executed=1)}, policy=own)
    assert (result.points, result.grade, result.method) == (55, "差", "own_table")
    assert result["DI1"].points == 45
    assert result.own is not None
    assert result.every_project == (*result.projects, result.own)
    assert (result.own.key, result.own.name) == ("D", "部门")
    assert len(result.all_findings()) > len(result.findings)
    assert json.loads(json.dumps(result.to_dict()))["own"]["points"] == "55"
    assert "取部门自身指标的得分 55 分" in result.explain()
    without = score(department(project(funding={"total": 1})), actuals(), policy=own)
    assert ([item.code for item in without.findings], tuple(without.interval), without.judged) == (["SC019"], (0, 100), 1)


def test_a_project_without_indicators_is_said():
    one = score(department(Project(name="空", funding={"total": 1})), {"P01X": Actual(budget=1, executed=1)}).projects[0]
    assert "SC016" in [item.code for item in one.findings]
    assert (one.unplaced, tuple(one.interval), one.outcome) == (90, (10, 100), Outcome.CANNOT_JUDGE)


def test_keys_that_match_nothing_and_keys_given_twice():
    place = Location(file="实绩.csv", row=7)
    given = [
        Actual(key="P09I9", value="5", place=place),
        Actual(key="P01I1", value="10家"),
        Actual(key="P01I1", value="10家", place=place),
        Actual(key="P01I2", value="5场"),
        Actual(key="P01I2", value="6场"),
        Actual(key="nothing"),
    ]
    result = score(department(project(funding={"total": 1})), given)
    assert [(item.code, item.location.row) for item in result.findings] == [("AC029", 7), ("AC031", 7), ("AC030", None), ("AC029", None)]
    assert result["P01I1"].outcome is Outcome.MET
    assert result["P01I2"].outcome is Outcome.CANNOT_JUDGE


def test_one_criterion_may_have_its_own_actual():
    rows = (("output", "1. ≥10家；2. ≥5场；力争达到3项"),)
    source = department(project(rows=rows, funding={"total": 1}))
    result = score(source, {"P01I1C2": Actual(value="4场"), "P01I1C1": "12家"}).projects[0].indicators[0]
    assert [part.outcome.value for part in result.criteria][:2] == ["met", "unmet"]
    assert result.actual == "1. 12家；2. 4场"
    both = score(source, {"P01I1": "12家", "P01I1C2": "4场"}).projects[0].indicators[0]
    assert both.actual == "12家；2. 4场"
    assert [part.outcome.value for part in both.criteria][:2] == ["met", "unmet"]
    listed = score(source, {"P01I1C1": "12家；13家", "P01I1C2": "4场"}).projects[0].indicators[0]
    assert "AC016" in [item.code for item in listed.findings]


def test_actuals_that_the_table_itself_holds():
    filled = Project(
        name="甲",
        year=2023,
        funding={"total": Amounts(initial=100, adjusted=80, executed=40)},
        indicators=[Indicator(name="数", category="output", target="11月底前", actual="11月20日", deviation_reason="无")],
    )
    one = score(department(filled), {}).projects[0]
    assert one.indicators[0].outcome is Outcome.MET
    assert (one.execution.points, one.funding) == (5, 80)
    assert one.indicators[0].deviation_reason == "无"


@pytest.mark.parametrize(
    ("printed", "of_project", "given", "year", "outcome", "codes"),
    [
        (None, None, None, None, Outcome.CANNOT_JUDGE, []),
        (None, None, 2023, 2023, Outcome.MET, []),
        (2023, None, 2023, 2023, Outcome.MET, []),
        (2022, None, 2023, 2022, Outcome.UNMET, ["SC023"]),
        (None, 2022, 2023, 2023, Outcome.UNMET, ["SC023"]),
    ],
)
def test_a_year_given_counts_where_the_table_prints_none(printed, of_project, given, year, outcome, codes):
    due = project(rows=(("output", "6月30日前"),)).model_copy(update={"year": of_project})
    scored = score(department(due, year=printed), {"P01I1": "2023-06-20"}, year=given)
    assert (scored.year, scored.to_dict()["year"], scored["P01I1"].outcome) == (year, year, outcome)
    assert [item.code for item in scored.findings if item.code == "SC023"] == codes
    assert all("2022" in item.message and "2023" in item.message for item in scored.findings if item.code == "SC023")


def test_findings_point_to_the_place_of_the_indicator():
    placed = Indicator(name="数", category="output", target="≥5家", place=Location(file="表.xlsx", row=9))
    result = score(department(Project(name="甲", funding={"total": 1}, indicators=[placed])), {})["P01I1"]
    assert [(str(item.location), item.location.indicator) for item in result.findings] == [("表.xlsx:9", "P01I1")]


def test_findings_about_an_actual_point_to_its_row():
    given = [
        Actual(key="P01I1", value="10米", place=Location(file="实绩.csv", row=3)),
        Actual(key="P01I2C1", value="NaN", place=Location(file="实绩.csv", row=4)),
    ]
    result = score(department(project(funding={"total": 1})), given)
    found = [(item.code, item.location.row, item.location.indicator) for item in result.all_findings() if item.location.row]
    assert found == [("AC036", 3, "P01I1"), ("AC004", 4, "P01I2")]


def test_a_second_level_category_says_what_a_bare_number_means():
    rows = [
        Indicator(name="投入", category="output", subcategory="cost", target="50万元"),
        Indicator(name="好评", category="benefit", subcategory="satisfaction", target="≥95%"),
    ]
    source = department(Project(name="甲", funding={"total": 1}, indicators=rows))
    result = score(source, {"P01I1": "60万元", "P01I2": "85%"}, policy="mof-2021-101").projects[0]
    assert [part.outcome for part in result.indicators] == [Outcome.UNMET, Outcome.UNMET]
    assert [item.share.low for part in result.indicators for item in part.criteria] == [Fraction(5, 6), Fraction(4, 5)]


def test_each_part_explains_itself_under_its_policy():
    result = score(department(project(funding={"total": 7})), actuals())
    for key in ("P01", "P01X", "P01I1"):
        assert result[key].explain().count("评分办法：项目支出绩效自评") == 1
    assert result.explain().count("评分办法：项目支出绩效自评") == 1


def test_a_written_deduction_where_the_policy_takes_one():
    source = department(project(funding={"total": 1}))
    given = actuals() | {
        "P01I1": Actual(value="10家", deduction="2.5"),
        "P01I2": Actual(value="5场", deduction=90),
        "P01I3": Actual(value="3项", deduction=-1),
    }
    vendor = score(source, given, policy="vendor-guangxi")
    assert [str(vendor[key].points) for key in ("P01I1", "P01I2", "P01I3")] == ["15.50", "0", "18.00"]
    assert "扣分 2.5" in vendor["P01I1"].explain()
    assert "SC013" in [item.code for item in vendor["P01I3"].findings]
    national = score(source, given)
    assert national["P01I1"].points == national["P01I1"].maximum
    assert "SC013" in [item.code for item in national["P01I1"].findings]


def test_what_a_grade_needs():
    result = score(department(project(funding={"total": 7})), actuals(I4=None, I1="5家"))
    need = result.projects[0].needed_for("优")
    assert (need.edge, need.short, need.reached, need.reachable) == (90, Decimal("28.34"), False, True)
    assert [item.key for item in need.sources] == ["P01I4", "P01I1"]
    assert "待定的分数可能补足" in need.explain()
    assert not result.needed_for("满分").reachable
    assert result.needed_for("中").reached
    assert result.needed_for("优").sources[0].key == "P01"
    with pytest.raises(PolicyError, match="优、良、中、差、满分"):
        result.needed_for("特优")


@pytest.mark.parametrize(("method", "brought"), [("funding_weighted_mean", ["7.50", "12.51"]), ("mean", ["15.00", "8.34"])])
def test_what_projects_can_bring_is_counted_in_points_of_the_department(method, brought, tmp_path):
    source = department(project(funding={"total": 1}), project("乙", funding={"total": 3}))
    values = actuals(I4=None) | actuals(2, I1="0家")
    need = score(source, values, policy=policy(tmp_path, f'[rollup]\nmethod = "{method}"\n')).needed_for("满分")
    found = {item.key: str(item.open or item.lost) for item in need.sources}
    assert [found["P01"], found["P02"]] == brought
    assert "折合部门得分" in need.explain()


def test_what_the_departments_own_table_needs(tmp_path):
    own = policy(tmp_path, '[rollup]\nmethod = "own_table"\n')
    table = Indicator(name="总量", category="output", target="≥10家")
    result = score(department(indicators=[table]), {"DI1": "5家", "DX": Actual(budget=1, executed=1)}, policy=own)
    assert [(item.key, item.lost) for item in result.needed_for("满分").sources] == [("DI1", 45)]


@pytest.mark.parametrize("given", ["P01I1", 5, None, [("P01I1", 5)], [Actual(key="P01I1"), "x"]])
def test_actuals_that_are_none(given):
    with pytest.raises(ActualsError, match="映射"):
        score(department(project()), given)


def test_a_department_without_projects_is_its_own_table():
    result = score(department(indicators=project().indicators), {})
    assert (result.method, result.projects) == ("own_table", ())
    assert result.own is not None


def test_scores_travel():
    result = score(Reading(department=department(project(funding={"total": 1}))), actuals())
    assert pickle.loads(pickle.dumps(result)).to_dict() == result.to_dict()
    assert hash(result)
    assert result.to_dict()["schema"] == 1


@pytest.mark.skipif("PERFRULES_CORPUS" not in os.environ, reason="PERFRULES_CORPUS is not set")
def test_the_guangzhou_department():
    reading = read(Path(os.environ["PERFRULES_CORPUS"]) / "guangzhou-sti-2023.txt")
    result = score(reading, {})
    assert (len(result.projects), tuple(result.interval), result.grade) == (26, (0, 100), None)
    assert (result.funding_stated, result.funding_summed, result.funding_difference) == (
        Decimal("476904.29"),
        Decimal("476904.30"),
        Decimal("0.01"),
    )
    assert "相差 0.01；均照原数，未作调整" in result.explain()
    assert all(sum(Fraction(part.maximum) for part in one.parts) == 100 for one in result)
    assert {item.code for item in result.all_findings()} == {"AC034", "AC023", "SC021", "SC004"}


def test_the_budget_year_of_each_project_picks_the_rules():
    later, earlier = project("乙"), project("甲").model_copy(update={"year": 2024})
    values: dict[str, object] = {f"P0{place}{key}": value for place in (1, 2) for key, value in FULL.items()}
    weighed = [one.model_copy(update={"indicators": tuple(
        item.model_copy(update={"weight": Decimal(18)}) for item in one.indicators)}) for one in (later, earlier)]  # fmt: skip
    values |= {f"P0{place}X": Actual(budget=Decimal(100), executed=Decimal(50)) for place in (1, 2)}
    scored = score(department(*weighed, year=2025), values, policy="sichuan-2025")
    assert [one.rules.basis("grades")[0] for one in scored.projects] == ["川财绩〔2025〕5号（2025-03-17 起）", "按财预〔2020〕10号推定"]
    assert scored.rules.grades.bands[2].at == 70
    undated = score(department(weighed[0]), values, policy="sichuan-2025")
    assert [item.code for item in undated.findings if item.code == "SC030"] == ["SC030"]
    assert not [item for item in score(department(weighed[1]), values, policy="sichuan-2025").findings if item.code == "SC030"]
    assert not [item for item in score(department(weighed[0]), values).findings if item.code == "SC030"]


@pytest.mark.parametrize(
    ("rollup", "funds", "key"),
    [
        ("mean", (1, 1), "rollup-mean"),
        ("funding_weighted_mean", (1, 3), "rollup-funding"),
        ({"P01": 1, "P02": 2}, (1, 1), "rollup-given"),
        ("funding_weighted_mean", (0, 0), "rollup-unweighted"),
    ],
)
def test_the_derivation_names_the_method_and_its_rule(rollup, funds, key):
    projects = [project(name=f"项目{at}", funding={"total": fund}) for at, fund in enumerate(funds)]
    result = score(department(*projects), actuals() | actuals(2), rollup=rollup)
    assert [(note.key, note.rule) for note in result.notes if note.key.startswith("rollup")] == [(key, "rollup")]


@pytest.mark.parametrize(
    ("stated", "funds", "difference", "said"),
    [
        ("90", ("60", "40"), 10, "各项目资金合计 100，部门表列 90，相差 10；均照原数，未作调整"),
        ("100", ("60", "40"), 0, None),
        (None, ("60", "40"), None, None),
        ("100", (None, None), None, None),
    ],
)
def test_the_funds_that_a_department_states_are_held_against_those_of_its_projects(
    stated: str | None, funds: tuple[str | None, str | None], difference: int | None, said: str | None
):
    row = Indicator(name="数", category="output", target="≥10家", actual="5家")
    projects = [Project(name=name, indicators=[row], funding={"total": fund}) for name, fund in zip("甲乙", funds, strict=True)]
    found = score(Department(name="局", projects=projects, funding={"total": stated}), {})
    assert found.funding_difference == difference
    assert [line.strip() for line in found.explain().splitlines() if "资金合计 100，" in line] == ([said] if said else [])


@pytest.mark.parametrize(
    ("policy", "zh", "en"),
    [
        ("mof-2020-10", "没有全年预算数或全年执行数，预算执行的分数待定。", "Without the adjusted budget and what was executed"),
        ("beijing-2016", "没有年初预算数或全年执行数，预算执行的分数待定。", "Without the initial budget and what was executed"),
    ],
)
def test_the_budget_that_is_missing_is_named_as_the_policy_takes_it(policy: str, zh: str, en: str):
    row = Indicator(name="数", category="output", target="≥10家", actual="5家")
    execution = score(Department(name="局", projects=[Project(name="甲", indicators=[row])]), {}, policy=policy).projects[0].execution
    assert zh in execution.explain()
    assert en in execution.explain("en")
