"""Who lives in a community may bid for its projects: its organisations, and its committee.

They know the place, so their plans use all that is known of its needs; they are no professionals. A community
organisation does the work by its members, who spend the money on what service by volunteers costs, and gives back
what they found no time for. A committee does it by its own staff: the money pays aides, whose hours are divided
like everybody's there, administration included. So the ways of delivery of the sources are choices of one
rule: organisations commissioned, agencies' service, projects run by residents' groups under guidance, and a
committee's own development. Sources: M46, M77, M78, M116; 002 §4 (委托型, 机构服务型, 项目指导型, 内部发展型).
Left out: bids by several together; residents without a group, who have micro-projects instead.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import FILED
from sim.declare import Section, coefficient
from sim.fit import Fit
from sim.kernels.purchase import bid_locally
from sim.ledger import Flow
from sim.policy import Policy
from sim.records import CONTRACT, FUND, PER_UNIT
from sim.world import World

_COMMITTEE = -2
_FIRST_LOCAL_BIDDER, _MOST_LOCAL_BIDDERS, _COMMITTEE_BIDDER = 5_000, 4_000, 9_999
_USUAL_STAR = 0.5


class LocalBids(Section):
    """Coefficients of bids by committees and community organisations."""

    group_capability: float = coefficient(
        0.6,
        "How able community organisations look in a bid, over a small agency",
        unit="ratio",
        low=0.2,
        high=1.0,
        source="M77: amateurs; assumed",
        en="Groups' standing in bids",
        zh="社区社会组织竞标能力",
    )
    committee_standing: float = coefficient(
        0.5,
        "Standing of committees with the funder, which bidders' standing is measured against",
        unit="share",
        low=0.0,
        high=1.0,
        source="002 §4, assumed",
        en="Committees' standing in bids",
        zh="居委会竞标信任度",
    )
    committee_projects: int = coefficient(
        2,
        "Projects that a committee can run at once",
        unit="projects",
        low=1,
        high=6,
        source="assumed",
        en="Projects of a committee",
        zh="居委会承接上限",
    )


class Bids(NamedTuple):
    """Bids from within the community for one project: who bids (-2 for the committee), and each one's fit and score."""

    who: NDArray[np.int64]
    fit: NDArray[np.float64]
    score: NDArray[np.float64]


def may_bid(policy: Policy, whom: str) -> bool:
    """Say whether `whom`, agencies, groups or committees, may bid for projects."""
    return policy.purchase.bidders in (whom, "all")


def collect(
    world: World, policy: Policy, how: LocalBids, fit: Fit, row: int, weights: NDArray[np.float64], noise: float
) -> Bids:
    """Collect bids for a project from its community, `weights` being the decider's and `noise` what is unforeseen."""
    contracts, bodies, slots = world.contracts, world.organisations, world.programmes
    community = int(contracts.community[row])
    who: list[int] = []
    if may_bid(policy, "groups"):
        who = _free_groups(world, community).tolist()
    if may_bid(policy, "committees"):
        mine = contracts.in_house & (contracts.community == community)
        who += [_COMMITTEE] if np.count_nonzero(mine) < how.committee_projects else []
    names = np.array(who, dtype=np.int64)
    rows = np.maximum(names, 0)
    numbers = _FIRST_LOCAL_BIDDER + bodies.identity[rows] % _MOST_LOCAL_BIDDERS
    numbers = np.where(names == _COMMITTEE, _COMMITTEE_BIDDER, numbers)
    known = float(world.committees.knowledge[community, slots.domain[slots.contract == row][0]])
    fits, luck = bid_locally(
        int(contracts.identity[row]), numbers, known, (fit.floor, fit.spread), world.key, world.month
    )
    staff = names == _COMMITTEE
    able = np.where(staff, world.committees.skill[community], how.group_capability * bodies.capability[rows])
    standing = np.where(staff, how.committee_standing, bodies.relationship[rows])
    star = np.where(staff, _USUAL_STAR, bodies.star[rows])
    return Bids(names, fits, weights @ np.stack([fits, able, standing, star]) + noise * luck)


def _free_groups(world: World, community: int) -> NDArray[np.int64]:
    """Community organisations of a place that are on file and run no project yet: their rows."""
    bodies = world.organisations
    here = bodies.alive & (bodies.community == community) & (bodies.members > 0) & (bodies.stage >= FILED)
    here[: world.first_group] = False
    here[world.contracts.local_holder[world.contracts.local_holder >= 0]] = False
    return np.flatnonzero(here)


def award(world: World, row: int, winner: int, aides: float) -> None:
    """Give a project to a group or to the committee: no posts open, members or aides do the work."""
    contracts = world.contracts
    contracts.posts[row] = 0
    if winner == _COMMITTEE:
        contracts.in_house[row] = True
        contracts.aides[row] = aides
    else:
        contracts.local_holder[row] = winner
    if (winner == _COMMITTEE and contracts.terms[row] != FUND) or contracts.terms[row] == PER_UNIT:
        contracts.terms[row] = CONTRACT


def end_local(world: World, over: NDArray[np.bool_]) -> None:
    """End projects run from within the community: groups give back what their members found no time for."""
    contracts, ledger, accounts = world.contracts, world.ledger, world.accounts
    for row in np.flatnonzero(over & (contracts.local_holder >= 0)).tolist():
        group = int(contracts.local_holder[row])
        account = accounts.organisations + group
        left = min(
            int(world.organisations.earmarked_fen[group]), int(contracts.value_fen[row]), int(ledger.cash[account])
        )
        ledger.transfer(Flow.UNSPENT_RETURN, account, accounts.funder, left)
        world.organisations.earmarked_fen[group] -= left
    contracts.local_holder[over] = -1
    contracts.in_house[over] = False
    contracts.aides[over] = 0.0
