"""How far to trust a box: whether chance could have limited a condition, and whether half the cases show it again.

After Bryant & Lempert 2010 (Technological Forecasting & Social Change 77:34): a one-sided binomial test
of each condition of the box against the box without it (they call its p-value quasi, because the box
was chosen to be dense), and peeling again in random halves of the cases. Here each half's box is also
judged on the other half, which took no part in finding it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.lab.discovery.boxes import Box, Cases, Stage, judged, restricted, with_limit
from sim.lab.discovery.prim import LEAST_MASS, PEELED_SHARE, peel
from sim.lab.keyed import generator

DOUBTFUL_FROM = 0.05
HALVINGS = 20
_LEAST_FAILURES = 5


@dataclass(frozen=True, slots=True)
class Halvings:
    """The box found again in random halves of the cases.

    `found` holds, for each condition, the share of halvings in which it was limited. `coverage` and
    `density` are those on the other half: float64[halvings], nan where that half has no such case.
    """

    found: tuple[float, ...]
    coverage: NDArray[np.float64]
    density: NDArray[np.float64]

    @property
    def count(self) -> int:
        """How many halves were tried."""
        return len(self.density)


def quasi_p_values(box: Box, cases: Cases) -> dict[int, float]:
    """For each limited condition, how likely as dense a box would be if the condition made no difference."""
    from scipy import stats

    here = judged(box, cases)
    values = {}
    for place in restricted(box):
        without = judged(with_limit(box, place, None), cases)
        values[place] = float(stats.binom.sf(here.failing - 1, here.held, without.density))
    return values


def without_chance(box: Box, cases: Cases) -> tuple[Box, tuple[int, ...]]:
    """The box without conditions that chance would have limited, the least certain first, and which these were."""
    dropped: list[int] = []
    while len(restricted(box)) > 1:
        values = quasi_p_values(box, cases)
        weakest = max(values, key=lambda place: values[place])
        if values[weakest] <= DOUBTFUL_FROM:
            break
        box = with_limit(box, weakest, None)
        dropped.append(weakest)
    return box, tuple(dropped)


def found_again(
    stage: Stage, cases: Cases, key: str, share: float = PEELED_SHARE, least_mass: float = LEAST_MASS
) -> Halvings | None:
    """Peel random halves and take from each the box nearest in coverage, the densest of equals.

    The same for the same `key`; None where there are too few failures to halve them.
    """
    if cases.failing < 2 * _LEAST_FAILURES:
        return None
    drawn = generator(f"{key}/halves")
    limited = np.zeros(len(stage.box))
    coverage, density = [], []
    for _ in range(HALVINGS):
        order = drawn.permutation(cases.count)
        half, rest = cases.where(order[: cases.count // 2]), cases.where(order[cases.count // 2 :])
        way = peel(half, share, least_mass)
        nearest = min(way, key=lambda each: (abs(each.coverage - stage.coverage), -each.density))
        limited[list(nearest.restricted)] += 1
        outside = judged(nearest.box, rest)
        coverage.append(outside.coverage)
        density.append(outside.density)
    return Halvings(tuple((limited / HALVINGS).tolist()), np.array(coverage), np.array(density))
