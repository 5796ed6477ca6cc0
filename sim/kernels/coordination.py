"""How much of their work the three societies do twice (E23), and whom they introduce to one another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import COMMITTEE_FAILED, COMMITTEE_RESOLVED
from sim.arithmetic import exponential, kernel, shared_kernel
from sim.census import list_few

_FAILED, _RESOLVED = np.uint8(COMMITTEE_FAILED), np.uint8(COMMITTEE_RESOLVED)


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


@shared_kernel
def introduce(
    tie: NDArray[np.float32],
    caseworker: NDArray[np.int32],
    contact: NDArray[np.uint8],
    filled: NDArray[np.bool_],
    practice: NDArray[np.float64],
    introduction: float,
    first_resident: NDArray[np.int64],
    met: NDArray[np.uint8],
    listed: NDArray[np.int64],
    begin: int,
    end: int,
) -> None:
    """Let committees begin to end - 1 introduce whom they served to the caseworker, in place.

    The more practised they are, the more it helps. `met` and `listed` have room for any community's residents.
    """
    for place in range(begin, end):
        first, gain = first_resident[place], practice[place] * introduction
        here = contact[first : first_resident[place + 1]]
        for row in range(len(here)):
            met[row] = (here[row] >= _FAILED) & (here[row] <= _RESOLVED)
        for number in range(list_few(met[: len(here)], listed)):
            row = first + listed[number]
            if caseworker[row] >= 0 and filled[caseworker[row]]:
                tie[row] += gain * (1.0 - tie[row])
