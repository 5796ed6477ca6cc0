"""P22: a platform shortens queues and helps those first who can use it."""

from __future__ import annotations

from collections.abc import Mapping

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, outcome_of, policy_runs, reading
from sim.outcomes import OUTCOMES

_NAMES = ("processing_months", "service_windows", "committee_admin_share", "digital_gap", "vulnerable_unmet_ratio")


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    without = policy_runs("guangzhou", values, worlds)
    online = policy_runs("guangzhou", {**values, "policy.coordination.platform": True}, worlds)
    moved = {name: reading(name, outcome_of(online, name) - outcome_of(without, name)) for name in _NAMES}
    months, windows, hours, gap, _ = moved.values()
    words = f"requests take {-months.value:.2f} months less; the digital gap grows by {gap.value:.3f}"
    shown = max(months.high, windows.high, hours.high) < 0.0 and gap.low > OUTCOMES["digital_gap"].matters
    return Finding(shown, tuple(moved.values()), words)


P22 = Pattern(
    "P22",
    "A platform cuts processing time, windows and committees' ledgers, and reaches the digitally able first.",
    "a platform on which nobody learns where to ask",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({"coefficients.coordination.front_office.online_awareness": 0.0}, worlds),
    statement_zh="平台缩短办事时间、减少窗口和台账，并先惠及会用线上服务的居民。",
)
