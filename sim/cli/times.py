"""Times as people say them."""

from __future__ import annotations

MINUTE, HOUR = 60, 3_600


def duration(seconds: float) -> str:
    """Say how long something takes: 40 s, 3 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < MINUTE:
        return f"{max(whole, 1)} s"
    if whole < HOUR:
        return f"{whole // MINUTE} min {whole % MINUTE} s"
    return f"{whole // HOUR} h {whole % HOUR // MINUTE} min"
