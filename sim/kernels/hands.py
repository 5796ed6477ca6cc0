"""Who there is to serve in a month and what they offer, reckoned for all of them before anybody is served."""

from __future__ import annotations

from typing import Any

from sim.arithmetic import kernel
from sim.kernels.coordination import coordination_loss
from sim.kernels.groups import gather_groups
from sim.kernels.service import best_fit, gather_workers


@kernel
def gather_hands(
    workers: tuple[Any, ...], groups: tuple[Any, ...], offers: tuple[Any, ...], losses: tuple[Any, ...]
) -> None:
    """Set what social workers and community organisations can do, and how well what is offered fits, by community.

    `workers`, `groups`, `offers` and `losses` are what `gather_workers`, `gather_groups`, `best_fit` and
    `coordination_loss` take; each sets the table that it takes last.
    """
    coordination_loss(*losses)
    gather_workers(*workers)
    gather_groups(*groups)
    best_fit(*offers)
