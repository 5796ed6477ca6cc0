"""The network of dealings, by hand in a small district and against the outcomes that count it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.agents.resident import COMMITTEE_RESOLVED, WORKER_FAILED
from sim.linkage import (
    COMMITTEE,
    GOVERNMENT,
    ORGANISATION,
    RESIDENT,
    WORKER,
    Dealings,
    dealings,
    mark_active,
    share_lost,
)
from sim.outcomes import OUTCOMES
from sim.world import World
from tests.districts import lived, new, small

ROOM = np.full(4_096, 9.0, dtype=np.float32)
"""Room for a block of residents, with what others left there."""


@pytest.fixture(scope="module")
def world() -> World:
    return lived(small(values={"setting.residents_per_community": 120})).world


def between(found: Dealings, first: int, second: int) -> set[tuple[int, int]]:
    chosen = (found.kinds == [first, second]).all(axis=1)
    return {(int(a), int(b)) for a, b in found.rows[chosen]}


def test_every_pair_stands_once_and_exists(world: World) -> None:
    found = dealings(world)
    rows = np.column_stack([found.kinds, found.rows])
    assert len(np.unique(rows, axis=0)) == len(rows) == len(found.by_government)
    sizes = {COMMITTEE: world.committees, ORGANISATION: world.organisations, WORKER: world.workers}
    for kind, table in sizes.items():
        named = found.rows[found.kinds == kind]
        assert ((named >= 0) & (named < len(table))).all()


def test_workers_deal_with_their_employer_their_committee_and_whom_they_serve(world: World) -> None:
    found = dealings(world)
    filled = np.flatnonzero(world.workers.filled)
    assert between(found, ORGANISATION, WORKER) == {(int(world.employers()[row]), int(row)) for row in filled}
    assert between(found, COMMITTEE, WORKER) == {(int(world.workers.community[row]), int(row)) for row in filled}
    for worker, resident in between(found, WORKER, RESIDENT):
        assert world.residents.caseworker[resident] == worker


def test_before_linkage_only_committees_groups_and_residents_deal() -> None:
    world = lived(small("baseline")).world
    found = dealings(world)
    assert between(found, GOVERNMENT, ORGANISATION) == set()
    assert not world.workers.filled.any()
    assert {tuple(pair) for pair in found.kinds.tolist()} == {
        (GOVERNMENT, COMMITTEE), (COMMITTEE, ORGANISATION), (COMMITTEE, RESIDENT), (ORGANISATION, RESIDENT),
    }  # fmt: skip
    assert OUTCOMES["self_organised_share"].measure(world) == 1.0


def test_outcomes_count_what_the_network_lists(world: World) -> None:
    found = dealings(world)
    societies = ((found.kinds != GOVERNMENT) & (found.kinds != RESIDENT)).all(axis=1)
    own = np.count_nonzero(~found.by_government[societies]) / np.count_nonzero(societies)
    assert OUTCOMES["self_organised_share"].measure(world) == pytest.approx(own)
    pairs = len(between(found, COMMITTEE, ORGANISATION))
    alive = world.organisations.alive
    could = alive[: world.agencies].sum() * len(world.committees) + alive[world.first_group :].sum()
    assert OUTCOMES["linkage_density"].measure(world) == pytest.approx(pairs / could)


def test_residents_reached_by_hand() -> None:
    world = new().world
    people = world.residents
    people.contact[:3] = [WORKER_FAILED, COMMITTEE_RESOLVED, 0]
    people.attended[:] = False
    people.attended[[1, 4]] = True
    people.group[:] = -1
    people.group[5:7] = world.first_group
    people.activities[:] = 0
    people.activities[[6, 9]] = 1
    assert OUTCOMES["linked_residents_share"].measure(world) == pytest.approx(4 / 10)


def test_ties_break_with_the_worker_who_leaves() -> None:
    world = new("guangzhou").world
    people = world.residents
    people.caseworker[:] = -1
    people.caseworker[:4] = [0, 0, 1, 1]
    people.tie[:4] = [0.5, 0.25, 0.125, 0.125]
    world.workers.left[:] = False
    world.workers.left[1] = True
    assert OUTCOMES["linkage_lost_share"].measure(world) == pytest.approx(0.25)


def test_ties_of_thousands_and_those_that_break_by_hand() -> None:
    # Two communities, the first of 5,000 and the second of 4,000 residents; a post in the first, two in the second.
    first = np.array([0, 5_000, 9_000])
    tie, caseworker = np.full(9_000, 0.5, dtype=np.float32), np.full(9_000, -1, dtype=np.int32)
    caseworker[:3_000], caseworker[5_000:6_000], caseworker[6_000:6_600] = 0, 1, 2
    tie[4_095:4_097], caseworker[4_095:4_097] = 0.25, 0
    community = np.array([0, 1, 1], dtype=np.int32)
    held = 0.5 * (3_000 + 1_000 + 600) + 0.25 * 2
    for left, lost in (
        ([False, False, False], 0.0),
        ([True, False, False], 0.5 * 3_000 + 0.25 * 2),
        ([False, True, True], 0.5 * 1_600),
    ):
        assert share_lost(tie, caseworker, community, np.array(left), first, ROOM) == lost / held


def test_no_share_of_ties_is_lost_where_nobody_is_tied() -> None:
    tie, first, post = np.array([0.5, 0.0], dtype=np.float32), np.array([0, 2]), np.zeros(1, dtype=np.int32)
    for caseworker, lost in (([-1, 0], math.nan), ([0, 0], 0.0)):
        found = share_lost(tie, np.array(caseworker, dtype=np.int32), post, np.array([False]), first, ROOM)
        assert found == pytest.approx(lost, nan_ok=True)


@pytest.mark.parametrize("row", [0, 4_095, 4_096, 8_999])
def test_a_group_is_active_as_soon_as_one_of_thousands_takes_part(row: int) -> None:
    group, activities = np.full(9_000, 1, dtype=np.int32), np.zeros(9_000, dtype=np.uint8)
    group[[2, row]], activities[[2, row]] = [-1, 2], [3, 1]
    assert mark_active(group, activities, 4).tolist() == [False, False, True, False]


def test_a_project_that_the_community_chose_links_without_a_contract() -> None:
    world = lived(small("changsha_matching", {"setting.residents_per_community": 60})).world
    running = world.matched.running & (world.matched.supplier >= 0)
    assert running.any()
    chosen = {(int(place), int(who)) for place, who in zip(
        world.matched.community[running], world.matched.supplier[running], strict=True)}  # fmt: skip
    found = dealings(world)
    free = (found.kinds == [COMMITTEE, ORGANISATION]).all(axis=1) & ~found.by_government
    assert chosen <= {(int(a), int(b)) for a, b in found.rows[free]}
