"""Residents of one kind of community are counted wherever their communities lie."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.community_types import total_by_type

# Communities of two, one, none and three residents.
FIRST = np.array([0, 2, 3, 3, 6])
TYPES = np.array([1, 0, 1, 1], dtype=np.uint8)
TIMES = np.array([200, 100, 7, 1, 0, 2], dtype=np.uint8)


@pytest.mark.parametrize(("kind", "told"), [(0, (7, 1)), (1, (200 + 100 + 1 + 0 + 2, 5)), (2, (0, 0))])
def test_totals_of_one_kind_by_hand(kind: int, told: tuple[int, int]) -> None:
    # More than a column of bytes could hold.
    assert total_by_type(TIMES, FIRST, TYPES, kind) == told


def test_flags_are_counted() -> None:
    assert total_by_type(TIMES > 1, FIRST, TYPES, 1) == (3, 5)
