"""How much of their work the three societies do twice (E23)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import exponential, kernel


@kernel
def coordination_loss(
    linkage_share: NDArray[np.float64],
    left: NDArray[np.float64],
    alone: float,
    by_meetings: float,
    effect: float,
    loss: NDArray[np.float64],
) -> None:
    """Set the share of contacts that workers and committee duplicate in each community, in place (E23).

    `alone` is the share where nobody coordinates; meetings and the committee's hours for linkage lower
    it, and other institutions leave a part of it, `left`.
    """
    for row in range(len(loss)):
        loss[row] = alone * exponential(-by_meetings - effect * linkage_share[row]) * left[row]
