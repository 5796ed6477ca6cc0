"""Who belongs to a group, who may lead it and who joins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.resident import INERT, LATENT
from sim.chance import key_words
from sim.kernels.founding import free_row, gather_circle, list_founders, mark_free
from sim.kernels.members import begin_tally, best_leader, disband, end_tally, in_order, recruit, talent_of, tally

KEY = key_words(5)


def test_talent_is_pareto_with_mean_one() -> None:
    # Shape 2: at least a half, twice the median's inverse square root; the mean of the uncapped law is 1.
    assert talent_of(1.0, 2.0, 10.0) == pytest.approx(0.5)
    assert talent_of(0.25, 2.0, 10.0) == pytest.approx(1.0)
    assert talent_of(0.0001, 2.0, 3.0) == 3.0
    lucks = (np.arange(200_000) + 0.5) / 200_000
    assert np.mean([talent_of(luck, 3.0, 1e9) for luck in lucks]) == pytest.approx(1.0, abs=0.01)


@given(luck=st.floats(1e-6, 1.0), shape=st.floats(1.3, 4.0), most=st.floats(1.5, 6.0))
def test_talent_is_capped(luck: float, shape: float, most: float) -> None:
    assert 0.0 < talent_of(luck, shape, most) <= most


def test_members_are_counted_and_who_fell_asleep_leaves() -> None:
    group = np.array([2, 2, 2, -1, 3], dtype=np.int32)
    kind = np.array([LATENT, LATENT, INERT, LATENT, LATENT], dtype=np.uint8)
    activities = np.array([1, 0, 5, 1, 2], dtype=np.uint8)
    wellbeing = np.array([0.5, 0.5, 0.5, 0.5, 0.0], dtype=np.float32)
    members, active = np.zeros(4, dtype=np.int32), np.zeros(4)
    tally((group, kind, activities, wellbeing), members, active, 0.2, 0, 2)
    assert (members.tolist(), active.tolist()) == ([0, 0, 2, 0], [0.0, 0.0, 1.0, 0.0])
    tally((group, kind, activities, wellbeing), members, active, 0.2, 2, 5)
    assert (members.tolist(), active.tolist()) == ([0, 0, 2, 1], [0.0, 0.0, 1.0, 1.0])
    assert group.tolist() == [2, 2, -1, -1, 3]
    # A fifth of the way to 1 for members who took part, to 0 for all others.
    assert wellbeing.tolist() == pytest.approx([0.6, 0.4, 0.4, 0.4, 0.2])


def test_a_count_begins_at_nothing_and_ends_as_a_share() -> None:
    members, active = np.array([3, 1, 0, 4], dtype=np.int32), np.array([0.5, 1.0, 0.0, 0.25])
    begin_tally(members, active)
    assert (members.tolist(), active.tolist()) == ([0, 0, 0, 0], [0.0, 0.0, 0.0, 0.0])
    members[:], active[:] = [4, 1, 0, 8], [3.0, 0.0, 0.0, 8.0]
    end_tally(members, active)
    assert members.tolist() == [4, 1, 0, 8]
    # Who has no members has none who are active.
    assert active.tolist() == [0.75, 0.0, 0.0, 1.0]


def test_the_most_talented_member_leads() -> None:
    group = np.array([7, 7, -1, 7, 8], dtype=np.int32)
    leader, talent = best_leader(group, 7, 0, 5, 1, (2.0, 9.0), KEY)
    alone = {row: best_leader(np.where(np.arange(5) == row, 7, -1).astype(np.int32), 7, 0, 5, 1, (2.0, 9.0), KEY)[1]
             for row in (0, 1, 3)}  # fmt: skip
    assert leader == max(alone, key=lambda row: alone[row])
    assert talent == max(alone.values())
    assert best_leader(group, 9, 0, 5, 1, (2.0, 9.0), KEY) == (-1, 0.0)


def test_members_of_a_group_that_is_no_more_are_free() -> None:
    group = np.array([1, 0, 1, -1, 1], dtype=np.int32)
    disband(group, 1, 0, 4)
    assert group.tolist() == [-1, 0, -1, -1, 1]


def test_groups_stand_by_community_and_in_the_order_of_their_numbers_whatever_their_rows() -> None:
    alive, identity = np.array([True, True, False, True, True, True]), np.array([0, 30, 5, 10, 500, 20])
    community = np.array([0, 0, 0, 0, 2, 0], dtype=np.int32)
    assert in_order(alive, identity, community, 1, 3).tolist() == [3, 5, 1, 4]


def grown(money: float, talent: float, shell: int, without_venue: float, coaching: float = 0.0) -> int:
    """Members that a group of twenty in a community of a thousand takes in at a growth of 0.5."""
    group, kind = np.full(1000, -1, dtype=np.int32), np.full(1000, LATENT, dtype=np.uint8)
    group[:20] = 0
    members = np.array([20], dtype=np.int32)
    recruit(
        (group, kind, np.ones(1000, dtype=np.bool_)), np.ones(1, dtype=np.bool_), 0,
        (np.array([3]), np.zeros(1, dtype=np.int32), np.array([money]), np.array([talent]), np.array([coaching])),
        members, np.array([shell], dtype=np.int16), without_venue, np.array([0, 1000]), 0.5, 0.04, KEY, 0,
    )  # fmt: skip
    assert members[0] == np.count_nonzero(group == 0)
    return int(members[0]) - 20


def test_a_group_grows_where_money_organisation_and_venue_come_together() -> None:
    # Half of capacity: 20 x 0.5 x 0.5 = 5 join where all three are there.
    assert grown(1.0, 2.0, 0, 1.0) == pytest.approx(5, abs=1)
    # Without one of the three nobody does (B3: an unfunded group did not grow in a year).
    assert grown(0.0, 2.0, 0, 1.0) == 0
    assert grown(1.0, 0.0, 0, 1.0, 1.0) == 0
    assert grown(1.0, 2.0, 0, 0.0) == 0
    # The incubator has a venue; coaching makes up for a weak leader.
    assert grown(1.0, 2.0, 5, 0.0) == grown(1.0, 0.1, 0, 1.0, 1.0) == grown(1.0, 2.0, 0, 1.0)


def test_only_the_free_and_active_found_and_nobody_twice() -> None:
    # A ring of six, each watching the next four twice over; one has a group, one is asleep, one did not take part.
    neighbours = np.array([[(row + step) % 6 for step in (1, 2, 3, 4) * 2] for row in range(6)], dtype=np.uint16)
    group = np.array([-1, -1, -1, 0, -1, -1], dtype=np.int32)
    kind = np.array([LATENT, LATENT, LATENT, LATENT, INERT, LATENT], dtype=np.uint8)
    activities = np.array([1, 1, 1, 1, 1, 0], dtype=np.uint8)
    free, marked, able = np.zeros(6, dtype=np.uint8), np.empty(6, dtype=np.uint8), np.empty(6, dtype=np.int64)
    mark_free(group, kind, activities, free)
    assert free.tolist() == [1, 1, 1, 0, 0, 0]
    aware = np.ones(6, dtype=np.bool_)
    # Free neighbours, each counted twice: of 0, 1 and 2; of 1, 2; of 2, 0.
    assert able[: list_founders(free, aware, neighbours, 4, marked, able)].tolist() == [0]
    assert able[: list_founders(free, aware, neighbours, 2, marked, able)].tolist() == [0, 1, 2]
    aware[0] = False
    assert list_founders(free, aware, neighbours, 4, marked, able) == 0
    assert gather_circle(group, free, neighbours[0], 0, 9, 5, 1) == 3
    assert group.tolist() == [9, 9, 9, 0, -1, -1]


def test_every_street_has_rows_of_its_own() -> None:
    # Two streets of two groups from row 3 on, then room for one more each.
    alive = np.ones(9, dtype=np.bool_)
    assert free_row(alive, 0, 3, 2, (2, 1)) == -1
    alive[[6, 8]] = False
    assert free_row(alive, 0, 3, 2, (2, 1)) == -1
    assert free_row(alive, 1, 3, 2, (2, 1)) == 6
    alive[7] = False
    assert free_row(alive, 0, 3, 2, (2, 1)) == 7
