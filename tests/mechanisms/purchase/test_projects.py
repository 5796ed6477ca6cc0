"""A project's year: who pays for it, what it buys, and what is left when it ends."""

from __future__ import annotations

import pytest

from sim.agents.organisation import CIRCLE, FILED
from sim.declare import Value
from sim.ledger import Flow
from sim.mechanisms.purchase import projects
from tests.districts import new

FUND: dict[str, Value] = {"policy.fund.yuan_per_community": 200_000.0}


def test_a_project_is_paid_by_the_fund_month_by_month() -> None:
    model = new(values=FUND)
    world, how = model.world, model.scenario.coefficients
    row, monthly = 3, 4_166_67
    world.committees.fund_fen[0] = 12 * monthly
    world.ledger.transfer(Flow.COMMUNITY_FUND, world.accounts.outside, world.accounts.committees, 12 * monthly)
    world.matched.supplier[row] = 1
    before = world.organisations.capability[1]
    projects.begin(world, row, (monthly, 0, 0), 145.0)
    cash = int(world.ledger.cash[world.accounts.organisations + 1])
    for _ in range(12):
        projects.end(world, how.project_terms)
        assert world.matched.running[row]
        projects.pay(world, how.project_terms)
    kept = 12 * (monthly - int(monthly * 0.9))
    assert world.ledger.cash[world.accounts.committees] == 0
    assert world.committees.fund_fen[0] == 0
    assert world.ledger.cash[world.accounts.organisations + 1] == cash + kept
    projects.end(world, how.project_terms)
    assert not world.matched.running[row]
    assert world.organisations.capability[1] == pytest.approx(before + 0.03 * (1.0 - before))


def test_when_a_supplier_closes_what_is_left_goes_back_to_the_fund() -> None:
    model = new(values=FUND)
    world, how = model.world, model.scenario.coefficients
    world.matched.supplier[2] = 0
    world.committees.fund_fen[0] = 12_000
    projects.begin(world, 2, (1_000, 0, 0), 145.0)
    world.matched.months_left[2] = 5
    world.organisations.alive[0] = False
    projects.end(world, how.project_terms)
    assert world.committees.fund_fen[0] == 5_000
    assert not world.matched.running[2]


def test_a_new_circle_does_not_go_on_with_what_another_group_left() -> None:
    model = new(values={**FUND, "setting.groups_per_street": 2})
    world, how = model.world, model.scenario.coefficients
    row = world.first_group
    world.organisations.alive[row], world.organisations.stage[row] = True, FILED
    world.matched.supplier[1] = row
    projects.begin(world, 1, (0, 0, 1_000), 145.0)
    projects.end(world, how.project_terms)
    assert world.matched.running[1]
    world.organisations.stage[row] = CIRCLE
    projects.end(world, how.project_terms)
    assert not world.matched.running[1]


@pytest.mark.parametrize(("free", "in_pool", "money"), [
    (0, 0, (0, 0, 30)), (0, 40, (0, 40, 0)), (1_199, 0, (0, 0, 30)), (1_200, 0, (100, 0, 0)),
    (1_200, 900, (100, 100, 0)),
])  # fmt: skip
def test_money_is_sought_from_the_fund_then_donors_then_a_grant(
    free: int, in_pool: int, money: tuple[int, int, int]
) -> None:
    assert projects.find_money(free, in_pool, 100, 30) == money


def test_a_project_sees_as_many_as_its_money_pays_for() -> None:
    model = new(values=FUND)
    # 58,000 yuan a year at 145 yuan are 400 person-times, 33.3 a month, by agents that stand for 20 people.
    projects.begin(model.world, 1, (0, 0, 5_800_000 // 12), 145.0)
    assert model.world.matched.contacts[1] == pytest.approx(400 / 12 / 20, rel=1e-5)


def test_residents_own_projects_buy_what_they_need() -> None:
    model = new(values=FUND)
    world = model.world
    projects.begin(world, 9, (0, 0, 10_000), 145.0)
    bought = int(world.ledger.cash[world.accounts.vendors])
    projects.pay(world, model.scenario.coefficients.project_terms)
    assert world.ledger.cash[world.accounts.vendors] == bought + 10_000
