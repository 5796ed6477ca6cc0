"""What stars and scandals do, on rows worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.evaluation import (
    charge,
    effort,
    fit_of_own,
    look_at,
    lose_trust,
    raise_stakes,
    residents_served,
    stars_held,
    take_scores,
)
from sim.ledger import Flow


def raised(weights: list[float], unfairness: float = 0.5, gaming: float = 0.5) -> list[np.ndarray]:
    """Service time, effort and displaced service of two agencies, of which the first holds a contract."""
    columns = [np.array([0.5, 0.5]), np.array([0.7, 0.7]), np.array([0.1, 0.1])]
    raise_stakes(
        (columns[0], columns[1], columns[2]), np.array([-1, 0], dtype=np.int32), np.array([0, 1], dtype=np.int32),
        np.array(weights), 2, 0.02, (2.0, 0.6, 0.8), gaming, unfairness,
    )  # fmt: skip
    return columns


def test_stars_take_time_press_and_are_gamed() -> None:
    service, trying, lost = raised([0.6, 0.6])
    assert service.tolist() == [pytest.approx(0.48), 0.5]
    assert trying.tolist() == [pytest.approx(effort(2.0, 0.6, 0.8)), 0.7]
    assert lost.tolist() == [pytest.approx(0.15), 0.1]


def test_another_measure_than_the_rest_have_is_unfair() -> None:
    # The two evaluators' mean weight is 0.6; the first departs by 0.2 from it, and half of that is effort lost.
    _, trying, _ = raised([0.8, 0.4])
    assert trying[0] == pytest.approx(effort(2.0, 0.6, 0.8) * 0.9)


def test_no_more_than_half_of_service_is_displaced_and_effort_stays_above_nothing() -> None:
    _, trying, lost = raised([1.0, 0.0], unfairness=3.0, gaming=9.0)
    assert lost[0] == 0.5
    assert trying[0] == 0.0


def test_residents_are_counted_with_whoever_employs_their_caseworker() -> None:
    # Worker 0 is paid by contract 0 of agency 1, worker 1 by contract 1 that nobody holds; one has no caseworker.
    served, content = residents_served(
        np.array([True, False, True, True]), np.array([0, 0, 1, -1], dtype=np.int32), np.array([0, 1], dtype=np.int32),
        np.array([1, -1], dtype=np.int32), 2,
    )  # fmt: skip
    assert served.tolist() == [0, 2]
    assert content.tolist() == [0, 1]


def test_a_scandal_costs_most_trust_where_it_happened() -> None:
    trust = np.array([0.5, 0.5, 0.5], dtype=np.float32)
    lose_trust(trust, np.array([0, 1, 3]), np.array([True, False]), np.array([True, True]), 0.4, 0.25)
    assert trust.tolist() == pytest.approx([0.3, 0.45, 0.45])


def test_only_programmes_that_run_count_for_whoever_holds_their_contract() -> None:
    contract = np.array([-1, 0, 0, 1, 2], dtype=np.int32)
    running = np.array([True, True, True, True, False])
    fits = fit_of_own(contract, running, np.array([0.9, 0.2, 0.4, 0.8, 0.7]), np.array([1, 0, 0], dtype=np.int32), 3)
    assert fits.tolist() == pytest.approx([0.8, 0.3, 0.0])


def test_stars_count_by_the_worth_of_rated_holders_contracts() -> None:
    stars, holder = np.array([5, 0, 2], dtype=np.uint8), np.array([0, 1, -1, 2], dtype=np.int32)
    assert stars_held(stars, holder, np.array([100, 900, 900, 300])) == (1100, 400)


def marked(hard: float, fitting: tuple[float, float]) -> tuple[list[list[int]], list[list[float]]]:
    """Whom evaluators look at and what they see: agencies 0 and 2 of three hold contracts, 2 for rare needs."""
    whom, seen = np.zeros((2, 3), dtype=np.int64), np.zeros((4, 3))
    count = look_at(
        whom, seen, np.array([1, 0, 0], dtype=np.int32), np.array([-1, -1, 4], dtype=np.int8),
        np.array([0.6, 0.5, 0.7]), np.array([0.2, 0.9, 0.5]), np.array([0, 2], dtype=np.int32),
        np.array([-1, 0, 1], dtype=np.int32), np.array([True, True, True]), np.array([0.9, 0.3, 0.6]),
        np.array([0.4, 0.8]), 0.0, 0.4, hard, fitting, np.uint64(1), 0,
    )  # fmt: skip
    return whom[:, :count].tolist(), seen[:, :count].tolist()


def test_evaluators_see_contract_holders_and_mark_hard_cases_down() -> None:
    whom, (service, management, weights, noise) = marked(0.2, (0.0, 0.6))
    assert whom == [[0, 2], [1, 0]]
    # Half of full marks; full marks less a fifth.
    assert service == pytest.approx([0.5, 0.8])
    assert (management, weights, noise) == ([0.6, 0.7], [0.8, 0.4], [0.0, 0.0])


def test_standard_indicators_mark_fit_and_spare_hard_cases() -> None:
    # Halfway from 0.5 to 0.3 / 0.6 and from 1 to 0.6 / 0.6.
    assert marked(0.0, (0.5, 0.6))[1][0] == pytest.approx([0.5, 1.0])


def test_a_score_moves_the_star_and_may_fail() -> None:
    star, passed, whom = np.array([0.5, 0.5, 0.5]), np.array([True, True, False]), np.array([[2, 0, 0], [0, 0, 0]])
    take_scores(star, passed, whom, np.array([0.9, 0.2]), 0.4, 0.35)
    assert star.tolist() == pytest.approx([0.38, 0.5, 0.66])
    assert passed.tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("by_funder", "paid", "left"),
    [(True, [0, -20, 0, 0, 20], [0, 0, 7, 30, 0]), (False, [0, 0, -7, -10, 17], [17, 0, 0, 20, 0])],
)
def test_the_fee_is_paid_and_spent(by_funder: bool, paid: list[int], left: list[int]) -> None:  # noqa: FBT001  a case
    # Accounts: the outside world, the funder, two organisations with 7 and 30 fen, an evaluator; the fee is 10 fen.
    before, moved = np.array([0, 0, 7, 30, 0]), np.zeros((len(Flow), 5), dtype=np.int64)
    now = before.copy()
    charge(now, moved, np.array([[0, 1, 0], [0, 0, 0]]), 2, 10, by_funder, (0, 1, 2, 4))
    assert moved.sum(axis=0).tolist() == (now - before).tolist()
    assert moved[Flow.EVALUATION_FEE].tolist() == paid
    assert now.tolist() == left
