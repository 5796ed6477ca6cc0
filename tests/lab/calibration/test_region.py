"""Points spread evenly over what is left, and its volume, against volumes that are known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.lab.calibration.implausibility import Aim
from sim.lab.calibration.region import Demand, Region, columns, spread_out, unit, whole
from sim.lab.keyed import generator


def demand(function: Any, value: float, spread: float, rank: str = "largest") -> Demand:
    """A demand with an emulator that knows its function for certain."""
    emulator = SimpleNamespace(predict=lambda points: (function(points), np.zeros(len(points))))
    aims = {"one": Aim("one", value, "equal", spread, 0.0)}
    return Demand({"one": emulator}, aims, {"one": 0.0}, rank)  # type: ignore[arg-type, dict-item]


def test_a_slab_has_its_volume() -> None:
    left = whole(2000, 3, 1).narrowed(demand(lambda p: p[:, 0], 0.5, 0.01), 3.0, generator("2012/slab"))
    assert left.share == pytest.approx(0.06, rel=0.1)
    assert np.abs(left.points[:, 0] - 0.5).max() <= 0.03
    assert left.points.mean(axis=0) == pytest.approx([0.5, 0.5, 0.5], abs=0.04)
    assert left.points.std(axis=0) == pytest.approx(np.array([0.06, 1, 1]) / 12**0.5, rel=0.15)


def test_a_small_ball_in_five_dimensions_has_its_volume() -> None:
    # Its volume is 8 pi^2 / 15 times radius^5: 0.000054 for 0.1.
    ball = demand(lambda p: np.linalg.norm(p - 0.4, axis=1), 0.0, 0.1 / 3)
    left = whole(2000, 5, 1).narrowed(ball, 3.0, generator("2012/ball"))
    assert left.share == pytest.approx(8 * np.pi**2 / 15 * 0.1**5, rel=0.35)
    # The mean distance of points spread evenly over a ball is 5/6 of its radius.
    assert np.linalg.norm(left.points - 0.4, axis=1).mean() == pytest.approx(0.1 * 5 / 6, rel=0.05)


def test_a_second_demand_keeps_the_first() -> None:
    first = whole(2000, 2, 1).narrowed(demand(lambda p: p[:, 0], 0.5, 0.05), 3.0, generator("2012/first"))
    second = first.narrowed(demand(lambda p: p[:, 1], 0.2, 0.02), 3.0, generator("2012/second"))
    assert second.share == pytest.approx(0.3 * 0.12, rel=0.15)
    assert np.abs(second.points[:, 0] - 0.5).max() <= 0.15
    assert second.holds(np.array([[0.5, 0.2], [0.7, 0.2], [0.5, 0.3]]), 3.0).tolist() == [True, False, False]


def test_nothing_is_left_where_nothing_can_be_near() -> None:
    left = whole(200, 2, 1).narrowed(demand(lambda p: p[:, 0], 5.0, 0.1), 3.0, generator("2012/nowhere"))
    assert left.points.shape == (0, 2)
    assert left.share == 0.0
    assert left.nearest == pytest.approx(40.0, rel=0.01)


def test_what_exceeds_the_ceiling_need_not_be_told() -> None:
    both = Demand(
        {name: SimpleNamespace(predict=lambda p, c=c: (p[:, c], np.zeros(len(p)))) for c, name in enumerate("ab")},  # type: ignore[misc]
        {name: Aim(name, 0.0, "equal", 0.1, 0.0) for name in "ab"},
        {"a": 0.0, "b": 0.0},
        "second_largest",
    )
    points = np.array([[0.9, 0.1], [0.4, 0.5], [0.1, 0.2]])
    assert both.score(points).tolist() == pytest.approx([1.0, 4.0, 1.0])
    assert both.score(points, 3.0).tolist() == pytest.approx([1.0, np.inf, 1.0])


def test_nothing_is_ruled_out_without_an_emulator() -> None:
    assert Demand({}, {}, {}, "largest").score(np.zeros((3, 2))).tolist() == [0.0] * 3


def test_points_and_values_are_the_same_thing() -> None:
    ranges = ((0.0, 10.0), (-1.0, 1.0))
    values = columns(np.array([[0.25, 0.5], [1 / 3, 1.0]]), ranges)
    assert values.tolist() == [[2.5, 0.0], [3.333333, 1.0]]
    assert unit(values, ranges) == pytest.approx(np.array([[0.25, 0.5], [1 / 3, 1.0]]), abs=1e-6)


def test_points_are_taken_once() -> None:
    points = np.array([[0.1], [0.2], [0.1], [0.3]])
    taken = spread_out(points, 10, generator("2012/once"))
    assert sorted(taken[:, 0].tolist()) == [0.1, 0.2, 0.3]


def test_an_empty_region_holds_what_is_in_the_cube() -> None:
    assert Region(np.zeros((0, 1)), 1.0, np.inf).holds(np.array([[0.5], [1.5]]), 3.0).tolist() == [True, False]
