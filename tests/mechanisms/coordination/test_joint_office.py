"""A joint office talks, trains and is trusted; boundaries are kept to as far as it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declare import Value
from sim.mechanisms.coordination import joint_office
from sim.mechanisms.coordination.joint_office import cooperation
from sim.model import ThreeSocietyModel
from tests.districts import new

RULES: dict[str, Value] = {
    "policy.coordination.joint_office": True,
    "coefficients.coordination.joint_office.talk_months": 3,
    "coefficients.coordination.joint_office.trainings": 10,
    "coefficients.coordination.joint_office.trust_growth": 0.1,
    "coefficients.coordination.joint_office.paperwork_loss": 0.02,
    "coefficients.coordination.joint_office.settling_speed": 1.0,
}


def office(months: int, trust: float, values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """A community in full practice whose office has existed for so many months, and that trusts so far."""
    model = new(values={**RULES, **(values or {})})
    rows = model.world.committees
    rows.practice_months[:], rows.practice[:] = 12, 1.0
    rows.office_months[:], rows.trust_in_organisations[:] = months, trust
    return model


def work(model: ThreeSocietyModel, met: float = 0.5, helped: float = 0.25) -> float:
    """Work a month in which so many residents met a worker and were helped: how far agreements are kept."""
    seen = np.array([[met], [helped], [met], [0.5]])
    kept = joint_office.work(model.world, model.policy, model.scenario.coefficients.coordination.joint_office, seen)
    return float(kept[0])


def test_cooperation_is_an_s_by_hand() -> None:
    # 0.0625 / (0.0625 + 0.5625), a half, and 0.64 / (0.64 + 0.04).
    assert [cooperation(trust) for trust in (0.0, 0.25, 0.5, 0.8, 1.0)] == pytest.approx(
        [0, 0.1, 0.5, 0.94118, 1], 1e-4
    )


@given(trust=st.floats(0.0, 1.0), more=st.floats(0.0, 1.0))
def test_more_trust_never_means_less_cooperation(trust: float, more: float) -> None:
    assert 0.0 <= cooperation(trust) <= cooperation(min(1.0, trust + more)) + 1e-12 <= 1.0 + 1e-12


def test_talks_cost_trust_and_bring_nothing() -> None:
    model = office(0, 0.25)
    rows = model.world.committees
    for month in range(3):
        assert work(model) == 0.0
        assert rows.trust_in_organisations[0] == pytest.approx(0.25 * 0.98 ** (month + 1))
        assert rows.interference[0] == 0.5
    assert work(model) > 0.0


def test_trust_after_a_training_by_hand() -> None:
    model = office(7, 0.4)
    # Eight months, five of them with trainings: half of the dose; half of the contacts helped:
    # 0.4 + 0.1 x 0.5 x 0.5 x 0.6.
    kept = work(model)
    assert model.world.committees.trust_in_organisations[0] == pytest.approx(0.415)
    assert kept == pytest.approx(0.415**2 / (0.415**2 + 0.585**2))
    # Interference goes from 0.5 towards 0.15 as far as agreements are kept.
    assert model.world.committees.interference[0] == pytest.approx(0.5 - 0.35 * kept)


def test_without_contacts_no_trust_is_learnt() -> None:
    model = office(20, 0.4)
    work(model, 0.0, 0.0)
    assert model.world.committees.trust_in_organisations[0] == 0.4


def test_pressure_for_showcases_leaves_no_patience_for_trust() -> None:
    model = office(20, 0.4, {"policy.coordination.showcase_pressure": 1.0})
    work(model)
    assert model.world.committees.trust_in_organisations[0] == 0.4


def test_interference_without_an_office_by_hand() -> None:
    off: dict[str, Value] = {"policy.coordination.joint_office": False}
    listed = office(9, 0.9, {**off, "policy.coordination.lists": True, "policy.coordination.autonomous_links": True})
    assert work(listed) == 0.0
    # Lists take 0.1 and links 0.2 off the usual half.
    assert listed.world.committees.interference[0] == pytest.approx(0.2)
    assert listed.world.committees.office_months[0] == 0
    led = office(0, 0.9, {**off, "policy.party.interference": 0.5, "policy.coordination.showcase_pressure": 0.5})
    work(led)
    # 0.5 + 0.5 x 0.5 + 0.3 x 0.5.
    assert led.world.committees.interference[0] == pytest.approx(0.9)


def test_agencies_that_help_rise_in_the_funder_s_eyes() -> None:
    model = office(20, 0.8)
    before = model.world.organisations.relationship[: model.world.agencies].copy()
    work(model)
    assert (model.world.organisations.relationship[: model.world.agencies] > before).all()
