"""Means, shares and counts of columns in 64 bits; NaN where there is nobody."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import count, count_between, kernel, shared_array_kernel, shared_kernel, total


def one_over_another(top: float, bottom: float) -> float:
    """One count over another, as `ratio` gives it to kernels."""
    return top / bottom if bottom > 0 else math.nan


ratio = kernel(one_over_another)


@shared_kernel
def mean(values: NDArray[np.floating]) -> float:
    """Mean of a column."""
    return total(values) / len(values) if len(values) else math.nan


@shared_array_kernel
def mean_where(values: NDArray[np.number], where: NDArray[np.bool_]) -> float:
    """Mean of a column over the rows that are marked."""
    marked, found = np.empty(len(values)), 0
    for row in range(len(values)):
        marked[found] = values[row]
        found += where[row]
    return total(marked[:found]) / found if found else math.nan


@shared_kernel
def share(values: NDArray[np.generic]) -> float:
    """Share of a column's values that are not 0."""
    return count(values) / len(values) if len(values) else math.nan


@shared_kernel
def share_between(values: NDArray[np.uint8], low: int, high: int) -> float:
    """Share of a column's values that lie from low to high, both included."""
    return count_between(values, low, high) / len(values) if len(values) else math.nan


@shared_kernel
def share_with_any(values: NDArray[np.uint8], bits: int) -> float:
    """Share of a column's values that have any of some bits."""
    found, wanted = 0, np.uint8(bits)
    for row in range(len(values)):
        found += (values[row] & wanted) != 0
    return found / len(values) if len(values) else math.nan


@shared_kernel
def count_crossed(one: NDArray[np.generic], other: NDArray[np.bool_]) -> tuple[int, int, int]:
    """Rows whose first value is not 0, rows whose second is not, and rows of which both are true."""
    first = second = both = 0
    for row in range(len(one)):
        first += one[row] != 0
        second += other[row] != 0
        both += (one[row] != 0) & (other[row] != 0)
    return first, second, both


@shared_kernel
def count_within(flags: NDArray[np.bool_], first: int, last: int) -> int:
    """How many of the rows from first to before last have a flag."""
    return count(flags[first:last])
