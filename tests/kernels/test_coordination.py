"""What is done twice where nobody coordinates, and what is left of it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.coordination import coordination_loss


def test_duplication_is_each_community_s_own_by_hand() -> None:
    # 0.3 where nobody coordinates; hours of 0.1 and 0.5 at an effect of 3 leave e^-0.3 and e^-1.5 of it.
    hours, loss = np.array([0.0, 0.1, 0.5]), np.empty(3)
    coordination_loss(hours, np.ones(3), 0.3, 0.0, 3.0, loss)
    assert loss == pytest.approx([0.3, 0.3 * 0.740818, 0.3 * 0.223130], rel=1e-5)
    # Meetings worth 0.5 leave e^-0.5 of what is left everywhere, and institutions a half, all and nothing of that.
    coordination_loss(hours, np.array([0.5, 1.0, 0.0]), 0.3, 0.5, 0.0, loss)
    assert loss == pytest.approx([0.15 * 0.606531, 0.3 * 0.606531, 0.0], rel=1e-5)
