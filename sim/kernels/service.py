"""Who asks for help, who is served first, and whether it helps (E8, E13, E14)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import COMMITTEE_FAILED, GROUP_FAILED, NO_CONTACT, WORKER_FAILED
from sim.arithmetic import clip, kernel, shared_kernel
from sim.census import list_marked
from sim.chance import Stream, draw, draw_words_of, unit
from sim.domains import CULTURE, DISABILITY, DOMAIN_COUNT, ELDERLY, ENVIRONMENT, MEDIATION, MUTUAL_AID, SPECIAL, YOUTH

Rooms = tuple[
    NDArray[np.int64], NDArray[np.int8], NDArray[np.uint32], NDArray[np.uint8], NDArray[np.int64], NDArray[np.float64]
]
"""Room for a community's residents (a list, ranks, words, marks), two numbers a rank, hands by domain and for any."""
_SERVICE, _CAPACITY = Stream.SERVICE, Stream.SERVICE_CAPACITY
_LEVELS = 64
_ESCALATED_FIRST, _VULNERABLE_FIRST = 16, 8
_LONGEST_COUNTED_WAIT = 31
_URGENT_FIRST = (SPECIAL, DISABILITY, ELDERLY, MUTUAL_AID, MEDIATION, YOUTH, ENVIRONMENT, CULTURE)
_NOT_ASKING = -1
_MOST_URGENT = np.array(
    [next((one for one in _URGENT_FIRST if needs >> one & 1), _NOT_ASKING) for needs in range(1 << DOMAIN_COUNT)]
)
"""Domain of the most urgent need, by the needs that are open: looked up, since no processor foresees a search."""


@kernel
def yield_of(skill: float, needed: float, effort: float, without: float, tie: float) -> float:
    """Yield of a contact (E13): competence times effort times what the tie allows."""
    return min(1.0, skill / needed) * effort * (without + (1.0 - without) * tie)


@kernel
def tie_in_post(tie: float, caseworker: int, filled: NDArray[np.bool_]) -> float:
    """Tie of a resident to whoever holds the caseworker's post now, 0 where it is vacant."""
    return float(tie) if caseworker >= 0 and filled[caseworker] else 0.0


@kernel
def most_urgent(needs: int) -> int:
    """Domain of the most urgent open need."""
    return int(_MOST_URGENT[needs])


@kernel
def most_offered(needs: int, offered: NDArray[np.float64]) -> int:
    """Domain of the open need for which community organisations have most hands left, else of the least urgent."""
    found = _NOT_ASKING
    for place in range(DOMAIN_COUNT):
        domain = _URGENT_FIRST[DOMAIN_COUNT - 1 - place]
        if needs >> domain & 1 and (found == _NOT_ASKING or offered[domain] > max(offered[found], 0.0)):
            found = domain
    if found != _NOT_ASKING:
        offered[found] -= 1.0
    return found


@kernel
def list_askers(
    people: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.bool_]],
    trust: NDArray[np.float32],
    first: int,
    asking: tuple[float, float],
    key: np.uint64,
    month: int,
    marked: NDArray[np.uint8],
    askers: NDArray[np.int64],
    luck: NDArray[np.uint32],
) -> int:
    """List who asks for help in one community, by their places: how many ask.

    `people` are needs, escalated, wait, vulnerable, aware; `asking` is as in `serve_all`. Writes to
    `askers`, with room for everybody like `marked`, and to luck[1, :n] the askers' luck of the month, in words.
    """
    needs, _, _, _, aware = people
    for place in range(len(needs)):
        marked[place] = (needs[place] != 0) & aware[place]
    able = askers[: list_marked(marked[: len(needs)], askers)]
    draw_words_of(key, _SERVICE, month, first, able, luck)
    count = 0
    for candidate in range(len(able)):
        place = able[candidate]
        askers[count] = place
        luck[1, count] = luck[1, candidate]
        count += unit(np.uint64(luck[0, candidate])) < asking[0] * (asking[1] + (1.0 - asking[1]) * trust[place])
    return count


@kernel
def rank_askers(
    people: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.bool_]],
    askers: NDArray[np.int64],
    ranks: NDArray[np.int8],
    ahead: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> None:
    """Say how urgent each asker is, and how many of more urgent rank stand ahead of each rank, in place.

    `counts` is room for as many as there are ranks.
    """
    _, escalated, wait, vulnerable, _ = people
    counts[:] = 0
    for number in range(len(askers)):
        place = askers[number]
        rank = min(wait[place], _LONGEST_COUNTED_WAIT) + (_VULNERABLE_FIRST if vulnerable[place] else 0)
        rank = min(rank + (_ESCALATED_FIRST if escalated[place] else 0), _LEVELS - 1)
        ranks[number] = rank
        counts[rank] += 1
    before = 0
    for rank in range(_LEVELS - 1, -1, -1):
        ahead[rank] = before
        before += counts[rank]


@kernel
def serve_community(
    residents: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    ties: tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.bool_], NDArray[np.float32]],
    askers: NDArray[np.int64],
    luck: NDArray[np.uint32],
    ranks: NDArray[np.int8],
    ahead: NDArray[np.int64],
    turn: int,
    hands: tuple[int, int, int],
    skill: tuple[float, float, float],
    effort: float,
    fit: NDArray[np.float64],
    offered: NDArray[np.float64],
    rules: tuple[NDArray[np.float64], NDArray[np.float64], float],
) -> tuple[int, int]:
    """Serve one community's askers from the most urgent rank down: workers' contacts, and how many resolved.

    `residents` are needs, escalated, wait and contact; `ties` those of `serve_all`; `luck` is the askers', in words;
    `hands` how many workers, committee and groups can see; `fit` float64[2, 8]; `offered` what groups can do
    in each domain, which is used up; `rules` the skill needed, the yield without a tie, and the factor for
    escalated needs. Residents of equal rank take turns, those from place `turn` on first.
    """
    needs, escalated, wait, contact = residents
    tie_to_worker, caseworker, filled, trust = ties
    needed, without, escalated_factor = rules
    number = 0
    while number < len(askers) and askers[number] < turn:
        number += 1
    met = resolved = 0
    for _ in range(len(askers)):
        number = number if number < len(askers) else 0
        place, chosen = askers[number], unit(np.uint64(luck[number]))
        position = ahead[ranks[number]]
        ahead[ranks[number]] += 1
        number += 1
        if position >= hands[0] + hands[1] + hands[2]:
            continue
        server = 0 if position < hands[0] else (1 if position < hands[0] + hands[1] else 2)
        domain = most_offered(needs[place], offered) if server == 2 else most_urgent(needs[place])  # noqa: PLR2004  groups
        known = tie_in_post(tie_to_worker[place], caseworker[place], filled) if server == 0 else float(trust[place])
        how_fitting = fit[1, domain] if server == 0 else fit[0, domain]
        willing = effort if server == 0 else 1.0
        chance = how_fitting * yield_of(skill[server], needed[domain], willing, without[domain], known)
        if escalated[place] >> domain & 1:
            chance *= escalated_factor
        success = chosen < chance
        contact[place] = (WORKER_FAILED if server == 0 else COMMITTEE_FAILED if server == 1 else GROUP_FAILED) + success
        if server == 0:
            met += 1
            resolved += success
        if success:
            needs[place] &= ~np.uint8(1 << domain)
            escalated[place] &= needs[place]
            if needs[place] == 0:
                wait[place] = 0
    return met, resolved


@kernel
def whole(amount: float, luck: float) -> int:
    """Round up or down by chance, so that the mean is kept."""
    return int(np.floor(amount + luck))


@kernel
def stretch(
    askers: int, can: float, service_share: float, rules: tuple[float, float, float]
) -> tuple[float, float, float]:
    """Workers' load where so many ask, what it makes of quality, and how many they see, beyond their hours if need be.

    `can` is how many they see within their hours; `rules` are overtime load, quality cut, factor for escalated needs.
    """
    overtime, cut, _ = rules
    if can <= 0.0:
        return 1.0, 1.0, can
    load = 1.0 - service_share + service_share * min(askers / can, 2.0)
    quality = 1.0 - cut * max(0.0, load - overtime)
    return load, quality, can * clip(askers / can, 1.0, 1.0 + (overtime - 1.0) / service_share)


@kernel
def serve_in_one(
    people: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.bool_]],
    contact: NDArray[np.uint8],
    ties: tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.bool_], NDArray[np.float32]],
    first: int,
    last: int,
    workers: NDArray[np.float64],
    groups: NDArray[np.float64],
    committee: tuple[float, float, float],
    fit: NDArray[np.float64],
    needed: tuple[NDArray[np.float64], NDArray[np.float64]],
    asking: tuple[float, float],
    rules: tuple[float, float, float],
    rooms: Rooms,
    key: np.uint64,
    month: int,
) -> tuple[float, int, int]:  # fmt: skip
    """Serve residents first to last - 1, those of one community: load, contacts and contacts resolved.

    `people` are needs, escalated, wait, vulnerable and aware, `ties` tie, caseworker, filled and trust; `workers` and
    `groups` the community's rows of their tables; `committee` is what it can do, does twice, and its skill; `needed`
    the skill that is and the yield without a tie; `rooms` are those of `serving_rooms`.
    """
    (listed, ranks, draws, marked, places, offered), luck = rooms, draw(key, _CAPACITY, month, first)
    here, ahead = slice(first, last), places[:_LEVELS]
    mine = (people[0][here], people[1][here], people[2][here], people[3][here], people[4][here])
    tied, met_by = (ties[0][here], ties[1][here], ties[2], ties[3][here]), contact[here]
    met_by[:] = NO_CONTACT
    askers = listed[: list_askers(mine, tied[3], first, asking, key, month, marked, listed, draws)]
    rank_askers(mine, askers, ranks, ahead, places[_LEVELS:])
    load, quality, can = stretch(len(askers), workers[0], workers[3], rules)
    alone = max(0.0, committee[0] - committee[1] * min(can, committee[0]))
    volunteers = 0.0
    for domain in range(len(offered)):
        offered[domain] = groups[1 + domain]
        volunteers += offered[domain]
    hands = (whole(can, luck[0]), whole(alone, luck[1]), whole(volunteers, luck[2]))
    met, resolved = serve_community(
        (mine[0], mine[1], mine[2], met_by), tied, askers, draws[1], ranks, ahead,
        int(luck[3] * len(met_by)), hands, (workers[1], committee[2], groups[0]), workers[2] * quality, fit, offered,
        (needed[0], needed[1], rules[2]),
    )  # fmt: skip
    return load, met, resolved


def serving_rooms(most: int) -> Rooms:
    """Make room to serve `most` residents."""
    return (
        np.empty(most, np.int64), np.empty(most, np.int8), np.empty((4, most), np.uint32), np.empty(most, np.uint8),
        np.empty(2 * _LEVELS, np.int64), np.empty(DOMAIN_COUNT + 1),
    )  # fmt: skip


@shared_kernel
def serve_all(
    needs: NDArray[np.uint8],
    escalated: NDArray[np.uint8],
    wait: NDArray[np.uint8],
    vulnerable: NDArray[np.bool_],
    aware: NDArray[np.bool_],
    contact: NDArray[np.uint8],
    tie: NDArray[np.float32],
    caseworker: NDArray[np.int32],
    trust: NDArray[np.float32],
    filled: NDArray[np.bool_],
    first_resident: NDArray[np.int64],
    workers: NDArray[np.float64],
    groups: NDArray[np.float64],
    duplicated: NDArray[np.float64],
    for_residents: NDArray[np.float64],
    staff: NDArray[np.float64],
    committee_skill: NDArray[np.float64],
    fit: NDArray[np.float64],
    skill_needed: NDArray[np.float64],
    without_tie: NDArray[np.float64],
    asking: tuple[float, float],
    rules: tuple[float, float, float],
    committee: tuple[float, int],
    table: NDArray[np.float64],
    rooms: Rooms,
    key: np.uint64,
    month: int,
    begin: int,
    end: int,
) -> None:
    """Serve communities begin to end - 1; `table`, float64[communities, 3], gets load, contacts and contacts resolved.

    The first nine columns are residents': `tie` to the caseworker, `caseworker` the post of this one, `trust` in the
    committee; `filled` says whether posts are held. `workers` and `groups` are the tables of `gather_workers` and
    `gather_groups`, `duplicated` what workers and committee do twice; the committee has a share of hours
    `for_residents`, `staff`, and (`committee`) cases a month of full time, and people for whom a resident stands;
    `asking` is the chance with full trust and the part of it without any; `rules` as in `stretch`; `rooms` those of
    `serving_rooms` for the largest community.
    """
    people, ties = (needs, escalated, wait, vulnerable, aware), (tie, caseworker, filled, trust)
    needed = (skill_needed, without_tie)
    for place in range(begin, end):
        can = for_residents[place] * staff[place] * committee[0] / committee[1]
        table[place, 0], table[place, 1], table[place, 2] = serve_in_one(
            people, contact, ties, first_resident[place], first_resident[place + 1], workers[place], groups[place],
            (can, duplicated[place], committee_skill[place]), fit[:, place], needed, asking, rules, rooms, key, month,
        )  # fmt: skip


@kernel
def report_quality(
    table: NDArray[np.float64],
    community: NDArray[np.int32],
    filled: NDArray[np.bool_],
    employer: NDArray[np.int32],
    load: NDArray[np.float64],
    resolved_share: NDArray[np.float64],
    memory: float,
    contacts: NDArray[np.float64],
) -> None:
    """Tell workers their load and organisations how many of their contacts helped, in place.

    `contacts`, float64[2, organisations], has room for how many they had and how many of these resolved the need.
    """
    contacts[:] = 0.0
    met, resolved = contacts[0], contacts[1]
    for row in range(len(community)):
        place = community[row]
        load[row] = table[place, 0]
        if filled[row] and employer[row] >= 0:
            met[employer[row]] += table[place, 1]
            resolved[employer[row]] += table[place, 2]
    for who in range(len(resolved_share)):
        if met[who] > 0.0:
            resolved_share[who] += memory * (resolved[who] / met[who] - resolved_share[who])
