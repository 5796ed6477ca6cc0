"""Organisations stay in linkage as long as it gives them more than it takes."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declare import Value
from sim.mechanisms.coordination import partners
from sim.mechanisms.coordination.partners import attend, weigh_up
from sim.model import ThreeSocietyModel
from tests.districts import APART, new

WORKERS = (np.array([0, 0, 1], dtype=np.int32), np.array([True, True, True]), np.array([2, 0, 0], dtype=np.int32))
HOLDERS = np.array([1, -1, 0], dtype=np.int32)
"""Organisation of each contract: the first worker's is 0, the others' is 1."""


def test_time_that_linkage_asks_by_hand() -> None:
    unrewarded = np.zeros(3, dtype=np.int16)
    # 0.1 of a month in each community, shared by two workers in the first.
    time, rooms = np.full(3, np.nan), (np.full(2, 9.0), np.full((2, 3), 9.0))
    weigh_up(WORKERS, HOLDERS, np.array([0.5, 0.1]), np.ones(2), unrewarded, (0.1, 6.0, 0.0, 3), time, rooms)
    # The first organisation gives 0.05, the second 0.05 and 0.1, 0.075 on average; the third has no workers.
    assert time == pytest.approx([0.05, 0.075, 0.0])
    # It is worth 0.5 against 6 x 0.05 to the first, and 0.3 against 6 x 0.075 to the second.
    assert unrewarded.tolist() == [0, 1, 0]


def test_who_takes_part_by_hand() -> None:
    given, shares = np.array([0.05, 0.075, 0.0]), np.full(3, np.nan)
    attend(WORKERS, HOLDERS, np.array([True, False, True]), given, shares, np.full(3, 9.0))
    assert shares.tolist() == [0.5, 0.0, 1.0]
    assert given.tolist() == [0.05, 0.0, 0.0]


def neighbourhood(values: dict[str, Value]) -> ThreeSocietyModel:
    """One worker of one agency, in full practice of linkage."""
    model = new("guangzhou", {**APART, **values})
    world = model.world
    world.committees.practice[:] = 1.0
    world.contracts.organisation[:] = -1
    world.contracts.organisation[0] = 0
    world.workers.filled[:] = False
    world.workers.filled[int(world.contracts.first_post[0])] = True
    return model


def reckon(model: ThreeSocietyModel, months: int) -> float:
    """Reckon for so many months under five institutions: the share of workers who take part."""
    how = model.scenario.coefficients.coordination.partners
    share = np.zeros(1)
    for _ in range(months):
        share = partners.reckon(model.world, model.policy, how, 5)
    return float(share[0])


def test_a_partner_leaves_after_three_months_and_comes_back_after_three() -> None:
    model = neighbourhood({"coefficients.coordination.partners.burden_weight": 8.0})
    bodies = model.world.organisations
    model.world.committees.trust_in_organisations[:] = 0.3
    # 0.1 of the worker's time weighs 0.8, more than a trust of 0.3.
    assert reckon(model, 2) == 1.0
    assert bodies.coordination_share[0] == pytest.approx(0.1)
    assert reckon(model, 1) == 0.0
    assert bodies.coordination_share[0] == 0.0
    model.world.committees.trust_in_organisations[:] = 0.9
    assert reckon(model, 2) == 0.0
    assert reckon(model, 1) == 1.0


def test_being_heard_keeps_a_partner() -> None:
    weight: dict[str, Value] = {"coefficients.coordination.partners.burden_weight": 3.5}
    deaf = neighbourhood(weight)
    heard = neighbourhood({**weight, "policy.coordination.feedback": True})
    for model in (deaf, heard):
        model.world.committees.trust_in_organisations[:] = 0.3
    # 0.35 against 0.3 alone, and against 0.4 with dialogue.
    assert reckon(deaf, 4) == 0.0
    assert reckon(heard, 4) == 1.0


def test_an_agency_that_decides_otherwise_is_asked() -> None:
    model = neighbourhood({"coefficients.coordination.partners.burden_weight": 40.0})
    agency = model.world.deciders.organisations[0]
    assert not agency.stays_partner(3, 3)
    assert agency.stays_partner(2, 3)
