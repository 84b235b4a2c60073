"""A yardstick gives every score that the long way gives, field by field; and what it cannot tell it leaves to that way."""

import copy
import pickle
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules
from perfrules import Actual, Vocabulary, evaluate, parse
from perfrules.scoring import indicators
from perfrules.scoring.indicators import category_of, long_way
from perfrules.scoring.judging.verdicts import Circumstances
from perfrules.scoring.policies import load
from perfrules.scoring.policies.loading import shipped
from perfrules.scoring.results.parts import IndicatorScore
from perfrules.scoring.yardsticks import yardstick
from perfrules.units import standard as units

OPERATORS = ["≥{}", "不少于{}", ">{}", "≤{}", "不超过{}", "<{}", "={}", "{}", "约{}", "达到{}", "{}以上", "力争{}", "各{}"]
NUMBERS = ["0", "1", "50", "3.5", "95"]
SIZES = ["", "家", "%", "万元", "元", "‰", "亩", "3万册", "天", "个百分点", "倍", "℃"]
NAMES = [None, "企业数", "投诉率", "合格率", "满意度", "平均人数", "超支率", "三公经费变动率"]
CATEGORIES = [None, "成本指标", "满意度指标", "产出指标"]
WEIGHTS = [Decimal(100), Decimal(0), Decimal("33.335"), Decimal("12.5"), Decimal(7)]
ACTUALS = [
    "0",
    "1",
    "2",
    "47",
    "50",
    "50.0",
    "53.75",
    "96",
    "101",
    "200",
    "3000",
    "28600",
    "0.5",
    "0.95",
    "-3",
    "007",
    "1,200",
    "12 家",
    48,
    3.5,
]
ACTUALS += [0.97, Decimal("49.99"), Decimal("5E+1"), float("nan"), True, None, "达成", 10**12, "1.00001"]
SUFFIXES = ["家", "%", "元", "万元", "亩", "册", "天", "个百分点", "次"]


def due(target: str, actual: object, case: Circumstances, weight: Decimal) -> IndicatorScore:
    return long_way(parse(target, name=case.name or None), actual, case, weight)


def told(score: IndicatorScore) -> dict[str, str]:
    """Every field as it is written, the last to be told first."""
    return {field.name: repr(getattr(score, field.name)) for field in reversed(fields(score)) if field.repr}


def same(target: str, actual: object, case: Circumstances, weight: Decimal) -> bool:
    """Whether a yardstick tells the score; raises where it tells another than the long way."""
    found = yardstick(parse(target, name=case.name or None), case, weight, long_way)
    score = None if found is None else found.score(actual)
    if score is None:
        return False
    whole = due(target, actual, case, weight)
    assert told(score) == told(whole), (target, actual, case)
    assert score == whole
    assert [item.needed for item in score.criteria] == [item.needed for item in whole.criteria]
    return True


@pytest.mark.parametrize("policy", shipped())
def test_every_score_is_that_of_the_long_way(policy: str):
    case = Circumstances(load(policy))
    taken = 0
    for place, (operator, number, size) in enumerate(product(OPERATORS, NUMBERS, SIZES)):
        if (place + shipped().index(policy)) % 3:
            continue
        target = operator.format(size.replace("3", number) if size[:1] == "3" else f"{number}{size}")
        suffixes = ("", SUFFIXES[place % len(SUFFIXES)], size.lstrip("3"))
        for actual in ACTUALS[place % 17 :: 17]:
            for suffix in suffixes if isinstance(actual, str) else ("",):
                given = f"{actual}{suffix}" if isinstance(actual, str) else actual
                taken += same(target, given, case, WEIGHTS[place % len(WEIGHTS)])
    assert taken > 150


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_whatever_it_measures_and_wherever_it_is_filed(name: str | None, category: str | None):
    taken = 0
    for policy, year, counting in (("mof-2020-10", None, False), ("mof-2021-101", 2024, True), ("sichuan-2025", 2024, False)):
        case = Circumstances(load(policy).at(year), name or "", category_of(category), year=year, counting=counting)
        for place, (operator, size) in enumerate(product(OPERATORS, SIZES)):
            target = operator.format(size if size[:1] == "3" else f"90{size}")
            for actual in ACTUALS[place % 29 :: 29]:
                taken += same(target, actual, case, Decimal(10))
                taken += same(target, f"{actual}{size}", case, Decimal(10))
    assert taken > 10


@given(
    st.sampled_from(OPERATORS),
    st.decimals(min_value=0, max_value=10**6, places=3),
    st.sampled_from(SIZES),
    st.decimals(min_value=0, max_value=10**7, places=4),
    st.sampled_from(["", *SIZES]),
    st.sampled_from(WEIGHTS),
    st.sampled_from(shipped()),
)
def test_any_number_against_any_number(
    operator: str, number: Decimal, size: str, actual: Decimal, suffix: str, weight: Decimal, policy: str
):
    target = operator.format(f"{number.normalize():f}{size.lstrip('3')}")
    same(target, f"{actual.normalize():f}{suffix.lstrip('3')}", Circumstances(load(policy)), weight)


@given(st.sampled_from(sorted(units().words())), st.integers(min_value=0, max_value=10**9 - 1), st.sampled_from(["", ".5", ".1201"]))
def test_any_number_before_any_unit(unit: str, number: int, decimals: str):
    same(f"≥50{unit}", f"{number}{decimals}{unit}", Circumstances(load()), Decimal(100))


@pytest.mark.parametrize("target", ["≥50家", "不少于50家", "≤3%", "=20台", "约5人", "≥3万册", "80%～90%"])
def test_what_most_targets_look_like_has_a_yardstick(target: str):
    assert yardstick(parse(target), Circumstances(load()), Decimal(100), long_way) is not None


@pytest.mark.parametrize(
    "target", ["", "进一步提高", "≥5家；≥3场", "力争50家", "各50家", "2/3以上", "≥-3℃", "增长5%", "第1名", "2023年底前"]
)
def test_what_hangs_on_more_than_its_number_has_none(target: str):
    assert yardstick(parse(target), Circumstances(load()), Decimal(100), long_way) is None


def test_a_score_tells_late_what_it_was_not_made_with_and_then_keeps_it():
    score, whole = evaluate("不少于50家", "48家"), due("不少于50家", "48家", Circumstances(load()), Decimal(100))
    assert not hasattr(score, "nothing")
    assert score.attainment == Fraction(24, 25)
    assert score.name is None
    assert score.criteria is score.criteria
    assert score.explain() == whole.explain()
    assert score.to_dict() == whole.to_dict()


@pytest.mark.parametrize("field", [field.name for field in fields(IndicatorScore)])
def test_it_does_not_matter_what_is_asked_first(field: str):
    score, whole = evaluate("不少于50家", "48家"), due("不少于50家", "48家", Circumstances(load()), Decimal(100))
    assert getattr(score, field) == getattr(whole, field)
    assert score == whole


@pytest.mark.parametrize("actual", ["48家", "50家"])
def test_a_score_is_copied_and_pickled_whole(actual: str):
    score = evaluate("不少于50家", actual)
    for made in (copy.copy(score), copy.deepcopy(score), pickle.loads(pickle.dumps(score)), replace(score)):
        assert made == evaluate("不少于50家", actual)
        assert made.explain() == score.explain()
    assert hash(evaluate("不少于50家", actual)) == hash(score)


def test_nothing_is_known_of_a_score_that_was_never_made():
    empty = object.__new__(IndicatorScore)
    with pytest.raises(AttributeError, match="_late"):
        empty.points  # noqa: B018  # the access is the test


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(indicators, "_MOST_KEPT", 2)
    monkeypatch.setattr(indicators, "_KEPT", {})
    for number in range(5):
        evaluate(f"≥{number}篇", number)
    assert len(indicators._KEPT) <= 2


def test_a_question_is_not_mixed_up_with_another(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'id = "own"\ntitle = "甲"\nextends = "mof-2020-10"\n[reverse]\nformula = "binary"\nevidence = "ours"\nsource = "甲"\n', "utf-8"
    )
    assert evaluate("≤50家", "100家", policy=str(own)).points == 0
    own.write_text('id = "own"\ntitle = "甲"\nextends = "mof-2020-10"\n', "utf-8")
    assert evaluate("≤50家", "100家", policy=str(own)).points == 50
    assert evaluate("≤50家", "100家", policy=load(own)).points == 50
    assert evaluate("≤50家", "100家").points == 50
    assert evaluate("≤50家", "100家", weight="10").points == 5
    for wrong in ({"weight": True}, {"weight": 1.0}, {"year": True}, {"weight": Decimal("sNaN")}):
        evaluate("≤50家", "100家", weight=1, year=1)
        with pytest.raises(perfrules.PerfrulesError):
            evaluate("≤50家", "100家", **wrong)
    assert evaluate("≤50家", "100家", share=1).points == 50
    assert evaluate("≤50家", Actual(value="100家", deviation_reason="甲")).deviation_reason == "甲"
    with Vocabulary(units={"大家": ("家", 10)}, counting=["篇章"]).applied():
        assert evaluate("≤50家", "100家").points == 50


def test_a_label_that_begins_with_a_digit_leaves_numbers_with_units_to_the_long_way():
    policy = load()
    label = policy.labels.known[0].model_copy(update={"words": ("50家",)})
    own = policy.model_copy(update={"id": "own", "labels": policy.labels.model_copy(update={"added": (label,)})})
    own.labels.__dict__.pop("by_word", None)
    found = yardstick(parse("≥50家"), Circumstances(own), Decimal(100), long_way)
    assert found is not None
    assert found.score("50家") is None
    assert found.score("50") is not None


def test_a_weight_stays_as_it_is_written():
    for weight in ("10", "10.00", "10.0"):
        assert same("不少于50家", "60家", Circumstances(load()), Decimal(weight))


def test_a_target_that_is_gone_is_not_taken_for_another():
    seen = {evaluate(replace(parse("≥50家"), text=f"≥{number}"), "40家").target.text for number in range(200)}
    assert len(seen) == 200
