"""Publicity makes services known; open groups take in migrants; rewards crowd out motives of one's own.

Publicity reaches residents who did not know where to ask, up to a ceiling, and is forgotten again; stories
of good workers make services known as well. Groups that seek out migrants make members of them. Who is
rewarded for what used to be done for its own sake comes to do it for the reward: while rewards are paid,
and for a while after, residents take part less. Sources: E18, M94, M103, M120, M121; 002 §3; 003. Left
out: channels of publicity and whom each reaches.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import INERT
from sim.arithmetic import array_kernel, exponential
from sim.census import largest_community, list_at_home
from sim.chance import Stream, draw, draw_block
from sim.declare import Section, coefficient
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World

_START, _JOINING = Stream.RESIDENT_START, Stream.PUBLICITY
_RETURN = 0.2


class Publicity(Section):
    """Coefficients of publicity, openness and rewards."""

    scale_yuan: float = coefficient(
        8000.0,
        "Yearly publicity in a community that reaches 63% of those whom it can reach, within a year, nothing forgotten",
        unit="yuan per community and year",
        low=1000.0,
        high=50000.0,
        source="M94, assumed",
        en="Cost of reach",
        zh="宣传规模",
    )
    ceiling: float = coefficient(
        0.9,
        "Share of residents who know at most",
        unit="share",
        low=0.7,
        high=1.0,
        source="M94, assumed",
        en="Ceiling of awareness",
        zh="知晓率上限",
    )
    forgetting: float = coefficient(
        0.03,
        "Share of publicity's reach that is forgotten in a month",
        unit="share per month",
        low=0.0,
        high=0.2,
        source="M94, assumed",
        en="Publicity forgotten",
        zh="宣传遗忘率",
    )
    campaign_worth_yuan: float = coefficient(
        300.0,
        "Yearly publicity in each community that stories of good workers are worth",
        unit="yuan per community and year",
        low=0.0,
        high=20000.0,
        source="M120, assumed",
        en="Reach of stories",
        zh="典型宣传触达",
    )
    joining_chance: float = coefficient(
        0.02,
        "Chance in a month that a migrant who is not inert is won for a group that seeks migrants",
        unit="share per month",
        low=0.0,
        high=0.2,
        source="M121, assumed",
        en="Migrants joining",
        zh="流动人口入组率",
    )
    openness_yuan: float = coefficient(
        200.0,
        "Public cost of seeking out migrants in a community",
        unit="yuan per community and month",
        low=0.0,
        high=2000.0,
        source="assumed",
        en="Cost of openness",
        zh="吸纳流动人口成本",
    )
    crowding_speed: float = coefficient(
        0.1,
        "How fast motives of one's own give way while rewards are paid; they come back at a fifth of it",
        unit="share per month",
        low=0.01,
        high=0.5,
        source="M103, assumed",
        en="Speed of crowding out",
        zh="动机挤出速度",
    )


@array_kernel
def spread_word(
    aware: NDArray[np.bool_],
    group: NDArray[np.int32],
    reach: NDArray[np.float64],
    first_resident: NDArray[np.int64],
    usual: float,
    ceiling: float,
    gain: float,
    forgetting: float,
    key: np.uint64,
) -> None:
    """Let publicity reach residents and be forgotten, in place.

    A resident knows whose luck at the start lies below the level of the community: `usual`, and `ceiling`
    where `reach` is full. Who is in a group is told there and forgets nothing.
    """
    luck = np.empty((4, largest_community(first_resident)))
    for place in range(len(reach)):
        first, size = first_resident[place], first_resident[place + 1] - first_resident[place]
        before = usual + (ceiling - usual) * reach[place]
        reach[place] += (1.0 - reach[place]) * gain - forgetting * reach[place]
        now = usual + (ceiling - usual) * reach[place]
        draw_block(key, _START, 0, first, size, luck)
        for number in range(size):
            row, knows = first + number, luck[1, number]
            if usual <= knows < now:
                aware[row] = True
            elif now <= knows < before and group[row] < 0:
                aware[row] = False


@array_kernel
def seek_migrants(
    people: tuple[NDArray[np.bool_], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.int32]],
    first_resident: NDArray[np.int64],
    community: NDArray[np.int32],
    alive: NDArray[np.bool_],
    chance: float,
    key: np.uint64,
    month: int,
) -> None:
    """Win migrants for a living group of their community, in place; who joins is told of services.

    `people` are migrant, kind, aware, group; `community` and `alive` the organisations'.
    """
    migrant, kind, aware, group = people
    first, rows = np.empty(len(first_resident), dtype=np.int64), np.empty(len(community), dtype=np.int64)
    list_at_home(community, alive, first, rows)
    for place in range(len(first_resident) - 1):
        here = rows[first[place] : first[place + 1]]
        if len(here) == 0:
            continue
        for row in range(first_resident[place], first_resident[place + 1]):
            if not migrant[row] or group[row] >= 0 or kind[row] == INERT:
                continue
            joins, which, _, _ = draw(key, _JOINING, month, row)
            if joins < chance:
                group[row] = here[int(which * len(here))]
                aware[row] = True


def inform(world: World, policy: Policy, how: Publicity, usual: float) -> None:
    """Spread the word where somebody pays for it, win migrants and move motives; `usual` is the share who know."""
    rows, people, yuan = world.committees, world.residents, policy.entry.publicity_yuan
    worth = yuan + (how.campaign_worth_yuan if policy.workforce.recognition_campaign else 0.0)
    if worth > 0.0 or rows.publicity[0] > 0.0:
        spread_word(
            people.aware, people.group, rows.publicity, world.first_resident, usual, max(how.ceiling, usual),
            1.0 - exponential(-worth / (MONTHS_PER_YEAR * how.scale_yuan)), how.forgetting, world.key,
        )  # fmt: skip
        world.spend(Flow.PUBLICITY, world.accounts.vendors, to_fen(yuan / MONTHS_PER_YEAR) * len(rows))
    if policy.entry.open_groups:
        bodies = world.organisations
        seek_migrants(
            (people.migrant, people.kind, people.aware, people.group), world.first_resident, bodies.community,
            bodies.alive, how.joining_chance, world.key, world.month,
        )  # fmt: skip
        world.spend(Flow.PUBLICITY, world.accounts.vendors, to_fen(how.openness_yuan) * len(rows))
    paid = policy.volunteers.incentive_yuan > 0.0
    if paid or rows.crowded[0] > 0.0:
        rows.crowded += (
            how.crowding_speed * (1.0 - rows.crowded) if paid else -_RETURN * how.crowding_speed * rows.crowded
        )
