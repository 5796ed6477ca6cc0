"""Where projects go and what they are about, where the government looks at needs rather than at evenness.

By default every street's projects go round its communities, and each is about what its community is believed
to need most. Where purchase is based on needs, a survey is paid for every year: it shows most of what is
open, and projects go to where most is. A weight on what is underserved turns them, besides, to domains in
which little runs anywhere in the district. Sources: M49, M50; 002 §1; B9 (a needs survey takes two months).
Left out: the two months; what committees learn from a survey beyond this call, which is the work of others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.census import believed_needs
from sim.declare import Section, coefficient
from sim.kernels.purchase import prioritise
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.records import OWN_PROGRAMMES
from sim.world import World


class Priorities(Section):
    """Coefficients of priorities."""

    survey_share: float = coefficient(
        0.8,
        "Share of open needs that a yearly survey shows",
        unit="share",
        low=0.4,
        high=1.0,
        source="M50, assumed",
        en="Shown by a survey",
        zh="需求调查覆盖率",
    )
    survey_yuan: float = coefficient(
        6_000.0,
        "Cost of a needs survey in one community",
        unit="yuan per community and year",
        low=1_000.0,
        high=30_000.0,
        source="B9, assumed",
        en="Cost of a survey",
        zh="需求调查成本",
    )


def set_priorities(world: World, policy: Policy, how: Priorities, value: NDArray[np.int64]) -> bool:
    """Place the projects that have a `value` and choose what programmes are about, if the policy has priorities."""
    rules, slots = policy.purchase, world.programmes
    if not (rules.needs_based or rules.underserved_weight > 0.0):
        return False
    open_needs = world.open_needs()
    known = world.committees.knowledge
    if rules.needs_based:
        world.spend(Flow.SURVEY, world.accounts.vendors, to_fen(how.survey_yuan * len(world.committees)))
        known = np.maximum(known, how.survey_share)
    believed = believed_needs(known, open_needs, world.key, world.month, 1)
    if rules.needs_based:
        _place(world, np.add.reduce(believed, axis=1), value)
    wanted = (slots.contract >= 0) & (value[slots.contract] > 0)
    prioritise(
        believed, (slots.community, slots.domain), slots.running, wanted, rules.underserved_weight,
    )  # fmt: skip
    return True


def _place(world: World, needs: NDArray[np.float64], value: NDArray[np.int64]) -> None:
    """Give each street's projects, one by one, to the community with most needs for each project it has."""
    contracts, workers = world.contracts, world.workers
    streets, communities = len(world.streets), len(world.committees)
    each = communities // max(streets, 1)
    given = np.zeros(communities)
    running = np.flatnonzero((contracts.value_fen > 0) & (value == 0) & (contracts.community >= 0))
    np.add.at(given, contracts.community[running], 1.0)
    first = np.searchsorted(world.programmes.contract[OWN_PROGRAMMES * communities :], np.arange(len(contracts)))
    for row in range(streets, len(contracts)):
        if value[row] == 0:
            continue
        begin = int(contracts.street[row]) * each
        here = slice(begin, begin + each)
        home = begin + int((needs[here] / (1.0 + given[here])).argmax())
        given[home] += 1.0
        contracts.community[row] = home
        world.programmes.community[OWN_PROGRAMMES * communities + first[row]] = home
        post = int(contracts.first_post[row])
        workers.community[post : post + int(contracts.room[row])] = home
