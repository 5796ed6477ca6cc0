"""Stars: who gets how many, what follows for bids, effort and money, and who must go."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms.evaluation import stars
from sim.model import ThreeSocietyModel
from tests.districts import lived, new, small, state

RATED: dict[str, Value] = {
    "policy.stars.rating": True,
    "policy.purchase.projects_per_street": 12,
    "setting.small_agencies_per_street": 9,
    "setting.middle_agencies_per_street": 2,
    "coefficients.stars.rating_yuan": 1_000.0,
    "coefficients.stars.survey_people": 100,
    "coefficients.stars.survey_yuan": 20.0,
    "coefficients.stars.publication_yuan": 20_000.0,
    "coefficients.stars.credit_weight": 0.1,
    "coefficients.stars.credit_clarity": 0.5,
    "coefficients.stars.attraction": 1.0,
}


def rated(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """Twelve agencies, each with a contract and a better score than the next, after the year's rating."""
    model = new(values={**RATED, **(values or {})})
    world = model.world
    world.contracts.organisation[1:] = np.arange(12)
    world.organisations.star[:12] = np.linspace(0.9, 0.2, 12)
    stars.rate(world, model.policy, model.scenario.coefficients.stars)
    return model


def test_stars_have_the_shape_of_the_published_ratings() -> None:
    # 7, 4, 10, 2 and 1 of 24 (G21-G25), halved; who stands on a border gets the better stars.
    assert rated().world.organisations.stars[:12].tolist() == [5, 5, 5, 5, 4, 4, 3, 3, 3, 3, 3, 2]


@pytest.mark.parametrize(("count", "given"), [(1, [3]), (2, [5, 3]), (3, [5, 3, 3]), (0, [])])
def test_few_organisations_get_stars_by_the_same_shape(count: int, given: list[int]) -> None:
    funder = new().world.deciders.funder
    assert funder.grade([1.0 - 0.1 * place for place in range(count)]) == given


def test_four_and_twenty_get_exactly_the_published_stars() -> None:
    given = new().world.deciders.funder.grade([float(place) for place in range(24)])
    assert [given.count(number) for number in (5, 4, 3, 2, 1)] == [7, 4, 10, 2, 1]
    assert given == sorted(given)


def test_who_holds_no_contract_is_not_rated() -> None:
    model = new(values=RATED)
    model.world.contracts.organisation[1:3] = [4, 7]
    stars.rate(model.world, model.policy, model.scenario.coefficients.stars)
    assert np.flatnonzero(model.world.organisations.stars).tolist() == [4, 7]


def test_stars_that_are_not_published_change_no_bid() -> None:
    world = rated().world
    assert not world.organisations.credit.any()
    assert world.funders.misjudgement[0] == 1.0
    assert world.funders.attraction[0] == 1.0


def test_published_stars_are_credit_clear_the_view_and_attract() -> None:
    world = rated({"policy.stars.published": True}).world
    assert world.organisations.credit[[0, 4, 6, 11, 12]].tolist() == pytest.approx([0.1, 0.075, 0.05, 0.025, 0.0])
    assert world.funders.misjudgement[0] == 0.5
    assert world.funders.attraction[0] == 2.0
    stars.clear(world)
    assert not world.organisations.credit.any()
    assert not world.organisations.stars.any()
    assert world.funders.misjudgement[0] == world.funders.attraction[0] == 1.0


def test_the_lowest_are_barred() -> None:
    barred = rated({"policy.stars.eliminated_share": 0.25}).world.organisations.barred[:12]
    assert np.flatnonzero(barred).tolist() == [9, 10, 11]


def test_residents_change_the_order() -> None:
    model = new(values={**RATED, "policy.stars.resident_weight": 1.0})
    world = model.world
    world.contracts.organisation[1:3] = [0, 1]
    world.organisations.star[:2] = [0.9, 0.1]
    # Five residents with a caseworker of either agency: those of the second are satisfied.
    first, second = (int(np.flatnonzero(world.workers.contract == contract)[0]) for contract in (1, 2))
    world.residents.caseworker[:] = np.repeat([first, second], 5)
    world.residents.satisfied[:] = np.repeat([False, True], 5)
    stars.rate(world, model.policy, model.scenario.coefficients.stars)
    assert world.organisations.rating[:2].tolist() == [0.0, 1.0]
    assert world.organisations.stars[:2].tolist() == [3, 5]


def test_ratings_surveys_publication_and_rewards_are_paid_for() -> None:
    world = rated(
        {"policy.stars.published": True, "policy.stars.resident_weight": 0.5, "policy.stars.reward_yuan": 7_000.0}
    ).world
    world.ledger.close_month(0)
    month = world.ledger.journal[0]
    # Twelve ratings of 1,000 yuan and twelve surveys of 100 residents at 20 yuan; four agencies have five stars.
    assert month[Flow.EVALUATION_FEE, Sector.FUNDER] == -12 * (1_000 + 2_000) * 100
    assert month[Flow.PUBLICITY, Sector.FUNDER] == -20_000 * 100
    assert month[Flow.REWARD, Sector.AGENCY] == 4 * 7_000 * 100
    assert month[Flow.APPROPRIATION, Sector.FUNDER] == (36_000 + 20_000 + 28_000) * 100


GUANGZHOU: dict[str, Value] = {
    "policy.stars.rating": True,
    "policy.evaluation.rounds_per_year": 1,
    "setting.small_agencies_per_street": 6,
}


def test_the_barred_lose_their_contracts_and_are_wound_up_at_the_next_call() -> None:
    model = lived(small("guangzhou", {**GUANGZHOU, "policy.stars.eliminated_share": 0.5}), months=12)
    rows = model.world.organisations
    barred = np.flatnonzero(rows.barred)
    assert len(barred)
    assert rows.alive[barred].all()
    model.step()
    assert not rows.alive[barred].any()
    assert rows.closed[barred].all()
    assert not np.isin(model.world.contracts.organisation, barred).any()
    assert (model.world.ledger.cash[model.world.accounts.organisations + barred] == 0).all()


def test_a_place_is_taken_again_by_somebody_with_a_clean_record() -> None:
    values = {**GUANGZHOU, "policy.stars.eliminated_share": 0.5, "coefficients.budget.entry_chance": 0.3}
    model = lived(small("guangzhou", values), months=12)
    rows = model.world.organisations
    before, barred = rows.capability.copy(), rows.barred.copy()
    entered = np.zeros(len(rows), dtype=np.bool_)
    for _ in range(11):
        model.step()
        entered |= rows.entered & barred
    assert entered.any()
    assert not rows.barred[entered].any()
    assert not rows.stars[entered].any()
    assert (rows.capability[entered] != before[entered]).all()


def test_what_is_at_stake_makes_everybody_try_harder() -> None:
    quiet = lived(small("guangzhou", {**GUANGZHOU, "policy.evaluation.divergence": 0.0}), months=3).world
    stakes = {
        "policy.stars.published": True,
        "policy.stars.reward_yuan": 100_000.0,
        "policy.stars.eliminated_share": 0.1,
    }
    loud = lived(small("guangzhou", {**GUANGZHOU, "policy.evaluation.divergence": 0.0, **stakes}), months=3).world
    held = np.unique(quiet.contracts.organisation[quiet.contracts.organisation >= 0])
    assert (loud.organisations.effort[held] > quiet.organisations.effort[held]).all()


def test_stars_end_with_the_year_in_which_ratings_end() -> None:
    model = lived(small("guangzhou", {**GUANGZHOU, "policy.stars.published": True}), months=12)
    assert model.world.organisations.stars.any()
    calm = replace(model.policy, stars=replace(model.policy.stars, rating=False))
    for _ in range(12):
        model.policy = calm
        model.step()
    assert not model.world.organisations.stars.any()
    assert model.world.funders.misjudgement[0] == 1.0


def test_without_a_rating_its_consequences_do_not_come() -> None:
    values = {"policy.stars.published": True, "policy.stars.eliminated_share": 0.5, "policy.stars.reward_yuan": 9_000.0}
    assert state(lived(small("guangzhou", values)).world) == state(lived(small("guangzhou")).world)
