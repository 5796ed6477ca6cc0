"""A committee's hours go to administrative tasks first; what is left is for meetings, linkage and residents.

Relief orders administrative tasks away, but new tasks flow back into the freed time unless this is
enforced. Whoever asks is answered the sooner the more hours are left for residents; each further
hour helps less. Sources: E2, M1-M3, M7, M24; 003 (H2, H3). Left out: staff who fall ill or work overtime.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, clip, count, exponential, kernel, shared_kernel
from sim.declare import Section, coefficient
from sim.policy import Policy
from sim.records import TALKING
from sim.staff import Staff
from sim.world import MONTHS_PER_YEAR, World

_LEAST_ADMIN, _MOST_ADMIN = 0.1, 0.95


class CommitteeHours(Section):
    """Coefficients of committees' hours."""

    admin_share: float = coefficient(
        0.655,
        "Share of committees' hours that administrative tasks take without relief, mean over communities",
        unit="share",
        low=0.45,
        high=0.88,
        source="H2 + H3",
        en="Administrative share",
        zh="行政事务占比",
    )
    admin_spread: float = coefficient(
        0.06,
        "Standard deviation of that share between communities",
        unit="share",
        low=0.0,
        high=0.15,
        source="assumed",
        en="Spread of administrative share",
        zh="行政占比离散",
    )
    relief_effect: float = coefficient(
        0.7,
        "Share of administrative tasks that full relief takes away",
        unit="share",
        low=0.4,
        high=0.9,
        source="M2, assumed",
        en="Effect of full relief",
        zh="全额减负效果",
    )
    rebound: float = coefficient(
        0.4,
        "Share of the freed time that new tasks take back where nobody enforces relief",
        unit="share",
        low=0.0,
        high=1.0,
        source="M3, assumed",
        en="Rebound",
        zh="减负反弹",
    )
    refill_speed: float = coefficient(
        0.2,
        "Share of the remaining rebound that comes back in a month",
        unit="share per month",
        low=0.05,
        high=1.0,
        source="E2",
        en="Speed of rebound",
        zh="反弹速度",
    )
    meeting_cost: float = coefficient(
        0.02,
        "Share of committees' hours that one joint meeting a month takes",
        unit="share per meeting",
        low=0.0,
        high=0.1,
        source="M24, assumed",
        en="Hours of a meeting",
        zh="会议工时",
    )
    session_cost: float = coefficient(
        0.02,
        "Share of committees' hours that one council session a month takes where the committee convenes",
        unit="share per session",
        low=0.0,
        high=0.1,
        source="M10, assumed",
        en="Hours of a session",
        zh="议事会工时",
    )
    linkage_share: float = coefficient(
        0.3,
        "Share of the remaining hours that goes to linkage, the rest going to residents",
        unit="share",
        low=0.0,
        high=0.6,
        source="E2, assumed",
        en="Hours for linkage",
        zh="联动工时占比",
    )
    attitude_effect: float = coefficient(
        0.3,
        "Part of the hours for linkage that an active attitude gives to residents instead",
        unit="share",
        low=0.0,
        high=0.8,
        source="M122, assumed",
        en="Attitude and hours",
        zh="主动态度对工时的作用",
    )
    cases_per_month: float = coefficient(
        105.0,
        "Cases that one member of staff could handle in a month of nothing else",
        unit="cases per month",
        low=40.0,
        high=200.0,
        source="58 person-times per staff-month at a service share of 0.55, assumed alike",
        en="Cases per staff-month",
        zh="每人月可处理案件",
    )


@kernel
def divide_hours(
    usual: NDArray[np.float64],
    refilled: NDArray[np.float64],
    ordered: float,
    returning: float,
    speed: float,
    meetings: float,
    to_linkage: tuple[float, float],
    attitude: NDArray[np.float64],
    floor: float,
    linked: tuple[NDArray[np.float64], NDArray[np.float64]],
    shares: tuple[NDArray[np.float64], ...],
) -> None:
    """Divide every committee's hours, in place: `shares` are admin, meeting, linkage, resident.

    `to_linkage` are linkage's part of what is left and how much of it an active `attitude` gives to residents.
    `floor` is the part of the hours that residents had before linkage which is kept for them (M126): linkage
    gives way first, administration next. `linked` are the hours that institutions of linkage take, and those
    they take off administrative tasks.
    """
    coordination, taken_off = linked
    admin, meeting, linkage, resident = shares
    for row in range(len(usual)):
        freed = usual[row] * ordered
        refilled[row] += speed * (returning * freed - refilled[row])
        admin[row] = clip(usual[row] - freed + refilled[row] - taken_off[row], _LEAST_ADMIN, _MOST_ADMIN)
        rest = 1.0 - admin[row]
        meeting[row] = min(meetings + coordination[row], rest)
        rest -= meeting[row]
        linkage[row] = to_linkage[0] * (1.0 - to_linkage[1] * attitude[row]) * rest
        resident[row] = rest - linkage[row]
        lacking = floor * (1.0 - to_linkage[0]) * (1.0 - usual[row]) - resident[row]
        if lacking > 0.0:
            spared = min(lacking, linkage[row])
            linkage[row] -= spared
            given = min(lacking - spared, max(0.0, admin[row] - _LEAST_ADMIN))
            admin[row] -= given
            resident[row] += spared + given


@array_kernel
def lend_hands(
    usual: NDArray[np.float64],
    community: NDArray[np.int32],
    filled: NDArray[np.bool_],
    staff: NDArray[np.int16],
    beyond: float,
) -> NDArray[np.float64]:
    """Administrative share that is left to committees where workers lend hands: float64[communities].

    `beyond` is the share of workers' time that is borrowed beyond the usual, below zero where less is.
    """
    left = usual.copy()
    for row in range(len(community)):
        if filled[row]:
            left[community[row]] -= beyond / max(staff[community[row]], 1)
    for row in range(len(left)):
        left[row] = clip(left[row], _LEAST_ADMIN, _MOST_ADMIN)
    return left


@shared_kernel
def answer(
    resident_share: NDArray[np.float64],
    staff: NDArray[np.int16],
    needs: NDArray[np.uint8],
    first_resident: NDArray[np.int64],
    cases: float,
    responsiveness: NDArray[np.float64],
    begin: int,
    end: int,
) -> None:
    """Set how likely committees begin to end - 1 answer a case within the month; `cases` in resident agents."""
    for row in range(begin, end):
        here = needs[first_resident[row] : first_resident[row + 1]]
        waiting = 0
        for resident in range(len(here)):
            waiting += 1 if here[resident] else 0
        capacity = resident_share[row] * staff[row] * cases
        responsiveness[row] = 1.0 - exponential(-capacity / max(waiting, 1))


def divide(world: World, policy: Policy, how: CommitteeHours, staff: Staff) -> None:
    """Divide committees' hours under this month's relief and meetings."""
    rows = world.committees
    returning = how.rebound * (1.0 - policy.relief.enforcement)
    council = policy.council
    sessions = council.sessions_planned_per_year / MONTHS_PER_YEAR if council.convener == "committee" else 0.0
    meetings = policy.meeting.per_month * how.meeting_cost + sessions * how.session_cost
    talks = 0.0
    if policy.commons.parking_swap:
        talks = count(world.site_pairs.stage == TALKING) / len(rows)
    meetings += staff.committee_duties(policy, talks)
    usual = rows.usual_admin_share
    if policy.workforce.borrowed_share != staff.usual_borrowed_share:
        usual = lend_hands(
            usual, world.workers.community, world.workers.filled, rows.staff,
            policy.workforce.borrowed_share - staff.usual_borrowed_share,
        )  # fmt: skip
    divide_hours(
        usual, rows.refilled_share, policy.relief.strength * how.relief_effect, returning,
        how.refill_speed, meetings, (how.linkage_share, how.attitude_effect), rows.attitude,
        policy.oversight.basic_service_floor, (rows.coordination_share, rows.taken_off_share),
        (rows.admin_share, rows.meeting_share, rows.linkage_share, rows.resident_share),
    )  # fmt: skip
    cases = how.cases_per_month / world.setting.people_per_resident
    world.side_by_side(lambda begin, end: answer(
        rows.resident_share, rows.staff, world.residents.needs, world.first_resident, cases, rows.responsiveness,
        begin, end,
    ))  # fmt: skip
