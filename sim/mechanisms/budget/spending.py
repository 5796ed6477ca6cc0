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
from sim.arithmetic import exponential
from sim.chance import Stream, draw, normal_quantile
from sim.declare import Section, coefficient
from sim.kernels.budget import CLOSES, ENTERS, grow_older, set_wages, spend_as_planned, spend_grants, spending_rooms
from sim.kernels.closing import dismiss, pay_earned, settle_debts
from sim.ledger import Flow, Sector, to_fen
from sim.policy import Policy
from sim.staff import Staff
from sim.world import World


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
    _settle_agencies(world, policy, how, loading, staff)
    rows, accounts = world.organisations, world.accounts
    spend_grants(
        world.ledger.cash, world.ledger.moved, (accounts.organisations + world.first_group, accounts.vendors),
        to_fen(how.group_activity_yuan), rows.earmarked_fen[world.first_group :],
        rows.activity_funded_share[world.first_group :],
    )  # fmt: skip
    _close_and_enter(world, how)
    world.ledger.clear(Flow.CONSUMPTION, (accounts.workers, accounts.vendors), accounts.outside)


def _settle_agencies(world: World, policy: Policy, how: Budgets, loading: float, staff: Staff) -> None:
    """Set this month's wages and let agencies pay them and whatever else their contracts plan."""
    rows, workers, contracts, to = world.organisations, world.workers, world.contracts, world.accounts
    entry_wage = to_fen(policy.workforce.wage_yuan * loading)
    set_wages(
        workers.level, workers.identity, workers.wage_fen, (entry_wage, int(entry_wage * staff.student_wage)),
        how.level_raise, policy.workforce.student_share, world.key,
    )  # fmt: skip
    spend_as_planned(
        world.ledger.cash, world.ledger.moved, (to.organisations, to.lenders, to.vendors, to.workers),
        (contracts.organisation, contracts.value_fen, contracts.posts, contracts.terms),
        (to_fen(staff.mean_wage_yuan(policy) * loading), how.admin_share, how.margin_share),
        (workers.contract, workers.filled, workers.wage_fen, workers.owed_fen),
        (rows.owed_to_leavers_fen, rows.loan_fen, rows.activity_funded_share, rows.short_months),
        how.credit_months, how.interest_rate, spending_rooms(world.agencies, len(workers)),
    )  # fmt: skip


def _close_and_enter(world: World, how: Budgets) -> None:
    """Let agencies that give up close, and newcomers take the places of those that have closed."""
    rows, fate = world.organisations, np.empty(world.agencies, dtype=np.uint8)
    if not grow_older(
        (rows.alive, rows.closed, rows.entered), rows.age_months, rows.barred, rows.short_months,
        how.patience_months, how.entry_chance * world.funders.attraction.item(0), fate, world.key, world.month,
    ):  # fmt: skip
        return
    for row in np.flatnonzero(fate == CLOSES).tolist():
        _wind_up(world, row)
    for row in np.flatnonzero(fate == ENTERS).tolist():
        _, reserves, _, _ = draw(world.key, Stream.ORGANISATION_ENTRY, world.month, row)
        enter(world, how, row, normal_quantile(reserves))


def _wind_up(world: World, row: int) -> None:
    """Close an agency: workers, then lenders, then the funder are paid from what is left.

    The funder first pays what the agency has earned and not received; tranches beyond that lapse.
    """
    rows, workers, contracts, tranches = world.organisations, world.workers, world.contracts, world.tranches
    ledger, accounts, slots = world.ledger, world.accounts, world.programmes
    account, loan = accounts.organisations + row, rows.loan_fen.item(row)
    pay_earned(
        ledger.cash, ledger.moved, (accounts.streets, account), row,
        (contracts.organisation, contracts.identity, contracts.street, contracts.signed_month,
         contracts.instalments_fen),
        (tranches.organisation, tranches.number, tranches.street, tranches.signed_month, tranches.amount_fen,
         tranches.advanced_fen),
        tranches.status, world.month,
    )  # fmt: skip
    owed = rows.owed_to_leavers_fen.item(row) + dismiss(
        row, contracts.organisation, (workers.contract, workers.funded, workers.filled, workers.owed_fen),
        (slots.contract, slots.running),
    )  # fmt: skip
    lost = settle_debts(
        ledger.cash, ledger.moved, (account, accounts.workers, accounts.lenders, accounts.funder), owed, loan
    )
    ledger.write_off(world.elapsed, Sector.WORKER, lost[0])
    ledger.write_off(world.elapsed, Sector.LENDER, lost[1])
    rows.owed_to_leavers_fen[row] = rows.loan_fen[row] = 0
    rows.alive[row], rows.closed[row] = False, True
    rows.short_months[row] = 0


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
