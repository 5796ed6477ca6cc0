"""What organisations' work is truly worth, beside what evaluators make of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, sum_in_pairs
from sim.census import contract_holders
from sim.kernels.evaluation import fit_of_own
from sim.kernels.ranking import agreement


@array_kernel
def true_quality(
    contract: NDArray[np.int32],
    running: NDArray[np.bool_],
    fit: NDArray[np.float64],
    holder: NDArray[np.int32],
    effort: NDArray[np.float64],
    displaced: NDArray[np.float64],
    agencies: int,
) -> NDArray[np.float64]:
    """What an agency's work is worth by its own doing, whatever evaluators make of it: float64[agencies].

    `contract`, `running` and `fit` are the programmes', `holder` is who holds each contract.
    """
    quality = fit_of_own(contract, running, fit, holder, agencies)
    for row in range(agencies):
        quality[row] = quality[row] * effort[row] * (1.0 - displaced[row])
    return quality


@array_kernel
def worth_by_value(
    value: NDArray[np.int64],
    contract: NDArray[np.int32],
    running: NDArray[np.bool_],
    fit: NDArray[np.float64],
    holder: NDArray[np.int32],
    effort: NDArray[np.float64],
    displaced: NDArray[np.float64],
    agencies: int,
) -> tuple[float, int]:
    """What agencies' work is worth times the fen of their contracts, and these fen; arguments as in `true_quality`."""
    worth = true_quality(contract, running, fit, holder, effort, displaced, agencies)
    parts, count, fen = np.empty(len(value)), 0, 0
    for row in range(len(value)):
        if 0 <= holder[row] < len(worth):
            parts[count] = value[row] * worth[holder[row]]
            count += 1
            fen += value[row]
    return sum_in_pairs(parts, count), fen


@array_kernel
def judged_rightly(
    stars: NDArray[np.uint8],
    rating: NDArray[np.float64],
    star: NDArray[np.float64],
    contract: NDArray[np.int32],
    running: NDArray[np.bool_],
    fit: NDArray[np.float64],
    holder: NDArray[np.int32],
    effort: NDArray[np.float64],
    displaced: NDArray[np.float64],
    agencies: int,
) -> tuple[int, int]:
    """Ordered pairs of contract holders whose scores and work agree in order less those that do not; and all pairs.

    Who has `stars` scores by `rating`, who has none yet by `star`; the other arguments are as in `true_quality`.
    """
    held = contract_holders(holder, agencies)
    quality = true_quality(contract, running, fit, holder, effort, displaced, agencies)
    scores, worth, count = np.empty(agencies), np.empty(agencies), 0
    for row in range(agencies):
        if held[row]:
            scores[count] = rating[row] if stars[row] > 0 else star[row]
            worth[count] = quality[row]
            count += 1
    return agreement(scores[:count], worth[:count])
