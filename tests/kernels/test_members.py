"""Who belongs to a group, who may lead it and who joins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.resident import INERT, LATENT
from sim.chance import key_words
from sim.kernels.founding import fewest_founders, free_row, gather_circle, list_founders, mark_free
from sim.kernels.members import best_leader, disband, follow, in_order, list_living, recruit, talent_of, tally

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
    # Groups are rows 2 and 3, of the first community and of the second; what was counted last month is forgotten.
    community, first = np.array([-1, -1, 0, 1], dtype=np.int32), np.array([0, 3, 5])
    members, active = np.array([7, 7, 7, 7], dtype=np.int32), np.array([0.5, 0.5, 0.5, 0.5])
    tally(group, kind, activities, wellbeing, community, members, active, 0.2, first, 2, 0, 1)
    assert (members.tolist(), active.tolist()) == ([7, 7, 2, 7], [0.5, 0.5, 0.5, 0.5])
    tally(group, kind, activities, wellbeing, community, members, active, 0.2, first, 2, 1, 2)
    assert (members.tolist(), active.tolist()) == ([7, 7, 2, 1], [0.5, 0.5, 0.5, 1.0])
    assert group.tolist() == [2, 2, -1, -1, 3]
    # A fifth of the way to 1 for members who took part, to 0 for all others.
    assert wellbeing.tolist() == pytest.approx([0.6, 0.4, 0.4, 0.4, 0.2])


def test_who_has_no_members_has_none_who_are_active() -> None:
    members, active = np.array([3], dtype=np.int32), np.array([0.5])
    people = (np.full(2, -1, dtype=np.int32), np.full(2, LATENT, dtype=np.uint8), np.ones(2, dtype=np.uint8),
              np.zeros(2, dtype=np.float32))  # fmt: skip
    tally(*people, np.zeros(1, dtype=np.int32), members, active, 0.2, np.array([0, 2]), 0, 0, 1)
    assert (members.tolist(), active.tolist()) == ([0], [0.0])


def test_the_most_talented_member_leads() -> None:
    group = np.array([7, 7, -1, 7, 8], dtype=np.int32)
    leader, talent = best_leader(group, 7, 0, 5, 1, (2.0, 9.0), KEY)
    alone = {row: best_leader(np.where(np.arange(5) == row, 7, -1).astype(np.int32), 7, 0, 5, 1, (2.0, 9.0), KEY)[1]
             for row in (0, 1, 3)}  # fmt: skip
    assert leader == max(alone, key=lambda row: alone[row])
    assert talent == max(alone.values())
    assert best_leader(group, 9, 0, 5, 1, (2.0, 9.0), KEY) == (-1, 0.0)


def test_leaders_step_down_and_members_follow() -> None:
    # The leader of the first group stays, that of the second left it; the third has none, its committee no hours.
    group = np.array([0, 0, 2, 2, 0, -1], dtype=np.int32)
    community, leader = np.array([0, 0, 0], dtype=np.int32), np.array([1, 5, -1], dtype=np.int32)
    talent, first = np.array([2.0, 3.0, 0.0]), np.array([0, 6])

    def after(luck: float, resident_share: float) -> tuple[list[int], list[float]]:
        follow(
            np.arange(3), (community, leader), talent, group, first, np.array([resident_share]), np.full(3, luck),
            (0.1, 0.5, 2.0, 9.0), 1, KEY,
        )  # fmt: skip
        return leader.tolist(), talent.tolist()

    assert after(0.3, 0.0) == ([1, -1, -1], [2.0, 0.0, 0.0])
    # Half of the committee's hours make a chance of a quarter: nobody is found above it.
    assert after(0.3, 0.5)[0] == [1, -1, -1]
    best, able = best_leader(group, 2, 0, 6, 1, (2.0, 9.0), KEY)
    # The second has no members left.
    assert after(0.2, 0.5) == ([1, -1, best], [2.0, 0.0, able])
    assert after(0.05, 0.5)[0][0] == -1


def test_members_of_a_group_that_is_no_more_are_free() -> None:
    group = np.array([1, 0, 1, -1, 1], dtype=np.int32)
    disband(group, 1, 0, 4)
    assert group.tolist() == [-1, 0, -1, -1, 1]


def test_groups_stand_by_community_and_in_the_order_of_their_numbers_whatever_their_rows() -> None:
    alive, identity = np.array([True, True, False, True, True, True]), np.array([0, 30, 5, 10, 500, 20])
    community = np.array([0, 0, 0, 0, 2, 0], dtype=np.int32)
    rows, order, edges = np.full(6, 9), np.full(4, 9), np.full((2, 4), 9)
    living = rows[: list_living(alive, 1, rows)]
    assert living.tolist() == [1, 3, 4, 5]
    in_order(living, identity, community, edges, order)
    assert order.tolist() == [3, 5, 1, 4]


def grown(money: float, talent: float, shell: int, without_venue: float, coaching: float = 0.0) -> int:
    """Members that a group of twenty in a community of a thousand takes in at a growth of 0.5."""
    group, kind = np.full(1000, -1, dtype=np.int32), np.full(1000, LATENT, dtype=np.uint8)
    group[:20] = 0
    members = np.array([20], dtype=np.int32)
    recruit(
        group, kind, np.ones(1000, dtype=np.bool_), np.ones(1, dtype=np.bool_), 0, np.array([3]),
        np.zeros(1, dtype=np.int32), np.array([money]), np.array([talent]), np.array([coaching]), members,
        np.array([shell], dtype=np.int16), without_venue, np.array([0, 1000]), 0.5, 0.04,
        (np.full((4, 1), 9), np.full((2, 2), 9), np.full((5, 1), 9.0)), KEY, 0,
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
    assert able[: list_founders(free, aware, neighbours, 4, 1.0, marked, able)].tolist() == [0]
    assert able[: list_founders(free, aware, neighbours, 2, 3.0, marked, able)].tolist() == [0, 1, 2]
    # Where more are needed than there are, nobody need be looked at.
    assert list_founders(free, aware, neighbours, 4, 1.1, marked, able) == 0
    assert list_founders(free, aware, neighbours, 2, 3.1, marked, able) == 0
    aware[0] = False
    assert list_founders(free, aware, neighbours, 4, 0.0, marked, able) == 0
    assert gather_circle(group, free, neighbours[0], 0, 9, 5, 1) == 3
    assert group.tolist() == [9, 9, 9, 0, -1, -1]


@given(luck=st.floats(1e-10, 1.0 - 1e-10), rate=st.floats(1e-6, 2.0), able=st.integers(1, 300))
def test_a_circle_that_forms_never_has_fewer_founders_than_it_needs(luck: float, rate: float, able: int) -> None:
    assert able >= fewest_founders(luck, rate) or luck >= 1.0 - np.exp(-rate * able)
    # With a luck of a half at least log 2 of rate are needed, more than the bound of 2 / 3.
    assert fewest_founders(0.5, 0.1) == pytest.approx(0.999 * 20.0 / 3.0)


def test_every_street_has_rows_of_its_own() -> None:
    # Two streets of two groups from row 3 on, then room for one more each.
    alive, closed = np.ones(9, dtype=np.bool_), np.zeros(9, dtype=np.bool_)
    assert free_row(alive, closed, 0, 3, 2, (2, 1)) == -1
    alive[[6, 8]] = False
    assert free_row(alive, closed, 0, 3, 2, (2, 1)) == -1
    assert free_row(alive, closed, 1, 3, 2, (2, 1)) == 6
    alive[7] = False
    assert free_row(alive, closed, 0, 3, 2, (2, 1)) == 7
