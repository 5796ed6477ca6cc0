"""Offences: who notices, what they cost in trust, and what inspections do about them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms.evaluation import violations
from sim.model import ThreeSocietyModel
from tests.districts import lived, new, small

MOST: dict[str, Value] = {
    "setting.violations_per_year": 0.1,
    "coefficients.violations.misuse": 0.2,
    "coefficients.violations.scandal": 0.5,
    "coefficients.violations.spill_over": 0.2,
    "coefficients.violations.inspection_yuan": 1_200.0,
    "coefficients.violations.inspection_time": 0.01,
}


def offending(values: dict[str, Value], months: int = 60) -> tuple[ThreeSocietyModel, bool]:
    """A district in which the first agency offends, until it is exposed or time is over, and whether it was."""
    model = new(values={**MOST, "policy.purchase.projects_per_street": 2, **values})
    world = model.world
    world.organisations.offending[0] = True
    world.contracts.organisation[1] = 0
    for month in range(months):
        world.month = month
        world.organisations.effort[0] = 1.0
        world.residents.trust_agency[:] = 0.5
        world.programmes.running[:] = world.programmes.contract == 1
        violations.enforce(world, model.policy, model.scenario.coefficients.violations)
        if world.organisations.exposed[0]:
            return model, True
    return model, False


def test_an_offender_serves_with_less_effort() -> None:
    model, exposed = offending({"coefficients.violations.rumour_chance": 0.01}, months=1)
    assert not exposed
    assert model.world.organisations.effort[0] == pytest.approx(0.8)
    assert (model.world.organisations.effort[1:] == model.world.organisations.columns["effort"].default).all()


def test_a_rumour_costs_trust_and_the_next_payment_but_not_the_licence() -> None:
    model, exposed = offending({"coefficients.violations.rumour_chance": 0.3})
    rows = model.world.organisations
    assert exposed
    assert not rows.offending[0]
    assert not rows.passed[0]
    assert not rows.barred[0]
    assert model.world.residents.trust_agency.tolist() == pytest.approx([0.25] * 10)


def test_inspections_find_and_remove() -> None:
    often: dict[str, Value] = {"policy.oversight.inspections_per_year": 12, "coefficients.violations.discovery": 1.0}
    model, exposed = offending({**often, "coefficients.violations.rumour_chance": 0.01})
    assert exposed
    assert model.world.organisations.barred[0]


def test_inspections_cost_money_and_time() -> None:
    model = new(values={**MOST, "policy.oversight.inspections_per_year": 6})
    world = model.world
    world.contracts.organisation[0] = 0
    world.organisations.service_share[:] = 0.5
    violations.enforce(world, model.policy, model.scenario.coefficients.violations)
    assert world.organisations.service_share[0] == pytest.approx(0.44)
    assert (world.organisations.service_share[1:] == 0.5).all()
    world.ledger.close_month(0)
    # Half an inspection a month of each agency alive, at 1,200 yuan.
    assert world.ledger.journal[0, Flow.ENFORCEMENT, Sector.FUNDER] == -600 * world.agencies * 100


def struck_off(inspections: int) -> tuple[int, int]:
    """Offences that came to light and agencies removed over ten years of a large market."""
    place: dict[str, Value] = {"setting.violations_per_year": 0.1, "setting.small_agencies_per_street": 10}
    values: dict[str, Value] = {**place, "policy.oversight.inspections_per_year": inspections, "setting.months": 120}
    model = lived(small("guangzhou", values), months=0)
    exposed = removed = 0
    while model.running:
        model.step()
        rows = model.world.organisations
        exposed += int(np.count_nonzero(rows.exposed))
        removed += int(np.count_nonzero(rows.closed & rows.barred))
    return exposed, removed


def test_without_inspections_offences_come_to_light_and_nobody_is_removed() -> None:
    exposed, removed = struck_off(0)
    # Twelve agencies at a tenth a year for ten years.
    assert 4 <= exposed <= 24
    assert removed == 0


def test_enforcement_removes_offenders_and_deters_others() -> None:
    exposed, removed = struck_off(6)
    assert removed > 0
    assert exposed < struck_off(0)[0]


def test_where_nobody_offends_nothing_is_exposed() -> None:
    model = lived(small("guangzhou", {"policy.oversight.inspections_per_year": 12}))
    assert not model.world.organisations.offending.any()
    assert not model.world.organisations.barred.any()


def test_where_rules_are_enforced_rumours_are_followed_up() -> None:
    seldom: dict[str, Value] = {"policy.oversight.inspections_per_year": 1, "coefficients.violations.discovery": 0.1}
    model, exposed = offending({**seldom, "coefficients.violations.rumour_chance": 0.3})
    assert exposed
    assert model.world.organisations.barred[0]


def test_only_the_neighbouring_streets_talk_of_a_scandal() -> None:
    """Of seven streets the first three are a neighbourhood, and the others are one."""
    world = new(values={**MOST, "setting.streets": 7, "setting.communities_per_street": 2}).world
    for street, heard in ((1, [True] * 6 + [False] * 8), (3, [False] * 6 + [True] * 8), (6, [False] * 6 + [True] * 8)):
        assert violations.hearing(world, 0, world.committees.street == street).tolist() == heard
    nowhere = np.zeros(14, dtype=np.bool_)
    assert violations.hearing(world, 2, nowhere).tolist() == [True] * 6 + [False] * 8
    usual = new(values={**MOST, "setting.streets": 3, "setting.communities_per_street": 2}).world
    assert violations.hearing(usual, 1, usual.committees.street == 0).all()
