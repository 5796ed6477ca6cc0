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

from sim.agents.funder import Funder
from sim.agents.row_agent import decide_alike
from sim.arithmetic import largest
from sim.census import believed_needs
from sim.declare import Section, coefficient
from sim.fit import Fit
from sim.kernels.purchase import award_as_usual, begin_programmes, bid, find_room, take_on
from sim.ledger import to_fen
from sim.markets import NOBODY
from sim.mechanisms.purchase.local import LocalBids, Neighbours, award, collect, look_around, may_bid
from sim.mechanisms.purchase.offers import appropriate, begin_year, end_contracts, find_unheld, offer, settle
from sim.mechanisms.purchase.priorities import Priorities, set_priorities
from sim.policy import Policy
from sim.records import FUND
from sim.staff import Staff
from sim.world import MONTHS_PER_YEAR, World

_CHOOSES_AS_USUAL = Funder.choose
_WEIGHTS = {
    "government": (0.2, 0.3, 0.3, 0.2),
    "expert": (0.35, 0.4, 0.05, 0.2),
    "residents": (0.6, 0.1, 0.1, 0.2),
}
"""Weights of fit, capability, relationship and star (E4)."""
Room = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]
"""What every agency has taken on, of how much, and who is free for a centre and for a project, last for nobody."""


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
    held_before = world.contracts.organisation.copy()
    if world.month_of_year == 0:
        end_contracts(world)
    open_ = find_unheld(world)
    begun = ~open_ if world.month_of_year == 0 else np.zeros_like(open_)
    yearly_cost = to_fen(staff.mean_wage_yuan(policy) * how.wage_loading) * MONTHS_PER_YEAR
    if world.month_of_year == gap:
        offer(world, policy, open_, (how.wage_share, how.coaching_share), yearly_cost)
        if world.funders.budget_fen.item(0) or largest(held_before) >= 0:
            _award_all(world, policy, how, fit, open_)
            begun |= open_ & ~find_unheld(world)
    if begun.any():
        begin_year(world, policy, begun, (how.final_share, how.coaching_share, yearly_cost))
    appropriate(world)
    settle(world, held_before)


def _award_all(world: World, policy: Policy, how: Purchases, fit: Fit, open_: NDArray[np.bool_]) -> None:
    """Award every contract that is `open_` in turn: centres first, then projects."""
    bidders, contracts = world.organisations, world.contracts
    value = np.where(open_, contracts.value_fen, 0)
    chosen = set_priorities(world, policy, how.priorities, value)
    unforeseen = how.choice_noise * world.funders.misjudgement.item(0)
    first = world.programmes.contract.searchsorted(np.arange(len(contracts) + 1))
    who, plans, scores = _bids(world, policy, fit, value, first, unforeseen, chosen=chosen)
    small = int(how.small_capacity / (how.proposal_cost if policy.evaluation.unified else 1.0))
    room = _room(world, small, how.capacity)
    places, planned = np.full(len(contracts), -1), np.full(len(contracts), -1.0)
    if policy.purchase.bidders == "agencies" and decide_alike([world.deciders.funder], _CHOOSES_AS_USUAL):
        award_as_usual(
            value, len(world.streets), who, scores, room, how.capacity, contracts.organisation, places
        )  # fmt: skip
    else:
        offers = (value, first, who, scores, unforeseen)
        _ask_in_turn(world, policy, how, fit, offers, room, (places, planned))
    slots = world.programmes
    begin_programmes(
        (places, planned), first, plans, (slots.fit, slots.running), contracts.years_left,
        policy.purchase.contract_years,
    )  # fmt: skip
    standing = bidders.relationship[: world.agencies]
    standing += how.relationship_speed * ((room[0] > 0) - standing)


def _ask_in_turn(
    world: World,
    policy: Policy,
    how: Purchases,
    fit: Fit,
    offers: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], float],
    room: Room,
    awards: tuple[NDArray[np.int64], NDArray[np.float64]],
) -> None:
    """Ask the funder, or who decides in the community, for every contract in turn; `awards` are places and plans.

    `offers` are what each is worth, its first programme, who bids, their scores, and how much nobody foresees.
    """
    value, first, who, scores, unforeseen = offers
    _, _, unengaged, free = room
    places, planned = awards
    neighbours = None if policy.purchase.bidders == "agencies" else look_around(world)
    for row in np.flatnonzero(value).tolist():
        is_centre = row < len(world.streets)
        eligible = (unengaged if is_centre else free)[who[row]]
        if is_centre or neighbours is None:
            place = world.deciders.funder.choose(scores[row], eligible)
        else:
            project = (row, int(world.programmes.domain[first[row]]))
            known = (scores[row], eligible, unforeseen)
            place, planned[row] = _choose_among_all(world, policy, how, fit, neighbours, project, known)
        if place >= 0:
            winner = int(who[row, place])
            take_on(winner, how.capacity if is_centre else 1, *room)
            world.contracts.organisation[row] = winner
            places[row] = place


def _bids(
    world: World,
    policy: Policy,
    fit: Fit,
    value: NDArray[np.int64],
    first: NDArray[np.int64],
    unforeseen: float,
    *,
    chosen: bool,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Let agencies bid for what has a `value`, each in its own market.

    Gives who bids, int64[contracts, most] with -1 for nobody, how well it plans, float64[programmes, most], and its
    scores, float64[contracts, most]; `most` are the bidders of the largest market. The programmes of each contract
    stand from `first` on.
    """
    contracts, slots, bodies, markets = world.contracts, world.programmes, world.organisations, world.markets
    knowledge, most = world.committees.knowledge, markets.bidders.shape[1]
    open_needs = world.open_needs()
    believed = believed_needs(knowledge, open_needs, world.key, world.month, 1)
    tables = (
        np.full((len(contracts), most), NOBODY), np.zeros((len(slots), most)), np.zeros((len(contracts), most)),
    )  # fmt: skip
    world.in_parts(len(contracts), lambda begin, end: bid(
        (contracts.identity, value, contracts.street, contracts.terms), first, (markets.of_street, markets.bidders),
        (slots.community, slots.domain), (believed, knowledge), (bodies.size, _research(world, fit)),
        (bodies.capability, bodies.relationship, bodies.star, bodies.credit),
        (_WEIGHTS[policy.purchase.decider], _WEIGHTS["residents"]), (fit.floor, fit.spread, unforeseen), chosen,
        tables, world.key, world.month, begin, end,
    ))  # fmt: skip
    return tables


def _research(world: World, fit: Fit) -> NDArray[np.float64]:
    """How well every agency can look into needs; evaluations take time from it (M41): float64[agencies]."""
    bidders, agencies = world.organisations, slice(0, world.agencies)
    free = np.maximum(0.0, 1.0 - fit.research_loss * bidders.evaluation_share[agencies])
    able: NDArray[np.float64] = free * bidders.capability[agencies]
    return able


def _room(world: World, small: int, usual: int) -> Room:
    """How much every agency has taken on of how much, and who is free for a centre and a project, last for nobody.

    `small` is what small agencies can run at once, `usual` what others can.
    """
    rows, agencies = world.organisations, world.agencies
    taken, most = np.empty((2, agencies), dtype=np.int64)
    unengaged, free = np.empty((2, agencies + 1), dtype=np.bool_)
    find_room(
        world.contracts.organisation, len(world.streets), (rows.alive, rows.barred, rows.size), (small, usual), taken,
        most, (unengaged, free),
    )  # fmt: skip
    return taken, most, unengaged, free


def _choose_among_all(
    world: World,
    policy: Policy,
    how: Purchases,
    fit: Fit,
    neighbours: Neighbours,
    project: tuple[int, int],
    offers: tuple[NDArray[np.float64], NDArray[np.bool_], float],
) -> tuple[int, float]:
    """Give a project to an agency, by its place, or to who lives there, by the fit that they planned; -1 for neither.

    `project` is the contract's row and its programme's domain; `offers` agencies' scores, who of them is eligible,
    and how much counts what nobody foresees.
    """
    row, _ = project
    scores, eligible, unforeseen = offers
    by_residents = world.contracts.terms[row] == FUND
    weights = _WEIGHTS["residents" if by_residents else policy.purchase.decider]
    bids = collect(world, policy, how.local, fit, neighbours, project, weights, unforeseen)
    eligible = eligible & may_bid(policy, "agencies")
    everybody = np.concatenate([scores, bids.score])
    free = np.concatenate([eligible, np.ones(len(bids.who), dtype=np.bool_)])
    winner = world.deciders.funder.choose(everybody, free)
    if winner < len(scores):
        return winner, -1.0
    place = winner - len(scores)
    yearly_cost = to_fen(policy.workforce.wage_yuan * how.wage_loading) * MONTHS_PER_YEAR
    aides = int(world.contracts.value_fen[row]) * how.wage_share / yearly_cost
    award(world, neighbours, row, int(bids.who[place]), aides)
    return -1, float(bids.fit[place])
