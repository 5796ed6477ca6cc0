"""P18: which way of delivery serves best depends on what social organisations can do."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.lab.experiment import load_experiment
from sim.lab.patterns.finding import Finding, Pattern, outcome_of, policy_runs, reading
from sim.lab.plan import make_plan
from sim.scenario import Scenario

_JUDGED = "needs_resolved"
_CAPACITY = (
    "setting.small_agencies_per_street",
    "setting.middle_agencies_per_street",
    "coefficients.beginnings.small_capability",
    "coefficients.beginnings.middle_capability",
    "coefficients.beginnings.large_capability",
)


@cache
def _systems() -> dict[str, Scenario]:
    """The tournament's systems at equal public money, by name."""
    return {policy.name: policy.scenario for policy in make_plan(load_experiment("tournament")).policies}


def _at(name: str, capacity: str, worlds: int, *, equal: bool) -> NDArray[np.float64]:
    """Needs resolved a month by a system at a capacity, or with the middle one's organisations: float64[worlds]."""
    middle = _systems()[f"{name}_middle"]
    same = {path: middle.value(path) for path in _CAPACITY} if equal else {}
    return outcome_of(policy_runs(_systems()[f"{name}_{capacity}"], same, worlds), _JUDGED)


def _judge(worlds: int, *, equal: bool) -> Finding:
    gaps, between = {}, {}
    for capacity in ("low", "high"):
        runs = {
            name: _at(name, capacity, worlds, equal=equal) for name in ("commissioned", "project_guided", "internal")
        }
        gaps[capacity] = runs["commissioned"] - runs["internal"]
        between[capacity] = runs["project_guided"] - runs["internal"]
    low = reading("commissioned less internal, low capacity", gaps["low"])
    high = reading("commissioned less internal, high capacity", gaps["high"])
    guided = tuple(
        reading(f"project-guided less internal, {capacity} capacity", values) for capacity, values in between.items()
    )
    words = (
        f"commissioned delivery resolves {low.value:+.0f} needs a month against internal delivery at low capacity, "
        f"{high.value:+.0f} at high capacity"
    )
    return Finding(low.high < 0.0 < high.low, (low, high, *guided), words)


P18 = Pattern(
    "P18",
    "At equal public money commissioned delivery is best where social organisations are capable, internal delivery "
    "where they are not.",
    "organisations that are alike in number and capability",
    lambda worlds: _judge(worlds, equal=False),
    lambda worlds: _judge(worlds, equal=True),
    reason="The order is the same at every capacity. What organisations can do enters through their knowledge of "
    "needs; the same posts are filled with the same people whoever employs them, and two to six agencies a street "
    "are enough for what 225,000 yuan a community buy. Project-guided delivery resolves most needs, because "
    "residents' own contacts are cheap.",
    statement_zh="财政投入相等时，社会组织能力强则委托型最优，能力弱则内部发展型最优。",
)
