"""What the facts leave of the space of coefficients: points spread evenly over it, and its volume.

Each wave's emulators cut a part away. The rest is found by subset simulation (Au & Beck 2001,
*Probabilistic Engineering Mechanics* 16:263): the demand is raised in steps that a fifth of the points
meet, the others are replaced by copies of those, and all walk at random within what meets the demand.
The product of the shares is the volume.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.lab.calibration.emulator import Emulator
from sim.lab.calibration.implausibility import RANKS, Aim, Rank, implausibility

Numbers = NDArray[np.float64]
Score = Callable[[Numbers, float], Numbers]
"""The worst implausibility of each point; what exceeds the second argument may come out as infinite."""

_STEP_SHARE = 0.2
_MOST_STEPS = 16
_MOVES = 12
_WANTED_MOVES = 0.3
_FIRST_REACH = 1.5
_LEAST_SPREAD = 1e-9


@dataclass(frozen=True)
class Demand:
    """What one wave asks of a point: to be near every fact whose emulator is believed."""

    emulators: Mapping[str, Emulator]
    aims: Mapping[str, Aim]
    ensemble: Mapping[str, float]
    rank: Rank

    def score(self, points: Numbers, ceiling: float = np.inf) -> Numbers:
        """The worst implausibility of each point: float64[points]; infinite where it exceeds `ceiling`."""
        count = max(1, min(RANKS[self.rank], len(self.emulators)))
        highest = np.zeros((len(points), count + 1))
        open_rows = np.arange(len(points))
        for name, emulator in self.emulators.items():
            mean, variance = emulator.predict(points[open_rows])
            each = implausibility(self.aims[name], mean, variance, self.ensemble[name])
            highest[open_rows, 0] = each
            highest[open_rows] = np.sort(highest[open_rows], axis=1)
            open_rows = open_rows[highest[open_rows, 1] <= ceiling]
            if not len(open_rows):
                break
        judged = highest[:, 1]
        return np.asarray(np.where(judged <= ceiling, judged, np.inf))


@dataclass(frozen=True)
class Region:
    """Points spread evenly over what is left after some waves, and its share of the whole.

    `points` is float64[points, dimensions] in the unit cube, empty where nothing is left; `nearest` is
    the least worst implausibility that was met.
    """

    points: Numbers
    share: float
    nearest: float
    demands: tuple[Demand, ...] = ()

    def holds(self, points: Numbers, cut_off: float) -> NDArray[np.bool_]:
        """Which points no wave rules out."""
        inside = np.asarray(((points >= 0.0) & (points <= 1.0)).all(axis=1))
        for demand in reversed(self.demands):
            rows = np.flatnonzero(inside)
            inside[rows] = demand.score(points[rows], cut_off) <= cut_off
        return inside

    def narrowed(self, demand: Demand, cut_off: float, generator: np.random.Generator) -> Region:
        """What one more demand leaves."""
        points, share, nearest = _narrowed(self, demand.score, cut_off, generator)
        return Region(points, self.share * share, nearest, (*self.demands, demand))


def whole(points: int, dimensions: int, seed: int) -> Region:
    """The whole space before the first wave."""
    from sim.lab.sampling import unit_points

    return Region(unit_points("halton", points, dimensions, seed), 1.0, np.inf)


def _narrowed(
    region: Region, score: Score, cut_off: float, generator: np.random.Generator
) -> tuple[Numbers, float, float]:
    points = region.points
    scores = score(points, np.inf)
    share = 1.0
    for _ in range(_MOST_STEPS):
        level = max(cut_off, float(np.quantile(scores, _STEP_SHARE, method="lower")))
        survivors = np.flatnonzero(scores <= level)
        share *= len(survivors) / len(points)
        copies = survivors[np.arange(len(points)) * len(survivors) // len(points)]
        points, scores = _walked(region, score, cut_off, (points[copies], scores[copies], level), generator)
        if level <= cut_off:
            return points, share, float(scores.min())
    return points[:0], 0.0, float(scores.min())


def _walked(
    region: Region,
    score: Score,
    cut_off: float,
    start: tuple[Numbers, Numbers, float],
    generator: np.random.Generator,
) -> tuple[Numbers, Numbers]:
    """Metropolis steps within the region and the level: evenly spread points stay so and copies part."""
    points, scores, level = start
    dimensions = points.shape[1]
    shape = np.cov(points, rowvar=False).reshape(dimensions, dimensions) + _LEAST_SPREAD * np.eye(dimensions)
    root = np.linalg.cholesky(shape)
    reach = _FIRST_REACH / np.sqrt(dimensions)
    for _ in range(_MOVES):
        tried = points + reach * generator.standard_normal(points.shape) @ root.T
        rows = np.flatnonzero(((tried >= 0.0) & (tried <= 1.0)).all(axis=1))
        met = np.full(len(points), np.inf)
        met[rows] = score(tried[rows], level)
        rows = np.flatnonzero(met <= level)
        rows = rows[region.holds(tried[rows], cut_off)]
        points, scores = points.copy(), scores.copy()
        points[rows], scores[rows] = tried[rows], met[rows]
        reach *= np.exp(len(rows) / len(points) - _WANTED_MOVES)
    return points, scores


def spread_out(points: Numbers, count: int, generator: np.random.Generator) -> Numbers:
    """Take up to `count` different points at random, in an order of chance."""
    _, first = np.unique(points, axis=0, return_index=True)
    return np.asarray(points[generator.permutation(np.sort(first))[:count]])


def columns(points: Numbers, ranges: Sequence[tuple[float, float]]) -> Numbers:
    """Points of the unit cube as values of the coefficients, rounded to seven digits."""
    low = np.array([ends[0] for ends in ranges])
    high = np.array([ends[1] for ends in ranges])
    placed = low + points * (high - low)
    return np.array([[float(f"{value:.7g}") for value in row] for row in placed.tolist()]).reshape(points.shape)


def unit(values: Numbers, ranges: Sequence[tuple[float, float]]) -> Numbers:
    """Values of the coefficients as points of the unit cube."""
    low = np.array([ends[0] for ends in ranges])
    high = np.array([ends[1] for ends in ranges])
    return np.asarray((values - low) / (high - low))
