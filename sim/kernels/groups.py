"""What happens within community organisations in a month: members, maturity, leaders, the end (E19, E20)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.agents.organisation import CIRCLE, FILED, IDENTITIES_PER_COMMUNITY, MATURE, REGISTERED
from sim.arithmetic import exponential, kernel, logarithm
from sim.chance import Stream, draw
from sim.domains import CULTURE, DOMAIN_COUNT, ELDERLY, ENVIRONMENT, MUTUAL_AID
from sim.kernels.backing import FIRST_PROJECT, count_sources, note_sources
from sim.kernels.members import Rooms, best_leader, disband, draw_lives, follow, recruit
from sim.world import MONTHS_PER_YEAR

_LIFE, _BEGINNING = Stream.GROUP_LIFE, Stream.GROUP_BIRTH
LIVED_ON = 25
"""Months after which survival is counted, as the sources count it."""
_TWO_SOURCES = 2
_PUBLIC = (MUTUAL_AID, ELDERLY, ENVIRONMENT)
_MEMBERS_SCALE = 10.0
_LEAST_MEMBERS = 3
"""Members without whom nothing is registered and no incubator is left."""
_WELL_FUNDED = 0.5
_ROUNDING = 1e-9
"""More than rounding could take from a bound."""


@kernel
def learn(
    maturity: float,
    talent: float,
    money: float,
    own: float,
    inputs: tuple[float, float, float],
    speeds: tuple[float, float, float, float, float],
    erosion: float,
) -> float:
    """Maturity after a month (E20): coaching, money, activity and projects teach, want of money or leader erodes.

    `money` is the share of activities paid for; `own` how far money and activity are the group's own doing;
    `inputs` are coaching, share of members active and whether there is a project; `speeds` what coaching,
    money, activity and a project teach.
    """
    coached, active, project = inputs
    taught = speeds[0] * coached + own * (speeds[1] * money + speeds[2] * math.sqrt(active)) + speeds[3] * project
    lacking = 1.0 - money if talent > 0.0 else 1.0
    moved = maturity + (1.0 - maturity) * (min(taught * talent, 1.0) - erosion * lacking)
    return min(max(moved, 0.0), 1.0)


@kernel
def death_rate(
    maturity: float,
    members: float,
    sources: int,
    money: float,
    age: float,
    rates: tuple[float, ...],
) -> float:
    """Rate a month at which a group comes to its end (E20).

    `sources` is how many paid within two years; `rates` are the base rate, the protection by maturity,
    members and a second source, the danger without money, and that of being new.
    """
    danger = rates[4] * (1.0 - money) - rates[1] * maturity - rates[2] * logarithm(1.0 + members / _MEMBERS_SCALE)
    danger -= rates[3] if sources >= _TWO_SOURCES else 0.0
    return rates[0] * exponential(danger) * (1.0 + rates[5] * exponential(-age / MONTHS_PER_YEAR))


@kernel
def may_end(luck: float, maturity: float, money: float, rates: tuple[float, ...]) -> bool:
    """Whether a group could come to its end with this luck, `rates` as in `death_rate`: few could.

    The others need no logarithm and no exponential: 1 - e^-x lies below x, e^x below 1 / (1 - x), and members,
    a second source and age only protect.
    """
    danger = rates[4] * (1.0 - money) - rates[1] * maturity
    return danger >= 1.0 or luck < rates[0] * (1.0 + rates[5]) / (1.0 - danger) + _ROUNDING


@kernel
def comes_to_its_end(
    luck: float, maturity: float, members: float, paid: int, money: float, age: int, rates: tuple[float, ...]
) -> bool:
    """Whether a group ends this month, as it does where nobody is left.

    `paid` has a bit for each source within two years; the others as in `death_rate`.
    """
    if members == 0.0 or not may_end(luck, maturity, money, rates):
        return members == 0.0
    return luck < 1.0 - exponential(-death_rate(maturity, members, count_sources(paid), money, float(age), rates))


@kernel
def come_further(
    stage: int,
    luck: float,
    incubated: bool,  # noqa: FBT001  kernels take no keywords
    able: bool,  # noqa: FBT001
    ripe: bool,  # noqa: FBT001
    steps: tuple[float, float, float, float, float],
) -> int:
    """Stage of a group after a month; `steps` as in `live`, `able` with a leader and members, `ripe` if mature."""
    if stage == CIRCLE:
        return FILED if incubated or luck < steps[0] else CIRCLE
    if stage == FILED:
        return REGISTERED if able and luck < steps[1] * (steps[2] if incubated else 1.0) else FILED
    return MATURE if ripe else stage


@kernel
def turn_public(domain: int, luck: float, chance: float) -> int:
    """Domain of a group after a month: recreation turns to the public good by chance (M95, M99)."""
    return _PUBLIC[int(luck / chance * len(_PUBLIC))] if domain == CULTURE and luck < chance else domain


@kernel
def live(
    alive: NDArray[np.bool_], closed: NDArray[np.bool_], entered: NDArray[np.bool_], registered: NDArray[np.bool_],
    graduated: NDArray[np.bool_], stage: NDArray[np.uint8], domain: NDArray[np.uint8], community: NDArray[np.int32],
    members: NDArray[np.int32], age: NDArray[np.int32], leader: NDArray[np.int32], filed: NDArray[np.int32],
    identity: NDArray[np.int64], paid: NDArray[np.int64], before: NDArray[np.int64], talent: NDArray[np.float64],
    maturity: NDArray[np.float64], money: NDArray[np.float64], activity: NDArray[np.float64],
    coaching: NDArray[np.float64], shell: NDArray[np.int16], group: NDArray[np.int32], kind: NDArray[np.uint8],
    aware: NDArray[np.bool_], first_resident: NDArray[np.int64], resident_share: NDArray[np.float64],
    moved: NDArray[np.int64], ever_filed: NDArray[np.int32], lived_on: NDArray[np.int32], first_group: int,
    first_account: int, for_one: int, speeds: tuple[float, float, float, float, float], erosion: float,
    rates: tuple[float, ...], steps: tuple[float, float, float, float, float],
    leading: tuple[float, float, float, float], without_venue: float, growth: float, capacity_share: float,
    rooms: Rooms, key: np.uint64, month: int, elapsed: int,
) -> int:  # fmt: skip
    """Let every group learn, come further, turn public, lose its leader or end, then take in members: how many end.

    Groups' columns are alive; closed, entered, registered and graduated this month; stage to leader, and the month when
    `filed`; identity, and the sources that `paid` this year and the one `before`; talent, maturity, the shares of
    activities paid for and of members active, coaching, and incubation left (`shell`). Then residents' columns; fen
    `moved` by flow and account; the register as in `_enter_register`; the first group's row, the first
    organisation's account, and how many residents stand `for_one` of the usual. `speeds` are what coaching, money,
    activity and a project teach, and dependence; `steps` the chances to file and to register, incubation's factor,
    maturity of the grown-up, chance to turn; the rest as in `follow` and `recruit`.
    """
    lists, _, luck = rooms
    living = draw_lives(_LIFE, alive, identity, first_group, lists, luck, key, month)
    rows = lists[0, :living]
    registered[first_group:], graduated[first_group:], ended = False, False, 0
    note_sources(rows, moved, first_account, paid, before, month % MONTHS_PER_YEAR == 0)
    follow(rows, (community, leader), talent, group, first_resident, resident_share, luck[3], leading, for_one, key)
    for place in range(len(rows)):
        row, dies, rises, turns = rows[place], luck[0, place], luck[1, place], luck[2, place]
        here, size = community[row], members[row] / for_one
        inputs = (coaching[row], activity[row], 1.0 if paid[row] >> FIRST_PROJECT else 0.0)
        own = 1.0 - speeds[4] * (1.0 - coaching[row])
        maturity[row] = learn(maturity[row], talent[row], money[row], own, inputs, speeds, erosion)
        if comes_to_its_end(dies, maturity[row], size, paid[row] | before[row], money[row], age[row], rates):
            alive[row], closed[row], shell[row] = False, stage[row] > CIRCLE, 0
            disband(group, row, first_resident[here], first_resident[here + 1])
            ended += 1
            continue
        able, ripe = leader[row] >= 0 and size >= _LEAST_MEMBERS, maturity[row] >= steps[3]
        after = come_further(stage[row], rises, shell[row] > 0, able, ripe, steps)
        entered[row], registered[row] = stage[row] < after == FILED, stage[row] < after == REGISTERED
        filed[row], stage[row] = month if entered[row] else filed[row], after
        domain[row] = turn_public(domain[row], turns, steps[4] * activity[row])
        graduated[row] = shell[row] > 0 and able and ripe and money[row] >= _WELL_FUNDED
        shell[row] = 0 if graduated[row] else max(shell[row] - 1, 0)
    _enter_register(rows, (alive, entered), stage, filed, (ever_filed, lived_on), month, elapsed)
    recruit(
        group, kind, aware, alive, first_group, identity, community, money, talent, coaching, members, shell,
        without_venue, first_resident, growth, capacity_share, rooms, key, month,
    )  # fmt: skip
    return ended


@kernel
def _enter_register(
    rows: NDArray[np.int64],
    flags: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    stage: NDArray[np.uint8],
    filed_month: NDArray[np.int32],
    book: tuple[NDArray[np.int32], NDArray[np.int32]],
    month: int,
    elapsed: int,
) -> None:
    """Enter who of some groups was filed this month and who of those filed twenty-five months ago lives, in place.

    `flags` are alive and entered this month; `book` are filed and lived on, by months elapsed.
    """
    alive, entered = flags
    filed, lived_on = book
    for row in rows:
        filed[elapsed] += entered[row]
        if elapsed >= LIVED_ON and alive[row] and stage[row] > CIRCLE and filed_month[row] == month - LIVED_ON:
            lived_on[elapsed - LIVED_ON] += 1


@kernel
def clear_away(
    alive: NDArray[np.bool_],
    earmarked: NDArray[np.int64],
    projects: NDArray[np.float64],
    cash: NDArray[np.int64],
    first_account: int,
    first_group: int,
    accounts: NDArray[np.int64],
) -> int:
    """Give up what groups that are no more had set apart and were doing, in place; list the accounts with money left.

    `cash` is that of all accounts, the organisations' from `first_account` on; `accounts` has room for all
    organisations'. Gives how many are listed.
    """
    count = 0
    for row in range(first_group, len(alive)):
        if not alive[row]:
            earmarked[row], projects[row] = 0, 0.0
            accounts[count] = first_account + row
            count += cash[first_account + row] != 0
    return count


@kernel
def begin(
    columns: tuple[
        NDArray[np.bool_], NDArray[np.uint8], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32],
        NDArray[np.int32], NDArray[np.int32],
    ],
    shares: tuple[NDArray[np.float64], NDArray[np.float64]],
    group: NDArray[np.int32],
    first_resident: NDArray[np.int64],
    start: tuple[float, float, float],
    leading: tuple[float, float],
    first_group: int,
    for_one: int,
    key: np.uint64,
    month: int,
) -> None:  # fmt: skip
    """Give the groups that exist when the world begins their numbers, age, stage, maturity and leaders, in place.

    `columns` are alive, stage, identity, community, age, filed month and leader; `shares` talent and
    maturity; `start` the share that is registered, mean maturity and mean age; `leading` shape and cap
    of talent; `for_one` residents stand for one of the usual.
    """
    alive, stage, identity, community, age, filed, leader = columns
    talent, maturity = shares
    place, here = 0, -1
    for row in range(first_group, len(alive)):
        if not alive[row]:
            continue
        place = place + 1 if community[row] == here else 0
        here = community[row]
        identity[row] = here * IDENTITIES_PER_COMMUNITY + place
        rank, ripe, old, _ = draw(key, _BEGINNING, month - 1, identity[row])
        stage[row] = REGISTERED if rank < start[0] else FILED
        maturity[row] = 2.0 * start[1] * ripe
        age[row] = int(-start[2] * logarithm(old))
        filed[row] = month - 1 - age[row]
        leader[row], talent[row] = best_leader(
            group, row, first_resident[here], first_resident[here + 1], for_one, leading, key
        )


@kernel
def gather_groups(
    community: NDArray[np.int32],
    stage: NDArray[np.uint8],
    alive: NDArray[np.bool_],
    domain: NDArray[np.uint8],
    members: NDArray[np.int32],
    money: NDArray[np.float64],
    maturity: NDArray[np.float64],
    projects: NDArray[np.float64],
    first_group: int,
    rules: tuple[float, float, float, float],
    skills: tuple[float, float, float],
    support: tuple[float, float],
    party: NDArray[np.float64],
    table: NDArray[np.float64],
) -> None:
    """Set what community organisations can do in each community: `table`, float64[communities, 10].

    Columns: mean skill, then contacts (resident agents a month) by domain, and a support agency's in any.
    The first columns are organisations': `money` is the share of activities paid for, `projects` contacts in
    projects; `party` is what the party's volunteers can do in each community. `rules` are contacts of a member, the
    part that needs no money, how far maturity stands in for money, what recreation groups make of contacts; `skills`
    a new group's skill, what maturity adds, and the ceiling; `support` is 1 where an agency from outside organises,
    and its own contacts, else 0 and 0.
    """
    each, left, inner, recreation = rules
    table[:] = 0.0
    for row in range(first_group, len(alive)):
        if alive[row] and stage[row] > CIRCLE:
            driven = max(money[row], inner * maturity[row], support[0])
            contacts = each * members[row] * (left + (1.0 - left) * driven)
            contacts = projects[row] + contacts * (recreation if domain[row] == CULTURE else 1.0)
            place = community[row]
            table[place, 0] += contacts * min(skills[2], skills[0] + skills[1] * maturity[row])
            table[place, 1 + domain[row]] += contacts
    for place in range(len(table)):
        total = support[1]
        for column in range(1, 1 + DOMAIN_COUNT):
            total += table[place, column]
        table[place, 0] = (table[place, 0] + support[1] * skills[2]) / total if total > 0.0 else skills[0]
        table[place, 1 + DOMAIN_COUNT] = support[1] + party[place]
