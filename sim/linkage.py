"""Who dealt with whom this month: committees, organisations, workers, residents and government as a network.

A dealing is a pair that had to do with one another in the month. It passes through government where
government is one of the two, or pays for the contract that brought them together; otherwise the
societies link up by themselves. Sources: M23, M36, M86; 002, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import COMMITTEE_FAILED, COMMITTEE_RESOLVED, NO_CONTACT, WORKER_FAILED, WORKER_RESOLVED
from sim.arithmetic import kernel
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


@kernel
def mark_contracted(
    community: NDArray[np.int32],
    contract: NDArray[np.int32],
    running: NDArray[np.bool_],
    holder: NDArray[np.int32],
    communities: int,
    agencies: int,
) -> NDArray[np.bool_]:
    """Say which agency runs a contracted programme in which community: bool[communities, agencies].

    The first three are the programmes'; `holder` is who holds each contract.
    """
    met = np.zeros((communities, agencies), dtype=np.bool_)
    for slot in range(len(community)):
        if running[slot] and contract[slot] >= 0 and 0 <= holder[contract[slot]] < agencies:
            met[community[slot], holder[contract[slot]]] = True
    return met


@kernel
def count_active_members(
    group: NDArray[np.int32], activities: NDArray[np.uint8], organisations: int
) -> NDArray[np.int64]:
    """Members of each organisation who took part in something this month: int64[organisations]."""
    active = np.zeros(organisations, dtype=np.int64)
    for row in range(len(group)):
        if group[row] >= 0 and activities[row] > 0:
            active[group[row]] += 1
    return active


def contracted(world: World) -> NDArray[np.bool_]:
    """Say which agency runs a contracted programme in which community: bool[communities, agencies]."""
    slots = world.programmes
    met: NDArray[np.bool_] = mark_contracted(
        slots.community, slots.contract, slots.running, world.contracts.organisation, len(world.committees),
        world.agencies,
    )  # fmt: skip
    return met


def active_groups(world: World) -> NDArray[np.int64]:
    """Rows of the community organisations whose members did something together this month: int64[groups]."""
    people, bodies = world.residents, world.organisations
    active = count_active_members(people.group, people.activities, len(bodies))
    return np.flatnonzero(bodies.alive & (active > 0) & (bodies.community >= 0))


def committees_with_organisations(world: World) -> tuple[Pairs, NDArray[np.bool_]]:
    """Pairs of a committee and an organisation that dealt, and which of them need a government contract.

    A pair that also meets without one, through a group's life or a project of the community's own choice,
    needs none. Gives int64[pairs, 2] and bool[pairs].
    """
    count = len(world.organisations)
    groups, contracts, matched = active_groups(world), world.contracts, world.matched
    places, agencies = contracted(world).nonzero()
    paid = [places * count + agencies]
    if (contracts.local_holder >= 0).any():
        local = np.flatnonzero(contracts.local_holder >= 0)
        paid.append(contracts.community[local].astype(np.int64) * count + contracts.local_holder[local])
    own = [world.organisations.community[groups].astype(np.int64) * count + groups]
    if len(matched):
        running = np.flatnonzero(matched.running & (matched.supplier >= 0))
        own.append(matched.community[running].astype(np.int64) * count + matched.supplier[running])
    free = np.unique(np.concatenate(own))
    bound = np.setdiff1d(np.concatenate(paid), free)
    both = np.concatenate([free, bound])
    return np.stack([both // count, both % count], axis=1), np.arange(len(both)) >= len(free)


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
    met, by_government = committees_with_organisations(world)
    helped = supervised(world)
    hub = np.full(len(helped), world.hub)
    return [
        (GOVERNMENT, COMMITTEE, _pairs(np.zeros_like(committees), committees), True),
        (GOVERNMENT, ORGANISATION, _pairs(np.zeros_like(holders), holders), True),
        (COMMITTEE, ORGANISATION, met[by_government], True),
        (COMMITTEE, ORGANISATION, met[~by_government], False),
        (ORGANISATION, ORGANISATION, _pairs(hub, helped), True),
    ]


def supervised(world: World) -> NDArray[np.int64]:
    """Rows of the organisations whose workers the hub supervises or which it incubates: int64[organisations]."""
    employers = world.employers()[world.workers.filled]
    incubated = np.flatnonzero(world.organisations.alive & (world.organisations.incubated_months > 0))
    return np.union1d(employers[employers >= 0], incubated).astype(np.int64)


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


@kernel
def count_linked(
    contact: NDArray[np.uint8],
    attended: NDArray[np.bool_],
    group: NDArray[np.int32],
    activities: NDArray[np.uint8],
) -> int:
    """Residents who dealt with anybody this month: were served, sat in the council, or joined their group."""
    linked = 0
    for row in range(len(contact)):
        linked += contact[row] != NO_CONTACT or attended[row] or (group[row] >= 0 and activities[row] > 0)
    return linked


@kernel
def strength_by_post(
    tie: NDArray[np.float32], caseworker: NDArray[np.int32], left: NDArray[np.bool_]
) -> tuple[float, float]:
    """Strength of all residents' ties to a post, and of those whose worker left this month."""
    whole, lost = 0.0, 0.0
    for row in range(len(tie)):
        if caseworker[row] >= 0:
            whole += tie[row]
            lost += tie[row] if left[caseworker[row]] else 0.0
    return whole, lost
