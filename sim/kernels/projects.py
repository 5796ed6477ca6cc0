"""Whom the projects reach that communities were matched with, and how residents choose among them (E5, M44)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import FILED
from sim.agents.resident import GROUP_FAILED, INERT, NO_CONTACT
from sim.arithmetic import array_kernel, kernel
from sim.chance import Stream, draw
from sim.domains import DOMAIN_COUNT
from sim.kernels.service import whole, yield_of

_SERVICE, _VOTE = Stream.PROJECT_SERVICE, Stream.FUND_VOTE
_NO_VOTE = -1
_PROJECT_NUMBERS = 1 << 40
"""Where the numbers of projects begin, above those of residents."""


@kernel
def serve_by_projects(
    people: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    aware: NDArray[np.bool_],
    trust: NDArray[np.float32],
    first_resident: NDArray[np.int64],
    projects: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8], NDArray[np.bool_]],
    offers: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]],
    agencies: tuple[NDArray[np.float64], NDArray[np.float64], int],
    volunteers: tuple[NDArray[np.float64], float, float, float],
    asking: tuple[float, float],
    rules: tuple[NDArray[np.float64], NDArray[np.float64], float],
    key: np.uint64,
    month: int,
) -> None:
    """Let every running project see residents with a need of its domain whom nobody else saw, in place.

    `people` are needs, escalated, wait and contact; `projects` identity, community, domain and running; `offers`
    contacts, fit and supplier of each; `agencies` capability and effort of organisations and how many of them are
    agencies; `volunteers` maturity of organisations, volunteers' skill, what full maturity adds and its ceiling;
    `rules` the skill needed, the yield without a tie, and the factor for escalated needs. Who asks joins as for any
    help; residents take turns.
    """
    needs, escalated, wait, contact = people
    identity, community, domain, running = projects
    contacts, fit, supplier = offers
    capability, effort, count = agencies
    needed, without, escalated_factor = rules
    maturity, volunteer_skill, by_maturity, most = volunteers
    for project in range(len(identity)):
        if not running[project]:
            continue
        first, last = first_resident[community[project]], first_resident[community[project] + 1]
        size, bit = last - first, domain[project]
        luck = draw(key, _SERVICE, month, _PROJECT_NUMBERS + identity[project])
        professional = 0 <= supplier[project] < count
        grown = maturity[supplier[project]] if supplier[project] >= 0 else 0.0
        by_volunteers = min(volunteer_skill + by_maturity * grown, most)
        skill = capability[supplier[project]] if professional else by_volunteers
        willing = effort[supplier[project]] if professional else 1.0
        hands, turn = whole(contacts[project], luck[0]), int(luck[1] * size)
        row = first + turn - 1
        for _ in range(size if hands > 0 else 0):
            row = row + 1 if row + 1 < last else first
            if not needs[row] >> bit & 1 or contact[row] != NO_CONTACT or not aware[row]:
                continue
            if hands == 0:
                break
            chosen = draw(key, _SERVICE, month, row)
            if chosen[0] >= asking[0] * (asking[1] + (1.0 - asking[1]) * trust[row]):
                continue
            hands -= 1
            able = yield_of(skill, needed[bit], willing, without[bit], trust[row])
            chance = fit[project] * able * (escalated_factor if escalated[row] >> bit & 1 else 1.0)
            success = chosen[1] < chance
            contact[row] = GROUP_FAILED + success
            if success:
                needs[row] &= ~np.uint8(1 << bit)
                escalated[row] &= needs[row]
                if needs[row] == 0:
                    wait[row] = 0


@array_kernel
def vote(
    people: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.bool_]],
    first_resident: NDArray[np.int64],
    turnout: float,
    key: np.uint64,
    month: int,
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Let residents say what is needed most: votes, float64[communities, 8], and each one's vote, -1 for none.

    `people` are kind, needs and aware. Who is not inert and knows votes with chance `turnout`, for one of the
    needs of its own that are open; who has none votes for nothing.
    """
    kind, needs, aware = people
    votes = np.zeros((len(first_resident) - 1, DOMAIN_COUNT))
    choice = np.full(len(kind), _NO_VOTE, dtype=np.int8)
    for place in range(len(votes) if turnout > 0.0 else 0):
        for row in range(first_resident[place], first_resident[place + 1]):
            if kind[row] == INERT or not aware[row] or needs[row] == 0:
                continue
            luck = draw(key, _VOTE, month, row)
            if luck[0] >= turnout:
                continue
            count = 0
            for domain in range(DOMAIN_COUNT):
                count += needs[row] >> domain & 1
            turn = int(luck[1] * count)
            for domain in range(DOMAIN_COUNT):
                if needs[row] >> domain & 1:
                    if turn == 0:
                        choice[row] = domain
                        votes[place, domain] += 1.0
                    turn -= 1
    return votes, choice


@kernel
def heed(
    efficacy: NDArray[np.float32],
    attended: NDArray[np.bool_],
    choice: NDArray[np.int8],
    chosen: NDArray[np.bool_],
    first_resident: NDArray[np.int64],
    speed: float,
) -> None:
    """Let voters learn whether they were heeded, in place; `chosen` is bool[communities, 8]."""
    for place in range(len(chosen)):
        for row in range(first_resident[place], first_resident[place + 1]):
            if choice[row] != _NO_VOTE:
                attended[row] = True
                efficacy[row] += speed * ((1.0 if chosen[place, choice[row]] else 0.0) - efficacy[row])


@kernel
def take_charge(
    people: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.bool_]],
    efficacy: NDArray[np.float32],
    first: int,
    last: int,
    domain: int,
    speed: float,
) -> None:
    """Let those in one community who have the need design and run their micro-project and see it done, in place.

    `people` are kind, needs and aware.
    """
    kind, needs, aware = people
    for row in range(first, last):
        if kind[row] != INERT and aware[row] and needs[row] >> domain & 1:
            efficacy[row] += speed * (1.0 - efficacy[row])


@array_kernel
def largest_groups(
    groups: tuple[NDArray[np.bool_], NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]],
    first_group: int,
    communities: int,
) -> NDArray[np.int64]:
    """Row of the largest organisation on file in each community, -1 where there is none: int64[communities].

    `groups` have alive, home community, members and stage.
    """
    alive, home, members, stage = groups
    rows = np.full(communities, -1)
    for row in range(first_group, len(alive)):
        if alive[row] and stage[row] >= FILED and home[row] >= 0:
            known = rows[home[row]]
            if known < 0 or members[row] > members[known]:
                rows[home[row]] = row
    return rows


@array_kernel
def luck_of(numbers: NDArray[np.int64], stream: np.int64, key: np.uint64, month: int) -> NDArray[np.float64]:
    """One number between 0 and 1 for each of some lasting numbers: float64[numbers]."""
    luck = np.empty(len(numbers))
    for place in range(len(numbers)):
        luck[place] = draw(key, stream, month, numbers[place])[0]
    return luck


@array_kernel
def ending(
    running: NDArray[np.bool_],
    months_left: NDArray[np.int16],
    supplier: NDArray[np.int32],
    bodies: tuple[NDArray[np.bool_], NDArray[np.uint8], int],
) -> NDArray[np.int64]:
    """Rows of running projects that are paid to their end or whose supplier is no more.

    `bodies` are organisations' alive and stage and how many of them are agencies: where a community organisation has
    ended, its row may hold a new circle of neighbours.
    """
    alive, stage, agencies = bodies
    rows = np.empty(len(running), dtype=np.int64)
    count = 0
    for row in range(len(running)):
        if not running[row]:
            continue
        who = supplier[row]
        gone = who >= 0 and not (alive[who] and (who < agencies or stage[who] >= FILED))
        if months_left[row] == 0 or gone:
            rows[count] = row
            count += 1
    return rows[:count]


@array_kernel
def bill(
    projects: tuple[NDArray[np.bool_], NDArray[np.int32], NDArray[np.int32]],
    months_left: NDArray[np.int16],
    money: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    accounts: tuple[int, int, int],
    overhead_share: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count down and bill a month of every running project: payers, payees and int64[4, projects] fen.

    `projects` are running, community and supplier; `money` is paid a month by fund, donors and grant, in the first
    three rows of fen, of which the supplier spends what is in the last; residents' own projects buy from vendors.
    `accounts` are the first of committees and of organisations, and that of vendors.
    """
    running, community, supplier = projects
    committees, organisations, vendors = accounts
    count = np.count_nonzero(running)
    payers, payees = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    fen = np.empty((4, count), dtype=np.int64)
    place = 0
    for row in range(len(running)):
        if not running[row]:
            continue
        months_left[row] -= 1
        payers[place] = committees + community[row]
        payees[place] = organisations + supplier[row] if supplier[row] >= 0 else vendors
        total = 0
        for source in range(3):
            fen[source, place] = money[source][row]
            total += money[source][row]
        fen[3, place] = int(total * (1.0 - overhead_share)) if supplier[row] >= 0 else 0
        place += 1
    return payers, payees, fen
