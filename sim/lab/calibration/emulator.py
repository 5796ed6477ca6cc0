"""A quick stand-in for the model: one target's mean over worlds as a smooth function of the coefficients.

A Gaussian process with a straight-line part, a Matérn part (smoothness 5/2) with a length of its own in
every direction, and noise that is no part of what is predicted. Before it is believed it must predict
each of its own runs from the others (leave-one-out: Rasmussen & Williams 2006, eqs. 5.10-5.12).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.lab.extras import need

Numbers = NDArray[np.float64]
Verdict = Literal["good", "weak", "refused"]

LEAST_WITHIN_THREE = 0.95
LEAST_WITHIN_TWO = 0.90
LEAST_EXPLAINED = 0.5
_SHORTEST, _LONGEST = 0.1, 50.0
_LEAST_NOISE = 1e-8
_JITTER = 1e-10


@dataclass(frozen=True, slots=True)
class Quality:
    """How well an emulator foretells runs that it was not shown.

    `explained` is the share of the variance over points that leave-one-out predictions explain;
    `within_two` and `within_three` are the shares of leave-one-out errors within so many of their own
    standard deviations (95% and more than 99% if the emulator is right about itself).
    """

    runs: int
    explained: float
    within_two: float
    within_three: float

    @property
    def verdict(self) -> Verdict:
        """`refused` if it is too sure of itself to rule anything out, `weak` if it says little, else `good`."""
        if self.within_three < LEAST_WITHIN_THREE:
            return "refused"
        if self.within_two < LEAST_WITHIN_TWO or self.explained < LEAST_EXPLAINED:
            return "weak"
        return "good"


class Emulator:
    """A Gaussian process over the unit cube, fitted to the mean of one target at some points."""

    def __init__(self, points: Numbers, values: Numbers, shape: Numbers | None = None) -> None:
        """Fit to values float64[runs] at points float64[runs, dimensions] by maximum likelihood.

        A `shape` that was fitted before is taken as it is. UsageError where scikit-learn is not installed.
        """
        process = need("sklearn.gaussian_process", "analysis", "calibrate")
        self._scale = float(np.std(values)) or 1.0
        self._middle = float(np.mean(values))
        kernel = _kernel(process.kernels, points.shape[1])
        with warnings.catch_warnings():
            # A length or variance that ends at its bound says that a direction does not matter.
            warnings.filterwarnings("ignore", category=need("sklearn.exceptions", "analysis", "").ConvergenceWarning)
            if shape is not None:
                kernel.theta = shape
            fitted = process.GaussianProcessRegressor(
                kernel, alpha=_JITTER, optimizer="fmin_l_bfgs_b" if shape is None else None
            ).fit(points, (values - self._middle) / self._scale)
        self._points = points
        self._kernel = fitted.kernel_
        self._noise = float(fitted.kernel_.k2.noise_level)
        self._lower = np.asarray(fitted.L_)
        self._weights = np.asarray(fitted.alpha_)
        self.quality = self._foretold(values)

    @property
    def shape(self) -> Numbers:
        """Logarithms of the variances and lengths that were fitted."""
        return np.asarray(self._kernel.theta)

    def predict(self, points: Numbers) -> tuple[Numbers, Numbers]:
        """Mean and variance of the target's expectation at some points: float64[points] each."""
        from scipy.linalg import solve_triangular

        across = self._kernel(points, self._points)
        known = solve_triangular(self._lower, across.T, lower=True, check_finite=False)
        variance = self._kernel.diag(points) - self._noise - np.square(known).sum(axis=0)
        mean = self._middle + self._scale * (across @ self._weights)
        return np.asarray(mean), np.asarray(np.maximum(variance, 0.0) * self._scale**2)

    def _foretold(self, values: Numbers) -> Quality:
        from scipy.linalg import cho_solve

        inverse = np.diag(cho_solve((self._lower, True), np.eye(len(values)), check_finite=False))
        errors = self._scale * self._weights / inverse
        standardised = np.abs(self._weights) / np.sqrt(inverse)
        spread = float(np.square(values - values.mean()).sum())
        explained = 1.0 - float(np.square(errors).sum()) / spread if spread > 0.0 else 1.0
        within = [float(np.mean(standardised <= limit)) for limit in (2.0, 3.0)]
        return Quality(len(values), explained, *within)


def _kernel(kernels: Any, dimensions: int) -> Any:  # noqa: ANN401  scikit-learn has no types
    line = kernels.ConstantKernel(1.0, (1e-4, 1e2)) * kernels.DotProduct(1.0, (1e-2, 1e1))
    curve = kernels.ConstantKernel(1.0, (1e-4, 1e2)) * kernels.Matern(
        np.full(dimensions, 2.0), (_SHORTEST, _LONGEST), nu=2.5
    )
    return line + curve + kernels.WhiteKernel(0.05, (_LEAST_NOISE, 1.0))
