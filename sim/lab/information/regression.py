"""What a policy may be expected to give where one unknown is known: a smooth curve through noisy points.

Natural cubic splines with knots at quantiles (Hastie, Tibshirani & Friedman 2009, §5.2.1); how many is
chosen for each policy by generalised cross-validation, and a constant is among the choices, so that an
unknown that does nothing is seen to do nothing. Choices, and numbers with few values, get a mean each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_CURVES = 5
_FEW_VALUES = 6
_DUST = 1e-20  # of the sum of squares: what rounding leaves of a perfect fit


def bases(unknown: NDArray[np.float64], *, choice: bool = False) -> list[NDArray[np.float64]]:
    """The curves to choose among, each as columns with one orthonormal row a point; the first is a constant."""
    constant = np.ones((len(unknown), 1))
    values, place = np.unique(unknown, return_inverse=True)
    if choice or len(values) <= _FEW_VALUES:
        candidates = [constant, np.eye(len(values))[place]]
    else:
        scaled = (unknown - values[0]) / (values[-1] - values[0])
        candidates = [constant, *(_natural(scaled, count) for count in range(1, _MOST_CURVES + 1))]
    return [np.linalg.qr(candidate)[0] for candidate in candidates]


def preferred(among: Sequence[NDArray[np.float64]], answers: NDArray[np.float64]) -> NDArray[np.int64]:
    """Which of the curves cross-validation prefers for each row of answers: int64[policies].

    `among` are orthonormal bases of one sample, `answers` is float64[policies, points].
    """
    points = answers.shape[1]
    whole = np.square(answers).sum(axis=1)
    scores = []
    for basis in among:
        spare = points - basis.shape[1]
        rest = np.maximum(whole - np.square(answers @ basis).sum(axis=1), 0.0)
        scores.append(rest / spare**2 if spare > 0 else np.full(len(answers), np.inf))
    floor = _DUST * whole / points**2
    return np.asarray(np.argmin(np.maximum(scores, floor), axis=0))


def smoothed(
    among: Sequence[NDArray[np.float64]], answers: NDArray[np.float64], kinds: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The curves of these kinds through each row of answers, by least squares: float64[policies, points]."""
    curves = np.empty_like(answers)
    for kind in np.unique(kinds):
        basis = np.linalg.qr(among[kind])[0]
        rows = kinds == kind
        curves[rows] = (answers[rows] @ basis) @ basis.T
    return curves


def _natural(scaled: NDArray[np.float64], curves: int) -> NDArray[np.float64]:
    """A constant and so many curves that are straight beyond the outermost knots: float64[points, curves + 1]."""
    columns = [np.ones_like(scaled), scaled]
    if curves > 1:
        knots = np.quantile(scaled, np.linspace(0, 1, curves + 1))
        last = _bend(scaled, knots[-2], knots[-1])
        columns += [_bend(scaled, knot, knots[-1]) - last for knot in knots[:-2]]
    return np.stack(columns, axis=1)


def _bend(scaled: NDArray[np.float64], knot: float, end: float) -> NDArray[np.float64]:
    cubes = np.maximum(scaled - knot, 0) ** 3 - np.maximum(scaled - end, 0) ** 3
    return np.asarray(cubes / (end - knot) if end > knot else np.zeros_like(scaled))
