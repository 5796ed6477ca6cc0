"""Incubator, contest, venues, list, desks and an outside agency: what they do and what they cost."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.organisation import FILED
from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms.groups.births import filing, registering
from sim.model import ThreeSocietyModel, simulate
from tests.districts import small
from tests.mechanisms.groups.test_life import filled, grow

COSTS: dict[str, Value] = {
    "coefficients.groups.incubation.coach_yuan": 100.0,
    "coefficients.groups.incubation.venue_yuan": 500.0,
    "coefficients.groups.incubation.catalogue_yuan": 12_000.0,
    "coefficients.groups.incubation.desk_yuan": 6_000.0,
    "coefficients.service.support_yuan": 60_000.0,
}


def booked(model: ThreeSocietyModel) -> np.ndarray:
    """What the funder paid this month, by flow: fen."""
    model.world.ledger.close_month(0)
    paid: np.ndarray = -model.world.ledger.journal[0, :, Sector.FUNDER]
    return paid


def settled(values: dict[str, Value]) -> ThreeSocietyModel:
    """Four groups that nothing ends this month."""
    model = filled({**COSTS, **values})
    model.world.organisations.maturity[model.world.first_group :] = 0.1
    model.world.organisations.age_months[model.world.first_group :] = 500
    return model


def test_the_incubator_takes_in_as_many_as_it_has_places_and_coaches_them() -> None:
    model = settled({"policy.incubation.slots_per_year": 2, "policy.incubation.coaching_hours": 10.0})
    rows, first = model.world.organisations, model.world.first_group
    grow(model)
    taken = rows.incubated_months[first : first + 4] > 0
    assert taken.sum() == 2
    assert rows.maturity[first : first + 4][taken].min() > rows.maturity[first : first + 4][~taken].max()
    # Two groups, ten hours each at 100 yuan, and two venues of 500.
    paid = booked(model)
    assert paid[Flow.INCUBATION] == 2 * 100_000 + 2 * 50_000
    assert paid[Flow.APPROPRIATION] == -paid[Flow.INCUBATION]
    assert model.world.ledger.journal[0, Flow.WAGE, Sector.WORKER] == 200_000


def test_a_group_in_the_incubator_files_at_once_and_leaves_when_its_time_is_over() -> None:
    model = settled({"policy.incubation.slots_per_year": 4, "coefficients.groups.incubation.months": 6,
                     "coefficients.groups.life.mature_from": 0.8})  # fmt: skip
    rows, first = model.world.organisations, model.world.first_group
    rows.stage[first : first + 4] = 0
    grow(model)
    living = first + np.flatnonzero(rows.alive[first : first + 4])
    assert (rows.stage[living] == FILED).all()
    assert rows.entered[living].all()
    for _ in range(5):
        model.world.month += 1
        grow(model)
    assert not rows.incubated_months[living].any()
    assert not rows.graduated.any()


def test_who_is_mature_led_and_paid_for_graduates_and_others_do_not() -> None:
    model = settled({"policy.incubation.slots_per_year": 4})
    world = model.world
    rows, first = world.organisations, world.first_group
    rows.incubated_months[first : first + 4] = 9
    rows.maturity[first : first + 4] = 0.95
    # One is without a leader, one without money, one with two members only.
    rows.leader[first + 1], rows.talent[first + 1] = -1, 0.0
    rows.activity_funded_share[first + 2] = 0.0
    world.residents.group[17:20] = -1
    world.committees.resident_share[:] = 0.0
    grow(model)
    assert rows.graduated[first : first + 4].tolist() == [True, False, False, False]
    assert rows.incubated_months[first] == 0


def test_awards_are_paid_set_apart_and_their_winners_coached() -> None:
    model = settled({"policy.incubation.venture_awards": 3, "policy.incubation.venture_award_yuan": 10_000.0,
                     "policy.incubation.coaching_hours": 10.0})  # fmt: skip
    world = model.world
    rows, first = world.organisations, world.first_group
    grow(model)
    won = rows.earmarked_fen[first : first + 4] == 1_000_000
    assert won.sum() == 3
    assert world.ledger.cash[world.accounts.organisations + first :][:4].tolist() == (1_000_000 * won).tolist()
    assert booked(model)[Flow.AWARD] == 3_000_000
    # From the month after on their winners are coached: three of ten hours at 100 yuan.
    world.month += 1
    grow(model)
    world.ledger.close_month(1)
    assert world.ledger.journal[1, Flow.INCUBATION, Sector.FUNDER] == -300_000


def test_there_are_no_awards_but_once_a_year() -> None:
    model = settled({"policy.incubation.venture_awards": 3, "policy.incubation.slots_per_year": 3})
    model.world.month += 1
    grow(model)
    assert not model.world.organisations.earmarked_fen.any()
    assert not model.world.organisations.incubated_months.any()


@pytest.mark.parametrize(
    ("values", "yuan"),
    [
        ({"policy.incubation.venue": True}, 4 * 500.0),
        ({"policy.incubation.catalogue": True}, 1_000.0),
        ({"policy.incubation.registration_ease": 3.0}, 1_000.0),
        # A twelfth of 60,000 in one community, and four groups' activities at 250.
        ({"policy.incubation.support_agency": True}, 5_000.0 + 1_000.0),
    ],
)
def test_nothing_is_free(values: dict[str, Value], yuan: float) -> None:
    model = settled(values)
    grow(model)
    assert booked(model)[Flow.INCUBATION] == 100 * yuan


def test_an_outside_agency_pays_each_group_and_the_money_stays_there() -> None:
    model = settled({"policy.incubation.support_agency": True})
    grow(model)
    first = model.world.accounts.organisations + model.world.first_group
    assert model.world.ledger.cash[first : first + 4].tolist() == [25_000] * 4


def test_chances_to_file_and_to_register_by_hand() -> None:
    values: dict[str, Value] = {
        "coefficients.groups.births.filing_chance": 0.04,
        "coefficients.groups.births.without_venue": 0.5,
        "coefficients.groups.births.catalogue_filing": 1.0,
        "coefficients.groups.births.incubator_pull": 2.0,
        "coefficients.groups.births.registration_chance": 0.012,
        "coefficients.groups.births.catalogue_registration": 2.0,
    }
    plain = filled(values)
    how = plain.scenario.coefficients.groups.births
    assert filing(plain.world, plain.policy, how) == pytest.approx(0.02)
    assert registering(plain.policy, how) == pytest.approx(1.0 - np.exp(-0.001))
    # In one community: twice for the list, three times for one award a year, and with a venue.
    helped = filled({**values, "policy.incubation.catalogue": True, "policy.incubation.venture_awards": 1,
                     "policy.incubation.venue": True, "policy.incubation.registration_ease": 5.0})  # fmt: skip
    assert filing(helped.world, helped.policy, how) == pytest.approx(0.24)
    assert registering(helped.policy, how) == pytest.approx(1.0 - np.exp(-0.015))


@pytest.mark.parametrize("lever", ["registration_ease", "catalogue"])
def test_easier_registration_registers_more(lever: str) -> None:
    more: dict[str, Value] = {f"policy.incubation.{lever}": 10.0 if lever == "registration_ease" else True}
    always: dict[str, Value] = {"coefficients.groups.births.registration_chance": 0.05, "setting.months": 60}
    usual, easy = (
        sum(simulate(small("guangzhou", {**always, **extra}), seed).outcomes["groups_registered"] for seed in range(4))
        for extra in ({}, more)
    )
    assert easy > usual


def test_an_incubator_with_coaching_matures_groups_and_graduates_them() -> None:
    large: dict[str, Value] = {"setting.months": 48, "setting.residents_per_community": 120,
                               "policy.incubation.slots_per_year": 0}  # fmt: skip
    coached: dict[str, Value] = {"policy.incubation.slots_per_year": 10, "policy.incubation.coaching_hours": 20.0}
    hatched = simulate(small("guangzhou", {**large, **coached}), 4).outcomes
    plain = simulate(small("guangzhou", large), 4).outcomes
    assert hatched["graduates"] > 0.0
    assert plain["graduates"] == 0.0
    assert hatched["group_maturity"] > plain["group_maturity"]
