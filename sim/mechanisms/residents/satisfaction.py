"""Residents judge what they see against what they expect, and get used to it.

Help that works raises how well residents find themselves served, waiting lowers it, and neighbours'
talk draws everybody towards the community's mean. Doing better than expected pleases, worse than
expected hurts more; expectations follow experience, so part of every gain fades when improvement
stops. Who is satisfied is where all this, the fairness of decisions, neighbours and personal taste
exceed a threshold. Sources: E15, M12, M92, M105; Zhang, Chen, Petrovsky & Walker 2022, *PAR*
82(1):147. Left out: satisfaction by domain.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import NEIGHBOUR_COUNT
from sim.arithmetic import five_in_32_bits, kernel, shared_kernel, total
from sim.census import count_neighbours, list_marked
from sim.declare import Section, coefficient, constant
from sim.world import World

Rooms = tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.float32]]
"""Room for a community's residents: two marks, a place in a list and a number each."""
_NONE, _FULL = np.float32(0.0), np.float32(1.0)
"""Shares of what residents see and feel, in 32 bits like their columns."""


class Satisfaction(Section):
    """Coefficients of satisfaction."""

    threshold: float = constant(
        0.6,
        "Utility from which a resident is satisfied",
        unit="utility",
        low=-3.0,
        high=4.0,
        source="solved so that 59.86% are satisfied at month 0 of Guangzhou (G2)",
        en="Threshold of satisfaction",
        zh="满意阈值",
    )
    performance_weight: float = coefficient(
        0.6,
        "Weight of perceived performance",
        unit="utility",
        low=0.2,
        high=1.0,
        source="E15, assumed",
        en="Weight of performance",
        zh="绩效权重",
    )
    disconfirmation_weight: float = coefficient(
        0.6,
        "Weight of performance beyond expectation",
        unit="utility",
        low=0.0,
        high=1.0,
        source="E15; Zhang et al. 2022 (sign)",
        en="Weight of surprise",
        zh="期望落差权重",
    )
    loss_aversion: float = coefficient(
        1.5,
        "Weight of falling short over that of exceeding expectation",
        unit="ratio",
        low=1.0,
        high=3.0,
        source="E15, assumed",
        en="Loss aversion",
        zh="损失厌恶",
    )
    justice_weight: float = coefficient(
        0.4,
        "Weight of procedural justice",
        unit="utility",
        low=0.1,
        high=0.8,
        source="E15; Van Ryzin 2011 (sign)",
        en="Weight of fairness",
        zh="程序公正权重",
    )
    peer_weight: float = coefficient(
        0.2,
        "Weight of neighbours' satisfaction",
        unit="utility",
        low=0.0,
        high=0.5,
        source="E15, assumed",
        en="Weight of neighbours",
        zh="邻里影响权重",
    )
    taste_spread: float = coefficient(
        0.35,
        "Standard deviation of personal taste",
        unit="utility",
        low=0.1,
        high=0.8,
        source="assumed",
        en="Spread of taste",
        zh="个体偏好离散",
    )
    expectation_speed: float = coefficient(
        0.05,
        "How fast expectations follow performance",
        unit="share per month",
        low=0.02,
        high=0.15,
        source="E15",
        en="Expectations adapting",
        zh="期望调整速度",
    )
    resolved_weight: float = coefficient(
        0.3,
        "How far help that resolved a need moves perceived performance",
        unit="share",
        low=0.1,
        high=0.6,
        source="assumed",
        en="Weight of help",
        zh="问题解决的影响",
    )
    waiting_weight: float = coefficient(
        0.06,
        "How far a month of waiting moves perceived performance",
        unit="share per month",
        low=0.02,
        high=0.2,
        source="assumed",
        en="Weight of waiting",
        zh="等待的影响",
    )
    activity_weight: float = coefficient(
        0.04,
        "How far a month with activities that fit fully raises perceived performance",
        unit="share per month",
        low=0.0,
        high=0.2,
        source="assumed",
        en="Weight of activities",
        zh="活动体验的影响",
    )
    rumour_weight: float = coefficient(
        0.08,
        "How fast perceived performance moves to the community's mean",
        unit="share per month",
        low=0.01,
        high=0.3,
        source="E15, assumed",
        en="Weight of talk",
        zh="口碑影响",
    )
    calm_weight: float = coefficient(
        0.03,
        "How fast a month without any need moves perceived performance to full marks",
        unit="share per month",
        low=0.0,
        high=0.1,
        source="assumed",
        en="Weight of a calm month",
        zh="无需求月份的影响",
    )


@kernel
def perceive(
    performance: NDArray[np.float32],
    needs: NDArray[np.uint8],
    contact: NDArray[np.uint8],
    activities: NDArray[np.uint8],
    middle: float,
    fit: float,
    weights: tuple[float, float, float, float, float],
) -> None:
    """Move one community's perceived performance by one month, in place.

    `middle` is its mean, `fit` the mean fit of what runs there; `weights` are those of help that
    resolved, waiting, activities, rumour and a calm month.
    """
    resolved, waiting, active, rumour, calm = five_in_32_bits(weights)
    mean, fitting = np.float32(middle), np.float32(fit)
    for row in range(len(performance)):
        seen = performance[row]
        helped = contact[row] > 0 and contact[row] % 2 == 0
        gain = -waiting * seen if needs[row] else calm * (_FULL - seen)
        gain = resolved * (_FULL - seen) if helped else gain
        new = seen + rumour * (mean - seen) + gain
        new = new + active * fitting * (_FULL - seen) if activities[row] > 0 else new
        performance[row] = min(max(new, _NONE), _FULL)


@kernel
def compare(
    satisfied: NDArray[np.bool_],
    neighbours: NDArray[np.uint16],
    performance: NDArray[np.float32],
    expectation: NDArray[np.float32],
    justice: NDArray[np.float32],
    taste: NDArray[np.float32],
    weights: tuple[float, float, float, float, float],
    threshold: float,
    rooms: Rooms,
) -> None:
    """Say who is satisfied in one community, in place; `rooms` are for everybody.

    The utility of a month is worked out alone first. Neighbours who were satisfied last month are counted only where
    they decide: for most residents none and all of them lead to the same answer.
    """
    marks, rows, alone = rooms
    before, marked = marks[0], marks[1]
    seen, above, below, fair, peers = five_in_32_bits(weights)
    enough, each = np.float32(threshold), peers / np.float32(NEIGHBOUR_COUNT)
    for row in range(len(satisfied)):
        before[row] = satisfied[row]
        gap = performance[row] - expectation[row]
        judged = seen * performance[row] + (above if gap > _NONE else below) * gap
        alone[row] = judged + fair * justice[row] + taste[row]
        satisfied[row] = alone[row] > enough
        marked[row] = (alone[row] <= enough) & (alone[row] + peers > enough)
    for number in range(list_marked(marked[: len(satisfied)], rows)):
        row = rows[number]
        satisfied[row] = alone[row] + each * np.float32(count_neighbours(before, neighbours, row)) > enough


@kernel
def expect(expectation: NDArray[np.float32], performance: NDArray[np.float32], speed: float) -> None:
    """Let one community's expectations follow what it perceives, in place."""
    moved = np.float32(speed)
    for row in range(len(expectation)):
        expectation[row] += moved * (performance[row] - expectation[row])


@kernel
def judge_in_one(
    columns: tuple[
        NDArray[np.bool_], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32],
        NDArray[np.uint16],
    ],
    met: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    first: int,
    last: int,
    fit: float,
    perceiving: tuple[float, float, float, float, float],
    judging: tuple[float, float, float, float, float],
    threshold: float,
    speed: float,
    rooms: Rooms,
) -> None:  # fmt: skip
    """Let residents first to last - 1, those of one community, see and judge, as in `judge_all`.

    `columns` are its first six; `rooms` are those of `judging_rooms`.
    """
    satisfied, performance, expectation, justice, taste, neighbours = columns
    (needs, contact, activities), here = met, slice(first, last)
    seen, expected = performance[here], expectation[here]
    middle = total(seen) / max(last - first, 1)
    perceive(seen, needs[here], contact[here], activities[here], middle, fit, perceiving)
    compare(satisfied[here], neighbours[here], seen, expected, justice[here], taste[here], judging, threshold, rooms)
    expect(expected, seen, speed)


def judging_rooms(most: int) -> Rooms:
    """Make room for `most` residents to judge."""
    return np.empty((2, most), np.uint8), np.empty(most, np.int64), np.empty(most, np.float32)


@shared_kernel
def judge_all(
    satisfied: NDArray[np.bool_],
    performance: NDArray[np.float32],
    expectation: NDArray[np.float32],
    justice: NDArray[np.float32],
    taste: NDArray[np.float32],
    neighbours: NDArray[np.uint16],
    met: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    first_resident: NDArray[np.int64],
    fit: NDArray[np.float64],
    perceiving: tuple[float, float, float, float, float],
    judging: tuple[float, float, float, float, float],
    threshold: float,
    speed: float,
    rooms: Rooms,
    begin: int,
    end: int,
) -> None:
    """Let residents of communities begin to end - 1 see and judge, and expectations follow, in place.

    `met` are needs, contact and activities; `fit` is float64[communities]; `perceiving` are the weights
    of `perceive`; `judging` those of performance, exceeding and falling short of expectation, justice
    and neighbours who were satisfied last month; `rooms` those of `judging_rooms` for the largest community.
    """
    columns = (satisfied, performance, expectation, justice, taste, neighbours)
    for place in range(begin, end):
        first, last = first_resident[place], first_resident[place + 1]
        judge_in_one(columns, met, first, last, fit[place], perceiving, judging, threshold, speed, rooms)


def judgement(world: World, how: Satisfaction, fit: NDArray[np.float64]) -> tuple[Any, ...]:
    """What `judge_all` takes this month, but for room and the communities; `fit` is the mean of what runs in each."""
    people, above = world.residents, how.disconfirmation_weight
    return (
        people.satisfied, people.performance, people.expectation, people.justice, people.taste,
        people.neighbours.view(np.uint16),
        (people.needs, people.contact, people.activities), world.first_resident, fit,
        (how.resolved_weight, how.waiting_weight, how.activity_weight, how.rumour_weight, how.calm_weight),
        (how.performance_weight, above, how.loss_aversion * above, how.justice_weight, how.peer_weight),
        how.threshold, how.expectation_speed,
    )  # fmt: skip
