"""Rankings that turn over where they are known to, by the unknown that is known to do it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.lab.keyed import generator
from sim.lab.sensitivity.flips import flips
from tests.lab.sensitivity.functions import answered, linear


@pytest.mark.parametrize(("method", "blocks"), [("morris", 200), ("saltelli", 256)])
def test_a_contrast_turns_over_where_one_unknown_is_low(method: str, blocks: int) -> None:
    """The contrast x - 0.3 is below zero on three tenths of the range (one of four levels of a trajectory)."""
    found = flips(answered(method, blocks, 3, lambda x: x[:, 0] - 0.3), 0.1, "a")  # type: ignore[arg-type]
    below = 0.25 if method == "morris" else 0.3
    assert found.mean.value[0] == pytest.approx(0.2, abs=0.01)
    assert found.opposite.value[0] == pytest.approx(below, abs=0.02)
    assert found.opposite.low[0] <= below <= found.opposite.high[0]
    # Below 0.2 it is larger than 0.1 and the other way.
    assert found.opposite_and_matters.value[0] == pytest.approx(0.25 if method == "morris" else 0.2, abs=0.02)
    # Alone it turns over in two of the four steps, or wherever A and B lie on two sides: 2 x 0.3 x 0.7.
    assert found.by_unknown.value == pytest.approx([0.5 if method == "morris" else 0.42, 0, 0], abs=0.05)


def test_a_contrast_that_never_turns_over() -> None:
    found = flips(answered("saltelli", 32, 2, lambda x: 1 + x[:, 0]), 0.1, "b")
    assert found.opposite.value[0] == found.opposite.high[0] == 0
    assert (found.by_unknown.high == 0).all()


def test_what_luck_turns_over_is_not_clear() -> None:
    noise = generator("n").normal(0, 1, (64 * 4, 5))
    found = flips(answered("saltelli", 64, 2, linear(0.0, 0.0), noise), 0.0, "c")
    assert found.opposite.value[0] > 0.3
    assert found.opposite_and_clear.value[0] < 0.06


def test_one_world_cannot_say_what_is_clear() -> None:
    found = flips(answered("saltelli", 16, 2, linear(1.0, -1.0)), 0.0, "d")
    assert np.isnan(found.opposite_and_clear.value).all()
