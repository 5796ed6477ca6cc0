"""P14: eliminating who has fewest stars, a little and too much."""

from __future__ import annotations

from collections.abc import Mapping

from sim.declare import Value
from sim.lab.patterns.finding import Finding, Pattern, Reading, outcome_of, policy_runs, reading

_SHARE = "policy.stars.eliminated_share"
_SOME, _MANY = 0.2, 0.5
_RATED: Mapping[str, Value] = {
    "policy.stars.rating": True,
    "policy.evaluation.standardised": True,
    "setting.specialist_share": 0.3,
}
"""Stars by standard indicators, in a place where some agencies work for rare needs."""
_ONE_MIND, _DIVERGENT = 0.0, 0.3
_DIVERGENCE = "policy.evaluation.divergence"
_CHANNELS: Mapping[str, Value] = {
    "coefficients.stars.unfairness": 0.0,
    "coefficients.evaluation.divergence_cost": 0.0,
}


def _judge(values: Mapping[str, Value], worlds: int) -> Finding:
    none, some, many = (
        policy_runs("guangzhou", {**_RATED, **values, _SHARE: share}, worlds) for share in (0.0, _SOME, _MANY)
    )
    quality = reading(
        "gain in quality where a fifth is eliminated",
        outcome_of(some, "agency_quality") - outcome_of(none, "agency_quality"),
    )
    capacity = reading(
        "person-times a month where half is eliminated",
        outcome_of(many, "service_person_times") - outcome_of(none, "service_person_times"),
    )
    coverage = reading(
        "coverage of rare needs, half eliminated against a fifth",
        outcome_of(many, "rare_need_coverage") - outcome_of(some, "rare_need_coverage"),
    )
    wrong = reading("share of pairs ranked in the wrong order", outcome_of(none, "misranking"))
    words = f"quality moves by {quality.value:.3f}, service by {capacity.value:.0f} person-times a month"
    shown = quality.low > 0.0 and capacity.high < 0.0 and coverage.high < 0.0
    return Finding(shown, (quality, capacity, coverage, wrong), words)


def spread(values: Mapping[str, Value], worlds: int, outcome: str) -> Reading:
    """What evaluators who differ widely do to an outcome, against evaluators of one mind, where stars are given."""
    rated: dict[str, Value] = {"policy.stars.rating": True, _SHARE: 0.1, **values}
    alike = policy_runs("guangzhou", {**rated, _DIVERGENCE: _ONE_MIND}, worlds)
    apart = policy_runs("guangzhou", {**rated, _DIVERGENCE: _DIVERGENT}, worlds)
    return reading(f"{outcome} under divergent evaluators", outcome_of(apart, outcome) - outcome_of(alike, outcome))


def spread_alone(worlds: int, outcome: str) -> Reading:
    """The same where nobody finds divergent evaluators unfair and they take no longer to prepare for."""
    return spread(_CHANNELS, worlds, outcome)


P14 = Pattern(
    "P14",
    "Stars that eliminate a fifth raise quality a little; eliminating half costs capacity and rare needs.",
    "indicators that say what is in the files and how a neighbourhood fares, not what an organisation does",
    lambda worlds: _judge({}, worlds),
    lambda worlds: _judge({"policy.evaluation.standardised": False}, worlds),
)
