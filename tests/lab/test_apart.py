"""Whether a policy does more in one place than in another: differences of differences, by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from sim.lab.apart import changes_apart
from sim.lab.pairing import Paired, pair

# Student's t with two degrees of freedom, 97.5%.
T = 4.302653


def paired() -> Paired:
    """Three worlds; beyond what it changes in b, the policy changes a by 1, 2, 3, and c by 1.9, 2.0, 2.1."""
    luck = (0.0, 5.0, -3.0)
    before = [("base", world, 10 + luck[world], luck[world], luck[world]) for world in range(3)]
    gains = [(world, 7.0 * world) for world in range(3)]  # what b gains, which differs from world to world
    after = [
        (
            "policy",
            world,
            10 + luck[world] + gain + 1 + world,
            luck[world] + gain,
            luck[world] + gain + 1.9 + world / 10,
        )
        for world, gain in gains
    ]
    return pair(pd.DataFrame([*before, *after], columns=["policy", "world", "a", "b", "c"]))


def test_changes_apart_by_hand() -> None:
    found = changes_apart(paired(), "base", {"a": "b", "c": "b"}, seed=1)
    assert found["policy"].tolist() == ["policy", "policy"]
    assert found["outcome"].tolist() == ["a", "c"]
    assert found["apart"].tolist() == pytest.approx([2.0, 2.0])
    reaches = [T * 1.0 / math.sqrt(3), T * 0.1 / math.sqrt(3)]
    assert found["apart_low"].tolist() == pytest.approx([2.0 - reach for reach in reaches], abs=1e-5)
    assert found["apart_high"].tolist() == pytest.approx([2.0 + reach for reach in reaches], abs=1e-5)
    assert found["apart_clear"].tolist() == [False, True]


def test_the_same_change_is_not_apart() -> None:
    found = changes_apart(paired(), "base", {"b": "b"}, seed=1)
    assert found[["apart", "apart_low", "apart_high"]].to_numpy().tolist() == [[0.0, 0.0, 0.0]]
    assert not found["apart_clear"].any()
