"""How much a page may ask for, so that no page can take the machine from the others."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """The most that one request may ask for or take; `jobs` is how many pages may run at once."""

    worlds: int = 200
    months: int = 120
    outcomes: int = 12
    body_bytes: int = 65_536
    file_bytes: int = 65_536
    body_seconds: float = 10.0
    run_seconds: float = 60.0
    job_seconds: float = 900.0
    jobs: int = 16
    connections: int = 128


FEWEST_MONTHS = 12
LIMITS = Limits()
