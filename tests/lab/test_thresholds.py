"""A share is given from 0 to 1, and who writes percent is told so."""

from __future__ import annotations

import pytest

from sim.errors import UsageError
from sim.lab.thresholds import check_threshold


@pytest.mark.parametrize(
    ("threshold", "told"),
    [
        (75.0, r"--below: 75 is above 1, and satisfied_share is a share from 0 to 1; give 0\.75 for 75%"),
        (500.0, "give a number from 0 to 1"),
        (float("inf"), "is no threshold"),
    ],
)
def test_percent_of_a_share_is_refused(threshold: float, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_threshold("--below", threshold, "satisfied_share")


@pytest.mark.parametrize(
    ("outcome", "threshold"), [("satisfied_share", 1.0), ("turnover_rate", 1.5), ("closures", 9.0)]
)
def test_what_can_be_is_left_alone(outcome: str, threshold: float) -> None:
    check_threshold("--above", threshold, outcome)
