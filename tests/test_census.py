"""What is counted and listed of communities, with rows written by hand."""

from __future__ import annotations

import numpy as np

from sim.census import list_at_home


def test_organisations_are_listed_by_the_community_that_is_their_home() -> None:
    # An agency is at home nowhere; of the others row 4 is not among those asked for.
    home, among = np.array([-1, 1, 0, 1, 0, 1], dtype=np.int32), np.array([True, True, True, True, False, True])
    first, rows = np.empty(4, dtype=np.int64), np.empty(6, dtype=np.int64)
    list_at_home(home, among, first, rows)
    assert first.tolist() == [0, 1, 4, 4]
    assert rows[:4].tolist() == [2, 1, 3, 5]
