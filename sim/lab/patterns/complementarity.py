"""P19: institutions of linkage are worth more together than apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, outcome_of, policy_runs, reading

_THREE = tuple(f"policy.coordination.{name}" for name in ("information", "joint_service", "feedback"))
_APART: Mapping[str, Value] = {"policy.meeting.per_month": 0.0, **dict.fromkeys(_THREE, False)}
_SCARCE: Mapping[str, Value] = {"coefficients.coordination.institutions.hours": 0.05}


def _gains(values: Mapping[str, Value], worlds: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Needs resolved a month by the three together, and by each alone in sum: float64[worlds] each."""
    none = outcome_of(policy_runs("guangzhou", values, worlds), "needs_resolved")
    joint = outcome_of(policy_runs("guangzhou", {**values, **dict.fromkeys(_THREE, True)}, worlds), "needs_resolved")
    alone = [outcome_of(policy_runs("guangzhou", {**values, one: True}, worlds), "needs_resolved") for one in _THREE]
    return joint - none, np.sum(alone, axis=0) - len(_THREE) * none


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    joint, singles = _gains(values, worlds)
    scarce, scarce_singles = _gains({**values, **_SCARCE}, worlds)
    together = reading("needs resolved a month, the three together", joint)
    apart = reading("needs resolved a month, sum of the three alone", singles)
    excess = reading("the three together less their sum", joint - singles)
    bound = reading("the same where each takes five percent of hours", scarce - scarce_singles)
    words = f"together the three resolve {together.value:+.0f} needs a month, alone {apart.value:+.0f} in sum"
    return Finding(excess.low > 0.0 and bound.value < excess.value, (together, apart, excess, bound), words)


P19 = Pattern(
    "P19",
    "Information, joint service and feedback bring more together than the sum of each alone, less so where hours bind.",
    "workers and committees that duplicate nothing",
    lambda worlds: _judge(_APART, worlds),
    lambda worlds: _judge({**_APART, "coefficients.service.coordination_loss": 0.0}, worlds),
    reason="The three add up and do no more. What each spares is multiplied with what the others leave, which is less "
    "than the sum, and duplicated contacts cost committees, who serve few, and not workers: without any duplication "
    "the gains are the same.",
    statement_zh="信息联通、服务联办和需求反馈合起来的成效大于各自之和，工时紧张时则小一些。",
)
