"""Who gives to whom, who pays for service, and what members do with project money (E24)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import array_kernel, kernel
from sim.chance import Stream, draw, poisson

_GIVING, _CHAIN, _FEE = Stream.DONATION, Stream.FUND_CHAIN, Stream.USER_FEE
_NOBODY, _FOR_GOOD = -1, 1 << 30


@kernel
def choose_recipient(weight: NDArray[np.float64], near: NDArray[np.int64], luck: float) -> int:
    """Choose one of those near by their weights: its row, -1 where there is nobody.

    `near` are rows in order, where some may come up again.
    """
    total, last = 0.0, _NOBODY
    for row in near:
        total += weight[row] if row != last else 0.0
        last = row
    before, chosen = 0.0, _NOBODY
    for row in near:
        if row != chosen and weight[row] > 0.0:
            before += weight[row]
            chosen = row
            if luck * total < before:
                break
    return chosen


@array_kernel
def list_near(
    weight: NDArray[np.float64],
    home: NDArray[np.int32],
    programmes: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]],
    holder: NDArray[np.int32],
) -> NDArray[np.int64]:
    """List who has any `weight` and a home or a programme in each community: community x organisations + row, in order.

    Who is near in several ways comes up several times; the rest is as in `give`.
    """
    place, contract, running = programmes
    near, found = np.empty(len(home) + len(place), dtype=np.int64), 0
    for row in range(len(home)):
        if home[row] >= 0 and weight[row] > 0.0:
            near[found] = np.int64(home[row]) * len(home) + row
            found += 1
    for slot in range(len(place)):
        who = holder[contract[slot]] if running[slot] and contract[slot] >= 0 else _NOBODY
        if who >= 0 and weight[who] > 0.0:
            near[found] = np.int64(place[slot]) * len(home) + who
            found += 1
    return np.sort(near[:found])


@array_kernel
def give(
    bodies: tuple[NDArray[np.bool_], NDArray[np.int32], NDArray[np.float64]],
    programmes: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]],
    holder: NDArray[np.int32],
    communities: int,
    mean: float,
    gift: int,
    publicity: float,
    key: np.uint64,
    month: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Gifts made in each community this month: who receives, int64[communities], and fen, int64[communities].

    `bodies` are alive, home community and star; `programmes` community, contract and running; `holder` who
    holds each contract; `mean` gifts a month and community of `gift` fen each. One of those that work in the
    community receives them, by chance where nothing is published and by stars where everything is.
    """
    alive, home, star = bodies
    receives, fen = np.full(communities, _NOBODY, dtype=np.int64), np.zeros(communities, dtype=np.int64)
    weight = np.empty(len(alive))
    for row in range(len(alive)):
        weight[row] = (1.0 - publicity + publicity * star[row]) if alive[row] else 0.0
    near, end = list_near(weight, home, programmes, holder), 0
    for community in range(communities):
        begin = end
        while end < len(near) and near[end] < (community + 1) * len(home):
            end += 1
        how_many, which, _, _ = draw(key, _GIVING, month, community)
        count = poisson(how_many, mean)
        if count == 0:
            continue
        receives[community] = choose_recipient(weight, near[begin:end] % len(home), which)
        if receives[community] >= 0:
            fen[community] = count * gift
    return receives, fen


@array_kernel
def choose_supported(identity: NDArray[np.int64], share: float, key: np.uint64) -> NDArray[np.bool_]:
    """Which organisations an outside foundation supports, by lasting luck: bool[organisations]."""
    chosen = np.empty(len(identity), dtype=np.bool_)
    for row in range(len(identity)):
        chosen[row] = draw(key, _CHAIN, _FOR_GOOD, identity[row])[0] < share
    return chosen


@array_kernel
def seek_funds(
    identity: NDArray[np.int64],
    able: NDArray[np.bool_],
    chance: float,
    sources: tuple[float, float, float],
    length: int,
    key: np.uint64,
    month: int,
) -> NDArray[np.int64]:
    """From which source each organisation's project is paid, 1 to 3, or 0: int64[organisations] (M43).

    Those that are `able` put a project forward with `chance` and turn to so many sources in turn until one
    pays, each with its chance of `sources`.
    """
    found = np.zeros(len(able), dtype=np.int64)
    for row in range(len(able)):
        if not able[row]:
            continue
        tries, first, second, third = draw(key, _CHAIN, month, identity[row])
        if tries >= chance:
            continue
        lucks = (first, second, third)
        for source in range(length):
            if lucks[source] < sources[source]:
                found[row] = source + 1
                break
    return found


@kernel
def any_projects(holder: NDArray[np.int32], earmarked: NDArray[np.int64], contacts: NDArray[np.float64]) -> bool:
    """Whether a community organisation runs a contract, has set money apart or made contacts in a project last month.

    `holder` is the community organisation that runs each contract, -1 for none.
    """
    found = False
    for row in range(len(holder)):
        found |= holder[row] >= 0
    for row in range(len(earmarked)):
        found |= (earmarked[row] != 0) | (contacts[row] != 0.0)
    return found


@array_kernel
def spend_on_projects(
    alive: NDArray[np.bool_],
    members: NDArray[np.int32],
    cash: NDArray[np.int64],
    earmarked: NDArray[np.int64],
    contacts: NDArray[np.float64],
    each: float,
    cost: int,
) -> NDArray[np.int64]:
    """Let members make contacts with project money, `each` a month and member at most: fen spent by each group.

    `cost` is the fen of a contact. Sets what is left of project money and the contacts that it lets members make.
    """
    spent = np.zeros(len(alive), dtype=np.int64)
    for row in range(len(alive)):
        contacts[row] = 0.0
        if not alive[row]:
            earmarked[row] = 0
        elif earmarked[row] > 0:
            earmarked[row] = min(earmarked[row], cash[row])
            spent[row] = min(earmarked[row], int(each * members[row] * cost))
            earmarked[row] -= spent[row]
            contacts[row] = spent[row] / cost
    return spent


@array_kernel
def heed_fees(
    needs: NDArray[np.uint8],
    aware: NDArray[np.bool_],
    vulnerable: NDArray[np.bool_],
    deterred: float,
    key: np.uint64,
    month: int,
) -> NDArray[np.bool_]:
    """Who knows where to ask and is not put off by the fee this month: bool[residents]; the vulnerable pay none."""
    going = aware.copy()
    for row in range(len(needs)):
        if needs[row] and aware[row] and not vulnerable[row]:
            going[row] = draw(key, _FEE, month, row)[0] >= deterred
    return going
