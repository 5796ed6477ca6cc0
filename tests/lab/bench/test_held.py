"""Memory is counted from the moment that is asked for, where the system can."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from sim.lab.bench.held import bytes_from_now, bytes_more_than

SIXTY_FOUR_MIB = 1 << 26


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not forget a peak")


def test_what_was_held_before_does_not_count() -> None:
    assert np.ones(SIXTY_FOUR_MIB // 8).nbytes == SIXTY_FOUR_MIB  # held, and given back at once
    assert bytes_more_than(bytes_from_now()) == pytest.approx(0, abs=1 << 22)


def test_what_is_held_afterwards_counts() -> None:
    before = bytes_from_now()
    held = np.ones(SIXTY_FOUR_MIB // 8)
    assert held.nbytes == pytest.approx(bytes_more_than(before), abs=1 << 22)
