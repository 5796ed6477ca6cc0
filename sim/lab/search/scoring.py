"""How a policy does in the worlds of a search: what is to be low, which bounds it keeps, the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.lab.intervals import t_interval
from sim.lab.search.evaluations import Evaluations
from sim.lab.search.question import Bound, Search

# A policy whose outcome is undefined or whose run failed is worse than any other and keeps no bound.
_WORST = 1e300


@dataclass(frozen=True)
class Scoring:
    """Policies as a search sees them: means over its worlds."""

    search: Search
    evaluations: Evaluations

    def means(self, cells: Sequence[int], outcome: str) -> NDArray[np.float64]:
        """The mean of an outcome over worlds: float64[policies], nan where it is undefined in one."""
        return np.asarray(self.evaluations.outcome(cells, outcome).mean(axis=1))

    def lows(self, cells: Sequence[int]) -> NDArray[np.float64]:
        """What is to be low: float64[policies, objectives], with the sign turned where high is better."""
        columns = [
            (-1.0 if direction == "higher" else 1.0) * self.means(cells, name) for name, direction in self.search.aims()
        ]
        return np.asarray(np.nan_to_num(np.column_stack(columns), nan=_WORST))

    def misses(self, cells: Sequence[int]) -> NDArray[np.float64]:
        """By how much bounds are missed: float64[policies, bounds], at most zero where they are kept.

        The last column is above zero where something is undefined.
        """
        columns = [missed(bound, self.means(cells, bound.outcome)) for bound in self.search.constraint]
        undefined = np.where((self.lows(cells) >= _WORST).any(axis=1), 1.0, -1.0)
        return np.asarray(np.nan_to_num(np.column_stack([*columns, undefined]), nan=_WORST))

    def scores(self, cells: Sequence[int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Both at once, after the runs that are missing were done together."""
        self.evaluations.run(cells)
        return self.lows(cells), self.misses(cells)

    def allowed(self, cells: Sequence[int]) -> NDArray[np.bool_]:
        """Which policies keep every bound: bool[policies]."""
        return np.asarray((self.misses(cells) <= 0).all(axis=1))

    def reaching(self, cells: Sequence[int]) -> NDArray[np.bool_]:
        """Which policies keep every bound and have the target inside the better side of their 95% interval."""
        target = self.search.target
        if target is None:
            return self.allowed(cells)
        interval = t_interval(self.evaluations.outcome(cells, target.outcome))
        end = interval.low if target.at_least is not None else interval.high
        return np.asarray(self.allowed(cells) & (missed(target, end) <= 0))


def missed(bound: Bound, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much numbers miss a bound; nan stays nan."""
    if bound.at_least is not None:
        return bound.at_least - numbers
    return numbers - (bound.at_most if bound.at_most is not None else np.inf)
