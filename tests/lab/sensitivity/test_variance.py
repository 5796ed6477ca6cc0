"""Sobol' indices against closed forms, against another program, and under luck that is shared or not."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.errors import ResultsError
from sim.lab.keyed import generator
from sim.lab.sensitivity.blocks import Blocks
from sim.lab.sensitivity.variance import sobol_indices, variance_shares
from tests.lab.sensitivity.functions import (
    G_FIRST,
    G_TOTAL,
    ISHIGAMI_FIRST,
    ISHIGAMI_TOTAL,
    Function,
    answered,
    g_function,
    ishigami,
    linear,
)


@pytest.mark.parametrize(
    ("function", "first", "total"),
    [(ishigami, ISHIGAMI_FIRST, ISHIGAMI_TOTAL), (g_function, G_FIRST, G_TOTAL)],
)
def test_indices_are_those_of_the_closed_form(
    function: Function, first: NDArray[np.float64], total: NDArray[np.float64]
) -> None:
    found_first, found_total = sobol_indices(answered("saltelli", 4096, len(first), function).answers)
    assert np.abs(found_first[:, 0] - first).max() < 0.01
    assert np.abs(found_total[:, 0] - total).max() < 0.01


def test_intervals_hold_the_closed_form() -> None:
    shares = variance_shares(answered("saltelli", 512, 3, ishigami), "2012")
    for found, known in ((shares.first, ISHIGAMI_FIRST), (shares.total, ISHIGAMI_TOTAL)):
        assert (found.low <= known).all()
        assert (known <= found.high).all()
        assert (found.high - found.low).max() < 0.35


def test_another_program_reckons_the_same_indices() -> None:
    from SALib.analyze import sobol

    blocks = answered("saltelli", 64, 3, ishigami)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    theirs = sobol.analyze(problem, blocks.answers.ravel(), calc_second_order=False, seed=1)
    first, total = sobol_indices(blocks.answers)
    assert np.allclose(total[:, 0], theirs["ST"])
    # Theirs centres on the mean of the whole design too, so the estimators are the same to rounding.
    assert np.allclose(first[:, 0], theirs["S1"])


def test_luck_of_worlds_is_seen_as_interaction_unless_worlds_are_shared() -> None:
    """0.9, 0.1 and 0 of a variance in the same worlds; with luck of its own in every run they are lost."""
    function, points = linear(3.0, 1.0, 0.0), 256 * 5
    of_worlds = generator("worlds").normal(0, 1.5, (1, 8))
    of_runs = generator("runs").normal(0, 1.5, (points, 8))
    shared = variance_shares(answered("saltelli", 256, 3, function, of_worlds), "a")
    apart = variance_shares(answered("saltelli", 256, 3, function, of_runs), "a")
    assert np.abs(shared.first.value - [0.9, 0.1, 0.0]).max() < 0.02
    assert np.abs(shared.total.value - [0.9, 0.1, 0.0]).max() < 0.02
    assert shared.first_spread.max() < 1e-9
    # Signal 10/12, noise 2.25: first-order indices fall to 0.24, 0.03, 0; totals rise by 0.73 each.
    assert np.abs(apart.first.value - np.array([9, 1, 0]) / 12 / (10 / 12 + 2.25)).max() < 0.05
    assert apart.total.value[2] > 0.6
    assert shared.luck == pytest.approx(0.0, abs=1e-9)
    assert apart.luck == pytest.approx(2.25 / (10 / 12 + 2.25), abs=0.03)


def test_indices_of_worlds_are_averaged_and_their_spread_is_told() -> None:
    blocks = answered("saltelli", 64, 2, linear(1.0, 0.0))
    other = answered("saltelli", 64, 2, linear(0.0, 1.0))
    both = np.concatenate([blocks.answers, other.answers], axis=2)
    shares = variance_shares(Blocks("saltelli", both, blocks.positions, blocks.choices), "two")
    assert np.allclose(shares.total.value, [0.5, 0.5], atol=0.05)
    assert np.allclose(shares.total_spread, np.sqrt(0.5), atol=0.05)  # of about 1 in one world, 0 in the other


def test_what_never_varies_has_no_indices() -> None:
    blocks = answered("saltelli", 8, 2, lambda points: np.full(len(points), 0.1))
    shares = variance_shares(blocks, "flat")
    assert np.isnan([*shares.first.value, *shares.total.value, shares.luck]).all()


def test_one_undefined_answer_is_refused_and_never_averaged_away() -> None:
    blocks = answered("saltelli", 8, 2, linear(1.0, 2.0))
    answers = blocks.answers.copy()
    answers[3, 1, 0] = np.nan
    with pytest.raises(ResultsError, match="1 of 32 answers are undefined; choose an outcome that is defined"):
        Blocks("saltelli", answers, blocks.positions, blocks.choices)
