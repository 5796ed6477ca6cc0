"""Who proposes what at a call, and what becomes of it (E4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.funder import best_place
from sim.agents.organisation import LARGE, SMALL
from sim.arithmetic import array_kernel, kernel, logarithm, shared_array_kernel
from sim.chance import Stream, draw, draw_rows, gumbel, normal_quantile
from sim.fit import programme_fit
from sim.records import CENTRE_PROGRAMMES, FUND

_FIT, _CHOICE = Stream.PROPOSAL_FIT, Stream.SELECTION
_MOST_BIDDERS, _MOST_PROGRAMMES = 10_000, 1_000
_FIRST_LOCAL_BIDDER, _MOST_LOCAL_BIDDERS, _COMMITTEE_BIDDER = 5_000, 4_000, 9_999
_NO_NEED, _NEVER = 1e-6, 100.0


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


@array_kernel
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


@array_kernel
def propose(
    number: int,
    programmes: tuple[NDArray[np.int32], NDArray[np.uint8]],
    knowledge: NDArray[np.float64],
    bidders: NDArray[np.int64],
    research: NDArray[np.float64],
    shape: tuple[float, float],
    luck: NDArray[np.float64],
    plans: NDArray[np.float64],
    key: np.uint64,
    month: int,
) -> None:
    """Let `bidders` plan the programmes of one contract: `plans`, float64[programmes, bidders or more], in place.

    `number` is the contract's, `bidders` are rows of agencies; `programmes` are community and domain; `knowledge` is
    what share of communities' needs is known, `research` how well each bidder looks into them; `shape` are floor and
    spread of fits.
    """
    community, domain = programmes
    first, numbers = (number + 1) * _MOST_BIDDERS * _MOST_PROGRAMMES, bidders * _MOST_PROGRAMMES
    for slot in range(len(community)):
        draw_rows(key, _FIT, month, first + slot, numbers, luck)
        known = knowledge[community[slot], domain[slot]]
        for place in range(len(bidders)):
            chance = normal_quantile(luck[0, place])
            plans[slot, place] = programme_fit(known, research[bidders[place]], chance, shape[0], shape[1])


@kernel
def score_bids(
    number: int,
    plans: NDArray[np.float64],
    weights: tuple[float, float, float, float],
    bidders: NDArray[np.int64],
    traits: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    unforeseen: float,
    luck: NDArray[np.float64],
    scores: NDArray[np.float64],
    key: np.uint64,
    month: int,
) -> None:
    """Score the bids for one contract: the first numbers of `scores`, one for each of `bidders`, in place.

    `number` is the contract's, `bidders` are rows of agencies; `plans` is float64[programmes, bidders or more], how
    well each programme fits; `weights` are those of fit, capability, standing and star; `traits` are agencies'
    capability, standing, star, and credit on top; `unforeseen` is how much counts what nobody foresees.
    """
    capability, standing, star, credit = traits
    by_fit, by_capability, by_standing, by_star = weights
    draw_rows(key, _CHOICE, month, number * _MOST_BIDDERS, bidders, luck)
    for place in range(len(bidders)):
        who, planned = bidders[place], 0.0
        for slot in range(len(plans)):
            planned += plans[slot, place]
        known = by_fit * (planned / max(len(plans), 1)) + by_capability * capability[who]
        known += by_standing * standing[who] + by_star * star[who] + unforeseen * gumbel(luck[0, place])
        scores[place] = known + credit[who]


@shared_array_kernel
def bid(
    contracts: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]],
    first: NDArray[np.int64],
    markets: tuple[NDArray[np.int64], NDArray[np.int64]],
    programmes: tuple[NDArray[np.int32], NDArray[np.uint8]],
    known: tuple[NDArray[np.float64], NDArray[np.float64]],
    agencies: tuple[NDArray[np.uint8], NDArray[np.float64]],
    traits: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    weights: tuple[tuple[float, float, float, float], tuple[float, float, float, float]],
    shape: tuple[float, float, float],
    chosen: bool,  # noqa: FBT001  kernels take no keywords
    tables: tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]],
    key: np.uint64,
    month: int,
    begin: int,
    end: int,
) -> None:
    """Let agencies bid for contracts begin to end - 1, those that are offered in their market.

    `contracts` are identity, value, street and terms; their programmes stand from `first` on, one more of these than
    there are contracts. `markets` are each street's and who bids there; only large agencies bid for a centre, the
    first contracts, one for each street. `programmes` are community and domain, which is set unless domains are
    `chosen` already; `known` is what is believed of communities' needs and what share of them is known; `agencies`
    have size and research, and `traits` as in `score_bids`; `weights` are those of who decides and, for communities'
    own funds, of residents; `shape` are floor and spread of fits, and what nobody foresees. Written are `tables`:
    who bids, int64[contracts, most] with -1 for nobody, how well it plans, float64[programmes, most], and its scores,
    float64[contracts, most].
    """
    identity, value, street, terms = contracts
    of_street, based = markets
    community, domain = programmes
    size, research = agencies
    who, plans, scores = tables
    luck = np.empty((4, who.shape[1]))
    for row in range(begin, end):
        if value[row] == 0:
            continue
        centre, count, here = row < len(of_street), 0, based[of_street[street[row]]]
        for place in range(len(here)):
            if here[place] >= 0 and (not centre or size[here[place]] == LARGE):
                who[row, count] = here[place]
                count += 1
        slots, bidders = slice(first[row], first[row + 1]), who[row, :count]
        if not chosen:
            choose_domains(known[0], community[slots], domain[slots], CENTRE_PROGRAMMES if centre else 1)
        propose(
            identity[row], (community[slots], domain[slots]), known[1], bidders, research, (shape[0], shape[1]),
            luck, plans[slots], key, month,
        )  # fmt: skip
        score_bids(
            identity[row], plans[slots], weights[1] if terms[row] == FUND else weights[0], bidders, traits, shape[2],
            luck, scores[row], key, month,
        )  # fmt: skip


@kernel
def find_room(
    holders: NDArray[np.int32],
    streets: int,
    agencies: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.uint8]],
    capacity: tuple[int, int],
    taken: NDArray[np.int64],
    most: NDArray[np.int64],
    free: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> None:
    """Say how much every agency has taken on of how much, and who is free for a centre and a project, in place.

    `holders` are those of contracts, the first `streets` of which are centres; `agencies` have alive, barred and
    size; `capacity` is that of a small agency and of others, whose whole room a centre takes. `taken` and
    `most` are for agencies, both of `free` have a place more, for nobody.
    """
    alive, barred, size = agencies
    for_centre, for_project = free
    taken[:] = 0
    for row in range(len(holders)):
        if holders[row] >= 0:
            taken[holders[row]] += capacity[1] if row < streets else 1
    for who in range(len(taken)):
        able = alive[who] and not barred[who]
        for_centre[who] = able and size[who] == LARGE and taken[who] == 0
        most[who] = capacity[0] if size[who] == SMALL else capacity[1]
        for_project[who] = able and taken[who] < most[who]
    for_centre[-1] = for_project[-1] = False


@kernel
def take_on(
    winner: int,
    size: int,
    taken: NDArray[np.int64],
    most: NDArray[np.int64],
    unengaged: NDArray[np.bool_],
    free: NDArray[np.bool_],
) -> None:
    """Book that an agency takes on what is as large as so many projects, in place; columns are as in `find_room`."""
    taken[winner] += size
    unengaged[winner] = False
    free[winner] = taken[winner] < most[winner]


@array_kernel
def award_as_usual(
    value: NDArray[np.int64],
    centres: int,
    who: NDArray[np.int64],
    scores: NDArray[np.float64],
    room: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]],
    of_centre: int,
    organisation: NDArray[np.int32],
    places: NDArray[np.int64],
) -> None:
    """Award what has a `value` to agencies in turn by `Funder.choose`, in place; the first rows are `centres`.

    `who` bids for each contract and their `scores` are as `bid` gives them; `room` is what agencies have taken on, the
    most that they can, and who is free for a centre and for a project, last for nobody; a centre takes the room
    `of_centre` projects. Winners go into `organisation` and, by their place among the bidders, into `places`.
    """
    taken, most, unengaged, free = room
    eligible = np.empty(who.shape[1], dtype=np.bool_)
    for row in range(len(value)):
        if value[row] == 0:
            continue
        for place in range(len(eligible)):
            eligible[place] = (unengaged if row < centres else free)[who[row, place]]
        places[row] = best_place(scores[row], eligible)
        if places[row] >= 0:
            winner = who[row, places[row]]
            take_on(winner, of_centre if row < centres else 1, taken, most, unengaged, free)
            organisation[row] = winner


@kernel
def begin_programmes(
    winners: tuple[NDArray[np.int64], NDArray[np.float64]],
    first: NDArray[np.int64],
    plans: NDArray[np.float64],
    programmes: tuple[NDArray[np.float64], NDArray[np.bool_]],
    years_left: NDArray[np.uint8],
    years: int,
) -> None:
    """Let the programmes of the contracts that somebody won run as they were planned, for so many years, in place.

    `winners` are each contract's place among the agencies that bid for it and, below zero for none, the fit that
    somebody in the community planned; `programmes` have fit and running, and stand and were planned as in `bid`.
    """
    place, planned = winners
    fit, running = programmes
    for row in range(len(place)):
        if place[row] < 0 and planned[row] < 0.0:
            continue
        years_left[row] = years
        for slot in range(first[row], first[row + 1]):
            fit[slot] = plans[slot, place[row]] if place[row] >= 0 else planned[row]
            running[slot] = True


@array_kernel
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
