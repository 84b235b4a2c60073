"""What a start and a reading cost beside a bare interpreter, click and Lark's own runtime: processor time, side by side in one run."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median

import lark
import pytest

import perfrules
from perfrules.units import standard
from perfrules.wording import languages
from perfrules.wording.parser import grammar

ROUNDS = 9
STARTS = {
    "a bare interpreter": ("-c", "pass"),
    "click alone": ("-c", "import click"),
    'perfrules.parse("≥1")': ("-c", "import perfrules; perfrules.parse('≥1')"),
    "perfrules check --text ≥80": ("-m", "perfrules", "check", "--text", "≥80"),
}


def _start(folder: Path, *arguments: str) -> float:
    """Seconds of processor that a fresh interpreter takes, its bytecode written before."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _told(costs: dict[str, float], unit: str, scale: float) -> None:
    first = next(iter(costs.values()))
    for name, cost in costs.items():
        print(f"{name:32} {cost * scale:9.2f} {unit}  {cost / first:6.2f}")  # noqa: T201 -- the figure is the result


def test_starts(tmp_path: Path):
    for arguments in STARTS.values():
        _start(tmp_path, *arguments)
    turns = [{name: _start(tmp_path, *arguments) for name, arguments in STARTS.items()} for _ in range(ROUNDS)]
    _told({name: median(turn[name] for turn in turns) for name in STARTS}, "ms", 1000)


@pytest.mark.parametrize("start", list(STARTS)[2:])
def test_what_a_start_imports(tmp_path: Path, start: str):
    """The modules that cost most, as ``python -X importtime`` tells it."""
    command = [sys.executable, "-X", "importtime", *STARTS[start]]
    told = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8").stderr
    rows = [
        line.removeprefix("import time:").split("|") for line in told.splitlines() if line.startswith("import time:") and "self" not in line
    ]
    assert rows
    for own, _, name in sorted(rows, key=lambda row: -int(row[0]))[:25]:
        print(f"{int(own):8} µs {name.strip()}")  # noqa: T201 -- the figure is the result


def _each(work: Callable[[str], object], wordings: Iterator[str], times: int) -> float:
    """Seconds of processor that each wording takes, the least of some turns."""
    best = float("inf")
    for _ in range(5):
        given = [next(wordings) for _ in range(times)]
        before = time.process_time()
        for text in given:
            work(text)
        best = min(best, (time.process_time() - before) / times)
    return best


def test_readings():
    made, lexer = grammar.build(standard()), languages.standard().driver.lexer
    fresh = (f"不少于{number}家" for number in count(10_000))

    def by_lark(text: str) -> None:
        parser = made.parse_interactive("")
        for token in lexer.tokens(text):
            parser.feed_token(lark.Token(token.type, token))
        parser.feed_eof()

    def known() -> Iterator[str]:
        while True:
            yield "不少于50家"

    met = (f"不少于{number}家" for number in count(100_000))
    costs = {
        "Lark's runtime on our table": _each(by_lark, fresh, 1000),
        "a new simple wording": _each(perfrules.parse, fresh, 2000),
        "a known wording": _each(perfrules.parse, known(), 100_000),
        "evaluate on a new wording": _each(lambda text: perfrules.evaluate(text, "200000家"), met, 500),
    }
    _told(costs, "µs", 1e6)
