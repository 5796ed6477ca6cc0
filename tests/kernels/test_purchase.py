"""Bids are scored by the decider's weights, and by what nobody foresees of each bidder."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.agents.organisation import LARGE, SMALL
from sim.chance import Stream, draw, key_words
from sim.kernels.purchase import award_as_usual, begin_programmes, bid, find_room, score_bids

KEY, MONTH = key_words(11), 24
# Two programmes of one contract, and what two of four agencies plan for them.
PLANS = np.array([[0.5, 0.25], [1.0, 0.25]])
WEIGHTS = (1.0, 0.5, 0.25, 0.125)
TRAITS = (
    np.array([9.0, 0.5, 9.0, 1.0]), np.array([9.0, 0.25, 9.0, 0.0]), np.array([9.0, 2.0, 9.0, 4.0]),
    np.array([9.0, 0.0, 9.0, 0.0625]),
)  # fmt: skip
BIDDERS = np.array([1, 3])
# Fit, capability, standing, star and credit: 0.75 + 0.25 + 0.0625 + 0.25 and 0.25 + 0.5 + 0.5 + 0.0625.
KNOWN = [1.3125, 1.3125]


def scored(unforeseen: float) -> NDArray[np.float64]:
    scores = np.empty(2)
    score_bids(5, PLANS, WEIGHTS, BIDDERS, TRAITS, unforeseen, np.empty((4, 2)), scores, KEY, MONTH)
    return scores


def test_what_is_known_of_bids_by_hand() -> None:
    assert scored(0.0).tolist() == KNOWN


def test_what_nobody_foresees_is_drawn_for_contract_and_bidder() -> None:
    luck = [draw(KEY, Stream.SELECTION, MONTH, 5 * 10_000 + who)[0] for who in (1, 3)]
    assert scored(0.5) == pytest.approx(np.array(KNOWN) + 0.5 * stats.gumbel_r.ppf(luck), rel=1e-12)


UNTOUCHED, CHOSEN = -7.0, False
Tables = tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]


def called(parts: tuple[tuple[int, int], ...] = ((0, 4),)) -> Tables:
    """A call in two streets, each a market with two agencies of its own, of which one is large."""
    of_street, based = np.array([0, 1]), np.array([[0, 2], [1, 3]])
    size = np.array([LARGE, LARGE, SMALL, SMALL], dtype=np.uint8)
    # A centre and a project in each street; the second street's project is not offered.
    identity, value, street = np.array([0, 100, 1, 101]), np.array([9, 9, 9, 0]), np.array([0, 1, 0, 1], dtype=np.int32)
    community = np.array([0, 0, 1, 1, 0, 1], dtype=np.int32)
    tables = (np.full((4, 2), -1), np.full((6, 2), UNTOUCHED), np.full((4, 2), UNTOUCHED))
    for begin, end in parts:
        bid(
            (identity, value, street, np.zeros(4, dtype=np.uint8)), np.array([0, 2, 4, 5, 6]), (of_street, based),
            (community, np.zeros(6, dtype=np.uint8)), (np.ones((2, 8)), np.full((2, 8), 0.5)), (size, np.full(4, 0.5)),
            TRAITS, (WEIGHTS, WEIGHTS), (0.15, 0.5, 0.1), CHOSEN, tables, KEY, MONTH, begin, end,
        )  # fmt: skip
    return tables


def test_agencies_bid_in_their_own_market_and_only_large_ones_for_a_centre() -> None:
    who, plans, scores = called()
    assert who.tolist() == [[0, -1], [1, -1], [0, 2], [-1, -1]]
    assert (plans != UNTOUCHED).tolist() == [[True, False]] * 4 + [[True, True], [False, False]]
    assert ((scores != UNTOUCHED) == (who >= 0)).all()


@pytest.mark.parametrize("parts", [((2, 4), (0, 2)), ((0, 1), (1, 2), (2, 4)), ((0, 0), (0, 4))])
def test_bids_do_not_depend_on_how_contracts_are_shared_out(parts: tuple[tuple[int, int], ...]) -> None:
    for whole, shared in zip(called(), called(parts), strict=True):
        assert shared.tolist() == whole.tolist()


def test_room_is_what_is_left_of_capacity_by_hand() -> None:
    # The first contract is a centre, which takes all of agency 0; agency 3 is barred, agency 4 is no more.
    holders = np.array([0, -1, 2, 2, 1], dtype=np.int32)
    alive, barred = np.array([True] * 4 + [False]), np.array([False, False, False, True, False])
    size = np.array([LARGE, LARGE, SMALL, LARGE, LARGE], dtype=np.uint8)
    taken, most = np.empty((2, 5), dtype=np.int64)
    for_centre, for_project = np.empty((2, 6), dtype=np.bool_)
    find_room(holders, 2, (alive, barred, size), (2, 4), taken, most, (for_centre, for_project))
    assert most.tolist() == [4, 4, 2, 4, 4]
    assert taken.tolist() == [4, 1, 2, 0, 0]
    assert not for_centre.any()
    assert for_project.tolist() == [False, True, False, False, False, False]
    find_room(np.array([-1], dtype=np.int32), 1, (alive, barred, size), (2, 4), taken, most, (for_centre, for_project))
    assert for_centre.tolist() == [True, True, False, False, False, False]
    assert for_project.tolist() == [True, True, True, False, False, False]


def test_programmes_run_as_their_winners_planned_them() -> None:
    fit, running, years = np.full(4, UNTOUCHED), np.zeros(4, dtype=np.bool_), np.zeros(3, dtype=np.uint8)
    plans = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.7, 0.8]])
    # The second bidder wins the first contract, somebody of the community the second, and nobody the third.
    winners = (np.array([1, -1, -1]), np.array([-1.0, 0.9, -1.0]))
    begin_programmes(winners, np.array([0, 2, 3, 4]), plans, (fit, running), years, 2)
    assert fit.tolist() == [0.2, 0.4, 0.9, UNTOUCHED]
    assert running.tolist() == [True, True, True, False]
    assert years.tolist() == [2, 2, 0]


def test_contracts_go_in_turn_to_the_best_bidder_who_has_room() -> None:
    # A centre and three projects; agency 1 has room for a centre or three projects, agency 0 for two projects.
    who, nobody = np.array([[0, 1], [0, 1], [0, -1], [0, 1]]), -1
    scores = np.array([[0.5, 0.9], [0.7, 0.7], [0.3, 9.0], [0.9, 0.8]])
    taken, most = np.array([0, 0]), np.array([2, 3])
    unengaged, free = np.array([False, True, False]), np.array([True, True, False])
    organisation, places = np.full(4, nobody, dtype=np.int32), np.full(4, -1)
    room = (taken, most, unengaged, free)
    award_as_usual(np.array([9, 9, 9, 9]), 1, who, scores, room, 3, organisation, places)
    # The centre fills agency 1; projects go to agency 0 alone, first of equals at that, until it has two.
    assert organisation.tolist() == [1, 0, 0, nobody]
    assert places.tolist() == [1, 0, 0, -1]
    assert (taken.tolist(), unengaged.tolist(), free.tolist()) == ([2, 3], [False, False, False], [False, False, False])


def test_what_is_not_offered_is_not_awarded() -> None:
    room = (np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64), np.array([True, False]), np.array([True, False]))
    organisation, places = np.full(2, -1, dtype=np.int32), np.full(2, -1)
    award_as_usual(np.array([0, 5]), 1, np.array([[0], [0]]), np.ones((2, 1)), room, 1, organisation, places)
    assert organisation.tolist() == [-1, 0]
