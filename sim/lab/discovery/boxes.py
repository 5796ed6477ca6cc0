"""A box: limits on a few conditions, and which cases lie inside.

Cases are rows of numbers, one column a condition. A category stands in its column as its place in the
list of categories, and a box names the places that it keeps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["number", "category"]
Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Between:
    """A range of numbers; an end that is infinite is no end."""

    low: float = -math.inf
    high: float = math.inf

    def holds(self, column: NDArray[np.float64]) -> Mask:
        """Which numbers lie in the range: bool[cases]."""
        return np.asarray((column >= self.low) & (column <= self.high))


@dataclass(frozen=True, slots=True)
class Among:
    """Some of the categories, by their places."""

    places: frozenset[int]

    def holds(self, column: NDArray[np.float64]) -> Mask:
        """Which cases have one of the categories: bool[cases]."""
        return np.isin(column, sorted(self.places))


Limit = Between | Among
Box = tuple[Limit | None, ...]


@dataclass(frozen=True)
class Cases:
    """What is known of every case: float64[cases, conditions], and bool[cases] whether it fails."""

    conditions: Matrix
    fails: Mask
    kinds: tuple[Kind, ...]

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.fails)

    @property
    def failing(self) -> int:
        """How many of them fail."""
        return int(self.fails.sum())

    def where(self, rows: Mask | NDArray[np.intp]) -> Cases:
        """Some of the cases."""
        return Cases(self.conditions[rows], self.fails[rows], self.kinds)


@dataclass(frozen=True, slots=True)
class Stage:
    """A box and what it holds of some cases.

    `coverage` is the share of all failures that lie in it, `density` the share of its cases that fail,
    `mass` the share of all cases that it holds; nan where there is nothing to divide by.
    """

    box: Box
    held: int
    failing: int
    coverage: float
    density: float
    mass: float

    @property
    def restricted(self) -> tuple[int, ...]:
        """The places of the conditions that it limits."""
        return restricted(self.box)


def inside(box: Box, conditions: Matrix) -> Mask:
    """Which cases lie in a box: bool[cases]."""
    held = np.ones(len(conditions), np.bool_)
    for place, limit in enumerate(box):
        if limit is not None:
            held &= limit.holds(conditions[:, place])
    return held


def restricted(box: Box) -> tuple[int, ...]:
    """The places of the conditions that a box limits."""
    return tuple(place for place, limit in enumerate(box) if limit is not None)


def with_limit(box: Box, place: int, limit: Limit | None) -> Box:
    """The box with another limit on one condition; a range without ends is no limit."""
    endless = isinstance(limit, Between) and math.isinf(limit.low) and math.isinf(limit.high)
    return (*box[:place], None if endless else limit, *box[place + 1 :])


def judged(box: Box, cases: Cases) -> Stage:
    """What a box holds of some cases."""
    held = inside(box, cases.conditions)
    count, failing = int(held.sum()), int(cases.fails[held].sum())
    return Stage(
        box,
        count,
        failing,
        coverage=_share(failing, cases.failing),
        density=_share(failing, count),
        mass=_share(count, cases.count),
    )


def places_of(column: Iterable[float]) -> frozenset[int]:
    """The categories that stand in a column."""
    return frozenset(int(place) for place in np.unique(np.asarray(list(column), np.float64)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan
