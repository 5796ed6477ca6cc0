"""What the district's books say at the end of a month, each counted in one pass over its rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import REGISTERED
from sim.arithmetic import kernel, shared_kernel, sum_in_pairs
from sim.census import contract_holders
from sim.records import DUE
from sim.world import MONTHS_PER_YEAR

_LANES = 4
"""Sums side by side, since each waits for its additions."""


@kernel
def count_owed(
    status: NDArray[np.uint8], payee: NDArray[np.int32], holder: NDArray[np.int32], agencies: int
) -> tuple[int, int]:
    """Agencies that hold a contract and are owed a tranche, and agencies that hold one.

    `status` and `payee` are the tranches', `holder` who holds each contract.
    """
    held = contract_holders(holder, agencies)
    owed = np.zeros(agencies, dtype=np.bool_)
    for row in range(len(status)):
        if status[row] == DUE and 0 <= payee[row] < agencies:
            owed[payee[row]] = held[payee[row]]
    return owed.sum(), held.sum()


@kernel
def money_due(
    status: NDArray[np.uint8],
    amount: NDArray[np.int64],
    advanced: NDArray[np.int64],
    office_month: NDArray[np.int32],
    month: int,
) -> tuple[int, int]:
    """Fen of tranches that are due: of those that the office was done with before this month, and of all."""
    waiting, due = 0, 0
    for row in range(len(status)):
        if status[row] == DUE:
            owed = amount[row] - advanced[row]
            due += owed
            waiting += owed if office_month[row] < month else 0
    return waiting, due


@kernel
def cost_of_contracts(
    holders: tuple[NDArray[np.int32], NDArray[np.int32]], instalments: NDArray[np.int64], signed: NDArray[np.int32]
) -> tuple[int, bool]:
    """Fen a year that running contracts cost, and whether all of them run for twelve months.

    `holders` are the agencies and those who run it locally instead, -1 for nobody.
    """
    fen, whole = 0, True
    for row in range(len(instalments)):
        if max(holders[0][row], holders[1][row]) >= 0:
            fen += instalments[row]
            whole = whole and signed[row] % MONTHS_PER_YEAR == 0
    return fen, whole


@kernel
def received_by(journal: NDArray[np.int64], flows: NDArray[np.int64], sector: int) -> int:
    """Fen that a sector received through some flows, less what it paid, in a month's journal: int64[flows, sectors]."""
    fen = 0
    for flow in flows:
        fen += journal[flow, sector]
    return fen


@kernel
def count_both(one: NDArray[np.bool_], other: NDArray[np.bool_], rows: int) -> int:
    """How many of the first `rows` have both flags."""
    found = 0
    for row in range(rows):
        found += one[row] & other[row]
    return found


@kernel
def income(journal: NDArray[np.int64], flows: NDArray[np.int64], sectors: NDArray[np.int64]) -> int:
    """Fen that some sectors received through some flows, less what they paid: int64[months, flows, sectors]."""
    fen = 0
    for month in range(len(journal)):
        for flow in flows:
            for sector in sectors:
                fen += journal[month, flow, sector]
    return fen


@kernel
def count_on_book(
    flags: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]],
    stage: NDArray[np.uint8],
    first_group: int,
) -> tuple[int, int, int]:
    """Registered organisations, agencies included, that live, that closed and that are new this month.

    `flags` are alive, and closed, entered and registered this month.
    """
    alive, closed, entered, registered = flags
    live, gone, come = 0, 0, 0
    for row in range(len(alive)):
        agency = row < first_group
        come += entered[row] if agency else registered[row]
        if agency or stage[row] >= REGISTERED:
            live += alive[row]
            gone += closed[row]
    return live, gone, come


@kernel
def count_posts(
    left: NDArray[np.bool_], filled: NDArray[np.bool_], arrived: NDArray[np.bool_], tenure: NDArray[np.int16]
) -> tuple[int, int]:
    """Social workers who left of themselves this month, and those in post who did not come in it."""
    gone, stayed = 0, 0
    for row in range(len(left)):
        gone += left[row]
        stayed += filled[row] and not (arrived[row] and tenure[row] == 0)
    return gone, stayed


@kernel
def months_owed(owed: NDArray[np.int64], wage: NDArray[np.int64], filled: NDArray[np.bool_]) -> tuple[float, int]:
    """Months of wage that social workers in post are owed, all together, and how many are in post."""
    months, count = np.empty(len(filled)), 0
    for row in range(len(filled)):
        if filled[row]:
            months[count] = owed[row] / max(wage[row], 1)
            count += 1
    return sum_in_pairs(months, count), count


@kernel
def activities_funded(funded_share: NDArray[np.float64], holder: NDArray[np.int32], agencies: int) -> tuple[float, int]:
    """Shares of activities that agencies with a contract can pay for, all together, and how many agencies these are."""
    held = contract_holders(holder, agencies)
    shares, count = np.empty(agencies), 0
    for row in range(agencies):
        if held[row]:
            shares[count] = funded_share[row]
            count += 1
    return sum_in_pairs(shares, count), count


@shared_kernel
def strength_of_ties(
    posts: tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.int32]],
    holder: NDArray[np.int32],
    effort: NDArray[np.float64],
    caseworker: NDArray[np.int32],
    tie: NDArray[np.float32],
) -> float:
    """Sum over residents of tie strength times the skill and effort of the caseworker in post.

    `posts` are filled, skill and contract; `holder` is who holds each contract, `effort` each organisation's.
    """
    filled, skill, contract = posts
    able, sums = np.zeros(len(filled)), np.zeros(_LANES)
    for post in range(len(filled)):
        if filled[post]:
            able[post] = skill[post] * effort[holder[contract[post]]]
    for row in range(len(tie)):
        if caseworker[row] >= 0:
            sums[row % _LANES] += able[caseworker[row]] * float(tie[row])
    return float(sums.sum())


@kernel
def worth_by_value(
    value: NDArray[np.int64], holder: NDArray[np.int32], worth: NDArray[np.float64]
) -> tuple[float, int]:
    """What agencies' work is worth times the fen of their contracts, and these fen; `worth` is float64[agencies]."""
    parts, count, fen = np.empty(len(value)), 0, 0
    for row in range(len(value)):
        if 0 <= holder[row] < len(worth):
            parts[count] = value[row] * worth[holder[row]]
            count += 1
            fen += value[row]
    return sum_in_pairs(parts, count), fen
