"""Designs change one unknown at a time, cover the ranges evenly, and are the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from sim.lab.sensitivity.designs import (
    BLOCK_METHODS,
    BlockMethod,
    block_points,
    block_size,
    changes,
    saltelli_blocks,
    trajectories,
)


def test_every_step_of_a_trajectory_moves_one_unknown_by_two_thirds_and_each_moves_once() -> None:
    steps = np.diff(trajectories(10, 5, 3), axis=1)
    assert (np.count_nonzero(steps, axis=2) == 1).all()
    assert (np.count_nonzero(steps, axis=1) == 1).all()
    assert np.allclose(np.abs(steps).sum(axis=2), 2 / 3)


def test_trajectories_take_each_of_the_four_steps_equally_often() -> None:
    points = trajectories(8, 3, 1)
    start, end = points[:, 0], points[:, -1]
    for unknown in range(3):
        pairs = sorted(zip(start[:, unknown].round(3), end[:, unknown].round(3), strict=True))
        assert pairs == sorted([(0.0, 0.667), (0.333, 1.0), (0.667, 0.0), (1.0, 0.333)] * 2)


def test_a_block_of_saltelli_mixes_one_unknown_of_b_into_a() -> None:
    blocks = saltelli_blocks(8, 3, 5)
    a, b = blocks[:, 0], blocks[:, -1]
    for unknown in range(3):
        mixed = blocks[:, 1 + unknown]
        assert np.array_equal(mixed[:, unknown], b[:, unknown])
        others = [place for place in range(3) if place != unknown]
        assert np.array_equal(mixed[:, others], a[:, others])
    # A Sobol' sample of eight has one point in each eighth of every axis.
    assert all(np.array_equal(np.sort((column * 8).astype(int)), np.arange(8)) for column in np.hstack([a, b]).T)


@pytest.mark.parametrize("method", BLOCK_METHODS)
def test_points_lie_in_the_cube_and_follow_from_the_seed(method: BlockMethod) -> None:
    points = block_points(method, 4, 6, 11)
    assert points.shape == (4 * block_size(method, 6), 6)
    assert points.min() >= 0
    assert points.max() <= 1
    assert np.array_equal(points, block_points(method, 4, 6, 11))
    assert not np.array_equal(points, block_points(method, 4, 6, 12))


def test_changes_are_steps_of_a_trajectory_or_mixtures_against_a() -> None:
    assert changes("morris", 2) == [(0, 1), (1, 2)]
    assert changes("saltelli", 2) == [(0, 1), (0, 2)]
