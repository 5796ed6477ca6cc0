"""What is left of an agency that closes, and who gets it (E7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, kernel
from sim.ledger import Flow, move
from sim.records import DUE, FORFEITED, NOT_DUE, PAID, PARTS
from sim.world import MONTHS_PER_YEAR

_TRANCHE, _WAGE = int(Flow.CONTRACT_TRANCHE), int(Flow.WAGE)
_REPAYMENT, _CLAW_BACK = int(Flow.REPAYMENT), int(Flow.CLAW_BACK)


@array_kernel
def payee_rows(payee: NDArray[np.int32], agency: int) -> NDArray[np.int64]:
    """Rows of the tranches that an agency is or was paid: of all that a city ever signs, a few."""
    rows, count = np.empty(len(payee), dtype=np.int64), 0
    for row in range(len(payee)):
        if payee[row] == agency:
            rows[count] = row
            count += 1
    return rows[:count]


@array_kernel
def pay_earned(
    cash: NDArray[np.int64],
    moved: NDArray[np.int64],
    accounts: tuple[int, int],
    agency: int,
    contracts: tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]],
    tranches: tuple[
        NDArray[np.int32], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]
    ],
    status: NDArray[np.uint8],
    month: int,
) -> None:
    """Pay a closing agency for the months it has worked, and let the rest of its tranches lapse, in place.

    `accounts` are the first street's and the agency's; `contracts` holder, number, street, month in which this year
    began and fen paid in instalments; `tranches` payee, number, street, month signed, amount and what was advanced.
    """
    first_street, account = accounts
    holder, identity, contract_street, begun, instalments = contracts
    payee, number, street, signed, amount, advanced = tranches
    rows = payee_rows(payee, agency)
    for contract in range(len(holder)):
        if holder[contract] != agency:
            continue
        received = 0
        for row in rows:
            if number[row] // PARTS == identity[contract] and signed[row] == begun[contract]:
                received += amount[row] if status[row] == PAID else advanced[row]
                if status[row] != PAID:
                    status[row] = FORFEITED
        length = MONTHS_PER_YEAR - begun[contract] % MONTHS_PER_YEAR
        earned = instalments[contract] * (month - begun[contract]) // length
        payer = first_street + contract_street[contract]
        move(cash, moved, _TRANCHE, payer, account, max(earned - received, 0))
    for row in rows:
        if status[row] == DUE or status[row] == NOT_DUE:
            move(cash, moved, _TRANCHE, first_street + street[row], account, amount[row] - advanced[row])
            status[row] = PAID


@kernel
def settle_debts(
    cash: NDArray[np.int64], moved: NDArray[np.int64], accounts: tuple[int, int, int, int], owed: int, loan: int
) -> tuple[int, int]:
    """Pay workers, then lenders from what a closing agency has, and give the funder the rest: fen that both lose.

    `accounts` are the agency's and those of workers, lenders and the funder; `owed` is fen of wages, `loan` of credit.
    """
    account, workers, lenders, funder = accounts
    to_workers = min(owed, cash[account])
    move(cash, moved, _WAGE, account, workers, to_workers)
    to_lenders = min(loan, cash[account])
    move(cash, moved, _REPAYMENT, account, lenders, to_lenders)
    move(cash, moved, _CLAW_BACK, account, funder, cash[account])
    return owed - to_workers, loan - to_lenders


@kernel
def dismiss(
    agency: int,
    holder: NDArray[np.int32],
    workers: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]],
    programmes: tuple[NDArray[np.int32], NDArray[np.bool_]],
) -> int:
    """Let an agency's workers go, its programmes stop and its contracts fall back, in place: fen of wages it owed.

    `holder` is who holds each contract; `workers` are contract, funded, filled and what is owed; `programmes` are
    contract, -1 for none, and running.
    """
    owed = 0
    for row in range(len(workers[0])):
        if holder[workers[0][row]] == agency:
            owed += workers[3][row]
            workers[1][row] = False
            workers[2][row] = False
            workers[3][row] = 0
    for row in range(len(programmes[0])):
        contract = programmes[0][row]
        if contract >= 0 and holder[contract] == agency:
            programmes[1][row] = False
    for contract in range(len(holder)):
        if holder[contract] == agency:
            holder[contract] = -1
    return owed
