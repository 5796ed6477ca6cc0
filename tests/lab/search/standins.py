"""Searches whose answer is known: runs are formulas of the levers, with the luck of the world added for all alike."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from sim.lab.experiment import Experiment
from sim.lab.plan import Policy
from sim.lab.search.searching import Quest
from sim.lab.search.space import space_of
from sim.scenario import Scenario

CURVE = "tests.lab.search.standins:curve"
SLOPE = "tests.lab.search.standins:slope"
ROUNDS = "policy.evaluation.rounds_per_year"
SESSIONS = "policy.council.sessions_planned_per_year"
INSPECTIONS = "policy.oversight.inspections_per_year"
SALONS = "policy.commons.salons_per_year"
ONLINE = "policy.matching.online"
START = {ROUNDS: 5, SESSIONS: 4, INSPECTIONS: 1, SALONS: 0, ONLINE: False}


@dataclass(frozen=True)
class Levers:
    """Enough of a scenario for a search: its levers."""

    held: Mapping[str, Any] = field(default_factory=lambda: dict(START))

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(json.dumps(dict(self.held), sort_keys=True).encode()).hexdigest()

    def values(self) -> dict[str, Any]:
        return dict(self.held)

    def with_values(self, values: Mapping[str, Any], _where: str = "") -> Levers:
        return Levers({**self.held, **values})


def quest(search: dict[str, Any], *, worlds: int = 2, seed: int = 2012) -> Quest:
    """A search over stand-in runs."""
    experiment = Experiment.model_validate(
        {
            "name": "standin",
            "question_en": "Which levers?",
            "question_zh": "哪些杠杆？",
            "scenario": "guangzhou",
            "seed": seed,
            "worlds": worlds,
            "outcomes": ["satisfied_share"],
            "search": search,
        }
    )
    assert experiment.search is not None
    baseline = Policy("baseline", "Baseline", "基准", cast("Scenario", Levers()), {})
    return Quest(experiment, experiment.search, baseline, space_of(experiment.search), "stand-in")


def curve(levers: Levers, world_seed: int) -> SimpleNamespace:
    """Zitzler, Deb & Thiele's first problem on a grid: the front is where all but the first lever are 0."""
    held = levers.held
    first = held[ROUNDS] / 12
    others = 1 + 9 * (held[SESSIONS] + held[INSPECTIONS] + held[SALONS]) / 36
    return _run(world_seed, turnover_rate=first, vacancy_share=others * (1 - math.sqrt(first / others)))


def slope(levers: Levers, world_seed: int) -> SimpleNamespace:
    """Satisfaction grows with every lever, by less and less of the second; each has its price."""
    held = levers.held
    satisfied = 0.3 + 0.03 * held[ROUNDS] + 0.08 * math.sqrt(held[SESSIONS]) + (0.05 if held[ONLINE] else 0.0)
    money = 7.0 * held[ROUNDS] + 3.0 * held[SESSIONS] + (20.0 if held[ONLINE] else 0.0)
    return _run(world_seed, satisfied_share=satisfied, public_money_yuan=money)


def _run(world_seed: int, **outcomes: float) -> SimpleNamespace:
    """What a run gives; the world's luck is a thousandth at most and the same for every policy."""
    _count()
    luck = (world_seed % 1000) / 1e6
    series = {name: [value] for name, value in outcomes.items()}
    known = {"satisfied_share": 0.5, **{name: value + luck for name, value in outcomes.items()}}
    return SimpleNamespace(outcomes=known, series={"satisfied_share": [0.5], **series})


def _count() -> None:
    """Note a run where a test asks for it."""
    book = os.environ.get("SANSHE_TEST_RUNS")
    if book:
        with Path(book).open("a", encoding="utf-8") as runs:
            runs.write("run\n")
