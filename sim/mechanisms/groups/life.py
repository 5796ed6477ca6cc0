"""Community organisations learn, grow, turn to the public good, lose their leaders, and end.

A group matures by coaching, money, activity and projects of its own, the faster the more able its leader;
without money or a leader it forgets. It grows where money, organisation and a place to meet come
together. It ends the sooner the younger, smaller, poorer and less mature it is. What an agency from
outside runs and pays for in a group's place teaches it nothing, unless the agency coaches: so groups that
were only served collapse when it leaves, and those that were helped to mature go on.
Sources: E20, M39, M67, M68, M95-M98; 002 §3 (B3: an unfunded group that did not grow in a year), §4; 004.
Left out: members of several groups; groups that split or merge; a household's members who wake one another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.declare import Section, coefficient
from sim.kernels.groups import clear_away, live
from sim.kernels.members import living_rooms, tally
from sim.ledger import Flow
from sim.world import World


class Life(Section):
    """Coefficients of the life of groups."""

    death_rate: float = coefficient(
        0.03,
        "Rate a month at which a group ends that has neither maturity nor members, money assumed",
        unit="share per month",
        low=0.01,
        high=0.05,
        source="E20, a prior that is not to be tuned",
        en="End of groups",
        zh="组织消亡率",
    )
    maturity_protects: float = coefficient(
        3.0,
        "How much full maturity lowers that rate",
        unit="log",
        low=0.0,
        high=5.0,
        source="E20, assumed",
        en="Maturity and survival",
        zh="成熟度的保护作用",
    )
    members_protect: float = coefficient(
        0.5,
        "How much members lower it",
        unit="log per log",
        low=0.0,
        high=1.5,
        source="E20, assumed",
        en="Members and survival",
        zh="成员数的保护作用",
    )
    source_protects: float = coefficient(
        0.3,
        "How much a second source of money within two years lowers it",
        unit="log",
        low=0.0,
        high=1.0,
        source="E20, M42, assumed",
        en="Second source and survival",
        zh="第二资金来源的保护作用",
    )
    poverty_endangers: float = coefficient(
        0.5,
        "How much the want of money for activities raises it",
        unit="log",
        low=0.0,
        high=1.5,
        source="E20, M39, assumed",
        en="Poverty and survival",
        zh="缺钱的危害",
    )
    newness: float = coefficient(
        1.0,
        "How much a group that has just begun is more likely to end; this fades within years",
        unit="ratio",
        low=0.0,
        high=3.0,
        source="E20",
        en="Liability of newness",
        zh="新组织劣势",
    )
    coaching_teaches: float = coefficient(
        0.015,
        "Maturity that full coaching adds in a month, of what is lacking, under a leader of mean talent",
        unit="share per month",
        low=0.0,
        high=0.04,
        source="E20, M48, M64, assumed",
        en="Coaching and maturity",
        zh="辅导对成熟度的作用",
    )
    money_teaches: float = coefficient(
        0.008,
        "Maturity that money for activities adds",
        unit="share per month",
        low=0.0,
        high=0.03,
        source="E20, assumed",
        en="Money and maturity",
        zh="经费对成熟度的作用",
    )
    activity_teaches: float = coefficient(
        0.015,
        "Maturity that members who all take part add; it goes with the root of their share",
        unit="share per month",
        low=0.0,
        high=0.03,
        source="E20, assumed",
        en="Activity and maturity",
        zh="活动对成熟度的作用",
    )
    project_teaches: float = coefficient(
        0.01,
        "Maturity that a project of its own adds",
        unit="share per month",
        low=0.0,
        high=0.03,
        source="M68, assumed",
        en="Projects and maturity",
        zh="项目实战的作用",
    )
    erosion: float = coefficient(
        0.008,
        "Maturity that want of money or of a leader takes, over what is lacking",
        unit="share per month",
        low=0.0,
        high=0.04,
        source="E20, assumed",
        en="Erosion of maturity",
        zh="成熟度流失",
    )
    mature_from: float = coefficient(
        0.6,
        "Maturity from which a group is grown up",
        unit="share",
        low=0.4,
        high=0.8,
        source="M64, M65, assumed",
        en="Grown up from",
        zh="成熟标准",
    )
    growth_rate: float = coefficient(
        0.1,
        "Growth of members in a month where money, organisation and venue are all there",
        unit="share per month",
        low=0.02,
        high=0.3,
        source="M97, assumed",
        en="Growth of groups",
        zh="成员增长率",
    )
    capacity_share: float = coefficient(
        0.1,
        "Share of a community's residents that one group may come to hold",
        unit="share of residents",
        low=0.02,
        high=0.3,
        source="E20, assumed",
        en="Size of groups",
        zh="组织容量",
    )
    leader_leaving: float = coefficient(
        0.01,
        "Chance in a month that a leader steps down",
        unit="share per month",
        low=0.0,
        high=0.05,
        source="M96, assumed",
        en="Leaders who step down",
        zh="带头人退出率",
    )
    leader_finding: float = coefficient(
        0.5,
        "Chance in a month that a successor is found by a committee with all its hours for residents",
        unit="share per month",
        low=0.1,
        high=1.0,
        source="E19, M96, assumed",
        en="Finding leaders",
        zh="发现带头人",
    )
    talent_shape: float = coefficient(
        2.0,
        "Shape of the Pareto distribution of talent to lead, of mean 1: the lower, the rarer the able",
        unit="",
        low=1.3,
        high=4.0,
        source="E19",
        en="Shape of talent",
        zh="才能分布形状",
    )
    talent_cap: float = coefficient(
        3.0,
        "Highest talent to lead, over the mean",
        unit="ratio",
        low=1.5,
        high=6.0,
        source="assumed",
        en="Highest talent",
        zh="才能上限",
    )
    turning_chance: float = coefficient(
        0.03,
        "Chance in a month that a recreation group all of whose members take part turns to the public good",
        unit="share per month",
        low=0.0,
        high=0.1,
        source="M95, M99: 0.03 a year for each activity a year; assumed",
        en="From recreation to public good",
        zh="由文体转向公益",
    )
    wellbeing_speed: float = coefficient(
        0.1,
        "How fast belonging to a group fills or leaves a member's life",
        unit="share per month",
        low=0.02,
        high=0.5,
        source="M98, assumed",
        en="Wellbeing in groups",
        zh="幸福感变化速度",
    )


def count_members(world: World, how: Life) -> None:
    """Count members and how many of them took part; who fell asleep leaves."""
    people, rows = world.residents, world.organisations
    world.side_by_side(lambda begin, end: tally(
        people.group, people.kind, people.activities, people.wellbeing, rows.community, rows.members, rows.activity,
        how.wellbeing_speed, world.first_resident, world.first_group, begin, end,
    ))  # fmt: skip


def live_on(
    world: World,
    how: Life,
    coaching: NDArray[np.float64],
    filing: float,
    registering: tuple[float, float],
    dependence: float,
    without_venue: float,
) -> None:
    """Let every group live a month and take in neighbours; what those that end leave goes back to the funder.

    `coaching` is what each organisation gets of it, from 0 to 1; `filing` and `registering` the chances of
    a circle to file and of a filed group to be registered, with what incubation makes of the latter;
    `dependence` is 1 where an agency from outside runs what groups do, else 0; `without_venue` is what is left of
    growth outside the incubator.
    """
    rows, people, ledger = world.organisations, world.residents, world.ledger
    rooms = living_rooms(len(rows), len(world.committees))
    ended = live(
        rows.alive, rows.closed, rows.entered, rows.registered, rows.graduated, rows.stage, rows.domain,
        rows.community, rows.members, rows.age_months, rows.leader, rows.filed_month, rows.identity,
        rows.paid_this_year, rows.paid_last_year, rows.talent, rows.maturity, rows.activity_funded_share,
        rows.activity, coaching, rows.incubated_months, people.group, people.kind, people.aware,
        world.first_resident, world.committees.resident_share, ledger.moved, world.register.filed,
        world.register.lived_on, world.first_group, world.accounts.organisations, world.setting.residents_for_one,
        (how.coaching_teaches, how.money_teaches, how.activity_teaches, how.project_teaches, dependence), how.erosion,
        (how.death_rate, how.maturity_protects, how.members_protect, how.source_protects, how.poverty_endangers,
         how.newness),
        (filing, *registering, how.mature_from, how.turning_chance),
        (how.leader_leaving, how.leader_finding, how.talent_shape, how.talent_cap), without_venue, how.growth_rate,
        how.capacity_share, rooms, world.key, world.month, world.elapsed,
    )  # fmt: skip
    if ended:
        left = clear_away(
            rows.alive, rows.earmarked_fen, rows.project_contacts, ledger.cash, world.accounts.organisations,
            world.first_group, rooms[0][0],
        )  # fmt: skip
        if left:
            accounts = rooms[0][0, :left]
            ledger.collect(Flow.UNSPENT_RETURN, accounts, world.accounts.funder, ledger.cash[accounts])
