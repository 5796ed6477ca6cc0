"""Functions of the unit cube whose sensitivity is known in closed form, and designs on which they are tried."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.lab.sensitivity.blocks import Blocks
from sim.lab.sensitivity.designs import BlockMethod, block_points

Function = Callable[[NDArray[np.float64]], NDArray[np.float64]]

# Ishigami & Homma (1990) with a = 7, b = 0.1: variances 0.5 (1 + b pi^4 / 5)^2, a^2 / 8 and 8 b^2 pi^8 / 225.
_FIRST = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2
_SECOND = 49 / 8
_TOGETHER = 8 * 0.01 * np.pi**8 / 225
_WHOLE = _FIRST + _SECOND + _TOGETHER
ISHIGAMI_FIRST = np.array([_FIRST, _SECOND, 0.0]) / _WHOLE
ISHIGAMI_TOTAL = np.array([_FIRST + _TOGETHER, _SECOND, _TOGETHER]) / _WHOLE

# Saltelli & Sobol' (1995): product of (|4x - 2| + a) / (1 + a), each factor of variance 1 / (3 (1 + a)^2).
G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0])
_PARTS = 1 / (3 * (1 + G_WEIGHTS) ** 2)
_PRODUCT = np.prod(1 + _PARTS)
G_FIRST = _PARTS / (_PRODUCT - 1)
G_TOTAL = _PARTS / (1 + _PARTS) * _PRODUCT / (_PRODUCT - 1)


def ishigami(points: NDArray[np.float64]) -> NDArray[np.float64]:
    x = np.pi * (2 * points - 1)
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def g_function(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.prod((np.abs(4 * points - 2) + G_WEIGHTS) / (1 + G_WEIGHTS), axis=1))


def linear(*weights: float) -> Function:
    return lambda points: np.asarray(points @ np.array(weights))


def answered(
    method: BlockMethod, blocks: int, unknowns: int, function: Function, noise: NDArray[np.float64] | float = 0.0
) -> Blocks:
    """A function's answers at a design; `noise` has one row a point and one column a world."""
    points = block_points(method, blocks, unknowns, 2012)
    answers = function(points)[:, None] + np.atleast_2d(noise)
    shape = (blocks, -1, answers.shape[1])
    return Blocks(method, answers.reshape(shape), points.reshape(blocks, -1, unknowns), (False,) * unknowns)
