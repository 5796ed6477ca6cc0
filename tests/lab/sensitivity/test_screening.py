"""Elementary effects that are known by hand, against another program, and against luck."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.errors import ResultsError
from sim.lab.keyed import generator
from sim.lab.sensitivity.blocks import Blocks
from sim.lab.sensitivity.designs import trajectories
from sim.lab.sensitivity.screening import elementary_effects, screen
from tests.lab.sensitivity.functions import answered, g_function, linear


def test_effects_of_a_linear_function_are_its_weights_everywhere() -> None:
    found = screen(answered("morris", 8, 3, linear(3.0, -2.0, 0.0)), "linear")
    for ends in found.effect:
        assert np.allclose(ends, [3.0, -2.0, 0.0])
    assert np.allclose(found.size.value, [3.0, 2.0, 0.0])
    assert np.allclose(found.spread.value, 0.0)


def test_effects_of_a_square_differ_with_where_it_is_taken() -> None:
    """From 0 to 2/3 and back the effect of x² is 2/3, from 1/3 to 1 and back 4/3: mean 1, deviation 1/3."""
    found = screen(answered("morris", 8, 2, lambda points: np.asarray(points[:, 0] ** 2)), "square")
    assert np.allclose(found.size.value, [1.0, 0.0])
    assert np.allclose(found.spread.value, [math.sqrt(8 / 7) / 3, 0.0])


def test_effects_of_a_trajectory_worked_by_hand() -> None:
    positions = np.array([[[0.0, 1.0], [0.0, 1 / 3], [2 / 3, 1 / 3]], [[1.0, 0.0], [1 / 3, 0.0], [1 / 3, 2 / 3]]])
    answers = np.array([[[5.0], [4.0], [8.0]], [[1.0], [2.0], [2.0]]])
    effects = elementary_effects(Blocks("morris", answers, positions, (False, False)))
    # The second falls by 2/3 and takes 1 away, the first rises by 2/3 and adds 4; then 1 is added on the way down.
    assert np.allclose(effects[:, :, 0], [[6.0, 1.5], [-1.5, 0.0]])


def test_a_change_of_a_choice_counts_as_one_whatever_its_place_in_the_list() -> None:
    positions = np.array([[[0.0], [3.0]], [[4.0], [1.0]]])
    answers = np.array([[[1.0], [3.0]], [[1.0], [3.0]]])
    effects = elementary_effects(Blocks("morris", answers, positions, (True,)))
    assert np.allclose(effects.ravel(), [2.0, -2.0])


def test_another_program_finds_the_same_sizes_and_spreads() -> None:
    from SALib.analyze import morris

    blocks = answered("morris", 12, 4, g_function)
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0, 1]] * 4}
    points = trajectories(12, 4, 2012).reshape(-1, 4)
    theirs = morris.analyze(problem, points, blocks.answers.ravel(), num_levels=4, seed=1)
    ours = screen(blocks, "g")
    assert np.allclose(ours.effect.value, theirs["mu"])
    assert np.allclose(ours.size.value, theirs["mu_star"])
    assert np.allclose(ours.spread.value, theirs["sigma"])


def test_luck_of_worlds_drops_out_and_luck_of_runs_is_told_apart_from_effects() -> None:
    of_worlds = generator("w").normal(0, 5, (1, 4))
    shared = screen(answered("morris", 40, 3, linear(3.0, 1.0, 0.0), of_worlds), "shared")
    assert np.allclose(shared.size.value, [3.0, 1.0, 0.0])
    assert np.allclose(shared.luck, 0.0)
    of_runs = generator("r").normal(0, 1, (160, 4))
    apart = screen(answered("morris", 40, 3, linear(3.0, 1.0, 0.0), of_runs), "apart")
    # An effect of nothing is the difference of two means of four, over 2/3: sqrt(2 / pi) sqrt(1/2) 3/2 = 0.85.
    assert apart.size.value[2] == pytest.approx(0.85, abs=0.2)
    assert apart.luck == pytest.approx([0.85] * 3, abs=0.15)


def test_points_that_are_no_trajectories_are_refused() -> None:
    with pytest.raises(ResultsError, match="the points are no trajectories"):
        Blocks("morris", np.zeros((2, 3, 1)), np.zeros((2, 3, 2)), (False, False))


def test_one_trajectory_is_too_few() -> None:
    with pytest.raises(ResultsError, match="1 blocks of points; sensitivity needs at least 2"):
        Blocks("morris", np.zeros((1, 3, 1)), np.zeros((1, 3, 2)), (False, False))
