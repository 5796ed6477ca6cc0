"""An organisation spends what it has: administration first, then wages, then activities.

It foresees two months: when cash and credit will not carry wages that far, activities are cut in
advance. If wages cannot be paid, everybody is paid the same part and is owed the rest. After three
months with less than half of wages paid the organisation closes: what is left goes to workers, then
lenders, then the funder, and the rest of its debts is written off. Sources: E7, M37-M39, M59; 000.
Left out: donors and fees; organisations that shed posts to save money.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import AGENCY, LARGE, MIDDLE, SMALL
from sim.arithmetic import clip, exponential, kernel
from sim.chance import Stream, draws, normal_quantile
from sim.declare import Section, coefficient
from sim.ledger import Flow, Sector, to_fen
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World

_FORESIGHT_MONTHS = 2


class Budgets(Section):
    """Coefficients of organisations' budgets."""

    admin_share: float = coefficient(
        0.14,
        "Share of a contract that administration and premises take",
        unit="share",
        low=0.05,
        high=0.25,
        source="assumed",
        en="Administration",
        zh="管理费占比",
    )
    margin_share: float = coefficient(
        0.03,
        "Share of a contract that is kept as reserve; the rest pays wages and activities",
        unit="share",
        low=0.0,
        high=0.1,
        source="assumed",
        en="Kept as reserve",
        zh="结余占比",
    )
    level_raise: float = coefficient(
        0.1,
        "Raise of pay with each career level",
        unit="share",
        low=0.0,
        high=0.4,
        source="M81, assumed",
        en="Raise per level",
        zh="职级工资增幅",
    )
    credit_months: float = coefficient(
        0.5,
        "Months of cost that lenders and directors advance",
        unit="months",
        low=0.0,
        high=2.0,
        source="E7, assumed",
        en="Credit",
        zh="垫资能力",
    )
    interest_rate: float = coefficient(
        0.005,
        "Interest on loans",
        unit="share per month",
        low=0.0,
        high=0.02,
        source="assumed",
        en="Interest",
        zh="月利率",
    )
    patience_months: int = coefficient(
        3,
        "Months in a row with less than half of wages paid after which an organisation closes",
        unit="months",
        low=1,
        high=6,
        source="E7, assumed",
        en="Patience",
        zh="停薪容忍月数",
    )
    small_reserve: float = coefficient(
        1.0,
        "Median reserves of small agencies when they enter",
        unit="months of cost",
        low=0.5,
        high=2.0,
        source="E7, assumed",
        en="Reserves, small",
        zh="小机构储备金",
    )
    middle_reserve: float = coefficient(
        2.5,
        "Median reserves of middle agencies when they enter",
        unit="months of cost",
        low=1.2,
        high=5.0,
        source="E7, assumed",
        en="Reserves, middle",
        zh="中型机构储备金",
    )
    large_reserve: float = coefficient(
        5.0,
        "Median reserves of large agencies when they enter",
        unit="months of cost",
        low=2.5,
        high=10.0,
        source="E7, assumed",
        en="Reserves, large",
        zh="大机构储备金",
    )
    small_cost: float = coefficient(
        12000.0,
        "Usual monthly cost of a small agency, by which its reserves are measured when it enters",
        unit="yuan per month",
        low=6000.0,
        high=24000.0,
        source="assumed: one project",
        en="Usual cost, small",
        zh="小机构月成本",
    )
    middle_cost: float = coefficient(
        35000.0,
        "Usual monthly cost of a middle agency, by which its reserves are measured when it enters",
        unit="yuan per month",
        low=17500.0,
        high=70000.0,
        source="assumed: three projects",
        en="Usual cost, middle",
        zh="中型机构月成本",
    )
    large_cost: float = coefficient(
        160000.0,
        "Usual monthly cost of a large agency, by which its reserves are measured when it enters",
        unit="yuan per month",
        low=80000.0,
        high=320000.0,
        source="assumed: one centre",
        en="Usual cost, large",
        zh="大机构月成本",
    )
    reserve_spread: float = coefficient(
        0.6,
        "Standard deviation of the logarithm of reserves",
        unit="log",
        low=0.0,
        high=1.2,
        source="E7, assumed",
        en="Spread of reserves",
        zh="储备金离散",
    )
    entry_chance: float = coefficient(
        0.08,
        "Chance in a month that a newcomer takes the place of a closed agency",
        unit="share per month",
        low=0.0,
        high=0.3,
        source="M59, assumed",
        en="Entry",
        zh="新机构进入率",
    )
    group_activity_yuan: float = coefficient(
        250.0,
        "What the activities of a community organisation cost in a month",
        unit="yuan per month",
        low=0.0,
        high=2_000.0,
        source="assumed",
        en="Cost of group activities",
        zh="社区社会组织活动成本",
    )


@kernel
def plan_spending(
    cash: NDArray[np.int64],
    loan: NDArray[np.int64],
    wages: NDArray[np.int64],
    owed: NDArray[np.int64],
    admin: NDArray[np.int64],
    activity: NDArray[np.int64],
    credit_months: float,
    funded_share: NDArray[np.float64],
) -> NDArray[np.int64]:
    """What every agency spends on administration, wages and activities: int64[agencies, 3] fen.

    All amounts are fen: wages of this month, wages owed from before, planned administration and
    activities. Sets the share of activities that there is money for.
    """
    plan = np.zeros((len(cash), 3), dtype=np.int64)
    for row in range(len(cash)):
        monthly = wages[row] + admin[row] + activity[row]
        credit = max(0, int(credit_months * monthly) - loan[row])
        available = cash[row] + credit
        plan[row, 0] = min(admin[row], available)
        plan[row, 1] = min(wages[row] + owed[row], available - plan[row, 0])
        funded_share[row] = 1.0
        if activity[row] > 0:
            ahead = available - owed[row] - _FORESIGHT_MONTHS * (wages[row] + admin[row])
            funded_share[row] = clip(ahead / (_FORESIGHT_MONTHS * activity[row]), 0.0, 1.0)
            left = available - plan[row, 0] - plan[row, 1]
            plan[row, 2] = min(int(activity[row] * funded_share[row]), left)
    return plan


@kernel
def pay_wages(
    employer: NDArray[np.int32],
    filled: NDArray[np.bool_],
    wage: NDArray[np.int64],
    owed: NDArray[np.int64],
    owed_to_leavers: NDArray[np.int64],
    budget: NDArray[np.int64],
    due: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Pay everybody the same part of wages due, in place: fen paid by each agency, int64[agencies].

    `budget` and `due` are int64[agencies], what is there for wages and what is due in all.
    """
    paid = np.zeros(len(budget), dtype=np.int64)
    for row in range(len(budget)):
        if due[row] > 0:
            part = owed_to_leavers[row] * budget[row] // due[row]
            owed_to_leavers[row] -= part
            paid[row] += part
    for row in range(len(employer)):
        agency = employer[row]
        if filled[row] and agency >= 0:
            claim = wage[row] + owed[row]
            part = claim * budget[agency] // due[agency]
            owed[row] = claim - part
            paid[agency] += part
    return paid


@kernel
def sum_by_employer(employer: NDArray[np.int32], filled: NDArray[np.bool_], fen: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Add up fen over the holders whom each agency employs: int64[agencies]."""
    total = np.zeros(count, dtype=np.int64)
    for row in range(len(employer)):
        if filled[row] and employer[row] >= 0:
            total[employer[row]] += fen[row]
    return total


def settle(world: World, policy: Policy, how: Budgets, loading: float) -> None:
    """Let every organisation spend, borrow, repay and, if it must, close; `loading` is on wages."""
    workers, agencies = world.workers, world.agencies
    entry_wage = to_fen(policy.workforce.wage_yuan * loading)
    workers.wage_fen[:] = (entry_wage * (1.0 + how.level_raise * (workers.level - 1.0))).astype(np.int64)
    employer = world.employers()
    wages = sum_by_employer(employer, workers.filled, workers.wage_fen, agencies)
    _settle_agencies(world, how, employer, wages, _planned(world, how, entry_wage))
    _settle_groups(world, how)
    _close_and_enter(world, how)
    for holder in (world.accounts.workers, world.accounts.vendors):
        world.ledger.transfer(Flow.CONSUMPTION, holder, world.accounts.outside, int(world.ledger.cash[holder]))


def _planned(world: World, how: Budgets, entry_wage: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Administration and activities that every agency's contracts plan for a month, in fen."""
    contracts = world.contracts
    held = contracts.organisation >= 0
    value = np.zeros(world.agencies, dtype=np.int64)
    posts = np.zeros(world.agencies, dtype=np.int64)
    np.add.at(value, contracts.organisation[held], contracts.value_fen[held])
    np.add.at(posts, contracts.organisation[held], contracts.posts[held])
    admin = (value * how.admin_share / MONTHS_PER_YEAR).astype(np.int64)
    kept = value * how.margin_share / MONTHS_PER_YEAR
    activity = value / MONTHS_PER_YEAR - admin - kept - posts * entry_wage
    return admin, np.maximum(activity, 0.0).astype(np.int64)


def _settle_agencies(
    world: World,
    how: Budgets,
    employer: NDArray[np.int32],
    wages: NDArray[np.int64],
    planned: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> None:
    rows, workers, ledger = world.organisations, world.workers, world.ledger
    agencies = slice(0, world.agencies)
    first = world.accounts.organisations
    accounts = np.arange(first, first + world.agencies)
    owed = sum_by_employer(employer, workers.filled, workers.owed_fen, world.agencies)
    owed += rows.owed_to_leavers_fen[agencies]
    admin, activity = planned
    loan, cash = rows.loan_fen[agencies], ledger.cash[accounts]
    plan = plan_spending(
        cash, loan, wages, owed, admin, activity, how.credit_months, rows.activity_funded_share[agencies]
    )
    plan[:, 1] = pay_wages(
        employer, workers.filled, workers.wage_fen, workers.owed_fen, rows.owed_to_leavers_fen, plan[:, 1], wages + owed
    )
    borrow = np.maximum(plan.sum(axis=1) - cash, 0)
    ledger.distribute(Flow.LOAN, world.accounts.lenders, accounts, borrow)
    loan += borrow
    ledger.collect(Flow.ADMINISTRATION, accounts, world.accounts.vendors, plan[:, 0])
    ledger.collect(Flow.WAGE, accounts, world.accounts.workers, plan[:, 1])
    ledger.collect(Flow.ACTIVITY, accounts, world.accounts.vendors, plan[:, 2])
    short = (wages > 0) & (2 * plan[:, 1] < wages)
    rows.short_months[agencies] = np.where(short, rows.short_months[agencies] + 1, 0)
    spare = np.maximum(ledger.cash[accounts] - (wages + admin + activity), 0)
    interest = np.minimum((loan * how.interest_rate).astype(np.int64), spare)
    ledger.collect(Flow.INTEREST, accounts, world.accounts.lenders, interest)
    repay = np.minimum(loan, spare - interest)
    ledger.collect(Flow.REPAYMENT, accounts, world.accounts.lenders, repay)
    loan -= repay


def _settle_groups(world: World, how: Budgets) -> None:
    """Let community organisations spend their grants on activities."""
    groups = slice(world.first_group, len(world.organisations))
    first = world.accounts.organisations
    accounts = np.arange(first + world.first_group, first + len(world.organisations))
    cost = to_fen(how.group_activity_yuan)
    spent = np.minimum(world.ledger.cash[accounts], cost)
    world.organisations.activity_funded_share[groups] = spent / cost if cost else 1.0
    world.ledger.collect(Flow.ACTIVITY, accounts, world.accounts.vendors, spent)


def _close_and_enter(world: World, how: Budgets) -> None:
    rows = world.organisations
    rows.closed[:] = False
    rows.entered[:] = False
    rows.age_months[rows.alive] += 1
    agencies = slice(0, world.agencies)
    for row in np.flatnonzero(rows.alive[agencies] & (rows.short_months[agencies] >= how.patience_months)):
        _wind_up(world, int(row))
    gone = np.flatnonzero(~rows.alive[agencies] & ~rows.closed[agencies])
    for row in gone:
        luck = draws(world.key, Stream.ORGANISATION_ENTRY, world.month, int(row), 1)[0]
        if luck[0] < how.entry_chance:
            enter(world, how, int(row), normal_quantile(luck[1]))


def _wind_up(world: World, row: int) -> None:
    """Close an agency: workers, then lenders, then the funder are paid from what is left."""
    rows, ledger, accounts = world.organisations, world.ledger, world.accounts
    account = accounts.organisations + row
    mine = world.employers() == row
    owed = int(world.workers.owed_fen[mine].sum()) + int(rows.owed_to_leavers_fen[row])
    to_workers = min(owed, int(ledger.cash[account]))
    ledger.transfer(Flow.WAGE, account, accounts.workers, to_workers)
    to_lenders = min(int(rows.loan_fen[row]), int(ledger.cash[account]))
    ledger.transfer(Flow.REPAYMENT, account, accounts.lenders, to_lenders)
    ledger.transfer(Flow.CLAW_BACK, account, accounts.outside, int(ledger.cash[account]))
    ledger.write_off(world.elapsed, Sector.WORKER, owed - to_workers)
    ledger.write_off(world.elapsed, Sector.LENDER, int(rows.loan_fen[row]) - to_lenders)
    world.workers.owed_fen[mine] = 0
    world.workers.funded[mine] = False
    world.workers.filled[mine] = False
    rows.owed_to_leavers_fen[row] = 0
    rows.loan_fen[row] = 0
    rows.alive[row] = False
    rows.closed[row] = True
    rows.short_months[row] = 0
    held = world.contracts.organisation == row
    world.programmes.running[np.isin(world.programmes.contract, np.flatnonzero(held))] = False
    world.contracts.organisation[held] = -1


def enter(world: World, how: Budgets, row: int, luck: float) -> None:
    """Let an agency enter with reserves of its own; `luck` is a standard normal number."""
    rows = world.organisations
    size = int(rows.size[row])
    usual = {
        SMALL: how.small_reserve * how.small_cost,
        MIDDLE: how.middle_reserve * how.middle_cost,
        LARGE: how.large_reserve * how.large_cost,
    }
    reserve = usual[size] * exponential(how.reserve_spread * luck)
    account = world.accounts.organisations + row
    world.ledger.transfer(Flow.OPENING_RESERVE, world.accounts.outside, account, to_fen(reserve))
    rows.kind[row] = AGENCY
    rows.alive[row] = True
    rows.entered[row] = True
    rows.passed[row] = True
    rows.age_months[row] = 0
    rows.star[row] = rows.columns["star"].default
    rows.relationship[row] = rows.columns["relationship"].default
