"""Work on many rows, some at a time, so that their columns stay in a processor's own memory."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import numpy as np

BLOCK = 32_768
ALONE = 8 * BLOCK
"""So many rows are done where they are asked for: what brings rows by the batch has threads of its own."""


def in_blocks(count: int, work: Callable[[slice], None], size: int | None = None) -> None:
    """Do ``work`` for all rows, ``size`` at a time; where they are many by as many threads as there are processors."""
    each = size or BLOCK

    def block(start: int) -> None:
        with np.errstate(all="ignore"):
            work(slice(start, min(start + each, count)))

    starts = range(0, count, each)
    if count <= ALONE:
        for start in starts:
            block(start)
        return
    with ThreadPoolExecutor(cpu_count()) as pool:
        list(pool.map(block, starts))
