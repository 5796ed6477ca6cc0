"""How much of what is uncertain comes from each unknown: Sobol' indices inside each world.

The first-order index is the share of variance that would go if one unknown were known; the total
index is the share in which it takes part, alone or with others. Estimators: Saltelli et al. (2010,
*Comput. Phys. Commun.* 181:259) for the first, Jansen (1999) for the total, on centred answers. Luck
that differs from run to run looks like interactions, so indices are reckoned inside each world, where
every point meets the same luck, and then averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.lab.sensitivity.blocks import Blocks, Estimate, estimate, resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Shares:
    """For each unknown: first-order and total index, averaged over worlds; nan where nothing varies.

    `first_spread` and `total_spread` are the standard deviation between worlds. `luck` is the share of
    the variance inside a world that other worlds do not repeat: it stands in the total indices, and is
    nobody's. It is nan where there is one world.
    """

    first: Estimate
    total: Estimate
    first_spread: NDArray[np.float64]
    total_spread: NDArray[np.float64]
    luck: float


def variance_shares(blocks: Blocks, key: str) -> Shares:
    """Sobol' indices of every unknown, with intervals from blocks and worlds drawn again together."""
    worlds = blocks.answers.shape[2]
    first, total = sobol_indices(blocks.answers)
    again_first, again_total = [], []
    for rows, chosen in resampled(len(blocks.answers), worlds, key):
        once = sobol_indices(blocks.answers[rows][:, :, chosen])
        again_first.append(once[0].mean(axis=1))
        again_total.append(once[1].mean(axis=1))
    return Shares(
        first=estimate(first.mean(axis=1), again_first),
        total=estimate(total.mean(axis=1), again_total),
        first_spread=_between(first),
        total_spread=_between(total),
        luck=_luck(blocks.answers),
    )


def sobol_indices(answers: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """First-order and total indices in each world: two float64[unknowns, worlds].

    `answers` is float64[blocks, A and mixtures and B, worlds]. An index is nan where nothing varies.
    """
    centred = answers - answers.mean(axis=(0, 1))
    a, mixed, b = centred[:, :1], centred[:, 1:-1], centred[:, -1:]
    variance = np.concatenate([a, b], axis=1).var(axis=(0, 1))
    varies = variance > _DUST * np.square(np.abs(answers).max(axis=(0, 1)))
    scale = np.where(varies, variance, np.nan)
    first = (b * (mixed - a)).mean(axis=0) / scale
    total = np.square(a - mixed).mean(axis=0) / (2 * scale)
    return first, total


_DUST = 1e-24  # of the square of the largest answer: what adding up leaves where nothing varies


def _between(indices: NDArray[np.float64]) -> NDArray[np.float64]:
    worlds = indices.shape[1]
    return indices.std(axis=1, ddof=1) if worlds > 1 else np.full(len(indices), np.nan)


def _luck(answers: NDArray[np.float64]) -> float:
    """What points and worlds do together beyond what each does alone, in the variance inside a world."""
    points = answers[:, [0, -1]].reshape(-1, answers.shape[2])
    count, worlds = points.shape
    within = points.var(axis=0, ddof=1).mean()
    if worlds == 1 or within <= 0:
        return float("nan")
    together = points - points.mean(axis=0) - points.mean(axis=1, keepdims=True) + points.mean()
    return float(np.square(together).sum() / ((count - 1) * (worlds - 1)) / within)
