"""P21: many programmes at once lose focus."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.declare import Value
from sim.lab.patterns.evaluation import curvature
from sim.lab.patterns.finding import Finding, Pattern, Reading, outcome_of, policy_runs, reading

NUMBERS = (0, 1, 2, 3, 4, 6, 8, 12)
_PATH = "policy.coordination.programmes"


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    runs = [policy_runs("guangzhou", {**values, _PATH: number}, worlds) for number in NUMBERS]
    readings: list[Reading] = []
    shown, best = True, {}
    for name in ("service_person_times", "satisfied_share"):
        table = np.array([outcome_of(each, name) for each in runs])
        place = int(np.argmax(table.mean(axis=1)))
        best[name] = NUMBERS[place]
        fall = reading(f"{name}: twelve programmes against the best number", table[-1] - table[place])
        readings += [reading(f"{name}: best number against none", table[place] - table[0]), fall]
        if name == "service_person_times":
            bend = reading(f"{name}: curvature", curvature(table, NUMBERS))
            readings.append(bend)
            shown = bend.high < 0.0 and readings[0].low > 0.0
        shown &= place < len(NUMBERS) - 1 and fall.high < 0.0
    words = ", ".join(f"{name} is highest with {number} programmes" for name, number in best.items())
    return Finding(shown, tuple(readings), words)


P21 = Pattern(
    "P21",
    "Service rises and then falls with the number of programmes that run at the same time.",
    "attention that is not divided",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({"coefficients.coordination.pressures.focus_loss": 0.0}, worlds),
    statement_zh="服务量随并行项目数先升后降。",
)
