"""The policies of an experiment as scenarios that can be simulated, the baseline first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sim.errors import Fault, ScenarioError, nearest
from sim.lab.design import Row, full_factorial, named_policies, one_at_a_time
from sim.lab.sampling import sampled
from sim.scenario import DECLARATIONS, Scenario, load_scenario

if TYPE_CHECKING:
    from sim.declare import Value
    from sim.lab.experiment import Experiment

_MOST_FAULTS = 20


@dataclass(frozen=True)
class Policy:
    """One of the policies that are compared, as a scenario that can be simulated.

    `values` holds the value of every path that the experiment sets somewhere, also of those that this
    policy leaves as its scenario has them.
    """

    name: str
    label_en: str
    label_zh: str
    scenario: Scenario
    values: Mapping[str, Value]

    @cached_property
    def fingerprint(self) -> str:
        """The scenario's fingerprint, worked out once."""
        return self.scenario.fingerprint

    def label(self, language: str) -> str:
        """The label in English (`en`) or Chinese (`zh`)."""
        return self.label_zh if language == "zh" else self.label_en


def resolve_policies(experiment: Experiment, scenario: Scenario) -> tuple[Policy, ...]:
    """The baseline, the named policies, then those of the design: combinations, single changes, samples.

    One of the design that sets what the baseline sets is the baseline, and is not counted twice. Raises
    ScenarioError with every fault of every policy, also where two named policies are the same one.
    """
    named = _resolved(experiment, scenario, named_policies(experiment.policy))
    rows = _designed(experiment)
    combinations = _resolved(experiment, scenario, rows)
    baseline = _baseline(experiment, scenario, [*named, *combinations])
    everyone = (
        baseline,
        *(policy for policy in named if policy.name != baseline.name or experiment.baseline.set),
        *(policy for policy in combinations if policy.fingerprint != baseline.fingerprint),
    )
    faults = [*_twins(experiment, everyone), *_repeats(experiment, everyone)]
    if faults:
        raise ScenarioError(faults[:_MOST_FAULTS])
    return everyone


def _designed(experiment: Experiment) -> list[Row]:
    """Combinations of the axes, single changes and the sample, whose points that fall together are one."""
    rows = full_factorial(experiment.axes, DECLARATIONS) + one_at_a_time(experiment.one_at_a_time, DECLARATIONS)
    sample = experiment.sample
    if sample is None:
        return rows
    first: dict[tuple[Value, ...], Row] = {}
    for row in sampled(sample.method, sample.points, sample.ranges, DECLARATIONS, experiment.seed):
        first.setdefault(tuple(row.values.values()), row)
    return [*rows, *first.values()]


def _resolved(experiment: Experiment, scenario: Scenario, rows: Iterable[Row]) -> list[Policy]:
    faults: list[Fault] = []
    policies = []
    for row in rows:
        try:
            policies.append(_policy(experiment, scenario, row))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults[:_MOST_FAULTS])
    return policies


def _policy(experiment: Experiment, scenario: Scenario, row: Row) -> Policy:
    where = f"{experiment.name}: policy '{row.name}'"
    start = scenario if row.scenario is None else scenario.with_policy_of(load_scenario(row.scenario))
    changed = start.with_values(row.values, where) if row.values else start
    known = changed.values()
    values = {path: known[path] for path in experiment.paths()}
    return Policy(row.name, row.label_en or row.name, row.label_zh or row.name, changed, values)


def _baseline(experiment: Experiment, scenario: Scenario, policies: Sequence[Policy]) -> Policy:
    asked = experiment.baseline
    if not asked.set:
        for policy in policies:
            if policy.name == asked.name:
                return replace(
                    policy,
                    label_en=asked.label_en or policy.label_en,
                    label_zh=asked.label_zh or policy.label_zh,
                )
        if asked.name != "baseline":
            hint = nearest(asked.name, [policy.name for policy in policies])
            remedy = hint or "give the name of one of the policies, or the values in `baseline.set`"
            place = f"{experiment.name}: baseline.name"
            raise ScenarioError([Fault(place, f"no policy is called '{asked.name}'", remedy)])
    label_en, label_zh = asked.label_en or "Baseline", asked.label_zh or "基准"
    return _resolved(experiment, scenario, [Row(asked.name, label_en, label_zh, asked.set)])[0]


def _twins(experiment: Experiment, policies: Sequence[Policy]) -> list[Fault]:
    """Two names that differ by capitals only are one name on some machines."""
    first: dict[str, int] = {}
    faults = []
    for place, policy in enumerate(policies):
        known = first.setdefault(policy.name.casefold(), place)
        if known != place:
            where = f"{experiment.name}: policy '{policy.name}'"
            what = f"'{policies[known].name}' has this name already"
            faults.append(Fault(where, what, "give each policy a name of its own"))
    return faults


def _repeats(experiment: Experiment, policies: Sequence[Policy]) -> list[Fault]:
    """Two policies with the same values would be computed once and counted twice."""
    first: dict[str, int] = {}
    faults = []
    for place, policy in enumerate(policies):
        known = first.setdefault(policy.fingerprint, place)
        if known != place:
            where = f"{experiment.name}: policy '{policy.name}'"
            what = f"has the same values as '{policies[known].name}'"
            remedy = "leave one of them out, or set what tells them apart"
            faults.append(Fault(where, what, remedy))
    return faults
