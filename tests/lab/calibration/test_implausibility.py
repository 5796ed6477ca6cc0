"""How far a point is from the facts, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.lab.calibration.implausibility import Aim, ensemble_variance, implausibility, worst


def aim(relation: str = "equal", value: float = 10.0) -> Aim:
    return Aim("turnover", value, relation, 3.0, 4.0)  # type: ignore[arg-type]


def test_the_formula_by_hand() -> None:
    # |10 - 37| / sqrt(7 + 12 + 9 + 16 + ...): 9 + 16 = 25, with 100 and 44 it is 169, whose root is 13.
    found = implausibility(aim(), np.array([37.0, 10.0, 4.0]), np.array([100.0, 0.0, 11.0]), 44.0)
    assert found.tolist() == pytest.approx([27 / 13, 0.0, 6 / 80**0.5])


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("at_most", [0.0, 0.0, 1.0]), ("at_least", [1.0, 0.0, 0.0])],
)
def test_a_bound_is_missed_only_beyond_it(relation: str, expected: list[float]) -> None:
    found = implausibility(aim(relation), np.array([5.0, 10.0, 15.0]), 0.0, 0.0)
    assert found.tolist() == expected


def test_what_is_undefined_is_implausible() -> None:
    for relation in ("equal", "at_most", "at_least"):
        assert implausibility(aim(relation), np.array([np.nan]), 0.0, 0.0).tolist() == [np.inf]


def test_the_largest_and_the_second_largest() -> None:
    each = np.array([[1.0, 5.0, 3.0], [2.0, 2.0, 0.0]])
    assert worst(each, 1).tolist() == [5.0, 2.0]
    assert worst(each, 2).tolist() == [3.0, 2.0]
    assert worst(each[:, :1], 2).tolist() == [1.0, 2.0]


def test_the_variance_of_a_mean_over_worlds() -> None:
    # Variances within points are 2 and 8, their mean 5, over two worlds 2.5; the undefined point does not count.
    assert ensemble_variance(np.array([[1.0, 3.0], [4.0, 8.0], [np.nan, 1.0]])) == 2.5
    assert ensemble_variance(np.array([[1.0], [4.0]])) == 0.0
