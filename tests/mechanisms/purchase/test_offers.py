"""On which terms something is bought, for how long, and what becomes of it when that is over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.declare import Value
from sim.ledger import Flow
from sim.mechanisms import payment, purchase
from sim.model import ThreeSocietyModel, simulate
from sim.outcomes import OUTCOMES
from sim.records import NOT_DUE, PAID
from sim.scenario import Change
from tests.districts import lived, new, small

BOUGHT: dict[str, Value] = {
    "policy.purchase.centre_yuan": 2_000_000.0,
    "policy.purchase.projects_per_street": 2,
    "policy.purchase.project_yuan": 120_000.0,
    "policy.workforce.wage_yuan": 3_500.0,
    "policy.payment.first_tranche_share": 0.5,
    "policy.evaluation.rounds_per_year": 5,
    "coefficients.purchase.wage_loading": 1.4,
    "coefficients.purchase.wage_share": 0.6,
    "coefficients.purchase.final_share": 0.1,
    "coefficients.purchase.coaching_share": 0.15,
}
# A post costs 3,500 x 1.4 x 12 = 58,800 yuan a year: a centre's 1,200,000 for wages pay 20, a project's 72,000 one.

# Residents stand for so many that workers have as much to do as in a real district.
BUSY: dict[str, Value] = {
    "policy.payment.delay_months": 0.0,
    "setting.months": 25,
    "setting.people_per_resident": 250,
    "setting.residents_per_community": 60,
}


def called(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """A street of one community after its call at month 0."""
    model = new(values={**BOUGHT, **(values or {})})
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


def instalments(model: ThreeSocietyModel, contract: int) -> tuple[list[int], list[int], list[bool]]:
    """Amounts, months due and gates of one contract's instalments."""
    rows = model.world.tranches
    mine = (rows.status == NOT_DUE) & (rows.number // 4 == model.world.contracts.identity[contract])
    return rows.amount_fen[mine].tolist(), rows.due_month[mine].tolist(), rows.gated[mine].tolist()


def test_a_grant_is_paid_at_once_and_waits_for_nothing() -> None:
    model = called({"policy.purchase.project_contract": "grant"})
    assert instalments(model, 1) == ([12_000_000], [0], [False])
    assert instalments(model, 0)[2] == [False, True, True]


def test_of_bought_posts_the_organisation_receives_what_is_not_wages() -> None:
    model = called({"policy.purchase.centre_contract": "post"})
    # 2,000,000 less twenty posts at 58,800.
    assert sum(instalments(model, 0)[0]) == 200_000_000 - 20 * 5_880_000


def test_the_government_pays_the_wages_of_bought_posts() -> None:
    model = called({"policy.purchase.centre_contract": "post", "coefficients.payment.other_terms.post_strain": 0.01})
    world, rows = model.world, model.world.workers
    other = int(world.contracts.first_post[1])
    rows.filled[:3], rows.filled[other] = True, True
    rows.wage_fen[:], rows.burnout[:] = 490_000, 0.5
    pay(model)
    # Three posts of the centre; the one of a project, bought by contract, is its holder's to pay.
    assert int(world.ledger.moved[Flow.POST_WAGE, world.accounts.workers]) == 3 * 490_000
    assert rows.burnout[:3].tolist() == [0.51] * 3
    assert rows.burnout[other] == 0.5


def test_bought_posts_are_never_in_arrears() -> None:
    late: dict[str, Value] = {"policy.payment.delay_months": 9.0, "policy.purchase.projects_per_street": 0}
    owed = {}
    for terms in ("contract", "post"):
        run = simulate(small("guangzhou", {**late, "policy.purchase.centre_contract": terms}), 3, ())
        owed[terms] = run.outcomes["arrears_months"]
    assert owed["contract"] > 0.0
    assert owed["post"] == 0.0


def test_what_was_owed_before_posts_are_bought_stays_the_employer_s_debt() -> None:
    model = called()
    world = model.world
    world.workers.filled[:], world.workers.owed_fen[:2] = world.workers.funded, 700
    world.month = 12
    bought = replace(model.policy.purchase, centre_contract="post")
    model.policy = replace(model.policy, purchase=bought)
    call(model)
    assert int(world.organisations.owed_to_leavers_fen.sum()) == 1_400
    assert not world.workers.owed_fen.any()


def test_subsidies_follow_contacts_up_to_what_is_offered() -> None:
    values: dict[str, Value] = {
        "policy.purchase.projects_per_street": 0,
        "policy.purchase.centre_contract": "per_unit",
        "coefficients.payment.other_terms.unit_contacts": 50.0,
        "setting.people_per_resident": 10,
    }
    model = called(values)
    world = model.world
    assert instalments(model, 0)[0] == []
    world.workers.filled[:20] = True
    world.residents.contact[:] = [1, 2, 2, 0, 0, 0, 3, 4, 5, 6]
    pay(model)
    payee = world.accounts.organisations + int(world.contracts.organisation[0])
    # Thirty person-times at 2,000,000 / (20 posts x 50 x 12) = 166.67 yuan.
    assert int(world.ledger.moved[Flow.UNIT_SUBSIDY, payee]) == pytest.approx(500_000, abs=1)
    world.contracts.reserved_fen[0] = 7
    pay(model)
    pay(model)
    assert int(world.ledger.moved[Flow.UNIT_SUBSIDY, payee]) == pytest.approx(500_007, abs=1)


def test_venture_money_buys_coaching_that_teaches() -> None:
    model = called({"policy.purchase.project_contract": "venture", "coefficients.purchase.coaching_share": 0.2,
                    "coefficients.payment.other_terms.coaching_teaches": 0.05})  # fmt: skip
    world = model.world
    amounts, _, gated = instalments(model, 1)
    assert (sum(amounts), any(gated)) == (9_600_000, False)
    holders = np.unique(world.contracts.organisation[1:])
    before = world.organisations.capability[holders].copy()
    pay(model)
    # A fifth of two projects of 120,000 yuan in twelve parts: 4,000 yuan a month.
    hub = world.accounts.organisations + world.hub
    assert int(-world.ledger.moved[Flow.INCUBATION, world.accounts.funder]) == 400_000
    assert world.ledger.cash[hub] == 0
    assert world.organisations.capability[holders] == pytest.approx(before + 0.05 * (1.0 - before))


def test_a_community_fund_pays_every_month_and_gives_back_what_is_left() -> None:
    model = called({"policy.purchase.project_contract": "fund"})
    world = model.world
    fund = world.accounts.committees
    assert int(world.ledger.moved[Flow.COMMUNITY_FUND, fund]) == 24_000_000
    assert instalments(model, 1)[0] == []
    pay(model)
    assert int(world.ledger.moved[Flow.FUND_PROJECT, fund]) == -2_000_000
    # One holder closes: what the fund still holds for its project goes back at the end of the year.
    world.contracts.organisation[1] = -1
    for world.month in range(1, 12):
        pay(model)
    world.month = 12
    call(model)
    assert int(world.ledger.moved[Flow.UNSPENT_RETURN, world.accounts.funder]) == 11_000_000


@pytest.mark.parametrize(("before", "after"), [("venture", "fund"), ("fund", "contract")])
def test_nothing_stays_set_apart_for_a_project_that_lost_its_holder(before: str, after: str) -> None:
    """The next terms would take what is left for the money of a community's fund, or forget it there."""
    model = called({"policy.purchase.project_contract": before})
    world, contracts = model.world, model.world.contracts
    given, apart = int(world.ledger.cash[world.accounts.committees]), int(contracts.reserved_fen[1])
    assert apart > 0
    contracts.organisation[1] = -1
    changed: dict[str, Value] = {"policy.purchase.project_contract": after, "policy.purchase.tender_gap_months": 3}
    model.policy = model.scenario.with_values({**changed, "policy.purchase.projects_per_street": 0}).policy
    world.month = 3
    call(model)
    assert contracts.reserved_fen[1] == 0
    back = apart if before == "fund" else 0
    assert int(world.ledger.cash[world.accounts.committees]) == given - back
    assert int(world.ledger.moved[Flow.UNSPENT_RETURN, world.accounts.funder]) == back


def test_a_community_s_own_money_is_given_as_residents_wish() -> None:
    values: dict[str, Value] = {"policy.purchase.project_contract": "fund", "setting.residents_per_community": 100}
    by_fund, by_vote = (
        lived(small("guangzhou", each), months=1).world
        for each in (values, {**values, "policy.purchase.decider": "residents"})
    )
    assert by_fund.contracts.organisation[1:].tolist() == by_vote.contracts.organisation[1:].tolist()


@pytest.mark.parametrize(("years", "calls"), [(1, [0, 12, 24, 36]), (2, [0, 24]), (3, [0, 36])])
def test_contracts_run_for_their_years(years: int, calls: list[int]) -> None:
    model = called({"policy.purchase.contract_years": years, "policy.purchase.decider": "expert"})
    world = model.world
    put_out = [0]
    for world.month in (12, 24, 36):
        before = world.contracts.organisation.copy()
        world.programmes.fit[:] = 2.0
        world.tranches.status[:] = PAID
        call(model)
        # What is put out to call is planned anew; what runs on keeps its holder and its programmes.
        anew = bool((world.programmes.fit[world.programmes.contract >= 0] < 2.0).any())
        put_out += [world.month] if anew else []
        assert anew or world.contracts.organisation.tolist() == before.tolist()
        assert (world.contracts.signed_month == world.month).all()
    assert put_out == calls
    # Every year of a contract is paid in full.
    written = world.tranches.signed_month == 36
    assert int(world.tranches.amount_fen[written].sum()) == 200_000_000 + 2 * 12_000_000


def test_a_long_contract_outlasts_a_cut() -> None:
    cut = Change(month=12, values={"policy.purchase.centre_yuan": 0.0, "policy.purchase.projects_per_street": 0})
    workers = {}
    for years in (1, 3):
        scenario = replace(small("guangzhou", {"policy.purchase.contract_years": years}), changes=(cut,))
        workers[years] = OUTCOMES["workers"].measure(lived(scenario, months=14).world)
    assert workers[1] == 0.0
    assert workers[3] > 0.0


def test_a_gap_between_contracts_by_hand() -> None:
    model = called({"policy.purchase.tender_gap_months": 3})
    world = model.world
    assert (world.contracts.organisation == -1).all()
    world.month = 3
    call(model)
    # Nine months of 2,000,000 yuan: 1,500,000, due after 0, 4 and 9 of them.
    assert instalments(model, 0) == ([75_000_000, 60_000_000, 15_000_000], [3, 7, 12], [False, True, True])
    assert int(world.workers.funded.sum()) == 22
    world.workers.filled[:] = world.workers.funded
    world.month = 12
    call(model)
    assert not world.workers.funded.any()
    assert not world.programmes.running[world.programmes.contract >= 0].any()


def test_gaps_cost_ties_and_long_contracts_save_them() -> None:
    ties = {}
    for gap, years in ((0, 1), (3, 1), (3, 3)):
        values: dict[str, Value] = {
            "policy.purchase.tender_gap_months": gap,
            "policy.purchase.contract_years": years,
            "setting.months": 36,
        }
        ties[gap, years] = simulate(small("guangzhou", values), 2, ()).outcomes["tie_strength"]
    assert 0.0 < ties[3, 1] < ties[3, 3] < ties[0, 1]


@pytest.mark.parametrize("centre", ["contract", "grant", "post", "per_unit"])
@pytest.mark.parametrize("project", ["contract", "grant", "per_unit", "venture", "fund"])
def test_every_pair_of_terms_keeps_the_ledger_and_costs_what_is_offered(centre: str, project: str) -> None:
    values: dict[str, Value] = {
        "policy.purchase.centre_contract": centre,
        "policy.purchase.project_contract": project,
        "policy.purchase.contract_years": 2,
        "policy.purchase.tender_gap_months": 1,
        **BUSY,
    }
    usual = simulate(small("guangzhou", BUSY), 4, ())
    other = simulate(small("guangzhou", values), 4, ())
    # No terms are free, and none cost more than what is offered: two months in 25 are a gap.
    assert 0.6 < other.outcomes["public_money_yuan"] / usual.outcomes["public_money_yuan"] < 1.02
