"""Residents who are active become volunteers where somebody organises them, rewards them or keeps a register.

Who took part last month may volunteer; a reward and a register bring more. Volunteers see whoever needs
little skill, beside community organisations; nobody comes where gatherings are forbidden. What rewards do
to motives stands with participation. Sources: M103, M107, M113, E18; 002 §1, §4; 003. Left out: training
of volunteers, hours that are exchanged.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, logarithm
from sim.declare import Section, coefficient
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World

_USUAL_REWARD = 50.0


class Volunteering(Section):
    """Coefficients of volunteers."""

    willing_share: float = coefficient(
        0.1,
        "Share of residents active last month who volunteer when they are asked",
        unit="share",
        low=0.0,
        high=0.4,
        source="assumed",
        en="Willing to volunteer",
        zh="志愿意愿",
    )
    incentive_effect: float = coefficient(
        0.5,
        "How much a reward adds to that share, for e - 1 times fifty yuan",
        unit="ratio",
        low=0.0,
        high=2.0,
        source="M103, assumed",
        en="Effect of a reward",
        zh="激励作用",
    )
    registry_effect: float = coefficient(
        0.5,
        "How much a register that matches volunteers adds to what they do",
        unit="ratio",
        low=0.0,
        high=2.0,
        source="M103, assumed",
        en="Effect of a register",
        zh="登记匹配作用",
    )
    contacts: float = coefficient(
        0.5,
        "Residents whom one volunteer sees in a month",
        unit="contacts per person and month",
        low=0.05,
        high=3.0,
        source="assumed",
        en="Contacts of a volunteer",
        zh="志愿者月服务次数",
    )
    registry_yuan: float = coefficient(
        30000.0,
        "Yearly cost of a register in a street",
        unit="yuan per street and year",
        low=0.0,
        high=150000.0,
        source="assumed",
        en="Cost of a register",
        zh="志愿登记系统成本",
    )


@array_kernel
def count_active(activities: NDArray[np.uint8], first_resident: NDArray[np.int64]) -> NDArray[np.float64]:
    """Residents of each community who joined anything last month: float64[communities]."""
    active = np.zeros(len(first_resident) - 1)
    for place in range(len(active)):
        here = activities[first_resident[place] : first_resident[place + 1]]
        count = 0
        for row in range(len(here)):
            count += here[row] != 0
        active[place] = count
    return active


def organise_volunteers(world: World, policy: Policy, how: Volunteering) -> NDArray[np.float64]:
    """Contacts that volunteers make in each community this month: float64[communities]; rewards are paid."""
    rules, accounts = policy.volunteers, world.accounts
    willing = how.willing_share * (1.0 + how.incentive_effect * logarithm(1.0 + rules.incentive_yuan / _USUAL_REWARD))
    volunteers = min(willing, 1.0) * count_active(world.residents.activities, world.first_resident)
    if not policy.shock.gatherings:
        volunteers *= 0.0
    rewards = float(np.add.reduce(volunteers)) * world.setting.people_per_resident * rules.incentive_yuan
    world.spend(Flow.VOLUNTEERS, accounts.residents, to_fen(rewards))
    if rules.registry:
        yearly = how.registry_yuan * len(world.streets)
        world.spend(Flow.VOLUNTEERS, accounts.vendors, to_fen(yearly / MONTHS_PER_YEAR))
    matched = 1.0 + (how.registry_effect if rules.registry else 0.0)
    return volunteers * how.contacts * matched
