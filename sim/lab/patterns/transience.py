"""P17: part of a gain in satisfaction passes when improvement stops."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, months_of, policy_runs, reading

_MONTHS, _YEAR = 120, 12
_EARLY = 2
_SOME = 0.1


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    long: dict[str, Value] = {**values, "setting.months": _MONTHS}
    names = ("satisfied_share", "performance")
    bought, before = policy_runs("guangzhou", long, worlds, names), policy_runs("baseline", long, worlds, names)
    gain = _yearly(months_of(bought, "satisfied_share") - months_of(before, "satisfied_share"))
    seen = _yearly(months_of(bought, "performance") - months_of(before, "performance"))
    peak = int(np.argmax(gain.mean(axis=0)))
    early, late = gain[:, _EARLY] / seen[:, _EARLY], gain[:, -1] / seen[:, -1]
    passed = reading("share of the early satisfaction per point of performance that passes", 1.0 - late / early)
    fall = reading("peak year's gain in satisfaction less the last year's", gain[:, peak] - gain[:, -1])
    kept = reading("gain in satisfaction in the last year", gain[:, -1])
    improving = reading("gain in performance from the third year to the last", seen[:, -1] - seen[:, _EARLY])
    words = (
        f"each point of performance is worth {early.mean():.2f} points of satisfaction in year 3 and "
        f"{late.mean():.2f} in year 10; the gain itself is highest in year {peak + 1} of 10"
    )
    return Finding(passed.low > _SOME, (passed, fall, kept, improving), words)


def _yearly(months: NDArray[np.float64]) -> NDArray[np.float64]:
    """Yearly means of monthly values: float64[worlds, years]."""
    means: NDArray[np.float64] = months.reshape(len(months), -1, _YEAR).mean(axis=2)
    return means


P17 = Pattern(
    "P17",
    "Part of the satisfaction that improvement brings is transient: it passes as expectations follow.",
    "residents who judge without comparing to what they expect",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({"coefficients.satisfaction.disconfirmation_weight": 0.0}, worlds),
)
