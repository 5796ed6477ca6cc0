"""What an outcome is, and how its months become one number."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from sim.kernels import means
from sim.world import MONTHS_PER_YEAR, World

Direction = Literal["higher", "lower", "neutral"]
Summary = Literal["last_year", "mean", "total", "end"]
Measure = Callable[[World], float]

_MONTHS_COUNTED: dict[Summary, int] = {"end": 1, "last_year": MONTHS_PER_YEAR}
"""How many of the last months make an outcome's one number; all of them for other summaries."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: what it means, its unit, which direction is better and how months become one number.

    `summary`: `last_year` is the mean of the last twelve months in which it is defined, `mean` that of
    all months, `total` the sum over all months, `end` the last month. `matters` is the smallest
    difference that matters to a policy, in the outcome's unit. `measure` gives NaN where the outcome is
    undefined.
    """

    name: str
    en: str
    zh: str
    unit: str
    direction: Direction
    summary: Summary
    matters: float
    meaning: str
    source: str
    measure: Measure

    def label(self, language: str) -> str:
        """Give the short label in English (`en`) or Chinese (`zh`)."""
        return self.zh if language == "zh" else self.en

    def first_month(self, months: int) -> int:
        """First of so many months that counts in the outcome's one number."""
        return max(months - _MONTHS_COUNTED.get(self.summary, months), 0)


def summarise(outcome: Outcome, values: Sequence[float]) -> float:
    """Turn an outcome's months into its one number; NaN where none is defined. Months that do not count may lack."""
    counted = values[outcome.first_month(len(values)) :]
    total = math.fsum(counted)
    if math.isnan(total):
        counted = [value for value in counted if not math.isnan(value)]
        total = math.fsum(counted)
    if len(counted) == 0:
        return math.nan
    return total if outcome.summary == "total" else total / len(counted)


def outcome(
    name: str,
    en: str,
    zh: str,
    *,
    unit: str,
    better: Direction,
    matters: float,
    meaning: str,
    source: str,
    summary: Summary = "last_year",
) -> Callable[[Measure], Outcome]:
    """Declare what a function of the world measures."""

    def declare(measure: Measure) -> Outcome:
        return Outcome(name, en, zh, unit, better, summary, matters, meaning, source, measure)

    return declare


def declared_in(*modules: ModuleType) -> dict[str, Outcome]:
    """List the outcomes that modules declare, by name, in order."""
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Outcome)]
    return {each.name: each for each in found}


ratio: Callable[[float, float], float] = means.one_over_another
"""One count over another; NaN where there is nothing to divide by."""
