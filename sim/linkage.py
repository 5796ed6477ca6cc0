"""Who dealt with whom this month: committees, organisations, workers, residents and government as a network.

A dealing is a pair that had to do with one another in the month. It passes through government where
government is one of the two, or pays for the contract that brought them together; otherwise the
societies link up by themselves. Sources: M23, M36, M86; 002, section 4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import COMMITTEE_FAILED, COMMITTEE_RESOLVED, NO_CONTACT, WORKER_FAILED, WORKER_RESOLVED
from sim.arithmetic import array_kernel, kernel, shared_array_kernel, shared_kernel, total
from sim.census import list_marked
from sim.world import World

GOVERNMENT, COMMITTEE, ORGANISATION, WORKER, RESIDENT = 0, 1, 2, 3, 4

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Dealings:
    """Pairs that dealt with one another in a month, each pair once.

    `kinds` is int64[pairs, 2], one of GOVERNMENT, COMMITTEE, ORGANISATION, WORKER and RESIDENT; `rows`
    int64[pairs, 2], the row in that kind's table; `by_government` bool[pairs], whether the dealing
    passes through government.
    """

    kinds: NDArray[np.int64]
    rows: Pairs
    by_government: NDArray[np.bool_]


_BLOCK = 4096
"""Residents who stay in the processor's cache from one loop to the next."""
BY_CONTRACT, BY_THEMSELVES = 1, 2
"""How a committee and an organisation met: for a government contract alone, or also without one."""


@array_kernel
def mark_active(group: NDArray[np.int32], activities: NDArray[np.uint8], count: int) -> NDArray[np.bool_]:
    """Say of which of `count` organisations members were active this month: bool[organisations]."""
    active = np.zeros(count, dtype=np.bool_)
    marked, rows = np.empty(_BLOCK, dtype=np.uint8), np.empty(_BLOCK, dtype=np.int64)
    for start in range(0, len(group), _BLOCK):
        groups, times = group[start : start + _BLOCK], activities[start : start + _BLOCK]
        for row in range(len(groups)):
            marked[row] = (groups[row] >= 0) & (times[row] > 0)
        for number in range(list_marked(marked[: len(groups)], rows)):
            active[groups[rows[number]]] = True
    return active


@array_kernel
def once_each(met: NDArray[np.int64], count: int, alike: int) -> NDArray[np.int64]:
    """Turn meetings in order into int64[pairs, 3], each pair once, how it met being the most that is said of it.

    A meeting is (community x `count` + organisation) x `alike` + how.
    """
    pairs, kept = np.empty((len(met), 3), dtype=np.int64), 0
    for place in range(len(met)):
        pair = met[place] // alike
        if place + 1 == len(met) or met[place + 1] // alike != pair:
            pairs[kept] = pair // count, pair % count, met[place] % alike
            kept += 1
    return pairs[:kept]


@shared_array_kernel
def list_meetings(
    slot_community: NDArray[np.int32],
    slot_contract: NDArray[np.int32],
    slot_running: NDArray[np.bool_],
    holder: NDArray[np.int32],
    local_community: NDArray[np.int32],
    local_holder: NDArray[np.int32],
    matched_community: NDArray[np.int32],
    supplier: NDArray[np.int32],
    matched_running: NDArray[np.bool_],
    alive: NDArray[np.bool_],
    home: NDArray[np.int32],
    group: NDArray[np.int32],
    activities: NDArray[np.uint8],
    agencies: int,
) -> NDArray[np.int64]:
    """List every committee and organisation that met this month: int64[pairs, 3], by community and organisation.

    Columns: community, row of the organisation, BY_CONTRACT or BY_THEMSELVES. `slot_` is a programme's, `matched_` and
    `supplier` a matched project's; contracts have a `holder` and, where one runs them locally, a `local_holder` in
    `local_community`; organisations are `alive` and have a `home`, residents a `group` and this month's `activities`.
    """
    count, alike = len(alive), BY_THEMSELVES + 1
    met = np.empty(len(slot_community) + len(holder) + len(matched_community) + count, dtype=np.int64)
    found = 0
    for slot in range(len(slot_community)):
        if slot_running[slot] and slot_contract[slot] >= 0:
            who = holder[slot_contract[slot]]
            if 0 <= who < agencies:
                met[found] = (np.int64(slot_community[slot]) * count + who) * alike + BY_CONTRACT
                found += 1
    for row in range(len(holder)):
        if local_holder[row] >= 0 and local_community[row] >= 0:
            met[found] = (np.int64(local_community[row]) * count + local_holder[row]) * alike + BY_CONTRACT
            found += 1
    active = mark_active(group, activities, count)
    for row in range(count):
        if active[row] and alive[row] and home[row] >= 0:
            met[found] = (np.int64(home[row]) * count + row) * alike + BY_THEMSELVES
            found += 1
    for slot in range(len(matched_community)):
        if matched_running[slot] and supplier[slot] >= 0:
            met[found] = (np.int64(matched_community[slot]) * count + supplier[slot]) * alike + BY_THEMSELVES
            found += 1
    return once_each(np.sort(met[:found]), count, alike)


def meetings(world: World) -> NDArray[np.int64]:
    """List how each committee met organisations this month: int64[pairs, 3], community, organisation and how.

    BY_CONTRACT marks pairs that only a government contract brought together, BY_THEMSELVES those that also
    meet without one, through a group's life or a project of the community's own choice.
    """
    slots, contracts, matched, bodies = world.programmes, world.contracts, world.matched, world.organisations
    met: NDArray[np.int64] = list_meetings(
        slots.community, slots.contract, slots.running, contracts.organisation, contracts.community,
        contracts.local_holder, matched.community, matched.supplier, matched.running, bodies.alive, bodies.community,
        world.residents.group, world.residents.activities, world.agencies,
    )  # fmt: skip
    return met


@kernel
def count_met(met: NDArray[np.int64]) -> tuple[int, int]:
    """Count meetings by how they came about: by contract alone, and also without one."""
    own = 0
    for pair in range(len(met)):
        own += met[pair, 2] == BY_THEMSELVES
    return len(met) - own, own


@array_kernel
def mark_supervised(
    contract: NDArray[np.int32],
    filled: NDArray[np.bool_],
    holder: NDArray[np.int32],
    alive: NDArray[np.bool_],
    incubated: NDArray[np.int16],
) -> NDArray[np.bool_]:
    """Say which organisations the hub incubates or whose workers it supervises: bool[organisations].

    `contract` is each worker's, `holder` who holds each contract.
    """
    helped = np.empty(len(alive), dtype=np.bool_)
    for row in range(len(alive)):
        helped[row] = alive[row] & (incubated[row] > 0)
    for row in range(len(contract)):
        if filled[row] and holder[contract[row]] >= 0:
            helped[holder[contract[row]]] = True
    return helped


def supervised(world: World) -> NDArray[np.bool_]:
    """Say which organisations the hub incubates or whose workers it supervises: bool[organisations]."""
    bodies, workers = world.organisations, world.workers
    helped: NDArray[np.bool_] = mark_supervised(
        workers.contract, workers.filled, world.contracts.organisation, bodies.alive, bodies.incubated_months
    )
    return helped


def dealings(world: World) -> Dealings:
    """List every pair that dealt with one another in the last month."""
    parts = [*_between_institutions(world), *_with_workers(world), *_with_residents(world)]
    return Dealings(
        np.concatenate([np.tile([first, second], (len(rows), 1)) for first, second, rows, _ in parts]),
        np.concatenate([rows for _, _, rows, _ in parts]),
        np.concatenate([np.full(len(rows), passes) for _, _, rows, passes in parts]),
    )


Part = tuple[int, int, Pairs, bool]


def _pairs(first: NDArray[np.integer], second: NDArray[np.integer]) -> Pairs:
    return np.stack([first.astype(np.int64), second.astype(np.int64)], axis=1)


def _between_institutions(world: World) -> list[Part]:
    committees = np.arange(len(world.committees))
    holders = np.union1d(world.contracts.organisation, world.contracts.local_holder)
    holders = holders[holders >= 0]
    met = meetings(world)
    helped = np.flatnonzero(supervised(world))
    hub = np.full(len(helped), world.hub)
    return [
        (GOVERNMENT, COMMITTEE, _pairs(np.zeros_like(committees), committees), True),
        (GOVERNMENT, ORGANISATION, _pairs(np.zeros_like(holders), holders), True),
        (COMMITTEE, ORGANISATION, met[met[:, 2] == BY_CONTRACT, :2], True),
        (COMMITTEE, ORGANISATION, met[met[:, 2] == BY_THEMSELVES, :2], False),
        (ORGANISATION, ORGANISATION, _pairs(hub, helped), True),
    ]


def _with_workers(world: World) -> list[Part]:
    filled = np.flatnonzero(world.workers.filled)
    return [
        (COMMITTEE, WORKER, _pairs(world.workers.community[filled], filled), True),
        (ORGANISATION, WORKER, _pairs(world.employers()[filled], filled), True),
    ]


def _with_residents(world: World) -> list[Part]:
    people = world.residents
    helped = (people.contact >= WORKER_FAILED) & (people.contact <= WORKER_RESOLVED) & (people.caseworker >= 0)
    by_committee = (people.contact >= COMMITTEE_FAILED) & (people.contact <= COMMITTEE_RESOLVED)
    at_committee, with_worker = np.flatnonzero(by_committee | people.attended), np.flatnonzero(helped)
    in_group = np.flatnonzero((people.group >= 0) & (people.activities > 0))
    return [
        (WORKER, RESIDENT, _pairs(people.caseworker[with_worker], with_worker), True),
        (COMMITTEE, RESIDENT, _pairs(people.community[at_committee], at_committee), False),
        (ORGANISATION, RESIDENT, _pairs(people.group[in_group], in_group), False),
    ]


@shared_kernel
def count_linked(
    contact: NDArray[np.uint8],
    attended: NDArray[np.bool_],
    group: NDArray[np.int32],
    activities: NDArray[np.uint8],
) -> int:
    """Residents who dealt with anybody this month: were served, sat in the council, or joined their group."""
    linked = 0
    for row in range(len(contact)):
        linked += (contact[row] != NO_CONTACT) | attended[row] | ((group[row] >= 0) & (activities[row] > 0))
    return linked


@kernel
def strength_held(tie: NDArray[np.float32], caseworker: NDArray[np.int32], held: NDArray[np.float32]) -> float:
    """Strength of all residents' ties to a post; `held` is room for a block of them."""
    whole, block = 0.0, len(held)
    for start in range(0, len(tie), block):
        ties, workers = tie[start : start + block], caseworker[start : start + block]
        for row in range(len(ties)):
            held[row] = ties[row] if workers[row] >= 0 else np.float32(0.0)
        whole += total(held[: len(ties)])
    return whole


@kernel
def any_held(tie: NDArray[np.float32], caseworker: NDArray[np.int32]) -> bool:
    """Say whether anybody is tied to a post."""
    row, last = 0, len(tie)
    while row < last and (caseworker[row] < 0 or tie[row] <= 0.0):
        row += 1
    return row < last


@shared_kernel
def share_lost(
    tie: NDArray[np.float32],
    caseworker: NDArray[np.int32],
    community: NDArray[np.int32],
    left: NDArray[np.bool_],
    first_resident: NDArray[np.int64],
    held: NDArray[np.float32],
) -> float:
    """Share of the strength of residents' ties to a post whose worker left this month; NaN where nobody is tied.

    `community` and `left` are the posts'; a post serves residents of its own community only. `held` is room for
    a block of residents.
    """
    lost = 0.0
    for post in range(len(left)):
        if left[post]:
            for row in range(first_resident[community[post]], first_resident[community[post] + 1]):
                lost += tie[row] if caseworker[row] == post else 0.0
    if lost > 0.0:
        return lost / strength_held(tie, caseworker, held)
    return 0.0 if any_held(tie, caseworker) else math.nan


def ties_lost(world: World) -> float:
    """Share of ties that broke in the last month, as `share_lost` counts it."""
    people, workers, held = world.residents, world.workers, np.empty(_BLOCK, dtype=np.float32)
    lost: float = share_lost(people.tie, people.caseworker, workers.community, workers.left, world.first_resident, held)
    return lost
