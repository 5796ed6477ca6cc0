"""How active neighbours and a leader find together: the beginning of a community organisation (E19)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import CIRCLE, GROUP_DOMAINS, IDENTITIES_PER_COMMUNITY
from sim.agents.resident import INERT, NEIGHBOUR_COUNT
from sim.arithmetic import exponential, kernel, shared_kernel
from sim.census import count_neighbours, list_marked
from sim.chance import Stream, draw
from sim.kernels.members import best_leader

_BIRTH = Stream.GROUP_BIRTH
_NONE = -1
_DOMAINS = tuple(int(domain) for domain in GROUP_DOMAINS)
_AROUND = 8
"""How many residents around a founder are looked at for each who may join."""
_SURELY = 0.999
"""Far enough below 1 that no rounding makes up for it."""
_FIRST_BORN = 256
"""Numbers below this one belong to the groups that exist when the world begins."""


@kernel
def mark_free(
    group: NDArray[np.int32], kind: NDArray[np.uint8], activities: NDArray[np.uint8], free: NDArray[np.uint8]
) -> None:
    """Mark with 1 who of one community takes part and belongs to no group yet, in place."""
    for row in range(len(group)):
        free[row] = (group[row] < 0) & (kind[row] != INERT) & (activities[row] > 0)


@kernel
def list_founders(
    free: NDArray[np.uint8],
    aware: NDArray[np.bool_],
    neighbours: NDArray[np.uint16],
    needed: int,
    fewest: float,
    marked: NDArray[np.uint8],
    able: NDArray[np.int64],
) -> int:
    """List who of one community could found a circle, by their places, and count them; 0 if fewer than the `fewest`.

    They are free and aware, and so many of their neighbours as are `needed` are free; `marked` and `able`
    have a place for everybody.
    """
    for row in range(len(free)):
        marked[row] = free[row] & aware[row]
    kept, number, listed = 0, 0, list_marked(marked[: len(free)], able)
    while number < listed and kept + listed - number >= fewest:
        row = able[number]
        able[kept] = row
        kept += count_neighbours(free, neighbours, row) >= needed
        number += 1
    return kept if kept >= fewest else 0


@kernel
def fewest_founders(luck: float, rate: float) -> float:
    """How many must be able to found a circle, or more, for one to form with this luck: most places have fewer.

    One forms where luck < 1 - e^-x for the rate x of all who are able, and 1 - e^-x lies below x / (1 + x / 2).
    """
    return _SURELY * luck / ((1.0 - 0.5 * luck) * rate)


@kernel
def free_row(
    alive: NDArray[np.bool_],
    closed: NDArray[np.bool_],
    street: int,
    first_group: int,
    streets: int,
    sizes: tuple[int, int],
) -> int:
    """First row of a street where no group lives or was closed this month, -1 where the street is full.

    `sizes` are the rows of each street that were taken when the world began, and those that were kept free.
    """
    taken, kept = sizes
    start = first_group + street * taken
    for row in range(start, start + taken):
        if not (alive[row] or closed[row]):
            return row
    start = first_group + streets * taken + street * kept
    for row in range(start, start + kept):
        if not (alive[row] or closed[row]):
            return row
    return _NONE


@kernel
def gather_circle(
    group: NDArray[np.int32],
    free: NDArray[np.uint8],
    near: NDArray[np.uint16],
    founder: int,
    row: int,
    most: int,
    for_one: int,
) -> int:
    """Bring the founder and free neighbours of one community together in the group of a row: how many they are.

    `group` and `free` are the community's, `near` the founder's neighbours by their places in it. Where `for_one`
    residents stand for one of the usual, so many around them join for each.
    """
    group[founder] = row
    count = 1
    for other in range(NEIGHBOUR_COUNT):
        place = near[other]
        if count < most and free[place] and group[place] < 0:
            group[place] = row
            count += 1
    wanted = count * for_one
    around = min(len(group), _AROUND * wanted) if for_one > 1 else 0
    for step in range(1, around):
        place = (founder + (step + 1) // 2 * (1 if step % 2 else -1)) % len(group)
        if count < wanted and free[place] and group[place] < 0:
            group[place] = row
            count += 1
    return count


@shared_kernel
def found(
    people: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.uint8]],
    neighbours: NDArray[np.uint16],
    first_resident: NDArray[np.int64],
    committees: tuple[NDArray[np.int32], NDArray[np.float64]],
    rates: tuple[float, float],
    flags: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.uint8], NDArray[np.uint8]],
    numbers: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    shares: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    sources: tuple[NDArray[np.int64], NDArray[np.int64]],
    standing: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    usual: tuple[float, float, float],
    rules: tuple[int, int, int],
    talents: tuple[float, float],
    places: tuple[int, int, int, int],
    key: np.uint64,
    month: int,
    elapsed: int,
    marks: NDArray[np.uint8],
    able: NDArray[np.int64],
    begin: int,
    end: int,
) -> None:
    """Let one circle at most form in each of the communities begin to end - 1, whole streets, in place.

    `people` are group, kind, aware and last month's activities; `committees` their street and share of hours for
    residents, which times two `rates` is the rate for each who could be a founder; `flags` are the groups' alive,
    closed this month (rows empty until the next), stage, domain; `numbers` identity, community, members, age, leader;
    `shares` talent, maturity, share of activities paid for; `sources` of this year and of last; `standing` capability,
    star, relationship, of which a circle has the `usual`; `rules` active neighbours needed, founders at most,
    residents who stand for one of the usual; `talents` shape and cap; `places` the first group's row, streets, and
    rows of a street taken at first and kept free; `marks`, uint8[2, residents], and `able` have room for a community.
    """
    group, kind, aware, activities = people
    alive, closed, stage, domain = flags
    identity, community, members, age, leader = numbers
    (talent, maturity, money), (street, resident_share) = shares, committees
    for place in range(begin, end):
        first, last = first_resident[place], first_resident[place + 1]
        here, near = marks[0, : last - first], neighbours[first:last]
        mark_free(group[first:last], kind[first:last], activities[first:last], here)
        luck, rate = draw(key, _BIRTH, month, place), rates[0] * resident_share[place] * rates[1]
        fewest = fewest_founders(luck[0], rate)
        count = list_founders(here, aware[first:last], near, rules[0], fewest, marks[1], able)
        if count == 0 or luck[0] >= 1.0 - exponential(-rate * count):
            continue
        founder = able[int(luck[1] * count)]
        row = free_row(alive, closed, street[place], places[0], places[1], (places[2], places[3]))
        if row == _NONE:
            continue
        alive[row] = True
        stage[row], community[row], age[row] = CIRCLE, place, 0
        identity[row] = place * IDENTITIES_PER_COMMUNITY + _FIRST_BORN + elapsed
        domain[row] = _DOMAINS[int(luck[2] * len(_DOMAINS))]
        members[row] = gather_circle(group[first:last], here, near[founder], founder, row, rules[1], rules[2])
        leader[row], talent[row] = best_leader(group, row, first, last, rules[2], talents, key)
        maturity[row] = money[row] = 0.0
        sources[0][row] = sources[1][row] = 0
        standing[0][row], standing[1][row], standing[2][row] = usual
