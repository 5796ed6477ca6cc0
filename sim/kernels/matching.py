"""Who looks at whose offer, and who works where in the end (E5)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import FILED, IDENTITIES_PER_COMMUNITY
from sim.arithmetic import array_kernel
from sim.chance import Stream, draw, gumbel, normal_quantile
from sim.fit import programme_fit
from sim.records import CENTRE

_SEARCH, _FIT = Stream.MATCH_SEARCH, Stream.MATCH_FIT
_MOST_SUPPLIERS = 1_000_000
_NOBODY = -1
_NUMBERS = 4
"""Numbers in one draw."""


@array_kernel
def free_capacity(
    contracts: tuple[NDArray[np.uint8], NDArray[np.int32]],
    projects: tuple[NDArray[np.int32], NDArray[np.bool_]],
    able: NDArray[np.bool_],
    agencies: int,
    capacity: tuple[int, int],
) -> NDArray[np.int64]:
    """Projects that each organisation could take on besides what it does: int64[organisations].

    `contracts` are kind and holder, of which a centre takes all of an agency's capacity; `projects` supplier and
    running; `able` says who may take on any; `capacity` is that of an agency and of a community organisation.
    """
    kind, holder = contracts
    supplier, running = projects
    room = np.zeros(len(able), dtype=np.int64)
    for row in range(len(able)):
        if able[row]:
            room[row] = capacity[0] if row < agencies else capacity[1]
    for row in range(len(holder)):
        if holder[row] >= 0:
            room[holder[row]] -= capacity[0] if kind[row] == CENTRE else 1
    for row in range(len(supplier)):
        if running[row] and supplier[row] >= 0:
            room[supplier[row]] -= 1
    return np.maximum(room, 0)


@array_kernel
def look_around(
    needs: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]],
    groups: tuple[NDArray[np.int32], NDArray[np.uint8]],
    room: NDArray[np.int64],
    agencies: int,
    breadth: int,
    key: np.uint64,
    month: int,
) -> NDArray[np.int64]:
    """List the suppliers at whom each need looks: int64[needs, most], -1 where there are no more.

    `needs` are identity, community and domain. A community knows its own community organisations of that domain;
    among agencies with room it looks at `breadth` by chance, now and then at one of them twice, or at all of them.
    `groups` are the home community and the domain of all organisations.
    """
    identity, community, domain = needs
    home, field = groups
    free = np.flatnonzero(room[:agencies] > 0)
    few = min(breadth, len(free))
    at_home = np.full((community.max() + 1 if len(community) else 0, 2), _NOBODY, dtype=np.int64)
    following = np.full(len(room), _NOBODY, dtype=np.int64)
    known = np.zeros(len(at_home), dtype=np.int64)
    for row in range(len(room) - 1, agencies, -1):
        if room[row] > 0 and 0 <= home[row] < len(at_home):
            following[row] = at_home[home[row], 0]
            at_home[home[row], 0] = row
            known[home[row]] += 1
    listed = np.full((len(identity), few + (known.max() if len(known) else 0)), _NOBODY, dtype=np.int64)
    for need in range(len(identity)):
        for place in range(few):
            if breadth >= len(free):
                listed[need, place] = free[place]
                continue
            luck = draw(key, _SEARCH, month, identity[need] * _MOST_SUPPLIERS + place // _NUMBERS)
            seen = free[int(luck[place % _NUMBERS] * len(free))]
            new = True
            for before in range(place):
                new = new and listed[need, before] != seen
            if new:
                listed[need, place] = seen
        place, row = few, at_home[community[need], 0]
        while row != _NOBODY:
            if field[row] == domain[need]:
                listed[need, place] = row
                place += 1
            row = following[row]
    return listed


@array_kernel
def offer(
    needs: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]],
    listed: NDArray[np.int64],
    number: NDArray[np.int64],
    suppliers: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    committees: tuple[NDArray[np.float64], NDArray[np.float64]],
    weights: tuple[float, float, float, float],
    rules: tuple[float, float, float, float, float],
    key: np.uint64,
    year: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Let every supplier who is looked at plan its project: fits, scores as the community sees them, and appeal.

    All are float64[needs, most]; who is not acceptable scores minus infinity; appeal is that of the need to the
    supplier. `number` is each organisation's lasting one; `suppliers` are research, capability, standing and star;
    `committees` knowledge and trust in
    organisations; `weights` those of fit and the other three; `rules` are floor and spread of fits, scale of noise,
    the least fit that is accepted, and how far suppliers go by fit. A supplier's plan for a need is the same all year.
    """
    identity, community, domain = needs
    research, capability, standing, star = suppliers
    floor, spread, noise, least, care = rules
    knowledge, trust = committees
    fits, appeal = np.zeros(listed.shape), np.zeros(listed.shape)
    scores = np.full(listed.shape, -np.inf)
    for need in range(len(identity)):
        known = knowledge[community[need], domain[need]]
        for place in range(listed.shape[1]):
            who = listed[need, place]
            if who == _NOBODY:
                continue
            luck = draw(key, _FIT, year, identity[need] * _MOST_SUPPLIERS + number[who])
            fit = programme_fit(known, research[who], normal_quantile(luck[0]), floor, spread)
            fits[need, place] = fit
            appeal[need, place] = trust[community[need]] + luck[2] + care * (fit - luck[2])
            if fit >= least:
                score = weights[0] * fit + weights[1] * capability[who] + weights[2] * standing[who]
                scores[need, place] = score + weights[3] * star[who] + noise * gumbel(luck[1])
    return fits, scores, appeal


@array_kernel
def agree(
    listed: NDArray[np.int64], scores: NDArray[np.float64], appeal: NDArray[np.float64], room: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Match needs and suppliers by deferred acceptance: place of its supplier in each need's list, -1 for none.

    Needs ask suppliers in the order of `scores`; a supplier keeps those of highest `appeal` that it has `room`
    for and sends the others on (Gale & Shapley 1962). Nobody in the end would rather swap, and no need that was
    refused is preferred by its supplier to one that was kept.
    """
    count, most = len(listed), room.max() if len(room) else 0
    kept = np.full((len(room), most), _NOBODY, dtype=np.int64)
    partner = np.full(count, _NOBODY, dtype=np.int64)
    open_to = scores.copy()
    for start in range(count):
        need = start
        while need != _NOBODY and open_to.shape[1] > 0:
            place = int(np.argmax(open_to[need]))
            if open_to[need, place] == -np.inf:
                break
            open_to[need, place] = -np.inf
            who = listed[need, place]
            partner[need] = place
            worst, seat = need, _NOBODY
            for other in range(room[who]):
                rival = kept[who, other]
                if rival == _NOBODY:
                    worst, seat = _NOBODY, other
                    break
                if appeal[rival, partner[rival]] < appeal[worst, partner[worst]]:
                    worst, seat = rival, other
            if seat != _NOBODY:
                kept[who, seat] = need
            if worst != _NOBODY:
                partner[worst] = _NOBODY
            need = worst
    return partner


@array_kernel
def find_partners(
    projects: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]],
    states: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int32]],
    contracts: tuple[NDArray[np.uint8], NDArray[np.int32]],
    bodies: tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64]],
    standings: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.float64]],
    suppliers: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    committees: tuple[NDArray[np.float64], NDArray[np.float64]],
    limits: tuple[int, int, int, int],
    sharing: tuple[float, float],
    weights: tuple[float, float, float, float],
    rules: tuple[float, float, float, float, float],
    key: np.uint64,
    dates: tuple[int, int],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Match every posted need that is open: rows of projects that are agreed, with supplier and fit.

    `projects` are identity, community and domain; `states` posted, running and supplier; `contracts` as in
    `free_capacity`; `bodies` home, domain, stage and identity; `standings` alive, barred and what credit adds to a
    score; `suppliers` capability, evaluation time, standing and star; `committees` knowledge and trust in
    organisations; `limits` agencies, breadth of the search, and capacity of an agency and of a community
    organisation; `sharing` research lost to evaluation, and the part of research that handbooks spare; `weights` and
    `rules` as in `offer`; `dates` month and first month of the year.
    """
    identity, community, domain = projects
    posted, running, supplier = states
    home, field, stage, lasting = bodies
    alive, barred, credit = standings
    capability, evaluating, standing, star = suppliers
    agencies, breadth, capacity, group_capacity = limits
    able, number = np.zeros(len(alive), dtype=np.bool_), np.empty(len(alive), dtype=np.int64)
    for row in range(len(alive)):
        able[row] = alive[row] and not barred[row] and (row < agencies or (row > agencies and stage[row] >= FILED))
        number[row] = row if row < agencies else agencies + lasting[row] % IDENTITIES_PER_COMMUNITY
    room = free_capacity(contracts, (supplier, running), able, agencies, (capacity, group_capacity))
    research = capability * np.maximum(0.0, 1.0 - sharing[0] * evaluating)
    research += sharing[1] * (1.0 - research)
    rows = np.flatnonzero(posted & ~running)
    needs = (identity[rows], community[rows], domain[rows])
    listed = look_around(needs, (home, field), room, agencies, breadth, key, dates[0])
    fits, scores, appeal = offer(
        needs, listed, number, (research, capability, standing, star), committees, weights, rules, key, dates[1]
    )
    for need in range(len(rows)):
        for place in range(listed.shape[1]):
            if listed[need, place] != _NOBODY:
                scores[need, place] += credit[listed[need, place]]
    partner = agree(listed, scores, appeal, room)
    count = 0
    who, fit = np.empty(len(rows), dtype=np.int64), np.empty(len(rows))
    for need in range(len(rows)):
        if partner[need] != _NOBODY:
            rows[count] = rows[need]
            who[count] = listed[need, partner[need]]
            fit[count] = fits[need, partner[need]]
            count += 1
    return rows[:count], who[:count], fit[:count]
