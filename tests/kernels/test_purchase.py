"""Bids are scored by the decider's weights, and by what nobody foresees of each bidder."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.chance import Stream, draw, key_words
from sim.kernels.purchase import score_bids

KEY, MONTH = key_words(11), 24
IDENTITY, VALUE, FIRST = np.array([3, 8, 5]), np.array([100, 0, 70]), np.array([1, 3, 4, 5])
# Programme 0 belongs to no contract, 1 and 2 to the first, 3 to the second, 4 to the third; two bidders.
FITS = np.array([[9.0, 9.0], [0.5, 0.25], [1.0, 0.25], [9.0, 9.0], [0.75, 0.5]])
WEIGHTS = np.array([[1.0, 0.5, 0.25, 0.125], [9.0, 9.0, 9.0, 9.0], [2.0, 0.0, 0.0, 1.0]])
BIDDERS = (np.array([0.5, 1.0]), np.array([0.25, 0.0]), np.array([2.0, 4.0]), np.array([0.0, 0.0625]))
UNTOUCHED = -7.0
# Fit, capability, standing, star and credit: 0.75 + 0.25 + 0.0625 + 0.25 and 0.25 + 0.5 + 0.5 + 0.0625 for the first
# contract, 1.5 + 2 and 1 + 4 + 0.0625 for the third.
KNOWN = np.array([[1.3125, 1.3125], [UNTOUCHED, UNTOUCHED], [3.5, 5.0625]])


def scored(unforeseen: float, parts: tuple[tuple[int, int], ...] = ((0, 3),)) -> NDArray[np.float64]:
    scores = np.full((3, 2), UNTOUCHED)
    for begin, end in parts:
        score_bids((IDENTITY, VALUE, FIRST), FITS, WEIGHTS, BIDDERS, unforeseen, scores, KEY, MONTH, begin, end)
    return scores


def test_what_is_known_of_bids_by_hand_and_nothing_for_what_is_not_offered() -> None:
    assert scored(0.0).tolist() == KNOWN.tolist()


def test_what_nobody_foresees_is_drawn_for_contract_and_bidder() -> None:
    luck = [[draw(KEY, Stream.SELECTION, MONTH, number * 10_000 + who)[0] for who in range(2)] for number in (3, 5)]
    expected = KNOWN[[0, 2]] + 0.5 * stats.gumbel_r.ppf(luck)
    assert scored(0.5)[[0, 2]] == pytest.approx(expected, rel=1e-12)
    assert scored(0.5)[1].tolist() == [UNTOUCHED, UNTOUCHED]


@pytest.mark.parametrize("parts", [((2, 3), (0, 2)), ((0, 1), (1, 2), (2, 3)), ((0, 0), (0, 3))])
def test_scores_do_not_depend_on_how_contracts_are_shared_out(parts: tuple[tuple[int, int], ...]) -> None:
    assert scored(0.5, parts).tolist() == scored(0.5).tolist()
