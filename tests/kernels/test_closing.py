"""Who gets what is left of an agency that closes."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.closing import dismiss, pay_earned, settle_debts
from sim.ledger import Flow, Ledger, Sector
from sim.records import DUE, FORFEITED, NOT_DUE, PAID, PARTS

STREET, AGENCY, WORKERS, LENDERS, FUNDER = range(5)


def books(agency: int = 0) -> Ledger:
    """A street with 1,000 fen, an agency with some, and empty accounts of workers, a lender and the funder."""
    sectors = [Sector.FUNDER, Sector.AGENCY, Sector.WORKER, Sector.LENDER, Sector.FUNDER]
    ledger = Ledger(np.array(sectors, dtype=np.int64), 1)
    ledger.cash[[STREET, AGENCY]] = [1_000, agency]
    return ledger


@pytest.mark.parametrize(
    ("cash", "held", "lost"),
    # 60 of wages come first, then 30 of the loan, and 10 are left for the funder.
    [(100, [60, 30, 10], (0, 0)), (70, [60, 10, 0], (0, 20)), (40, [40, 0, 0], (20, 30)), (0, [0, 0, 0], (60, 30))],
)
def test_workers_come_before_lenders_and_lenders_before_the_funder(
    cash: int, held: list[int], lost: tuple[int, int]
) -> None:
    ledger = books(cash)
    assert settle_debts(ledger.cash, ledger.moved, (AGENCY, WORKERS, LENDERS, FUNDER), 60, 30) == lost
    assert ledger.cash[[WORKERS, LENDERS, FUNDER]].tolist() == held
    assert ledger.cash[AGENCY] == 0


def test_months_worked_are_paid_and_the_rest_lapses() -> None:
    # A contract of 240 fen in instalments began in month 12; after five months 100 are earned, of which 60 and the
    # 20 advanced were received. Another's tranche stays; one of the year before is paid in full.
    number = np.array([7 * PARTS, 7 * PARTS + 1, 7 * PARTS + 2, 8 * PARTS, 7 * PARTS])
    payee = np.array([0, 0, 0, 1, 0], dtype=np.int32)
    signed = np.array([12, 12, 12, 12, 0], dtype=np.int32)
    status = np.array([PAID, DUE, NOT_DUE, DUE, DUE], dtype=np.uint8)
    contract = (np.zeros(1, dtype=np.int32), np.array([7]), np.zeros(1, dtype=np.int32),
                np.array([12], dtype=np.int32), np.array([240]))  # fmt: skip
    tranches = (payee, number, np.zeros(5, dtype=np.int32), signed, np.array([60, 90, 90, 50, 45]),
                np.array([0, 20, 0, 0, 5]))  # fmt: skip
    ledger = books()
    pay_earned(ledger.cash, ledger.moved, (STREET, AGENCY), 0, contract, tranches, status, 17)
    assert status.tolist() == [PAID, FORFEITED, FORFEITED, DUE, PAID]
    assert ledger.moved[Flow.CONTRACT_TRANCHE, AGENCY] == (100 - 80) + (45 - 5)
    assert ledger.cash[STREET] == 1_000 - 60


def test_all_of_an_agency_s_people_go_and_nobody_else_s() -> None:
    holder = np.array([0, 1, 0], dtype=np.int32)
    funded, filled = np.ones(4, dtype=bool), np.array([True, True, False, True])
    owed, running = np.array([30, 40, 0, 5]), np.ones(4, dtype=bool)
    workers = (np.array([0, 1, 0, 2], dtype=np.int32), funded, filled, owed)
    assert dismiss(0, holder, workers, (np.array([0, 1, -1, 2], dtype=np.int32), running)) == 30 + 5
    assert holder.tolist() == [-1, 1, -1]
    assert funded.tolist() == filled.tolist() == [False, True, False, False]
    assert owed.tolist() == [0, 40, 0, 0]
    # The second agency's and the committee's own programme go on.
    assert running.tolist() == [False, True, True, False]
