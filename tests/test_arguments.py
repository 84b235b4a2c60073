"""No exception but perfrules' own leaves a public name, whatever type it is given in the place of whatever argument."""

import inspect
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import perfrules
from perfrules import PerfrulesError, Quantity, Vocabulary
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
CALLS: list[Callable[..., Any]] = [
    perfrules.parse, perfrules.comparator, perfrules.evaluate, perfrules.check, perfrules.read, perfrules.score, perfrules.sql,
    perfrules.Quantity, perfrules.AtLeast, perfrules.MoreThan, perfrules.AtMost, perfrules.LessThan,
    perfrules.Exactly, perfrules.About, perfrules.Between, perfrules.Change, perfrules.Deadline, perfrules.Rank, perfrules.Qualitative,
    perfrules.Vocabulary, perfrules.comparators.from_dict,
]  # fmt: skip
USUAL: dict[str, Any] = {
    "quantity": Quantity(5, "家"), "low": Quantity(5, "家"), "high": Quantity(6, "家"), "of": perfrules.AtLeast(Quantity(5, "%")),
    "trend": "increase", "op": "<=", "at": "2023-12-31", "department": perfrules.Department(name="部门"), "actuals": {}, "targets": ["≥5家"], "value": 5,
}  # fmt: skip
ARGUMENTS = [(call, name) for call in CALLS for name in inspect.signature(call).parameters]


@pytest.mark.parametrize(("call", "name"), ARGUMENTS, ids=[f"{call.__name__}-{name}" for call, name in ARGUMENTS])
def test_an_argument_of_any_type(call: Callable[..., Any], name: str):
    needed = [one.name for one in inspect.signature(call).parameters.values() if one.default is one.empty]
    for odd in ODD:
        given = {key: USUAL.get(key, "50家") for key in needed} | {name: odd}
        try:
            with faults.raised():
                result = call(**given)
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
