"""What a search found, and what fresh worlds say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.lab.intervals import holm, p_values, t_interval
from sim.lab.pairing import pair
from sim.lab.search.front import non_dominated
from sim.lab.search.scoring import missed

if TYPE_CHECKING:
    import pandas as pd

    from sim.declare import Value
    from sim.lab.experiment import Experiment
    from sim.lab.search.question import Search

LEVEL = 0.05


class Reading(NamedTuple):
    """An outcome of a policy: its mean in the search, and mean and 95% interval in fresh worlds."""

    searched: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Found:
    """A policy that was found. `reaches` says that it reaches the target in fresh worlds as well (None without one).

    `on_front` says that in fresh worlds, too, none of the others is better in everything.
    """

    name: str
    cell: int
    values: Mapping[str, Value]
    readings: Mapping[str, Reading]
    allowed: bool
    reaches: bool | None
    on_front: bool


@dataclass(frozen=True)
class Answer:
    """The answer of a search.

    `tried` of `size` policies were run, all of them where `tried` equals `size`. `settled` says that
    nothing around the best was better (None where that was not looked for). `optimism` is how much
    better than in fresh worlds the found policies looked in the search, on average and against the
    baseline, in each objective's unit. `cloud` holds the means of all policies tried: float64[policies,
    objectives]. `failed` runs are left out with their policies.
    """

    experiment: Experiment
    folder: Path
    size: int
    tried: int
    settled: bool | None
    worlds: int
    fresh_worlds: int
    baseline: Found
    found: tuple[Found, ...]
    best: Found | None
    optimism: Mapping[str, float]
    cloud: NDArray[np.float64]
    failed: int
    sha256: str


def read_fresh(
    table: pd.DataFrame,
    search: Search,
    policies: Sequence[tuple[str, int, Mapping[str, Value]]],
    searched: Mapping[str, Mapping[str, float]],
) -> tuple[Found, ...]:
    """Read the fresh worlds: the baseline first, then the policies that were found.

    `policies` are names, numbers and levers; `searched` the means in the search by outcome and name.
    Worlds that failed under one policy are left out for all.
    """
    names = [name for name, _, _ in policies]
    paired = pair(table, policies=names)
    outcomes = {name: paired.values(name) for name in searched}
    intervals = {name: t_interval(rows) for name, rows in outcomes.items()}
    readings = [
        {
            outcome: Reading(
                searched[outcome][name], float(each.mean[row]), float(each.low[row]), float(each.high[row])
            )
            for outcome, each in intervals.items()
        }
        for row, name in enumerate(names)
    ]
    allowed = np.ones(len(names), np.bool_)
    for bound in search.constraint:
        allowed &= missed(bound, intervals[bound.outcome].mean) <= 0
    reaches = _reaches(search, outcomes, allowed)
    front = _front(search, {name: each.mean for name, each in intervals.items()}, allowed)
    return tuple(
        Found(
            name,
            cell,
            values,
            readings[row],
            bool(allowed[row]),
            None if reaches is None else bool(reaches[row]),
            bool(front[row]),
        )
        for row, (name, cell, values) in enumerate(policies)
    )


def optimism_of(search: Search, found: tuple[Found, ...]) -> dict[str, float]:
    """How much better the found policies looked in the search than in fresh worlds, each against the baseline."""
    baseline, others = found[0], found[1:]
    told = {}
    for outcome, direction in search.aims():
        sign = 1.0 if direction == "higher" else -1.0
        base = baseline.readings[outcome]
        promised = [each.readings[outcome].searched - base.searched for each in others]
        held = [each.readings[outcome].mean - base.mean for each in others]
        told[outcome] = sign * float(np.mean(np.array(promised) - np.array(held))) if others else 0.0
    return told


def best_of(search: Search, found: tuple[Found, ...]) -> Found | None:
    """The cheapest policy that reaches the target in fresh worlds as well; None where there is none, or no target."""
    target = search.target
    reaching = [each for each in found if each.reaches]
    if target is None or not reaching:
        return None
    return min(reaching, key=lambda each: each.readings[target.cost].mean)


def _reaches(
    search: Search, outcomes: Mapping[str, NDArray[np.float64]], allowed: NDArray[np.bool_]
) -> NDArray[np.bool_] | None:
    """Whose mean is on the right side of the target, clear of it after Holm's correction for all that were checked."""
    target = search.target
    if target is None:
        return None
    short = missed(target, outcomes[target.outcome])
    clear = holm(p_values(short)) < LEVEL
    return np.asarray(allowed & clear & (short.mean(axis=1) < 0))


def _front(search: Search, means: Mapping[str, NDArray[np.float64]], allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    columns = [(-1.0 if direction == "higher" else 1.0) * means[name] for name, direction in search.aims()]
    lows = np.column_stack(columns)
    kept = np.zeros(len(lows), np.bool_)
    places = np.flatnonzero(allowed & np.isfinite(lows).all(axis=1))
    kept[places] = non_dominated(lows[places])
    return kept
