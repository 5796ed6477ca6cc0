"""What is asked of a worker, and what it brings back; light to load, since every process knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario


class Link(NamedTuple):
    """Pairs of two kinds that dealt with one another, and how many of them passed through government."""

    first: str
    second: str
    pairs: float
    by_government: float


class Links(NamedTuple):
    """Who is there, by kind, how many of them dealt with anybody, and the links between kinds."""

    there: dict[str, float]
    linked: dict[str, float]
    links: tuple[Link, ...]


class Errand(NamedTuple):
    """One run to do: a scenario (with its fingerprint) in a world, and the outcomes that are wanted of it."""

    scenario: Scenario
    fingerprint: str
    world_seed: int
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What a run gave: each outcome as one number, each month by month (float64[months]), and the last month's links.

    Numbers are those of `sim.model.simulate`; nan where an outcome is undefined.
    """

    outcomes: dict[str, float]
    series: dict[str, NDArray[np.float64]]
    links: Links
