"""Who belongs to community organisations, who joins and who can lead (E19, E20, M97)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import INERT
from sim.arithmetic import exponential, kernel, logarithm, shared_kernel
from sim.chance import Stream, draw, draw_rows

_JOINING, _LEADER = Stream.GROUP_JOINING, Stream.GROUP_LEADER
Rooms = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Room for groups: four places in lists and five numbers for each organisation, two edges for each community."""
_BLOCK = 8192
"""Residents who stay in the processor's cache from one loop to the next."""


@kernel
def talent_of(luck: float, shape: float, most: float) -> float:
    """Talent to lead: Pareto with mean 1, capped at `most`, for one number between 0 and 1."""
    return min(most, (shape - 1.0) / shape * exponential(-logarithm(luck) / shape))


@shared_kernel
def tally(
    group: NDArray[np.int32],
    kind: NDArray[np.uint8],
    activities: NDArray[np.uint8],
    wellbeing: NDArray[np.float32],
    community: NDArray[np.int32],
    members: NDArray[np.int32],
    active: NDArray[np.float64],
    speed: float,
    first_resident: NDArray[np.int64],
    first_group: int,
    begin: int,
    end: int,
) -> None:
    """Count anew the members of groups in communities begin to end - 1 and the share who were active, in place.

    Residents' wellbeing moves at `speed` towards a full life for members who took part in last month's
    `activities` and back for all others; who fell asleep leaves. Groups stand from row `first_group` on;
    `community` is that of each.
    """
    for who in range(first_group, len(members)):
        if begin <= community[who] < end:
            members[who], active[who] = 0, 0.0
    for start in range(first_resident[begin], first_resident[end], _BLOCK):
        here = slice(start, min(start + _BLOCK, first_resident[end]))
        theirs, kinds, taken_part, life = group[here], kind[here], activities[here], wellbeing[here]
        for row in range(len(theirs)):
            theirs[row] = -1 if kinds[row] == INERT else theirs[row]
        for row in range(len(theirs)):
            filled = np.float32(1.0) if theirs[row] >= 0 and taken_part[row] > 0 else np.float32(0.0)
            life[row] += np.float32(speed) * (filled - life[row])
        for row in range(len(theirs)):
            who = theirs[row]
            if who >= 0:
                members[who] += 1
                active[who] += 1.0 if taken_part[row] > 0 else 0.0
    for who in range(first_group, len(members)):
        if members[who] > 0 and begin <= community[who] < end:
            active[who] /= members[who]


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
def follow(
    rows: NDArray[np.int64],
    places: tuple[NDArray[np.int32], NDArray[np.int32]],
    talent: NDArray[np.float64],
    group: NDArray[np.int32],
    first_resident: NDArray[np.int64],
    resident_share: NDArray[np.float64],
    luck: NDArray[np.float64],
    leading: tuple[float, float, float, float],
    for_one: int,
    key: np.uint64,
) -> None:
    """Let leaders of some groups step down, or new ones be found among the members, in place.

    `places` are the groups' communities and leaders; `leading` are the chance that a leader leaves, that of finding one
    for a committee with all its hours for residents, and shape and cap of talent; `resident_share` is what committees
    have of them; `for_one` residents stand for one of the usual.
    """
    community, leader = places
    leaving, finding, shape, most = leading
    for place in range(len(rows)):
        row, here = rows[place], community[rows[place]]
        if leader[row] >= 0:
            if group[leader[row]] != row or luck[place] < leaving:
                leader[row], talent[row] = -1, 0.0
        elif luck[place] < finding * resident_share[here]:
            leader[row], talent[row] = best_leader(
                group, row, first_resident[here], first_resident[here + 1], for_one, (shape, most), key
            )


@kernel
def disband(group: NDArray[np.int32], who: int, first: int, last: int) -> None:
    """Let the members of a group among residents first to last - 1 go, in place."""
    here = group[first:last]
    for row in range(len(here)):
        here[row] = -1 if here[row] == who else here[row]


@kernel
def list_living(alive: NDArray[np.bool_], first_group: int, rows: NDArray[np.int64]) -> int:
    """List in `rows`, with room for all organisations, which groups exist (most do not yet), and count them."""
    count = 0
    for row in range(first_group, len(alive)):
        rows[count] = row
        count += alive[row]
    return count


@kernel
def in_order(
    groups: NDArray[np.int64],
    identity: NDArray[np.int64],
    community: NDArray[np.int32],
    edges: NDArray[np.int64],
    rows: NDArray[np.int64],
) -> None:
    """List some groups in `rows`, int64[groups] or more, by community and, within it, by the date of their beginning.

    `edges` is room for where each community's begin and end: int64[2, communities + 1].
    """
    begin, end = edges[0], edges[1]
    begin[:] = 0
    for row in groups:
        begin[community[row] + 1] += 1
    end[0] = 0
    for here in range(1, len(begin)):
        begin[here] += begin[here - 1]
        end[here] = begin[here]
    for row in groups:
        here = community[row]
        place = end[here]
        end[here] += 1
        while place > begin[here] and identity[rows[place - 1]] > identity[row]:
            rows[place] = rows[place - 1]
            place -= 1
        rows[place] = row


@kernel
def organised(talent: float, coaching: float) -> float:
    """How well a group is organised, from 0 to 1; a leader of twice the mean talent needs no coaching."""
    return 1.0 - (1.0 - min(1.0, 0.5 * talent)) * (1.0 - coaching) if talent > 0.0 else 0.0


def living_rooms(organisations: int, communities: int) -> Rooms:
    """Make room for groups among so many organisations to live a month."""
    return (
        np.empty((4, organisations), np.int64), np.empty((2, communities + 1), np.int64), np.empty((5, organisations)),
    )  # fmt: skip


@kernel
def draw_lives(
    stream: np.int64 | int,
    alive: NDArray[np.bool_],
    identity: NDArray[np.int64],
    first_group: int,
    lists: NDArray[np.int64],
    luck: NDArray[np.float64],
    key: np.uint64,
    month: int,
) -> int:
    """List the living groups in lists[0] and write their luck of the month to luck[:4]; how many live.

    `lists` and `luck` have room for all organisations; lists[1] is overwritten.
    """
    count = list_living(alive, first_group, lists[0])
    for place in range(count):
        lists[1, place] = identity[lists[0, place]]
    draw_rows(key, stream, month, 0, lists[1, :count], luck)
    return count


@kernel
def recruit(
    group: NDArray[np.int32],
    kind: NDArray[np.uint8],
    aware: NDArray[np.bool_],
    alive: NDArray[np.bool_],
    first_group: int,
    identity: NDArray[np.int64],
    community: NDArray[np.int32],
    money: NDArray[np.float64],
    talent: NDArray[np.float64],
    coaching: NDArray[np.float64],
    members: NDArray[np.int32],
    shell: NDArray[np.int16],
    without_venue: float,
    first_resident: NDArray[np.int64],
    growth: float,
    capacity_share: float,
    rooms: Rooms,
    key: np.uint64,
    month: int,
) -> None:
    """Let groups grow towards what their community can hold, in place (M97: money times organisation times venue).

    Residents' group, kind and whether aware come first; groups stand from row `first_group` on, those that exist are
    `alive`; `money` is the share of activities paid for. What a leader of twice the mean talent does alone, coaching
    adds to a lesser one's. `without_venue` is what the want of a place to meet leaves of growth outside the incubator
    (`shell`, months left in it). Who joins in a month lives side by side. `rooms` are those of `living_rooms`.
    """
    lists, edges, luck = rooms
    living = draw_lives(_JOINING, alive, identity, first_group, lists, luck, key, month)
    rows, joining, begin, growing = lists[0, :living], lists[2], luck[4], 0
    for place in range(len(rows)):
        row = rows[place]
        residents = first_resident[community[row] + 1] - first_resident[community[row]]
        speed = growth * money[row] * organised(talent[row], coaching[row]) * (1.0 if shell[row] > 0 else without_venue)
        expected = speed * members[row] * max(0.0, 1.0 - members[row] / max(1.0, capacity_share * residents))
        joining[row], begin[row] = int(np.floor(expected + luck[0, place])), luck[1, place]
        rows[growing] = row
        growing += joining[row] > 0
    in_order(rows[:growing], identity, community, edges, lists[3])
    for row in lists[3, :growing]:
        first, last = first_resident[community[row]], first_resident[community[row] + 1]
        left, place = joining[row], first + int(begin[row] * (last - first))
        for _ in range(last - first):
            if left == 0:
                break
            if group[place] < 0 and aware[place] and kind[place] != INERT:
                group[place] = row
                members[row] += 1
                left -= 1
            place = place + 1 if place + 1 < last else first
