"""How active neighbours and a leader find together: the beginning of a community organisation (E19)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import CIRCLE, GROUP_DOMAINS, IDENTITIES_PER_COMMUNITY
from sim.agents.resident import INERT, NEIGHBOUR_COUNT
from sim.arithmetic import exponential, kernel
from sim.chance import Stream, draw
from sim.kernels.members import best_leader

_BIRTH = Stream.GROUP_BIRTH
_NONE = -1
_DOMAINS = tuple(int(domain) for domain in GROUP_DOMAINS)
_FIRST_BORN = 256
"""Numbers below this one belong to the groups that exist when the world begins."""


@kernel
def is_free(group: int, kind: int, activities: int) -> bool:
    """Whether a resident takes part and belongs to no group yet."""
    return group < 0 and kind != INERT and activities > 0


@kernel
def may_found(
    row: int,
    people: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.uint8]],
    neighbours: NDArray[np.uint16],
    first: int,
    needed: int,
) -> bool:
    """Whether a resident who takes part has as many neighbours who do as a circle needs.

    `people` are group, kind, aware and last month's activities; `first` the community's first resident.
    """
    group, kind, aware, activities = people
    if not aware[row] or not is_free(group[row], kind[row], activities[row]):
        return False
    count = 0
    for other in range(NEIGHBOUR_COUNT):
        near = first + neighbours[row, other]
        count += is_free(group[near], kind[near], activities[near])
    return count >= needed


@kernel
def pick_founder(
    people: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.uint8]],
    neighbours: NDArray[np.uint16],
    first: int,
    last: int,
    needed: int,
    rate: float,
    luck: tuple[float, float, float, float],
) -> int:
    """Resident of one community around whom a circle forms this month, -1 for nobody."""
    able = 0
    for row in range(first, last):
        able += may_found(row, people, neighbours, first, needed)
    if able == 0 or luck[0] >= 1.0 - exponential(-rate * able):
        return _NONE
    turn = int(luck[1] * able)
    for row in range(first, last):
        if may_found(row, people, neighbours, first, needed):
            if turn == 0:
                return row
            turn -= 1
    return _NONE


@kernel
def free_row(alive: NDArray[np.bool_], street: int, first_group: int, streets: int, sizes: tuple[int, int]) -> int:
    """First row of a street without a living group, -1 where the street is full.

    `sizes` are the rows of each street that were taken when the world began, and those that were kept free.
    """
    taken, kept = sizes
    start = first_group + street * taken
    for row in range(start, start + taken):
        if not alive[row]:
            return row
    start = first_group + streets * taken + street * kept
    for row in range(start, start + kept):
        if not alive[row]:
            return row
    return _NONE


@kernel
def gather_circle(
    group: NDArray[np.int32],
    kind: NDArray[np.uint8],
    activities: NDArray[np.uint8],
    neighbours: NDArray[np.uint16],
    founder: int,
    first: int,
    row: int,
    most: int,
) -> int:
    """Bring the founder and active neighbours together in the group of a row, in place: how many they are."""
    group[founder] = row
    count = 1
    for other in range(NEIGHBOUR_COUNT):
        near = first + neighbours[founder, other]
        if count < most and is_free(group[near], kind[near], activities[near]):
            group[near] = row
            count += 1
    return count


@kernel
def found(
    people: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.uint8]],
    neighbours: NDArray[np.uint16],
    first_resident: NDArray[np.int64],
    street: NDArray[np.int32],
    rates: NDArray[np.float64],
    flags: tuple[NDArray[np.bool_], NDArray[np.uint8], NDArray[np.uint8]],
    numbers: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    shares: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    sources: tuple[NDArray[np.int64], NDArray[np.int64]],
    rules: tuple[int, int, float, float],
    places: tuple[int, int, int, int],
    key: np.uint64,
    month: int,
    elapsed: int,
) -> None:
    """Let one circle at most form in each community, in place.

    `people` as in `may_found`; `rates` float64[communities], for each resident who could be a founder;
    `flags` are the groups' alive, stage, domain; `numbers` identity, community, members, age, leader;
    `shares` talent, maturity, share of activities paid for; `sources` of this year and of last; `rules` the
    active neighbours needed, founders at most, shape and cap of talent; `places` the first group's row,
    streets, and rows of a street taken at first and kept free.
    """
    group, kind, _, activities = people
    alive, stage, domain = flags
    identity, community, members, age, leader = numbers
    talent, maturity, money = shares
    for place in range(len(first_resident) - 1):
        first, last = first_resident[place], first_resident[place + 1]
        luck = draw(key, _BIRTH, month, place)
        founder = pick_founder(people, neighbours, first, last, rules[0], rates[place], luck)
        if founder == _NONE:
            continue
        row = free_row(alive, street[place], places[0], places[1], (places[2], places[3]))
        if row == _NONE:
            continue
        alive[row], stage[row], community[row], age[row] = True, CIRCLE, place, 0
        identity[row] = place * IDENTITIES_PER_COMMUNITY + _FIRST_BORN + elapsed
        domain[row] = _DOMAINS[int(luck[2] * len(_DOMAINS))]
        members[row] = gather_circle(group, kind, activities, neighbours, founder, first, row, rules[1])
        leader[row], talent[row] = best_leader(group, row, first, last, rules[2], rules[3], key)
        maturity[row] = money[row] = 0.0
        sources[0][row] = sources[1][row] = 0
