"""What social workers can do in each community, and how what is offered there fits (E3, E8)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel
from sim.domains import DOMAIN_COUNT


@kernel
def gather_workers(
    community: NDArray[np.int32],
    filled: NDArray[np.bool_],
    skill: NDArray[np.float64],
    employer: NDArray[np.int32],
    service_share: NDArray[np.float64],
    effort: NDArray[np.float64],
    displaced: NDArray[np.float64],
    funded: NDArray[np.float64],
    per_time: float,
    activity_weight: float,
    reach: NDArray[np.float64],
    table: NDArray[np.float64],
) -> None:
    """Set what social workers can do in each community: `table`, float64[communities, 4].

    Columns: contacts (resident agents a month), then mean skill, effort and service time of those who
    give them. `community`, `filled`, `skill` and `employer` are the workers', the other columns organisations':
    `displaced` share of service, activities `funded`. `per_time` is contacts a month at full service time, of which a
    community's `reach` is left.
    """
    table[:] = 0.0
    for row in range(len(community)):
        who = employer[row]
        if filled[row] and who >= 0:
            able = 1.0 - activity_weight + activity_weight * funded[who]
            contacts = per_time * service_share[who] * (1.0 - displaced[who]) * able
            place = community[row]
            table[place, 0] += contacts
            table[place, 1] += contacts * skill[row]
            table[place, 2] += contacts * effort[who]
            table[place, 3] += contacts * service_share[who]
    for place in range(len(table)):
        if table[place, 0] > 0.0:
            for column in range(1, 4):
                table[place, column] /= table[place, 0]
        table[place, 0] *= reach[place]


@kernel
def best_fit(
    knowledge: NDArray[np.float64],
    community: NDArray[np.int32],
    contract: NDArray[np.int32],
    running: NDArray[np.bool_],
    domain: NDArray[np.uint8],
    fit: NDArray[np.float64],
    base: float,
    slope: float,
    table: NDArray[np.float64],
) -> None:
    """Set the fit of what the committee (0) and social workers (1) offer: `table`, float64[2, communities, 8].

    `knowledge` is the committees', the columns after it are the programmes'.
    """
    for row in range(len(knowledge)):
        for column in range(DOMAIN_COUNT):
            casework = base + slope * knowledge[row, column]
            table[0, row, column] = casework
            table[1, row, column] = casework
    for slot in range(len(community)):
        if running[slot]:
            side = 1 if contract[slot] >= 0 else 0
            row, column = community[slot], domain[slot]
            table[side, row, column] = max(table[side, row, column], fit[slot])
