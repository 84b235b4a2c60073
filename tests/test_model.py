import copy
import json
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

import perfrules
from perfrules import (
    Actual,
    AtLeast,
    Category,
    Comparator,
    Department,
    Funding,
    Indicator,
    Quantity,
    Reading,
    Span,
    Subcategory,
    Target,
    parse,
)
from perfrules.findings import Location
from perfrules.keys import criterion_key, execution_key
from perfrules.model import Amounts, Project
from perfrules.resources import tables_of
from perfrules.testing import comparators, departments, targets
from perfrules.wording import schemas


class Row(BaseModel):
    target: Target
    bound: Comparator | None = None


def valid(value: object, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema).validate(value)


# —— a comparator as a field ——


@given(comparators())
def test_a_comparator_dumps_and_reloads_as_the_json_of_reading(comparator: Any):
    row = Row(target="", bound=comparator)
    text = row.model_dump_json()
    assert Row.model_validate_json(text).bound == row.bound == comparator
    assert row.model_dump()["bound"].items() >= comparator.to_dict().items()
    valid(json.loads(text)["bound"], schemas.comparator())
    valid(json.loads(text), Row.model_json_schema(mode="serialization"))
    valid(json.loads(text), Row.model_json_schema())


def test_a_comparator_comes_from_strict_wording():
    row = Row.model_validate({"target": "≥5家", "bound": "不少于50家"})
    assert row.bound == AtLeast(Quantity(50, "家"))
    assert Row(target=parse("≥5家"), bound=row.bound).bound is row.bound


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ("不低80%", "“不低”不是完整的比较词，未读取数值。\n不低80%\n^^^^"),
        ("≥5家；≥3场", "读出 2 个要求，这里只能写一个。\n≥5家；≥3场\n      ^^^^\n"),
        ("", "指标值"),
        ({"kind": "bound", "op": ">="}, "'value'"),
        ({"kind": "bound", "op": ">=", "value": "5", "unit": 5}, "unit"),
        ({"kind": "range", "low": "1", "high": "2", "low_closed": "no", "high_closed": True}, "low_closed"),
        ({"kind": "change", "direction": "increase", "base": 2012, "of": {"op": "=", "value": "1"}}, "base"),
        ({"kind": "what"}, "未知的比较式类型“what”"),
        (5, "比较式应为文本"),
        (None, "比较式应为文本"),
    ],
)
def test_what_is_no_comparator_is_told_with_its_place(given_: object, said: str):
    class Strict(BaseModel):
        bound: Comparator

    with pytest.raises(ValidationError) as caught:
        Strict.model_validate({"bound": given_})
    assert caught.value.errors()[0]["loc"] == ("bound",)
    assert said in str(caught.value)


# —— a target as a field ——


@given(targets())
def test_a_target_dumps_and_reloads(target: Target):
    row = Row(target=target)
    text = row.model_dump_json()
    again = Row.model_validate_json(text)
    assert again.target == target
    assert again.target.to_dict() == target.to_dict() == row.model_dump()["target"]
    valid(json.loads(text)["target"], schemas.target())
    valid(json.loads(text), Row.model_json_schema(mode="serialization"))


@given(targets())
def test_a_target_pickles_and_copies(target: Target):
    for other in (pickle.loads(pickle.dumps(target)), copy.copy(target), copy.deepcopy(target)):
        assert other == target
        assert hash(other) == hash(target)


def test_a_target_with_findings_reloads_with_them():
    target = parse("投诉率<不超过总工单的3%；并非不少于5家；2.2023年推荐≥3家")
    assert target.findings
    assert Target.from_dict(json.loads(json.dumps(target.to_dict()))) == target
    assert str(target) == target.text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (5, "指标值应为文本"),
        ({}, "'text'"),
        ({"text": "≥5家"}, "'criteria'"),
        ({"text": 5, "criteria": []}, "text"),
        ({"text": "≥5家", "criteria": [{"kind": "what"}]}, "what"),
        ({"text": "≥5家", "criteria": ["x"]}, "JSON"),
        ({"text": "≥5家", "criteria": [], "findings": [{"code": "NO999"}]}, "NO999"),
        ({"text": "≥5家", "criteria": [], "separators": [[1, 2, 3]]}, "JSON"),
    ],
)
def test_a_form_that_is_no_target(form: object, said: str):
    with pytest.raises(ValidationError) as caught:
        Row.model_validate({"target": form})
    assert said in str(caught.value)


# —— JSON Schema ——


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schemas_are_schemas_and_their_examples_hold(mode: Any):
    schema = Row.model_json_schema(mode=mode)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = list(examples(schema))
    assert len(found) > 10
    for part, example in found:
        valid(example, part)


def examples(schema: Any) -> Any:
    """Every example with the schema that it stands in."""
    if isinstance(schema, dict):
        for example in schema.get("examples", ()):
            yield schema, example
        for value in schema.values():
            yield from examples(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from examples(value)


def test_the_examples_can_be_taken_in():
    class Strict(BaseModel):
        bound: Comparator

    for example in Row.model_json_schema()["properties"]["target"]["examples"]:
        Row.model_validate({"target": example})
    for example in Strict.model_json_schema()["properties"]["bound"]["examples"]:
        Strict.model_validate({"bound": example})


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "bound", "op": ">=", "value": 5, "unit": None},
        {"kind": "bound", "op": "≥", "value": "5", "unit": None},
        {"kind": "bound", "op": ">=", "value": "5e3", "unit": None},
        {"kind": "rank", "op": "=", "value": "0"},
        {"kind": "deadline", "op": "<=", "at": "12月"},
        {"kind": "what"},
    ],
)
def test_the_schema_refuses_what_is_no_comparator(form: dict[str, Any]):
    with pytest.raises(jsonschema.ValidationError):
        valid(form, schemas.comparator())


def test_a_department_has_a_schema():
    jsonschema.Draft202012Validator.check_schema(Department.model_json_schema())


# —— the department ——


@given(departments())
def test_a_department_dumps_and_reloads(department: Department):
    assert Department.model_validate_json(department.model_dump_json()) == department


@given(departments())
def test_keys_are_stable_and_different(department: Department):
    keys = [key for key, _, _ in department.keyed()]
    assert len(set(keys)) == len(keys) == sum(len(project.indicators) for project in department.projects)
    assert keys[0] == "P01I1"
    assert not any(key[0].isdigit() for key in keys)


def test_the_keys_of_an_execution_and_of_a_criterion():
    assert (execution_key(2), criterion_key("P14I6", 2)) == ("P02X", "P14I6C2")


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("产出指标", Category.OUTPUT),
        ("产出", Category.OUTPUT),
        ("output", Category.OUTPUT),
        ("效果指标", Category.BENEFIT),
        ("满意度指标", Category.SATISFACTION),
        ("服务对象 满意度指标", Category.SATISFACTION),
        ("成本指标", Category.COST),
    ],
)
def test_a_category_is_known_by_its_chinese_names(written: str, category: Category):
    assert Category(written) is category


def test_labels_are_chinese_and_read_back():
    for kind in (Category, Subcategory):
        assert [kind(member.label) for member in kind] == list(kind)
    assert Subcategory.ECONOMIC.label == "经济效益指标"


@pytest.mark.parametrize("written", ["别的指标", "", None, 5])
def test_a_category_that_is_none(written: Any):
    with pytest.raises(ValueError, match=r"没有 .* 这一项，可用：output、"):
        Category(written)


def test_amounts_are_exact_and_dump_as_plain_decimals():
    funding = Funding.model_validate({"total": "1234567890.10", "other": {"initial": 5, "executed": "0.50"}})
    assert funding.model_dump(exclude_none=True) == {"total": "1234567890.1", "other": {"initial": "5", "executed": "0.5"}}
    assert funding.other == Amounts(initial=Decimal(5), executed=Decimal("0.5"))


@pytest.mark.parametrize("amount", [0.1, True, "NaN", "许多"])
def test_an_amount_that_is_none(amount: object):
    with pytest.raises(ValidationError):
        Funding.model_validate({"total": amount})


def test_nothing_can_be_changed_or_added():
    indicator = Indicator(name="数量", target=parse("≥5家"))
    with pytest.raises(ValidationError):
        indicator.name = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Indicator.model_validate({"name": "数量", "target": "≥5家", "color": "red"})
    with pytest.raises(ValidationError):
        Project.model_validate({})


@pytest.mark.parametrize("name", ["资金（万元）", "企业数", "甲、乙", ""])
def test_a_target_of_text_is_read_with_the_name_as_evaluate_reads_it(name: str):
    indicator = Indicator.model_validate({"name": name, "target": "≥50；≥3"})
    assert indicator.target == parse("≥50；≥3", name=name)
    assert Indicator.model_validate_json(indicator.model_dump_json()) == indicator
    with pytest.raises(ValidationError):
        Indicator.model_validate({"name": 5, "target": "≥50"})


def test_a_place_dumps_as_its_known_keys():
    indicator = Indicator(name="数量", target=parse("≥5家"), place=Location(file="表.txt", row=3, span=Span(0, 3)))
    assert indicator.model_dump()["place"] == {"file": "表.txt", "row": 3, "span": [0, 3]}


def test_a_place_inside_a_cell_is_read_again_with_its_words():
    place = Location(file="表.txt", row=3, span=Span(5, 8), text="培训人数：≥5家；", offset=2)
    indicator = Indicator(name="数量", target=parse("≥5家"), place=place)
    dumped = indicator.model_dump(mode="json")
    assert dumped["place"] == {"file": "表.txt", "row": 3, "span": [7, 10], "words": "≥5家"}
    again = Indicator.model_validate_json(indicator.model_dump_json())
    assert again.model_dump(mode="json") == Indicator.model_validate(dumped).model_dump(mode="json") == dumped
    assert again.place == Location(file="表.txt", row=3, span=Span(0, 3), text="≥5家", offset=7)


@pytest.mark.parametrize("wrong", [{"span": [7, 11]}, {"span": None}, {"span": [7]}, {"span": ["7", 10]}, {"words": 5}], ids=str)
def test_words_that_are_not_at_their_place_are_no_place(wrong: dict[str, object]):
    dumped = {"file": "表.txt", "row": 3, "span": [7, 10], "words": "≥5家"} | wrong
    with pytest.raises(ValidationError):
        Indicator.model_validate({"name": "数量", "target": "≥5家", "place": dumped})


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.dates(), st.decimals(allow_nan=False, allow_infinity=False)))
def test_an_actual_value_keeps_its_type(value: Any):
    kept = Actual(value=value).value
    assert kept == value
    assert type(kept) is type(value)


def test_a_date_stays_one():
    assert Actual(value=date(2023, 12, 31)).value == date(2023, 12, 31)


def test_the_field_type_is_public():
    assert perfrules.Comparator is Comparator


def test_the_set_of_given_fields_is_shared_and_a_copy_has_its_own():
    one, other = Actual(key="P01I1", value=1), Actual(key="P01I2", value=2)
    assert one.__pydantic_fields_set__ is other.__pydantic_fields_set__
    changed = one.model_copy(update={"base": "3"})
    assert changed.model_fields_set == {"key", "value", "base"}
    assert one.model_fields_set == other.model_fields_set == {"key", "value"}
    assert Actual.model_validate_json(changed.model_dump_json()) == changed


@pytest.mark.parametrize("kind", [Category, Subcategory])
def test_every_value_has_its_chinese_names_and_no_name_two_values(kind: type[Category] | type[Subcategory]):
    names = tables_of("measures/categories.toml")[kind.__name__]
    assert names.keys() == {member.value for member in kind}
    words = [word for row in names.values() for word in row]
    assert len(words) == len(set(words))
    assert all(kind(word) is kind(value) for value, row in names.items() for word in row)


def test_a_department_is_shown_in_a_line():
    department = Department(name="甲局", projects=(Project(name="乙"),))
    assert str(department) == repr(department) == f"{department}" == "Department('甲局', 1 projects, 0 indicators)"
    assert str(Reading(department=department)) == f"Reading({department}, 0 findings)"
