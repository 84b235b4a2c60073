import tomllib
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import AtLeast, Quantity, parse
from perfrules.errors import UnitError, VocabularyError
from perfrules.resources import grammar_text
from perfrules.units import RELATIVE, SCALES, Unit, Units, factor, in_use, standard, using

PINT: Any = pint.UnitRegistry(non_int_type=Fraction, cache_folder=None)
"""Exact: pint with fractions instead of floats."""

TABLE = """
percent: %
permille: ‰
meter: 米 公尺 延米 延长米 m
kilometer: 千米 公里 km
decimeter: 分米 dm
centimeter: 厘米 cm
millimeter: 毫米 mm
inch: 英寸
micrometer: 微米
nanometer: 纳米
nautical_mile: 海里
meter**2: 平方米 平米 平方
kilometer**2: 平方公里 平方千米 km²
hectare: 公顷
centimeter**2: 平方厘米
millimeter**2: 平方毫米
meter**3: 立方米 方 立方
liter: 升 公升 L
milliliter: 毫升 mL ml
centimeter**3: 立方厘米
kilogram: 千克 公斤 kg
gram: 克 g
milligram: 毫克 mg
microgram: 微克 μg
tonne: 吨 公吨 t
second: 秒 秒钟 s
millisecond: 毫秒 ms
microsecond: 微秒
minute: 分钟 min
hour: 小时 钟头 h
day: 天 日 自然日 日历日 日历天 自然天
week: 周 星期
kilowatt_hour: 千瓦时 度 度电 kWh
megawatt_hour: 兆瓦时 MWh
gigawatt_hour: 吉瓦时
terawatt_hour: 太瓦时
joule: 焦耳
kilojoule: 千焦
kilowatt: 千瓦 kW
watt: 瓦
megawatt: 兆瓦 MW
gigawatt: 吉瓦 GW
kilovolt*ampere: 千伏安 kVA KVA
megavolt*ampere: 兆伏安 MVA
volt: 伏 V
kilovolt: 千伏 kV
byte: 字节
kibibyte: KB
mebibyte: MB
gibibyte: GB
tebibyte: TB
pebibyte: PB
exbibyte: EB
pascal: 帕 Pa
kilopascal: 千帕 kPa
megapascal: 兆帕 MPa
hertz: 赫兹 Hz
kilohertz: kHz
megahertz: MHz
gigahertz: GHz
megabit/second: Mbps 兆
gigabit/second: Gbps
kilobit/second: Kbps kbps
kelvin: 摄氏度 ℃ °C
"""
PHYSICAL = {name: theirs for theirs, _, names in (line.partition(": ") for line in TABLE.strip().splitlines()) for name in names.split()}
"""Our names and pint's; 摄氏度 by its size, for a target compares temperatures and never converts them."""

UNKNOWN_TO_PINT = {"亩", "里", "华里", "斤", "市斤", "担", "公担", "‱"}

NOT_PHYSICAL = {"point", "multiple", "money", "dollar", "coal", "month", "age", "sound"}


def dimensions() -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in standard().units.values():
        if not unit.counts:
            found.setdefault(unit.dimension, []).append(unit)
    return found


def test_every_physical_unit_is_held_against_pint_or_known_not_to_be_there():
    names = {unit.name for dimension, row in dimensions().items() if dimension not in NOT_PHYSICAL and not money(row) for unit in row}
    assert names == PHYSICAL.keys() | UNKNOWN_TO_PINT


def money(row: list[Unit]) -> bool:
    """A currency: what is counted in 元 and never converts into another one."""
    return any(unit.name[-1] in "元币" for unit in row)


@pytest.mark.parametrize("dimension", [name for name, row in dimensions().items() if {unit.name for unit in row} & PHYSICAL.keys()])
def test_every_factor_agrees_with_pint_exactly(dimension: str):
    names = [unit.name for unit in dimensions()[dimension] if unit.name in PHYSICAL]
    for one, other in product(names, names):
        ours = factor(one, other)
        theirs = PINT.Quantity(Fraction(1), PHYSICAL[one]).to(PHYSICAL[other]).magnitude
        assert ours == Fraction(theirs), (one, other)


def test_pint_keeps_the_dimensions_apart_that_we_keep_apart():
    kinds = {name: [unit.name for unit in row if unit.name in PHYSICAL] for name, row in dimensions().items()}
    kinds.pop("apparent-power", None)  # 千伏安 and 千瓦 have one physical dimension and are two things in a contract
    for (_, ours), (_, theirs) in combinations([(name, row) for name, row in kinds.items() if row], 2):
        assert not PINT.is_compatible_with(PINT.Unit(PHYSICAL[ours[0]]), PHYSICAL[theirs[0]]) or {"%", "字节", "Mbps"} & {
            ours[0],
            theirs[0],
        }
        assert factor(ours[0], theirs[0]) is None


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("亩", "平方米", Fraction(2000, 3)),
        ("公顷", "亩", Fraction(15)),
        ("平方公里", "亩", Fraction(1500)),
        ("里", "米", Fraction(500)),
        ("斤", "克", Fraction(500)),
        ("担", "斤", Fraction(100)),
        ("年", "月", Fraction(12)),
        ("季度", "月", Fraction(3)),
        ("吨标煤", "千克标准煤", Fraction(1000)),
        ("元", "角", Fraction(10)),
        ("%", "‰", Fraction(10)),
        ("百分点", "基点", Fraction(100)),
        ("元/亩", "元/公顷", Fraction(15)),
        ("元/人·月", "元/人·年", Fraction(12)),
        ("吨/天", "千克/小时", Fraction(1000, 24)),
        ("㎡", "平方米", Fraction(1)),
        (None, None, Fraction(1)),
        ("一种新东西", "一种新东西", Fraction(1)),
    ],
)
def test_a_factor(one: str | None, other: str | None, ratio: Fraction):
    assert factor(one, other) == ratio
    assert factor(other, one) == 1 / ratio


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人", "人次"),
        ("户", "人"),
        ("户", "户次"),
        ("人", "名"),
        ("工作日", "天"),
        ("工作日", "日"),
        ("工作日", "小时"),
        ("月", "天"),
        ("年", "天"),
        ("学时", "小时"),
        ("课时", "学时"),
        ("场", "场次"),
        ("个", "项"),
        ("%", "百分点"),
        ("%", "倍"),
        ("元", "美元"),
        ("吨", "吨标煤"),
        ("台", "台套"),
        ("元/人", "元/户"),
        ("元/人·月", "元/人"),
        ("元/人", "元"),
        ("次/月", "次/日"),
        ("家", None),
        (None, "%"),
        ("米", "平方米"),
        ("未知", "米"),
    ],
)
def test_what_never_converts(one: str | None, other: str | None):
    assert factor(one, other) is None
    assert factor(other, one) is None


def test_no_two_counting_words_convert():
    words = [unit for unit in standard().units.values() if unit.counts]
    assert len(words) > 100
    assert len({unit.dimension for unit in words}) == len(words)
    assert {unit.factor for unit in words} == {Fraction(1)}


def test_no_two_currencies_convert():
    currencies = ["元", "美元", "港元", "欧元", "日元", "澳元", "澳门元"]
    known = [name for name in currencies if standard().get(name) is not None]
    assert len(known) > 1
    for one, other in combinations(known, 2):
        assert factor(one, other) is None, (one, other)


units = st.sampled_from(sorted(standard().units))


@given(units, units, units)
def test_factors_agree_with_each_other(one: str, other: str, third: str):
    assert factor(one, one) == 1
    there, back, on, through = factor(one, other), factor(other, one), factor(other, third), factor(one, third)
    assert (there is None) is (back is None)
    if there is not None and back is not None:
        assert there * back == 1
        assert through == (there * on if on is not None else None)


def test_what_counts():
    assert [standard().counts(name) for name in ("家", None, "工作日", "米", "元/人", "未知")] == [True, True, True, False, False, False]


def test_the_nearest_unit_is_suggested():
    assert standard().suggestion("平方公理") == "平方公里"
    assert standard().suggestion("完全不同的") is None


@pytest.mark.parametrize("word", standard().words())
def test_every_spelling_is_read_as_its_unit(word: str):
    unit = standard().spelling.get(word, word)
    meant = Quantity(50, "%") if unit == "成" else Quantity(5, unit)
    assert [criterion.comparator for criterion in parse(f"≥5 {word}").criteria] == [AtLeast(meant)]


def test_longer_words_come_first():
    words = standard().words()
    assert [len(word) for word in words] == sorted((len(word) for word in words), reverse=True)


def test_relative_units_and_scales():
    assert all(standard().get(unit) is not None for unit in RELATIVE)
    assert {mark: str(Quantity(scale)) for mark, scale in SCALES.items()}["亿"] == "1亿"


def test_more_units_convert_only_where_they_are_in_use():
    more = standard().extended({"公引": ("米", "100"), "小引": ("公引", "1/10")}, ("方次",))
    with using(more):
        assert in_use() is more
        assert factor("小引", "公里") == Fraction(1, 100)
        assert Quantity(3, "公引") == Quantity(300, "米").to("公引")
        assert in_use().counts("方次")
    assert in_use() is standard()
    with pytest.raises(UnitError):
        Quantity(3, "公引").to("米")


def test_a_definition_by_an_unknown_unit():
    with pytest.raises(VocabularyError, match="未知单位“尺寸”"):
        standard().extended({"公引": ("尺寸", "1")})


def test_vocabularies_are_compared_as_themselves():
    same = standard()
    assert {same, standard()} == {same}
    assert Units(same.units, same.spelling, same.takes_ge) != same


def test_every_word_of_the_vocabulary_stands_once():
    data = tomllib.loads(grammar_text("units.toml"))
    words = [word for group in data["count"].values() for word in group]
    words += [word for dimension in data["dimension"].values() for word in dimension["units"]]
    words += data["spelling"]
    assert sorted(words) == sorted(set(words))
    assert set(data["takes_ge"]) <= standard().units.keys()
    assert data["not_before"].keys() <= {*standard().words()}
    assert all(data["not_before"].values())


def test_a_line_of_the_vocabulary_holds_one_word():
    assert not [line for line in grammar_text("units.toml").splitlines() if not line.startswith("#") and line.count('"') > 4]
