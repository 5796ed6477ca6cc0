"""An organisation spends what it has: administration first, then wages, then activities.

It foresees two months: when cash and credit will not carry wages that far, activities are cut in
advance. If wages cannot be paid, everybody is paid the same part and is owed the rest. After three
months with less than half of wages paid the organisation closes: what is left goes to workers, then
lenders, then the funder, and the rest of its debts is written off. Sources: E7, M37-M39, M59; 000.
Left out: organisations that shed posts to save money.
"""

from __future__ import annotations

import numpy as np

from sim.agents.organisation import AGENCY, LARGE, MIDDLE, SMALL
from sim.arithmetic import exponential, largest
from sim.chance import Stream, draw, normal_quantile
from sim.declare import Section, coefficient
from sim.kernels.budget import grow_older, set_wages, spend_as_planned, spend_grants
from sim.ledger import Flow, Sector, to_fen
from sim.policy import Policy
from sim.records import DUE, FORFEITED, NOT_DUE, PAID, PARTS, POST
from sim.staff import Staff, student_posts
from sim.world import MONTHS_PER_YEAR, World

_AGENCY_FLOWS = (
    int(Flow.LOAN), int(Flow.ADMINISTRATION), int(Flow.WAGE), int(Flow.ACTIVITY), int(Flow.INTEREST),
    int(Flow.REPAYMENT),
)  # fmt: skip
"""Why agencies' money moves in a month, in the order in which `spend` counts it; loans move to them."""


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


def spend_month(world: World, policy: Policy, how: Budgets, loading: float, staff: Staff) -> None:
    """Let every organisation spend, borrow, repay and, if it must, close; `loading` is on wages."""
    entry_wage = to_fen(policy.workforce.wage_yuan * loading)
    workers = world.workers
    set_wages(workers.level, workers.wage_fen, entry_wage, how.level_raise)
    share = policy.workforce.student_share
    if share > 0.0:
        workers.wage_fen[student_posts(workers.identity, share, world.key)] = int(entry_wage * staff.student_wage)
    _settle_agencies(world, how, to_fen(staff.mean_wage_yuan(policy) * loading))
    _settle_groups(world, how)
    _close_and_enter(world, how)
    for holder in (world.accounts.workers, world.accounts.vendors):
        world.ledger.transfer(Flow.CONSUMPTION, holder, world.accounts.outside, int(world.ledger.cash[holder]))


def _settle_agencies(world: World, how: Budgets, entry_wage: int) -> None:
    rows, workers, ledger, contracts = world.organisations, world.workers, world.ledger, world.contracts
    count, first = world.agencies, world.accounts.organisations
    paid_by_agency = workers.filled
    if largest(contracts.terms) >= POST:
        paid_by_agency = workers.filled & (contracts.terms[workers.contract] != POST)
    flows = spend_as_planned(
        (contracts.organisation, contracts.value_fen, contracts.posts), (entry_wage, how.admin_share, how.margin_share),
        (world.employers(), paid_by_agency, workers.wage_fen, workers.owed_fen), rows.owed_to_leavers_fen,
        ledger.cash[first : first + count], rows.loan_fen, rows.activity_funded_share, rows.short_months,
        how.credit_months, how.interest_rate,
    )  # fmt: skip
    to = world.accounts
    ledger.collect_all(
        _AGENCY_FLOWS, first, (to.lenders, to.vendors, to.workers, to.vendors, to.lenders, to.lenders), flows
    )


def _settle_groups(world: World, how: Budgets) -> None:
    """Let community organisations spend their grants on activities."""
    rows, first = world.organisations, world.accounts.organisations + world.first_group
    spent = spend_grants(
        world.ledger.cash[first : world.accounts.workers], rows.earmarked_fen[world.first_group :],
        to_fen(how.group_activity_yuan), rows.activity_funded_share[world.first_group :],
    )  # fmt: skip
    world.ledger.collect_all((int(Flow.ACTIVITY),), first, (world.accounts.vendors,), spent)


def _close_and_enter(world: World, how: Budgets) -> None:
    rows = world.organisations
    flags = (rows.alive, rows.closed, rows.entered)
    if not grow_older(flags, rows.barred, rows.age_months, rows.short_months, world.agencies, how.patience_months):
        return
    alive = rows.alive[: world.agencies]
    barred, short = rows.barred[: world.agencies].tolist(), rows.short_months[: world.agencies].tolist()
    for row, lives in enumerate(alive.tolist()):
        if lives and (barred[row] or short[row] >= how.patience_months):
            _wind_up(world, row)
    empty = ~(alive | rows.closed[: world.agencies])
    chance = how.entry_chance * float(world.funders.attraction[0])
    for row in empty.nonzero()[0].tolist():
        comes, reserves, _, _ = draw(world.key, Stream.ORGANISATION_ENTRY, world.month, row)
        if comes < chance:
            enter(world, how, row, normal_quantile(reserves))


def _wind_up(world: World, row: int) -> None:
    """Close an agency: workers, then lenders, then the funder are paid from what is left.

    The funder first pays what the agency has earned and not received; tranches beyond that lapse.
    """
    rows, ledger, accounts = world.organisations, world.ledger, world.accounts
    account = accounts.organisations + row
    mine = world.employers() == row
    _pay_earned(world, row)
    owed = int(world.workers.owed_fen[mine].sum()) + int(rows.owed_to_leavers_fen[row])
    to_workers = min(owed, int(ledger.cash[account]))
    ledger.transfer(Flow.WAGE, account, accounts.workers, to_workers)
    to_lenders = min(int(rows.loan_fen[row]), int(ledger.cash[account]))
    ledger.transfer(Flow.REPAYMENT, account, accounts.lenders, to_lenders)
    ledger.transfer(Flow.CLAW_BACK, account, accounts.funder, int(ledger.cash[account]))
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
    held, slots = world.contracts.organisation == row, world.programmes
    slots.running[held[slots.contract] & (slots.contract >= 0)] = False
    world.contracts.organisation[held] = -1


def _pay_earned(world: World, row: int) -> None:
    """Pay a closing agency for the months it has worked, and let the rest of its tranches lapse."""
    contracts, tranches = world.contracts, world.tranches
    for held in np.flatnonzero(contracts.organisation == row):
        street = world.accounts.streets + int(contracts.street[held])
        of_contract = (tranches.number // PARTS == contracts.identity[held]) & (tranches.organisation == row)
        begun = int(contracts.signed_month[held])
        this_year = of_contract & (tranches.signed_month == begun)
        paid = np.where(tranches.status == PAID, tranches.amount_fen, tranches.advanced_fen)
        received = int(paid[this_year].sum())
        length = MONTHS_PER_YEAR - begun % MONTHS_PER_YEAR
        earned = int(contracts.instalments_fen[held]) * (world.month - begun) // length
        world.ledger.transfer(
            Flow.CONTRACT_TRANCHE, street, world.accounts.organisations + row, max(earned - received, 0)
        )
        tranches.status[this_year & (tranches.status != PAID)] = FORFEITED
    earlier = (tranches.organisation == row) & ((tranches.status == DUE) | (tranches.status == NOT_DUE))
    for place in np.flatnonzero(earlier):
        payer = world.accounts.streets + int(tranches.street[place])
        payee = world.accounts.organisations + row
        left = int(tranches.amount_fen[place]) - int(tranches.advanced_fen[place])
        world.ledger.transfer(Flow.CONTRACT_TRANCHE, payer, payee, left)
        tranches.status[place] = PAID


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
    rows.barred[row] = False
    rows.offending[row] = False
    rows.stars[row] = 0
    rows.age_months[row] = 0
    rows.star[row] = rows.columns["star"].default
    rows.relationship[row] = rows.columns["relationship"].default
