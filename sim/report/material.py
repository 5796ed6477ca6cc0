"""What a report is made from: an experiment's results in one language, ready to be drawn and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import pandas as pd

from sim.declare import Value
from sim.report import words
from sim.report.quantities import Quantity
from sim.report.words import Language


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """One of the policies compared: its name in files, its label, and its value of every lever that differs."""

    name: str
    label: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one policy does to one outcome: means, paired difference, its interval, how many worlds, a verdict."""

    baseline_mean: float
    mean: float
    difference: float
    low: float
    high: float
    worlds: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Study:
    """How the runs were made, as a methods section tells it.

    `place` is the baseline's setting by dotted path; `seconds` how long the last sweep took with `jobs` processes;
    `stopped` why it ended, in the manifest's words; `sets` how many parameter sets were crossed with the policies.
    """

    scenario: str
    place: Mapping[str, Value]
    seed: int
    runs: int
    sets: int
    jobs: int
    seconds: float
    stopped: str
    system: str
    cores: int
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a report says, before it is laid out.

    The first policy is the baseline. `comparison` has a row for each other policy and outcome (difference, low,
    high, verdict ...), `by_type` the same for the outcomes by kind of community, where kinds are told apart; `bands` a
    row for each policy, outcome and month (mean, low95, high95). `is_grid` says that the policies are combinations of
    lever values. `worlds` is how many worlds the comparison rests on, `left_out` how many a failed run took from it,
    `family` how many comparisons Holm's correction counts.
    """

    lang: Language
    name: str
    folder: str
    question: str
    why: str
    policies: tuple[PolicyEntry, ...]
    levers: tuple[Quantity, ...]
    outcomes: tuple[Quantity, ...]
    comparison: pd.DataFrame
    by_type: pd.DataFrame
    bands: pd.DataFrame
    worlds: int
    left_out: int
    failed: int
    family: int
    is_grid: bool
    facts: tuple[tuple[str, str], ...]
    details: tuple[tuple[str, str], ...]
    command: str
    command_one: str
    study: Study
    unasked: str | None
    """An outcome that the results hold and the experiment does not ask for."""

    @property
    def baseline(self) -> PolicyEntry:
        """The policy with which the others are compared."""
        return self.policies[0]

    @property
    def others(self) -> tuple[PolicyEntry, ...]:
        """The policies that are compared with the baseline."""
        return self.policies[1:]

    @property
    def gaps(self) -> list[str]:
        """What is missing from the numbers, as sentences that stand beside every figure."""
        told = []
        if self.failed:
            told.append(words.FAILED_NOTE.say(self.lang, failed=self.failed))
        if self.left_out:
            told.append(words.LEFT_OUT_NOTE.say(self.lang, left_out=self.left_out))
        return told

    def effects(self, outcome: Quantity) -> dict[str, Effect]:
        """What every policy but the baseline does to one outcome, by the policy's name."""
        return _effects(self.comparison, outcome.name)

    def effects_by_type(self, name: str) -> dict[str, Effect]:
        """What every policy but the baseline does to one outcome of a kind of community, by the policy's name."""
        return _effects(self.by_type, name)


def _effects(comparison: pd.DataFrame, outcome: str) -> dict[str, Effect]:
    rows = comparison[comparison["outcome"] == outcome]
    columns = [rows[field.name].tolist() for field in fields(Effect)]
    return {name: Effect(*row) for name, *row in zip(rows["policy"].tolist(), *columns, strict=True)}


def value_list(policy: PolicyEntry, levers: tuple[Quantity, ...], lang: Language) -> str:
    """A combination of lever values as a short label: money and shares keep their unit, the rest are numbers."""
    return words.PARTS_MARK.say(lang).join(lever.short(policy.values[lever.name]) for lever in levers)
