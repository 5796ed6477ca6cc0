"""How far two rankings agree, counted without looking at every pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, kernel


@kernel
def enter_rank(tree: NDArray[np.int64], rank: int) -> None:
    """Enter one more of a rank into a tree of counts (Fenwick 1994, *Software: Practice and Experience* 24:327)."""
    node = rank + 1
    while node < len(tree):
        tree[node] += 1
        node += node & -node


@kernel
def count_below(tree: NDArray[np.int64], rank: int) -> int:
    """How many of lower ranks were entered into a tree of counts."""
    node, count = rank, 0
    while node > 0:
        count += tree[node]
        node -= node & -node
    return count


@array_kernel
def agree_in_order(scores: NDArray[np.float64], ranks: NDArray[np.int64]) -> int:
    """Pairs in the same order by `scores`, which go up, and by `ranks`, less those in the other order.

    Each is weighed against all of lower scores at once.
    """
    tree, entered, agreed = np.zeros(len(ranks) + 1, dtype=np.int64), 0, 0
    for place in range(len(ranks)):
        while scores[entered] < scores[place]:
            enter_rank(tree, ranks[entered])
            entered += 1
        agreed += count_below(tree, ranks[place]) - (entered - count_below(tree, ranks[place] + 1))
    return agreed


@array_kernel
def ranks_of(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many values are lower than each one: int64[values]."""
    order, ranks, rank = np.argsort(values), np.empty(len(values), dtype=np.int64), 0
    for place in range(len(order)):
        rank = place if values[order[place]] > values[order[rank]] else rank
        ranks[order[place]] = rank
    return ranks


@array_kernel
def agreement(scores: NDArray[np.float64], quality: NDArray[np.float64]) -> tuple[int, int]:
    """Ordered pairs whom scores and quality put in the same order less those in the other; and all."""
    order, ranks = np.argsort(scores), ranks_of(quality)
    return 2 * agree_in_order(scores[order], ranks[order]), len(order) * (len(order) - 1)
