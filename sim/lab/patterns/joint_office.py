"""P10: a joint office first costs time, then overtakes, as trust grows."""

from __future__ import annotations

from collections.abc import Mapping

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, months_of, outcome_of, policy_runs, reading
from sim.outcomes import OUTCOMES

_OFFICE: Mapping[str, Value] = {"policy.coordination.joint_office": True}
_FROZEN: Mapping[str, Value] = {
    "coefficients.coordination.joint_office.trust_growth": 0.0,
    "coefficients.coordination.joint_office.paperwork_loss": 0.0,
}
_NO_GAIN_MONTHS, _YEAR = 5, 12
_NAMES = ("needs_resolved", "satisfied_share", "trust_between")


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    without = policy_runs("guangzhou", values, worlds, _NAMES)
    office = policy_runs("guangzhou", {**values, **_OFFICE}, worlds, _NAMES)
    gain = {name: months_of(office, name) - months_of(without, name) for name in _NAMES}
    deaths = outcome_of(office, "group_deaths") - outcome_of(without, "group_deaths")
    resolved, matters = gain["needs_resolved"], OUTCOMES["needs_resolved"].matters
    early = reading("needs resolved a month in the first five months", resolved[:, :_NO_GAIN_MONTHS].mean(axis=1))
    late = reading("needs resolved a month in the last year", resolved[:, -_YEAR:].mean(axis=1))
    content = reading("satisfied share in the last year", gain["satisfied_share"][:, -_YEAR:].mean(axis=1))
    trust = reading("committees' trust in the last year", gain["trust_between"][:, -_YEAR:].mean(axis=1))
    ended = reading("groups that end", deaths)
    words = f"the office resolves {early.value:+.0f} needs a month at first and {late.value:+.0f} in the last year"
    overtakes = early.value <= 0.0 and late.low > matters
    return Finding(overtakes and ended.high < 0.0, (early, late, content, trust, ended), words)


P10 = Pattern(
    "P10",
    "A joint office brings nothing for at least five months and then overtakes; fewer groups end.",
    "committees that learn no trust from working with the office",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge(_FROZEN, worlds),
    statement_zh="联合办公室至少五个月内没有成效，此后反超；社区社会组织消亡减少。",
)
