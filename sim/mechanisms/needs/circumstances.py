"""Where and when needs differ: kinds of community, parking; and who makes peace.

Kinds of community differ in what their residents need; settled parking spares needs of environment,
routine care part of the higher risk of the vulnerable. Trouble that is seen early and quarrels among
residents who have mediators escalate less often; mediators, and social workers who carry grievances to
the committee, calm some that have. Sources: E1, M74, M76, M108, M113, M114, M123, M124; 002 §3, §5. Left
out: mediators who tire, grievances that spread between neighbours.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import WORKER_FAILED, WORKER_RESOLVED
from sim.arithmetic import array_kernel, exponential, kernel
from sim.chance import Stream, draw
from sim.declare import ByDomain, Section, by_domain, coefficient
from sim.domains import DOMAIN_COUNT, ENVIRONMENT, MEDIATION
from sim.kernels.commons import calm_by_community
from sim.ledger import Flow, to_fen
from sim.neighbourhoods import Neighbourhoods
from sim.policy import Policy
from sim.world import World

_PEACE = Stream.PEACE
_MEDIATION = np.uint8(1 << MEDIATION)


@array_kernel
def arrival_chances(
    rates: NDArray[np.float64], vulnerable_factor: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cumulative share of each domain among new needs, and the chances of one as `change_needs` takes them.

    `rates` is float64[8], new needs a month in each domain.
    """
    cumulative, total = np.ones(DOMAIN_COUNT), 0.0
    for domain in range(DOMAIN_COUNT):
        total += rates[domain]
        cumulative[domain] = total
    for domain in range(DOMAIN_COUNT):
        cumulative[domain] = cumulative[domain] / total if total > 0.0 else 1.0
    chances = np.empty(2)
    chances[0] = 1.0 - exponential(-total)
    chances[1] = 1.0 - exponential(-total * vulnerable_factor)
    return cumulative, chances


class Needs(Section):
    """Coefficients of needs."""

    arrival_rate: ByDomain = by_domain(
        (0.0060, 0.0030, 0.0036, 0.0060, 0.0036, 0.0018, 0.0012, 0.0048),
        "New needs that come to a resident in a month",
        unit="needs per resident and month",
        low=0.0,
        high=0.1,
        source="E1, assumed: Guangzhou's workers then serve about as many people as was counted",
        en="Needs arising",
        zh="需求产生率",
    )
    vulnerable_factor: float = coefficient(
        2.5,
        "How many times as many needs come to a vulnerable resident",
        unit="ratio",
        low=1.0,
        high=6.0,
        source="assumed",
        en="Vulnerable residents' risk",
        zh="弱势居民需求倍数",
    )
    fade_chance: float = coefficient(
        0.05,
        "Chance that an open need fades by itself in a month",
        unit="share per month",
        low=0.01,
        high=0.2,
        source="E1, assumed",
        en="Needs fading",
        zh="需求自然消退率",
    )
    escalation_chance: float = coefficient(
        0.03,
        "Chance that an open need of mediation or special groups escalates in a month",
        unit="share per month",
        low=0.0,
        high=0.2,
        source="E1, M114, assumed",
        en="Needs escalating",
        zh="需求升级率",
    )
    parking_effect: float = coefficient(
        0.5,
        "Share of needs of environment and parking that do not arise where all conflict over parking is settled",
        unit="share",
        low=0.0,
        high=0.9,
        source="M108, assumed",
        en="Parking and needs",
        zh="停车改善减少需求",
    )
    routine_effect: float = coefficient(
        0.4,
        "Share of vulnerable residents' higher risk that full routine care takes away",
        unit="share",
        low=0.0,
        high=0.9,
        source="M76, assumed",
        en="Routine care and needs",
        zh="日常照护减少需求",
    )
    detection_effect: float = coefficient(
        0.4,
        "Share of escalations that early detection prevents",
        unit="share",
        low=0.0,
        high=0.9,
        source="M114, assumed",
        en="Early detection",
        zh="早发现效果",
    )
    detection_yuan: float = coefficient(
        500.0,
        "Public cost of early detection in a community",
        unit="yuan per community and month",
        low=0.0,
        high=3_000.0,
        source="assumed",
        en="Cost of early detection",
        zh="早发现成本",
    )
    mediator_effect: float = coefficient(
        0.25,
        "How fast mediators in a community lower the chance that a quarrel escalates",
        unit="per mediator",
        low=0.0,
        high=1.0,
        source="M124, assumed",
        en="Mediators prevent",
        zh="调解能手预防作用",
    )
    mediator_calming: float = coefficient(
        0.05,
        "Chance in a month that one mediator calms a quarrel that has escalated",
        unit="share per month and mediator",
        low=0.0,
        high=0.2,
        source="M124, assumed",
        en="Mediators calm",
        zh="调解能手化解作用",
    )
    mediator_yuan: float = coefficient(
        200.0,
        "Training and allowance of a mediator",
        unit="yuan per mediator and month",
        low=0.0,
        high=1_000.0,
        source="assumed",
        en="Cost of a mediator",
        zh="调解能手补贴",
    )
    voice_calming: float = coefficient(
        0.3,
        "Chance that a grievance calms where a social worker carries it to the committee",
        unit="share per contact",
        low=0.0,
        high=1.0,
        source="M74, assumed",
        en="Voice calms",
        zh="代言化解作用",
    )

    @functools.cached_property
    def usual_arrivals(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What `arrival_chances` gives where nothing is out of the ordinary; not to be written to."""
        cumulative, chances = arrival_chances(self.arrival_rate.array, self.vulnerable_factor)
        return cumulative, chances


@kernel
def calm(
    escalated: NDArray[np.uint8],
    contact: NDArray[np.uint8],
    by_mediators: float,
    by_voice: float,
    key: np.uint64,
    month: int,
) -> None:
    """Let grievances calm, in place: quarrels by mediators, all by workers who met the resident last month."""
    for row in range(len(escalated)):
        if escalated[row] == 0:
            continue
        first, second, _, _ = draw(key, _PEACE, month, row)
        if first < by_mediators:
            escalated[row] &= ~_MEDIATION
        if WORKER_FAILED <= contact[row] <= WORKER_RESOLVED and second < by_voice:
            escalated[row] = 0


def differ_by_community(world: World, policy: Policy) -> bool:
    """Say whether needs arise differently from community to community."""
    return policy.commons.parking_swap or policy.workforce.routine_share > 0.0 or world.setting.has_types


def local_arrivals(
    world: World, how: Needs, places: Neighbourhoods, rates: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """New needs a month in each community, float64[communities, 8], and the factor of the vulnerable in each."""
    rows, sites = world.committees, world.site_pairs
    local = rates * places.needs_by_type.take(rows.type, axis=0)
    local[:, ENVIRONMENT] *= 1.0 - how.parking_effect * calm_by_community(sites.community, sites.conflict, len(rows))
    spared = how.routine_effect * rows.routine_cover
    return local, how.vulnerable_factor - (how.vulnerable_factor - 1.0) * spared


def escalation_chances(policy: Policy, how: Needs) -> tuple[float, float]:
    """Chances in a month that an open need of mediation, or of special groups, escalates."""
    rules = policy.volunteers
    both = how.escalation_chance * (1.0 - how.detection_effect if rules.early_detection else 1.0)
    return both * exponential(-how.mediator_effect * rules.mediators) if rules.mediators else both, both


def make_peace(world: World, policy: Policy, how: Needs) -> None:
    """Let mediators and social workers calm grievances, and pay for peace."""
    rules, people, count = policy.volunteers, world.residents, len(world.committees)
    if not (rules.mediators or rules.early_detection or policy.entry.agency_voice):
        return
    calming = 1.0 - (1.0 - how.mediator_calming) ** rules.mediators
    voice = how.voice_calming if policy.entry.agency_voice else 0.0
    calm(people.escalated, people.contact, calming, voice, world.key, world.month)
    watching = how.detection_yuan if rules.early_detection else 0.0
    world.spend(Flow.VOLUNTEERS, world.accounts.residents, to_fen(rules.mediators * how.mediator_yuan) * count)
    world.spend(Flow.VOLUNTEERS, world.accounts.vendors, to_fen(watching) * count)
