"""One scenario tried in a few worlds: what it leads to, and how much of that is luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.chance import world_seed
from sim.lab.intervals import t_interval

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Estimate:
    """One outcome over worlds: its mean, the ends of the 95% interval, and the worlds in which it is defined.

    The mean is nan where it is defined in none, the ends where it is defined in fewer than two.
    """

    outcome: str
    mean: float
    low: float
    high: float
    worlds: int


def try_scenario(
    scenario: Scenario,
    seed: int,
    worlds: Sequence[int],
    threads: int = 1,
    heard: Callable[[int], None] | None = None,
) -> tuple[Estimate, ...]:
    """Run a scenario in some worlds of `seed` and summarise every outcome, in the order of declaration.

    A large district lives on so many `threads`; `heard` is told after each month of a world how many it has lived.
    """
    from sim.model import simulate

    runs = [simulate(scenario, world_seed(seed, world), (), threads=threads, heard=heard) for world in worlds]
    names = tuple(runs[0].outcomes)
    interval = t_interval(np.array([[each.outcomes[name] for each in runs] for name in names], dtype=np.float64))
    return tuple(
        Estimate(name, float(interval.mean[row]), float(interval.low[row]), float(interval.high[row]), count)
        for row, (name, count) in enumerate(zip(names, interval.worlds.tolist(), strict=True))
    )
