"""What a question costs before it is answered: its policies, its worlds, and every run they need.

A plan is the experiment with everything resolved. A case is a policy under one set of uncertain
values (where the experiment names no sets, the policy as it is), the policies changing fastest. Run
`index` is world `index // cases` in case `index % cases`: every case meets every world, and a plan
with more worlds begins with the runs of a plan with fewer.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from sim.chance import world_seed
from sim.declare import flatten, replaced
from sim.errors import ScenarioError, UsageError
from sim.lab.experiment import MOST_POLICIES, MOST_RUNS, MOST_WORLDS, Experiment
from sim.lab.inputs import Inputs, inputs_of
from sim.lab.policies import Policy, resolve_policies
from sim.lab.sets import ParameterSet, clashes, read_sets
from sim.lab.unknowns import unknown_sets
from sim.lab.worker import Start, scenario_of
from sim.scenario import Scenario, Variations, load_scenario, model_version
from sim.setting import Setting

__all__ = ["Plan", "Policy", "Preview", "RunSpec", "make_plan", "preview", "run_key"]

_BYTES_PER_NUMBER = 8
_COPIES_ON_DISK = 2  # once in the parts, once in results.parquet
_COLUMNS_BESIDE_OUTCOMES = 12  # a run's key takes 8 of them


@dataclass(frozen=True, slots=True)
class RunSpec:
    """One run of a plan: which policy meets which world under which parameter set (0 where there are none).

    `case` counts policies and sets together. `key` is the SHA-256 of what decides the run's numbers:
    the resolved scenario, the world's seed and the model's version.
    """

    index: int
    policy: int
    world: int
    world_seed: int
    key: str
    set: int = 0
    case: int = 0


@dataclass(frozen=True)
class Plan:
    """Every run that answers an experiment; the first policy is the baseline.

    `inputs` are the scenario files that somebody wrote for it.
    """

    experiment: Experiment
    policies: tuple[Policy, ...]
    worlds: int
    sets: tuple[ParameterSet, ...] = ()
    inputs: Inputs = field(default_factory=Inputs)

    @property
    def run_count(self) -> int:
        """How many runs the plan has."""
        return self.worlds * self.cases

    @property
    def cases(self) -> int:
        """How many scenarios meet every world: each policy under each parameter set."""
        return len(self.policies) * max(len(self.sets), 1)

    @property
    def baseline(self) -> Policy:
        """The policy with which the others are compared."""
        return self.policies[0]

    @property
    def varying(self) -> tuple[str, ...]:
        """The paths that the experiment sets, in the order in which its file names them."""
        return self.experiment.paths()

    @property
    def uncertain(self) -> tuple[str, ...]:
        """The paths that the parameter sets give, in the order of their file."""
        return tuple(self.sets[0].values) if self.sets else ()

    def run(self, index: int) -> RunSpec:
        """The run at a place of the plan. Raises IndexError outside 0 to `run_count` - 1."""
        if not 0 <= index < self.run_count:
            raise IndexError(f"run {index}: the plan has runs 0 to {self.run_count - 1}")
        world, case = divmod(index, self.cases)
        number, policy = divmod(case, len(self.policies))
        seed = world_seed(self.experiment.seed, world)
        key = run_key(self._fingerprint(case), seed, self._model_version)
        return RunSpec(index, policy, world, seed, key, number, case)

    def scenario(self, case: int) -> Scenario:
        """What is simulated in a case: the policy's scenario with the values of its parameter set."""
        return scenario_of(self.starts, self.sets, case)

    @cached_property
    def starts(self) -> tuple[Start, ...]:
        """The policies as workers get them."""
        return tuple(Start(policy.start, policy.set) for policy in self.policies)

    def runs(self) -> Iterator[RunSpec]:
        """Every run, in the order of the plan."""
        return (self.run(index) for index in range(self.run_count))

    def with_worlds(self, worlds: int) -> Plan:
        """The same plan in another number of worlds."""
        _check_size(self.experiment, worlds, len(self.policies), len(self.sets))
        return replace(self, worlds=worlds)

    @cached_property
    def design_sha256(self) -> str:
        """What the rows of a results folder mean, however many worlds it has so far.

        It covers the policies, the seed and the outcomes, and nothing that is only words.
        """
        content: dict[str, object] = {
            "seed": self.experiment.seed,
            "outcomes": self.experiment.outcomes,
            "varying": self.varying,
            "policies": [(policy.name, policy.fingerprint) for policy in self.policies],
        }
        if self.experiment.measured is not None:
            content["measured"] = self.experiment.measured
        if self.sets:
            content["sets"] = [(each.name, dict(each.values)) for each in self.sets]
        return _digest(content)

    @cached_property
    def largest_setting(self) -> Setting:
        """The setting of a district as large as any that is run, were all the largest counts to meet in one."""
        setting = self.policies[0].start.setting
        own = {path: [value] for path, value in flatten(setting, "setting") if type(value) is int}
        for values in (*(policy.set for policy in self.policies), *(each.values for each in self.sets)):
            for path in own.keys() & values.keys():
                own[path].append(int(values[path]))
        return replaced(setting, {path.removeprefix("setting."): max(given) for path, given in own.items()})

    @cached_property
    def _known_fingerprints(self) -> dict[int, str]:
        return {}

    def _fingerprint(self, case: int) -> str:
        """A case's fingerprint, worked out once."""
        if not self.sets:
            return self.policies[case].fingerprint
        if case not in self._known_fingerprints:
            number, place = divmod(case, len(self.policies))
            policy = self.policies[place]
            values = {**policy.set, **self.sets[number].values}
            self._known_fingerprints[case] = self._variations[id(policy.start)].fingerprint(values)
        return self._known_fingerprints[case]

    @cached_property
    def _variations(self) -> dict[int, Variations]:
        starts = {id(policy.start): policy.start for policy in self.policies}
        return {place: Variations(start) for place, start in starts.items()}

    @cached_property
    def _model_version(self) -> str:
        return model_version()


def run_key(fingerprint: str, seed: int, model: str | None = None) -> str:
    """The SHA-256 of what decides a run's numbers: the resolved scenario, the world's seed, the model's version."""
    return hashlib.sha256(f'["{fingerprint}",{seed},"{model or model_version()}"]'.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan will cost; `memory_bytes` is of one worker. Seconds are None where no run was measured."""

    policies: int
    sets: int
    worlds: int
    runs: int
    workers: int
    measured_runs: int
    seconds_per_run: float | None
    seconds: float | None
    disk_bytes: int
    memory_bytes: int


def make_plan(experiment: Experiment, worlds: int | None = None) -> Plan:
    """Resolve an experiment into its policies and runs; `worlds` replaces the experiment's number.

    Raises ScenarioError with every fault of every policy, and UsageError for too many runs or a search,
    which finds its policies on its way.
    """
    if experiment.search is not None:
        raise UsageError(f"{experiment.name}: is a search; run it with `sanshe search`")
    count = experiment.worlds if worlds is None else worlds
    sets = _sets(experiment)
    _check_size(experiment, count, experiment.policy_count(), len(sets))
    faults = list(clashes(sets, experiment.paths(), experiment.name))
    if faults:
        raise ScenarioError(faults)
    policies = resolve_policies(experiment, load_scenario(experiment.scenario))
    return Plan(experiment, policies, count, sets, inputs_of(experiment))


def _sets(experiment: Experiment) -> tuple[ParameterSet, ...]:
    """The sets that a file gives, or those drawn from the ranges of what is unknown."""
    if experiment.unknowns is not None:
        return unknown_sets(experiment.unknowns, experiment.seed)
    asked = experiment.sets
    return () if asked is None else read_sets(Path(asked.file), asked.count)


def preview(plan: Plan, *, measure: bool = True, workers: int | None = None, sample: int = 3) -> Preview:
    """Say what a plan will cost, from the median of `sample` measured runs spread over its policies.

    One run before them is not counted: it compiles the model. Nothing is stored.
    """
    from sim.memory import needed_bytes, refuse_what_does_not_fit

    hands = workers or os.cpu_count() or 1
    if measure:
        refuse_what_does_not_fit(plan.largest_setting)
    each = _seconds_per_run(plan, sample) if measure else None
    months = plan.baseline.scenario.months
    numbers = _COLUMNS_BESIDE_OUTCOMES + len(plan.varying) + len(plan.uncertain) + _measured_count(plan)
    numbers += months * len(plan.experiment.outcomes)
    return Preview(
        policies=len(plan.policies),
        sets=len(plan.sets),
        worlds=plan.worlds,
        runs=plan.run_count,
        workers=hands,
        measured_runs=min(sample, plan.cases) if measure else 0,
        seconds_per_run=each,
        seconds=None if each is None else each * plan.run_count / min(hands, plan.run_count),
        disk_bytes=plan.run_count * numbers * _BYTES_PER_NUMBER * _COPIES_ON_DISK,
        memory_bytes=needed_bytes(plan.largest_setting),
    )


def _seconds_per_run(plan: Plan, sample: int) -> float:
    from sim.model import simulate

    count = min(sample, plan.cases)
    chosen = [place * plan.cases // count for place in range(count)]
    series, measured = plan.experiment.outcomes, plan.experiment.measured
    simulate(plan.scenario(0), plan.run(0).world_seed, series, measured=measured)
    seconds = []
    for case in chosen:
        start = time.perf_counter()
        simulate(plan.scenario(case), plan.run(case).world_seed, series, measured=measured)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _measured_count(plan: Plan) -> int:
    from sim.outcomes import OUTCOMES

    return len(OUTCOMES if plan.experiment.measured is None else plan.experiment.measured)


def _check_size(experiment: Experiment, worlds: int, policies: int, sets: int) -> None:
    if not 1 <= worlds <= MOST_WORLDS:
        what = f"{worlds} worlds cannot be run"
        raise UsageError(f"{experiment.name}: {what}; give a whole number from 1 to {MOST_WORLDS}")
    runs = worlds * policies * max(sets, 1)
    if policies > MOST_POLICIES or runs > MOST_RUNS:
        under = f" under {sets} parameter sets" if sets else ""
        what = f"{policies} policies{under} in {worlds} worlds are {runs} runs"
        remedy = f"at most {MOST_POLICIES} policies and {MOST_RUNS} runs are possible"
        raise UsageError(f"{experiment.name}: {what}; {remedy}")


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
