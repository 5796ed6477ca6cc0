"""P17: part of a gain in satisfaction passes when improvement stops."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, months_of, policy_runs, reading
from sim.outcomes import OUTCOMES

_MONTHS, _YEAR = 120, 12
_SURPRISE = "coefficients.satisfaction.disconfirmation_weight"


def _gain(values: Mapping[str, Value], worlds: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Yearly gain of Guangzhou over the baseline in satisfaction and performance: float64[worlds, years] each."""
    long: dict[str, Value] = {**values, "setting.months": _MONTHS}
    names = ("satisfied_share", "performance")
    bought, before = policy_runs("guangzhou", long, worlds, names), policy_runs("baseline", long, worlds, names)
    satisfied, seen = (_yearly(months_of(bought, name) - months_of(before, name)) for name in names)
    return satisfied, seen


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    gain, seen = _gain(values, worlds)
    plain, _ = _gain({**values, _SURPRISE: 0.0}, worlds)
    surprise = gain - plain
    height = int(np.argmax(surprise.mean(axis=0)))
    peak = int(np.argmax(gain.mean(axis=0)))
    high = reading(f"satisfaction owed to surprise in year {height + 1}", surprise[:, height])
    late = reading("satisfaction owed to surprise in year 10", surprise[:, -1])
    passed = reading("half of the former less the latter", 0.5 * surprise[:, height] - surprise[:, -1])
    fall = reading("peak year's gain in satisfaction less the last year's", gain[:, peak] - gain[:, -1])
    improving = reading("gain in performance from the third year to the last", seen[:, -1] - seen[:, 2])
    words = (
        f"residents who compare with what they expect are {high.value:.1%} more often satisfied in year {height + 1} "
        f"and {late.value:.1%} in year 10; the whole gain is highest in year {peak + 1}, as performance still improves"
    )
    shown = high.low > OUTCOMES["satisfied_share"].matters and passed.low > 0.0
    return Finding(shown, (high, late, passed, fall, improving), words)


def _yearly(months: NDArray[np.float64]) -> NDArray[np.float64]:
    """Yearly means of monthly values: float64[worlds, years]."""
    means: NDArray[np.float64] = months.reshape(len(months), -1, _YEAR).mean(axis=2)
    return means


P17 = Pattern(
    "P17",
    "Part of the satisfaction that improvement brings is transient: it passes as expectations follow.",
    "residents who judge without comparing to what they expect",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({_SURPRISE: 0.0}, worlds),
)
