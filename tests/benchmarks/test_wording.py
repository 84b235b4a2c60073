"""What reading a wording costs: new, known, in a fresh interpreter, and on hostile repeats; beside a bare parser and a bare pattern."""

import gc
import math
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count

import lark
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import perfrules

SIMPLE = "不少于{}家"
TOY = r"""
start: OPERATOR? NUMBER UNIT?
OPERATOR: "不少于" | "不超过" | "超过" | "低于" | "≥" | "≤" | ">" | "<" | "="
NUMBER: /[0-9]+(\.[0-9]+)?/
UNIT: "家" | "个" | "项" | "%" | "万元"
%ignore " "
"""
PATTERN = re.compile(r"(不少于|不超过|超过|低于|[≥≤><=])?\s*([0-9]+(?:\.[0-9]+)?)\s*(家|个|项|%|万元)?")


def fresh_wordings() -> Iterator[str]:
    """A wording never read before, each time."""
    return (SIMPLE.format(number) for number in count(1_000_000))


def _each(read: Callable[[str], object]) -> Callable[[], object]:
    wordings = fresh_wordings()
    read(next(wordings))  # what is built on first use is measured in a fresh interpreter
    return lambda: read(next(wordings))


@pytest.mark.benchmark(group="a wording never read before")
class TestNew:
    def test_perfrules(self, benchmark: BenchmarkFixture):
        benchmark(_each(perfrules.parse))

    def test_lark_lalr_on_a_toy_grammar(self, benchmark: BenchmarkFixture):
        benchmark(_each(lark.Lark(TOY, parser="lalr").parse))

    def test_lark_earley_on_a_toy_grammar(self, benchmark: BenchmarkFixture):
        benchmark(_each(lark.Lark(TOY, parser="earley").parse))

    def test_the_recogniser_that_a_user_would_take(self, benchmark: BenchmarkFixture):
        recognizers = pytest.importorskip("recognizers_number", reason="recognizers-text-suite is not installed (needs emoji<2)")
        model = recognizers.NumberRecognizer().get_number_model(recognizers.Culture.Chinese)
        benchmark(_each(model.parse))

    def test_a_bare_pattern(self, benchmark: BenchmarkFixture):
        benchmark(_each(PATTERN.match))


@pytest.mark.benchmark(group="a wording read before")
def test_known(benchmark: BenchmarkFixture):
    benchmark(perfrules.parse, "不少于50家")


@pytest.mark.benchmark(group="a fresh interpreter")
class TestCold:
    def _python(self, benchmark: BenchmarkFixture, *arguments: str) -> None:
        command = [sys.executable, *arguments]
        benchmark.pedantic(subprocess.run, args=(command,), kwargs={"check": True, "capture_output": True}, rounds=5)

    def test_nothing(self, benchmark: BenchmarkFixture):
        self._python(benchmark, "-c", "pass")

    def test_import(self, benchmark: BenchmarkFixture):
        self._python(benchmark, "-c", "import perfrules")

    def test_parse(self, benchmark: BenchmarkFixture):
        self._python(benchmark, "-m", "perfrules", "parse", "不少于50家")

    def test_check(self, benchmark: BenchmarkFixture):
        self._python(benchmark, "-m", "perfrules", "check", "--text", "不少于50家")


REPEATS = ["≥", "一", "3家", "3", " ", "1、", "（", "不超过", "2023年", "，", "~", "％"]


TURNS = 12


@pytest.mark.parametrize("piece", REPEATS)
def test_cost_grows_linearly_on_hostile_repeats(piece: str):
    """The exponent of growth between three thousand characters and a hundred thousand is at most 1.1.

    Processor time, and the least of some turns: what else the machine does only ever adds to a turn, so that a further one is
    taken while the bound is not kept, up to a fixed number.
    """
    sizes = (3_000, 100_000)
    least = dict.fromkeys(sizes, math.inf)
    exponent = math.inf
    perfrules.parse("≥1")
    for turn in range(TURNS):
        for size in sizes:
            text = piece * (size // len(piece)) + " " * turn  # never the text of another turn: known wordings are remembered
            gc.collect()
            gc.disable()  # as timeit does: the collector's share grows with the whole process
            start = time.process_time()
            perfrules.parse(text, limit=10_000_000)
            least[size] = min(least[size], time.process_time() - start)
            gc.enable()
        small, large = least.values()
        exponent = math.log(large / small) / math.log(100_000 / 3_000)
        if turn >= 2 and exponent <= 1.1:
            break
    assert exponent <= 1.1, f"{piece!r}: {small:.4f} s → {large:.4f} s, exponent {exponent:.2f}"
