"""How far a point is from the facts, in standard deviations of everything that could excuse the distance.

I(x) = |z - E f(x)| / sqrt(emulator variance + ensemble variance + observation variance + discrepancy
variance), after Vernon, Goldstein & Bower (2010, eq. 11) and, for the ensemble's part, Andrianakis et al.
(2015). A fact that is a bound is missed only beyond it. Above 3 a point is implausible: by Pukelsheim's
rule 95% of any unimodal distribution lie within three standard deviations (1994, *Am. Stat.* 48:88).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Relation = Literal["equal", "at_most", "at_least"]
Rank = Literal["largest", "second_largest"]
RANKS: dict[Rank, int] = {"largest": 1, "second_largest": 2}


@dataclass(frozen=True, slots=True)
class Aim:
    """One fact as it is aimed at: its value or bound, and how far off an honest model may be.

    `observation_sd` is the error of the fact, `discrepancy_sd` that of the model, in the fact's unit.
    """

    name: str
    value: float
    relation: Relation
    observation_sd: float
    discrepancy_sd: float

    @property
    def excused(self) -> float:
        """The variance of observation and discrepancy together."""
        return self.observation_sd**2 + self.discrepancy_sd**2

    def miss(self, values: Numbers) -> Numbers:
        """How far values lie from the fact, never negative; nan stays nan."""
        away = values - self.value
        if self.relation == "equal":
            return np.asarray(np.abs(away))
        beyond = away if self.relation == "at_most" else -away
        return np.asarray(np.where(np.isnan(beyond), np.nan, np.maximum(beyond, 0.0)))


def implausibility(
    aim: Aim, expected: Numbers, emulator_variance: Numbers | float, ensemble_variance: float
) -> Numbers:
    """I of each point against one fact: float64[points]; infinite where the quantity is undefined.

    `expected` is the emulator's mean, or the mean over runs with an emulator variance of 0;
    `ensemble_variance` is the variance of a mean over the worlds that were run.
    """
    spread = np.sqrt(emulator_variance + ensemble_variance + aim.excused)
    return np.asarray(np.where(np.isnan(expected), np.inf, aim.miss(expected) / spread))


def worst(each: Numbers, rank: int) -> Numbers:
    """The largest (`rank` 1) or second largest (2) implausibility of each point: each is float64[points, facts]."""
    place = min(rank, each.shape[1])
    return np.asarray(-np.partition(-each, place - 1, axis=1)[:, place - 1])


def ensemble_variance(runs: Numbers) -> float:
    """The variance of a mean over worlds, pooled over points: runs is float64[points, worlds].

    0 with one world, where it cannot be known.
    """
    worlds = runs.shape[1]
    defined = runs[np.isfinite(runs).all(axis=1)]
    if worlds == 1 or not len(defined):
        return 0.0
    return float(np.mean(np.var(defined, axis=1, ddof=1)) / worlds)
