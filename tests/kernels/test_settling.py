"""What residents are like when the world begins."""

from __future__ import annotations

import numpy as np

from sim.kernels.settling import begin_opinions


def test_everybody_is_told_where_they_live_and_what_they_think_at_first() -> None:
    # Four communities of two, none, one and three residents; only the second to the last are told.
    first, trust = np.array([0, 2, 2, 3, 6]), np.array([0.125, 0.25, 0.375, 0.75])
    community, shares = np.full(6, 9, dtype=np.int32), tuple(np.full(6, 9.0, dtype=np.float32) for _ in range(5))
    performance, expectation, justice, government, committee = shares
    told = (performance, expectation, justice, government, committee)
    begin_opinions(community, told, (0.5, 0.625, 0.0625, 1.0), trust, first, 1, 4)
    assert community.tolist() == [9, 9, 2, 3, 3, 3]
    assert performance.tolist() == [9.0, 9.0, 0.5, 0.5, 0.5, 0.5]
    assert expectation.tolist() == [9.0, 9.0, 0.625, 0.625, 0.625, 0.625]
    assert justice.tolist() == [9.0, 9.0, 0.0625, 0.0625, 0.0625, 0.0625]
    assert government.tolist() == [9.0, 9.0, 1.0, 1.0, 1.0, 1.0]
    assert committee.tolist() == [9.0, 9.0, 0.375, 0.75, 0.75, 0.75]
    begin_opinions(community, told, (0.5, 0.625, 0.0625, 1.0), trust, first, 0, 1)
    assert community.tolist() == [0, 0, 2, 3, 3, 3]
    assert committee.tolist() == [0.125, 0.125, 0.375, 0.75, 0.75, 0.75]
