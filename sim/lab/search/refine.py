"""From the best policy found so far to one that no small change improves.

Each round tries every change of one lever by one value, two, four and so on; when none helps, every
change of two levers, one by one value and the other by one or two. It ends where nothing of that is
better: the best in its neighbourhood, which need not be the best of all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.lab.search.space import Space

Ranks = Callable[[Sequence[int]], NDArray[np.float64]]
MOST_ROUNDS = 40


def refined(space: Space, cell: int, ranks: Ranks) -> tuple[int, bool]:
    """The last policy of a way down from `cell`, and whether nothing around it is better.

    `ranks` gives each policy's rank, lower being better and infinite where it is not to be had.
    """
    for _ in range(MOST_ROUNDS):
        for around in (space.along_one, space.along_two):
            better = _better(cell, list(around(cell)), ranks)
            if better is not None:
                cell = better
                break
        else:
            return cell, True
    return cell, False


def _better(cell: int, around: list[int], ranks: Ranks) -> int | None:
    """The best of some policies, if it is better than this one."""
    found = ranks([cell, *around])
    best = int(np.argmin(found))
    return around[best - 1] if best and found[best] < found[0] else None
