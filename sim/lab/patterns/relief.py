"""P9: relief frees committees for residents unless new tasks flow back."""

from __future__ import annotations

from collections.abc import Mapping

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, Reading, outcome_of, policy_runs, reading
from sim.outcomes import OUTCOMES

_CHAIN = ("responsiveness", "project_fit", "trust_committee", "participation_rate")


def _matter(gains: tuple[Reading, ...]) -> bool:
    """Say whether every gain exceeds the smallest difference that matters."""
    return all(gain.low > OUTCOMES[name].matters for name, gain in zip(_CHAIN, gains, strict=True))


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    without = policy_runs("guangzhou", values, worlds)
    relieved = policy_runs("guangzhou", {**values, "policy.relief.strength": 1.0}, worlds)
    gains = tuple(reading(f"gain in {name}", outcome_of(relieved, name) - outcome_of(without, name)) for name in _CHAIN)
    hours = reading(
        "administrative share",
        outcome_of(relieved, "committee_admin_share") - outcome_of(without, "committee_admin_share"),
    )
    words = f"full relief moves the administrative share by {hours.value:.3f}"
    return Finding(hours.high < 0.0 and _matter(gains), (hours, *gains), words)


P9 = Pattern(
    "P9",
    "Relief frees hours and raises responsiveness, fit, trust and participation.",
    "a rebound that takes back all the time that is freed",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({"coefficients.committee_hours.rebound": 1.0}, worlds),
)
