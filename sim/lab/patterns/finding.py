"""A pattern that the model must show, and what was found when it was looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.chance import world_seed
from sim.declare import Value
from sim.lab.intervals import critical
from sim.model import Run, simulate
from sim.scenario import Scenario, load_scenario

ROOT_SEED = 31_415
"""Patterns are looked for in worlds of their own, which the calibration never saw."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One number with its 95% interval over worlds."""

    label: str
    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Say the number and its interval."""
        return f"{self.label}: {self.value:.4g} ({self.low:.4g} to {self.high:.4g})"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a pattern showed, the numbers it was judged by, and what they mean in words."""

    shown: bool
    readings: tuple[Reading, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: what must show and which ablation must remove it.

    `look` and `ablate` take the number of worlds and give what was found in the model as it is and
    without the cause. `reason` says, for a pattern that does not show as it was stated, why it does not.
    """

    code: str
    statement: str
    without: str
    look: Callable[[int], Finding]
    ablate: Callable[[int], Finding]
    reason: str = ""
    statement_zh: str = ""

    def says(self, language: str) -> str:
        """Give the statement in English (`en`) or Chinese (`zh`)."""
        return self.statement_zh or self.statement if language == "zh" else self.statement


def policy_runs(
    scenario: str | Scenario, values: Mapping[str, Value], worlds: int, series: Sequence[str] = ()
) -> list[Run]:
    """Run a scenario with some values changed, in the first `worlds` worlds of the patterns."""
    given = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    changed = given.with_values(values) if values else given
    return [simulate(changed, world_seed(ROOT_SEED, world), series) for world in range(worlds)]


def outcome_of(runs: Sequence[Run], name: str) -> NDArray[np.float64]:
    """One outcome over worlds: float64[worlds]."""
    return np.array([run.outcomes[name] for run in runs])


def months_of(runs: Sequence[Run], name: str) -> NDArray[np.float64]:
    """One outcome's months over worlds: float64[worlds, months]."""
    return np.array([run.series[name] for run in runs])


def reading(label: str, values: NDArray[np.float64]) -> Reading:
    """Mean over worlds (float64[worlds]) with its 95% t interval."""
    count = len(values)
    middle = float(np.mean(values))
    half = float(critical(np.array(count - 1)) * np.std(values, ddof=1) / np.sqrt(count))
    return Reading(label, middle, middle - half, middle + half)
