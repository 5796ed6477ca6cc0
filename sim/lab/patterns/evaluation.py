"""P1: more evaluations help at first and harm later."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, Reading, outcome_of, policy_runs, reading

ROUNDS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12)
TIME_COSTS = (0.0, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08)
_PATH = "policy.evaluation.rounds_per_year"
_COST = "coefficients.evaluation.time_cost"
_NO_COST: Mapping[str, Value] = {
    _COST: 0.0,
    "coefficients.evaluation.displacement": 0.0,
}


def response(values: Mapping[str, Value], worlds: int, outcome: str, rounds: tuple[int, ...]) -> NDArray[np.float64]:
    """An outcome under each number of rounds: float64[rounds, worlds]."""
    return np.array(
        [outcome_of(policy_runs("guangzhou", {**values, _PATH: number}, worlds), outcome) for number in rounds]
    )


def curvature(table: NDArray[np.float64], rounds: tuple[int, ...]) -> NDArray[np.float64]:
    """Quadratic coefficient of each world's response: float64[worlds]."""
    bends: NDArray[np.float64] = np.polyfit(np.array(rounds, dtype=np.float64), table, 2)[0]
    return bends


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    tables = {name: response(values, worlds, name, ROUNDS) for name in ("needs_resolved", "satisfied_share")}
    readings: list[Reading] = []
    shown = True
    best: dict[str, int] = {}
    for name, table in tables.items():
        bend = reading(f"{name}: curvature", curvature(table, ROUNDS))
        means = table.mean(axis=1)
        place = int(np.argmax(means))
        best[name] = ROUNDS[place]
        rise = reading(f"{name}: best number of rounds against none", table[place] - table[0])
        fall = reading(f"{name}: twelve rounds against the best number", table[-1] - table[place])
        readings += [bend, rise, fall]
        shown &= bend.high < 0.0 and 0 < place < len(ROUNDS) - 1 and rise.low > 0.0 and fall.high < 0.0
    words = ", ".join(f"{name} is highest at {number} rounds a year" for name, number in best.items())
    return Finding(shown, tuple(readings), words)


def look(worlds: int) -> Finding:
    """Sweep evaluation rounds in Guangzhou."""
    return _judge({}, worlds)


def ablate(worlds: int) -> Finding:
    """The same where evaluations take no staff time and displace nothing."""
    return _judge(_NO_COST, worlds)


def best_rounds(time_cost: float, worlds: int) -> int:
    """Number of rounds at which most needs are resolved, for one staff-time cost of an evaluation."""
    table = response({_COST: time_cost}, worlds, "needs_resolved", ROUNDS)
    return ROUNDS[int(np.argmax(table.mean(axis=1)))]


def threshold(worlds: int) -> tuple[dict[float, int], float | None]:
    """Best number of rounds for each time cost, and the lowest cost at which four a year are too many."""
    best = {cost: best_rounds(cost, worlds) for cost in TIME_COSTS}
    too_many = [cost for cost, number in best.items() if number < 4]  # noqa: PLR2004  4-6 rounds in Guangzhou
    return best, min(too_many) if too_many else None


P1 = Pattern(
    "P1",
    "Net service and satisfaction rise and then fall with the number of evaluations a year.",
    "evaluations that take no staff time and displace nothing",
    look,
    ablate,
)
