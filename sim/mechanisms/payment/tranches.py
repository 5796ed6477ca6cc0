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
from sim.arithmetic import count, kernel
from sim.census import worker_contacts
from sim.chance import Stream, draw, erlang_of_two
from sim.declare import Section, coefficient
from sim.ledger import Flow, to_fen
from sim.mechanisms.payment.past_the_office import OtherTerms, pay_other_terms
from sim.policy import Policy
from sim.records import DUE, FORFEITED, NOT_DUE, OWN_PROGRAMMES, PAID
from sim.world import MONTHS_PER_YEAR, World

_DELAY = Stream.PAYMENT_DELAY
_RUNNING_COSTS = (
    int(Flow.APPROPRIATION), int(Flow.COMMITTEE_FUNDS), int(Flow.HUB_CONTRACT), int(Flow.MEETING), int(Flow.COUNCIL),
    int(Flow.ENFORCEMENT), int(Flow.REVISIT), int(Flow.ACTIVITY), int(Flow.WAGE),
)  # fmt: skip
"""What is appropriated, what it is for, and what committees and the hub spend it on."""


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
    passed: NDArray[np.bool_],
    alive: NDArray[np.bool_],
    capacity: NDArray[np.float64],
    fen: tuple[NDArray[np.int64], NDArray[np.int64]],
    accounts: tuple[int, int],
    delay: float,
    backlog: float,
    key: np.uint64,
    month: int,
) -> NDArray[np.int64]:
    """Move every tranche on; accounts of payer and payee and fen of those that are paid now: int64[3, paid].

    `tranches` are number, organisation, street, due month, the month in which the office is done with it and the
    one in which the report has come too; `passed` and `alive` are
    the organisations', `capacity` the streets'; `fen` each tranche's amount and what was paid in advance; `accounts`
    the first street's and the first organisation's. A tranche whose organisation has closed, or that has
    waited a year for a passed evaluation, is forfeited.
    """
    number, organisation, street, due_month, office_month, payable_month = tranches
    queue = np.zeros(len(capacity))
    for row in range(len(status)):
        if status[row] == DUE or (status[row] == NOT_DUE and due_month[row] <= month):
            queue[street[row]] += 1.0
    payments, paid = np.empty((3, len(status)), dtype=np.int64), 0
    for row in range(len(status)):
        if status[row] == NOT_DUE and due_month[row] <= month:
            first, second, third, fourth = draw(key, _DELAY, int(np.int64(due_month[row])), number[row])
            crowding = max(1.0, queue[street[row]] / (capacity[street[row]] * max(1.0, delay)))
            wait = erlang_of_two(first, second, delay * crowding)
            office_month[row] = month + int(np.floor(wait + 0.5))
            if gated[row]:
                wait += erlang_of_two(third, fourth, backlog)
            payable_month[row] = month + int(np.floor(wait + 0.5))
            status[row] = DUE
        if status[row] == DUE and not alive[organisation[row]]:
            status[row] = FORFEITED
        if status[row] == DUE and payable_month[row] <= month:
            if not gated[row] or passed[organisation[row]]:
                status[row] = PAID
                payments[0, paid], payments[1, paid] = accounts[0] + street[row], accounts[1] + organisation[row]
                payments[2, paid] = fen[0][row] - fen[1][row]
                paid += 1
            elif month - due_month[row] >= MONTHS_PER_YEAR:
                status[row] = FORFEITED
    return payments[:, :paid]


def pay(world: World, policy: Policy, how: Payments, loading: float) -> None:
    """Pay the tranches that are processed and the month's running costs; `loading` is on wages."""
    table, accounts = world.tranches, world.accounts
    if policy.payment.task_money_share > 0.0:
        _advance(world, policy.payment.task_money_share)
    payers, payees, fen = process_tranches(
        (table.number, table.organisation, table.street, table.due_month, table.office_month, table.payable_month),
        table.status, table.gated, world.organisations.passed, world.organisations.alive,
        world.streets.clerk_capacity, (table.amount_fen, table.advanced_fen),
        (accounts.streets, accounts.organisations), policy.payment.delay_months, how.evaluator_backlog, world.key,
        world.month,
    )  # fmt: skip
    if len(fen):
        world.ledger.transfer_each(Flow.CONTRACT_TRANCHE, payers, payees, fen)
        world.set_apart(payees - accounts.organisations, fen)
    pay_other_terms(world, how.other_terms, to_fen(policy.workforce.wage_yuan * loading))
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
    accounts, communities = world.accounts, len(world.committees)
    own = count(world.programmes.running[: OWN_PROGRAMMES * communities])
    funds = to_fen(how.programme_yuan / MONTHS_PER_YEAR) * own
    supervisors = count(world.workers.filled) / policy.workforce.supervision_ratio
    supervision = to_fen(supervisors * policy.workforce.wage_yuan * loading * how.supervisor_factor)
    meetings = to_fen(policy.meeting.per_month * policy.meeting.cost_yuan * communities)
    watching = policy.relief.strength * policy.relief.enforcement * communities
    enforcement = to_fen(watching * how.enforcement_yuan / MONTHS_PER_YEAR)
    costs = (funds, supervision, meetings, _councils(world, policy, how), enforcement, _revisits(world, policy, how))
    funder, committees, vendors = accounts.funder, accounts.committees, accounts.vendors
    hub = accounts.organisations + world.hub
    world.ledger.transfer_all(
        _RUNNING_COSTS,
        (accounts.outside, funder, funder, funder, funder, funder, funder, committees, hub),
        (funder, committees, hub, vendors, vendors, vendors, vendors, vendors, accounts.workers),
        (sum(costs), *costs, funds, supervision),
    )
    if world.month_of_year == 0 and policy.purchase.group_grant_yuan > 0.0:
        rows = world.organisations
        filed = rows.alive[world.first_group :] & (rows.stage[world.first_group :] > CIRCLE)
        groups = accounts.organisations + world.first_group + filed.nonzero()[0]
        grants = np.full(len(groups), to_fen(policy.purchase.group_grant_yuan))
        world.ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, int(grants.sum()))
        world.ledger.distribute(Flow.GROUP_GRANT, accounts.funder, groups, grants)


def _councils(world: World, policy: Policy, how: Payments) -> int:
    """Cost this month's sessions, their notice, whoever convenes them, and the proposals adopted: fen."""
    rows, council = world.committees, policy.council
    sessions = count(rows.session)
    if not sessions:
        return 0
    each = how.session_yuan + council.notice * how.notice_yuan
    each += how.convening_yuan if council.convener == "organisation" else 0.0
    return to_fen(sessions * each + int(np.add.reduce(rows.proposals_adopted, dtype=np.int64)) * how.proposal_yuan)


def _revisits(world: World, policy: Policy, how: Payments) -> int:
    """Cost the revisits of residents whom workers met: fen."""
    if policy.evaluation.revisit_share <= 0.0:
        return 0
    met = worker_contacts(world.residents.contact, world.first_resident)
    asked = met * policy.evaluation.revisit_share * world.setting.residents_per_community
    return to_fen(asked * world.setting.people_per_resident * how.revisit_yuan)
