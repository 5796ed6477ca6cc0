"""A month of linkage: who has adopted it, who trusts whom, what it spares, teaches and takes, and what it costs.

Where no institution of linkage is in force nothing happens; where the last one has ended, everybody
works apart again as before. Otherwise communities adopt and practise, the joint office talks and
works, organisations reckon whether taking part is worth their while, and the month's service and
learning follow from what is shared. Sources: E22, E23, E26; M17-M36 in their files. Left out:
institutions that outlive the policy that set them up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import GROUP_FAILED, GROUP_RESOLVED, NO_CONTACT, WORKER_FAILED, WORKER_RESOLVED
from sim.arithmetic import shared_kernel
from sim.declare import Section
from sim.mechanisms.coordination import costs, front_office, institutions, joint_office, partners, spread
from sim.mechanisms.coordination.costs import Costs
from sim.mechanisms.coordination.front_office import FrontOffices
from sim.mechanisms.coordination.institutions import Institutions
from sim.mechanisms.coordination.joint_office import JointOffices
from sim.mechanisms.coordination.partners import Partners
from sim.mechanisms.coordination.pressures import USUAL_RESIDENT_WEIGHT, Pressures
from sim.mechanisms.coordination.spread import Spreading
from sim.policy import Policy
from sim.world import World

_NO_CONTACT = np.uint8(NO_CONTACT)
_WORKER_FAILED, _WORKER_RESOLVED = np.uint8(WORKER_FAILED), np.uint8(WORKER_RESOLVED)
_GROUP_FAILED, _GROUP_RESOLVED = np.uint8(GROUP_FAILED), np.uint8(GROUP_RESOLVED)


class Coordination(Section):
    """Coefficients of linkage."""

    institutions: Institutions = Institutions()
    pressures: Pressures = Pressures()
    joint_office: JointOffices = JointOffices()
    partners: Partners = Partners()
    spread: Spreading = Spreading()
    front_office: FrontOffices = FrontOffices()
    costs: Costs = Costs()


@shared_kernel
def look_around(
    contact: NDArray[np.uint8],
    performance: NDArray[np.float32],
    first_resident: NDArray[np.int64],
    appraised: bool,  # noqa: FBT001  kernels take no keywords
    seen: NDArray[np.float64],
    begin: int,
    end: int,
) -> None:
    """Set what communities begin to end - 1 can see of their month in `seen`, float64[4, communities].

    Share of residents whom organisations served, by social workers or by groups of residents; share whom
    they helped; share served by anybody; and mean perceived performance, 0 where it is not `appraised`.
    """
    for place in range(begin, end):
        first, last = first_resident[place], first_resident[place + 1]
        here = contact[first:last]
        met = helped = served = 0
        for row in range(len(here)):
            by_workers = (here[row] >= _WORKER_FAILED) & (here[row] <= _WORKER_RESOLVED)
            met += by_workers | ((here[row] >= _GROUP_FAILED) & (here[row] <= _GROUP_RESOLVED))
            helped += (here[row] == _WORKER_RESOLVED) | (here[row] == _GROUP_RESOLVED)
            served += here[row] != _NO_CONTACT
        total = 0.0
        for row in range(first, last if appraised else first):
            total += performance[row]
        size = max(last - first, 1)
        seen[0, place], seen[1, place] = met / size, helped / size
        seen[2, place], seen[3, place] = served / size, total / size


def in_force(policy: Policy) -> bool:
    """Whether any institution of linkage, or anything that bears on it, is in force."""
    rules = policy.coordination
    return (
        rules.information or rules.joint_service or rules.feedback or rules.lists or rules.joint_office
        or rules.autonomous_links or rules.grid or rules.platform or rules.station or rules.tiers > front_office.TIERS
        or rules.programmes > 0 or rules.showcase_pressure > 0.0 or policy.party.coordination > 0.0
        or policy.party.interference > 0.0 or policy.spread.demonstrations > 0
        or policy.appraisal.resident_weight > USUAL_RESIDENT_WEIGHT
    )  # fmt: skip


def sit_together(world: World, policy: Policy, how: Coordination) -> None:
    """Live one month of linkage, where anything of it is in force."""
    if not in_force(policy):
        if world.coordinated:
            part(world, how)
        return
    world.coordinated = True
    people = world.residents
    appraised = policy.spread.demonstrations > 0 or policy.appraisal.resident_weight != USUAL_RESIDENT_WEIGHT
    seen = np.empty((4, len(world.committees)))
    world.side_by_side(lambda begin, end: look_around(
        people.contact, people.performance, world.first_resident, appraised, seen, begin, end
    ))  # fmt: skip
    adopted = spread.take_up(world, policy, how.spread, seen[3])
    kept = joint_office.work(world, policy, how.joint_office, seen)
    attending = partners.reckon(world, policy, how.partners, institutions.count(policy))
    institutions.link(world, policy, how.institutions, how.pressures, how.joint_office, seen, attending, kept)
    front_office.process(world, policy, how.front_office)
    costs.charge(world, policy, how.costs, adopted)


def part(world: World, how: Coordination) -> None:
    """Let everybody work apart again: every column of linkage goes back to where it stood before."""
    rows, bodies = world.committees, world.organisations
    for table, names in ((rows, _OF_COMMITTEES), (bodies, ("partner", "unrewarded_months", "coordination_share"))):
        for name in names:
            getattr(table, name)[:] = table.columns[name].default
    rows.interference[:] = how.joint_office.usual_interference
    front_office.open_windows(world, how.front_office)
    world.coordinated = False


_OF_COMMITTEES = (
    "practice_months", "practice", "demonstration", "office_months", "duplication_left", "coordination_share",
    "taken_off_share", "reach", "listening", "told", "party_volunteers", "office_support",
)  # fmt: skip


def open_offices(world: World, how: Coordination) -> None:
    """Set up street offices and relations as they are before any linkage."""
    world.committees.interference[:] = how.joint_office.usual_interference
    front_office.open_windows(world, how.front_office)
    first, people = world.first_resident, world.residents
    world.side_by_side(lambda begin, end: front_office.give_digital_ability(
        people.digital, people.vulnerable, (how.front_office.digital_share, how.front_office.vulnerable_digital_share),
        world.key, first.item(begin), first.item(end),
    ))  # fmt: skip
