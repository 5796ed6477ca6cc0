"""What a year makes of residents, in numbers that every version can give, and whether two versions agree."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy as np

from sim.agents.resident import Residents

LARGEST_DIFFERENCE = 0.01
"""Between what a year makes of the same residents in two versions; luck alone gives less at 100,000."""
_STANDARD_ERRORS, _LARGEST_VARIANCE = 4.0, 0.25


def state_of_columns(people: Residents) -> dict[str, float]:
    """Shares and means of residents."""
    return {
        "in need": float(np.mean(people.needs > 0)),
        "satisfied": float(np.mean(people.satisfied)),
        "active this month": float(np.mean(people.activities > 0)),
        "trust in committee": float(np.mean(people.trust_committee, dtype=np.float64)),
        "trust in organisations": float(np.mean(people.trust_agency, dtype=np.float64)),
        "tie": float(np.mean(people.tie, dtype=np.float64)),
    }


def luck_alone(residents: int) -> float:
    """The largest difference that is taken for luck: 0.01, or four standard errors of a share where there are few."""
    return max(LARGEST_DIFFERENCE, _STANDARD_ERRORS * sqrt(_LARGEST_VARIANCE / residents))


def apart(theirs: Mapping[str, float], ours: Mapping[str, float], residents: int) -> list[str]:
    """In what two versions differ by more than luck."""
    return [name for name, value in theirs.items() if abs(value - ours[name]) > luck_alone(residents)]
