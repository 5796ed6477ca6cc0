"""Projects run by those who live there: groups by their members, committees by their staff and aides."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.organisation import CIRCLE, FILED
from sim.declare import Value
from sim.kernels.purchase import bid_locally
from sim.ledger import Flow
from sim.mechanisms import budget, payment, purchase
from sim.model import ThreeSocietyModel, simulate
from sim.outcomes import OUTCOMES
from sim.records import CENTRE_PROGRAMMES, NOT_DUE, OWN_PROGRAMMES
from tests.districts import lived, new, small

PROJECTS: dict[str, Value] = {
    "policy.purchase.centre_yuan": 0.0,
    "policy.purchase.projects_per_street": 3,
    "policy.purchase.project_yuan": 120_000.0,
    "policy.workforce.wage_yuan": 3_500.0,
    "policy.payment.first_tranche_share": 0.5,
    "policy.payment.delay_months": 0.0,
    "coefficients.payment.evaluator_backlog": 0.0,
    "coefficients.purchase.wage_loading": 1.4,
    "coefficients.purchase.wage_share": 0.6,
    "coefficients.purchase.final_share": 0.1,
    "coefficients.purchase.local.committee_projects": 2,
    "setting.groups_per_street": 20,
}


def called(bidders: str, values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """A street of one community after its call at month 0, with two groups on file that have members."""
    model = new(values={**PROJECTS, "policy.purchase.bidders": bidders, **(values or {})})
    bodies, first = model.world.organisations, model.world.first_group
    bodies.members[first:], bodies.stage[first:] = 0, CIRCLE
    bodies.alive[first : first + 3], bodies.members[first : first + 3] = True, 5
    bodies.stage[first : first + 2] = FILED
    call(model)
    return model


def call(model: ThreeSocietyModel) -> None:
    """Put what is open out to call."""
    how = model.scenario.coefficients
    purchase.call(
        model.world, model.policy, how.purchase, how.fit, how.matching, how.fund, how.project_terms, how.staff
    )


def pay(model: ThreeSocietyModel) -> None:
    """Pay for a month."""
    how = model.scenario.coefficients
    payment.pay(model.world, model.policy, how.payment, how.purchase.wage_loading)


def test_groups_on_file_bid_and_each_runs_one_project() -> None:
    world = called("groups").world
    first = world.first_group
    # Three projects and two groups on file: a circle of neighbours does not bid, nor does an agency.
    assert sorted(world.contracts.local_holder[1:].tolist()) == [-1, first, first + 1]
    assert (world.contracts.organisation == -1).all()
    assert not world.workers.funded.any()
    assert np.count_nonzero(world.programmes.running[OWN_PROGRAMMES + CENTRE_PROGRAMMES :]) == 2


def test_a_committee_runs_as_many_as_it_can() -> None:
    world = called("committees").world
    assert world.contracts.in_house.tolist() == [False, True, True, False]
    # 72,000 yuan for wages at 58,800 an aide.
    assert world.contracts.aides[1] == pytest.approx(72_000 / 58_800)
    assert not world.workers.funded.any()


def test_all_may_bid() -> None:
    held = {"agencies": 0, "groups": 0, "committees": 0}
    for seed in range(12):
        values: dict[str, Value] = {"policy.purchase.bidders": "all", "policy.purchase.decider": "residents"}
        world = lived(small("guangzhou", {**values, "coefficients.purchase.choice_noise": 0.5}), seed, months=1).world
        held["agencies"] += int(np.count_nonzero(world.contracts.organisation[1:] >= 0))
        held["groups"] += int(np.count_nonzero(world.contracts.local_holder >= 0))
        held["committees"] += int(np.count_nonzero(world.contracts.in_house))
        every = (world.contracts.organisation >= 0).astype(int) + (world.contracts.local_holder >= 0)
        assert (every + world.contracts.in_house <= 1).all()
    assert all(count > 0 for count in held.values())
    assert sum(held.values()) == 12 * 6


def test_who_lives_there_plans_with_all_that_is_known() -> None:
    bidders = np.arange(400)
    poor, _ = bid_locally(7, bidders, bidders, 0.1, (0.15, 0.2), np.uint64(1), 0)
    good, noise = bid_locally(7, bidders, bidders, 0.8, (0.15, 0.2), np.uint64(1), 0)
    # Fit is floor and knowledge, 0.15 + 0.85 x known; noise is Gumbel, with mean 0.577.
    assert (good > poor).all()
    assert poor.mean() == pytest.approx(0.235, abs=0.01)
    assert good.mean() == pytest.approx(0.83, abs=0.01)
    assert noise.mean() == pytest.approx(0.577, abs=0.2)


def test_a_group_sets_its_instalments_apart_and_its_members_spend_them() -> None:
    values: dict[str, Value] = {
        "setting.people_per_resident": 20,
        "coefficients.projects.contacts_each": 0.4,
        "coefficients.projects.contact_yuan": 50.0,
        "coefficients.budget.group_activity_yuan": 250.0,
    }
    model = called("groups", values)
    world, how = model.world, model.scenario.coefficients
    group = world.first_group
    pay(model)
    # Half of 120,000 yuan at the start, without delay.
    assert int(world.organisations.earmarked_fen[group]) == 6_000_000
    budget.settle(world, model.policy, how.budget, how.donors, how.projects, how.purchase.wage_loading, how.staff)
    # Five members at 0.4 contacts of 20 people at 50 yuan: 2 contacts for 2,000 yuan; usual activities take 250.
    assert world.organisations.project_contacts[group] == pytest.approx(2.0)
    assert int(world.organisations.earmarked_fen[group]) == 6_000_000 - 200_000 - 25_000


def test_a_group_gives_back_what_its_members_found_no_time_for() -> None:
    model = called("groups")
    world = model.world
    pay(model)
    world.month = 12
    call(model)
    # Two groups with 60,000 yuan each at the end of the year; the rest was not yet due.
    assert int(world.ledger.moved[Flow.UNSPENT_RETURN, world.accounts.funder]) == 12_000_000


def test_a_project_ends_with_its_group() -> None:
    model = called("groups")
    world, how = model.world, model.scenario.coefficients
    row = int(np.flatnonzero(world.contracts.local_holder >= 0)[0])
    world.organisations.alive[world.contracts.local_holder[row]] = False
    budget.settle(world, model.policy, how.budget, how.donors, how.projects, how.purchase.wage_loading, how.staff)
    assert world.contracts.local_holder[row] == -1
    assert not world.programmes.running[world.programmes.contract == row].any()


@pytest.mark.parametrize(("terms", "flow"), [("contract", Flow.COMMITTEE_FUNDS), ("fund", Flow.COMMUNITY_FUND)])
def test_a_committee_spends_on_aides_and_activities(terms: str, flow: Flow) -> None:
    model = called("committees", {"policy.purchase.project_contract": terms})
    world = model.world
    world.ledger.moved[Flow.ACTIVITY] = 0
    pay(model)
    committee = world.accounts.committees
    # Two projects of 10,000 yuan a month, 6,000 of it for aides; a fund has received the year's money at once.
    assert int(world.ledger.moved[flow, committee]) == (2_000_000 if terms == "contract" else 24_000_000)
    assert int(world.ledger.moved[Flow.WAGE, committee]) == -1_200_000
    assert int(world.ledger.moved[Flow.ACTIVITY, committee]) == -800_000
    assert not (world.tranches.status == NOT_DUE).any()


@pytest.mark.parametrize("terms", ["contract", "grant", "per_unit", "venture", "fund"])
@pytest.mark.parametrize("bidders", ["groups", "committees", "all"])
def test_every_way_of_delivery_on_every_terms_keeps_the_ledger(bidders: str, terms: str) -> None:
    values: dict[str, Value] = {
        "policy.purchase.bidders": bidders,
        "policy.purchase.project_contract": terms,
        "policy.purchase.contract_years": 2,
        "policy.payment.task_money_share": 0.5,
    }
    outcomes = simulate(small("guangzhou", values), 4, ()).outcomes
    assert outcomes["public_money_yuan"] > 0.0


def test_aides_and_members_reach_residents() -> None:
    many: dict[str, Value] = {**PROJECTS, "setting.residents_per_community": 200, "setting.communities_per_street": 3}
    found = {}
    for bidders, count in (("groups", 0), ("groups", 6), ("committees", 6)):
        values: dict[str, Value] = {
            **many, "policy.purchase.bidders": bidders, "policy.purchase.projects_per_street": count
        }  # fmt: skip
        found[bidders, count] = simulate(small("baseline", values), 1, ()).outcomes["needs_resolved"]
    assert found["groups", 6] > found["groups", 0]
    assert found["committees", 6] > found["groups", 0]


def test_venture_money_lets_a_group_mature() -> None:
    model = called("groups", {"policy.purchase.project_contract": "venture"})
    world = model.world
    before = world.organisations.maturity[world.first_group : world.first_group + 2].copy()
    pay(model)
    assert (world.organisations.maturity[world.first_group : world.first_group + 2] > before).all()


def test_projects_of_groups_are_public_money() -> None:
    model = called("groups")
    model.end_month()
    # A twelfth of two projects of 120,000 yuan.
    assert OUTCOMES["public_money_yuan"].measure(model.world) == pytest.approx(20_000)
