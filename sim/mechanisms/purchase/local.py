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
from sim.census import list_at_home
from sim.declare import Section, coefficient
from sim.fit import Fit
from sim.kernels.purchase import bid_locally
from sim.ledger import Flow
from sim.policy import Policy
from sim.records import CONTRACT, FUND, PER_UNIT
from sim.world import World

_COMMITTEE = -2
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


class Neighbours(NamedTuple):
    """Who could run a project where they live, during a call.

    Free groups of community c were `rows[first[c]]` to `rows[first[c + 1] - 1]` as it began; `busy` is
    bool[organisations], who runs a project by now; `in_house` is int64[communities], projects of each committee.
    """

    first: NDArray[np.int64]
    rows: NDArray[np.int64]
    busy: NDArray[np.bool_]
    in_house: NDArray[np.int64]

    def free_groups(self, community: int) -> NDArray[np.int64]:
        """Rows of a community's organisations that are on file, have members and run no project yet."""
        known = self.rows[self.first[community] : self.first[community + 1]]
        free: NDArray[np.int64] = known[~self.busy[known]]
        return free


class Bids(NamedTuple):
    """Bids from within the community for one project: who bids (-2 for the committee), and each one's fit and score."""

    who: NDArray[np.int64]
    fit: NDArray[np.float64]
    score: NDArray[np.float64]


def may_bid(policy: Policy, whom: str) -> bool:
    """Say whether `whom`, agencies, groups or committees, may bid for projects."""
    return policy.purchase.bidders in (whom, "all")


def look_around(world: World) -> Neighbours:
    """List once for a whole call who could run projects in each community."""
    bodies, contracts = world.organisations, world.contracts
    first, rows = np.empty(len(world.committees) + 1, dtype=np.int64), np.empty(len(bodies), dtype=np.int64)
    busy = np.zeros(len(bodies), dtype=np.bool_)
    busy[contracts.local_holder[contracts.local_holder >= 0]] = True
    free = bodies.alive & (bodies.members > 0) & (bodies.stage >= FILED) & ~busy
    list_at_home(bodies.community, free, first, rows)
    in_house = np.bincount(contracts.community[contracts.in_house], minlength=len(world.committees))
    return Neighbours(first, rows, busy, in_house)


def collect(
    world: World,
    policy: Policy,
    how: LocalBids,
    fit: Fit,
    neighbours: Neighbours,
    project: tuple[int, int],
    weights: tuple[float, float, float, float],
    noise: float,
) -> Bids:
    """Collect bids for a project from its community, `weights` being the decider's and `noise` what is unforeseen.

    `project` is the contract's row and its programme's domain.
    """
    row, domain = project
    contracts, bodies = world.contracts, world.organisations
    community = int(contracts.community[row])
    who = np.empty(0, dtype=np.int64)
    if may_bid(policy, "groups"):
        who = neighbours.free_groups(community)
    if may_bid(policy, "committees") and neighbours.in_house[community] < how.committee_projects:
        who = np.append(who, _COMMITTEE)
    known = float(world.committees.knowledge[community, domain])
    fits, luck = bid_locally(
        int(contracts.identity[row]), who, bodies.identity, known, (fit.floor, fit.spread), world.key, world.month
    )
    able, standing = how.group_capability * bodies.capability[who], bodies.relationship[who]
    star = bodies.star[who]
    staff = who == _COMMITTEE
    able[staff], standing[staff], star[staff] = world.committees.skill[community], how.committee_standing, _USUAL_STAR
    score = weights[0] * fits + weights[1] * able + weights[2] * standing + weights[3] * star + noise * luck
    return Bids(who, fits, score)


def award(world: World, neighbours: Neighbours, row: int, winner: int, aides: float) -> None:
    """Give a project to a group or to the committee: no posts open, members or aides do the work."""
    contracts = world.contracts
    contracts.posts[row] = 0
    if winner == _COMMITTEE:
        contracts.in_house[row] = True
        neighbours.in_house[contracts.community[row]] += 1
        contracts.aides[row] = aides
    else:
        contracts.local_holder[row] = winner
        neighbours.busy[winner] = True
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
