"""What a threshold may be: shares are given from 0 to 1, however they are shown."""

from __future__ import annotations

import math

from sim.errors import UsageError
from sim.outcomes import OUTCOMES


def check_threshold(option: str, threshold: float, outcome: str) -> None:
    """Refuse what is no number, and percent where a share is asked for. Raises UsageError.

    A share a year may be above 1, and is left alone.
    """
    if not math.isfinite(threshold):
        raise UsageError(f"{option}: {threshold} is no threshold; give a number in the outcome's unit")
    declared = OUTCOMES.get(outcome)
    if declared is not None and declared.unit.startswith("share") and " per " not in declared.unit and threshold > 1:
        share = f"give {threshold / 100:g} for {threshold:g}%" if threshold <= 100 else "give a number from 0 to 1"  # noqa: PLR2004  percent
        raise UsageError(f"{option}: {threshold:g} is above 1, and {outcome} is a share from 0 to 1; {share}")
