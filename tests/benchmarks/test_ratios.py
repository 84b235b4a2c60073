"""What a start and a reading cost beside a bare interpreter, click and Lark's own runtime: processor time, side by side in one run."""

import os
import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from itertools import count, cycle, repeat
from pathlib import Path
from statistics import median

import lark
import pytest

import perfrules
from perfrules.resources import case_text
from perfrules.units import standard
from perfrules.wording import languages, targets
from perfrules.wording.characters import folded
from perfrules.wording.parser import grammar

ROUNDS = 9
STARTS = {
    "a bare interpreter": ("-c", "pass"),
    "click alone": ("-c", "import click"),
    'perfrules.parse("≥1")': ("-c", "import perfrules; perfrules.parse('≥1')"),
    "perfrules parse ≥80": ("-m", "perfrules", "parse", "≥80"),
    "perfrules check --text ≥80": ("-m", "perfrules", "check", "--text", "≥80"),
    'perfrules.evaluate("≥1", 1)': ("-c", "import perfrules; perfrules.evaluate('≥1', 1)"),
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


@pytest.mark.parametrize("start", list(STARTS)[2:5])
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


def _numbered(form: str, first: int) -> Iterator[str]:
    """A text of that form that was never read before, each time."""
    return (form.format(number) for number in count(first))


def _by_lark() -> Callable[[str], object]:
    """Lark's own runtime driving the table that Lark makes of the grammar, on the tokens of our lexer."""
    made, lexer = grammar.build(standard()), languages.standard().driver.lexer

    def read(text: str) -> None:
        parser = made.parse_interactive("")
        for token in lexer.tokens(folded(text)):
            parser.feed_token(lark.Token(token.type, token))
        parser.feed_eof()

    return read


def test_readings():
    by_lark, language = _by_lark(), languages.standard()
    known = repeat("不少于50家")
    costs = {
        "Lark's runtime on our table": _each(by_lark, _numbered("不少于{}家", 10_000), 1000),
        "a new simple wording": _each(perfrules.parse, _numbered("不少于{}家", 100_000), 2000),
        "its tokens alone": _each(language.driver.lexer.tokens, _numbered("不少于{}家", 100_000), 2000),
        "a known wording": _each(perfrules.parse, known, 100_000),
    }
    _told(costs, "µs", 1e6)


def test_cells():
    """Wordings of every kind, as the cases have them: each read anew, without what is remembered of it."""
    wordings = [row[0] for rows in tomllib.loads(case_text("wording.toml")).values() if isinstance(rows, list) for row in rows]
    language, by_lark = languages.standard(), _by_lark()
    cells = cycle(wordings)
    costs = {
        "Lark's runtime on our table": _each(by_lark, cells, len(wordings)),
        "the pieces by our driver": _each(lambda text: language.driver.read(folded(text)), cells, len(wordings)),
        "the whole reading": _each(lambda text: targets._read(text, None, 10_000, None), cells, len(wordings)),
    }
    _told(costs, "µs", 1e6)


def test_evaluations():
    """A new actual value each time against a target that is known, and a target that is new; the points and the outcome are asked."""
    asked, missed = perfrules.parse("不少于50家"), perfrules.parse("不少于900000000家")

    def points(target: str | perfrules.Target, actual: str | int) -> object:
        score = perfrules.evaluate(target, actual)
        return score.points, score.outcome

    costs = {
        "a new simple wording": _each(perfrules.parse, _numbered("不少于{}家", 1_000_000), 2000),
        "evaluate, met": _each(lambda text: points(asked, text), _numbered("{}家", 50), 2000),
        "evaluate, met, a bare number": _each(lambda text: points(asked, int(text)), _numbered("{}", 50), 2000),
        "evaluate, unmet": _each(lambda text: points(missed, text), _numbered("{}家", 50), 2000),
        "evaluate, the target as text": _each(lambda text: points("不少于50家", text), _numbered("{}家", 50), 2000),
        "evaluate on a new wording": _each(lambda text: points(text, "200000家"), _numbered("不少于{}家", 2_000_000), 500),
        "evaluate and explain": _each(lambda text: perfrules.evaluate(missed, text).explain(), _numbered("{}家", 50), 200),
    }
    _told(costs, "µs", 1e6)
