"""Once a year the government puts what is open out to call, and organisations bid.

Every street's service centre and every community project goes to the bidder with the highest score.
What counts is how well the proposal fits, what the organisation can do, its standing with the funder
and its star, weighted by whoever decides. The winner's value pays for posts, whose number follows
from what a social worker costs. Where the community holds a project's money, residents decide.
Sources: E4, M14-M16, M40, M44, M49; 000 (G13, G14, G46). Left out: calls at other times of the year.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import LARGE, SMALL
from sim.census import believed_needs, count_open_needs
from sim.declare import Section, coefficient
from sim.fit import Fit
from sim.kernels.purchase import propose, score_bids
from sim.ledger import to_fen
from sim.mechanisms.purchase.local import LocalBids, award, collect, may_bid
from sim.mechanisms.purchase.offers import appropriate, begin_year, end_contracts, offer
from sim.mechanisms.purchase.priorities import Priorities, set_priorities
from sim.policy import Policy
from sim.records import CENTRE_PROGRAMMES, FUND, OWN_PROGRAMMES, POST
from sim.staff import Staff
from sim.world import MONTHS_PER_YEAR, World

_WEIGHTS = {
    "government": (0.2, 0.3, 0.3, 0.2),
    "expert": (0.35, 0.4, 0.05, 0.2),
    "residents": (0.6, 0.1, 0.1, 0.2),
}
"""Weights of fit, capability, relationship and star (E4)."""


class Purchases(Section):
    """Coefficients of calls and contracts."""

    wage_loading: float = coefficient(
        1.42,
        "Cost of a worker to the organisation over take-home pay",
        unit="ratio",
        low=1.3,
        high=1.55,
        source="assumed",
        en="Wage loading",
        zh="人工成本系数",
    )
    wage_share: float = coefficient(
        0.6,
        "Share of a contract that is planned for wages",
        unit="share",
        low=0.4,
        high=0.75,
        source="assumed: 20 staff for 2,000,000 yuan",
        en="Share for wages",
        zh="人员经费占比",
    )
    choice_noise: float = coefficient(
        0.1,
        "Scale of what cannot be foreseen in the scores of bids",
        unit="score",
        low=0.02,
        high=0.5,
        source="E4, assumed",
        en="Noise of selection",
        zh="评选随机性",
    )
    relationship_speed: float = coefficient(
        0.15,
        "How far a year with a contract, or without one, moves an agency's standing with the funder",
        unit="share per year",
        low=0.0,
        high=0.5,
        source="M36, assumed",
        en="Standing with the funder",
        zh="与政府关系变化",
    )
    small_capacity: int = coefficient(
        2,
        "Projects that a small agency can run at once",
        unit="projects",
        low=1,
        high=4,
        source="assumed",
        en="Capacity of small agencies",
        zh="小机构承接上限",
    )
    capacity: int = coefficient(
        4,
        "Projects that a middle or large agency can run at once",
        unit="projects",
        low=3,
        high=8,
        source="Y2, Y4",
        en="Capacity of agencies",
        zh="机构承接上限",
    )
    proposal_cost: float = coefficient(
        0.6,
        "What projects ask of a small agency beside service under one procedure, over what they ask otherwise",
        unit="ratio",
        low=0.3,
        high=1.0,
        source="M33, assumed",
        en="Cost of proposals",
        zh="申报成本系数",
    )
    final_share: float = coefficient(
        0.1,
        "Share of a contract that is due at its end",
        unit="share",
        low=0.0,
        high=0.1,
        source="E6, assumed",
        en="Final tranche",
        zh="尾款比例",
    )
    local: LocalBids = LocalBids()
    priorities: Priorities = Priorities()
    coaching_share: float = coefficient(
        0.15,
        "Share of venture money that buys coaching for whoever wins it",
        unit="share",
        low=0.0,
        high=0.4,
        source="M47, M48, assumed",
        en="Coaching in venture money",
        zh="创投陪伴经费占比",
    )


def call(world: World, policy: Policy, how: Purchases, fit: Fit, staff: Staff) -> None:
    """End contracts at the end of their years, and put what is open out to call, at the start of a year or later."""
    gap = policy.purchase.tender_gap_months
    if world.month_of_year not in (0, gap):
        return
    contracts = world.contracts
    held_before = contracts.organisation.copy()
    if world.month_of_year == 0:
        end_contracts(world)
    open_ = (contracts.organisation < 0) & (contracts.local_holder < 0) & ~contracts.in_house
    begun = ~open_ if world.month_of_year == 0 else np.zeros_like(open_)
    yearly_cost = to_fen(staff.mean_wage_yuan(policy) * how.wage_loading) * MONTHS_PER_YEAR
    if world.month_of_year == gap:
        offer(world, policy, open_, (how.wage_share, how.coaching_share), yearly_cost)
        if contracts.value_fen.any() or (held_before >= 0).any():
            _award_all(world, policy, how, fit, open_)
            begun |= open_ & ((contracts.organisation >= 0) | (contracts.local_holder >= 0) | contracts.in_house)
    if begun.any():
        begin_year(world, policy, begun, (how.final_share, how.coaching_share, yearly_cost))
    appropriate(world)
    _settle_posts(world, held_before)


def _award_all(world: World, policy: Policy, how: Purchases, fit: Fit, open_: NDArray[np.bool_]) -> None:
    """Award every contract that is `open_` in turn: centres first, then projects."""
    bidders, agencies, contracts = world.organisations, world.agencies, world.contracts
    value, streets = np.where(open_, contracts.value_fen, 0), len(world.streets)
    chosen = set_priorities(world, policy, how.priorities, value)
    proposals = _propose(world, fit, value, chosen=chosen)
    unforeseen = how.choice_noise * world.funders.misjudgement[0]
    scores = _score(world, policy, value, proposals, unforeseen)
    alive, size = bidders.alive[:agencies] & ~bidders.barred[:agencies], bidders.size[:agencies]
    small = int(how.small_capacity / (how.proposal_cost if policy.evaluation.unified else 1.0))
    large, most = alive & (size == LARGE), np.where(size == SMALL, small, how.capacity)
    taken = np.zeros(agencies, dtype=np.int64)
    for row in np.flatnonzero(contracts.organisation >= 0).tolist():
        taken[contracts.organisation[row]] += how.capacity if row < streets else 1
    unengaged, free = large & (taken == 0), alive & (taken < most)
    for row in np.flatnonzero(value).tolist():
        is_centre = row < streets
        eligible = unengaged if is_centre else free
        if not is_centre and policy.purchase.bidders != "agencies":
            winner, planned = _choose_among_all(world, policy, how, fit, row, scores[row], eligible, unforeseen)
        else:
            winner = world.deciders.funder.choose(scores[row], eligible)
            planned = None
        if winner >= 0:
            taken[winner] += how.capacity if is_centre else 1
            unengaged[winner] = large[winner] and taken[winner] == 0
            free[winner] = alive[winner] and taken[winner] < most[winner]
            contracts.organisation[row] = winner
        if winner >= 0 or planned is not None:
            slots = _programmes_of(world, row)
            contracts.years_left[row] = policy.purchase.contract_years
            world.programmes.fit[slots] = proposals[slots, winner] if planned is None else planned
            world.programmes.running[slots] = True
    standing = bidders.relationship[:agencies]
    standing += how.relationship_speed * ((taken > 0) - standing)


def _choose_among_all(
    world: World,
    policy: Policy,
    how: Purchases,
    fit: Fit,
    row: int,
    scores: NDArray[np.float64],
    eligible: NDArray[np.bool_],
    unforeseen: float,
) -> tuple[int, float | None]:
    """Give a project to an agency or to who lives there: the agency, or -1 and the fit that the other planned."""
    project = (row, int(world.programmes.domain[_programmes_of(world, row)][0]))
    bids = collect(world, policy, how.local, fit, project, _weights(world, policy)[row], unforeseen)
    eligible = eligible & may_bid(policy, "agencies")
    everybody = np.concatenate([scores, bids.score])
    free = np.concatenate([eligible, np.ones(len(bids.who), dtype=np.bool_)])
    winner = world.deciders.funder.choose(everybody, free)
    if winner < len(scores):
        return winner, None
    place = winner - len(scores)
    yearly_cost = to_fen(policy.workforce.wage_yuan * how.wage_loading) * MONTHS_PER_YEAR
    aides = int(world.contracts.value_fen[row]) * how.wage_share / yearly_cost
    award(world, row, int(bids.who[place]), aides)
    return -1, float(bids.fit[place])


def _weights(world: World, policy: Policy) -> NDArray[np.float64]:
    """Weights of fit, capability, standing and star for each contract: float64[contracts, 4]."""
    decider = np.array(_WEIGHTS[policy.purchase.decider])
    by_residents = (world.contracts.terms == FUND)[:, np.newaxis]
    weights: NDArray[np.float64] = np.where(by_residents, _WEIGHTS["residents"], decider)
    return weights


def _score(
    world: World, policy: Policy, value: NDArray[np.int64], proposals: NDArray[np.float64], unforeseen: float
) -> NDArray[np.float64]:
    """Score every bid for what has a `value` by the decider's weights: float64[contracts, agencies]."""
    contracts, bidders, agencies = world.contracts, world.organisations, slice(0, world.agencies)
    scores, weights = np.zeros((len(contracts), world.agencies)), _weights(world, policy)
    traits = (
        bidders.capability[agencies], bidders.relationship[agencies], bidders.star[agencies], bidders.credit[agencies],
    )  # fmt: skip
    offered = (contracts.identity, value, _first_programmes(world))
    world.in_parts(len(contracts), lambda begin, end: score_bids(
        offered, proposals, weights, traits, unforeseen, scores, world.key, world.month, begin, end,
    ))  # fmt: skip
    return scores


def _first_programmes(world: World) -> NDArray[np.int64]:
    """Where the programmes of each contract begin, and of the last one end: int64[contracts + 1]."""
    return world.programmes.contract.searchsorted(np.arange(len(world.contracts) + 1))


def _programmes_of(world: World, row: int) -> slice:
    """Where the programmes of a contract stand: two for each community of a centre, one for a project."""
    communities, streets = len(world.committees), len(world.streets)
    first = OWN_PROGRAMMES * communities
    each = CENTRE_PROGRAMMES * (communities // streets)
    if row < streets:
        return slice(first + row * each, first + (row + 1) * each)
    place = first + streets * each + row - streets
    return slice(place, place + 1)


def _research(world: World, fit: Fit) -> NDArray[np.float64]:
    """How well every agency can look into needs; evaluations take time from it (M41): float64[agencies]."""
    bidders, agencies = world.organisations, slice(0, world.agencies)
    free = np.maximum(0.0, 1.0 - fit.research_loss * bidders.evaluation_share[agencies])
    able: NDArray[np.float64] = free * bidders.capability[agencies]
    return able


def _propose(world: World, fit: Fit, value: NDArray[np.int64], *, chosen: bool) -> NDArray[np.float64]:
    """Let agencies plan what has a `value` from what is known and what they can do: float64[programmes, agencies]."""
    contracts, slots, knowledge = world.contracts, world.programmes, world.committees.knowledge
    open_needs = count_open_needs(world.residents.needs, world.first_resident)
    believed = believed_needs(knowledge, open_needs, world.key, world.month, 1)
    research, large = _research(world, fit), world.organisations.size[: world.agencies] == LARGE
    fits, first = np.zeros((len(slots), world.agencies)), _first_programmes(world)
    world.in_parts(len(contracts), lambda begin, end: propose(
        (contracts.identity, value, first), len(world.streets), (slots.community, slots.domain),
        (believed, knowledge), research, large, (fit.floor, fit.spread), chosen, fits, world.key, world.month,
        begin, end,
    ))  # fmt: skip
    return fits


def _settle_posts(world: World, held_before: NDArray[np.int32]) -> None:
    """Open and close posts as this year's contracts pay for them.

    Who holds a post stays when the contract changes hands; what the old employer owes stays its debt.
    A post that opens is vacant for a month; a post that closes ends its holder's employment.
    """
    workers, contracts = world.workers, world.contracts
    place = np.arange(len(workers)) - contracts.first_post[workers.contract]
    holder = contracts.organisation[workers.contract]
    funded = (place < contracts.posts[workers.contract]) & (holder >= 0)
    old = held_before[workers.contract]
    by_government = contracts.terms[workers.contract] == POST
    moves = (workers.owed_fen > 0) & (old >= 0) & ((old != holder) | ~funded | by_government)
    np.add.at(world.organisations.owed_to_leavers_fen, old[moves], workers.owed_fen[moves])
    workers.owed_fen[moves] = 0
    opens = funded & ~workers.funded
    workers.vacancy_months[opens] = 0
    workers.filled[~funded] = False
    workers.funded[:] = funded
