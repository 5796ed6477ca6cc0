"""Residents' requests go to the street's windows; platform, station and higher tiers change who handles them.

The busier the windows, the longer a request takes. A platform of one window and electronic ledgers
needs fewer windows, answers sooner and spares committees part of their ledgers; whoever can use it
learns where to ask, others do not. A station takes administrative tasks from committees, and the
street's clerks get them. Where higher tiers take part, grievances are passed up and solved there, a
month later for every tier. Sources: M4-M6, M32; 002 §1, §4, 004. Left out: windows that are
opened when there is a queue; requests that are given up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, kernel, shared_array_kernel, shared_kernel
from sim.census import largest_community, list_few, list_marked
from sim.chance import Stream, draw, draw_pairs, draw_rows
from sim.declare import Section, coefficient
from sim.domains import DOMAIN_COUNT
from sim.policy import Policy
from sim.world import World

TIERS = 2
"""Street and community, which take part in any case."""
_FULLEST = 0.95
_NONE = (0.0, 0.0, 0.0)
_DIGITAL, _ONLINE, _ESCALATION = Stream.DIGITAL_ABILITY, Stream.ONLINE, Stream.ESCALATION
_BLOCK = 512


class FrontOffices(Section):
    """Coefficients of windows, platform, stations and tiers."""

    requests: float = coefficient(
        0.02,
        "Requests that one person hands in at the street",
        unit="cases per person and month",
        low=0.005,
        high=0.022,
        source="assumed",
        en="Residents' requests",
        zh="居民办事频次",
    )
    people_per_window: float = coefficient(
        4_000.0,
        "People for whom there is one window",
        unit="people per window",
        low=2_000.0,
        high=4_400.0,
        source="assumed",
        en="People per window",
        zh="每窗口服务人口",
    )
    cases_per_window: float = coefficient(
        100.0,
        "Requests that one window can handle in a month",
        unit="cases per window and month",
        low=90.0,
        high=200.0,
        source="assumed",
        en="Requests per window",
        zh="窗口月处理量",
    )
    work_months: float = coefficient(
        0.1,
        "Months that a request takes where nobody waits",
        unit="months",
        low=0.02,
        high=0.5,
        source="assumed: three days",
        en="Work on a request",
        zh="办理净时长",
    )
    platform_speed: float = coefficient(
        0.4,
        "Share of processing time that the platform saves",
        unit="share",
        low=0.2,
        high=0.7,
        source="M5",
        en="Time saved by the platform",
        zh="平台节省时间",
    )
    merged_windows: float = coefficient(
        0.3,
        "Share of windows that one-window handling does without",
        unit="share",
        low=0.0,
        high=0.6,
        source="M5, assumed; 002 §1: sign",
        en="Windows merged",
        zh="合并窗口比例",
    )
    ledger_relief: float = coefficient(
        0.15,
        "Share of committees' administrative tasks that electronic ledgers spare",
        unit="share",
        low=0.0,
        high=0.3,
        source="M5",
        en="Electronic ledgers",
        zh="电子台账减负",
    )
    station_relief: float = coefficient(
        0.1,
        "Share of committees' hours in administrative tasks that stations take over",
        unit="share",
        low=0.0,
        high=0.2,
        source="M6",
        en="Tasks taken by stations",
        zh="服务站承接行政工时",
    )
    station_cases: float = coefficient(
        40.0,
        "Requests a month that come to the street with the tasks of one full-time post",
        unit="cases per post",
        low=10.0,
        high=60.0,
        source="M4, assumed",
        en="Cases of a post",
        zh="每岗位转出办件",
    )
    station_windows: float = coefficient(
        0.25,
        "Windows that come with stations, over those there are",
        unit="ratio",
        low=0.2,
        high=0.6,
        source="M4, M6, assumed",
        en="Windows of stations",
        zh="服务站新增窗口",
    )
    digital_share: float = coefficient(
        0.7,
        "Share of residents who can use online services, among those who are not vulnerable",
        unit="share",
        low=0.4,
        high=0.95,
        source="M5, assumed",
        en="Digitally able residents",
        zh="会用线上服务居民",
    )
    vulnerable_digital_share: float = coefficient(
        0.25,
        "Share of residents who can use online services, among the vulnerable, who are mostly old",
        unit="share",
        low=0.05,
        high=0.7,
        source="M5, pattern P22, assumed",
        en="Digitally able among vulnerable",
        zh="会用线上服务弱势居民",
    )
    online_awareness: float = coefficient(
        0.3,
        "Chance that a digitally able resident who hands in a request on the platform learns there where to ask",
        unit="share",
        low=0.0,
        high=1.0,
        source="M5, M94, assumed",
        en="Learning where to ask online",
        zh="线上知晓率",
    )
    upward_chance: float = coefficient(
        0.1,
        "Chance in a month that one higher tier settles a grievance",
        unit="share per month",
        low=0.0,
        high=0.4,
        source="M32, assumed",
        en="Settled by a higher tier",
        zh="上级化解率",
    )
    tier_months: int = coefficient(
        1,
        "Months that a grievance waits for every tier through which it is passed up",
        unit="months",
        low=1,
        high=4,
        source="M32",
        en="Delay of a tier",
        zh="逐级上报时长",
    )


@shared_array_kernel
def give_digital_ability(
    digital: NDArray[np.bool_],
    vulnerable: NDArray[np.bool_],
    shares: tuple[float, float],
    key: np.uint64,
    begin: int,
    end: int,
) -> None:
    """Say who of residents begin to end - 1 can go online, in place; `shares` of others and of the vulnerable."""
    luck = np.empty((2, _BLOCK))
    for start in range(begin, end, _BLOCK):
        here = slice(start, min(start + _BLOCK, end))
        able, weak = digital[here], vulnerable[here]
        draw_pairs(key, _DIGITAL, 0, start, len(able), luck)
        for row in range(len(able)):
            able[row] = luck[0, row] < (shares[1] if weak[row] else shares[0])


@array_kernel
def go_online(
    aware: NDArray[np.bool_],
    digital: NDArray[np.bool_],
    chances: NDArray[np.float64],
    first_resident: NDArray[np.int64],
    key: np.uint64,
    month: int,
) -> None:
    """Let digitally able residents learn where to ask, in place; `chances` is float64[communities]."""
    most = largest_community(first_resident)
    marked, listed, luck = np.empty(most, dtype=np.uint8), np.empty(most, dtype=np.int64), np.empty((4, most))
    for place in range(len(chances)):
        first, last = first_resident[place], first_resident[place + 1]
        for row in range(first, last):
            marked[row - first] = digital[row] & (not aware[row])
        able = listed[: list_marked(marked[: last - first], listed)]
        draw_rows(key, _ONLINE, month, first, able, luck)
        for number in range(len(able)):
            aware[first + able[number]] = luck[0, number] < chances[place]


@shared_kernel
def pass_up(
    needs: NDArray[np.uint8],
    escalated: NDArray[np.uint8],
    wait: NDArray[np.uint8],
    practice: NDArray[np.float64],
    street: NDArray[np.int32],
    passed_up: NDArray[np.int32],
    first_resident: NDArray[np.int64],
    tiers: int,
    rules: tuple[float, int],
    listed: NDArray[np.int64],
    key: np.uint64,
    month: int,
    begin: int,
    end: int,
) -> None:
    """Settle grievances of communities begin to end - 1 in higher tiers, and count those passed up, in place.

    `rules` are the chance that a tier settles one and the months it waits for each. A grievance reaches the
    third tier after two waits, the fourth after three. `listed` has room for any community's residents.
    """
    settles, delay = rules
    for place in range(begin, end):
        first = first_resident[place]
        for number in range(list_few(escalated[first : first_resident[place + 1]], listed)):
            row = first + listed[number]
            reached = min(tiers, 1 + wait[row] // delay) - TIERS
            if reached <= 0:
                continue
            passed_up[street[place]] += 1
            if draw(key, _ESCALATION, month, row)[0] < settles * reached * practice[place]:
                for domain in range(DOMAIN_COUNT):
                    if escalated[row] >> domain & 1:
                        needs[row] &= ~np.uint8(1 << domain)
                        break
                escalated[row] &= needs[row]
                wait[row] = wait[row] if needs[row] else 0


@kernel
def handle(
    windows: NDArray[np.float64],
    months: NDArray[np.float64],
    passed_up: NDArray[np.int32],
    street: NDArray[np.int32],
    staff: NDArray[np.int16],
    practice: NDArray[np.float64],
    admin: NDArray[np.float64],
    taken_off: NDArray[np.float64],
    first_resident: NDArray[np.int64],
    represented: int,
    rules: tuple[float, float, float, float],
    platform: tuple[float, float, float],
    station: tuple[float, float, float],
    sums: NDArray[np.float64],
) -> None:
    """Handle a month's requests in every street and spare committees what is taken from them, in place.

    The streets' are windows, `months` a request takes and cases passed up, which begin anew; the committees' street,
    staff, practice, usual administrative share and what is taken off it; a resident stands for `represented` people;
    `rules` are requests a person, people per window, requests per window and months of work; `platform` time saved,
    windows merged and ledgers spared; `station` tasks taken, their cases per post and windows; zeros where there is
    none. `sums` is room: float64[4, streets].
    """
    sums[:] = 0.0
    number, total, living, posts = sums[0], sums[1], sums[2], sums[3]
    for row in range(len(street)):
        here = street[row]
        number[here] += 1.0
        total[here] += practice[row]
        living[here] += float((first_resident[row + 1] - first_resident[row]) * represented)
        posts[here] += practice[row] * staff[row]
        spared = station[0] + platform[2] * admin[row]
        taken_off[row] = min(taken_off[row] + spared * practice[row], 1.0)
    for here in range(len(windows)):
        passed_up[here] = 0
        practised = total[here] / max(number[here], 1.0)
        faster = 1.0 - platform[0] * practised
        opened = living[here] / rules[1] * (1.0 + station[2] * practised)
        windows[here] = opened * (1.0 - platform[1] * practised)
        cases = rules[0] * living[here] + station[0] * station[1] * posts[here]
        load = min(cases * faster / max(windows[here] * rules[2], 1e-9), _FULLEST)
        months[here] = faster * rules[3] / (1.0 - load)


def open_windows(world: World, how: FrontOffices) -> None:
    """Give every street the windows and processing time that it has without platform or stations."""
    run_offices(world, how, platform=False, station=False)


def run_offices(world: World, how: FrontOffices, *, platform: bool, station: bool) -> None:
    """Handle a month's requests, and take tasks from committees."""
    rows, committees = world.streets, world.committees
    handle(
        rows.windows, rows.processing_months, rows.passed_up, committees.street, committees.staff,
        committees.practice, committees.usual_admin_share, committees.taken_off_share, world.first_resident,
        world.setting.people_per_resident,
        (how.requests, how.people_per_window, how.cases_per_window, how.work_months),
        (how.platform_speed, how.merged_windows, how.ledger_relief) if platform else _NONE,
        (how.station_relief, how.station_cases, how.station_windows) if station else _NONE,
        np.empty((4, len(rows))),
    )  # fmt: skip


def process(world: World, policy: Policy, how: FrontOffices) -> None:
    """Handle a month's requests, take tasks from committees, and pass grievances up."""
    rules, committees, people = policy.coordination, world.committees, world.residents
    run_offices(world, how, platform=rules.platform, station=rules.station)
    if rules.platform:
        go_online(
            people.aware, people.digital, how.requests * how.online_awareness * committees.practice,
            world.first_resident, world.key, world.month,
        )  # fmt: skip
    if rules.tiers > TIERS:
        world.side_by_side(lambda begin, end: pass_up(
            people.needs, people.escalated, people.wait_months, committees.practice, committees.street,
            world.streets.passed_up, world.first_resident, rules.tiers, (how.upward_chance, how.tier_months),
            np.empty(world.most_residents, dtype=np.int64), world.key, world.month, begin, end,
        ))  # fmt: skip
