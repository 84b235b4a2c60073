"""Work on many things by several processes, without importing the program that asked for it a second time."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from perfrules.errors import PerfrulesError
from perfrules.wording.languages import APPLIED
from perfrules.wording.vocabularies import applied

T = TypeVar("T")
R = TypeVar("R")

_WORKER = "from perfrules.statements.pools import serve; serve()"


def pooled(work: Callable[[T], R], items: Sequence[T], many: int) -> list[R]:
    """``work`` of every item, in order; from ``many`` on by as many processes as there are processors.

    ``work`` is a function of a module, and reads by the vocabulary that is applied here. What it raises is raised here.
    """
    count = min(os.cpu_count() or 1, len(items) // max(many // 2, 1))
    if len(items) < many or count < 2:
        return [work(item) for item in items]
    size = -(-len(items) // count)
    parts = [items[start : start + size] for start in range(0, len(items), size)]
    workers = [subprocess.Popen([sys.executable, "-c", _WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in parts]  # noqa: S603
    for worker, part in zip(workers, parts, strict=True):
        assert worker.stdin is not None
        pickle.dump((work, part, APPLIED.get()), worker.stdin)
        worker.stdin.close()
    out: list[R] = []
    failure: PerfrulesError | None = None
    for worker in workers:
        assert worker.stdout is not None
        found = pickle.load(worker.stdout)  # noqa: S301 -- our own process wrote it
        worker.stdout.close()
        worker.wait()
        if isinstance(found, PerfrulesError):
            failure = failure or found
        else:
            out += found
    if failure is not None:
        raise failure
    return out


def serve() -> None:
    """Be a worker: read a function and its items, write what it makes of them."""
    work, items, vocabulary = pickle.load(sys.stdin.buffer)  # noqa: S301 -- our own process wrote it
    try:
        with applied(vocabulary):
            found: object = [work(item) for item in items]
    except PerfrulesError as error:
        found = error
    pickle.dump(found, sys.stdout.buffer)
