"""What the district's books say at the end of a month, each counted in one pass over its rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import FILED, REGISTERED, SMALL
from sim.agents.resident import COMMITTEE_RESOLVED, GROUP_RESOLVED, WORKER_RESOLVED
from sim.arithmetic import array_kernel, kernel, shared_array_kernel, shared_kernel, sum_in_pairs
from sim.census import contract_holders
from sim.domains import RARE
from sim.kernels.means import mean_where, ratio, share
from sim.kernels.workforce import months_owed
from sim.records import DUE
from sim.world import MONTHS_PER_YEAR

_LANES = 4
"""Sums side by side, since each waits for its additions."""


@array_kernel
def owed_share(status: NDArray[np.uint8], payee: NDArray[np.int32], holder: NDArray[np.int32], agencies: int) -> float:
    """Share of the agencies that hold a contract to which a tranche is owed.

    `status` and `payee` are the tranches', `holder` who holds each contract.
    """
    held = contract_holders(holder, agencies)
    owed = np.zeros(agencies, dtype=np.bool_)
    for row in range(len(status)):
        if status[row] == DUE and 0 <= payee[row] < agencies:
            owed[payee[row]] = held[payee[row]]
    return ratio(owed.sum(), held.sum())


@kernel
def waiting_share(
    status: NDArray[np.uint8],
    amount: NDArray[np.int64],
    advanced: NDArray[np.int64],
    office_month: NDArray[np.int32],
    month: int,
) -> float:
    """Share of the money of tranches that are due with which the office was done before this month."""
    waiting, due = 0, 0
    for row in range(len(status)):
        if status[row] == DUE:
            owed = amount[row] - advanced[row]
            due += owed
            waiting += owed if office_month[row] < month else 0
    return ratio(waiting, due)


@array_kernel
def cost_of_contracts(
    holder: NDArray[np.int32],
    local_holder: NDArray[np.int32],
    instalments: NDArray[np.int64],
    signed: NDArray[np.int32],
) -> float:
    """Fen a month that running contracts cost; who is signed within a year runs to its end.

    `holder` are the agencies and `local_holder` those who run it locally instead, -1 for nobody.
    """
    monthly, count, fen, whole = np.empty(len(instalments)), 0, 0, True
    for row in range(len(instalments)):
        if max(holder[row], local_holder[row]) >= 0:
            months = MONTHS_PER_YEAR - signed[row] % MONTHS_PER_YEAR
            monthly[count] = instalments[row] / months
            count += 1
            fen += instalments[row]
            whole = whole and months == MONTHS_PER_YEAR
    return fen / MONTHS_PER_YEAR if whole else sum_in_pairs(monthly, count)


@kernel
def received_by(journal: NDArray[np.int64], month: int, flows: NDArray[np.int64], sector: int) -> int:
    """Fen that a sector received through some flows in a month, less what it paid: int64[months, flows, sectors]."""
    fen = 0
    for flow in flows:
        fen += journal[month, flow, sector]
    return fen


@array_kernel
def public_cost(
    holder: NDArray[np.int32],
    local_holder: NDArray[np.int32],
    instalments: NDArray[np.int64],
    signed: NDArray[np.int32],
    journal: NDArray[np.int64],
    month: int,
    spending: NDArray[np.int64],
    funder: int,
) -> float:
    """Fen that a month cost: what running contracts do, and what the `funder` paid through the flows of `spending`."""
    running = cost_of_contracts(holder, local_holder, instalments, signed)
    return running - float(received_by(journal, month, spending, funder))


@kernel
def count_both(one: NDArray[np.bool_], other: NDArray[np.bool_], rows: int) -> int:
    """How many of the first `rows` have both flags."""
    found = 0
    for row in range(rows):
        found += one[row] & other[row]
    return found


@kernel
def count_closed(
    closed: NDArray[np.bool_], barred: NDArray[np.bool_], size: NDArray[np.uint8], agencies: int
) -> tuple[int, int]:
    """Agencies that closed this month without being barred, and small ones among them."""
    gone, small = 0, 0
    for row in range(agencies):
        if closed[row] and not barred[row]:
            gone += 1
            small += size[row] == SMALL
    return gone, small


@kernel
def income(
    journal: NDArray[np.int64], since: int, until: int, flows: NDArray[np.int64], sectors: NDArray[np.int64]
) -> int:
    """Fen that some sectors received through some flows, less what they paid, from one month to before another.

    `journal` is int64[months, flows, sectors].
    """
    fen = 0
    for month in range(since, until):
        for flow in flows:
            for sector in sectors:
                fen += journal[month, flow, sector]
    return fen


@kernel
def growth_on_book(
    alive: NDArray[np.bool_],
    closed: NDArray[np.bool_],
    entered: NDArray[np.bool_],
    registered: NDArray[np.bool_],
    stage: NDArray[np.uint8],
    first_group: int,
) -> float:
    """Registered organisations, agencies included, that are new this month less those that closed, over all before."""
    live, gone, come = 0, 0, 0
    for row in range(len(alive)):
        agency = row < first_group
        come += entered[row] if agency else registered[row]
        if agency or stage[row] >= REGISTERED:
            live += alive[row]
            gone += closed[row]
    return ratio(come - gone, live + gone - come)


@kernel
def count_groups(alive: NDArray[np.bool_], stage: NDArray[np.uint8], first_group: int, least: int) -> int:
    """Community organisations that live and have come to a stage, or further."""
    found = 0
    for row in range(first_group, len(alive)):
        found += alive[row] & (stage[row] >= least)
    return found


@array_kernel
def mean_maturity(
    maturity: NDArray[np.float64], alive: NDArray[np.bool_], stage: NDArray[np.uint8], first_group: int
) -> float:
    """Mean maturity of the community organisations on file or registered; NaN without any."""
    on_file = np.zeros(len(alive), dtype=np.bool_)
    for row in range(first_group, len(alive)):
        on_file[row] = alive[row] & (stage[row] >= FILED)
    return mean_where(maturity, on_file)


@kernel
def count_vacant(funded: NDArray[np.bool_], filled: NDArray[np.bool_]) -> tuple[int, int]:
    """Funded posts that nobody holds, and all funded posts."""
    vacant, posts = 0, 0
    for row in range(len(funded)):
        posts += funded[row]
        vacant += funded[row] and not filled[row]
    return vacant, posts


@kernel
def left_share(
    left: NDArray[np.bool_], filled: NDArray[np.bool_], arrived: NDArray[np.bool_], tenure: NDArray[np.int16]
) -> float:
    """Share of social workers who left of themselves this month, among them and who is in post since before it."""
    gone, stayed = 0, 0
    for row in range(len(left)):
        gone += left[row]
        stayed += filled[row] and not (arrived[row] and tenure[row] == 0)
    return ratio(gone, gone + stayed)


@array_kernel
def mean_months_owed(owed: NDArray[np.int64], wage: NDArray[np.int64], filled: NDArray[np.bool_]) -> float:
    """Mean months of wage that social workers in post are owed."""
    months, count = np.empty(len(filled)), 0
    for row in range(len(filled)):
        if filled[row]:
            months[count] = months_owed(owed[row], wage[row])
            count += 1
    return ratio(sum_in_pairs(months, count), count)


@array_kernel
def activities_funded(funded_share: NDArray[np.float64], holder: NDArray[np.int32], agencies: int) -> float:
    """Mean share of activities that agencies with a contract can pay for."""
    held = contract_holders(holder, agencies)
    shares, count = np.empty(agencies), 0
    for row in range(agencies):
        if held[row]:
            shares[count] = funded_share[row]
            count += 1
    return ratio(sum_in_pairs(shares, count), count)


@array_kernel
def count_partners(partner: NDArray[np.bool_], holder: NDArray[np.int32], agencies: int) -> tuple[int, int]:
    """Agencies with a contract that take part in linkage, and agencies with a contract."""
    held = contract_holders(holder, agencies)
    partners, holders = 0, 0
    for row in range(agencies):
        holders += held[row]
        partners += held[row] & partner[row]
    return partners, holders


@shared_kernel
def contacts_that_helped(contact: NDArray[np.uint8]) -> int:
    """Residents whose need a worker, the committee or a group resolved this month."""
    helped = 0
    for row in range(len(contact)):
        how = contact[row]
        helped += (how == WORKER_RESOLVED) | (how == COMMITTEE_RESOLVED) | (how == GROUP_RESOLVED)
    return helped


@array_kernel
def count_responsive(
    community: NDArray[np.int32], running: NDArray[np.bool_], fit: NDArray[np.float64], least: float, communities: int
) -> int:
    """Communities in which at least one programme runs that fits better than `least`."""
    answered = np.zeros(communities, dtype=np.bool_)
    for slot in range(len(community)):
        if running[slot] and fit[slot] > least:
            answered[community[slot]] = True
    return int(answered.sum())


@kernel
def mark_covered(
    covered: NDArray[np.bool_], community: NDArray[np.int32], domain: NDArray[np.uint8], running: NDArray[np.bool_]
) -> None:
    """Mark where a programme for each of the rare needs runs, in place: bool[rare needs, communities]."""
    for row in range(len(community)):
        for place in range(len(RARE)):
            if running[row] and domain[row] == RARE[place]:
                covered[place, community[row]] = True


@array_kernel
def share_covered(
    community: NDArray[np.int32],
    domain: NDArray[np.uint8],
    running: NDArray[np.bool_],
    matched_community: NDArray[np.int32],
    matched_domain: NDArray[np.uint8],
    matched_running: NDArray[np.bool_],
    communities: int,
) -> float:
    """Share of communities in which a programme or a matched project for a rare need runs, the mean of these needs."""
    covered = np.zeros((len(RARE), communities), dtype=np.bool_)
    mark_covered(covered, community, domain, running)
    mark_covered(covered, matched_community, matched_domain, matched_running)
    return share(covered.reshape(-1))


@shared_array_kernel
def strength_of_ties(
    filled: NDArray[np.bool_],
    skill: NDArray[np.float64],
    contract: NDArray[np.int32],
    holder: NDArray[np.int32],
    effort: NDArray[np.float64],
    caseworker: NDArray[np.int32],
    tie: NDArray[np.float32],
) -> float:
    """Sum over residents of tie strength times the skill and effort of the caseworker in post.

    `filled`, `skill` and `contract` are the posts'; `holder` is who holds each contract, `effort` each organisation's.
    """
    able, sums = np.zeros(len(filled)), np.zeros(_LANES)
    for post in range(len(filled)):
        if filled[post]:
            able[post] = skill[post] * effort[holder[contract[post]]]
    for row in range(len(tie)):
        if caseworker[row] >= 0:
            sums[row % _LANES] += able[caseworker[row]] * float(tie[row])
    return float(sums.sum())
