"""P20: demonstration communities, chosen where things stand well, pull away; others follow when all take it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.chance import world_seed
from sim.declare import Value
from sim.lab.patterns.finding import ROOT_SEED, Finding, Pattern, reading
from sim.model import ThreeSocietyModel
from sim.outcomes import OUTCOMES
from sim.scenario import Change, load_scenario

_MONTHS, _YEAR, _ROLLED_OUT = 120, 12, 60
_DEMONSTRATIONS: Mapping[str, Value] = {
    "policy.spread.demonstrations": 4,
    **{
        f"policy.coordination.{name}": True
        for name in ("information", "joint_service", "feedback", "lists", "joint_office")
    },
}


@dataclass(frozen=True)
class _Communities:
    """Yearly mean performance of communities, float64[worlds, years, communities], and who demonstrates."""

    performance: NDArray[np.float64]
    chosen: NDArray[np.bool_]


def _lived(values: Mapping[str, Value], worlds: int) -> _Communities:
    scenario = load_scenario("guangzhou").with_values({"setting.months": _MONTHS, **values})
    if "policy.spread.demonstrations" in values:
        over = Change(month=_ROLLED_OUT, values={"policy.spread.demonstrations": 0})
        scenario = replace(scenario, changes=(over,))
    communities = scenario.setting.streets * scenario.setting.communities_per_street
    seen = np.zeros((worlds, _MONTHS, communities))
    chosen = np.zeros((worlds, communities), dtype=np.bool_)
    for number in range(worlds):
        model = ThreeSocietyModel(scenario, rng=world_seed(ROOT_SEED, number), collect=())
        for month in range(_MONTHS):
            model.step()
            seen[number, month] = model.world.residents.performance.reshape(communities, -1).mean(axis=1)
        chosen[number] = model.world.committees.demonstration
    return _Communities(seen.reshape(worlds, -1, _YEAR, communities).mean(axis=2), chosen)


def _gap(performance: NDArray[np.float64], chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean performance of chosen communities less that of the others: float64[worlds, years]."""
    return np.array(
        [seen[:, who].mean(axis=1) - seen[:, ~who].mean(axis=1) for seen, who in zip(performance, chosen, strict=True)]
    )


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    shown = _lived({**values, **_DEMONSTRATIONS}, worlds)
    without = _lived(values, worlds)
    before = _gap(without.performance, shown.chosen)
    widened = _gap(shown.performance, shown.chosen) - before
    spread = shown.performance.var(axis=2) - without.performance.var(axis=2)
    year = int(np.argmax(widened.mean(axis=0)))
    ahead = reading("lead of the chosen in the first year without any demonstration", before[:, 0])
    peak = reading(f"lead added in year {year + 1}", widened[:, year])
    passed = reading("lead added in the last year less that", widened[:, -1] - widened[:, year])
    most = int(np.argmax(spread.mean(axis=0)))
    hump = reading(f"variance between communities added in year {most + 1}", spread[:, most])
    settled = reading("variance added in the last year less that", spread[:, -1] - spread[:, most])
    words = f"the chosen lead by {ahead.value:.3f} and gain {peak.value:.4f} more until year {year + 1}; communities "
    words += f"differ most in year {most + 1}"
    widens = ahead.low > OUTCOMES["performance"].matters and peak.low > 0.0 and hump.low > 0.0
    return Finding(widens and passed.high < 0.0 and settled.high < 0.0, (ahead, peak, passed, hump, settled), words)


P20 = Pattern(
    "P20",
    "The gap between demonstration communities and others widens before it narrows, once all take up what was shown.",
    "demonstration communities that are chosen at random",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({"coefficients.coordination.spread.choice_noise": 20.0}, worlds),
    statement_zh="示范社区与其他社区的差距先扩大，全面推广后缩小。",
)
