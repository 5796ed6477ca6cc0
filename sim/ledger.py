"""Every yuan, as a whole number of fen moved from one account to another by a named flow.

Stock-flow consistent (Caiani et al. 2016, *JEDC* 69:375). After every month flows sum
to zero over accounts, every account's cash equals last month's plus its flows, and nobody but the
outside world and the lenders is below zero. A breach stops the run and names the flow.
"""

from __future__ import annotations

from copy import copy
from enum import IntEnum
from math import floor

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel
from sim.errors import LedgerError


class Sector(IntEnum):
    """Who holds money."""

    OUTSIDE = 0
    FUNDER = 1
    COMMITTEE = 2
    AGENCY = 3
    COMMUNITY_ORGANISATION = 4
    WORKER = 5
    EVALUATOR = 6
    VENDOR = 7
    LENDER = 8
    RESIDENT = 9
    DONOR = 10


class Flow(IntEnum):
    """Why money moves."""

    APPROPRIATION = 0
    STREET_ALLOCATION = 1
    CONTRACT_TRANCHE = 2
    GROUP_GRANT = 3
    COMMITTEE_FUNDS = 4
    HUB_CONTRACT = 5
    EVALUATION_FEE = 6
    WAGE = 7
    ACTIVITY = 8
    ADMINISTRATION = 9
    MEETING = 10
    REVISIT = 11
    LOAN = 12
    REPAYMENT = 13
    INTEREST = 14
    CLAW_BACK = 15
    CONSUMPTION = 16
    OPENING_RESERVE = 17
    COUNCIL = 18
    ENFORCEMENT = 19
    COMMUNITY_FUND = 20
    FUND_PROJECT = 21
    TASK_MONEY = 22
    POST_WAGE = 23
    UNIT_SUBSIDY = 24
    AWARD = 25
    INCUBATION = 26
    TRAINING = 27
    COORDINATION = 28
    JOINT_OFFICE = 29
    PLATFORM = 30
    MATCHING = 31
    REWARD = 32
    PUBLICITY = 33
    DONATION = 34
    USER_FEE = 35
    PARKING_FEE = 36
    PARKING_SHARE = 37
    INCOME = 38
    DEMONSTRATION = 39
    VOLUNTEERS = 40
    PARTY = 41
    UNSPENT_RETURN = 42
    FACILITY = 43
    SURVEY = 44


FEN_PER_YUAN = 100


def to_fen(yuan: float) -> int:
    """Turn yuan into whole fen, halves upwards."""
    return floor(yuan * FEN_PER_YUAN + 0.5)


class Ledger:
    """All accounts of the world and what moved between them this month.

    `sectors` is int64[accounts], the sector of each account; `journal` is
    int64[months, flows, sectors], the fen that each sector received (or, below zero, paid);
    `written_off` is int64[months, sectors], claims that each sector lost when a debtor was wound up.
    """

    def __init__(self, sectors: NDArray[np.int64], months: int) -> None:
        """Open every account with nothing in it."""
        self.sectors = sectors
        self.cash = np.zeros(len(sectors), dtype=np.int64)
        self.opening = np.zeros(len(sectors), dtype=np.int64)
        self.moved = np.zeros((len(Flow), len(sectors)), dtype=np.int64)
        self.journal = np.zeros((months, len(Flow), len(Sector)), dtype=np.int64)
        self.written_off = np.zeros((months, len(Sector)), dtype=np.int64)
        self._may_owe = (sectors == Sector.OUTSIDE) | (sectors == Sector.LENDER)

    def copy(self) -> Ledger:
        """Make a ledger with the same books that is kept on by itself."""
        other = copy(self)
        other.cash, other.opening, other.moved = self.cash.copy(), self.opening.copy(), self.moved.copy()
        other.journal, other.written_off = self.journal.copy(), self.written_off.copy()
        return other

    def transfer(self, flow: Flow, payer: int, payee: int, fen: int) -> None:
        """Move fen from one account to another."""
        move(self.cash, self.moved, int(flow), payer, payee, fen)

    def collect(self, flow: Flow, payers: NDArray[np.int64], payee: int, fen: NDArray[np.int64]) -> None:
        """Move fen[i] from each payer to one payee."""
        _collect(self.cash, self.moved[flow], payers, payee, fen, 1)

    def distribute(self, flow: Flow, payer: int, payees: NDArray[np.int64], fen: NDArray[np.int64]) -> None:
        """Move fen[i] from one payer to each payee."""
        _collect(self.cash, self.moved[flow], payees, payer, fen, -1)

    def transfer_each(
        self, flow: Flow, payers: NDArray[np.int64], payees: NDArray[np.int64], fen: NDArray[np.int64]
    ) -> None:
        """Move fen[i] from each payer to its payee."""
        _transfer_each(self.cash, self.moved[flow], payers, payees, fen)

    def transfer_all(
        self, flows: tuple[int, ...], payers: tuple[int, ...], payees: tuple[int, ...], fen: tuple[int, ...]
    ) -> None:
        """Move fen[i] from payers[i] to payees[i] by flows[i], plain numbers all of them."""
        _transfer_all(self.cash, self.moved, flows, payers, payees, fen)

    def clear(self, flow: Flow, holders: tuple[int, ...], payee: int) -> None:
        """Move all that some accounts hold to one payee."""
        _clear(self.cash, self.moved, int(flow), holders, payee)

    def write_off(self, month: int, sector: Sector, fen: int) -> None:
        """Note a claim of a sector that will never be paid."""
        self.written_off[month, sector] += fen

    def close_month(self, month: int) -> None:
        """Check the month to the fen, write it into the journal and begin the next.

        LedgerError where money was lost or made, or where the scenario's months are over.
        """
        if month >= len(self.journal):
            what = f"the scenario ends after {len(self.journal)} months, burn-in included"
            raise LedgerError(f"ledger, month {month}: {what}; raise setting.months to go on")
        fault = _close(self.cash, self.opening, self.moved, self._may_owe, self.journal[month], self.sectors)
        if fault != _SOUND:
            raise LedgerError(_breach(fault, month, self))


_SOUND = -1


@kernel
def move(cash: NDArray[np.int64], moved: NDArray[np.int64], flow: int, payer: int, payee: int, fen: int) -> None:
    """Move fen from one account to another, for kernels that are given the ledger's `cash` and `moved`."""
    cash[payer] -= fen
    cash[payee] += fen
    moved[flow, payer] -= fen
    moved[flow, payee] += fen


@kernel
def _collect(
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    others: NDArray[np.int64],
    one: int,
    fen: NDArray[np.int64],
    sign: int,
) -> None:
    total = 0
    for row in range(len(others)):
        amount = sign * fen[row]
        cash[others[row]] -= amount
        moved[others[row]] -= amount
        total += amount
    cash[one] += total
    moved[one] += total


@kernel
def _transfer_each(
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    payers: NDArray[np.int64],
    payees: NDArray[np.int64],
    fen: NDArray[np.int64],
) -> None:
    for row in range(len(fen)):
        cash[payers[row]] -= fen[row]
        moved[payers[row]] -= fen[row]
        cash[payees[row]] += fen[row]
        moved[payees[row]] += fen[row]


@kernel
def _transfer_all(
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    flows: tuple[int, ...],
    payers: tuple[int, ...],
    payees: tuple[int, ...],
    fen: tuple[int, ...],
) -> None:
    for place in range(len(fen)):
        cash[payers[place]] -= fen[place]
        moved[flows[place], payers[place]] -= fen[place]
        cash[payees[place]] += fen[place]
        moved[flows[place], payees[place]] += fen[place]


@kernel
def _clear(cash: NDArray[np.int64], moved: NDArray[np.int64], flow: int, holders: tuple[int, ...], payee: int) -> None:
    for holder in holders:
        move(cash, moved, flow, holder, payee, cash[holder])


@kernel
def _audit(cash: NDArray[np.int64], expected: NDArray[np.int64], may_owe: NDArray[np.bool_], faulty_from: int) -> int:
    """Find an account that holds other cash than is expected or owes what it may not: its fault, or none."""
    accounts, wrong = len(cash), False
    for account in range(accounts):
        wrong |= (cash[account] != expected[account]) | ((cash[account] < 0) & (not may_owe[account]))
    for account in range(accounts if wrong else 0):
        if cash[account] != expected[account]:
            return faulty_from + account
        if cash[account] < 0 and not may_owe[account]:
            return faulty_from + accounts + account
    return _SOUND


@kernel
def _close(
    cash: NDArray[np.int64],
    opening: NDArray[np.int64],
    moved: NDArray[np.int64],
    may_owe: NDArray[np.bool_],
    journal: NDArray[np.int64],
    sectors: NDArray[np.int64],
) -> int:
    """Look for a fault; where there is none, post the month by sector and begin the next with no flows.

    What moved is added to the opening cash, which must then be the cash there is; after a fault the books are of no
    more use. A flow by which nothing moved is passed over: `used` has a bit for each of the others, at most 63.
    """
    flows, accounts = moved.shape
    used = 0
    for flow in range(flows):
        fen, bits, total = moved[flow], 0, 0
        for account in range(accounts):
            bits |= fen[account]
        if bits:
            for account in range(accounts):
                total += fen[account]
                opening[account] += fen[account]
            used |= 1 << flow
        if total != 0:
            return flow
    fault = _audit(cash, opening, may_owe, flows)
    for flow in range(flows if fault == _SOUND else 0):
        if used >> flow & 1:
            for account in range(accounts):
                if moved[flow, account] != 0:
                    journal[flow, sectors[account]] += moved[flow, account]
                    moved[flow, account] = 0
    return fault


def _breach(fault: int, month: int, ledger: Ledger) -> str:
    flows, accounts = ledger.moved.shape
    where = f"ledger, month {month}"
    if fault < flows:
        what = f"flow {Flow(fault).name.lower()} does not sum to zero over accounts"
        return f"{where}: {what}; pay by `transfer`, `collect` or `distribute` only"
    account = (fault - flows) % accounts
    sector = Sector(int(ledger.sectors[account])).name.lower()
    if fault < flows + accounts:
        what = f"account {account} ({sector}) holds cash that no flow explains"
        return f"{where}: {what}; change cash by a flow only"
    flow = int(np.argmin(ledger.moved[:, account]))
    what = f"account {account} ({sector}) is {-int(ledger.cash[account])} fen below zero"
    return f"{where}: {what}, most of it through {Flow(flow).name.lower()}; pay no more than there is"
