"""Small runs give what they gave when they were stored; `python scripts/golden.py` stores them anew."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.golden import SCENARIOS, SEEDS, STORED, run
from sim.outcomes import OUTCOMES
from sim.scenario import bundled_scenarios

RUNS: dict[str, Any] = json.loads(STORED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_results_are_those_stored(name: str, seed: int) -> None:
    stored, found = RUNS[f"{name} {seed}"], run(name, seed)
    # Outcomes first: they say what changed; then every month of them.
    assert found["outcomes"] == stored["outcomes"], "results change: note it and run scripts/golden.py"
    assert found["months"] == stored["months"], "some month changes: note it and run scripts/golden.py"


def test_every_scenario_is_stored() -> None:
    assert {key.split()[0] for key in RUNS} == set(SCENARIOS)
    assert set(SCENARIOS) <= set(bundled_scenarios())


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_varies_over_the_stored_runs(outcome: str) -> None:
    # A number that never moves would notice nothing.
    assert len({stored["outcomes"][outcome] for stored in RUNS.values()}) > 1
