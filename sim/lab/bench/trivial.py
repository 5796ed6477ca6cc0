"""Runs that cost nothing, next to nothing, or as much as a small Mesa model: what is left is the sweep's own cost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.scenario import Scenario

SHORT_SECONDS = 0.002
BUSY = "arrears_months"  # the outcome under which a run says how long it kept the processor
STEPS = 10


class Numbers(NamedTuple):
    """What a run gives back."""

    outcomes: dict[str, float]
    series: dict[str, NDArray[np.float64]]


def nothing(_scenario: Scenario, world_seed: int) -> Numbers:
    """A run that does nothing."""
    return _numbers(float(world_seed & 1023))


def short(_scenario: Scenario, world_seed: int) -> Numbers:
    """A run that keeps the processor busy for two thousandths of a second, and says how long it really was."""
    start = time.process_time()
    while (busy := time.process_time() - start) < SHORT_SECONDS:
        pass
    return _numbers(float(world_seed & 1023), busy)


def _numbers(value: float, busy: float = 0.0) -> Numbers:
    outcomes = {"satisfied_share": value, "turnover_rate": 0.0, BUSY: busy}
    return Numbers(outcomes, {"satisfied_share": np.array([value])})


def counting(_scenario: Scenario, world_seed: int) -> Numbers:
    """The Mesa model that other runners are given, for ten steps."""
    from sim.lab.bench.counting import Counting

    model = Counting(seed=world_seed % 2**32)
    for _ in range(STEPS):
        model.step()
    return _numbers(float(model.count))
