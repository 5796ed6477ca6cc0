"""Small districts, quick to live in, for tests of the model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np

from sim.agents.columns import Table
from sim.declare import Value
from sim.model import Run, ThreeSocietyModel
from sim.scenario import DECLARATIONS, Scenario, load_scenario
from sim.world import World

SMALL: dict[str, Value] = {
    "setting.streets": 1,
    "setting.communities_per_street": 3,
    "setting.residents_per_community": 30,
    "setting.burn_in_months": 6,
    "setting.months": 24,
}

APART: dict[str, Value] = {
    "policy.coordination.information": False,
    "policy.coordination.joint_service": False,
    "policy.coordination.feedback": False,
    "policy.coordination.tiers": 2,
}
"""What takes from Guangzhou the institutions of linkage that it has beside joint meetings."""


def small(name: str = "guangzhou", values: Mapping[str, Value] | None = None) -> Scenario:
    """A bundled scenario in one street of three communities with thirty residents each."""
    return load_scenario(name).with_values({**SMALL, **(values or {})})


def least(path: str) -> float:
    """The lowest value that a number may have."""
    low = DECLARATIONS[path].low
    assert low is not None
    return low


def most(path: str) -> float:
    """The highest value that a number may have."""
    high = DECLARATIONS[path].high
    assert high is not None
    return high


def lived(scenario: Scenario, seed: int = 1, months: int | None = None) -> ThreeSocietyModel:
    """The district after so many months of its policy, all of them if not given."""
    model = ThreeSocietyModel(scenario, rng=seed, collect=())
    for _ in range(scenario.months if months is None else months):
        model.step()
    return model


def new(name: str = "baseline", values: Mapping[str, Value] | None = None) -> ThreeSocietyModel:
    """A district of one community with ten residents, before its first month: rows to be written by hand."""
    tiny: dict[str, Value] = {
        "setting.communities_per_street": 1,
        "setting.residents_per_community": 10,
        "setting.burn_in_months": 0,
    }
    return ThreeSocietyModel(small(name, {**tiny, **(values or {})}), rng=1, collect=())


def tables(world: World) -> list[Table]:
    """Every table of the world."""
    return [
        world.residents, world.workers, world.committees, world.organisations, world.evaluators, world.streets,
        world.funders, world.contracts, world.tranches, world.programmes, world.matched, world.site_pairs,
        world.register,
    ]  # fmt: skip


def state(world: World) -> str:
    """SHA-256 over every bit of every table and of the ledger's cash."""
    digest = hashlib.sha256(world.ledger.cash.tobytes())
    for table in tables(world):
        for name in table.columns:
            digest.update(name.encode() + np.ascontiguousarray(getattr(table, name)).tobytes())
    return digest.hexdigest()


def bits(run: Run) -> str:
    """SHA-256 over every bit of what a run gives."""
    digest = hashlib.sha256()
    for name, value in run.outcomes.items():
        digest.update(name.encode() + np.float64(value).tobytes())
    for name, months in run.series.items():
        digest.update(name.encode() + months.tobytes())
    return digest.hexdigest()
