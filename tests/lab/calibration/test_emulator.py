"""An emulator says what it does not know, and is refused where it is wrong about that."""

from __future__ import annotations

import numpy as np
import pytest

from sim.lab.calibration.emulator import Emulator, Quality
from sim.lab.sampling import unit_points


@pytest.fixture(scope="module")
def points() -> np.ndarray:
    return unit_points("latin_hypercube", 40, 2, 2012)


def test_a_smooth_function_is_foretold_where_it_was_not_run(points: np.ndarray) -> None:
    def truth(at: np.ndarray) -> np.ndarray:
        return np.asarray(3 * at[:, 0] + np.square(at[:, 1]))

    emulator = Emulator(points, truth(points))
    fresh = 0.1 + 0.8 * unit_points("halton", 50, 2, 2013)
    mean, variance = emulator.predict(fresh)
    assert mean == pytest.approx(truth(fresh), abs=0.02)
    assert (variance < 0.02**2).all()
    assert emulator.quality.verdict == "good"


def test_far_from_its_runs_it_is_unsure(points: np.ndarray) -> None:
    emulator = Emulator(0.5 * points, np.sin(6 * points[:, 0]))
    _, variance = emulator.predict(np.array([[0.25, 0.25], [0.9, 0.9]]))
    assert variance[1] > 10 * variance[0]


def test_leaving_one_out_is_as_if_it_were_fitted_without_it(points: np.ndarray) -> None:
    values = np.sin(5 * points[:, 0]) + np.cos(3 * points[:, 1])
    emulator = Emulator(points, values)
    errors = []
    for left_out in range(len(points)):
        others = np.arange(len(points)) != left_out
        scale = np.std(values[others]) / np.std(values)  # the shape is told for standardised values
        shape = emulator.shape.copy()
        shape[[0, 2, 4]] -= 2 * np.log(scale)
        mean, _ = Emulator(points[others], values[others], shape).predict(points[left_out][None])
        errors.append(values[left_out] - mean[0])
    explained = 1 - np.square(errors).sum() / np.square(values - values.mean()).sum()
    assert emulator.quality.explained == pytest.approx(explained, abs=1e-3)


def test_its_stored_shape_gives_the_same_emulator(points: np.ndarray) -> None:
    values = np.sin(5 * points[:, 0])
    first = Emulator(points, values)
    again = Emulator(points, values, np.array(first.shape.tolist()))
    for one, other in zip(first.predict(points[::-1]), again.predict(points[::-1]), strict=True):
        assert one.tobytes() == other.tobytes()


def test_a_constant_is_foretold(points: np.ndarray) -> None:
    emulator = Emulator(points, np.full(40, 0.25))
    mean, variance = emulator.predict(points[:3])
    assert mean.tolist() == [0.25] * 3
    assert (variance >= 0.0).all()


@pytest.mark.parametrize(
    ("explained", "two", "three", "verdict"),
    [
        (0.9, 0.95, 0.99, "good"),
        (0.4, 0.95, 0.99, "weak"),
        (0.9, 0.89, 0.99, "weak"),
        (0.9, 0.93, 0.94, "refused"),
    ],
)
def test_the_verdict_on_an_emulator(explained: float, two: float, three: float, verdict: str) -> None:
    assert Quality(100, explained, two, three).verdict == verdict
