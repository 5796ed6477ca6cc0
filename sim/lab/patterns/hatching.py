"""P13: hatching many groups without coaching gives births, not survivors."""

from __future__ import annotations

from collections.abc import Mapping

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, outcome_of, policy_runs, reading

_MANY: dict[str, Value] = {"policy.incubation.slots_per_year": 48}
_COACHED: dict[str, Value] = {**_MANY, "policy.incubation.coaching_hours": 16.0}


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    none, many, coached = (policy_runs("baseline", {**values, **arm}, worlds) for arm in ({}, _MANY, _COACHED))
    births = reading("births added", outcome_of(many, "group_births") - outcome_of(none, "group_births"))
    survival = [outcome_of(arm, "group_survival") for arm in (none, many, coached)]
    fewer = reading("survivors a birth, against no incubator", survival[1] - survival[0])
    without = reading("survivors a birth, against a coached incubator of the same size", survival[1] - survival[2])
    words = (
        f"{births.value:.0f} more births, of which {survival[1].mean():.0%} live after 25 months, against "
        f"{survival[0].mean():.0%} without an incubator and {survival[2].mean():.0%} with a coached one"
    )
    return Finding(births.low > 0.0 and fewer.high < 0.0 and without.high < 0.0, (births, fewer, without), words)


P13 = Pattern(
    "P13",
    "An incubator of many places without coaching adds births, of which fewer survive than without it or if coached.",
    "coaching that teaches nothing",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({"coefficients.groups.life.coaching_teaches": 0.0}, worlds),
)
