"""What every resident is like when the world begins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import INERT, LATENT, NEIGHBOUR_COUNT
from sim.arithmetic import exponential, kernel, logarithm, shared_array_kernel, shared_kernel
from sim.census import largest_community
from sim.chance import Stream, draw, draw_block, erlang_of_two, normal_quantile

_TRAITS, _START = Stream.RESIDENT_TRAITS, Stream.RESIDENT_START
_NEEDS = Stream.RESIDENT_NEEDS
_FIRST_TIES, _LAST_TIES = Stream.RESIDENT_TIES, Stream.NEIGHBOURS
_MIGRATION = Stream.MIGRATION
_BLOCK = 512


@shared_array_kernel
def settle_residents(
    columns: tuple[NDArray[np.float32], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.float32]],
    group: NDArray[np.int32],
    first_resident: NDArray[np.int64],
    first_group: NDArray[np.int64],
    inert: NDArray[np.float64],
    shares: tuple[float, float, float],
    mean_rate: float,
    rate_shape: int,
    taste_spread: float,
    key: np.uint64,
    start: int,
    end: int,
) -> None:
    """Give every resident of communities start to end - 1 lasting traits, in place.

    `columns` are base rate, kind, vulnerable, aware, taste; `first_group` is int64[communities + 1],
    the community organisations of each community; `inert` float64[communities], the share of inert
    residents; `shares` of vulnerable, aware and members.
    """
    base_rate, kind, vulnerable, aware, taste = columns
    at_risk, knowing, joining = shares
    largest = largest_community(first_resident)
    lasting, starting = np.empty((4, largest)), np.empty((4, largest))
    for place in range(start, end):
        begin, size = first_resident[place], first_resident[place + 1] - first_resident[place]
        groups = first_group[place + 1] - first_group[place]
        draw_block(key, _TRAITS, 0, begin, size, lasting)
        draw_block(key, _START, 0, begin, size, starting)
        for number in range(size):
            row = begin + number
            sleep, risk, first, second = lasting[0, number], lasting[1, number], lasting[2, number], lasting[3, number]
            liking, knows, joins = starting[0, number], starting[1, number], starting[2, number]
            kind[row] = INERT if sleep < inert[place] else LATENT
            vulnerable[row] = risk < at_risk
            aware[row] = knows < knowing
            base_rate[row] = (
                erlang_of_two(first, second, mean_rate) if rate_shape > 1 else -mean_rate * logarithm(first)
            )
            taste[row] = taste_spread * normal_quantile(liking)
            if groups > 0 and kind[row] != INERT and joins < joining:
                group[row] = first_group[place] + int(starting[3, number] * groups)


@shared_array_kernel
def open_needs(
    needs: NDArray[np.uint8],
    vulnerable: NDArray[np.bool_],
    rates: NDArray[np.float64],
    vulnerable_factor: float,
    closing_rate: float,
    key: np.uint64,
    first: int,
    last: int,
) -> None:
    """Give residents first to last - 1 the open needs of a settled place, in place.

    `rates` is float64[8], needs a month; `closing_rate` the share of open needs that fade or are resolved.
    """
    luck = np.empty((4, _BLOCK))
    for begin in range(first, last, _BLOCK):
        here = slice(begin, min(begin + _BLOCK, last))
        open_now, at_risk = needs[here], vulnerable[here]
        for half in range(2):
            draw_block(key, _NEEDS, half, begin, len(open_now), luck)
            for place in range(4):
                domain = 4 * half + place
                usual, higher = rates[domain], rates[domain] * vulnerable_factor
                usual, higher = usual / (usual + closing_rate), higher / (higher + closing_rate)
                for row in range(len(open_now)):
                    has = luck[place, row] < (higher if at_risk[row] else usual)
                    open_now[row] |= np.uint8(1 << domain) if has else np.uint8(0)


@shared_array_kernel
def tie_neighbours(
    neighbours: NDArray[np.int16],
    first_resident: NDArray[np.int64],
    rewiring: NDArray[np.float64],
    key: np.uint64,
    begin: int,
    end: int,
) -> None:
    """Let residents of communities begin to end - 1 watch the eight nearest on a ring, some replaced by anybody.

    `rewiring` is float64[communities], the share of ties that lead to anybody.
    """
    luck = np.empty((NEIGHBOUR_COUNT, largest_community(first_resident)))
    half = NEIGHBOUR_COUNT // 2
    for place in range(begin, end):
        first = first_resident[place]
        size = first_resident[place + 1] - first
        draw_block(key, _FIRST_TIES, 0, first, size, luck[:half])
        draw_block(key, _LAST_TIES, 0, first, size, luck[half:])
        for row in range(size):
            for other in range(NEIGHBOUR_COUNT):
                step = other - half + (1 if other >= half else 0)
                if luck[other, row] < rewiring[place]:
                    neighbours[first + row, other] = int(luck[other, row] / rewiring[place] * size)
                else:
                    neighbours[first + row, other] = (row + step) % size


@shared_kernel
def begin_opinions(
    community: NDArray[np.int32],
    shares: tuple[
        NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]
    ],
    usual: tuple[float, float, float, float],
    trust_committee: NDArray[np.float64],
    first_resident: NDArray[np.int64],
    start: int,
    end: int,
) -> None:
    """Tell residents of communities start to end - 1 where they live and what they think at first, in place.

    `shares` are perceived performance, expectation, justice, trust in government and trust in the committee; `usual`
    the first four of them, and `trust_committee` float64[communities] the last.
    """
    for place in range(start, end):
        for row in range(first_resident[place], first_resident[place + 1]):
            community[row] = place
            shares[0][row], shares[1][row], shares[2][row], shares[3][row] = usual
            shares[4][row] = trust_committee[place]


@kernel
def mark_residents(
    marks: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]],
    belonging: tuple[NDArray[np.bool_], NDArray[np.int32]],
    leanings: tuple[NDArray[np.float32], NDArray[np.float32]],
    shares: tuple[float, float, float],
    migrants: tuple[float, float],
    effects: tuple[float, float, float],
    key: np.uint64,
) -> None:
    """Say who is a migrant, deprived or short of leisure, and what follows for participation, in place.

    `marks` are migrant, deprived, busy, with their `shares`; `belonging` aware and group, `leanings`
    base rate and taste; `migrants` the parts of awareness and membership that migrants have; `effects`
    of deprivation and of lack of leisure on the logarithm of participation, and of deprivation on taste.
    """
    migrant, deprived, busy = marks
    aware, group = belonging
    base_rate, taste = leanings
    for row in range(len(migrant)):
        moved, poor, short, _ = draw(key, _MIGRATION, 0, row)
        knows, joins, _, _ = draw(key, _MIGRATION, 1, row)
        migrant[row], deprived[row], busy[row] = moved < shares[0], poor < shares[1], short < shares[2]
        if migrant[row]:
            aware[row] = aware[row] and knows < migrants[0]
            group[row] = group[row] if joins < migrants[1] else -1
        hindered = (effects[0] if deprived[row] else 0.0) + (effects[1] if busy[row] else 0.0)
        base_rate[row] *= exponential(-hindered)
        taste[row] -= effects[2] if deprived[row] else 0.0
