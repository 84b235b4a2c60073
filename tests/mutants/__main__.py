"""A sample of mutants on trial: ``python -m tests.mutants --sample 300 --seed 1 --record trials.jsonl``.

Prints every mutant as it is tried, and the share that is noticed; equivalent ones, which change nothing that could be noticed,
are listed with their reason in ``equivalents.toml`` and are not counted. A run that was stopped goes on from its record.
"""

import argparse
import hashlib
import json
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.mutants import forks
from tests.mutants.operators import Mutant, mutants
from tests.mutants.trials import ROOMS, ROOT, Trial, answering, room, tried_together

PACKAGE = ROOT / "src" / "perfrules"
EQUIVALENTS = {
    (one["file"], one["line"], one["new"])
    for one in tomllib.loads((Path(__file__).with_name("equivalents.toml")).read_text("utf-8")).get("equivalent", ())
}


def modules() -> list[str]:
    """The modules that decide, below the package."""
    found = []
    for below in ROOMS:
        path = PACKAGE / below
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [path.relative_to(PACKAGE).as_posix() for path in found]


def named(module: str, source: str) -> dict[str, Mutant]:
    """The mutants of a module's source by a name that stays while the changed line stays, wherever it stands."""
    found: dict[str, Mutant] = {}
    lines = source.splitlines()
    for one in mutants(module, source):
        told = f"{module}\n{lines[one.line - 1].strip()}\n{one.old}\n{one.new}"
        at = 0
        while (name := _digest(f"{told}\n{at}")) in found:
            at += 1
        found[name] = one
    return found


def sample(count: int, seed: int) -> dict[str, Mutant]:
    """``count`` mutants of all that decides, drawn with ``seed``; none that is known to be equivalent.

    Drawn by their names, so that a change of the source changes no more of the sample than it has changed of the source.
    """
    every = {name: one for module in modules() for name, one in named(module, (PACKAGE / module).read_text("utf-8")).items()}
    drawn = sorted(every, key=lambda name: _digest(f"{seed}\n{name}"))[:count]
    return {name: every[name] for name in drawn if (every[name].module, _line(every[name]), every[name].new) not in EQUIVALENTS}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _line(one: Mutant) -> str:
    return (PACKAGE / one.module).read_text("utf-8").splitlines()[one.line - 1].strip()


def main(arguments: list[str]) -> int:
    """Try a sample; 1 where less than 95 % of it is noticed."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    asked.add_argument("--sample", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--room", default="", help="try only those of the modules whose path begins so, such as wording/")
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--record", type=Path, help="a file to which every trial is added; what stands in it is not tried again")
    asked.add_argument("--again", action="store_true", help="try those that are recorded as not noticed, and no others")
    asked.add_argument("--tests", nargs="+", help="run only these tests, such as those that were written for what was not noticed")
    given = asked.parse_args(arguments)
    drawn = {name: one for name, one in sample(given.sample, given.seed).items() if one.module.startswith(given.room)}
    with tempfile.TemporaryDirectory() as folder:
        record = Record(given.record or Path(folder) / "record")
        before = record.read()
        waiting = {name: one for name, one in drawn.items() if (before.get(name) is False if given.again else name not in before)}
        tests = {one.module: given.tests or answering(one.module) for one in waiting.values()}
        for tried, some in _parted(waiting):
            tried(given.jobs, some, tests, partial(record.add, some))
        noticed = record.read()
    for name, one in drawn.items():
        if not noticed.get(name):
            print(f"{'survives' if name in noticed else 'not tried'}: {one}")
    found = sum(noticed.get(name, False) for name in drawn)
    print(f"{found} of {len(drawn)} noticed")
    return 0 if found * 20 >= len(drawn) * 19 else 1


Tried = Callable[[int, Mapping[str, Mutant], Mapping[str, Sequence[str]], Callable[[str, Trial], None]], None]


def _parted(waiting: Mapping[str, Mutant]) -> Iterator[tuple[Tried, dict[str, Mutant]]]:
    """Mutants by the way in which they are tried, and by their rooms."""
    inside = {name: one for name, one in waiting.items() if forks.holder(one)}
    for rooms in dict.fromkeys(room(one.module) for one in inside.values()):
        yield forks.tried, {name: one for name, one in inside.items() if room(one.module) == rooms}
    if len(inside) < len(waiting):
        yield tried_together, {name: one for name, one in waiting.items() if name not in inside}


@dataclass(frozen=True, slots=True)
class Record:
    """A file with a line of JSON for each trial."""

    path: Path

    def add(self, tried: Mapping[str, Mutant], name: str, trial: Trial) -> None:
        print(f"{'noticed ' if trial.noticed else 'SURVIVES'} {tried[name]}  [{trial.said[:90]}]", flush=True)
        told = {"name": name, "mutant": str(tried[name]), "noticed": trial.noticed, "said": trial.said}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")

    def read(self) -> dict[str, bool]:
        """Whether each mutant was noticed, when it was tried last."""
        if not self.path.exists():
            return {}
        told = [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]
        return {one["name"]: one["noticed"] for one in told}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
