"""Who belongs to community organisations, who joins and who can lead (E19, E20, M97)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import INERT
from sim.arithmetic import exponential, kernel, logarithm, shared_kernel
from sim.chance import Stream, draw

_JOINING, _LEADER = Stream.GROUP_JOINING, Stream.GROUP_LEADER
_BLOCK = 8192
"""Residents who stay in the processor's cache from one loop to the next."""


@kernel
def talent_of(luck: float, shape: float, most: float) -> float:
    """Talent to lead: Pareto with mean 1, capped at `most`, for one number between 0 and 1."""
    return min(most, (shape - 1.0) / shape * exponential(-logarithm(luck) / shape))


@shared_kernel
def tally(
    people: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float32]],
    members: NDArray[np.int32],
    active: NDArray[np.float64],
    speed: float,
    begin: int,
    end: int,
) -> None:
    """Add residents begin to end - 1 to their groups' members and active members; who fell asleep leaves; in place.

    `people` are group, kind, last month's activities and wellbeing, which moves at `speed` towards a full
    life for members who take part and back for all others.
    """
    for start in range(begin, end, _BLOCK):
        here = slice(start, min(start + _BLOCK, end))
        group, kind, activities, wellbeing = people[0][here], people[1][here], people[2][here], people[3][here]
        for row in range(len(group)):
            group[row] = -1 if kind[row] == INERT else group[row]
        for row in range(len(group)):
            filled = np.float32(1.0) if group[row] >= 0 and activities[row] > 0 else np.float32(0.0)
            wellbeing[row] += np.float32(speed) * (filled - wellbeing[row])
        for row in range(len(group)):
            who = group[row]
            if who >= 0:
                members[who] += 1
                active[who] += 1.0 if activities[row] > 0 else 0.0


@kernel
def begin_tally(members: NDArray[np.int32], active: NDArray[np.float64]) -> None:
    """Begin to count members and active members anew, in place."""
    for who in range(len(members)):
        members[who] = 0
        active[who] = 0.0


@kernel
def end_tally(members: NDArray[np.int32], active: NDArray[np.float64]) -> None:
    """Turn active members into a share of all members, in place."""
    for who in range(len(members)):
        active[who] /= max(members[who], 1)


@kernel
def best_leader(
    group: NDArray[np.int32],
    who: int,
    first: int,
    last: int,
    for_one: int,
    talents: tuple[float, float],
    key: np.uint64,
) -> tuple[int, float]:
    """Most talented member of a group among residents first to last - 1, and the talent; -1 where there is none.

    One in `for_one` residents could lead; `talents` are shape and cap of talent.
    """
    shape, most = talents
    leader, talent = -1, 0.0
    for row in range(first, last, for_one):
        if group[row] == who:
            found = talent_of(draw(key, _LEADER, 0, row)[0], shape, most)
            if found > talent:
                leader, talent = row, found
    return leader, talent


@kernel
def disband(group: NDArray[np.int32], who: int, first: int, last: int) -> None:
    """Let the members of a group among residents first to last - 1 go, in place."""
    for row in range(first, last):
        group[row] = -1 if group[row] == who else group[row]


@kernel
def in_order(
    alive: NDArray[np.bool_],
    identity: NDArray[np.int64],
    community: NDArray[np.int32],
    first_group: int,
    communities: int,
) -> NDArray[np.int64]:
    """Rows of the living groups by community and, within it, by the date of their beginning."""
    begin = np.zeros(communities + 1, dtype=np.int64)
    for row in range(first_group, len(alive)):
        begin[community[row] + 1] += alive[row]
    for here in range(communities):
        begin[here + 1] += begin[here]
    rows, end = np.empty(begin[communities], dtype=np.int64), begin.copy()
    for row in range(first_group, len(alive)):
        if alive[row]:
            here = community[row]
            place = end[here]
            end[here] += 1
            while place > begin[here] and identity[rows[place - 1]] > identity[row]:
                rows[place] = rows[place - 1]
                place -= 1
            rows[place] = row
    return rows


@kernel
def recruit(
    people: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.bool_]],
    alive: NDArray[np.bool_],
    first_group: int,
    facts: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    members: NDArray[np.int32],
    shell: NDArray[np.int16],
    without_venue: float,
    first_resident: NDArray[np.int64],
    growth: float,
    capacity_share: float,
    key: np.uint64,
    month: int,
) -> None:
    """Let groups grow towards what their community can hold, in place (M97: money times organisation times venue).

    `people` are group, kind, aware; groups stand from row `first_group` on, those that exist are `alive`; `facts` are
    identity, community, share of activities paid for, talent and coaching of all groups. What a leader of twice the
    mean talent does alone, coaching adds to a lesser one's. `without_venue` is what the want of a place to meet leaves
    of growth outside the incubator (`shell`, months left in it). Who joins in a month lives side by side.
    """
    group, kind, aware = people
    identity, community, money, talent, coaching = facts
    for row in in_order(alive, identity, community, first_group, len(first_resident) - 1):
        first, last = first_resident[community[row]], first_resident[community[row] + 1]
        organised = 1.0 - (1.0 - min(1.0, 0.5 * talent[row])) * (1.0 - coaching[row]) if talent[row] > 0.0 else 0.0
        size = float(members[row])
        speed = growth * money[row] * organised * (1.0 if shell[row] > 0 else without_venue)
        expected = speed * size * max(0.0, 1.0 - size / max(1.0, capacity_share * (last - first)))
        luck = draw(key, _JOINING, month, identity[row])
        joining = int(np.floor(expected + luck[0]))
        place = first + int(luck[1] * (last - first))
        for _ in range(last - first):
            if joining == 0:
                break
            if group[place] < 0 and aware[place] and kind[place] != INERT:
                group[place] = row
                members[row] += 1
                joining -= 1
            place = place + 1 if place + 1 < last else first
