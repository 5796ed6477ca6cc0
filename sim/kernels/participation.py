"""Who takes part how often, who wakes and who falls asleep (E18)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import ACTIVIST, INERT, LATENT, NEIGHBOUR_COUNT
from sim.arithmetic import exponential32, five_in_32_bits, kernel, shared_kernel
from sim.census import count_neighbours, list_few, list_marked
from sim.chance import FEW, Stream, draw_two_words, poisson_above, poisson_few, unit, words_below
from sim.world import MONTHS_PER_YEAR

Rooms = tuple[NDArray[np.uint32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int64]]
"""Room for a community's residents: two words, three numbers, two marks and two places in lists each."""
_STREAM = Stream.PARTICIPATION
_MOST_A_MONTH = 20
_MOST_A_YEAR = 250
_ACTIVIST_FROM, _LATENT_BELOW = 7, 3
_ACTIVE_NEIGHBOURS = 2
_NOTHING, _HALF, _SIXTH, _ONE = np.float32(0.0), np.float32(0.5), np.float32(0.166667), np.float32(1.0)
_BOUNDED_BELOW, _NO_BOUND = np.float32(2.0), np.float32(1e9)
_LINEAR, _QUADRATIC = np.float32(0.25), np.float32(0.6 / 16.0)
"""E^x lies below (1 + y + 0.6 y^2)^4, where y = x/4, up to x = 2."""
_MONTHS, _BUSIEST = np.float32(MONTHS_PER_YEAR), np.float32(80.0)
"""Months of a year, and so many activities a month on average that no more are counted of more."""
_OVER_A_MONTH, _NEARLY_ONE = np.float32(1.00001 / MONTHS_PER_YEAR), np.float32(0.999998)
"""A month in years, and a little more; a little less than 1: what rounding could take from the bounds."""
_OF_WORDS = np.float32(2.0**-32)
_LUCKIEST = 1.0 - 5e-7
"""Luck beyond which chances in 32 bits, added up, may never come."""


@kernel
def attract(
    pull: NDArray[np.float64],
    programmes: NDArray[np.float64],
    facilities: NDArray[np.float64],
    crowded: NDArray[np.float64],
    usual: tuple[float, float],
    effects: tuple[float, float, float, float],
) -> None:
    """Set what draws residents of each community to take part; `pull` holds the mean fit of what runs before.

    `programmes` are those with money, `crowded` is how far rewards have crowded out motives of one's own; `usual`
    are fit and programmes, `effects` those of fit, invitations, facilities and crowding out.
    """
    for row in range(len(pull)):
        drawn = effects[0] * (pull[row] - usual[0])
        drawn += effects[1] * (programmes[row] - usual[1])
        drawn += effects[2] * facilities[row]
        pull[row] = drawn - effects[3] * crowded[row]


@kernel
def rest(
    kind: NDArray[np.uint8], activities: NDArray[np.uint8], idle: NDArray[np.uint8], took_part: NDArray[np.uint8]
) -> None:
    """Note who in one community took part last month and begin the new one with nobody, in place."""
    for row in range(len(kind)):
        took_part[row] = activities[row] > 0
        activities[row] = 0
        counts = kind[row] != INERT and idle[row] < _MOST_A_YEAR
        idle[row] += np.uint8(1) if counts else np.uint8(0)


@kernel
def awaken(
    kind: NDArray[np.uint8],
    aware: NDArray[np.bool_],
    idle: NDArray[np.uint8],
    took_part: NDArray[np.uint8],
    neighbours: NDArray[np.uint16],
    turn: NDArray[np.uint32],
    chances: tuple[float, float],
    marked: NDArray[np.uint8],
    listed: NDArray[np.int64],
) -> None:
    """Let residents of one community wake or fall asleep, in place; `chances` to wake and to lapse.

    `marked` and `listed` are room for everybody; few are listed.
    """
    waking, lapsing = words_below(chances[0], 32), words_below(chances[1], 32)
    for row in range(len(kind)):
        wakes = aware[row] & (np.int64(turn[row]) < waking)
        lapses = (idle[row] >= MONTHS_PER_YEAR) & (np.int64(turn[row]) < lapsing)
        marked[row] = wakes if kind[row] == INERT else lapses
    for number in range(list_few(marked[: len(kind)], listed)):
        row = listed[number]
        if kind[row] != INERT:
            kind[row] = INERT
        elif count_neighbours(took_part, neighbours, row) >= _ACTIVE_NEIGHBOURS:
            kind[row], idle[row] = LATENT, 0


@kernel
def lean(
    traits: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int32], NDArray[np.float32]],
    pull: float,
    effects: tuple[float, float, float, float, float],
    usual: tuple[float, float, float, float],
    push: NDArray[np.float32],
) -> None:
    """Set what moves each resident of one community from the base rate, neighbours apart, on a scale of logarithms.

    `traits` are efficacy, trust in committee, group, wellbeing in it.
    """
    efficacy, trust, group, wellbeing = traits
    by_efficacy, by_trust, by_group, _, by_life = five_in_32_bits(effects)
    alike = np.float32(pull - effects[0] * usual[0] - effects[1] * usual[1] - effects[2] * usual[2])
    for row in range(len(push)):
        moved = alike + by_efficacy * efficacy[row] + by_trust * trust[row] + by_life * wellbeing[row]
        push[row] = moved + (by_group if group[row] >= 0 else _NOTHING)


@kernel
def list_likely(
    kind: NDArray[np.uint8],
    base_rate: NDArray[np.float32],
    push: NDArray[np.float32],
    by_neighbours: float,
    luck: NDArray[np.uint32],
    marked: NDArray[np.uint8],
    likely: NDArray[np.int64],
) -> int:
    """List who in one community may take part this month, and count them; `marked` and `likely` have room for all.

    `by_neighbours` is the most that neighbours can add to the push. Most residents will not take part,
    and need neither their neighbours counted nor an exponential, of which an upper bound is enough; e^-x lies above
    1 - x + x^2/2 - x^3/6.
    """
    most_by_neighbours = np.float32(by_neighbours)
    for row in range(len(kind)):
        x = push[row] + most_by_neighbours
        root = _ONE + _LINEAR * x + _QUADRATIC * x * x
        bound = (root * root) * (root * root) if x < _BOUNDED_BELOW else _NO_BOUND
        most = base_rate[row] * bound * _OVER_A_MONTH
        least = _NEARLY_ONE - most * (_ONE - most * (_HALF - most * _SIXTH))
        marked[row] = (kind[row] != INERT) & (np.float32(luck[row]) * _OF_WORDS > least)
    return list_marked(marked[: len(kind)], likely)


@kernel
def expect(
    base_rate: NDArray[np.float32],
    push: NDArray[np.float32],
    around: tuple[NDArray[np.uint8], NDArray[np.uint16], float, float],
    likely: NDArray[np.int64],
    mean: NDArray[np.float32],
    none: NDArray[np.float32],
) -> None:
    """Set in how many activities those in one community who may take part do so on average, and the chance of none.

    `around` are who took part last month, neighbours, their effect and how many usually take part.
    """
    took_part, neighbours, effect, usual = around
    each, alike = np.float32(effect / NEIGHBOUR_COUNT), np.float32(-effect * usual)
    for number in range(len(likely)):
        active = count_neighbours(took_part, neighbours, likely[number])
        mean[number] = push[likely[number]] + alike + each * np.float32(active)
    for number in range(len(likely)):
        mean[number] = exponential32(mean[number])
    for number in range(len(likely)):
        mean[number] = min(mean[number] * (base_rate[likely[number]] / _MONTHS), _BUSIEST)
    for number in range(len(likely)):
        none[number] = exponential32(-mean[number])


@kernel
def luck_of_count(word: Any) -> float:  # noqa: ANN401  words of 32 bits have no other type
    """The number for which a word of luck stands, or the largest to which chances in 32 bits surely add up."""
    return min(unit(np.uint64(word)), _LUCKIEST)


@kernel
def take_part(
    activities: NDArray[np.uint8],
    luck: NDArray[np.uint32],
    likely: NDArray[np.int64],
    mean: NDArray[np.float32],
    none: NDArray[np.float32],
    often: NDArray[np.uint8],
    rows: NDArray[np.int64],
) -> None:
    """Let those in one community who may take part do so as luck has it, in place; few more than once.

    `often` and `rows` are room for everybody. Nothing branches on who takes part, nor on how often up to five times,
    which no processor could foresee. The first places of `luck`, `mean` and `none` end with those of whoever takes part
    more than once.
    """
    for number in range(len(likely)):
        share, seldom = unit(np.uint64(luck[likely[number]])), none[number] + none[number] * mean[number]
        activities[likely[number]] = share > none[number]
        often[number] = (share > none[number]) & (share > seldom)
    more = list_marked(often[: len(likely)], rows)
    for number in range(more):
        luck[number], mean[number] = luck[likely[rows[number]]], mean[rows[number]]
        none[number] = none[rows[number]]
    for number in range(more):
        often[number] = poisson_few(luck_of_count(luck[number]), float(mean[number]), float(none[number]))[0]
    for number in range(more):
        count = int(often[number])
        if count == FEW:
            count = poisson_above(luck_of_count(luck[number]), float(mean[number]), float(none[number]))
        activities[likely[rows[number]]] = min(count, _MOST_A_MONTH)


@kernel
def book(activities: NDArray[np.uint8], this_year: NDArray[np.uint8], idle: NDArray[np.uint8]) -> None:
    """Add one community's activities of the month to those of the year, in place; who took part is idle no more."""
    for row in range(len(activities)):
        this_year[row] = min(this_year[row] + activities[row], _MOST_A_YEAR)
        idle[row] = 0 if activities[row] else idle[row]


@kernel
def join_in_one(
    people: tuple[
        NDArray[np.uint8], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.int32],
        NDArray[np.float32],
    ],
    aware: NDArray[np.bool_],
    counts: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    neighbours: NDArray[np.uint16],
    first: int,
    last: int,
    pull: float,
    effects: tuple[float, float, float, float, float],
    usual: tuple[float, float, float, float],
    chances: tuple[float, float],
    key: np.uint64,
    month: int,
    rooms: Rooms,
) -> None:  # fmt: skip
    """Let residents first to last - 1, those of one community, take part, as in `join`.

    `rooms` are those of `joining_rooms`.
    """
    (kind, base_rate, efficacy, trust, group, wellbeing), (activities, this_year, idle) = people, counts
    (luck, numbers, marks, lists), here = rooms, slice(first, last)
    took_part, marked, listed, rows = marks[0], marks[1], lists[0], lists[1]
    who, rates, moved = kind[here], base_rate[here], numbers[0, : last - first]
    draw_two_words(key, _STREAM, month, first, len(who), luck)
    lean((efficacy[here], trust[here], group[here], wellbeing[here]), pull, effects, usual, moved)
    rest(who, activities[here], idle[here], took_part)
    most = max(effects[3] * (1.0 - usual[3]), effects[3] * (0.0 - usual[3]))
    likely = listed[: list_likely(who, rates, moved, most, luck[0], marked, listed)]
    expect(rates, moved, (took_part, neighbours[here], effects[3], usual[3]), likely, numbers[1], numbers[2])
    take_part(activities[here], luck[0], likely, numbers[1], numbers[2], marked, rows)
    book(activities[here], this_year[here], idle[here])
    awaken(who, aware[here], idle[here], took_part, neighbours[here], luck[1], chances, marked, listed)


def joining_rooms(most: int) -> Rooms:
    """Make room for `most` residents to take part."""
    return (
        np.empty((2, most), np.uint32), np.empty((3, most), np.float32), np.empty((2, most), np.uint8),
        np.empty((2, most), np.int64),
    )  # fmt: skip


@shared_kernel
def join(
    people: tuple[
        NDArray[np.uint8], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.int32],
        NDArray[np.float32],
    ],
    aware: NDArray[np.bool_],
    counts: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    neighbours: NDArray[np.uint16],
    first_resident: NDArray[np.int64],
    pull: NDArray[np.float64],
    effects: tuple[float, float, float, float, float],
    usual: tuple[float, float, float, float],
    chances: tuple[float, float],
    key: np.uint64,
    month: int,
    rooms: Rooms,
    begin: int,
    end: int,
) -> None:  # fmt: skip
    """Let residents of communities begin to end - 1 take part for one month, wake or fall asleep, in place.

    `people` are kind, base rate, efficacy, trust in committee, group, wellbeing; `counts` are activities of the
    month, of the year, and idle months; `pull` float64[communities], the effect of fit and invitations;
    `effects` and `usual` those of efficacy, trust, group, neighbours, the last effect that of wellbeing;
    `chances` to wake and to lapse; `rooms` those of `joining_rooms` for the largest community.
    """
    for place in range(begin, end):
        first, last = first_resident[place], first_resident[place + 1]
        join_in_one(
            people, aware, counts, neighbours, first, last, pull[place], effects, usual, chances, key, month, rooms
        )


@shared_kernel
def close_year(
    kind: NDArray[np.uint8], this_year: NDArray[np.uint8], last_year: NDArray[np.uint8], begin: int, end: int
) -> None:
    """Book the year's activities of residents begin to end - 1, in place.

    Who joined seven or more is an activist until below three.
    """
    here = slice(begin, end)
    kinds, joined, before = kind[here], this_year[here], last_year[here]
    for row in range(len(kinds)):
        before[row] = joined[row]
        joined[row] = 0
        if kinds[row] == LATENT and before[row] >= _ACTIVIST_FROM:
            kinds[row] = ACTIVIST
        elif kinds[row] == ACTIVIST and before[row] < _LATENT_BELOW:
            kinds[row] = LATENT


@shared_kernel
def joined_by(activities: NDArray[np.uint8], kinds: NDArray[np.uint8], kind: int) -> tuple[int, int]:
    """Activities that residents joined this month, and those that residents of one kind joined."""
    joined = theirs = 0
    for row in range(len(activities)):
        joined += activities[row]
        theirs += activities[row] if kinds[row] == kind else 0
    return joined, theirs
