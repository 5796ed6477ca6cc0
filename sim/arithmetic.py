"""Exponential, logarithm and logistic that give the same bits on every processor.

The libraries' versions differ in the last bit between processors and versions. These use only
+ - * /, comparisons and exact powers of two, so a run is the same everywhere. The polynomials are
truncated series; the largest relative error over the range used is tested against 50-digit values.
What residents see, trust and do is reckoned in 32 bits, in which it is kept.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from sim.lanes import LANES, sums_in_lanes

compiled = partial(numba.njit, cache=True, error_model="numpy")
"""Cached on disk, no division checks, no fast-math."""
kernel = compiled(_nrt=False)
"""How a kernel is compiled: it makes no arrays, calls none that does, and gives back numbers only.

So numba need not count who uses an array (docs/decisions.md).
"""
array_kernel = compiled(_nrt=True)
"""How a kernel is compiled that makes arrays, or calls one that does."""
shared_kernel = compiled(_nrt=False, nogil=True)
"""A kernel that does its work in some communities while other threads do theirs in others."""
shared_array_kernel = compiled(_nrt=True, nogil=True)
"""The same for one that makes arrays, or calls one that does."""

_LOG2E = 1.4426950408889634
_LN2_HIGH = 0.6931471803691238
_LN2_LOW = 1.9082149292705877e-10
_EXP_LARGEST = 700.0
_EXPONENT_OF_ONE, _BEFORE_EXPONENT = 1023, 52
"""Where a number of 64 bits keeps its power of two: 2^n has the exponent 1023 + n, after 52 bits of fraction."""
_HALF: Any = np.float32(0.5)
_ONE: Any = np.float32(1.0)
_LOG2E_32, _EXP_LARGEST_32 = np.float32(_LOG2E), np.float32(87.0)
_LN2_HIGH_32, _LN2_LOW_32 = np.float32(0.693359375), np.float32(-2.12194440e-4)
_EXPONENT_OF_ONE_32, _BEFORE_EXPONENT_32 = np.int32(127), np.int32(23)
_SERIES_32 = tuple(np.float32(1.0 / math.factorial(power)) for power in range(7, -1, -1))
_SQRT_HALF = 0.7071067811865476
_TURNS, _DEPTH = 16, 200


@kernel
def four_in_32_bits(four: tuple[float, float, float, float]) -> tuple[Any, Any, Any, Any]:
    """Four numbers rounded to 32 bits, in which what follows from residents' columns is reckoned."""
    a, b, c, d = four
    return np.float32(a), np.float32(b), np.float32(c), np.float32(d)


@kernel
def five_in_32_bits(five: tuple[float, float, float, float, float]) -> tuple[Any, Any, Any, Any, Any]:
    """Five numbers rounded to 32 bits."""
    a, b, c, d, e = five
    return np.float32(a), np.float32(b), np.float32(c), np.float32(d), np.float32(e)


@kernel
def exponential(x: float) -> float:
    """E to the power x, for x clipped to +-700. Relative error below 1e-15."""
    x = min(max(x, -_EXP_LARGEST), _EXP_LARGEST)
    whole = math.floor(x * _LOG2E + 0.5)
    r = (x - whole * _LN2_HIGH) - whole * _LN2_LOW
    p = 1.0 / 6227020800.0
    p = p * r + 1.0 / 479001600.0
    p = p * r + 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    power: float = np.int64((np.int64(whole) + _EXPONENT_OF_ONE) << _BEFORE_EXPONENT).view(np.float64)
    return p * power


@kernel
def exponential32(x: Any) -> Any:  # noqa: ANN401  numbers of 32 bits have no other type
    """E to the power x in 32 bits, for a 32-bit x clipped to +-87. Relative error below 2e-7."""
    x = min(max(x, -_EXP_LARGEST_32), _EXP_LARGEST_32)
    whole = np.floor(x * _LOG2E_32 + _HALF)
    r = (x - whole * _LN2_HIGH_32) - whole * _LN2_LOW_32
    p = _SERIES_32[0]
    for place in range(1, len(_SERIES_32)):
        p = p * r + _SERIES_32[place]
    power = np.int32((np.int32(whole) + _EXPONENT_OF_ONE_32) << _BEFORE_EXPONENT_32).view(np.float32)
    return p * power


@kernel
def logarithm(x: float) -> float:
    """Natural logarithm of a positive x. Relative error below 1e-15."""
    fraction, power = math.frexp(x)
    if fraction < _SQRT_HALF:
        fraction *= 2.0
        power -= 1
    s = (fraction - 1.0) / (fraction + 1.0)
    z = s * s
    p = 1.0 / 23.0
    for odd in range(21, 0, -2):
        p = p * z + 1.0 / odd
    return power * _LN2_HIGH + (power * _LN2_LOW + 2.0 * s * p)


@kernel
def logistic(x: float) -> float:
    """Share between 0 and 1 that grows with x: 1 / (1 + e^-x)."""
    return 1.0 / (1.0 + exponential(-x))


@kernel
def logit(share: float) -> float:
    """Undo the logistic; the share is kept within 1e-9 of the open interval."""
    share = min(max(share, 1e-9), 1.0 - 1e-9)
    return logarithm(share / (1.0 - share))


@kernel
def squash32(x: Any) -> Any:  # noqa: ANN401
    """Share between 0 and 1 that grows with x, in 32 bits: cheaper than the logistic, with heavier tails."""
    return _HALF + _HALF * x / (_ONE + abs(x))


@kernel
def clip(x: float, low: float, high: float) -> float:
    """Keep x within its bounds."""
    return min(max(x, low), high)


def round_half_up(x: float) -> int:
    """Round to the nearest whole number, halves upwards."""
    return int(np.floor(x + 0.5))


@kernel
def sum_in_lanes(values: NDArray[np.float64], first: int, last: int) -> float:
    """Sum of values first to last - 1: eight sums side by side, then what is left over."""
    count = last - first
    if count < LANES:
        few = 0.0
        for place in range(first, last):
            few += values[place]
        return few
    a, b, c, d = values[first], values[first + 1], values[first + 2], values[first + 3]
    e, f, g, h = values[first + 4], values[first + 5], values[first + 6], values[first + 7]
    end = last - count % LANES
    for place in range(first + LANES, end, LANES):
        a, b, c, d = a + values[place], b + values[place + 1], c + values[place + 2], d + values[place + 3]
        e, f, g, h = e + values[place + 4], f + values[place + 5], g + values[place + 6], h + values[place + 7]
    total: float = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for place in range(end, last):
        total += values[place]
    return total


@shared_kernel
def total(values: NDArray[np.floating]) -> float:
    """Sum of a column in 64 bits: eight sums side by side, the first of which takes what is left over."""
    a, b, c, d, e, f, g, h = sums_in_lanes(values)
    for row in range(len(values) - len(values) % LANES, len(values)):
        a += values[row]
    return ((a + b) + (c + d)) + ((e + f) + (g + h))


@shared_kernel
def count(values: NDArray[np.generic]) -> int:
    """How many values of a column are not 0."""
    found = 0
    for row in range(len(values)):
        found += values[row] != 0
    return found


@kernel
def largest(values: NDArray[np.generic]) -> int:
    """Largest value of a column of whole numbers, at least -1."""
    most = -1
    for row in range(len(values)):
        most = max(most, values[row])
    return most


@shared_kernel
def count_between(values: NDArray[np.uint8], low: int, high: int) -> int:
    """How many values of a column lie from low to high, both included."""
    found = 0
    for row in range(len(values)):
        found += (values[row] >= low) & (values[row] <= high)
    return found


@array_kernel
def sum_in_pairs(values: NDArray[np.float64], count: int) -> float:
    """Sum of the first `count` values in the order in which numpy's sum adds them: half and half, down to 128."""
    if count <= LANES * _TURNS:
        return sum_in_lanes(values, 0, count)
    begin, end, sums = np.zeros(_DEPTH, dtype=np.int64), np.zeros(_DEPTH, dtype=np.int64), np.zeros(_DEPTH)
    open_, done = 1, 0
    end[0] = count
    while open_ > 0:
        open_ -= 1
        first, last = begin[open_], end[open_]
        if first < 0:
            done -= 1
            sums[done - 1] += sums[done]
        elif last - first <= LANES * _TURNS:
            sums[done] = sum_in_lanes(values, first, last)
            done += 1
        else:
            half = (last - first) // 2
            middle = first + half - half % LANES
            # To be done from the last to the first: the left half, the right half, the sum of both.
            begin[open_], begin[open_ + 1], begin[open_ + 2] = -1, middle, first
            end[open_], end[open_ + 1], end[open_ + 2] = -1, last, middle
            open_ += 3
    total: float = sums[0]
    return total
