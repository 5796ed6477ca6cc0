"""What neighbours share."""

from __future__ import annotations

import math

import numpy as np

from sim.kernels.means import mean
from sim.outcome import outcome
from sim.world import World


@outcome(
    "parking_spaces", "Parking spaces shared", "共享车位", unit="spaces", better="higher", matters=10.0,
    meaning="Spaces that owners lend and drivers use by the rules, in the whole district", source="E25, T2",
    summary="end",
)  # fmt: skip
def _spaces(world: World) -> float:
    return float(np.add.reduce(world.site_pairs.spaces)) if len(world.site_pairs) else math.nan


@outcome(
    "parking_conflict", "Conflict over parking", "停车矛盾", unit="share", better="lower", matters=0.02,
    meaning="Mean conflict at sites that could share parking, 1 where nothing is shared", source="E25, M108",
    summary="end",
)  # fmt: skip
def _conflict(world: World) -> float:
    return mean(world.site_pairs.conflict)
