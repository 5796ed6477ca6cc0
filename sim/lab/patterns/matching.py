"""P11: a fair makes intents jump until suppliers are full; from there on it makes projects better, not more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, outcome_of, policy_runs, reading
from sim.model import Run

_BREADTH, _ROOM = "coefficients.matching.fair_breadth", "coefficients.matching.capacity"
_ALONE, _SOME, _ALL = 1, 6, 200
# 96 needs, and 24 agencies with room for four projects each, of which contracts take thirty.
_FAIR: dict[str, Value] = {"policy.matching.fairs_per_year": 1, "setting.small_agencies_per_street": 6, _ROOM: 4}
# As many needs, and 36 agencies with room for seven.
_ROOMY: dict[str, Value] = {**_FAIR, "setting.small_agencies_per_street": 10, _ROOM: 7}


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    runs = {m: policy_runs("guangzhou", {**values, _BREADTH: m}, worlds) for m in (_ALONE, _SOME, _ALL)}
    room = {_BREADTH: _ALL, _ROOM: int(values[_ROOM]) + 1}
    roomier = policy_runs("guangzhou", {**values, **room}, worlds)

    def gain(name: str, wide: Sequence[Run], narrow: Sequence[Run]) -> NDArray[np.float64]:
        return outcome_of(wide, name) / outcome_of(narrow, name) - 1.0

    more, better = (gain(name, runs[_ALL], runs[_SOME]) for name in ("match_intents", "matched_fit"))
    jump = reading("gain in intents with six agencies seen over one", gain("match_intents", runs[_SOME], runs[_ALONE]))
    further = reading("gain in intents with all seen over six", more)
    fuller = reading("gain in intents with one more place in each agency", gain("match_intents", roomier, runs[_ALL]))
    fit = reading("gain in fit with all seen over six", better)
    excess = reading("gain in fit less gain in intents, all over six", better - more)
    words = (
        f"seeing six agencies instead of one brings {jump.value:+.0%} intents, all instead of six {further.value:+.0%} "
        f"intents and {fit.value:+.0%} fit; one more place in each agency {fuller.value:+.0%} intents"
    )
    shown = jump.low > further.high and fuller.low > further.high and excess.low > 0.0
    return Finding(shown, (jump, further, fuller, fit, excess), words)


P11 = Pattern(
    "P11",
    "At a fair intents jump with how many suppliers are seen, until suppliers are full; from there on only more room "
    "brings more, and seeing more of them brings better projects.",
    "suppliers with room for all that is needed",
    lambda worlds: _judge(_FAIR, worlds),
    lambda worlds: _judge(_ROOMY, worlds),
    statement_zh="对接会上，可见供给方越多，意向先陡增，至供给方满负荷为止；此后只有供给能力能增加意向，更多选择只提高契合度。",
)
