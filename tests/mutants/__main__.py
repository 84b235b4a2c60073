"""A sample of mutants on trial: ``python -m tests.mutants --sample 300 --seed 1``.

Prints every mutant that no test notices, and the share that is noticed; equivalent ones, which change nothing that could be
noticed, are listed with their reason in ``equivalents.toml`` and are not counted.
"""

import argparse
import random
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.operators import Mutant, mutants
from tests.mutants.trials import ROOMS, ROOT, answering, copied, tried

PACKAGE = ROOT / "src" / "perfrules"
EQUIVALENTS = {
    (one["file"], one["line"], one["new"])
    for one in tomllib.loads((Path(__file__).with_name("equivalents.toml")).read_text("utf-8")).get("equivalent", ())
}


def modules() -> list[str]:
    """The modules that decide, below the package."""
    found = []
    for room in ROOMS:
        path = PACKAGE / room
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [path.relative_to(PACKAGE).as_posix() for path in found]


def sample(count: int, seed: int) -> list[Mutant]:
    """``count`` mutants of all that decides, drawn with ``seed``; none that is known to be equivalent."""
    every = [one for module in modules() for one in mutants(module, (PACKAGE / module).read_text("utf-8"))]
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    return [one for one in drawn if (one.module, _line(one), one.new) not in EQUIVALENTS]


def _line(one: Mutant) -> str:
    return (PACKAGE / one.module).read_text("utf-8").splitlines()[one.line - 1].strip()


def main(arguments: list[str]) -> int:
    """Try a sample; 1 where less than 95 % of it is noticed."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    asked.add_argument("--sample", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--first", type=int, default=None, help="try only so many of the sample")
    asked.add_argument("--jobs", type=int, default=2)
    given = asked.parse_args(arguments)
    drawn = sample(given.sample, given.seed)[: given.first]
    with tempfile.TemporaryDirectory() as folder:
        shares = [drawn[at :: given.jobs] for at in range(given.jobs)]
        copies = []
        for at in range(given.jobs):
            path = Path(folder) / str(at)
            path.mkdir()
            copies.append(copied(path))
        with ThreadPoolExecutor(given.jobs) as pool:
            survivors = [one for told in pool.map(_survivors, copies, shares) for one in told]
    print(f"{len(drawn) - len(survivors)} of {len(drawn)} noticed")
    return 0 if len(survivors) * 20 <= len(drawn) else 1


def _survivors(copy: Path, drawn: list[Mutant]) -> list[Mutant]:
    left = []
    for one in drawn:
        trial = tried(copy, one.module, one.text, answering(one.module, copy))
        print(f"{'noticed ' if trial.noticed else 'SURVIVES'} {one}  [{trial.said[:90]}]", flush=True)
        if not trial.noticed:
            left.append(one)
    return left


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
