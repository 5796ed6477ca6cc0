"""What an organisation can pay, in which order, and what it comes to owe (E7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import clip, kernel
from sim.chance import Stream, draw
from sim.ledger import Flow, move
from sim.records import POST
from sim.staff import held_by_student
from sim.world import MONTHS_PER_YEAR

_FORESIGHT_MONTHS = 2
_ENTRY = Stream.ORGANISATION_ENTRY
_LOAN, _ADMINISTRATION, _WAGE = int(Flow.LOAN), int(Flow.ADMINISTRATION), int(Flow.WAGE)
_ACTIVITY, _INTEREST, _REPAYMENT = int(Flow.ACTIVITY), int(Flow.INTEREST), int(Flow.REPAYMENT)
_NOTHING, CLOSES, ENTERS = 0, 1, 2
"""What can happen to an agency, or to the room for one, in a month."""


@kernel
def plan_spending(
    cash: int, loan: int, wages: int, owed: int, admin: int, activity: int, credit_months: float
) -> tuple[int, int, int, float]:
    """What one agency spends on administration, wages and activities, and the share of activities funded.

    All amounts are fen: wages of this month, wages owed from before, planned administration and
    activities.
    """
    credit = max(0, int(credit_months * (wages + admin + activity)) - loan)
    available = cash + credit
    pays_admin = min(admin, available)
    pays_wages = min(wages + owed, available - pays_admin)
    if activity == 0:
        return pays_admin, pays_wages, 0, 1.0
    ahead = available - owed - _FORESIGHT_MONTHS * (wages + admin)
    funded = clip(ahead / (_FORESIGHT_MONTHS * activity), 0.0, 1.0)
    return pays_admin, pays_wages, min(int(activity * funded), available - pays_admin - pays_wages), funded


@kernel
def add_up_claims(
    employer: NDArray[np.int32],
    filled: NDArray[np.bool_],
    wage: NDArray[np.int64],
    owed: NDArray[np.int64],
    claims: NDArray[np.int64],
) -> None:
    """Set `claims`, int64[2, agencies]: fen of wages of this month and of wages owed from before, by employer."""
    claims[:] = 0
    for row in range(len(employer)):
        if filled[row] and employer[row] >= 0:
            claims[0, employer[row]] += wage[row]
            claims[1, employer[row]] += owed[row]


@kernel
def pay_wages(
    employer: NDArray[np.int32],
    filled: NDArray[np.bool_],
    wage: NDArray[np.int64],
    owed: NDArray[np.int64],
    owed_to_leavers: NDArray[np.int64],
    budget: NDArray[np.int64],
    due: NDArray[np.int64],
    paid: NDArray[np.int64],
) -> None:
    """Pay everybody the same part of wages due, in place, and set what each agency pays.

    `budget`, `due` and `paid` are int64[agencies] fen: what is there for wages, what is due in all, what is paid.
    """
    for row in range(len(budget)):
        part = owed_to_leavers[row] * budget[row] // due[row] if due[row] > 0 else 0
        owed_to_leavers[row] -= part
        paid[row] = part
    for row in range(len(employer)):
        agency = employer[row]
        if filled[row] and agency >= 0:
            claim = wage[row] + owed[row]
            part = claim * budget[agency] // due[agency]
            owed[row] = claim - part
            paid[agency] += part


@kernel
def spend(
    workers: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]],
    owed_to_leavers: NDArray[np.int64],
    cash: NDArray[np.int64],
    loan: NDArray[np.int64],
    planned: NDArray[np.int64],
    funded_share: NDArray[np.float64],
    short_months: NDArray[np.int16],
    credit_months: float,
    interest_rate: float,
    flows: NDArray[np.int64],
    rooms: NDArray[np.int64],
) -> None:
    """Let every agency pay, borrow and repay, and fill `flows`, int64[6, agencies] fen, to be entered in the ledger.

    Rows: loan taken, administration, wages, activities, interest, repayment. `workers` are employer,
    filled, wage and what is owed; `planned` is int64[2, agencies], administration and activities.
    Interest that cannot be paid is lent. Changes what is owed, loans, the share of activities funded
    and the months short of wages. `rooms`, int64[4, agencies], is for two claims, what is due and what is paid.
    """
    employer, filled, wage, owed = workers
    claims, due, paid = rooms[:2], rooms[2], rooms[3]
    add_up_claims(employer, filled, wage, owed, claims)
    for row in range(len(cash)):
        due[row] = claims[0, row] + claims[1, row] + owed_to_leavers[row]
        flows[1, row], flows[2, row], flows[3, row], funded_share[row] = plan_spending(
            cash[row], loan[row], claims[0, row], due[row] - claims[0, row], planned[0, row], planned[1, row],
            credit_months,
        )  # fmt: skip
    pay_wages(employer, filled, wage, owed, owed_to_leavers, flows[2], due, paid)
    for row in range(len(cash)):
        flows[2, row] = paid[row]
        spent = flows[1, row] + flows[2, row] + flows[3, row]
        flows[0, row] = max(0, spent - cash[row])
        short = claims[0, row] > 0 and 2 * flows[2, row] < claims[0, row]
        short_months[row] = short_months[row] + 1 if short else 0
        debt = loan[row] + flows[0, row]
        left = cash[row] + flows[0, row] - spent
        spare = max(0, left - claims[0, row] - planned[0, row] - planned[1, row])
        flows[4, row] = int(debt * interest_rate)
        lent = max(0, flows[4, row] - spare)
        flows[0, row] += lent
        debt += lent
        flows[5, row] = min(debt, max(0, spare - flows[4, row]))
        loan[row] = debt - flows[5, row]


@kernel
def spend_grants(
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    accounts: tuple[int, int],
    cost: int,
    earmarked: NDArray[np.int64],
    funded_share: NDArray[np.float64],
) -> None:
    """Let community organisations spend up to a month's cost of activities, and set what is funded.

    `accounts` are the first community organisation's and that of vendors. Money for projects, `earmarked`, goes into
    usual activities only where there is no other.
    """
    first, vendors = accounts
    unpaid = 0.0 if cost else 1.0
    for row in range(len(earmarked)):
        held = cash[first + row]
        spent = min(held, cost)
        earmarked[row] = min(earmarked[row], held - spent)
        funded_share[row] = spent / cost if spent else unpaid
        if spent:
            move(cash, moved, _ACTIVITY, first + row, vendors, spent)


@kernel
def set_wages(
    level: NDArray[np.uint8],
    identity: NDArray[np.int64],
    wage: NDArray[np.int64],
    entry: tuple[int, int],
    level_raise: float,
    student_share: float,
    key: np.uint64,
) -> None:
    """Set the monthly cost of everybody's wage by career level, in place; `entry` is a beginner's and a student's."""
    for row in range(len(level)):
        wage[row] = int(entry[0] * (1.0 + level_raise * (level[row] - 1.0)))
        if student_share > 0.0 and held_by_student(identity[row], student_share, key):
            wage[row] = entry[1]


@kernel
def grow_older(
    flags: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]],
    age: NDArray[np.int32],
    barred: NDArray[np.bool_],
    short_months: NDArray[np.int16],
    patience: int,
    entry_chance: float,
    fate: NDArray[np.uint8],
    key: np.uint64,
    month: int,
) -> bool:
    """Let organisations grow a month older, in place; say whether an agency gives up or a newcomer takes a place.

    `flags` are alive, closed this month and entered this month, the latter two begun anew; `fate` says of each agency
    what happens: who is barred or has been short for so long closes, and an empty place is taken by chance.
    """
    alive, closed, entered = flags
    for row in range(len(alive)):
        closed[row] = False
        entered[row] = False
        age[row] += alive[row]
    changing = False
    for row in range(len(fate)):
        fate[row] = _NOTHING
        if alive[row]:
            if barred[row] or short_months[row] >= patience:
                fate[row] = CLOSES
        elif draw(key, _ENTRY, month, row)[0] < entry_chance:
            fate[row] = ENTERS
        changing = changing or fate[row] != _NOTHING
    return changing


@kernel
def plan_costs(
    holder: NDArray[np.int32],
    value: NDArray[np.int64],
    posts: NDArray[np.int32],
    entry_wage: int,
    admin_share: float,
    margin_share: float,
    planned: NDArray[np.int64],
) -> None:
    """Set the administration and activities that every agency's contracts plan for a month: int64[2, agencies] fen."""
    planned[:] = 0
    for row in range(len(holder)):
        if holder[row] >= 0:
            monthly = value[row] / MONTHS_PER_YEAR
            admin = int(monthly * admin_share)
            planned[0, holder[row]] += admin
            planned[1, holder[row]] += max(0, int(monthly * (1.0 - margin_share)) - admin - posts[row] * entry_wage)


@kernel
def find_payers(
    contract: NDArray[np.int32], holder: NDArray[np.int32], terms: NDArray[np.uint8], employer: NDArray[np.int32]
) -> None:
    """Set which organisation pays each worker, -1 for nobody or the government itself: `employer`, int32[workers]."""
    for row in range(len(contract)):
        employer[row] = holder[contract[row]] if terms[contract[row]] != POST else -1


def spending_rooms(agencies: int, workers: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Make room to spend: each agency's two plans, six flows and four amounts of `spend`, and each worker's payer."""
    return np.empty((12, agencies), np.int64), np.empty(workers, np.int32)


@kernel
def spend_as_planned(
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    accounts: tuple[int, int, int, int],
    contracts: tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]],
    costs: tuple[int, float, float],
    workers: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]],
    agencies: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int16]],
    credit_months: float,
    interest_rate: float,
    rooms: tuple[NDArray[np.int64], NDArray[np.int32]],
) -> None:
    """Let every agency borrow, spend what its contracts plan, and repay, as `spend` reckons it.

    `accounts` are the first agency's and those of lenders, vendors and workers; `contracts` holder, value, posts and
    terms; `costs` an entry-level worker's month in fen and the shares of a contract for administration and for
    reserves; `workers` contract, filled, wage and what is owed; `agencies` what they owe to leavers and lenders, the
    share of activities funded and the months short of wages; `rooms` those of `spending_rooms`.
    """
    first, lenders, vendors, hands = accounts
    holder, value, posts, terms = contracts
    contract, filled, wage, owed = workers
    owed_to_leavers, loan, funded_share, short_months = agencies
    books, payer = rooms
    planned, flows, count = books[:2], books[2:8], books.shape[1]
    plan_costs(holder, value, posts, costs[0], costs[1], costs[2], planned)
    find_payers(contract, holder, terms, payer)
    spend(
        (payer, filled, wage, owed), owed_to_leavers, cash[first : first + count], loan, planned, funded_share,
        short_months, credit_months, interest_rate, flows, books[8:],
    )  # fmt: skip
    for row in range(count):
        agency = first + row
        move(cash, moved, _LOAN, lenders, agency, flows[0, row])
        move(cash, moved, _ADMINISTRATION, agency, vendors, flows[1, row])
        move(cash, moved, _WAGE, agency, hands, flows[2, row])
        move(cash, moved, _ACTIVITY, agency, vendors, flows[3, row])
        move(cash, moved, _INTEREST, agency, lenders, flows[4, row])
        move(cash, moved, _REPAYMENT, agency, lenders, flows[5, row])
