"""What residents make of what happens: first how satisfied they are, then whom they trust."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import shared_kernel
from sim.kernels.trust import move_trust
from sim.mechanisms.opinion.satisfaction import Rooms, Satisfaction, judge_all, judgement, judging_rooms
from sim.mechanisms.opinion.trust import Trust, experience
from sim.policy import Policy
from sim.world import World

__all__ = ["Satisfaction", "Trust", "form"]

_TOGETHER = 16_384
"""Residents who trust after they have judged, while what they saw is in the processor's cache."""


@shared_kernel
def form_opinions(
    first_resident: NDArray[np.int64],
    judged: tuple[Any, ...],
    trusted: tuple[Any, ...],
    rooms: Rooms,
    begin: int,
    end: int,
) -> None:
    """Let residents of communities begin to end - 1 judge the month and adjust their trust, in place.

    `judged` and `trusted` are what `judge_all` and `move_trust` take, but for room and the communities; `rooms` those
    of `judging_rooms`.
    """
    first = begin
    while first < end:
        last = first + 1
        while last < end and first_resident[last + 1] - first_resident[first] <= _TOGETHER:
            last += 1
        judging, trusting = (rooms, first, last), (rooms[1], first, last)  # the list serves both
        judge_all(*(judged + judging))
        move_trust(*(trusted + trusting))
        first = last


def form(world: World, policy: Policy, judging: Satisfaction, trusting: Trust) -> None:
    """Let residents judge the month and adjust their trust."""
    judged, trusted = judgement(world, judging), experience(world, policy, trusting)
    world.side_by_side(lambda begin, end: form_opinions(
        world.first_resident, judged, trusted, judging_rooms(world.most_residents), begin, end
    ))  # fmt: skip
