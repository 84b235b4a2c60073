import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import parse
from perfrules.testing import noted
from perfrules.units import standard
from perfrules.wording import languages
from perfrules.wording.characters import folding
from perfrules.wording.passes import slots

MACHINE = languages.standard().driver


def slot(name: str) -> slots.Slot | None:
    return slots.slot(name.translate(folding()), MACHINE.lexer.tokens, standard())


@pytest.mark.parametrize(
    ("name", "unit", "scale", "op"),
    [
        ("完成投资（亿元）", "元", 10**8, "="),
        ("满意度(%)", "%", 1, "="),
        ("改造面积(≥**平方米)", "平方米", 1, ">="),
        ("人数（不少于xx人）", "人", 1, ">="),
        ("面积 万亩", "亩", 10**4, "="),
        ("出席率%", "%", 1, "="),
        ("出席率 %", "%", 1, "="),
        ("补助（元/人*月）", "元/人·月", 1, "="),
        ("改造面积≥**平方米", "平方米", 1, ">="),
        ("黄金蜜(pú táo)补助(元)", "元", 1, "="),
        ("培训（一）（人）", "人", 1, "="),
        ("人均成本（元/人以内）", "元/人", 1, "<="),
    ],
)
def test_a_name_gives_a_unit(name: str, unit: str, scale: int, op: str):
    found = slot(name)
    assert found is not None
    assert (found.unit, found.scale, found.op) == (unit, scale, op)


@pytest.mark.parametrize(
    "name",
    ["培训（10分）", "培训（7月）", "培训（县内培训）", "时间 年", "人数", "", "培训（5%）", "增幅（/月）", "（）", "完成（人）情况"],
)
def test_a_name_gives_none(name: str):
    assert slot(name) is None


@pytest.mark.parametrize(
    ("wording", "name", "reading_"),
    [
        ("14", "面积(≥**平方米)", ">=14 平方米"),
        ("=14", "面积(≥**平方米)", "=14 平方米"),
        ("≤14", "面积(≥**平方米)", "<=14 平方米"),
        ("3-5", "投资（亿元）", "[300000000,500000000] 元"),
        ("3人", "投资（亿元）", "=3 人"),
        ("3/株", "补助（元/株）", "=3 元/株"),
        ("3/亩", "补助（元/株）", "=3 /亩"),
        ("提高", "投资（亿元）", "Q"),
        ("前3", "排名（名）", "#<=3"),
        ("≥3；≥5", "人数（人）；场次（场）", ">=3 人 | >=5 场"),
        ("≥3、≥5", "人数（人）、场次（含线上、线下）（场）", ">=3 人 | >=5 场"),
        ("≥3，≥5", "人数（人），场次（场）", ">=3 人 | >=5 场"),
        ("≥3；≥5", "人数（人）", ">=3 人 | >=5 人"),
    ],
)
def test_a_value_takes_what_the_name_gives(wording: str, name: str, reading_: str):
    assert noted(parse(wording, name=name)) == reading_


@pytest.mark.parametrize(("wording", "reading_"), [("平方公里 = 512", "=512 平方公里"), ("成=3", "=30 %"), ("平方公里绿地 = 512", "=512")])
def test_a_subject_that_is_nothing_but_a_unit_is_one(wording: str, reading_: str):
    assert noted(parse(wording)) == reading_


def test_what_was_written_includes_the_names_unit():
    (criterion,) = parse("≥2600", name="投资（亿元）").criteria
    assert criterion.written == ("2600", "亿元")
    assert criterion.operator == "≥"
    (criterion,) = parse("2600", name="面积（≥**亩）").criteria
    assert (criterion.operator, criterion.written) == ("≥", ("2600", "亩"))


@given(st.text(max_size=30))
def test_any_name_can_be_asked_for_its_unit(name: str):
    slot(name)
