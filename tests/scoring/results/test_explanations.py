import json
import pickle
import re
import tomllib
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from tests.sample_scores import department_score

from perfrules import Actual, PerfrulesError, comparators, evaluate
from perfrules.comparators import About, AtLeast, AtMost, Between, Change, Deadline, Exactly, LessThan, MoreThan, Qualitative, Rank, Trend
from perfrules.errors import PolicyError, ValueRangeError
from perfrules.findings import emitted_rules
from perfrules.model import Funding
from perfrules.quantities import Quantity
from perfrules.scoring.actuals.reading import read_actual
from perfrules.scoring.actuals.values import Listed
from perfrules.scoring.execution import score_execution
from perfrules.scoring.judging.criteria import judge
from perfrules.scoring.judging.meanings import meaning
from perfrules.scoring.judging.presumptions import Where
from perfrules.scoring.judging.verdicts import Circumstances
from perfrules.scoring.policies import load
from perfrules.scoring.results.explanations import Evidence, Note, Step, display, percent, phrase, step
from perfrules.text import Span
from perfrules.wording import Criterion, OperatorKind, Target

SOURCES = Path(str(files("perfrules.scoring")))
PHRASES = tomllib.loads((SOURCES / "results" / "phrases.toml").read_text("utf-8"))
FIVE = Quantity(5, "家")
EVERY = [AtLeast(FIVE), MoreThan(FIVE), AtMost(FIVE), LessThan(FIVE), Exactly(FIVE), About(FIVE), Between(FIVE, FIVE),
         Change(Trend.INCREASE, AtLeast(Quantity(5, "%"))), Deadline("<=", "2023-12-31"), Rank("<=", 10), Qualitative("进一步提高")]  # fmt: skip


def test_an_explanation_leads_from_the_words_to_the_points():
    assert evaluate("50家", "40家", name="企业数", weight=20).explain().splitlines() == [
        "企业数：16 / 20 分，未达到",
        "  评分办法：项目支出绩效自评（财预〔2020〕10号）（mof-2020-10）",
        "  指标值“50家”：未达到",
        "    原文：“50家”",
        "    读作：=50家（没有比较词）",
        "    没有比较词，按“至少 50家”理解〔本程序的约定〕",
        "    实际完成值：40家",
        "    完成率＝40÷50＝80%〔财预〔2020〕10号；未经核实〕",
        "    未达到，按完成率 80% 计〔财预〔2020〕10号；未经核实〕",
        "  20 分 × 80%，四舍五入到 2 位小数，得 16 分〔本程序的约定〕",
        "  AC001 “企业数”须填偏差原因及改进措施，现没有。",
        "  要得“满分”（20 分）还差 4 分，须有更好的实际完成值",
        "    “50家”",
        "      实际完成值满足 ≥50家 即得满分，相差 10家",
    ]


@pytest.mark.parametrize(
    ("target", "name", "category", "reason"),
    [
        ("0起", "", None, "means-zero"),
        ("=0起", "安全事故数", "output", "means-zero"),
        ("5起", "安全事故数", "output", "means-less-is-better"),
        ("5起", "", None, "means-at-least"),
        ("=5起", "", None, "means-equals"),
        ("5起", "", "cost", "means-at-most"),
        ("达到5起", "", None, "means-reached"),
    ],
)
def test_the_reason_why_a_number_goes_the_way_it_is_taken(target, name, category, reason):
    notes = evaluate(target, "5起", name=name, category=category).criteria[0].notes
    assert [note.key for note in notes if note.key.startswith("means-")] == [reason]


@pytest.mark.parametrize("comparator", EVERY, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("actual", ["5家", "3家", "12%", "2024-01-05", "第12名", "达成", "≥7家", None, "不适用", "NaN", "好"])
def test_every_kind_of_comparator_is_judged_and_explained(comparator, actual):
    criterion = Criterion(comparator, str(comparator), Span(0, len(str(comparator))))
    value = read_actual(actual)
    assert not isinstance(value, Listed)
    score = judge(criterion, (value,), actual, Circumstances(load()))
    assert 0 <= score.share.low <= score.share.high <= 1
    target = Target(criterion.text, (criterion,))
    for lang in ("zh", "en"):
        assert evaluate(target, actual, year=2023).explain(lang)


def test_no_kind_is_left_out():
    assert {type(one) for one in EVERY} == set(get_args(comparators.Comparator))


def test_every_sentence_that_is_used_is_written_in_both_languages_and_none_is_idle():
    code = "\n".join(path.read_text("utf-8") for path in [*SOURCES.rglob("*.py"), SOURCES.parent / "rollup.py"])
    used = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', code))
    assert set(PHRASES) <= used
    for key, sentence in PHRASES.items():
        assert set(re.findall(r"\{(\w+)\}", sentence["zh"])) == set(re.findall(r"\{(\w+)\}", sentence["en"])), key


def test_every_code_that_is_used_is_in_the_catalogue_and_none_is_idle():
    code = "\n".join(path.read_text("utf-8") for path in [*SOURCES.rglob("*.py"), SOURCES.parent / "rollup.py"])
    assert set(re.findall(r'"((?:AC|SC)\d{3})"', code)) == {code for code in emitted_rules() if code.startswith(("AC", "SC"))}


def test_the_tree_is_text_dict_and_html():
    tree = evaluate("≥50家", "<b>35</b>家", name="<i>").explanation
    assert json.loads(json.dumps(tree.to_dict()))["kind"] == "indicator"
    page = tree.to_html()
    assert "<b>" not in page
    assert "&lt;i&gt;" in page
    assert page.count("<ul") == page.count("</ul>")
    assert evaluate("≥50家", 5)._repr_html_().startswith('<ul class="explanation">')


def test_a_step_says_how_well_its_rule_is_known():
    told = {evidence: Step("x", ("甲", "a"), source="某文", evidence=evidence) for evidence in Evidence}
    assert [one.line() for one in told.values()] == [
        "甲〔某文；已核实〕",
        "甲〔某文；据第三方摘要〕",
        "甲〔某文；未经核实〕",
        "甲〔本程序的约定〕",
    ]
    assert [one.line("en") for one in told.values()] == [
        "a [某文; confirmed]",
        "a [某文; from a third party's digest]",
        "a [某文; not verified]",
        "a [our own choice]",
    ]
    assert [one.verified for one in told.values()] == [True, False, False, False]
    assert Step("x", ("甲", "a")).verified is None


def test_values_are_escaped():
    assert "\u202e" not in step(Note("written", {"text": "\u202e5"})).text()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 3), "1/3≈0.3333"),
        (Fraction(1, 10**9 + 7), "≈0"),
        (Decimal("5.00"), "5"),
        (("是", "yes"), "是"),
        (7, "7"),
    ],
)
def test_how_numbers_are_shown(value, shown):
    assert display(value) == shown


def test_percentages_round_half_up():
    assert percent(Fraction(2, 3)) == "66.67%"
    assert percent(Fraction(1, 8), 0) == "13%"


def test_what_full_marks_need():
    need = evaluate("50家", "30家").needed_for()
    assert (need.short, need.reached, need.reachable) == (20 * 2, False, False)
    assert "≥50家" in need.explain()
    assert "20家 away" in need.explain("en")
    assert evaluate("50家", None).needed_for().reachable
    assert evaluate("50家", 50).needed_for().reached
    assert [evaluate("50家", 50).needed_for().explain(lang) for lang in ("zh", "en")] == [
        "已达到“满分”（100 分）", "“full marks” (100 points): reached",
    ]  # fmt: skip
    assert evaluate("80%～90%", "95%").needed_for().explain().endswith("相差 5个百分点")
    assert need.to_dict() == {"goal": "满分", "edge": "100", "short": "40", "reached": False, "reachable": False, "sources": []}


@pytest.mark.parametrize(
    ("target", "actual", "asked", "says"),
    [
        ("是", "否", {}, "答复“是”即得满分"),
        ("进一步提高", "部分达成", {}, "达成并写明 100% 即得满分，如“达成（100%）”"),
        ("2023年12月31日前", "2024-02-03", {}, "不晚于 2023-12-31 完成即得满分"),
        ("9月前", "10月", {"year": 2023}, "不晚于 2023-08-31 完成即得满分"),
        ("9月前", "10月", {}, "不晚于 8月31日 完成即得满分"),
        ("前10名", "12", {}, "实际完成值满足 前10名 即得满分"),
        ("增长5%", "增长2%", {}, "增长幅度满足 ≥5% 即得满分"),
        ("≥85%", "85%", {"category": "满意度", "policy": "mof-2021-101"}, "实际完成值满足 ≥90% 即得满分"),
        ("≤3‰", "4‰", {}, "实际完成值满足 ≤3‰ 即得满分，相差 1个千分点"),
    ],
)
def test_what_would_do_is_said_by_the_kind_of_target(target, actual, asked, says):
    assert evaluate(target, actual, **asked).explain().splitlines()[-1].strip() == says


def test_what_would_do_under_tiers_and_scales_of_ones_own(tmp_path):
    head = 'extends = "mof-2021-101"\nid = "own"\ntitle = "自定"\njurisdiction = "某省"\nyear = 2025\n'
    file = tmp_path / "own.toml"
    file.write_text(head + "[over]\ntiers = [{ from = 2, earns = 0.5 }, { from = 1.5, earns = 0.8 }]\n", "utf-8")
    assert evaluate("≥10家", "16家", policy=file).explain().endswith("实际完成值满足 10家～小于 15家 即得满分，相差 1家")
    scale = "[{ from = 0.5, earns = 0.9 }, { from = 0, earns = 0 }]"
    file.write_text(head + f'[satisfaction]\nmethod = "bands"\nwords = ["满意度"]\nbands = {scale}\n', "utf-8")
    score = evaluate("≥85%", "85%", name="满意度", policy=file)
    assert (score.points, score.needed_for().values) == (90, ())


def test_a_derivation_shows_what_was_written_and_says_nothing_twice():
    text = evaluate("进一步提高", "全部或基本达成预期指标").explain()
    assert "实际完成值：全部或基本达成预期指标" in text
    assert text.count("没有写明比例") == 1
    assert evaluate("=60项", "61项").explain().count("写的是“等于”") == 1
    assert evaluate("≥50家", "").explain().count("不能判断") == 1
    assert evaluate("≥50家", "").explain("en").startswith("≥50家: 0 to 100 of 100 points, cannot judge")
    assert evaluate("≥50家", "").explain().startswith("≥50家：0～100 / 100 分，无法判断")
    assert score_execution(Actual(), Funding(), load()).explain().count("没有全年预算数") == 1
    assert "实际完成值：增长1%" in evaluate("下降5%", "增长1%").explain()
    assert "完成率＝-1÷5，小于 0，按 0 计" in evaluate("下降5%", "增长1%").explain()


def test_a_score_is_shown_in_a_line():
    assert repr(evaluate("≥50家", "38家")) == "IndicatorScore('≥50家', '38家', 76 / 100, unmet)"
    assert repr(evaluate("≥50家", None, name="企业数")) == "IndicatorScore('企业数', 0～100 / 100, cannot_judge)"
    department = department_score()
    project = department.projects[0]
    assert repr(project.execution) == "ExecutionScore('P01X', '预算执行', 10 / 10, met)"
    assert repr(project) == "ProjectScore('P01', 'TCL华星光电T9项目', 45～85 / 100, 待定)"
    assert repr(department) == "DepartmentScore('广州市科学技术局（本级）', 42.5～91.25 / 100, 待定)"
    assert repr(department.rules) == "Policy('mof-2020-10')"


def test_scores_go_to_json_and_to_other_processes():
    score = evaluate("1. ≥3家；2. 进一步提高", "1. 2家；2. 达成", name="数", category="产出", weight="10")
    assert json.loads(json.dumps(score.to_dict()))["interval"] == ["7.33", "8.33"]
    assert pickle.loads(pickle.dumps(score)).explain() == score.explain()
    assert (score.policy, score.open, score.lost, score.is_settled) == ("mof-2020-10", 1, Decimal("1.67"), False)
    assert score.category == "output"


def test_misuse_is_one_clear_sentence():
    with pytest.raises(ValueRangeError, match="分值不能为负"):
        evaluate("≥5", 5, weight=-1)
    with pytest.raises(ValueRangeError, match="没有“产量”这一类指标"):
        evaluate("≥5", 5, category="产量")
    with pytest.raises(PolicyError):
        evaluate("≥5", 5, policy="nope")
    with pytest.raises(PerfrulesError):
        evaluate(5, 5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actual", "reason", "missing"), [("3家", None, True), ("3家", " ", True), ("3家", "招标推迟", False), ("5家", None, False)]
)
def test_a_deviation_reason_is_asked_for(actual, reason, missing):
    score = evaluate("≥5家", Actual(value=actual, deviation_reason=reason))
    assert score.reason_missing is missing
    assert ("AC001" in [item.code for item in score.findings]) is missing


@pytest.mark.parametrize(
    ("target", "zh", "en"),
    [
        (">50家", "“>”不含本数", "“>” excludes its bound"),
        ("超过50家", "“超过”不含本数", "“超过” excludes its bound"),
        ("＜3%", "“＜”不含本数", "“＜” excludes its bound"),
    ],
)
def test_a_strict_sign_is_shown_as_it_is_written(target: str, zh: str, en: str):
    scored = evaluate(target, "2")
    assert zh in scored.explain()
    assert en in scored.explain("en")
    assert zh.replace("不含本数", "按含本数理解") in evaluate(target, "2", policy="vendor-generic").explain()


def test_the_ends_of_a_range_that_are_left_out():
    comparator = Between(Quantity(3), Quantity(5), low_closed=False)
    _, (note,) = meaning(comparator, "", OperatorKind.NONE, Where(), load("mof-2020-10"))
    assert phrase(note.key, "zh", note.values) == "区间的端点不含本数"


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (Fraction(19, 25), "按完成率 76% 计", "the ratio 76% is"),
        (Fraction(40, 41), "按完成率 约 97.561% 计", "the ratio about 97.561% is"),
        (Fraction(1), "按完成率 100% 计", "the ratio 100% is"),
    ],
)
def test_a_share_is_told_in_per_cent_and_said_to_be_rounded_where_it_is(share, zh, en):
    told = step(Note("forward-ratio", {"rate": share}))
    assert zh in told.zh
    assert en in told.en


def test_an_equation_tells_equal_from_nearly_equal():
    for share, zh, en in ((Fraction(4, 5), "10＝80%", " 10 = 80%"), (Fraction(2, 3), "10≈66.6667%", " 10 ≈ 66.6667%")):
        told = step(Note("reverse-ratio", {"bound": Decimal(8), "value": Decimal(10), "rate": share}))
        assert (told.zh.rpartition("÷")[2], told.en.rpartition("÷")[2]) == (zh, en)


def test_a_term_of_an_equation_is_exact_where_that_is_short():
    def said(bound: Fraction) -> str:
        return step(Note("reverse-ratio", {"bound": bound, "value": Decimal(10), "rate": Fraction(1, 2)})).zh

    assert "：(200/3)÷10" in said(Fraction(200, 3))
    assert "：2.5÷10" in said(Fraction(5, 2))
    assert "：0.3333÷10" in said(Fraction(1, 3) + Fraction(1, 10**12))
