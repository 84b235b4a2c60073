import pickle
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules import Actual, evaluate
from perfrules.documents import MAX_BYTES
from perfrules.errors import PolicyError
from perfrules.model import Funding
from perfrules.scoring.execution import score_execution
from perfrules.scoring.policies import Policy, load, shipped
from perfrules.scoring.policies.settings import RuleTable
from perfrules.scoring.results.explanations import Evidence

FAULTS = tomllib.loads((Path(__file__).parents[2] / "cases" / "scoring_policies.toml").read_text("utf-8"))["faults"]
SHIPPED = (
    "baoshan-2022", "beijing-2016", "hubei-2020", "mof-2020-10", "mof-2021-101", "sichuan-2023", "sichuan-2025",
    "vendor-80-70-60", "vendor-generic", "vendor-guangxi", "yinchuan-2021",
)  # fmt: skip


def own(folder, text, name="own.toml"):
    file = folder / name
    head = 'id = "own"\ntitle = "自定"\njurisdiction = "某省"\nyear = 2025\n'
    file.write_text(head + ("" if "extends" in text else 'extends = "mof-2020-10"\n') + text, "utf-8")
    return file


def test_the_rule_sets_that_are_shipped():
    assert shipped() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_states_every_rule_with_source_and_evidence(name):
    policy = load(name)
    assert policy.id == name
    assert load(policy) is policy
    assert len(policy.rules()) == sum(
        issubclass(field.annotation, RuleTable) for field in Policy.model_fields.values() if isinstance(field.annotation, type)
    )
    for rule, table in policy.rules().items():
        assert table.source, rule
        assert policy.basis(rule) == (str(table.source), table.evidence)
    assert pickle.loads(pickle.dumps(policy)) == policy
    assert policy.to_dict()["id"] == name


def test_no_rule_of_the_unverified_one_is_called_confirmed():
    assert all(table.evidence is not Evidence.CONFIRMED for table in load("mof-2021-101").rules().values())


def test_the_guangxi_mode_says_what_it_is():
    assert "不是广西壮族自治区的规定" in load("vendor-guangxi").note


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["says"] for fault in FAULTS])
def test_a_faulty_rule_set_is_refused_with_a_sentence(fault, tmp_path):
    with pytest.raises(PolicyError) as caught:
        load(own(tmp_path, fault["text"]))
    assert fault["says"] in caught.value.zh
    assert caught.value.en != caught.value.zh
    assert "nput" not in caught.value.zh  # of pydantic, which says it in English


def test_a_province_is_one_file_of_a_few_lines(tmp_path):
    file = own(tmp_path, '[reverse]\nformula = "linear"\n')
    policy = load(file)
    assert policy.reverse.formula == "linear"
    assert policy.basis("reverse") == ("自定", Evidence.UNVERIFIED)
    assert policy.basis("forward") == load("mof-2020-10").basis("forward")
    score = evaluate("≤100万元", "150万元", policy=str(file))
    assert (score.points, score.policy) == (50, "own")
    assert "〔自定；未经核实〕" in score.explain()


def test_a_file_may_extend_a_file_beside_it(tmp_path):
    own(tmp_path, "[about]\ntolerance = 0.2\n", "below.toml")
    policy = load(
        own(
            tmp_path,
            'extends = "below.toml"\nsource = { document = "某省文件", quotation = "含本数", checked_on = 2026-11-24 }\nevidence = "confirmed"\n[strict]\nsigns = "relaxed"\n',
        )
    )
    assert policy.about.tolerance == Fraction(1, 5)
    assert policy.basis("strict") == ("某省文件", Evidence.CONFIRMED)
    assert policy.basis("about") == ("自定", Evidence.UNVERIFIED)


def test_a_table_that_says_its_method_stands_for_itself(tmp_path):
    policy = load(own(tmp_path, 'extends = "mof-2021-101"\n[forward]\nmethod = "ratio"\n'))
    assert policy.forward.floor is None


def test_only_the_evidence_may_be_restated(tmp_path):
    policy = load(
        own(tmp_path, '[reverse]\nevidence = "confirmed"\nsource = { document = "某页", quotation = "按比例", checked_on = 2026-11-24 }\n')
    )
    assert policy.basis("reverse") == ("某页", Evidence.CONFIRMED)
    assert policy.reverse.formula == "ratio"


@pytest.mark.parametrize(
    ("policy", "says"), [("办法/甲", "读不到"), (r"办法\甲", "读不到"), ("甲.toml", "读不到"), ("甲", "没有名为“甲”的评分办法")]
)
def test_what_has_a_separator_is_the_path_of_a_file(policy, says):
    with pytest.raises(PolicyError, match=says):
        load(policy)


def test_the_limits_of_monitoring_may_meet(tmp_path):
    load(own(tmp_path, "[monitoring]\nbehind = 0.9\non_track = 0.9\nexecution_behind = 0.9\nexecution_on_track = 0.9\n"))


@pytest.mark.parametrize(
    ("deduction", "points", "zh", "en"),
    [
        ("5.555", "74.45", "填写的扣分 5.555，扣后 74.45 分〔自定；未经核实〕", "a written deduction of 5.555 leaves 74.45 points [自定; not verified]"),
        ("0", "80.00", "填写的扣分 0，扣后 80 分〔自定；未经核实〕", "a written deduction of 0 leaves 80 points [自定; not verified]"),
        ("90", "0", "填写的扣分 90，扣后 0 分〔自定；未经核实〕", "a written deduction of 90 leaves 0 points [自定; not verified]"),
        ("-1", "80.00", "SC013 填写的扣分 -1 不为评分办法所允许，未采用。", "SC013 The policy takes no written deduction of -1; it was not used."),
    ],
)  # fmt: skip
def test_a_written_deduction_is_taken_where_the_policy_takes_one(deduction, points, zh, en, tmp_path):
    file = str(own(tmp_path, "[deduction]\nallowed = true\n"))
    score = evaluate("≥50家", Actual(value="40家", deduction=deduction), policy=file)
    assert score.points == Decimal(points)
    assert zh in [line.strip() for line in score.explain().splitlines()]
    assert en in [line.strip() for line in score.explain("en").splitlines()]


def test_a_file_that_was_changed_is_read_again(tmp_path):
    file = str(own(tmp_path, '[reverse]\nformula = "linear"\n'))
    assert evaluate("≤100万元", "150万元", policy=file).points == 50
    own(tmp_path, '[reverse]\nformula = "binary"\n')
    assert evaluate("≤100万元", "150万元", policy=file).points == 0


def test_extends_may_not_go_round(tmp_path):
    own(tmp_path, 'extends = "b.toml"\n', "a.toml")
    with pytest.raises(PolicyError, match="循环"):
        load(own(tmp_path, 'extends = "a.toml"\n', "b.toml"))


def test_an_open_choice_is_named(tmp_path):
    file = tmp_path / "whole.toml"
    file.write_text('id = "x"\ntitle = "x"\njurisdiction = "x"\nyear = 2025\n', "utf-8")
    with pytest.raises(PolicyError, match="没有写明 weights") as caught:
        load(file)
    assert "reverse is left open" in caught.value.en


@pytest.mark.parametrize("name", ["nope", "", 5, None])
def test_an_unknown_policy_lists_the_known(name):
    with pytest.raises(PolicyError, match="mof-2020-10"):
        load(name)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(PolicyError, match="读不到"):
        load(tmp_path / "none.toml")
    bad = tmp_path / "bad.toml"
    bad.write_bytes("标题".encode("gb18030"))
    with pytest.raises(PolicyError, match="UTF-8"):
        load(bad)
    bad.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(PolicyError, match="超过"):
        load(str(bad))


def test_grades_are_closed_below_and_leave_no_gap():
    policy = load()
    asked = {"100": "优", "90.00": "优", "89.99": "良", "80": "良", "79.99": "中", "60": "中", "59.99": "差", "0": "差"}
    assert {total: policy.grade(type(policy.weights.execution)(total)) for total in asked} == asked
    assert policy.next_grade(policy.grades.bands[0].at) is None
    assert policy.next_grade(policy.grades.bands[1].at) == "优"


def cited(score):
    """The keys of the sentences of a score's derivation."""
    return {note.key for part in score.criteria for note in part.notes}


CHOICES = [
    ('[forward]\nmethod = "binary"', "≥10家", "9家", "0", "forward-binary"),
    ('[forward]\nmethod = "steps"\nsteps = [{ from = 0.8, earns = 0.5 }, { from = 0, earns = 0 }]', "≥10家", "9家", "50", "forward-step"),
    ('[reverse]\nformula = "binary"', "≤10家", "11家", "0", "reverse-binary"),
    ("[over]\ntiers = [{ from = 2, earns = 0.8 }, { from = 1.5, earns = 0.9 }]", "≥10家", "15家", "90", "over-tier"),
    ("[over]\ntiers = [{ from = 2, earns = 0.8 }, { from = 1.5, earns = 0.9 }]", "≥10家", "30家", "80", "over-tier"),
    ("[over]\ntiers = [{ from = 2, earns = 0.8 }, { from = 1.5, earns = 0.9 }]", "≥10家", "14家", "100", "full-over"),
    ('[equals]\nexceeded = "exact"', "=10家", "12家", "83.33", "means-exact"),
    ('[bare]\ntakes = "exact"', "10家", "12家", "83.33", "means-exact"),
    ('[reached]\ntakes = "exact"', "达到10家", "12家", "83.33", "means-reached-exact"),
    ('[reached]\ntakes = "exact"', "提高到10家", "12家", "83.33", "means-reached-exact"),
    ("[about]\ntolerance = 0.2", "约10家", "12家", "100", "means-about"),
    ('[range]\nmissed = "zero"', "8家～10家", "11家", "0", "range-zero"),
    ('[range]\nmissed = "zero"\n[bare]\ntakes = "exact"', "10家", "9家", "90", "rate-forward"),
    ('[negative]\ncount = "cannot_judge"', "≥10家", "-1家", None, "cannot"),
    ('[change]\nunsigned = "cannot_judge"', "增长5%", "6%", None, "cannot"),
    ('[deadline]\nmethod = "per_lag"\nunit = "day"\ndeduct = 0.1', "2023年6月30日前", "2023-07-03", "70", "late-by"),
    ('[deadline]\nmethod = "per_lag"\nunit = "month"\ndeduct = 0.3', "2023年6月30日前", "2023-07-31", "70", "late-by"),
    ('[deadline]\nmethod = "per_lag"\nunit = "month"\ndeduct = 0.3', "2023年6月10日前", "2023-07-11", "40", "late-by"),
    ('[deadline]\nmethod = "per_lag"\nunit = "month"\ndeduct = 0.3', "2023年6月10日前", "2023-12-11", "0", "late-by"),
    ('[deadline]\nmethod = "late_share"\nlate = 0.5', "2023年6月10日前", "2023-12-11", "50", "late-share"),
    ('[deadline]\nmethod = "late_share"\nlate = 0.5', "2023年6月10日前", "2023-06-10", "100", "on-time"),
    ('[forward]\nmethod = "floor_ratio"\nfloor = 0.7', "≥10家", "7家", "70", "forward-ratio"),
    ('[forward]\nmethod = "floor_ratio"\nfloor = 0.7', "≥100家", "69家", "0", "forward-below-floor"),
    ("[over]\ntiers = [{ above = 1.3, earns = 0 }]", "≥10家", "13家", "100", "full-over"),
    ("[over]\ntiers = [{ above = 1.3, earns = 0 }]", "≥100家", "131家", "0", "over-tier"),
    ('[rank]\nformula = "linear"', "前10名", "第12名", "80", "reverse-linear"),
    ('[several]\ncombine = "worst"', "1. ≥10家；2. ≥5场", "1. 9家；2. 4场", "80", "rate-forward"),
    ("[counting]\nwords_match = true", "≥10家", "12个", "100", "actual-matched"),
    ("[rounding]\nindicator = 0", "≥3家", "2家", "67", "forward-ratio"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "target", "actual", "points", "key"), CHOICES)
def test_every_choice_can_be_made_otherwise(text, target, actual, points, key, tmp_path):
    score = evaluate(target, actual, policy=own(tmp_path, text))
    assert key in cited(score), score.explain()
    assert score.explain("en")
    assert not score.is_settled if points is None else str(score.points.normalize().__format__("f")) == points


def test_a_late_month_leaves_the_days_open(tmp_path):
    policy = own(tmp_path, '[deadline]\nmethod = "per_lag"\nunit = "day"\ndeduct = 0.01')
    score = evaluate("2023年6月30日前", "2023年7月", policy=policy)
    assert [str(end) for end in score.interval] == ["69.00", "99.00"]


FROM_BASE = [
    ("≤15%", "18%", "20%", "40", "rate-from-base"),
    ("≤15%", "15%", "20%", "100", "full"),
    ("≤15%", "22%", "20%", "0", "rate-from-base"),
    ("≥85%", "82%", "80%", "40", "rate-from-base"),
    ("≥85%", "80%", "80%", "0", "rate-from-base"),
    ("≥85%", "68%", "90%", "80", "rate-forward"),
    ("≥100家", "90家", "0.08千家", "50", "rate-from-base"),
    ("≥100家", "90家", "去年较少", "90", "rate-forward"),
    ("≥100家", "90家", "5%", "90", "rate-forward"),
    ("80%～90%", "72%", "70%", "90", "rate-forward"),
]


@pytest.mark.parametrize(("target", "actual", "base", "points", "key"), FROM_BASE)
def test_completion_may_be_measured_from_the_base(target, actual, base, points, key, tmp_path):
    file = own(tmp_path, '[base]\nmeasured = "from_base"\n')
    score = evaluate(target, actual, base=base, policy=file)
    assert key in cited(score), score.explain()
    assert score.points == Decimal(points)


def test_completion_from_the_base_is_explained_with_its_numbers(tmp_path):
    file = own(tmp_path, '[base]\nmeasured = "from_base"\n')
    score = evaluate("≥85%", "82%", base="80%", policy=file)
    assert evaluate("≥85%", Actual(value="82%"), base="80%", policy=file).to_dict() == score.to_dict()
    assert "(82 − 80) ÷ (85 − 80) = 40%" in score.explain("en")
    assert "Policy: 自定 (own)" in score.explain("en")


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_policy_measures_from_the_base(name):
    assert load(name).base.measured == "from_zero"
    assert evaluate("≤15%", "18%", base="20%", policy=name).points == evaluate("≤15%", "18%", policy=name).points


def test_the_budget_year_picks_the_rule():
    policy = load("sichuan-2025")
    for year, grade in ((2020, "中"), (2024, "中"), (2025, "差"), (2030, "差"), (None, "差"), (10**6, "差")):
        assert policy.at(year).grade(Decimal("69.99")) == grade
    assert policy.basis("grades") == ("川财绩〔2025〕5号（2025-03-17 起）", Evidence.SECONDARY)
    assert policy.at(2024).basis("grades") == ("按财预〔2020〕10号推定", Evidence.UNVERIFIED)
    assert (policy.over.explain, policy.at(2024).over.explain) == (Fraction(13, 10), "never")
    assert [(item["until"], sorted(item)) for item in policy.to_dict()["changes"]] == [
        ("2025-03-17", ["grades", "over", "reason", "until"])
    ]
    assert "changes" not in load().to_dict()
    assert pickle.loads(pickle.dumps(policy)).at(2024) == policy.at(2024)


AMENDED = """[forward]
method = "ratio"
[[forward.amended]]
since = 2021-08-18
method = "floor_linear"
floor = 0.6
source = { article = "第四条" }
[[forward.amended]]
since = 2023-01-01
floor = 0.7
source = "某财〔2022〕9号"
"""


def test_a_rule_may_change_more_than_once_and_the_derivation_names_article_and_day(tmp_path):
    file = own(tmp_path, AMENDED)
    earned = {year: str(evaluate("≥100家", "80家", policy=file, year=year).points) for year in (2020, 2021, 2022, 2023)}
    assert earned == {2020: "80.00", 2021: "50.00", 2022: "50.00", 2023: "33.33"}
    assert "〔自定第四条（2021-08-18 起）；未经核实〕" in evaluate("≥100家", "80家", policy=file, year=2021).explain()
    assert "〔某财〔2022〕9号（2023-01-01 起）；未经核实〕" in evaluate("≥100家", "80家", policy=file).explain()


def test_a_rule_that_a_file_sets_itself_has_no_history_of_another(tmp_path):
    own(tmp_path, AMENDED, "below.toml")
    changed = load(own(tmp_path, 'extends = "below.toml"\n[forward]\nmethod = "binary"\n', "one.toml"))
    assert (changed.changes, changed.forward.method) == ((), "binary")
    known = load(own(tmp_path, 'extends = "below.toml"\n[forward]\nsource = "某书"\n', "two.toml"))
    assert known.at(2020).basis("forward")[0] == "某书"
    assert known.basis("forward")[0] == "某财〔2022〕9号（2023-01-01 起）"
    longer = load(own(tmp_path, 'extends = "below.toml"\n[[forward.amended]]\nsince = 2025-01-01\nfloor = 0.8\n', "three.toml"))
    assert [(str(day), rules.forward.floor) for day, rules in longer.changes] == [
        ("2021-08-18", None), ("2023-01-01", Fraction(3, 5)), ("2025-01-01", Fraction(7, 10)),
    ]  # fmt: skip


def test_what_confirmed_asks_for():
    for name in SHIPPED:
        for rule, table in load(name).rules().items():
            confirmed = table.evidence is Evidence.CONFIRMED
            assert not confirmed or (table.source.quotation and table.source.checked_on and table.source.confirmed_by), (name, rule)


def test_only_the_weights_are_known_of_a_policy_that_one_form_shows():
    for name in ("baoshan-2022", "yinchuan-2021"):
        assert [rule for rule, table in load(name).rules().items() if table.evidence is Evidence.CONFIRMED] == ["weights"]


def test_an_optional_grade_and_a_changed_budget_are_said():
    assert load("hubei-2020").grades.optional
    given = Actual(initial=Decimal(100), budget=Decimal(120), executed=Decimal(120))
    assert score_execution(given, Funding(), load("sichuan-2023")).reason_required
    assert not score_execution(given, Funding(), load()).reason_required
    same = Actual(initial=Decimal(120), budget=Decimal(120), executed=Decimal(120))
    assert not score_execution(same, Funding(), load("sichuan-2023")).reason_required
    assert not score_execution(Actual(budget=Decimal(5), executed=Decimal(5)), Funding(), load("sichuan-2023")).reason_required


def test_cases_are_handed_down_where_their_rules_are_not_changed(tmp_path):
    case = '[[case]]\nrule = "{}"\ntarget = "{}"\nactual = "5家"\npoints = {}\n'
    own(tmp_path, 'extends = "mof-2020-10"\n' + case.format("forward", "≥10家", 50) + case.format("reverse", "≤4家", 80), "below.toml")
    below = load(tmp_path / "below.toml")
    policy = load(own(tmp_path, 'extends = "below.toml"\n[forward]\nmethod = "binary"\n' + case.format("forward", "≥10家", 0)))
    kept = [one for one in below.cases if one.rule != ("forward",)]
    assert [(one.rule, one.target) for one in below.cases[-2:]] == [(("forward",), "≥10家"), (("reverse",), "≤4家")]
    assert [(one.rule, one.points) for one in policy.cases[-2:]] == [(("reverse",), "80"), (("forward",), "0")]
    assert len(policy.cases) <= len(kept) + 1
