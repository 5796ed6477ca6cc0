"""What a question costs before it is answered: its policies, its worlds, and every run they need.

A plan is the experiment with everything resolved. Run `index` is world `index // policies` under
policy `index % policies`: every policy meets every world, and a plan with more worlds begins with
the runs of a plan with fewer.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sim.chance import world_seed
from sim.errors import UsageError
from sim.lab.experiment import MOST_POLICIES, MOST_RUNS, MOST_WORLDS, Experiment
from sim.lab.policies import Policy, resolve_policies
from sim.scenario import load_scenario, model_version

__all__ = ["Plan", "Policy", "Preview", "RunSpec", "make_plan", "preview"]

_BYTES_PER_NUMBER = 8
_COPIES_ON_DISK = 2  # once in the parts, once in results.parquet
_COLUMNS_BESIDE_OUTCOMES = 12  # a run's key takes 8 of them


@dataclass(frozen=True, slots=True)
class RunSpec:
    """One run of a plan: which policy meets which world.

    `key` is the SHA-256 of what decides the run's numbers: the resolved scenario, the world's seed
    and the model's version.
    """

    index: int
    policy: int
    world: int
    world_seed: int
    key: str


@dataclass(frozen=True)
class Plan:
    """Every run that answers an experiment; the first policy is the baseline."""

    experiment: Experiment
    policies: tuple[Policy, ...]
    worlds: int

    @property
    def run_count(self) -> int:
        """How many runs the plan has."""
        return self.worlds * len(self.policies)

    @property
    def baseline(self) -> Policy:
        """The policy with which the others are compared."""
        return self.policies[0]

    @property
    def varying(self) -> tuple[str, ...]:
        """The paths that the experiment sets, in the order in which its file names them."""
        return self.experiment.paths()

    def run(self, index: int) -> RunSpec:
        """The run at a place of the plan. Raises IndexError outside 0 to `run_count` - 1."""
        if not 0 <= index < self.run_count:
            raise IndexError(f"run {index}: the plan has runs 0 to {self.run_count - 1}")
        world, policy = divmod(index, len(self.policies))
        seed = world_seed(self.experiment.seed, world)
        key = _digest([self.policies[policy].fingerprint, seed, self._model_version])
        return RunSpec(index, policy, world, seed, key)

    def runs(self) -> Iterator[RunSpec]:
        """Every run, in the order of the plan."""
        return (self.run(index) for index in range(self.run_count))

    def with_worlds(self, worlds: int) -> Plan:
        """The same plan in another number of worlds."""
        _check_size(self.experiment, worlds, len(self.policies))
        return replace(self, worlds=worlds)

    @cached_property
    def design_sha256(self) -> str:
        """What the rows of a results folder mean, however many worlds it has so far.

        It covers the policies, the seed and the outcomes, and nothing that is only words.
        """
        return _digest(
            {
                "seed": self.experiment.seed,
                "outcomes": self.experiment.outcomes,
                "varying": self.varying,
                "policies": [(policy.name, policy.fingerprint) for policy in self.policies],
            }
        )

    @cached_property
    def _model_version(self) -> str:
        return model_version()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan will cost. Seconds are None where no run was measured."""

    policies: int
    worlds: int
    runs: int
    workers: int
    measured_runs: int
    seconds_per_run: float | None
    seconds: float | None
    disk_bytes: int


def make_plan(experiment: Experiment, worlds: int | None = None) -> Plan:
    """Resolve an experiment into its policies and runs; `worlds` replaces the experiment's number.

    Raises ScenarioError with every fault of every policy, and UsageError for too many runs.
    """
    count = experiment.worlds if worlds is None else worlds
    _check_size(experiment, count, experiment.policy_count())
    policies = resolve_policies(experiment, load_scenario(experiment.scenario))
    return Plan(experiment, policies, count)


def preview(plan: Plan, *, measure: bool = True, workers: int | None = None, sample: int = 3) -> Preview:
    """Say what a plan will cost, from `sample` measured runs spread over its policies.

    One run before them is not counted: it compiles the model. Nothing is stored.
    """
    hands = workers or os.cpu_count() or 1
    each = _seconds_per_run(plan, sample) if measure else None
    months = plan.baseline.scenario.months
    numbers = _COLUMNS_BESIDE_OUTCOMES + len(plan.varying) + _outcome_count()
    numbers += months * len(plan.experiment.outcomes)
    return Preview(
        policies=len(plan.policies),
        worlds=plan.worlds,
        runs=plan.run_count,
        workers=hands,
        measured_runs=min(sample, len(plan.policies)) if measure else 0,
        seconds_per_run=each,
        seconds=None if each is None else each * plan.run_count / min(hands, plan.run_count),
        disk_bytes=plan.run_count * numbers * _BYTES_PER_NUMBER * _COPIES_ON_DISK,
    )


def _seconds_per_run(plan: Plan, sample: int) -> float:
    from sim.model import simulate

    count = min(sample, len(plan.policies))
    chosen = [place * len(plan.policies) // count for place in range(count)]
    simulate(plan.baseline.scenario, plan.run(0).world_seed)
    start = time.perf_counter()
    for policy in chosen:
        simulate(plan.policies[policy].scenario, plan.run(policy).world_seed)
    return (time.perf_counter() - start) / count


def _outcome_count() -> int:
    from sim.outcomes import OUTCOMES

    return len(OUTCOMES)


def _check_size(experiment: Experiment, worlds: int, policies: int) -> None:
    if not 1 <= worlds <= MOST_WORLDS:
        what = f"{worlds} worlds cannot be run"
        raise UsageError(f"{experiment.name}: {what}; give a whole number from 1 to {MOST_WORLDS}")
    if policies > MOST_POLICIES or worlds * policies > MOST_RUNS:
        what = f"{policies} policies in {worlds} worlds are {worlds * policies} runs"
        remedy = f"at most {MOST_POLICIES} policies and {MOST_RUNS} runs are possible"
        raise UsageError(f"{experiment.name}: {what}; {remedy}")


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
