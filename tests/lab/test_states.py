from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ResultsError
from sim.lab.results import read_results
from sim.lab.states import Crossed, cross
from tests.lab.stored import DELAY, store

VULNERABLE = "coefficients.beginnings.vulnerable_share"
SETS = {"file": "states.csv"}


def crossed(folder: Path, **changes: Any) -> Crossed:
    def numbers(policy: str, under: str, world: int) -> dict[str, float]:
        return {"satisfied_share": len(policy) + 0.1 * len(under) + 0.01 * world}

    return cross(read_results(store(folder / "r", numbers, **changes)))


def test_parameter_sets_are_states_and_policies_keep_their_names(tmp_path: Path) -> None:
    found = crossed(tmp_path, sets=SETS)
    assert [decision.name for decision in found.decisions] == ["baseline", "slow", "prompt"]
    assert found.states == ("growing", "stable", "falling")
    assert found.decisions[2].label("zh") == "及时拨款"
    np.testing.assert_allclose(found.values("satisfied_share")[1, :, 2], [4 + 0.72, 4 + 0.62, 4 + 0.72])


def test_coefficients_of_a_grid_are_states_and_its_levers_are_policies(tmp_path: Path) -> None:
    found = crossed(tmp_path, policy=[], axes={DELAY: [0, 2, 6], VULNERABLE: [0.1, 0.3]})
    assert [decision.name for decision in found.decisions] == ["delay_months=2", "delay_months=0", "delay_months=6"]
    assert found.decisions[1].label("en") == "Payment delay 0"
    assert found.states == ("vulnerable_share=0.1", "vulnerable_share=0.3")
    # The scenario as it is has another share than the grid and stands alone there.
    assert found.set_aside == ("baseline",)
    assert found.values("satisfied_share").shape == (3, 2, 4)


def test_a_grid_and_sets_give_every_pair_of_both(tmp_path: Path) -> None:
    axes = {DELAY: [0, 6], "coefficients.beginnings.aware_share": [0.2, 0.4]}
    found = crossed(tmp_path, policy=[], axes=axes, sets=SETS)
    assert len(found.states) == 6
    assert found.states[0] == "aware_share=0.2,growing"
    assert found.values("satisfied_share").shape == (2, 6, 4)


def test_where_only_luck_varied_there_are_no_states(tmp_path: Path) -> None:
    found = crossed(tmp_path)
    assert (found.states, len(found.decisions), found.worlds) == ((), 3, 4)


def test_a_policy_that_did_not_meet_every_state_is_refused(tmp_path: Path) -> None:
    policies = [
        {"name": "easy", "set": {VULNERABLE: 0.1}},
        {"name": "prompt", "set": {DELAY: 0}},
        {"name": "prompt_easy", "set": {DELAY: 0, VULNERABLE: 0.1}},
        {"name": "slow", "set": {DELAY: 6}},
    ]
    with pytest.raises(ResultsError, match=r"1 of 6 pairs of policy and state were not run; every policy must meet"):
        crossed(tmp_path, policy=policies)


def test_a_world_that_failed_is_left_out_for_all(tmp_path: Path) -> None:
    assert crossed(tmp_path, sets=SETS, drop=0).paired.left_out == (0,)


def test_an_outcome_that_is_undefined_somewhere_is_refused(tmp_path: Path) -> None:
    def numbers(policy: str, _under: str, world: int) -> dict[str, float]:
        return {"satisfied_share": np.nan if policy == "slow" and world == 1 else 0.5}

    found = cross(read_results(store(tmp_path / "r", numbers)))
    with pytest.raises(ResultsError, match=r"'satisfied_share' is undefined in 1 of 12 values"):
        found.values("satisfied_share")
