"""Residents who are active help others where somebody organises them, and are paid what was promised."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms.service.volunteers import organise_volunteers
from sim.model import ThreeSocietyModel
from tests.districts import new

WILLING: dict[str, Value] = {
    "coefficients.volunteering.willing_share": 0.2,
    "coefficients.volunteering.incentive_effect": 0.5,
    "coefficients.volunteering.registry_effect": 0.25,
    "coefficients.volunteering.contacts": 2.0,
    "coefficients.volunteering.registry_yuan": 12_000.0,
    "setting.people_per_resident": 20,
}


def organised(values: dict[str, Value]) -> tuple[float, ThreeSocietyModel]:
    """Contacts of volunteers where five of ten residents were active last month, and the district."""
    model = new(values={**WILLING, **values})
    model.world.residents.activities[:5] = 1
    contacts = organise_volunteers(model.world, model.policy, model.scenario.coefficients.volunteering)
    return float(contacts[0]), model


def test_volunteers_by_hand() -> None:
    # Of five active residents a fifth, with a register that adds a quarter to two contacts each.
    contacts, model = organised({"policy.volunteers.registry": True})
    assert contacts == pytest.approx(5 * 0.2 * 2.0 * 1.25)
    assert paid(model) == 100_000
    # Fifty yuan raise the fifth by half of ln 2.
    contacts, model = organised({"policy.volunteers.incentive_yuan": 50.0})
    volunteers = 5 * 0.2 * (1.0 + 0.5 * math.log(2.0))
    assert contacts == pytest.approx(volunteers * 2.0)
    assert paid(model) == pytest.approx(volunteers * 20 * 5_000, abs=1)


def paid(model: ThreeSocietyModel) -> int:
    """Fen that the funder paid for volunteers."""
    ledger = model.world.ledger
    return -int(ledger.moved[Flow.VOLUNTEERS][ledger.sectors == Sector.FUNDER].sum())


def test_nobody_volunteers_while_gatherings_are_forbidden() -> None:
    contacts, model = organised({"policy.volunteers.incentive_yuan": 50.0, "policy.shock.gatherings": False})
    assert contacts == 0.0
    assert paid(model) == 0
    assert np.count_nonzero(model.world.ledger.cash) == np.count_nonzero(new().world.ledger.cash)
