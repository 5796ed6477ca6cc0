"""Regular visits build cover, and three months without any undo it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.mechanisms.service.routine import keep_covered
from tests.districts import lived, small


def covered(visits: list[float], cover: float = 0.0) -> list[float]:
    """Cover of a community of ten vulnerable residents after months with so many visits, and months without."""
    share, uncovered = np.array([cover]), np.zeros(1, dtype=np.int16)
    for month in visits:
        keep_covered(
            share, uncovered, np.array([month]), np.ones(10, dtype=np.bool_), np.array([0, 10]), 0.5, (0.2, 0.5)
        )
    return [float(share[0]), float(uncovered[0])]


def test_cover_grows_to_what_visits_allow() -> None:
    # Five visits a month keep ten covered; two and a half keep five: a fifth of the way a month.
    assert covered([5.0]) == pytest.approx([0.2, 0.0])
    assert covered([2.5]) == pytest.approx([0.1, 0.0])
    assert covered([50.0] * 60)[0] == pytest.approx(1.0, abs=0.001)


def test_what_was_built_lasts_three_months_and_then_decays() -> None:
    assert covered([0.0] * 3, 0.8) == pytest.approx([0.8, 3.0])
    assert covered([0.0] * 5, 0.8) == pytest.approx([0.2, 5.0])
    assert covered([0.0] * 3 + [2.5] + [0.0] * 3, 0.5) == pytest.approx([0.5, 3.0])


def test_time_for_visits_spares_the_vulnerable_needs_and_is_taken_from_others() -> None:
    without, with_ = (lived(small("guangzhou", {"policy.workforce.routine_share": share, "setting.months": 36,
                                                "setting.residents_per_community": 240}), 2).world
                      for share in (0.0, 0.3))  # fmt: skip
    assert not without.committees.routine_cover.any()
    assert with_.committees.routine_cover.min() > 0.1
    vulnerable = with_.residents.vulnerable
    assert (with_.residents.needs[vulnerable] != 0).mean() < (without.residents.needs[vulnerable] != 0).mean()
