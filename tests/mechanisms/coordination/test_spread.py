"""Where linkage begins, and who copies whom."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declare import Value
from sim.mechanisms.coordination import spread
from sim.model import ThreeSocietyModel
from tests.districts import new

RULES: dict[str, Value] = {
    "policy.coordination.information": True,
    "setting.streets": 2,
    "setting.communities_per_street": 3,
    "coefficients.coordination.spread.choice_noise": 0.0,
    "coefficients.coordination.spread.stage_months": 4,
    "coefficients.coordination.spread.learning": 0.2,
    "coefficients.coordination.spread.lead": 1.0,
}
STANDING = np.array([0.3, 0.9, 0.5, 0.8, 0.2, 0.1])


def district(values: dict[str, Value]) -> ThreeSocietyModel:
    """Two streets of three communities."""
    return new(values={**RULES, **values})


def begun(model: ThreeSocietyModel, months: int = 1) -> list[bool]:
    """Who has adopted linkage after so many months."""
    counted = 0
    for _ in range(months):
        counted = spread.take_up(model.world, model.policy, model.scenario.coefficients.coordination.spread, STANDING)
    adopted: list[bool] = (model.world.committees.practice_months > 0).tolist()
    assert counted == sum(adopted)
    return adopted


def test_all_begin_together() -> None:
    model = district({})
    assert begun(model) == [True] * 6
    assert model.world.committees.practice == pytest.approx(np.full(6, 0.2))


def test_demonstrations_are_where_things_stand_best() -> None:
    model = district({"policy.spread.demonstrations": 2})
    assert begun(model) == [False, True, False, True, False, False]
    assert model.world.committees.demonstration.tolist() == [False, True, False, True, False, False]


def test_one_street_after_another() -> None:
    model = district({"policy.spread.staged": True})
    assert begun(model) == [True] * 3 + [False] * 3
    assert begun(model, 3) == [True] * 3 + [False] * 3
    assert begun(model) == [True] * 6


def test_a_pilot_comes_before_the_streets() -> None:
    model = district({"policy.spread.staged": True, "policy.spread.demonstrations": 1})
    assert begun(model, 4) == [False, True] + [False] * 4
    assert begun(model) == [True] * 3 + [False] * 3
    assert begun(model, 4) == [True] * 6


def test_who_comes_later_learns_faster() -> None:
    months = np.array([5, 0], dtype=np.int16)
    practice = np.array([0.8, 0.0])
    assert spread.practise(months, practice, np.array([False, True]), 0.2, 1.0, 0.0) == 2
    # The first is ahead of the mean of 0.4: 0.8 + 0.2 x 0.2. The second is 0.4 behind it: 0.2 x 1.4.
    assert practice == pytest.approx([0.84, 0.28])
    assert months.tolist() == [6, 1]


def test_the_chance_to_copy_by_hand() -> None:
    model = district({"coefficients.coordination.spread.imitation": 0.2})
    how = model.scenario.coefficients.coordination.spread
    street = np.array([0, 0, 0, 1], dtype=np.int32)
    adopted, top_down = np.array([True, True, False, False]), np.array([True, False, True, True])
    chances = spread.hazard(street, adopted, top_down, np.array([0.5, 0.5, 0.5, 1.0]), how)
    # The third has one neighbour run alike and one run otherwise, who counts half; nobody in the second street.
    assert chances[2:] == pytest.approx([0.2 * 1.5 * 0.5, 0.0])


def test_nobody_copies_without_trust_and_visits_reach_every_street() -> None:
    alone = district({"policy.spread.demonstrations": 1})
    alone.world.committees.trust_in_organisations[:] = 0.0
    assert sum(begun(alone, 60)) == 1
    visited = district({"policy.spread.demonstrations": 1, "policy.spread.observation": True})
    visited.world.committees.trust_in_organisations[:] = 0.0
    for _ in range(120):
        begun(visited)
        visited.world.month += 1
    assert all(begun(visited))
