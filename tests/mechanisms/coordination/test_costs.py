"""What linkage costs, to the fen."""

from __future__ import annotations

import pytest

from sim.declare import Value
from sim.ledger import Flow
from sim.mechanisms.coordination import costs
from sim.model import ThreeSocietyModel
from tests.districts import new

C = "policy.coordination."
Y = "coefficients.coordination.costs."


def charged(values: dict[str, Value]) -> ThreeSocietyModel:
    """Three communities, two of which have adopted linkage and one demonstrates, after a month's bill."""
    model = new(values={"setting.communities_per_street": 3, **values})
    rows = model.world.committees
    rows.office_months[:] = [4, 4, 0]
    rows.demonstration[:] = [True, False, False]
    costs.charge(model.world, model.policy, model.scenario.coefficients.coordination.costs, adopted=2)
    return model


@pytest.mark.parametrize(
    ("values", "flow", "yuan"),
    [
        ({C + "information": True, C + "feedback": True, Y + "institution_yuan": 6000.0}, Flow.COORDINATION, 2000.0),
        ({C + "tiers": 4, Y + "institution_yuan": 6000.0}, Flow.COORDINATION, 2000.0),
        ({C + "grid": True, Y + "grid_yuan": 36000.0}, Flow.COORDINATION, 6000.0),
        # Programmes, showcases and appraisal reach every community.
        ({C + "programmes": 2, Y + "programme_yuan": 12000.0}, Flow.COORDINATION, 6000.0),
        ({C + "showcase_pressure": 0.5, Y + "showcase_yuan": 20000.0}, Flow.COORDINATION, 2500.0),
        ({"policy.appraisal.resident_weight": 0.2, Y + "survey_yuan": 3000.0}, Flow.COORDINATION, 750.0),
        ({C + "platform": True, Y + "platform_yuan": 12000.0}, Flow.PLATFORM, 2000.0),
        ({C + "station": True, Y + "station_yuan": 60000.0}, Flow.PLATFORM, 10000.0),
        ({"policy.party.coordination": 0.5, Y + "party_yuan": 12000.0}, Flow.PARTY, 1000.0),
        ({"policy.spread.demonstrations": 1, Y + "demonstration_yuan": 120000.0}, Flow.DEMONSTRATION, 10000.0),
        ({C + "joint_office": True, Y + "office_yuan": 24000.0}, Flow.JOINT_OFFICE, 4000.0),
    ],
)
def test_a_month_by_hand(values: dict[str, Value], flow: Flow, yuan: float) -> None:
    world = charged(values).world
    moved = world.ledger.moved
    assert -moved[flow, world.accounts.funder] == 100 * yuan
    assert moved[flow].sum() == 0
    assert -moved[Flow.APPROPRIATION, world.accounts.outside] == 100 * yuan
    assert world.ledger.cash[world.accounts.funder] == 0


def test_a_grievance_in_higher_hands_costs_for_all_whom_the_resident_stands_for() -> None:
    model = new(values={C + "tiers": 3, Y + "institution_yuan": 0.0, Y + "case_yuan": 50.0})
    model.world.streets.passed_up[:] = 2
    costs.charge(model.world, model.policy, model.scenario.coefficients.coordination.costs, adopted=1)
    assert -model.world.ledger.moved[Flow.COORDINATION, model.world.accounts.funder] == 2 * 20 * 5000


def test_the_office_s_staff_are_paid_by_the_hub() -> None:
    world = charged({C + "joint_office": True}).world
    hub = world.accounts.organisations + world.hub
    assert world.ledger.cash[hub] == 0
    assert world.ledger.moved[Flow.WAGE, world.accounts.workers] == world.ledger.moved[Flow.JOINT_OFFICE, hub] > 0
