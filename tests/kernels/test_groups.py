"""How groups learn, end, come further and serve, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.organisation import CIRCLE, FILED, MATURE, REGISTERED
from sim.domains import CULTURE, ELDERLY, ENVIRONMENT, MUTUAL_AID
from sim.kernels.backing import AWARDED, count_sources, note_sources, share_coaching
from sim.kernels.groups import clear_away, come_further, death_rate, gather_groups, learn, may_end, turn_public
from sim.ledger import Flow

shares = st.floats(0.0, 1.0)
SPEEDS = (0.02, 0.01, 0.01, 0.01, 0.0)
RATES = (0.03, 3.0, 0.5, 0.3, 0.5, 1.0)


def test_a_group_learns_by_hand() -> None:
    # Coached in full, money, a quarter of members active: (0.02 + 0.01 + 0.01 x 0.5) x 1.5 of the half that is lacking.
    assert learn(0.5, 1.5, 1.0, 1.0, (1.0, 0.25, 0.0), SPEEDS, 0.01) == pytest.approx(0.5 + 0.5 * 0.0525)
    # Without money: 0.005 x 1.5 is learnt, 0.01 forgotten.
    assert learn(0.5, 1.5, 0.0, 1.0, (0.0, 0.25, 0.0), SPEEDS, 0.01) == pytest.approx(0.5 - 0.5 * 0.0025)
    # Without a leader money does not help; nothing is learnt.
    assert learn(0.5, 0.0, 1.0, 1.0, (1.0, 1.0, 1.0), SPEEDS, 0.01) == pytest.approx(0.495)
    # What somebody else runs and pays for teaches nothing, a project does.
    assert learn(0.5, 1.0, 1.0, 0.0, (0.0, 1.0, 1.0), SPEEDS, 0.01) == pytest.approx(0.505)


@given(maturity=shares, talent=st.floats(0.0, 10.0), money=shares, own=shares, coached=shares, active=shares)
def test_maturity_is_a_share_that_coaching_never_lowers(
    maturity: float, talent: float, money: float, own: float, coached: float, active: float
) -> None:
    without = learn(maturity, talent, money, own, (0.0, active, 0.0), SPEEDS, 0.04)
    found = learn(maturity, talent, money, own, (coached, active, 0.0), SPEEDS, 0.04)
    assert 0.0 <= without <= found <= 1.0


def test_the_rate_of_ending_by_hand() -> None:
    # Newly begun, nothing to protect it, money: twice the base rate.
    assert death_rate(0.0, 0.0, 0, 1.0, 0.0, RATES) == pytest.approx(0.06)
    # Ten members, long on: 0.03 / 2^0.5, and e^-0.3 of that with a second source.
    assert death_rate(0.0, 10.0, 1, 1.0, 1e6, RATES) == pytest.approx(0.03 / math.sqrt(2.0))
    assert death_rate(0.0, 10.0, 2, 1.0, 1e6, RATES) == pytest.approx(0.03 / math.sqrt(2.0) * math.exp(-0.3))
    # No money, mature: 0.03 e^(0.5 - 3); a year old, e^-1 of the danger of being new is left.
    assert death_rate(1.0, 0.0, 0, 0.0, 12.0, RATES) == pytest.approx(0.03 * math.exp(-2.5) * (1.0 + math.exp(-1.0)))


@given(
    luck=st.floats(0.0, 1.0),
    maturity=shares,
    members=st.integers(0, 500),
    sources=st.integers(0, 3),
    money=shares,
    age=st.integers(0, 600),
    want=st.floats(0.0, 3.0),
)
def test_no_group_ends_of_which_it_is_said_that_it_cannot(
    luck: float, maturity: float, members: int, sources: int, money: float, age: int, want: float
) -> None:
    rates = (*RATES[:4], want, RATES[5])
    chance = -math.expm1(-death_rate(maturity, float(members), sources, money, float(age), rates))
    assert may_end(luck, maturity, money, rates) or luck >= chance
    assert may_end(chance * (1.0 - 1e-9), maturity, money, rates)


def test_the_mature_whom_money_does_not_lack_need_bad_luck_to_end() -> None:
    # Twice the base rate, divided by 1 + 3 x 1: 0.015.
    assert may_end(0.0149, 1.0, 1.0, RATES)
    assert not may_end(0.0151, 1.0, 1.0, RATES)


def test_circles_file_the_able_are_registered_and_the_ripe_are_grown_up() -> None:
    steps = (0.5, 0.1, 3.0, 0.6, 0.0)
    assert come_further(CIRCLE, 0.49, False, False, False, steps) == FILED  # noqa: FBT003  kernels take no keywords
    assert come_further(CIRCLE, 0.51, False, True, True, steps) == CIRCLE  # noqa: FBT003
    assert come_further(CIRCLE, 0.99, True, False, False, steps) == FILED  # noqa: FBT003
    assert come_further(FILED, 0.05, False, False, True, steps) == FILED  # noqa: FBT003
    assert come_further(FILED, 0.05, False, True, False, steps) == REGISTERED  # noqa: FBT003
    # The incubator makes it three times as likely.
    assert come_further(FILED, 0.25, False, True, False, steps) == FILED  # noqa: FBT003
    assert come_further(FILED, 0.25, True, True, False, steps) == REGISTERED  # noqa: FBT003
    assert come_further(REGISTERED, 0.0, False, True, False, steps) == REGISTERED  # noqa: FBT003
    assert come_further(REGISTERED, 0.0, False, False, True, steps) == MATURE  # noqa: FBT003


def test_recreation_turns_to_the_public_good_and_not_back() -> None:
    assert [turn_public(CULTURE, luck, 0.3) for luck in (0.05, 0.15, 0.25, 0.31)] == [
        MUTUAL_AID, ELDERLY, ENVIRONMENT, CULTURE,
    ]  # fmt: skip
    assert turn_public(ELDERLY, 0.0, 1.0) == ELDERLY
    assert turn_public(CULTURE, 0.0, 0.0) == CULTURE


def test_sources_are_noted_for_this_year_and_the_last() -> None:
    moved = np.zeros((len(Flow), 4), dtype=np.int64)
    paid, before = np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int64)
    # Account 1 is the first organisation's; row 1 is the first group.
    moved[Flow.GROUP_GRANT, 2] = moved[Flow.AWARD, 2] = 100
    moved[Flow.ACTIVITY, 3] = -100
    note_sources(np.array([1, 2]), moved, 1, paid, before, False)  # noqa: FBT003  kernels take no keywords
    assert [count_sources(int(bits)) for bits in paid] == [0, 2, 0]
    assert paid[1] & AWARDED
    moved[:] = 0
    note_sources(np.array([1, 2]), moved, 1, paid, before, True)  # noqa: FBT003
    assert [count_sources(int(bits)) for bits in paid | before] == [0, 2, 0]
    note_sources(np.array([1, 2]), moved, 1, paid, before, True)  # noqa: FBT003
    assert not (paid | before).any()


def test_what_groups_can_do_by_hand() -> None:
    community = np.array([0, 0, 0, 1], dtype=np.int32)
    stage = np.array([FILED, REGISTERED, CIRCLE, FILED], dtype=np.uint8)
    alive, domain = np.array([True, True, True, False]), np.array([CULTURE, ELDERLY, ELDERLY, CULTURE], dtype=np.uint8)
    members = np.array([10, 20, 99, 99], dtype=np.int32)
    money, maturity, projects = np.array([1.0, 0.0, 1.0, 1.0]), np.array([0.0, 0.5, 0.0, 0.0]), np.array([2.0, 0, 0, 0])
    table, helped = np.empty((2, 10)), np.empty((2, 10))
    gather_groups(
        community, stage, alive, domain, members, money, maturity, projects, 0, (0.1, 0.2, 0.8, 0.5),
        (0.3, 0.2, 0.5), (0.0, 0.0), np.zeros(2), table,
    )  # fmt: skip
    # Recreation: half of 10 x 0.1, and two in a project; the elderly: 20 x 0.1 x (0.2 + 0.8 x 0.8 x 0.5).
    assert table[0, 1 + CULTURE] == pytest.approx(2.5)
    assert table[0, 1 + ELDERLY] == pytest.approx(1.04)
    assert table[0, 0] == pytest.approx((2.5 * 0.3 + 1.04 * 0.4) / 3.54)
    assert table[1].tolist() == [0.3, *[0.0] * 9]
    # A support agency makes everybody serve in full, and brings hands of its own; the party's volunteers come to it.
    gather_groups(
        community, stage, alive, domain, members, money, maturity, projects, 0, (0.1, 0.2, 0.8, 0.5),
        (0.3, 0.2, 0.5), (1.0, 3.0), np.array([0.0, 2.0]), helped,
    )  # fmt: skip
    assert helped[0, 1 + ELDERLY] == pytest.approx(2.0)
    assert helped[:, 9].tolist() == [3.0, 5.0]
    assert helped[1, 0] == 0.5


def test_the_hub_coaches_its_incubator_and_winners_and_the_office_whoever_it_helps_more() -> None:
    # An agency, then groups: in the incubator, with an award, a circle, on file, ended though in the incubator.
    alive = np.array([True, True, True, True, True, False])
    stage = np.array([0, FILED, FILED, CIRCLE, FILED, FILED], dtype=np.uint8)
    shell, paid = np.array([0, 4, 0, 0, 0, 9], dtype=np.int16), np.array([0, 0, AWARDED, 0, 0, 0])
    community, office = np.array([0, 0, 1, 1, 1, 0], dtype=np.int32), np.array([0.1, 0.6])
    hours = np.full(6, 0.9)
    assert share_coaching(alive, stage, shell, paid, community, office, 1, 0.4, False, hours) == (2, 1)  # noqa: FBT003
    assert hours[1:].tolist() == [0.4, 0.6, 0.6, 0.6, 0.0]
    # Under a support agency all on file are coached.
    assert share_coaching(alive, stage, shell, paid, community, office, 1, 0.7, True, hours) == (3, 1)  # noqa: FBT003
    assert hours[1:].tolist() == [0.7, 0.7, 0.6, 0.7, 0.0]


def test_what_ended_groups_leave_is_listed_and_nothing_stays_set_apart() -> None:
    alive = np.array([False, True, False, False])
    earmarked, projects = np.array([5, 6, 7, 8]), np.ones(4)
    cash = np.array([99, 99, 10, 20, 0, 30])
    # Organisations' accounts begin at 2; row 0 is an agency.
    accounts = np.full(4, 9)
    assert clear_away(alive, earmarked, projects, cash, 2, 1, accounts) == 1
    assert accounts[0] == 5
    assert earmarked.tolist() == [5, 6, 0, 0]
    assert projects.tolist() == [1.0, 1.0, 0.0, 0.0]
