"""Committees' staff earn certificates, are paid for them, and lose with leavers what was learnt."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms.workforce.licences import certify, change_attitude, educate
from sim.model import ThreeSocietyModel
from tests.districts import lived, new, small, state

CERTIFIED: dict[str, Value] = {
    "policy.training.committee_certified_share": 0.4,
    "setting.committee_staff": 10,
    "coefficients.licences.certifying_speed": 0.1,
    "coefficients.licences.course_yuan": 1_000.0,
    "coefficients.licences.leaving_rate": 0.0,
}


def test_a_month_of_certification_by_hand() -> None:
    certified, skill, usual = np.array([0.0, 0.5]), np.array([0.4, 0.6]), np.array([0.4, 0.65])
    earned = certify(certified, (skill, usual), 0.4, 0.1, 0.02, 0.2, 0.7)
    # A tenth of the four tenths that lack it; where more hold one already, only those who leave count.
    assert earned == pytest.approx([0.04, 0.0])
    assert certified == pytest.approx([0.04, 0.49])
    # 0.4 + 0.2 x 0.04; 0.65 + 0.098 is more than certified staff reach.
    assert skill == pytest.approx([0.408, 0.7])


def test_a_certificate_takes_nothing_from_whoever_is_better() -> None:
    skill, usual = np.array([0.8]), np.array([0.8])
    certify(np.array([0.5]), (skill, usual), 1.0, 0.1, 0.0, 0.2, 0.7)
    assert skill.tolist() == [0.8]


def educated(values: dict[str, Value], months: int = 1) -> ThreeSocietyModel:
    """One committee after so many months of its education."""
    model = new(values=values)
    for _ in range(months):
        educate(model.world, model.policy, model.scenario.coefficients.licences)
    return model


def test_nothing_is_learnt_or_paid_unless_somebody_teaches() -> None:
    model = new(values={"policy.training.certificate_yuan": 500.0})
    before = state(model.world)
    educate(model.world, model.policy, model.scenario.coefficients.licences)
    assert state(model.world) == before


def test_certificates_and_allowances_cost_public_money() -> None:
    model = educated({**CERTIFIED, "policy.training.certificate_yuan": 100.0})
    ledger = model.world.ledger
    received = {flow: int(ledger.moved[flow][ledger.sectors == Sector.FUNDER].sum())
                for flow in (Flow.TRAINING, Flow.COMMITTEE_FUNDS)}  # fmt: skip
    # Ten staff, a twenty-fifth of whom earn one at 1,000 yuan and are paid 100 yuan.
    assert received == {Flow.TRAINING: -40_000, Flow.COMMITTEE_FUNDS: -4_000}
    assert ledger.cash[model.world.accounts.workers] == 4_000
    assert ledger.cash[model.world.accounts.committees] == 0


def test_the_certified_share_comes_to_what_is_aimed_at_and_stays_below_where_staff_leave() -> None:
    kept = educated(CERTIFIED, 120).world.committees.certified_share[0]
    leaving: dict[str, Value] = {**CERTIFIED, "coefficients.licences.leaving_rate": 0.4,
                                 "coefficients.licences.allowance_effect": 3.0}  # fmt: skip
    lost = educated(leaving, 120).world.committees.certified_share[0]
    paid = educated({**leaving, "policy.training.certificate_yuan": 1_000.0}, 120).world.committees.certified_share[0]
    assert kept == pytest.approx(0.4, abs=0.001)
    # 0.1 (0.4 - x) = x 0.4 / 12: x = 0.3; with the allowance leavers are e^-3 of that: x = 0.3935.
    assert [lost, paid] == pytest.approx([0.3, 0.3935], abs=0.001)


def test_attitude_by_hand() -> None:
    attitude = np.array([0.0, 0.5])
    change_attitude(attitude, 0.1, 0.02)
    assert attitude == pytest.approx([0.1, 0.54])


def test_a_respectful_committee_has_more_hours_for_residents_and_seems_fairer() -> None:
    plain, trained = (lived(small("guangzhou", {"policy.training.committee_by_agency": by})).world.committees
                      for by in (False, True))  # fmt: skip
    assert trained.resident_share.mean() > plain.resident_share.mean()
    assert trained.justice.mean() > plain.justice.mean() + 0.03


def test_what_was_learnt_is_lost_with_those_who_leave() -> None:
    model = educated({"policy.training.committee_by_agency": True, "coefficients.licences.leaving_rate": 0.4}, 24)
    learnt = float(model.world.committees.attitude[0])
    for _ in range(24):
        educate(model.world, new().policy, model.scenario.coefficients.licences)
    assert model.world.committees.attitude[0] == pytest.approx(learnt * (1.0 - 0.4 / 12.0) ** 24)
