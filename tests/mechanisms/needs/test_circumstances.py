"""Needs differ with the kind of community and in emergencies; grievances calm where somebody makes peace."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.resident import COMMITTEE_RESOLVED, NO_CONTACT, WORKER_FAILED
from sim.declare import Value
from sim.domains import DOMAINS, ENVIRONMENT, MEDIATION, SPECIAL
from sim.ledger import Flow, Sector
from sim.mechanisms import needs
from sim.mechanisms.needs.circumstances import escalation_chances
from sim.model import ThreeSocietyModel
from tests.districts import new

RATES: dict[str, Value] = {f"coefficients.needs.arrival_rate.{domain.name}": 0.005 for domain in DOMAINS}
NOTHING_FADES: dict[str, Value] = {
    **dict.fromkeys(RATES, 0.0),
    "coefficients.needs.fade_chance": 0.01,
    "coefficients.needs.escalation_chance": 0.0,
}
QUARREL, SPECIAL_NEED = 1 << MEDIATION, 1 << SPECIAL


def arise(model: ThreeSocietyModel) -> None:
    """Let needs have their month."""
    how = model.scenario.coefficients
    needs.arise(model.world, model.policy, how.needs, how.neighbourhoods)


def arrived(values: dict[str, Value]) -> np.ndarray:
    """Needs by domain that come to 20,000 residents without any, who are all alike, in a month."""
    model = new(values={**RATES, **values, "setting.residents_per_community": 20_000})
    people = model.world.residents
    people.needs[:] = 0
    people.vulnerable[:] = False
    arise(model)
    return np.array([np.count_nonzero(people.needs == 1 << domain) for domain in range(8)])


def test_three_times_as_many_needs_arise_in_an_emergency() -> None:
    # 1 - e^-0.04 = 3.9% of residents, and 1 - e^-0.12 = 11.3%.
    assert arrived({}).sum() == pytest.approx(784, abs=90)
    assert arrived({"policy.shock.need_factor": 3.0}).sum() == pytest.approx(2_262, abs=140)


def test_kinds_of_community_need_different_things() -> None:
    only: dict[str, Value] = {"setting.village_share": 1.0}
    at = "coefficients.neighbourhoods.village_needs."
    many = arrived({**only, **{f"{at}{domain.name}": 0.5 for domain in DOMAINS}, f"{at}special": 3.0})
    # A rate of 0.0025 in seven domains, 0.015 in one: 3.2% of residents, of whom 46% in the one.
    assert many.sum() == pytest.approx(640, abs=80)
    assert many[SPECIAL] / many.sum() == pytest.approx(0.4615, abs=0.06)


def test_alike_communities_have_the_same_needs_whether_told_apart_or_not() -> None:
    # The rule by community gives every resident the luck that the rule for all gives.
    at = "coefficients.neighbourhoods.village_needs."
    mixed = arrived({})
    village = arrived({"setting.village_share": 1.0, **{f"{at}{domain.name}": 1.0 for domain in DOMAINS}})
    assert village.tolist() == mixed.tolist()


def test_settled_parking_spares_needs_of_environment() -> None:
    model = new(values={**RATES, "policy.commons.parking_swap": True, "coefficients.needs.parking_effect": 0.9,
                        "setting.residents_per_community": 20_000})  # fmt: skip
    model.world.site_pairs.conflict[:] = 0.0
    model.world.residents.needs[:] = 0
    arise(model)
    came = [int(np.count_nonzero(model.world.residents.needs == 1 << domain)) for domain in range(8)]
    assert came[ENVIRONMENT] < 0.25 * min(came[:ENVIRONMENT])


def test_who_prevents_quarrels_by_hand() -> None:
    model = new(values={"policy.volunteers.mediators": 2, "policy.volunteers.early_detection": True,
                        "coefficients.needs.escalation_chance": 0.1, "coefficients.needs.detection_effect": 0.5,
                        "coefficients.needs.mediator_effect": 0.25})  # fmt: skip
    # 0.1 x 0.5, for quarrels times e^(-0.25 x 2) besides.
    chances = escalation_chances(model.policy, model.scenario.coefficients.needs)
    assert chances == pytest.approx((0.05 * np.exp(-0.5), 0.05))


def grievances(values: dict[str, Value], contact: int = NO_CONTACT) -> np.ndarray:
    """What is left, after a month, of 5,000 residents' grievances of mediation and of special groups."""
    model = new(values={**NOTHING_FADES, **values, "setting.residents_per_community": 5_000})
    people = model.world.residents
    people.needs[:] = people.escalated[:] = QUARREL | SPECIAL_NEED
    people.contact[:] = contact
    arise(model)
    kept = people.needs == QUARREL | SPECIAL_NEED
    return np.array([np.mean((people.escalated[kept] & bit) != 0) for bit in (QUARREL, SPECIAL_NEED)])


def test_grievances_last_unless_somebody_makes_peace() -> None:
    assert grievances({}).tolist() == [1.0, 1.0]


def test_mediators_calm_quarrels_only() -> None:
    # Three mediators who calm with chance 0.2 each leave 0.8^3 = 51.2%.
    left = grievances({"policy.volunteers.mediators": 3, "coefficients.needs.mediator_calming": 0.2})
    assert left == pytest.approx([0.512, 1.0], abs=0.03)


def test_social_workers_carry_the_grievances_of_those_whom_they_met() -> None:
    voice: dict[str, Value] = {"policy.entry.agency_voice": True, "coefficients.needs.voice_calming": 0.5}
    assert grievances(voice, WORKER_FAILED) == pytest.approx([0.5, 0.5], abs=0.03)
    assert grievances(voice, COMMITTEE_RESOLVED).tolist() == [1.0, 1.0]


def test_peace_is_paid_for() -> None:
    costs: dict[str, Value] = {"coefficients.needs.mediator_yuan": 100.0, "coefficients.needs.detection_yuan": 400.0}
    model = new(values={**costs, "policy.volunteers.mediators": 3, "policy.volunteers.early_detection": True})
    arise(model)
    ledger = model.world.ledger
    assert ledger.moved[Flow.VOLUNTEERS][ledger.sectors == Sector.FUNDER].sum() == -70_000
    assert ledger.cash[model.world.accounts.residents] == 30_000
