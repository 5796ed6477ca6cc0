"""What agencies' work is worth, counted by hand on three of them."""

from __future__ import annotations

import numpy as np

from sim.kernels.quality import judged_rightly, true_quality, worth_by_value

# Agency 0 runs two programmes by contract 1, agency 1 one by contract 0; agency 2 holds nothing any more, contract 2 is
# nobody's and contract 3 a community organisation's. The last programme is a committee's own, the one before at rest.
CONTRACT = np.array([1, 1, 0, 0, -1], dtype=np.int32)
RUNNING = np.array([True, True, True, False, True])
FIT = np.array([0.25, 0.75, 0.5, 0.1, 0.9])
HOLDER = np.array([1, 0, -1, 7], dtype=np.int32)
EFFORT, DISPLACED = np.array([1.0, 0.5, 1.0, 1.0]), np.array([0.0, 0.5, 0.0, 0.0])
COLUMNS = (CONTRACT, RUNNING, FIT, HOLDER, EFFORT, DISPLACED)


def test_work_is_worth_its_fit_the_effort_and_what_is_not_displaced() -> None:
    assert true_quality(*COLUMNS, 3).tolist() == [0.5, 0.5 * 0.5 * 0.5, 0.0]


def test_work_counts_by_the_value_of_its_contracts() -> None:
    assert worth_by_value(np.array([100, 300, 900, 50]), *COLUMNS, 3) == (12.5 + 150.0, 400)


def test_contract_holders_are_judged_by_their_rating_or_what_is_known_before_there_is_one() -> None:
    rating, star = np.array([0.9, 0.8, 0.7, 0.6]), np.array([0.1, 0.2, 0.3, 0.4])
    # The work of agency 0 is worth 0.5, that of agency 1 0.125; 2 and 3 hold no contract as agencies.
    for stars, agreed in (([0, 4, 5, 0], -2), ([4, 4, 5, 0], 2), ([4, 0, 0, 0], 2), ([0, 0, 0, 0], -2)):
        assert judged_rightly(np.array(stars, dtype=np.uint8), rating, star, *COLUMNS, 3) == (agreed, 2)
