"""P12: the same fund, spent by residents' vote, is felt as fairer, pleases more and covers special groups less."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, outcome_of, policy_runs, reading

_DECIDER = "policy.fund.decided_by"
# As in Changsha: no contracts for centres and projects, which would leave suppliers no room.
_FUND: dict[str, Value] = {
    "policy.fund.yuan_per_community": 200_000.0,
    "policy.matching.online": True,
    "policy.purchase.centre_yuan": 0.0,
    "policy.purchase.projects_per_street": 0,
}


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    voted = policy_runs("guangzhou", {**_FUND, **values, _DECIDER: "residents"}, worlds)
    official = policy_runs("guangzhou", {**_FUND, **values, _DECIDER: "government"}, worlds)

    def change(name: str) -> NDArray[np.float64]:
        return outcome_of(voted, name) - outcome_of(official, name)

    fit = reading("fit of projects under the vote less under officials", change("matched_fit"))
    fair = reading("procedural justice, the same", change("procedural_justice"))
    content = reading("satisfied residents, the same", change("satisfied_share"))
    covered = reading("communities with a programme for rare needs, the same", change("rare_need_coverage"))
    words = (
        f"the vote brings {100 * fit.value:+.1f} points of fit, {100 * content.value:+.1f} of satisfaction, and "
        f"{100 * covered.value:+.1f} of communities with a programme for disability or special groups"
    )
    shown = min(fair.low, content.low) > 0.0 > covered.high
    return Finding(shown, (fit, fair, content, covered), words)


P12 = Pattern(
    "P12",
    "With the same money, a community fund by residents' vote brings more procedural justice and satisfaction and "
    "covers rare needs less than one that officials decide on. Fit, which should be higher too, hardly moves: where "
    "suppliers have little room, they choose as much as communities do.",
    "votes that officials' wishes carry",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({"coefficients.fund.capture": 1.0}, worlds),
    statement_zh="同样的资金，居民票决比官方决定带来更高的程序公正感和满意度，但对稀缺需求的覆盖较弱；契合度几乎不变，因为供给方余力有限时，由供给方与社区共同选择。",
)
