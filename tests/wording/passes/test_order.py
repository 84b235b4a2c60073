"""The passes are declared once, in their order, and each says what it is for by a case."""

import inspect
import re
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from perfrules.wording.passes import order, wholes

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "wording.toml").read_text("utf-8"))
ROWS = {tuple(row) for group in CASES.values() for row in group}
HELD = {"__init__", "candidates", "drafts", "order"}
"""Modules that are no passes: what these work on, and their order."""
EXAMPLE = re.compile(r"^Pattern: .+\. READING, (?:rules? \d.*|\"The guard\")\.\sExample: (.+?)(?: under (.+))? → (.+)$", re.MULTILINE)
STEPS = (*order.ON_THE_ROW, *order.ON_A_PHRASE, *order.ON_WORDS, *order.ON_AN_ITEM, *order.ON_THE_DRAFTS, wholes.refusal)


def _function(step: Any) -> Callable[..., Any]:
    function: Callable[..., Any] = step.func if isinstance(step, partial) else step
    return function


MODULES = {function.__module__.rpartition(".")[2]: inspect.getmodule(function) for function in map(_function, STEPS)}


def test_every_module_has_its_place_in_the_order():
    assert {path.stem for path in Path(order.__file__).parent.glob("*.py")} == MODULES.keys() | HELD


def test_no_pass_runs_twice():
    named = [(function.__module__, function.__name__) for function in map(_function, STEPS)]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_pass_says_its_pattern_its_rule_and_an_example_that_is_a_case(name: str):
    example = EXAMPLE.search(inspect.getdoc(MODULES[name]) or "")
    assert example is not None
    wording, under, reading = example.groups()
    assert ((wording, reading, under) if under else (wording, reading)) in ROWS
