"""Residents join activities as often as they are inclined, invited, heeded and drawn in by neighbours.

Nearly half never join; the others differ widely in how often they would. What runs near them and fits
their needs, efficacy, trust, membership of a group, active neighbours and invitations move them from
there. An inert resident may wake when two neighbours are active; who has joined nothing for a year
may fall asleep again. Facilities bring residents together; where gatherings are forbidden nobody joins.
Sources: E18, M91-M95, M98, M106, M113; 003 (H6-H8); Granovetter 1978, *AJS* 83(6):1420. Left
out: domains of activities.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.declare import Section, coefficient, constant
from sim.kernels.participation import attract, close_year
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World

_FORBIDDEN = -50.0
"""What keeps everybody from joining while gatherings are forbidden, on the scale of logarithms."""


class Participation(Section):
    """Coefficients of participation."""

    inert_share: float = coefficient(
        0.42,
        "Share of residents who join nothing at the start",
        unit="share",
        low=0.35,
        high=0.6,
        source="E18: 0.35 to 0.6; chosen so that the baseline gives H6-H8 where members take part oftener",
        en="Inert residents",
        zh="惰性居民比例",
    )
    mean_rate: float = constant(
        4.0,
        "Mean activities a year of residents who are not inert, in the reference state",
        unit="activities per year",
        low=2.0,
        high=8.0,
        source="E18; solved so that the baseline gives H6-H8",
        en="Mean participation",
        zh="平均参与次数",
    )
    fit_effect: float = coefficient(
        0.8,
        "Effect of the fit of what runs nearby",
        unit="log per share",
        low=0.4,
        high=1.6,
        source="M92, assumed",
        en="Fit and participation",
        zh="契合度对参与的作用",
    )
    efficacy_effect: float = coefficient(
        0.6,
        "Effect of efficacy",
        unit="log per share",
        low=0.3,
        high=1.2,
        source="M9, assumed",
        en="Efficacy and participation",
        zh="效能感对参与的作用",
    )
    trust_effect: float = coefficient(
        0.5,
        "Effect of trust in the committee",
        unit="log per share",
        low=0.25,
        high=1.0,
        source="M105, assumed",
        en="Trust and participation",
        zh="信任对参与的作用",
    )
    group_effect: float = coefficient(
        0.7,
        "Effect of belonging to a community organisation",
        unit="log",
        low=0.35,
        high=1.4,
        source="M93, assumed",
        en="Groups and participation",
        zh="入组对参与的作用",
    )
    wellbeing_effect: float = coefficient(
        0.3,
        "Effect of a life that a community organisation fills",
        unit="log per share",
        low=0.0,
        high=1.0,
        source="M98, assumed",
        en="Wellbeing and participation",
        zh="幸福感对参与的作用",
    )
    neighbour_effect: float = coefficient(
        0.4,
        "Effect of the share of neighbours who took part last month",
        unit="log per share",
        low=0.2,
        high=0.8,
        source="M91, assumed",
        en="Neighbours and participation",
        zh="邻里对参与的作用",
    )
    invitation_effect: float = coefficient(
        0.06,
        "Effect of one more programme that runs in the community with money for activities",
        unit="log per programme",
        low=0.0,
        high=0.4,
        source="M94, assumed",
        en="Invitations and participation",
        zh="活动邀请对参与的作用",
    )
    facility_effect: float = coefficient(
        0.3,
        "Effect of all the facilities that residents want to use together, by the belonging they give",
        unit="log",
        low=0.0,
        high=0.8,
        source="M106, assumed",
        en="Facilities and participation",
        zh="公共设施对参与的作用",
    )
    crowding_out: float = coefficient(
        0.0,
        "How much less residents take part once rewards have replaced all motives of their own",
        unit="log",
        low=0.0,
        high=0.3,
        source="M103: none unless assumed; the sources name the risk only",
        en="Crowding out",
        zh="激励挤出效应",
    )
    usual_fit: float = constant(
        0.28,
        "Mean fit in the reference state",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline",
        en="Reference fit",
        zh="基准契合度",
    )
    usual_efficacy: float = constant(
        0.2,
        "Mean efficacy in the reference state",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline",
        en="Reference efficacy",
        zh="基准效能感",
    )
    usual_trust: float = constant(
        0.4,
        "Mean trust in the committee in the reference state",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline",
        en="Reference trust",
        zh="基准信任",
    )
    usual_membership: float = constant(
        0.1,
        "Share of group members among residents who are not inert, in the reference state",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline",
        en="Reference membership",
        zh="基准入组率",
    )
    usual_neighbours: float = constant(
        0.13,
        "Mean share of neighbours who took part, in the reference state",
        unit="share",
        low=0.0,
        high=1.0,
        source="mean of the baseline",
        en="Reference neighbours",
        zh="基准邻里参与",
    )
    usual_programmes: float = constant(
        2.0,
        "Programmes that run in a community in the reference state",
        unit="programmes",
        low=0.0,
        high=10.0,
        source="the baseline: a committee's own",
        en="Reference programmes",
        zh="基准项目数",
    )
    waking_chance: float = coefficient(
        0.01,
        "Chance in a month that an inert resident who knows and has two active neighbours wakes",
        unit="share per month",
        low=0.0,
        high=0.05,
        source="E18; Granovetter 1978; assumed",
        en="Waking",
        zh="惰性居民激活率",
    )
    lapse_chance: float = constant(
        0.01,
        "Chance in a month that a resident who joined nothing for a year becomes inert",
        unit="share per month",
        low=0.0,
        high=0.5,
        source="solved so that the baseline stays where it starts",
        en="Falling asleep",
        zh="参与者退出率",
    )


def inclination(world: World, policy: Policy, how: Participation, fit: NDArray[np.float64]) -> tuple[Any, ...]:
    """What `join` takes this month, but for room and the communities; `fit` is the mean of what runs in each."""
    people, rows, shared, pull = world.residents, world.committees, policy.commons, fit.copy()
    attract(
        pull, world.programmes_with_money(), rows.facilities, rows.crowded, (how.usual_fit, how.usual_programmes),
        (how.fit_effect, how.invitation_effect,
         how.facility_effect if shared.facility_yuan > 0.0 or shared.parking_swap else 0.0, how.crowding_out),
    )  # fmt: skip
    if not policy.shock.gatherings:
        pull[:] = _FORBIDDEN
    return (
        (people.kind, people.base_rate, people.efficacy, people.trust_committee, people.group, people.wellbeing),
        people.aware, (people.activities, people.this_year, people.idle_months), people.neighbours.view(np.uint16),
        world.first_resident, pull,
        (how.efficacy_effect, how.trust_effect, how.group_effect, how.neighbour_effect, how.wellbeing_effect),
        (how.usual_efficacy, how.usual_trust, how.usual_membership, how.usual_neighbours),
        (how.waking_chance, how.lapse_chance), world.key, world.month,
    )  # fmt: skip


def book_year(world: World) -> None:
    """Book the year's activities after its last month."""
    people, first = world.residents, world.first_resident
    if world.month_of_year == MONTHS_PER_YEAR - 1:
        world.side_by_side(lambda begin, end: close_year(
            people.kind, people.this_year, people.last_year, first.item(begin), first.item(end)
        ))  # fmt: skip
