"""How every test runs: the same examples each time, one numerical thread, no window for figures."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")
# A terminal's width and colours are no part of what is tested.
os.environ["COLUMNS"] = "120"
os.environ["NO_COLOR"] = "1"

# Examples follow from the test alone; no test is timed, so the first one may compile.
settings.register_profile(
    "house", derandomize=True, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
