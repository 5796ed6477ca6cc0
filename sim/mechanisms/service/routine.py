"""Vulnerable residents are visited regularly where workers keep time for it; cover that is broken off decays.

Part of workers' service time goes to visits instead of to those who ask. Where it reaches, fewer needs of
the vulnerable grow in the first place. A project that ends, a vacancy or a holiday leaves a community
without anybody who visits; what regular care has built lasts three months of that and then falls apart.
Sources: M76; 002 §4. Left out: who is visited; routine care by committees.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel
from sim.declare import Section, coefficient
from sim.policy import Policy
from sim.world import World

_LASTING_MONTHS = 3


class Routine(Section):
    """Coefficients of routine care."""

    visits_per_month: float = coefficient(
        0.5,
        "Visits that keep one vulnerable resident covered",
        unit="visits per resident and month",
        low=0.1,
        high=2.0,
        source="M76, assumed",
        en="Visits needed",
        zh="照护所需探访",
    )
    growth: float = coefficient(
        0.2,
        "How fast cover grows to what visits allow",
        unit="share per month",
        low=0.05,
        high=0.5,
        source="assumed",
        en="Growth of cover",
        zh="照护覆盖增速",
    )
    decay: float = coefficient(
        0.3,
        "Share of cover that a month takes after three without visits",
        unit="share per month",
        low=0.05,
        high=1.0,
        source="M76, assumed",
        en="Decay of cover",
        zh="照护中断衰减",
    )


@kernel
def keep_covered(
    cover: NDArray[np.float64],
    uncovered: NDArray[np.int16],
    visits: NDArray[np.float64],
    vulnerable: NDArray[np.bool_],
    first_resident: NDArray[np.int64],
    needed: float,
    rates: tuple[float, float],
) -> None:
    """Move each community's routine care by one month, in place.

    `visits` is float64[communities], resident agents a month; `rates` are those of growth and decay.
    """
    for place in range(len(cover)):
        count = 0
        for row in range(first_resident[place], first_resident[place + 1]):
            count += vulnerable[row]
        if visits[place] > 0.0:
            uncovered[place] = 0
            reached = min(1.0, visits[place] / max(needed * count, 1e-9))
            cover[place] += rates[0] * (reached - cover[place])
        else:
            uncovered[place] = min(uncovered[place] + 1, 1_200)
            if uncovered[place] > _LASTING_MONTHS:
                cover[place] -= rates[1] * cover[place]


def visit_regularly(world: World, policy: Policy, how: Routine, able: NDArray[np.float64]) -> None:
    """Keep part of what workers can do, float64[communities, 4], for regular visits."""
    share = policy.workforce.routine_share
    if share <= 0.0:
        return
    rows, people = world.committees, world.residents
    visits = share * able[:, 0]
    able[:, 0] -= visits
    keep_covered(
        rows.routine_cover, rows.uncovered_months, visits, people.vulnerable, world.first_resident,
        how.visits_per_month, (how.growth, how.decay),
    )  # fmt: skip
