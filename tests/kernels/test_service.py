"""Who can do how much, what fits, and what a contact yields."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domains import CULTURE, DISABILITY, ELDERLY, ENVIRONMENT, MEDIATION, SPECIAL, YOUTH
from sim.kernels.capacity import best_fit, gather_workers
from sim.kernels.service import (
    most_offered,
    most_urgent,
    report_quality,
    tie_in_post,
    whole,
    yield_of,
)

shares = st.floats(0.0, 1.0)


def test_yields_by_hand() -> None:
    # Able enough, full effort, elderly care (0.3 without a tie): 0.3 + 0.7 x 0.5.
    assert yield_of(0.6, 0.5, 1.0, 0.3, 0.5) == pytest.approx(0.65)
    # Half as able as needed, effort 0.8, no tie: 0.5 x 0.8 x 0.3.
    assert yield_of(0.25, 0.5, 0.8, 0.3, 0.0) == pytest.approx(0.12)
    assert yield_of(1.0, 0.2, 1.0, 0.8, 1.0) == 1.0


@given(skill=shares, needed=st.floats(0.1, 0.9), effort=shares, without=shares, tie=shares, more=shares)
def test_yield_is_a_share_that_nothing_good_lowers(
    skill: float, needed: float, effort: float, without: float, tie: float, more: float
) -> None:
    found = yield_of(skill, needed, effort, without, tie)
    assert 0.0 <= found <= 1.0
    assert found <= yield_of(min(1.0, skill + more), needed, effort, without, tie) + 1e-12
    assert found <= yield_of(skill, needed, effort, without, min(1.0, tie + more)) + 1e-12


def test_three_workers_by_hand() -> None:
    # Two in the first community, one of them vacant in effect; a third in the second without an employer.
    community = np.array([0, 0, 0, 1], dtype=np.int32)
    filled = np.array([True, True, False, True])
    skill = np.array([0.4, 0.8, 1.0, 1.0])
    employer = np.array([0, 1, 0, -1], dtype=np.int32)
    service, effort = np.array([0.5, 0.6]), np.array([0.7, 0.9])
    lost, funded = np.array([0.1, 0.0]), np.array([1.0, 0.5])
    table = np.empty((2, 4))
    reach = np.array([0.5, 1.0])
    gather_workers(community, filled, skill, employer, service, effort, lost, funded, 10.0, 0.4, reach, table)
    # First: 10 x 0.5 x 0.9 x 1 = 4.5; second: 10 x 0.6 x 1 x (0.6 + 0.4 x 0.5) = 4.8: 9.3 in all.
    means = [(4.5 * 0.4 + 4.8 * 0.8) / 9.3, (4.5 * 0.7 + 4.8 * 0.9) / 9.3, (4.5 * 0.5 + 4.8 * 0.6) / 9.3]
    # Half of them are reached.
    assert table[0] == pytest.approx([4.65, *means])
    assert table[1].tolist() == [0.0, 0.0, 0.0, 0.0]


def test_ties_count_only_where_the_post_is_filled() -> None:
    # A held post, a vacant one, and no caseworker at all.
    filled = np.array([False, True])
    assert [tie_in_post(0.5, post, filled) for post in (1, 0, -1)] == [0.5, 0.0, 0.0]


def test_the_best_that_runs_is_offered() -> None:
    knowledge = np.full((1, 8), 0.5)
    community, contract = np.zeros(4, dtype=np.int32), np.array([-1, 3, 3, 3], dtype=np.int32)
    running, domain = np.array([True, True, True, False]), np.array([2, 2, 5, 6], dtype=np.uint8)
    fit = np.array([0.4, 0.9, 0.1, 1.0])
    table = np.empty((2, 1, 8))
    best_fit(knowledge, community, contract, running, domain, fit, 0.2, 0.2, table)
    # Casework fits 0.2 + 0.2 x 0.5 = 0.3. The committee's own programme serves 2, the contract's better one
    # the workers; a programme worse than casework and one that does not run change nothing.
    assert table[0, 0] == pytest.approx([0.3, 0.3, 0.4, 0.3, 0.3, 0.3, 0.3, 0.3])
    assert table[1, 0] == pytest.approx([0.3, 0.3, 0.9, 0.3, 0.3, 0.3, 0.3, 0.3])


def test_the_most_urgent_need_comes_first() -> None:
    needs = (1 << CULTURE) | (1 << ELDERLY) | (1 << DISABILITY)
    assert most_urgent(needs) == DISABILITY
    assert most_urgent((1 << SPECIAL) | (1 << MEDIATION)) == SPECIAL


def test_volunteers_help_in_their_own_field_and_otherwise_where_it_is_least_urgent() -> None:
    needs = (1 << CULTURE) | (1 << ELDERLY) | (1 << DISABILITY)
    hands = np.zeros(8)
    assert most_offered(needs, hands) == CULTURE
    assert most_offered((1 << YOUTH) | (1 << ENVIRONMENT), hands) == ENVIRONMENT
    # Two hands for the elderly: used up, then the least urgent again.
    hands[:] = 0.0
    hands[ELDERLY] = 2.0
    assert [most_offered(needs, hands) for _ in range(3)] == [ELDERLY, ELDERLY, CULTURE]


@given(amount=st.floats(0.0, 1e6), luck=st.floats(0.0, 1.0, exclude_max=True))
def test_contacts_are_rounded_by_chance_to_the_next(amount: float, luck: float) -> None:
    assert amount - 1.0 < whole(amount, luck) <= amount + 1.0


def test_rounding_keeps_the_mean() -> None:
    # 2.3 is 3 for three tenths of luck, 2 for the rest.
    found = [whole(2.3, luck) for luck in np.arange(0.0005, 1.0, 0.001)]
    assert np.mean(found) == pytest.approx(2.3, abs=1e-9)


def test_quality_is_reported_to_employers() -> None:
    # Two communities: loads 1.1 and 0.9; 10 contacts of which 4 helped, and none.
    table = np.array([[1.1, 10.0, 4.0], [0.9, 0.0, 0.0]])
    community, filled = np.array([0, 1, 0], dtype=np.int32), np.array([True, True, True])
    employer = np.array([0, 1, -1], dtype=np.int32)
    load, resolved = np.zeros(3), np.array([0.3, 0.3])
    report_quality(table, community, filled, employer, load, resolved, 0.5, np.full((2, 2), 9.0))
    assert load.tolist() == [1.1, 0.9, 1.1]
    # 0.3 moves half of the way to 0.4; without contacts nothing is learnt.
    assert resolved == pytest.approx([0.35, 0.3])
