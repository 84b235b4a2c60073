"""No exception but perfrules' own leaves a public name, whatever type it is given in the place of whatever argument."""

import inspect
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pydantic
import pytest

import perfrules
from perfrules import PerfrulesError, Quantity, Vocabulary, frames
from perfrules.arguments import of_kind, shown, text
from perfrules.errors import NotTextError, ValueRangeError, VocabularyError
from perfrules.statements.writing import Names
from perfrules.wording import faults


class Unshowable:
    def __repr__(self) -> str:
        raise RuntimeError("no")


ODD = [None, True, 5, -1, 10**400, 1.5, float("nan"), float("inf"), "", "x", "5" * 5000, b"x", [], {}, [[]], [{}], object(), set(), (1, 2),
       Decimal("sNaN"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+5000"), Fraction(1, 3), date(1, 1, 1), "\ud800", "a\x00b", "50家",
       Path("no such file"), int, lambda: 1]  # fmt: skip
DEPARTMENT = perfrules.Department.model_validate(
    {"name": "部门", "projects": [{"name": "甲", "indicators": [{"name": "场次", "target": "≥3场"}]}]}
)
SCORE = perfrules.score(DEPARTMENT, {})
FRAME = pa.table({"target": ["≥3家"], "actual": ["4家"]})
METHODS: list[tuple[Any, str]] = [
    (Quantity(5, "家"), "to"), (Quantity(5, "家"), "fraction"), (Quantity(5, "家"), "ratio"), (perfrules.Interval(), "covers"),
    (perfrules.Interval(Decimal(1)), "__contains__"), (perfrules.AtLeast(Quantity(5, "家")), "__contains__"),
    (perfrules.Rank("<=", 3), "__contains__"), (perfrules.Deadline("<=", "2023-12-31"), "__contains__"), (DEPARTMENT, "to_frame"),
    (perfrules.parse("≥5家"), "unread"), (SCORE, "__getitem__"),
]  # fmt: skip
CALLS: list[Callable[..., Any]] = [
    perfrules.parse, perfrules.comparator, perfrules.evaluate, perfrules.check, perfrules.read, perfrules.score, perfrules.sql,
    perfrules.Quantity, perfrules.AtLeast, perfrules.MoreThan, perfrules.AtMost, perfrules.LessThan,
    perfrules.Exactly, perfrules.About, perfrules.Between, perfrules.Change, perfrules.Deadline, perfrules.Rank, perfrules.Qualitative,
    perfrules.Vocabulary, perfrules.comparators.from_dict, perfrules.Interval, perfrules.Target, perfrules.Target.from_dict,
    perfrules.Criterion.from_dict, perfrules.Finding.from_dict, perfrules.Vocabulary.read, perfrules.read_actuals, perfrules.explain,
    perfrules.shifts, perfrules.Category, perfrules.Subcategory, perfrules.Severity, perfrules.Outcome, perfrules.Direction,
    *(getattr(one, name) for one, name in METHODS), *(partial(call, FRAME) for call in (frames.score, frames.parse, frames.readings, frames.roll_up)),
]  # fmt: skip
USUAL: dict[str, Any] = {
    "quantity": Quantity(5, "家"), "low": Quantity(5, "家"), "high": Quantity(6, "家"), "of": perfrules.AtLeast(Quantity(5, "%")),
    "trend": "increase", "op": "<=", "at": "2023-12-31", "department": perfrules.Department(name="部门"), "actuals": {}, "targets": ["≥5家"], "value": 5,
}  # fmt: skip
ENUM = ("keys", "names", "module", "qualname", "type", "start", "boundary")
"""Parameters of Python's own functional form of an enumeration, and any number of keys."""
ARGUMENTS = [(call, name) for call in CALLS for name in inspect.signature(call).parameters if name not in (*ENUM, "frame")]


def named(call: Callable[..., Any]) -> str:
    call = call.func if isinstance(call, partial) else call
    return getattr(call, "__qualname__", repr(call))


def positional(call: Callable[..., Any]) -> list[str]:
    return [one.name for one in inspect.signature(call).parameters.values() if one.kind is one.POSITIONAL_ONLY]


@pytest.mark.parametrize(("call", "name"), ARGUMENTS, ids=[f"{named(call)}-{name}" for call, name in ARGUMENTS])
def test_an_argument_of_any_type(call: Callable[..., Any], name: str):
    needed = [one.name for one in inspect.signature(call).parameters.values() if one.default is one.empty and one.name != "frame"]
    for odd in ODD:
        given = {key: USUAL.get(key, "50家") for key in needed if key not in ENUM} | {name: odd}
        try:
            with faults.raised():
                result = call(*(given.pop(name) for name in positional(call) if name in given), **given)
        except PerfrulesError as error:
            str(error).encode()
            error.en.encode()
        else:
            str(result)


@pytest.mark.parametrize("field", ["share", "budget", "executed", "initial", "deduction"])
def test_an_amount_of_a_model_that_no_encoding_holds(field: str):
    with pytest.raises(ValueError, match=r"ud800"):
        perfrules.Actual(**{field: "\ud800"})


@pytest.mark.parametrize(
    "targets",
    [5, b"x", None, [5], [None], [b"x"], [[]], [["≥5家"]], [{}], [(5,)], [{"target": 5}]],
)
def test_targets_of_statements(targets: Any):
    with pytest.raises(PerfrulesError):
        perfrules.sql(targets)


@pytest.mark.parametrize(
    "given",
    [
        {"units": 5},
        {"units": "x"},
        {"units": {"公引": 5}},
        {"units": {5: ("米", 1)}},
        {"units": {"公引": ("米", "x")}},
        {"units": {"公引": ("米", 0)}},
        {"counting": 5},
        {"counting": [5]},
        {"operators": 5},
        {"operators": {">=": 5}},
        {"operators": {">=": [5]}},
        {"operators": {5: ["不逊于"]}},
    ],
)
def test_what_is_no_vocabulary(given: dict[str, Any]):
    with pytest.raises(VocabularyError):
        Vocabulary(**given)


def test_the_names_of_statements_are_names():
    with pytest.raises(ValueRangeError, match="Names"):
        perfrules.sql(["≥5家"], names={"table": "x"})  # type: ignore[arg-type]
    assert "FROM" in perfrules.sql(["≥5家"], names=Names(table="x"))


def test_what_is_said():
    with pytest.raises(NotTextError, match="指标名称应为文本，现为 5。"):
        text(5, ("指标名称", "name"))
    with pytest.raises(ValueRangeError, match="应为整数，现为 Unshowable。"):
        of_kind(Unshowable(), int, ("整数", "a whole number"))
    assert [shown(value) for value in ("\n::", "x" * 99, 10**5000)] == ["'\\n::'", "'" + "x" * 59, "int"]


@pytest.mark.parametrize(
    "model", [perfrules.Department, perfrules.Project, perfrules.Indicator, perfrules.Funding, perfrules.Actual, perfrules.Reading]
)
def test_a_model_of_any_type_raises_what_models_of_pydantic_raise(model: type[pydantic.BaseModel]):
    for field in model.model_fields:
        for odd in ODD:
            try:
                made = model(**{field: odd})
            except (PerfrulesError, pydantic.ValidationError) as error:
                str(error).encode("utf-8", "backslashreplace")
            else:
                str(made)


def test_operators_leave_other_types_to_python():
    for this in (
        Quantity(5, "家"),
        perfrules.Interval(),
        perfrules.AtLeast(Quantity(5, "家")),
        perfrules.Between(Quantity(1), Quantity(2)),
    ):
        for name in ("__lt__", "__le__", "__gt__", "__ge__", "__and__"):
            if hasattr(type(this), name):
                assert getattr(this, name)(object()) is NotImplemented, (this, name)


def test_a_word_of_an_enumeration():
    with pytest.raises(ValueRangeError, match="没有 'x' 这一项，可用：error、warning、info。"):
        perfrules.Severity("x")
    with pytest.raises(ValueRangeError, match="没有 '甲' 这一项"):
        perfrules.Category("甲")
