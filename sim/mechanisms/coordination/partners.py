"""An organisation takes part in linkage as long as that gives it more than it takes.

Every institution asks in every community for somebody's time, which the workers there share. What it
gives is the committee's trust, and being heard where needs are fed back. Who finds for months in a row
that it takes more than it gives stays away, saves the time, and its workers go uncoordinated; who is
better off taking part again comes back after as many months. Sources: M35, M24; 001. Left out:
compensation in money; partners other than agencies; M36's matrix of who depends on whose resources.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel
from sim.declare import Section, coefficient
from sim.policy import Policy
from sim.world import World


class Partners(Section):
    """Coefficients of taking part."""

    time_cost: float = coefficient(
        0.02,
        "Working months that one institution takes in one community in a month",
        unit="share per institution",
        low=0.0,
        high=0.1,
        source="M24, assumed: as a joint meeting for a committee",
        en="Time for an institution",
        zh="每项制度占用社工工时",
    )
    burden_weight: float = coefficient(
        8.0,
        "How heavily the share of time that linkage takes weighs against the committee's trust",
        unit="per share",
        low=0.0,
        high=40.0,
        source="M35, assumed",
        en="Weight of the burden",
        zh="联动负担权重",
    )
    dialogue: float = coefficient(
        0.1,
        "How much being heard where needs are fed back is worth, in trust",
        unit="share",
        low=0.0,
        high=0.4,
        source="M35, assumed",
        en="Worth of dialogue",
        zh="对话的价值",
    )
    patience_months: int = coefficient(
        3,
        "Months in a row in which linkage takes more than it gives after which an organisation leaves it",
        unit="months",
        low=1,
        high=12,
        source="M35",
        en="Patience of partners",
        zh="伙伴容忍月数",
    )


@kernel
def weigh_up(
    workers: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int32]],
    holder: NDArray[np.int32],
    trust: NDArray[np.float64],
    practice: NDArray[np.float64],
    unrewarded: NDArray[np.int16],
    rules: tuple[float, float, float, int],
    asked: NDArray[np.float64],
    rooms: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> None:
    """Set the share of working time that linkage asks of each organisation in `asked`, float64[organisations].

    Counts in place for how many months, up to the patience of partners, linkage has taken more than it
    gave. `workers` are community, filled, contract, `holder` the organisation of each contract; `rules` the time
    that linkage takes in a community in full practice, which its workers share, the weight of a share of time,
    what dialogue gives, patience; `rooms` are float64[communities] and float64[2, organisations].
    """
    community, filled, contract = workers
    asks, weight, dialogue, patience = rules
    here, met, count = rooms[0], rooms[1][0], rooms[1][1]
    here[:], met[:], count[:] = 0.0, 0.0, 0.0
    for row in range(len(community)):
        here[community[row]] += 1.0 if filled[row] and holder[contract[row]] >= 0 else 0.0
    asked[:] = 0.0
    for row in range(len(community)):
        who, place = holder[contract[row]], community[row]
        if filled[row] and who >= 0:
            asked[who] += min(asks * practice[place] / here[place], 1.0)
            met[who] += trust[place]
            count[who] += 1.0
    for who in range(len(unrewarded)):
        if count[who] > 0.0:
            asked[who] /= count[who]
        if asked[who] > 0.0 and met[who] / count[who] + dialogue < weight * asked[who]:
            unrewarded[who] = min(unrewarded[who] + 1, patience)
        elif unrewarded[who] > 0:
            unrewarded[who] -= 1


@kernel
def attend(
    workers: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int32]],
    holder: NDArray[np.int32],
    partner: NDArray[np.bool_],
    given: NDArray[np.float64],
    taking_part: NDArray[np.float64],
    here: NDArray[np.float64],
) -> None:
    """Set the share of each community's workers whose employer takes part, 1 where there are none.

    `taking_part` is float64[communities], and so is `here`, room for how many they are. Partners give the time that
    they are asked for, `given`; the others keep it, in place. `workers` and `holder` are as in `weigh_up`.
    """
    community, filled, contract = workers
    for who in range(len(partner)):
        given[who] = given[who] if partner[who] else 0.0
    here[:], taking_part[:] = 0.0, 0.0
    for row in range(len(community)):
        who = holder[contract[row]]
        if filled[row] and who >= 0:
            here[community[row]] += 1.0
            taking_part[community[row]] += partner[who]
    for place in range(len(here)):
        taking_part[place] = taking_part[place] / here[place] if here[place] > 0.0 else 1.0


@kernel
def agree(
    community: NDArray[np.int32],
    filled: NDArray[np.bool_],
    contract: NDArray[np.int32],
    holder: NDArray[np.int32],
    trust: NDArray[np.float64],
    practice: NDArray[np.float64],
    unrewarded: NDArray[np.int16],
    partner: NDArray[np.bool_],
    given: NDArray[np.float64],
    rules: tuple[float, float, float, int],
    agencies: int,
    taking_part: NDArray[np.float64],
    rooms: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> bool:
    """Weigh up linkage and, where no agency has anything to decide, attend; False where agencies are to be asked first.

    Workers' columns, organisations', `rules` and `rooms` are as in `weigh_up` and `attend`.
    """
    workers = (community, filled, contract)
    weigh_up(workers, holder, trust, practice, unrewarded, rules, given, rooms)
    for row in range(agencies):
        if unrewarded[row] > 0 or not partner[row]:
            return False
    attend(workers, holder, partner, given, taking_part, rooms[0])
    return True


def reckon(world: World, policy: Policy, how: Partners, institutions: int) -> NDArray[np.float64]:
    """Let agencies reckon whether linkage is worth it: `attend`'s share of workers who take part.

    `institutions` is how many are in force.
    """
    rows, bodies, workers = world.committees, world.organisations, world.workers
    holder = world.contracts.organisation
    dialogue = how.dialogue if policy.coordination.feedback else 0.0
    taking_part, here = np.empty(len(rows)), np.empty(len(rows))
    agreed = agree(
        workers.community, workers.filled, workers.contract, holder, rows.trust_in_organisations, rows.practice,
        bodies.unrewarded_months, bodies.partner, bodies.coordination_share,
        (how.time_cost * institutions, how.burden_weight, dialogue, how.patience_months), world.agencies, taking_part,
        (here, np.empty((2, len(bodies)))),
    )  # fmt: skip
    if not agreed:
        _decide(world, how.patience_months)
        attend(
            (workers.community, workers.filled, workers.contract), holder, bodies.partner, bodies.coordination_share,
            taking_part, here,
        )  # fmt: skip
    return taking_part


def _decide(world: World, patience_months: int) -> None:
    """Ask every agency that could leave or come back whether it takes part."""
    bodies, agencies = world.organisations, slice(0, world.agencies)
    unrewarded, partner = bodies.unrewarded_months[agencies].tolist(), bodies.partner[agencies].tolist()
    for row, months in enumerate(unrewarded):
        if months or not partner[row]:
            back = partner[row] or not months
            bodies.partner[row] = back and world.deciders.organisations[row].stays_partner(months, patience_months)
