"""What is proposed at a call, by whom, and what a contract then owes (E4, E6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import FILED
from sim.arithmetic import kernel, logarithm, shared_kernel
from sim.chance import Stream, draw, draw_pairs, draw_rows, gumbel, normal_quantile
from sim.fit import programme_fit
from sim.records import CENTRE_PROGRAMMES, FORFEITED, NOT_DUE, PAID, PARTS

_FIT, _CHOICE = Stream.PROPOSAL_FIT, Stream.SELECTION
_MOST_BIDDERS, _MOST_PROGRAMMES = 10_000, 1_000
_LATER_PARTS = 2
_FIRST_LOCAL_BIDDER, _MOST_LOCAL_BIDDERS, _COMMITTEE_BIDDER = 5_000, 4_000, 9_999
_NO_NEED, _NEVER = 1e-6, 100.0


@shared_kernel
def score_bids(
    contracts: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    fits: NDArray[np.float64],
    weights: NDArray[np.float64],
    bidders: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    unforeseen: float,
    scores: NDArray[np.float64],
    key: np.uint64,
    month: int,
    begin: int,
    end: int,
) -> None:
    """Score every bid for contracts begin to end - 1, those that are offered: float64[contracts, bidders], in place.

    `contracts` are identity, value and first programme, one more of these than there are contracts; `fits` is
    float64[programmes, bidders]; `weights` float64[contracts, 4], of fit, capability, standing and star; `bidders`
    have capability, standing, star, and credit on top; `unforeseen` is how much counts what nobody foresees.
    """
    identity, value, first = contracts
    capability, standing, star, credit = bidders
    luck, planned = np.empty((2, len(star))), np.empty(len(star))
    for row in range(begin, end):
        if value[row] == 0:
            continue
        planned[:] = 0.0
        for slot in range(first[row], first[row + 1]):
            for who in range(len(star)):
                planned[who] += fits[slot, who]
        by_fit, by_capability, by_standing, by_star = weights[row]
        programmes = max(first[row + 1] - first[row], 1)
        draw_pairs(key, _CHOICE, month, identity[row] * _MOST_BIDDERS, len(star), luck)
        for who in range(len(star)):
            known = by_fit * (planned[who] / programmes) + by_capability * capability[who]
            known += by_standing * standing[who] + by_star * star[who] + unforeseen * gumbel(luck[0, who])
            scores[row, who] = known + credit[who]


@kernel
def choose_domains(
    believed: NDArray[np.float64], community: NDArray[np.int32], domain: NDArray[np.uint8], each: int
) -> None:
    """Set the domain of every programme to the `each` most needed of its community, in turn, in place."""
    for slot in range(len(community)):
        row = believed[community[slot]]
        chosen = -1
        for _ in range(slot % each + 1):
            last, chosen = chosen, -1
            for place in range(len(row)):
                left = last < 0 or row[place] < row[last] or (row[place] == row[last] and place > last)
                if left and (chosen < 0 or row[place] > row[chosen]):
                    chosen = place
        domain[slot] = chosen


@kernel
def prioritise(
    believed: NDArray[np.float64],
    programmes: tuple[NDArray[np.int32], NDArray[np.uint8]],
    running: NDArray[np.bool_],
    wanted: NDArray[np.bool_],
    weight: float,
) -> None:
    """Choose the domain of every programme that is `wanted`, one after the other, in place.

    What counts is what a community is believed to need for each programme that it has in a domain, and, by
    `weight`, how few programmes run in that domain in the district. `believed` is float64[communities, domains];
    `programmes` are community and domain.
    """
    community, domain = programmes
    here = np.zeros(believed.shape)
    cover = np.zeros(believed.shape[1])
    for slot in range(len(community)):
        if running[slot] and not wanted[slot]:
            here[community[slot], domain[slot]] += 1.0
            cover[domain[slot]] += 1.0
    for slot in range(len(community)):
        if not wanted[slot]:
            continue
        place, best, highest = community[slot], 0, -np.inf
        for field in range(len(cover)):
            own = max(believed[place, field], _NO_NEED) / (1.0 + 2.0 * here[place, field])
            score = (1.0 - weight) * logarithm(own) - weight * logarithm(1.0 + cover[field])
            score -= 0.0 if believed[place, field] > 0.0 else _NEVER
            if score > highest:
                best, highest = field, score
        domain[slot] = best
        here[place, best] += 1.0
        cover[best] += 1.0


@shared_kernel
def propose(
    contracts: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    streets: int,
    programmes: tuple[NDArray[np.int32], NDArray[np.uint8]],
    known: tuple[NDArray[np.float64], NDArray[np.float64]],
    research: NDArray[np.float64],
    large: NDArray[np.bool_],
    shape: tuple[float, float],
    chosen: bool,  # noqa: FBT001  kernels take no keywords
    fits: NDArray[np.float64],
    key: np.uint64,
    month: int,
    begin: int,
    end: int,
) -> None:
    """Let bidders plan the programmes of contracts begin to end - 1, those that are offered.

    `fits` is float64[programmes, bidders] and is set where anybody plans. `contracts` are identity, value and
    first programme, one more of these than there are contracts; the first `streets` are centres, for which only
    large agencies plan. `programmes` are community and domain, which is set; `known` is what is believed of
    communities' needs and what share of them is known; `research` is the bidders'; `shape` are floor and spread of
    fits; `chosen` says that domains are set already.
    """
    identity, value, first = contracts
    community, domain = programmes
    believed, knowledge = known
    everybody, luck = np.arange(len(research)), np.empty((4, len(research)))
    able = everybody[large]
    for row in range(begin, end):
        if value[row] == 0:
            continue
        start, stop = first[row], first[row + 1]
        if not chosen:
            each = CENTRE_PROGRAMMES if row < streets else 1
            choose_domains(believed, community[start:stop], domain[start:stop], each)
        bidders = able if row < streets else everybody
        for slot in range(start, stop):
            number = (identity[row] + 1) * _MOST_BIDDERS * _MOST_PROGRAMMES + slot - start
            draw_rows(key, _FIT, month, number, bidders * _MOST_PROGRAMMES, luck)
            share = knowledge[community[slot], domain[slot]]
            for place in range(len(bidders)):
                own, chance = research[bidders[place]], normal_quantile(luck[0, place])
                fits[slot, bidders[place]] = programme_fit(share, own, chance, shape[0], shape[1])


@kernel
def free_groups(
    alive: NDArray[np.bool_],
    home: NDArray[np.int32],
    members: NDArray[np.int32],
    stage: NDArray[np.uint8],
    holders: NDArray[np.int32],
    first_group: int,
    community: int,
) -> NDArray[np.int64]:
    """Rows of a community's organisations that are on file, have members and run no project yet.

    `holders` are the community organisations that run contracts, -1 for none.
    """
    found = np.empty(len(alive), dtype=np.int64)
    count = 0
    for row in range(first_group, len(alive)):
        free = alive[row] and home[row] == community and members[row] > 0 and stage[row] >= FILED
        if free:
            for contract in range(len(holders)):
                free = free and holders[contract] != row
        found[count] = row
        count += 1 if free else 0
    return found[:count]


@kernel
def bid_locally(
    contract: int,
    who: NDArray[np.int64],
    identity: NDArray[np.int64],
    known: float,
    shape: tuple[float, float],
    key: np.uint64,
    month: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit that bidders from within a community propose for a project, and what cannot be foreseen of them.

    `who` are rows of organisations, below zero for the committee, and `identity` the organisations' lasting
    numbers; `known` is the share of the need that is known, `shape` floor and spread of fits.
    """
    fits, noise = np.empty(len(who)), np.empty(len(who))
    for place in range(len(who)):
        bidder = _COMMITTEE_BIDDER
        if who[place] >= 0:
            bidder = _FIRST_LOCAL_BIDDER + identity[who[place]] % _MOST_LOCAL_BIDDERS
        number = contract * _MOST_BIDDERS + bidder
        luck = normal_quantile(draw(key, _FIT, month, (number + _MOST_BIDDERS) * _MOST_PROGRAMMES)[0])
        fits[place] = programme_fit(known, 1.0, luck, shape[0], shape[1])
        noise[place] = gumbel(draw(key, _CHOICE, month, number)[0])
    return fits, noise


@kernel
def write_tranches(
    contracts: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]],
    tranches: tuple[
        NDArray[np.int64],
        NDArray[np.int32],
        NDArray[np.int32],
        NDArray[np.int64],
        NDArray[np.int64],
        NDArray[np.int32],
        NDArray[np.int32],
    ],
    gated: NDArray[np.bool_],
    status: NDArray[np.uint8],
    shares: tuple[NDArray[np.float64], NDArray[np.float64]],
    waits: NDArray[np.bool_],
    month: int,
    length: int,
) -> bool:
    """Write what is owed under each contract: at its start, halfway and at its end, in place.

    Says whether there was room for all of it.

    `contracts` are identity, organisation, street and what is paid in instalments; `tranches` number, organisation,
    street, amount, part paid in advance, month signed and due month, written where the last ones are settled;
    `shares` are each contract's of the first and the final tranche. The later two wait for a passed evaluation
    where the contract `waits`. `length` is the months until its year ends.
    """
    identity, holder, paying, value = contracts
    number, organisation, street, amount, advanced, signed_month, due_month = tranches
    place = 0
    for row in range(len(holder)):
        if holder[row] < 0:
            continue
        first, final = int(value[row] * shares[0][row]), int(value[row] * shares[1][row])
        parts = (first, value[row] - first - final, final)
        for part in range(len(parts)):
            if parts[part] == 0:
                continue
            while place < len(status) and status[place] != PAID and status[place] != FORFEITED:
                place += 1
            if place == len(status):
                return False
            number[place] = identity[row] * PARTS + part
            organisation[place] = holder[row]
            street[place] = paying[row]
            amount[place] = parts[part]
            advanced[place] = 0
            signed_month[place] = month
            due_month[place] = month + part * length // _LATER_PARTS
            gated[place] = part > 0 and waits[row]
            status[place] = NOT_DUE
    return True
