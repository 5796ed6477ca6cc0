"""The government pays what is due, later than it is due.

A tranche that falls due waits in its street's office; the more payments wait there, the longer each
takes. Middle and final tranches wait besides for a passed evaluation and for the evaluator's report.
Money that follows a task goes past the office: that share of a tranche is paid in the month it is due.
Running costs (committees' funds, the hub's supervisors, meetings, councils, enforcement, groups'
grants, revisits) are paid in the month. Sources: E6, M14, M37, M46, M51; Bitterman & Koliba 2020, *JPART*
30(4):636. Left out: partial payment; people who follow a task (M14).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import CIRCLE
from sim.arithmetic import kernel, sum_in_pairs
from sim.chance import Stream, draw, erlang_of_two
from sim.declare import Section, coefficient
from sim.ledger import Flow, move, to_fen
from sim.mechanisms.payment.past_the_office import OtherTerms, pay_other_terms
from sim.policy import Policy
from sim.records import DUE, FORFEITED, NOT_DUE, OWN_PROGRAMMES, PAID
from sim.world import MONTHS_PER_YEAR, World, set_apart

_DELAY = Stream.PAYMENT_DELAY
_TRANCHE, _APPROPRIATION, _REVISIT = int(Flow.CONTRACT_TRANCHE), int(Flow.APPROPRIATION), int(Flow.REVISIT)
_COMMITTEE_FUNDS, _HUB_CONTRACT, _MEETING = int(Flow.COMMITTEE_FUNDS), int(Flow.HUB_CONTRACT), int(Flow.MEETING)
_COUNCIL, _ENFORCEMENT = int(Flow.COUNCIL), int(Flow.ENFORCEMENT)
_ACTIVITY, _WAGE = int(Flow.ACTIVITY), int(Flow.WAGE)


class Payments(Section):
    """Coefficients of payments."""

    clerk_capacity: float = coefficient(
        20.0,
        "Payments that a street's office can begin in a month before they slow one another down",
        unit="payments per month",
        low=5.0,
        high=80.0,
        source="Bitterman & Koliba 2020 (sign); assumed",
        en="Payment capacity",
        zh="拨款处理能力",
    )
    evaluator_backlog: float = coefficient(
        1.0,
        "Mean months that an evaluator is behind with the report that releases a tranche",
        unit="months",
        low=0.0,
        high=3.0,
        source="E6, assumed",
        en="Evaluators' backlog",
        zh="评估滞后",
    )
    programme_yuan: float = coefficient(
        10_000.0,
        "Public funds for one programme of a committee's own in a year",
        unit="yuan per programme and year",
        low=2_000.0,
        high=40_000.0,
        source="assumed",
        en="Committee programme funds",
        zh="居委会项目经费",
    )
    supervisor_factor: float = coefficient(
        1.6,
        "A supervisor's cost over an entry-level worker's",
        unit="ratio",
        low=1.0,
        high=3.0,
        source="assumed",
        en="Supervisor's cost",
        zh="督导成本系数",
    )
    session_yuan: float = coefficient(
        300.0,
        "Public money for one council session",
        unit="yuan per session",
        low=0.0,
        high=2000.0,
        source="assumed",
        en="Cost of a session",
        zh="单次议事会成本",
    )
    convening_yuan: float = coefficient(
        1000.0,
        "Fee of an organisation that convenes, for one session",
        unit="yuan per session",
        low=0.0,
        high=5000.0,
        source="M11, assumed",
        en="Convening fee",
        zh="召集服务费",
    )
    notice_yuan: float = coefficient(
        400.0,
        "Cost of full notice of one session",
        unit="yuan per session",
        low=0.0,
        high=2000.0,
        source="M10, assumed",
        en="Cost of notice",
        zh="通知成本",
    )
    proposal_yuan: float = coefficient(
        5000.0,
        "Cost of carrying out one proposal that is adopted",
        unit="yuan per proposal",
        low=0.0,
        high=20000.0,
        source="M104: micro-grants of 5,000 to 20,000 yuan",
        en="Cost of a proposal",
        zh="提案落实成本",
    )
    enforcement_yuan: float = coefficient(
        6000.0,
        "Cost of fully enforcing relief in one community for a year",
        unit="yuan per community and year",
        low=0.0,
        high=40000.0,
        source="M3, assumed",
        en="Cost of enforcement",
        zh="减负监督成本",
    )
    revisit_yuan: float = coefficient(
        20.0,
        "Cost of asking one served person again",
        unit="yuan per person",
        low=2.0,
        high=100.0,
        source="assumed",
        en="Cost of a revisit",
        zh="回访成本",
    )
    other_terms: OtherTerms = OtherTerms()


@kernel
def process_tranches(
    tranches: tuple[
        NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]
    ],
    status: NDArray[np.uint8],
    gated: NDArray[np.bool_],
    fen: tuple[NDArray[np.int64], NDArray[np.int64]],
    payees: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]],
    capacity: NDArray[np.float64],
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    first: tuple[int, int, int],
    delay: float,
    backlog: float,
    rooms: tuple[NDArray[np.float64], NDArray[np.int64]],
    key: np.uint64,
    month: int,
) -> None:
    """Move every tranche on and pay what is processed, in place.

    `tranches` are number, organisation, street, due month, the month in which the office is done with it and the
    one in which the report has come too; `fen` each one's amount and what was paid in advance; `payees` whether
    organisations have passed, whether they live and what they have set apart; `capacity` the streets'; `first` the
    first street's account, the first organisation's, and the first community organisation's row. A tranche whose
    organisation has closed, or that has waited a year for a passed evaluation, is forfeited. `rooms` are
    float64[streets] and int64[tranches].
    """
    number, organisation, street, due_month, office_month, payable_month = tranches
    passed, alive, earmarked = payees
    (queue, due), count = rooms, 0
    queue[:] = 0.0
    for row in range(len(status)):
        if status[row] == DUE or (status[row] == NOT_DUE and due_month[row] <= month):
            queue[street[row]] += 1.0
            due[count] = row
            count += 1
    for row in due[:count]:
        payee = int(np.int64(organisation[row]))
        if status[row] == NOT_DUE:
            lucks = draw(key, _DELAY, int(np.int64(due_month[row])), number[row])
            crowding = max(1.0, queue[street[row]] / (capacity[street[row]] * max(1.0, delay)))
            wait = erlang_of_two(lucks[0], lucks[1], delay * crowding)
            office_month[row] = month + int(np.floor(wait + 0.5))
            if gated[row]:
                wait += erlang_of_two(lucks[2], lucks[3], backlog)
            payable_month[row] = month + int(np.floor(wait + 0.5))
            status[row] = DUE
        if not alive[payee]:
            status[row] = FORFEITED
        elif payable_month[row] <= month:
            if not gated[row] or passed[payee]:
                status[row] = PAID
                owed = fen[0][row] - fen[1][row]
                move(cash, moved, _TRANCHE, first[0] + street[row], first[1] + payee, owed)
                set_apart(earmarked, first[2], payee, owed)
            elif month - due_month[row] >= MONTHS_PER_YEAR:
                status[row] = FORFEITED


@kernel
def count_supported(
    running: NDArray[np.bool_], filled: NDArray[np.bool_], session: NDArray[np.bool_], adopted: NDArray[np.int8]
) -> tuple[int, int, int, int]:
    """Committees' own programmes that run, workers in post, and this month's council sessions and proposals adopted.

    `running` is bool[programmes], of which the first are committees' own, `filled` bool[workers]; `session` and
    `adopted` are the committees'.
    """
    programmes, workers, sessions, proposals = 0, 0, 0, 0
    for row in range(OWN_PROGRAMMES * len(session)):
        programmes += running[row]
    for row in range(len(filled)):
        workers += filled[row]
    for row in range(len(session)):
        sessions += session[row]
        proposals += adopted[row]
    return programmes, workers, sessions, proposals


@kernel
def pay_running_costs(
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    accounts: tuple[int, int, int, int, int, int],
    fen: tuple[int, int, int, int, int, int],
) -> None:
    """Appropriate what a month's running costs are in all, pay each, and let committees and the hub spend theirs.

    `accounts` are those of the outside world, the funder, committees, the hub, vendors and workers; `fen` goes to
    committees' programmes, supervision, meetings, councils, enforcement and revisits.
    """
    outside, funder, committees, hub, vendors, workers = accounts
    programmes, supervision, meetings, councils, enforcement, revisits = fen
    public = programmes + supervision + meetings + councils + enforcement + revisits
    move(cash, moved, _APPROPRIATION, outside, funder, public)
    move(cash, moved, _COMMITTEE_FUNDS, funder, committees, programmes)
    move(cash, moved, _HUB_CONTRACT, funder, hub, supervision)
    move(cash, moved, _MEETING, funder, vendors, meetings)
    move(cash, moved, _COUNCIL, funder, vendors, councils)
    move(cash, moved, _ENFORCEMENT, funder, vendors, enforcement)
    move(cash, moved, _REVISIT, funder, vendors, revisits)
    move(cash, moved, _ACTIVITY, committees, vendors, programmes)
    move(cash, moved, _WAGE, hub, workers, supervision)


def pay(world: World, policy: Policy, how: Payments, loading: float) -> None:
    """Pay the tranches that are processed and the month's running costs; `loading` is on wages."""
    table, bodies, accounts = world.tranches, world.organisations, world.accounts
    if policy.payment.task_money_share > 0.0:
        _advance(world, policy.payment.task_money_share)
    process_tranches(
        (table.number, table.organisation, table.street, table.due_month, table.office_month, table.payable_month),
        table.status, table.gated, (table.amount_fen, table.advanced_fen),
        (bodies.passed, bodies.alive, bodies.earmarked_fen), world.streets.clerk_capacity, world.ledger.cash,
        world.ledger.moved, (accounts.streets, accounts.organisations, world.first_group),
        policy.payment.delay_months, how.evaluator_backlog,
        (np.empty(len(world.streets)), np.empty(len(table), dtype=np.int64)), world.key, world.month,
    )  # fmt: skip
    pay_other_terms(world, how.other_terms, policy.workforce.wage_yuan * loading)
    _pay_running_costs(world, policy, how, loading)


def _advance(world: World, share: float) -> None:
    """Let a share of every tranche that falls due go with its task at once, past office and evaluation (M14)."""
    table, accounts = world.tranches, world.accounts
    alive = world.organisations.alive[table.organisation]
    due = np.flatnonzero((table.status == NOT_DUE) & (table.due_month <= world.month) & alive)
    table.advanced_fen[due] = (table.amount_fen[due] * share).astype(np.int64)
    payers = accounts.streets + table.street[due].astype(np.int64)
    payees = accounts.organisations + table.organisation[due].astype(np.int64)
    world.ledger.transfer_each(Flow.TASK_MONEY, payers, payees, table.advanced_fen[due])
    world.set_apart(payees - accounts.organisations, table.advanced_fen[due])


def _pay_running_costs(world: World, policy: Policy, how: Payments, loading: float) -> None:
    """Pay running costs out of the funder's account, for which the money is appropriated as it falls due."""
    accounts, committees, staff = world.accounts, world.committees, policy.workforce
    programmes, workers, sessions, proposals = count_supported(
        world.programmes.running, world.workers.filled, committees.session, committees.proposals_adopted
    )
    funds = to_fen(how.programme_yuan / MONTHS_PER_YEAR) * programmes
    supervision = to_fen(workers / staff.supervision_ratio * staff.wage_yuan * loading * how.supervisor_factor)
    meetings = to_fen(policy.meeting.per_month * policy.meeting.cost_yuan * len(committees))
    councils = _councils(policy, how, sessions, proposals)
    watching = policy.relief.strength * policy.relief.enforcement * len(committees)
    enforcement = to_fen(watching * how.enforcement_yuan / MONTHS_PER_YEAR)
    hub = accounts.organisations + world.hub
    pay_running_costs(
        world.ledger.cash,
        world.ledger.moved,
        (accounts.outside, accounts.funder, accounts.committees, hub, accounts.vendors, accounts.workers),
        (funds, supervision, meetings, councils, enforcement, _revisits(world, policy, how)),
    )
    if world.month_of_year == 0 and policy.purchase.group_grant_yuan > 0.0:
        rows = world.organisations
        filed = rows.alive[world.first_group :] & (rows.stage[world.first_group :] > CIRCLE)
        groups = accounts.organisations + world.first_group + filed.nonzero()[0]
        grants = np.full(len(groups), to_fen(policy.purchase.group_grant_yuan))
        world.ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, int(grants.sum()))
        world.ledger.distribute(Flow.GROUP_GRANT, accounts.funder, groups, grants)


def _councils(policy: Policy, how: Payments, sessions: int, proposals: int) -> int:
    """Cost this month's sessions, their notice, whoever convenes them, and the proposals adopted: fen."""
    if not sessions:
        return 0
    each = how.session_yuan + policy.council.notice * how.notice_yuan
    each += how.convening_yuan if policy.council.convener == "organisation" else 0.0
    return to_fen(sessions * each + proposals * how.proposal_yuan)


def _revisits(world: World, policy: Policy, how: Payments) -> int:
    """Cost the revisits of residents whom workers met: fen."""
    if policy.evaluation.revisit_share <= 0.0:
        return 0
    met = world.met_workers()
    asked = sum_in_pairs(met, len(met)) * policy.evaluation.revisit_share * world.setting.residents_per_community
    return to_fen(asked * world.setting.people_per_resident * how.revisit_yuan)
