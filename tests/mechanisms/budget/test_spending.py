"""Organisations pay, close and are followed; nobody's claim is lost without a note."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.organisation import LARGE, MIDDLE, SMALL
from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms.budget import spending
from sim.model import ThreeSocietyModel
from sim.records import DUE, FORFEITED, NOT_DUE, PAID, PARTS
from tests.districts import new

CONTRACT: dict[str, Value] = {
    "policy.purchase.centre_yuan": 2_000_000.0,
    "policy.purchase.projects_per_street": 2,
    "policy.workforce.wage_yuan": 3_000.0,
    "coefficients.purchase.wage_loading": 1.4,
    "coefficients.budget.level_raise": 0.1,
    "coefficients.budget.credit_months": 0.0,
    "coefficients.budget.patience_months": 3,
    "coefficients.budget.entry_chance": 0.0,
}


def agency_with(cash: int, values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """A project of 140,500 yuan held by the first agency, with one worker and so much cash (fen)."""
    model = new(values={**CONTRACT, **(values or {})})
    world = model.world
    account = world.accounts.organisations
    world.ledger.transfer(Flow.OPENING_RESERVE, account, world.accounts.outside, int(world.ledger.cash[account]))
    world.ledger.transfer(Flow.OPENING_RESERVE, world.accounts.outside, account, cash)
    world.contracts.organisation[1] = 0
    world.contracts.value_fen[1] = 14_050_000
    world.contracts.posts[1] = 1
    post = int(world.contracts.first_post[1])
    world.workers.funded[post] = world.workers.filled[post] = True
    return model


def settle(model: ThreeSocietyModel) -> None:
    """Let organisations settle a month."""
    how = model.scenario.coefficients
    spending.spend_month(model.world, model.policy, how.budget, how.purchase.wage_loading, how.staff)


def test_a_level_raises_pay() -> None:
    model = agency_with(10**9)
    model.world.workers.level[:] = np.arange(len(model.world.workers)) % 3 + 1
    settle(model)
    # 3,000 x 1.4 = 4,200 yuan, a tenth more with each level.
    assert set(model.world.workers.wage_fen.tolist()) == {420_000, 462_000, 504_000}


def test_an_agency_without_money_closes_after_its_patience() -> None:
    model = agency_with(0)
    bodies, workers = model.world.organisations, model.world.workers
    post = int(model.world.contracts.first_post[1])
    for month in range(1, 3):
        settle(model)
        assert bodies.short_months[0] == month
        assert workers.owed_fen[post] == 420_000 * month
    settle(model)
    assert not bodies.alive[0]
    assert bodies.closed[0]
    assert model.world.contracts.organisation[1] == -1
    assert not workers.filled.any()
    assert not workers.owed_fen.any()
    assert model.world.ledger.written_off[0, Sector.WORKER] == 3 * 420_000


def test_what_is_left_goes_to_workers_then_lenders_then_the_funder() -> None:
    model = agency_with(1_000)
    world = model.world
    post = int(world.contracts.first_post[1])
    for owed_to_worker, owed_to_leavers, loan, expected in (
        # 1,000 fen: all of 700, then 200 to the lender, 100 back.
        (600, 100, 200, {Flow.WAGE: 700, Flow.REPAYMENT: 200, Flow.CLAW_BACK: 100}),
        # All of 700, then 300 of 500.
        (700, 0, 500, {Flow.WAGE: 700, Flow.REPAYMENT: 300, Flow.CLAW_BACK: 0}),
        # 1,000 of 1,500; nothing for the lender.
        (1_500, 0, 500, {Flow.WAGE: 1_000, Flow.REPAYMENT: 0, Flow.CLAW_BACK: 0}),
    ):
        model = agency_with(1_000)
        world = model.world
        world.workers.owed_fen[post] = owed_to_worker
        world.organisations.owed_to_leavers_fen[0] = owed_to_leavers
        world.organisations.loan_fen[0] = loan
        spending._wind_up(world, 0)
        account = world.accounts.organisations
        moved = {flow: -int(world.ledger.moved[flow, account]) for flow in expected}
        assert moved == expected
        lost = world.ledger.written_off[0]
        assert lost[Sector.WORKER] == owed_to_worker + owed_to_leavers - expected[Flow.WAGE]
        assert lost[Sector.LENDER] == loan - expected[Flow.REPAYMENT]
        assert world.ledger.cash[account] == 0


# Of 12,000,000 fen a year; half is received, 4,800,000 are due and 1,200,000 not yet.
@pytest.mark.parametrize(
    ("month", "late"),
    [
        # Seven months are worth 7,000,000: 1,000,000 more than was received.
        (19, 1_000_000),
        # Five are worth 5,000,000, less than was received: nothing more.
        (17, 0),
        (23, 5_000_000),
    ],
)
def test_a_closing_agency_is_first_paid_what_it_earned(month: int, late: int) -> None:
    model = agency_with(0)
    world, tranches = model.world, model.world.tranches
    world.month = month
    world.contracts.instalments_fen[1], world.contracts.signed_month[1] = 12_000_000, 12
    number = PARTS * int(world.contracts.identity[1])
    # This year's three tranches, the last one of the year before, and one of another agency.
    tranches.number[:5] = number + np.array([0, 1, 2, 2, 1])
    tranches.organisation[:5] = [0, 0, 0, 0, 1]
    tranches.amount_fen[:5] = [6_000_000, 4_800_000, 1_200_000, 900_000, 700_000]
    tranches.signed_month[:5] = [12, 12, 12, 0, 0]
    tranches.status[:5] = [PAID, DUE, NOT_DUE, DUE, DUE]
    world.ledger.transfer(Flow.STREET_ALLOCATION, world.accounts.outside, world.accounts.streets, 20_000_000)
    funder = int(world.ledger.cash[world.accounts.funder])
    spending._wind_up(world, 0)
    # The year before is paid in full; the rest of this year's lapses; the other agency still waits for its own.
    assert world.ledger.cash[world.accounts.streets] == 20_000_000 - 900_000 - late
    assert tranches.status[:5].tolist() == [PAID, FORFEITED, FORFEITED, PAID, DUE]
    # It owes nobody anything, so all of it goes back to the funder.
    assert world.ledger.cash[world.accounts.funder] - funder == 900_000 + late
    assert world.ledger.cash[world.accounts.organisations] == 0


def test_what_was_earned_pays_workers_before_it_is_lost() -> None:
    model = agency_with(0)
    world = model.world
    post = int(world.contracts.first_post[1])
    world.month = 3
    world.contracts.instalments_fen[1], world.contracts.signed_month[1] = 12_000_000, 0
    world.workers.owed_fen[post] = 1_260_000
    world.organisations.loan_fen[0] = 2_000_000
    world.ledger.transfer(Flow.STREET_ALLOCATION, world.accounts.outside, world.accounts.streets, 12_000_000)
    spending._wind_up(world, 0)
    # Three months without a tranche: 3,000,000, of which 1,260,000 go to the worker and 1,740,000 to lenders.
    account = world.accounts.organisations
    assert world.ledger.moved[Flow.CONTRACT_TRANCHE, account] == 3_000_000
    assert world.ledger.moved[Flow.WAGE, account] == -1_260_000
    assert world.ledger.moved[Flow.REPAYMENT, account] == -1_740_000
    assert world.ledger.moved[Flow.CLAW_BACK].any() == 0
    assert world.ledger.written_off[3, [Sector.WORKER, Sector.LENDER]].tolist() == [0, 260_000]


def test_a_newcomer_takes_the_place_of_a_closed_agency() -> None:
    model = agency_with(0, {"coefficients.budget.entry_chance": 0.3})
    bodies = model.world.organisations
    months = 0
    for _ in range(60):
        settle(model)
        model.world.month += 1
        months += int(not bodies.alive[0])
        if bodies.entered[0]:
            break
    assert months > 0
    assert bodies.entered[0]
    assert bodies.age_months[0] == 0
    assert bodies.star[0] == 0.5
    assert model.world.ledger.cash[model.world.accounts.organisations] > 0


@pytest.mark.parametrize(("size", "months", "cost"), [(SMALL, "small", "small"), (MIDDLE, "middle", "middle"),
                                                      (LARGE, "large", "large")])  # fmt: skip
def test_reserves_are_log_normal_around_their_median(size: int, months: str, cost: str) -> None:
    model = new()
    how, world = model.scenario.coefficients.budget, model.world
    row = int(np.flatnonzero(world.organisations.size[: world.agencies] == size)[0])
    account = world.accounts.organisations + row
    median = getattr(how, f"{months}_reserve") * getattr(how, f"{cost}_cost") * 100
    held = []
    for luck in (-1.0, 0.0, 1.0):
        before = int(world.ledger.cash[account])
        spending.enter(world, how, row, luck)
        held.append(int(world.ledger.cash[account]) - before)
    assert held[1] == pytest.approx(median, abs=1)
    assert held[2] / held[1] == pytest.approx(np.exp(how.reserve_spread), rel=1e-6)
    assert held[1] / held[0] == pytest.approx(np.exp(how.reserve_spread), rel=1e-6)


def test_groups_spend_their_grants_and_no_more() -> None:
    model = new(values={"coefficients.budget.group_activity_yuan": 250.0, "setting.groups_per_street": 3})
    world = model.world
    first = world.accounts.organisations + world.first_group
    for place, cash in enumerate((0, 10_000, 60_000)):
        world.ledger.transfer(Flow.GROUP_GRANT, world.accounts.outside, first + place, cash)
    settle(model)
    # Activities cost 25,000 fen a month.
    groups = slice(world.first_group, world.first_group + 3)
    assert world.organisations.activity_funded_share[groups].tolist() == [0.0, 0.4, 1.0]
    assert world.ledger.cash[first : first + 3].tolist() == [0, 0, 35_000]
