"""What makes an actual value doubtful, by kinds: each part of a kind with each other part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import evaluate
from perfrules.resources import tables_of
from perfrules.scoring.actuals import values as av
from perfrules.scoring.actuals.doubts import doubt
from perfrules.scoring.actuals.reading import read_actual

WORDS = tables_of("scoring/actuals/doubts.toml")
FINISHING = tables_of("grammars/words.toml")["finishing"]
WORKS = st.sampled_from([*FINISHING, *(word for word in WORDS["verbs"]["works"] if len(word) > 1)])
BETWEEN = st.sampled_from(["", "按期", "全部", "及时", "于年底"])
NUMBERS = st.integers(50, 10**6)


@pytest.mark.parametrize(
    ("value", "word"),
    [("差5家", "差"), ("计划50家", "计划"), ("计划差5家", "计划"), ("50家", None)],
)
def test_what_makes_a_number_doubtful(value, word):
    found = read_actual(value)
    assert isinstance(found, av.NumberValue)
    assert doubt(found, "企业数") == word


@given(st.sampled_from(sorted({*WORDS["not_done"], *WORDS["ahead"]} - {"不"})), BETWEEN, WORKS, NUMBERS)
def test_what_is_not_done_behind_a_number_is_not_paid(head, between, work, number):
    for remark in (f"{number}家，{head}{between}{work}", f"{number}家（{head}{between}{work}）"):
        assert evaluate("≥50家", remark).outcome.value == "cannot_judge", remark


@given(st.sampled_from(sorted({*WORDS["before_numbers"], *WORDS["first_before_numbers"]["words"]})), NUMBERS)
def test_an_estimate_right_before_a_number_is_not_paid(head, number):
    assert evaluate("≥50家", f"{head}{number}家").outcome.value == "cannot_judge"
    assert evaluate("≥50家", f"{number}家", name=f"{head}数").outcome.value == "met"


@given(WORKS.filter(lambda work: work not in WORDS["before_numbers"]), NUMBERS)
def test_what_is_done_is_paid(work, number):
    for text in (f"已{work}{number}家", f"{number}家，均已{work}", f"{number}家（全部{work}）", f"{number}家，没有未{work}的"):
        assert evaluate("≥50家", text).outcome.value == "met", text


@given(st.sampled_from("✗✘×╳☓❌⛔хХ"), NUMBERS)
def test_what_is_crossed_out_is_not_paid(cross, number):
    assert evaluate("≥50家", f"{number}家{cross}").outcome.value == "cannot_judge"


@pytest.mark.parametrize("unit", ["N", "lx", "kWh", "MB", "台PC", "台LED", "个（APP）", "家（OK）"])
def test_letters_of_a_unit_or_a_name_cross_nothing_out(unit):
    assert evaluate(f"≥50{unit[:1] if unit[0] in '台个家' else unit}", f"50{unit}").outcome.value == "met"


@pytest.mark.parametrize(
    ("value", "year", "met"),
    [
        ("2022年完成50家", 2024, False),
        ("50家（2022年）", 2024, False),
        ("50家（2024年）", 2024, True),
        ("50家（2022年）", None, True),
        ("2022年结转项目50家", 2024, True),
    ],
)
def test_a_value_of_another_year_is_not_paid(value, year, met):
    assert (evaluate("≥50家", value, year=year).outcome.value == "met") is met
