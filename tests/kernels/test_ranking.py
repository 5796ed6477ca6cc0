"""How far rankings agree, by hand and against every pair."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.ranking import agreement, ranks_of


def test_scores_agree_with_quality_pair_by_pair() -> None:
    # One pair stands in the same order, one in the other, one is tied in quality.
    assert agreement(np.array([0.1, 0.2, 0.3]), np.array([0.5, 0.7, 0.5])) == (0, 6)
    scores = np.array([0.1, 0.9, 0.2, 0.3])
    assert agreement(scores, scores) == (12, 12)
    assert agreement(scores[:1], scores[:1]) == (0, 0)


def test_a_rank_is_how_many_are_lower() -> None:
    assert ranks_of(np.array([0.5, 0.1, 0.5, 0.9, 0.1])).tolist() == [2, 0, 2, 4, 0]
    assert ranks_of(np.zeros(0)).tolist() == []


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_agreement_is_that_of_all_pairs(holders: list[tuple[int, int]]) -> None:
    pairs = [(one, other) for at, one in enumerate(holders) for other in holders[at + 1 :]]
    signs = [np.sign((one[0] - other[0]) * (one[1] - other[1])) for one, other in pairs]
    scores, quality = (np.array([agency[column] for agency in holders], dtype=np.float64) for column in (0, 1))
    assert agreement(scores, quality) == (2 * sum(signs), 2 * len(pairs))
