import tomllib
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import measures
from perfrules.intervals import Direction
from perfrules.measures import Extension, tendency

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "measures.toml").read_text("utf-8"))
WORDS = {kind: text.split() for kind, text in tomllib.loads((files("perfrules.measures") / "directions.toml").read_text("utf-8")).items()}
ALL = [(kind, name) for kind, names in CASES.items() for name in names]


@pytest.mark.parametrize(("kind", "name"), ALL, ids=[name for _, name in ALL])
def test_a_name(kind, name):
    said = tendency(name)
    assert said.doubtful is (kind == "doubtful")
    assert said.better is {"up": Direction.ASCENDING, "down": Direction.DESCENDING}.get(kind)


def test_a_word_stands_in_one_class():
    deciding = ("up", "gain", "work", "down", "cost", "time", "days", "lowering", "raising", "doubtful", "occurring")
    for one, other in combinations(deciding, 2):
        assert not set(WORDS[one]) & set(WORDS[other]), (one, other)


plain_down = st.sampled_from(["投诉", "差错", "死亡", "故障", "能耗", "损耗", "延误", "污染"])
plain_up = st.sampled_from(["满意", "合格", "覆盖", "到位", "达标", "完成", "知晓"])


@given(plain_down, st.sampled_from(["处理率", "办结率", "整改率", "查处率", "下降率", "减少率", "化解率", "处置及时率"]))
def test_what_is_done_about_a_bad_thing_is_good(word, done):
    assert tendency(word).better is tendency(f"{word}率").better is Direction.DESCENDING
    assert tendency(word + done).better is Direction.ASCENDING


@given(plain_up, st.sampled_from(["率", "数", "人数", "情况", "比例", "率（%）", "率达到目标值。", " 率 "]))
def test_what_is_said_behind_a_measure_word_changes_nothing_and_a_no_before_it_turns_it_round(word, tail):
    assert tendency(word + tail).better is Direction.ASCENDING
    assert tendency(f"不{word}{tail}").better is Direction.DESCENDING


@given(plain_down, plain_up, st.sampled_from(["增长率", "提高幅度", "增幅"]), st.sampled_from(["下降率", "降低幅度", "降幅"]))
def test_a_rise_keeps_the_direction_and_a_fall_turns_it(bad, good, rise, fall):
    assert tendency(bad + rise).better is tendency(f"{good}率{fall}").better is Direction.DESCENDING
    assert tendency(good + rise).better is tendency(f"{bad}率{fall}").better is Direction.ASCENDING


@given(st.sampled_from(["办理", "审批", "响应", "等候", "应急处置"]), st.sampled_from(["时间", "时限", "时长", "周期"]))
def test_a_time_to_respond_is_better_short_and_one_that_is_provided_long(act, time):
    assert tendency(act + time).better is Direction.DESCENDING
    assert tendency(f"缩短{act}{time}").better is Direction.ASCENDING
    assert tendency(f"场馆开放{time}").better is tendency(f"平均无故障{time}").better is Direction.ASCENDING


def test_a_policy_adds_words_and_its_words_count_before_the_table():
    assert tendency("周转指数").better is None
    assert tendency("周转指数", Extension(down=("周转",))).better is Direction.DESCENDING
    assert tendency("投诉率", Extension(up=("投诉",))).better is Direction.ASCENDING
    assert tendency("满意度", Extension(doubtful=("满意",))).doubtful


@given(st.text(max_size=40))
def test_any_text_is_told_something_and_always_the_same(text):
    assert tendency(text) == tendency(text)


def test_what_the_package_does_not_hand_on():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        measures.nothing  # noqa: B018  # the access is the test
