"""Every governance outcome, declared once; each is a pure function of the world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Direction = Literal["higher", "lower", "neutral"]
Summary = Literal["last_year", "total", "end"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: what it means, its unit, which direction is better and how months become one number.

    `summary`: `last_year` is the mean of the last twelve months in which it is defined, `total` the
    sum over all months, `end` the last month. `matters` is the smallest difference that matters to a
    policy, in the outcome's unit. `measure` gives NaN where the outcome is undefined.
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
    measure: Callable[[Any], float]

    def label(self, language: str) -> str:
        """Give the short label in English (`en`) or Chinese (`zh`)."""
        return self.zh if language == "zh" else self.en


OUTCOMES: dict[str, Outcome] = {}
