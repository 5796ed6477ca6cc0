"""The policies of an experiment as scenarios that can be simulated, the baseline first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sim.errors import Fault, ScenarioError, nearest
from sim.lab.design import Row, full_factorial, named_policies, one_at_a_time
from sim.lab.sampling import sampled
from sim.scenario import DECLARATIONS, Scenario, Variations, load_scenario

if TYPE_CHECKING:
    from sim.declare import Value
    from sim.lab.experiment import Experiment

_MOST_FAULTS = 20


@dataclass(frozen=True)
class Policy:
    """One of the policies that are compared: a scenario, and the values it sets in it.

    `values` holds the value of every path that the experiment sets somewhere, also of those that this
    policy leaves as its scenario has them. A plan may have a hundred thousand policies, so that their
    scenarios are made when they are asked for, and `start` is shared.
    """

    name: str
    label_en: str
    label_zh: str
    start: Scenario
    values: Mapping[str, Value]
    set: Mapping[str, Value] = field(default_factory=dict)
    known_fingerprint: str = ""

    @property
    def scenario(self) -> Scenario:
        """What is simulated, made anew each time."""
        return self.start.with_values(self.set, self.name) if self.set else self.start

    @property
    def fingerprint(self) -> str:
        """The scenario's fingerprint."""
        return self.known_fingerprint or self.scenario.fingerprint

    def label(self, language: str) -> str:
        """The label in English (`en`) or Chinese (`zh`)."""
        return self.label_zh if language == "zh" else self.label_en


def resolve_policies(experiment: Experiment, scenario: Scenario) -> tuple[Policy, ...]:
    """The baseline, the named policies, then those of the design: combinations, single changes, samples.

    One of the design that sets what the baseline sets is the baseline, and is not counted twice. Raises
    ScenarioError with every fault of every policy, also where two named policies are the same one.
    """
    maker = _Maker(experiment, scenario)
    named = maker.made(named_policies(experiment.policy))
    combinations = maker.made(_designed(experiment))
    baseline = _baseline(experiment, maker, [*named, *combinations])
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
    axes, alone = experiment.axes, experiment.one_at_a_time
    rows = full_factorial(axes, DECLARATIONS, alone) + one_at_a_time(alone, DECLARATIONS, axes)
    sample = experiment.sample
    if sample is None:
        return rows
    first: dict[tuple[Value, ...], Row] = {}
    for row in sampled(sample.method, sample.points, sample.ranges, DECLARATIONS, experiment.seed):
        first.setdefault(tuple(row.values.values()), row)
    return [*rows, *first.values()]


class _Maker:
    """Makes policies out of rows, with everything they share worked out once."""

    def __init__(self, experiment: Experiment, scenario: Scenario) -> None:
        self._name = experiment.name
        self._paths = experiment.paths()
        self._scenario = scenario
        self._starts: dict[str | None, Variations] = {}

    def made(self, rows: Iterable[Row]) -> list[Policy]:
        """The policies of some rows. Raises ScenarioError with the faults of all of them."""
        faults: list[Fault] = []
        policies = []
        for row in rows:
            try:
                policies.append(self._policy(row))
            except ScenarioError as error:
                faults += error.faults
        if faults:
            raise ScenarioError(faults[:_MOST_FAULTS])
        return policies

    def _policy(self, row: Row) -> Policy:
        start = self._start(row.scenario)
        faults = start.faults(row.values, f"{self._name}: policy '{row.name}'")
        if faults:
            raise ScenarioError(faults)
        own = {path: _typed(path, value) for path, value in row.values.items()}
        values = {path: own.get(path, start.values[path]) for path in self._paths}
        label_en, label_zh = row.label_en or row.name, row.label_zh or row.name
        return Policy(row.name, label_en, label_zh, start.start, values, own, start.fingerprint(own))

    def _start(self, name: str | None) -> Variations:
        """The scenario from which a policy starts: the question's own, or its place under another's levers."""
        if name not in self._starts:
            own = self._scenario
            self._starts[name] = Variations(own if name is None else own.with_policy_of(load_scenario(name)))
        return self._starts[name]


def _typed(path: str, value: Value) -> Value:
    """A value as a scenario holds it: whole amounts of a number are numbers."""
    return float(value) if DECLARATIONS[path].kind == "number" else value


def _baseline(experiment: Experiment, maker: _Maker, policies: Sequence[Policy]) -> Policy:
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
    return maker.made([Row(asked.name, label_en, label_zh, asked.set)])[0]


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
