"""Who pays for community organisations, and who coaches and houses them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import CIRCLE
from sim.arithmetic import kernel
from sim.ledger import Flow

_SOURCES = (
    int(Flow.GROUP_GRANT), int(Flow.COMMUNITY_FUND), int(Flow.DONATION), int(Flow.USER_FEE), int(Flow.INCUBATION),
    int(Flow.AWARD), int(Flow.FUND_PROJECT), int(Flow.CONTRACT_TRANCHE), int(Flow.TASK_MONEY), int(Flow.UNIT_SUBSIDY),
)  # fmt: skip
FIRST_PROJECT = 5
"""Sources from this one on pay for projects, which groups learn from."""
AWARDED = 1 << FIRST_PROJECT
"""The bit of an award among a group's sources."""


@kernel
def note_sources(
    rows: NDArray[np.int64], moved: NDArray[np.int64], first_account: int, paid: NDArray[np.int64],
    before: NDArray[np.int64],
    new_year: bool,  # noqa: FBT001  kernels take no keywords
) -> None:  # fmt: skip
    """Note which flows paid some groups this month, one bit for each, in place; a new year begins with none."""
    for row in rows:
        if new_year:
            before[row], paid[row] = paid[row], 0
        for place in range(len(_SOURCES)):
            if moved[_SOURCES[place], first_account + row] > 0:
                paid[row] |= 1 << place


@kernel
def count_sources(bits: int) -> int:
    """How many sources are noted in so many bits."""
    count = 0
    for place in range(len(_SOURCES)):
        count += bits >> place & 1
    return count


@kernel
def share_coaching(
    alive: NDArray[np.bool_],
    stage: NDArray[np.uint8],
    shell: NDArray[np.int16],
    paid: NDArray[np.int64],
    community: NDArray[np.int32],
    office: NDArray[np.float64],
    first_group: int,
    strength: float,
    to_all: bool,  # noqa: FBT001  kernels take no keywords
    coaching: NDArray[np.float64],
) -> tuple[int, int]:
    """Set each group's `coaching` from 0 to 1; how many the hub coaches, and how many are in the incubator.

    The hub coaches, with `strength`, groups in the incubator (`shell`, months left in it) or with an award,
    or else `to_all` on file; what a joint `office` does in their community comes instead if it is more.
    """
    coached, inside = 0, 0
    for row in range(first_group, len(alive)):
        coaching[row] = 0.0
        if alive[row]:
            chosen = stage[row] > CIRCLE if to_all else shell[row] > 0 or paid[row] & AWARDED != 0
            coaching[row] = max(strength if chosen else 0.0, office[community[row]])
            coached += chosen
            inside += shell[row] > 0
    return coached, inside
