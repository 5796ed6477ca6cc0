"""The bytes of a month, counted by hand for the mechanisms whose columns are few, and the triad's arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from sim.lab.bench.district import build, live_resident_month
from sim.lab.bench.moved import bytes_moved, triad


@pytest.fixture(scope="module")
def moved() -> dict[str, tuple[int, int]]:
    model = build(5_000)
    live_resident_month(model)
    return bytes_moved(model)


def test_ties_read_four_columns_and_write_one(moved: dict[str, tuple[int, int]]) -> None:
    tie, caseworker, contact, activities = 4, 4, 1, 1
    assert moved["ties"] == (tie + caseworker + contact + activities, tie)


def test_needs_read_four_columns_and_write_three(moved: dict[str, tuple[int, int]]) -> None:
    needs, escalated, wait_months, vulnerable = 1, 1, 1, 1
    assert moved["needs"] == (needs + escalated + wait_months + vulnerable, needs + escalated + wait_months)


def test_nothing_is_written_that_was_not_read(moved: dict[str, tuple[int, int]]) -> None:
    assert all(0 < written <= read for read, written in moved.values())


def test_the_triad_adds_one_array_to_another_times_a_number() -> None:
    a, b, c = np.zeros(3), np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0, 30.0])
    triad(a, b, c, 2.0)
    assert a.tolist() == [21.0, 42.0, 63.0]
