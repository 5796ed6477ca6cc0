"""P5: turnover costs ties several times what it costs headcount."""

from __future__ import annotations

from collections.abc import Mapping

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, outcome_of, policy_runs, reading

_ANCHOR = 0.2455
_SEVERAL = 3.0


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    imposed: dict[str, Value] = {**values, "policy.workforce.turnover": "imposed"}
    path = "policy.workforce.imposed_turnover_rate"
    stay = policy_runs("guangzhou", {**imposed, path: 0.0}, worlds)
    leave = policy_runs("guangzhou", {**imposed, path: _ANCHOR}, worlds)
    heads = 1.0 - outcome_of(leave, "workers") / outcome_of(stay, "workers")
    ties = 1.0 - outcome_of(leave, "relational_capacity") / outcome_of(stay, "relational_capacity")
    excess = reading("loss of relational capacity less three times that of headcount", ties - _SEVERAL * heads)
    lost_heads, lost_ties = (
        reading("share of headcount lost", heads),
        reading("share of relational capacity lost", ties),
    )
    words = f"relational capacity falls {lost_ties.value / lost_heads.value:.1f} times as much as headcount"
    return Finding(excess.low > 0.0, (lost_heads, lost_ties, excess), words)


P5 = Pattern(
    "P5",
    "At 24.55% a year, turnover costs relational capacity more than three times what it costs headcount.",
    "successors who inherit the whole tie, and skill that does not grow with experience",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge(
        {
            "coefficients.ties.inherited": 1.0,
            "coefficients.workforce.learning_by_service": 0.0,
            "coefficients.workforce.learning_by_supervision": 0.0,
        },
        worlds,
    ),
)
