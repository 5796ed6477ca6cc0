"""Needs arise, fade and, where nobody attends to them, grow into grievances.

At most one new need a month comes to a resident, in one of the eight domains, oftener to the
vulnerable, and several times as often in an emergency. An open need may fade by itself; open needs of
mediation and of special groups may escalate. Sources: E1, M49, M113, M114. Left out: needs that pass
from one resident to another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import kernel, shared_array_kernel, shared_kernel
from sim.census import list_marked
from sim.chance import Stream, draw_words, draw_words_of, unit, words_below
from sim.domains import DOMAIN_COUNT, MEDIATION, SPECIAL
from sim.mechanisms.needs.circumstances import (
    Needs,
    arrival_chances,
    differ_by_community,
    escalation_chances,
    local_arrivals,
    make_peace,
)
from sim.neighbourhoods import Neighbourhoods
from sim.policy import Policy
from sim.world import World

_LONGEST_WAIT = 31
_BLOCK = 512
_WORDS, _LOWER = 4, 0xFFFF
_ARRIVAL, _FADE = Stream.NEED_ARRIVAL, Stream.NEED_FADING
Rooms = tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.uint8]]
"""Room for a block of residents: twice four words, a place in a list and two marks each."""
_NONE, _MEDIATION, _SPECIAL = np.uint8(0), np.uint8(1 << MEDIATION), np.uint8(1 << SPECIAL)


@kernel
def stay_open(luck: NDArray[np.uint32], chance: float, stay: NDArray[np.uint8]) -> None:
    """Set in which domains a need of each resident would not fade this month, in place.

    Each of the four words of luck[:, place] serves two domains: whole, and by its lower sixteen bits.
    """
    fading, fading_too = words_below(chance, 32), words_below(chance, 16)
    for place in range(len(stay)):
        kept = 0
        for word in range(_WORDS):
            whole = np.int64(luck[word, place])
            kept |= 0 if whole < fading else 1 << word
            kept |= 0 if whole & _LOWER < fading_too else 1 << (word + _WORDS)
        stay[place] = kept


@kernel
def fade_and_escalate(
    needs: NDArray[np.uint8],
    escalated: NDArray[np.uint8],
    rows: NDArray[np.int64],
    stay: NDArray[np.uint8],
    luck: NDArray[np.uint32],
    chances: tuple[float, float],
) -> None:
    """Let needs of the residents listed (all who have any) fade, or else grow into grievances, in place.

    `luck` is uint32[4, residents]; `chances` are those of mediation and of special groups.
    """
    mediation, special = words_below(chances[0], 32), words_below(chances[1], 32)
    for place in range(len(rows)):
        needs[rows[place]] &= stay[place]
    for row in range(len(needs)):
        worse = _MEDIATION if np.int64(luck[2, row]) < mediation else _NONE
        worse |= _SPECIAL if np.int64(luck[3, row]) < special else _NONE
        escalated[row] |= needs[row] & worse


@kernel
def arise_anew(
    needs: NDArray[np.uint8],
    vulnerable: NDArray[np.bool_],
    cumulative: NDArray[np.float64],
    chances: NDArray[np.float64],
    luck: NDArray[np.uint32],
    marked: NDArray[np.uint8],
    rows: NDArray[np.int64],
) -> None:
    """Let new needs come to residents, in place; `marked` and `rows` have room for everybody."""
    usual, higher = words_below(chances[0], 32), words_below(chances[1], 32)
    for row in range(len(needs)):
        marked[row] = np.int64(luck[0, row]) < (higher if vulnerable[row] else usual)
    for number in range(list_marked(marked[: len(needs)], rows)):
        row = rows[number]
        chosen, domain = unit(np.uint64(luck[1, row])), 0
        for below in range(DOMAIN_COUNT - 1):  # all of them: where to stop, no processor could foresee
            domain += chosen >= cumulative[below]
        needs[row] |= np.uint8(1 << domain)


@kernel
def change_few(
    needs: NDArray[np.uint8],
    escalated: NDArray[np.uint8],
    waiting: NDArray[np.uint8],
    vulnerable: NDArray[np.bool_],
    arriving: tuple[NDArray[np.float64], NDArray[np.float64]],
    fade_chance: float,
    escalation: tuple[float, float],
    key: np.uint64,
    month: int,
    start: int,
    rooms: Rooms,
) -> None:
    """Move the open needs of a few residents, those from `start` on, by one month, as in `change_needs`, in place.

    `arriving` are `cumulative` and `chances`; `rooms` those of `changing_rooms`.
    """
    words, rows, marks = rooms
    luck, fading, marked, before = words[:_WORDS], words[_WORDS:], marks[0], marks[1]
    for row in range(len(needs)):
        before[row] = needs[row]
    draw_words(key, _ARRIVAL, month, start, len(needs), luck)
    open_rows = rows[: list_marked(needs, rows)]
    draw_words_of(key, _FADE, month, start, open_rows, fading)
    stay_open(fading, fade_chance, marked[: len(open_rows)])
    fade_and_escalate(needs, escalated, open_rows, marked, luck, escalation)
    arise_anew(needs, vulnerable, arriving[0], arriving[1], luck, marked, rows)
    for row in range(len(needs)):
        escalated[row] &= needs[row]
        longer = min(waiting[row], np.uint8(_LONGEST_WAIT - 1)) + np.uint8(1)
        waiting[row] = longer if needs[row] and before[row] else 0


def changing_rooms() -> Rooms:
    """Make room for the needs of a block of residents to change."""
    return np.empty((2 * _WORDS, _BLOCK), np.uint32), np.empty(_BLOCK, np.int64), np.empty((2, _BLOCK), np.uint8)


@shared_kernel
def change_needs(
    needs: NDArray[np.uint8],
    escalated: NDArray[np.uint8],
    wait_months: NDArray[np.uint8],
    vulnerable: NDArray[np.bool_],
    cumulative: NDArray[np.float64],
    chances: NDArray[np.float64],
    fade_chance: float,
    escalation: tuple[float, float],
    rooms: Rooms,
    key: np.uint64,
    month: int,
    first: int,
    last: int,
) -> None:
    """Move the open needs of residents first to last - 1 by one month, in place.

    `cumulative` is float64[8], the cumulative share of the domains among new needs; `chances` is
    float64[2], the chance of a new need for residents who are not and who are vulnerable; `escalation`
    the chances that a need of mediation or of special groups escalates; `rooms` those of `changing_rooms`.
    """
    for start in range(first, last, _BLOCK):
        here = slice(start, min(start + _BLOCK, last))
        change_few(
            needs[here], escalated[here], wait_months[here], vulnerable[here], (cumulative, chances), fade_chance,
            escalation, key, month, start, rooms,
        )  # fmt: skip


@shared_array_kernel
def change_needs_locally(
    columns: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.bool_]],
    first_resident: NDArray[np.int64],
    rates: NDArray[np.float64],
    vulnerable_factor: NDArray[np.float64],
    fade_chance: float,
    escalation: tuple[float, float],
    rooms: Rooms,
    key: np.uint64,
    month: int,
    begin: int,
    end: int,
) -> None:
    """Move needs in communities begin to end - 1 where they differ by community, in place.

    `columns` are needs, escalated, wait and vulnerable; `rates` is float64[communities, 8], new needs a
    month; `vulnerable_factor` float64[communities]; `rooms` those of `changing_rooms`.
    """
    needs, escalated, wait, vulnerable = columns
    for place in range(begin, end):
        cumulative, chances = arrival_chances(rates[place], vulnerable_factor[place])
        change_needs(
            needs, escalated, wait, vulnerable, cumulative, chances, fade_chance, escalation, rooms, key, month,
            first_resident[place], first_resident[place + 1],
        )  # fmt: skip


def arise(world: World, policy: Policy, how: Needs, places: Neighbourhoods) -> None:
    """Let needs come, fade and escalate, and grievances calm."""
    people, rates = world.residents, how.arrival_rate.array
    if policy.shock.need_factor != 1.0:
        rates = rates * policy.shock.need_factor
    escalation = escalation_chances(policy, how)
    if differ_by_community(world, policy):
        local = local_arrivals(world, how, places, rates)
        world.side_by_side(lambda begin, end: change_needs_locally(
            (people.needs, people.escalated, people.wait_months, people.vulnerable), world.first_resident,
            *local, how.fade_chance, escalation, changing_rooms(), world.key, world.month, begin, end,
        ))  # fmt: skip
    else:
        usual = rates is how.arrival_rate.array
        cumulative, chances = how.usual_arrivals if usual else arrival_chances(rates, how.vulnerable_factor)
        first = world.first_resident
        world.side_by_side(lambda begin, end: change_needs(
            people.needs, people.escalated, people.wait_months, people.vulnerable, cumulative, chances,
            how.fade_chance, escalation, changing_rooms(), world.key, world.month, first.item(begin), first.item(end),
        ))  # fmt: skip
    make_peace(world, policy, how)
