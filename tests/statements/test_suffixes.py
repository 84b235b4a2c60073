"""What stands behind a number is what the reader of actual values takes it for: every spelling of every unit, with every scale."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from perfrules import units
from perfrules.resources import tables_of
from perfrules.scoring.actuals.doubts import doubt
from perfrules.scoring.actuals.reading import read_actual
from perfrules.scoring.actuals.values import NumberValue
from perfrules.statements.suffixes import _SCALES, MOST_BEFORE_UNIT, spellings, suffix_of

WORDS = units.standard().words()
NUMBERS = ("0", "1", "2000", "1953.0", "20231231", f"{MOST_BEFORE_UNIT}.25", "0.123456789")


def read_otherwise(suffix: str, numbers: Sequence[str]) -> list[str]:
    """The numbers before a suffix that are read as something else than it says, or that it says nothing of."""
    said = suffix_of(suffix, units.standard())
    out = []
    for number in (number for number in numbers if said is None or Fraction(number) <= said.most):
        read = read_actual(f"{number}{suffix}")
        same = said is not None and isinstance(read, NumberValue) and doubt(read, "") is None
        same = same and said is not None and (read.unit, Fraction(read.value)) == (said.unit, Fraction(number) * said.factor)  # type: ignore[union-attr]
        out += [] if same else [number]
    return out


@pytest.mark.parametrize("part", range(8))
def test_every_spelling_of_every_unit_is_read_as_it_says(part: int):
    dated = tables_of("grammars/units.toml")["after_dates"]
    for word in WORDS[part::8]:
        unit = units.standard().get(word)
        assert unit is not None
        assert bool(read_otherwise(word, NUMBERS)) == (unit.name in dated and not units.standard().counts(unit.name)), word


@pytest.mark.parametrize("suffix", ["起", " 起", "起/年", "万起"])
def test_a_counting_word_that_may_end_a_date_ends_none_below_a_thousand(suffix: str):
    assert suffix_of("年", units.standard()) is None
    assert suffix_of("年/人", units.standard()) is None
    parts = ("", ".0", ".5", ".12", ".05", ".2023", ".1953", ".123", ".202")
    assert not read_otherwise(suffix, [f"{number}{part}" for number in range(0, 1000, 3) for part in parts])
    assert not isinstance(read_actual("1953.0起"), NumberValue)


@pytest.mark.parametrize("blanks", [" {}", "{} ", "\u3000{}"])
def test_blanks_around_a_unit_say_nothing(blanks: str):
    for word in (*WORDS[::3], "万元", "万"):
        assert bool(read_otherwise(blanks.format(word), NUMBERS)) == bool(read_otherwise(word, NUMBERS)), word


@pytest.mark.parametrize("form", ["{}/人", "{}/年", "元/{}", "%/{}", "万元/{}", "次/{}·天", " {}/项 "])
def test_a_rate_is_of_its_units(form: str):
    said = []
    for word in WORDS[::5]:
        suffix = form.format(word)
        if suffix_of(suffix, units.standard()) is not None:
            said.append(word)
            assert not read_otherwise(suffix, NUMBERS), suffix
    assert len(said) > len(WORDS[::5]) * 0.9


@pytest.mark.parametrize("word", ["元", "人次", "千米", "平方米", "吨", ""])
def test_every_scale_before_a_unit(word: str):
    assert suffix_of(f"千{word}", units.standard()) is None or word != "千米"
    for scale in (scale for scale in _SCALES[1:] if (scale, word) != ("千", "千米")):
        assert not read_otherwise(scale + word, ("1", "2.5", "2000")), scale + word


def test_no_unit_of_its_own_and_no_scale_before_a_share():
    words = units.standard()
    assert suffix_of("%", words) is not None
    assert [suffix_of(text, words) for text in ("万%", "万百分点", "怪", "家以上", "1", "/人", "元/", "元/怪", "月/人", "元/人·怪")] == [
        None
    ] * 10


def test_the_suffixes_that_convert_into_a_unit():
    words = units.standard()
    assert {"元", "万元", "亿元", "万亿元", "万"} <= set(spellings("元", words))
    assert set(spellings(None, words)) == {"", "%"}
    assert "万家企业" in spellings("家企业", words)
