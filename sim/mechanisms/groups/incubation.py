"""The hub takes groups into its incubator, contests give awards, a support agency works until it leaves.

A group in the incubator has a place to meet, files at once, is registered the more easily, and is coached;
it leaves when it is mature, has a leader, members and money, or else when its time is over, as it is. Who
wins a contest has money for a year's project and is coached as well. An outside support agency coaches
all groups, pays for their activities and serves beside them as long as it is there. All of this costs
public money.
Sources: E31, M15, M31, M47, M48, M62-M67; 000 (G12-G14); 002 §3 (fourteen projects shown, eight funded); 004.
Left out: parks where groups work side by side, and coaches of different skill.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import CIRCLE, Hub
from sim.arithmetic import count, exponential
from sim.chance import Stream, gumbels
from sim.declare import Section, coefficient
from sim.domains import CULTURE
from sim.kernels.backing import share_coaching
from sim.ledger import Flow, to_fen
from sim.policy import Policy
from sim.world import MONTHS_PER_YEAR, World

_CHOICE = Stream.GROUP_COACHING


class Incubations(Section):
    """Coefficients of incubation."""

    months: int = coefficient(
        24,
        "Months for which a group may stay in the incubator",
        unit="months",
        low=6,
        high=60,
        source="assumed",
        en="Time in the incubator",
        zh="孵化期",
    )
    usual_hours: float = coefficient(
        8.0,
        "Hours of coaching a month that do 63% of what coaching can do",
        unit="hours per month",
        low=2.0,
        high=20.0,
        source="assumed",
        en="Usual coaching",
        zh="常规辅导工时",
    )
    registration_help: float = coefficient(
        3.0,
        "How much more likely a group in the incubator is registered",
        unit="ratio",
        low=1.0,
        high=10.0,
        source="M64, assumed",
        en="Incubation and registration",
        zh="孵化对登记的作用",
    )
    public_first: float = coefficient(
        0.3,
        "How much groups for the public good are preferred to recreation groups, in leaders' mean talents",
        unit="ratio",
        low=0.0,
        high=1.0,
        source="M66, assumed",
        en="Public good preferred",
        zh="公益类优先",
    )
    choice_noise: float = coefficient(
        0.3,
        "What the choice of groups owes to luck, in leaders' mean talents",
        unit="ratio",
        low=0.0,
        high=1.0,
        source="assumed",
        en="Luck in the choice of groups",
        zh="遴选随机性",
    )
    coach_yuan: float = coefficient(
        80.0,
        "Cost of an hour of coaching",
        unit="yuan per hour",
        low=30.0,
        high=200.0,
        source="assumed",
        en="Cost of coaching",
        zh="辅导成本",
    )
    venue_yuan: float = coefficient(
        600.0,
        "Cost of a place to meet for one group",
        unit="yuan per group and month",
        low=100.0,
        high=3_000.0,
        source="assumed",
        en="Cost of venues",
        zh="场地成本",
    )
    catalogue_yuan: float = coefficient(
        20_000.0,
        "Cost of keeping the list of functions in one street",
        unit="yuan per street and year",
        low=2_000.0,
        high=100_000.0,
        source="assumed",
        en="Cost of the catalogue",
        zh="目录维护成本",
    )
    desk_yuan: float = coefficient(
        10_000.0,
        "Cost in one street of making registration once more as easy as it was",
        unit="yuan per street and year",
        low=1_000.0,
        high=50_000.0,
        source="assumed",
        en="Cost of easy registration",
        zh="登记便利成本",
    )


def coach(world: World, policy: Policy, how: Incubations) -> tuple[NDArray[np.float64], int, int]:
    """How much coaching each organisation gets, from 0 to 1: the hub's, or a joint office's if that is more.

    Also how many the hub coaches, and how many are in its incubator.
    """
    rules, rows = policy.incubation, world.organisations
    coaching = np.empty(len(rows))
    coached, incubated = share_coaching(
        rows.alive, rows.stage, rows.incubated_months, rows.paid_this_year,
        rows.community, world.committees.office_support, world.first_group,
        1.0 - exponential(-rules.coaching_hours / how.usual_hours), rules.support_agency, coaching,
    )  # fmt: skip
    return coaching, coached, incubated


def take_in(world: World, policy: Policy, how: Incubations, mature_from: float) -> None:
    """At the start of the year, let the hub fill its incubator's places and give the contest's awards."""
    rules, rows = policy.incubation, world.organisations
    if world.month_of_year or not (rules.slots_per_year or rules.venture_awards):
        return
    rests = world.living_groups()
    unripe = rests[(rows.incubated_months[rests] == 0) & (rows.maturity[rests] < mature_from)]
    rows.incubated_months[_choose(world, how, unripe, rules.slots_per_year)] = how.months
    if rules.venture_awards:
        winners = _choose(world, how, rests[rows.stage[rests] > CIRCLE], rules.venture_awards)
        _give_awards(world, winners, to_fen(rules.venture_award_yuan))


def _give_awards(world: World, winners: NDArray[np.int64], award: int) -> None:
    """Give each winner of the contest an award, which it sets apart for its project."""
    rows, accounts, awards = world.organisations, world.accounts, np.full(len(winners), award)
    world.ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, int(awards.sum()))
    world.ledger.distribute(Flow.AWARD, accounts.funder, accounts.organisations + winners, awards)
    rows.earmarked_fen[winners] += awards


def _choose(world: World, how: Incubations, rows: NDArray[np.int64], places: int) -> NDArray[np.int64]:
    """Let the hub choose among groups: their rows."""
    if not places or not len(rows):
        return rows[:0]
    bodies = world.organisations
    noise = gumbels(world.key, _CHOICE, world.month, bodies.identity[rows])
    scores = bodies.talent[rows] + bodies.maturity[rows] + how.public_first * (bodies.domain[rows] != CULTURE)
    hub = cast("Hub", world.deciders.organisations[world.hub])
    return rows[hub.admit(scores + how.choice_noise * noise, places)]


def pay_for(
    world: World, policy: Policy, how: Incubations, support: tuple[float, float], coached: int, incubated: int
) -> None:
    """Pay this month's coaching, venues, list, registration desks and support agency, if there are any.

    `support` is what a support agency's service costs in a community and year, and what it pays for a
    group's activities in a month; `coached` and `incubated` are how many groups are.
    """
    rules, ledger, accounts, rows = policy.incubation, world.ledger, world.accounts, world.organisations
    if not rules.in_force:
        return
    streets, communities = len(world.streets), len(world.committees)
    groups = slice(world.first_group, len(rows))
    coaching = to_fen(rules.coaching_hours * coached * how.coach_yuan)
    housed = count(rows.alive[groups]) if rules.venue else incubated
    yearly = streets * (how.catalogue_yuan * rules.catalogue + how.desk_yuan * (rules.registration_ease - 1.0))
    yearly += communities * support[0] * rules.support_agency
    running = to_fen(housed * how.venue_yuan + yearly / MONTHS_PER_YEAR)
    hub = accounts.organisations + world.hub
    ledger.transfer_all(
        _COSTS, (accounts.outside, accounts.funder, hub, accounts.funder),
        (accounts.funder, hub, accounts.workers, accounts.vendors), (coaching + running, coaching, coaching, running),
    )  # fmt: skip
    if rules.support_agency:
        filed = (
            accounts.organisations
            + world.first_group
            + np.flatnonzero(rows.alive[groups] & (rows.stage[groups] > CIRCLE))
        )
        money = np.full(len(filed), to_fen(support[1]))
        ledger.transfer(Flow.APPROPRIATION, accounts.outside, accounts.funder, int(money.sum()))
        ledger.distribute(Flow.INCUBATION, accounts.funder, filed, money)


_COSTS = (int(Flow.APPROPRIATION), int(Flow.INCUBATION), int(Flow.WAGE), int(Flow.INCUBATION))
