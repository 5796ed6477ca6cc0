"""Who there is to serve in a month and what they offer, reckoned for all of them before anybody is served."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel
from sim.kernels.coordination import coordination_loss
from sim.kernels.groups import gather_groups
from sim.kernels.service import best_fit, gather_workers


@kernel
def gather_hands(
    workers: tuple[Any, ...], groups: tuple[Any, ...], offers: tuple[Any, ...], losses: tuple[Any, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """What social workers and community organisations can do, and how well what is offered fits, by community.

    `workers`, `groups` and `offers` are what `gather_workers`, `gather_groups` and `best_fit` take, and the three
    tables those of their results; `losses` is what `coordination_loss` takes, which is set in place.
    """
    coordination_loss(*losses)
    return gather_workers(*workers), gather_groups(*groups), best_fit(*offers)
