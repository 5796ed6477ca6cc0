"""A tie between a resident and a worker grows by meeting and is mostly lost when the worker leaves.

Every resident has a caseworker: a post of the community. Help and activities strengthen the tie to
whoever holds it, months without meeting weaken it, and a successor inherits only a part. Sources:
E13, M23, M40, M86. Left out: ties to several workers at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.resident import WORKER_FAILED, WORKER_RESOLVED
from sim.arithmetic import array_kernel, shared_array_kernel, shared_kernel
from sim.declare import Section, coefficient
from sim.world import World

_HELD, _NEW = np.uint8(1), np.uint8(2)
_FULL = np.float32(1.0)
_BLOCK = 8192
"""Residents who stay in the processor's cache from one loop to the next."""


class Ties(Section):
    """Coefficients of ties."""

    growth: float = coefficient(
        0.12,
        "Share of the missing tie that one month with contact adds",
        unit="share per month",
        low=0.05,
        high=0.25,
        source="E13, assumed",
        en="Ties growing",
        zh="关系建立速度",
    )
    decay: float = coefficient(
        0.03,
        "Share of the tie that one month without contact takes",
        unit="share per month",
        low=0.01,
        high=0.08,
        source="E13, assumed",
        en="Ties fading",
        zh="关系衰减速度",
    )
    inherited: float = coefficient(
        0.2,
        "Share of the tie that a successor inherits",
        unit="share",
        low=0.0,
        high=1.0,
        source="E13, assumed 0-0.5",
        en="Ties inherited",
        zh="继任者继承关系",
    )


@array_kernel
def funded_posts(
    community: NDArray[np.int32], funded: NDArray[np.bool_], communities: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """List funded posts by community, and where those of each begin: int64[posts], int64[communities + 1]."""
    begin = np.zeros(communities + 1, dtype=np.int64)
    for post in range(len(community)):
        begin[community[post] + 1] += funded[post]
    for place in range(communities):
        begin[place + 1] += begin[place]
    listed, end = np.empty(begin[communities], dtype=np.int64), begin.copy()
    for post in range(len(community)):
        if funded[post]:
            listed[end[community[post]]] = post
            end[community[post]] += 1
    return listed, begin


@shared_array_kernel
def assign_caseworkers(
    caseworker: NDArray[np.int32],
    tie: NDArray[np.float32],
    posts: tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.bool_]],
    first_resident: NDArray[np.int64],
    listed: tuple[NDArray[np.int64], NDArray[np.int64]],
    inherited: float,
    begin: int,
    end: int,
) -> None:
    """Share the residents of communities begin to end - 1 among the funded posts of each, in place.

    `posts` are community, funded, filled; `listed` those that are funded, as `funded_posts` lists them. Who has a
    caseworker keeps it as long as no post has more than its fair share; who gets another keeps a part of the tie,
    lost at once where the post is held and on arrival where it is vacant.
    """
    community, funded, filled = posts
    members = np.zeros(len(community), dtype=np.int64)
    rows, first_post = listed
    for place in range(begin, end):
        first, last = first_resident[place], first_resident[place + 1]
        here = rows[first_post[place] : first_post[place + 1]]
        fair = (last - first + len(here) - 1) // max(len(here), 1)
        for row in range(first, last):
            post = caseworker[row]
            if post >= 0 and funded[post] and community[post] == place and members[post] < fair:
                members[post] += 1
            else:
                caseworker[row] = -2 - post
        number = 0
        for row in range(first, last):
            if caseworker[row] >= 0:
                continue
            before = -2 - caseworker[row]
            while number < len(here) and members[here[number]] >= fair:
                number += 1
            caseworker[row] = here[number] if number < len(here) else -1
            if number < len(here):
                members[here[number]] += 1
                if before >= 0 and filled[here[number]]:
                    tie[row] *= inherited


@shared_kernel
def move_ties(
    tie: NDArray[np.float32],
    caseworker: NDArray[np.int32],
    contact: NDArray[np.uint8],
    activities: NDArray[np.uint8],
    filled: NDArray[np.bool_],
    arrived: NDArray[np.bool_],
    rates: tuple[float, float, float],
    posts: NDArray[np.uint8],
    theirs: NDArray[np.uint8],
    begin: int,
    end: int,
) -> None:
    """Move the ties of residents begin to end - 1 by one month, in place.

    `rates` are growth, decay and share inherited; `posts`, uint8[posts + 1], is room for the state of no post at all,
    that of residents without a caseworker (-1), and then of every post; `theirs` for those of a block of residents.
    """
    growth, kept, inherited = np.float32(rates[0]), np.float32(1.0 - rates[1]), np.float32(rates[2])
    posts[0] = 0
    for post in range(len(filled)):
        posts[post + 1] = (_HELD if filled[post] else 0) | (_NEW if arrived[post] else 0)
    for start in range(begin, end, len(theirs)):
        here = slice(start, min(start + len(theirs), end))
        ties, met_by, posted, active = tie[here], contact[here], caseworker[here], activities[here]
        for row in range(len(ties)):
            theirs[row] = posts[np.uint32(posted[row] + 1)]
        for row in range(len(ties)):
            strength = ties[row] * inherited if theirs[row] & _NEW else ties[row]
            met = (met_by[row] == WORKER_FAILED) | (met_by[row] == WORKER_RESOLVED) | (active[row] > 0)
            grows = met & (theirs[row] & _HELD != 0)
            ties[row] = strength + growth * (_FULL - strength) if grows else strength * kept


def bind(world: World, how: Ties) -> None:
    """Strengthen, weaken and hand over ties."""
    people, workers, first = world.residents, world.workers, world.first_resident
    if world.month_of_year == 0 or world.month in world.contracts.signed_month.tolist():
        posts = funded_posts(workers.community, workers.funded, len(world.committees))
        world.side_by_side(lambda begin, end: assign_caseworkers(
            people.caseworker, people.tie, (workers.community, workers.funded, workers.filled), first, posts,
            how.inherited, begin, end,
        ))  # fmt: skip
    world.side_by_side(lambda begin, end: move_ties(
        people.tie, people.caseworker, people.contact, people.activities, workers.filled, workers.arrived,
        (how.growth, how.decay, how.inherited), np.empty(len(workers) + 1, dtype=np.uint8),
        np.empty(_BLOCK, dtype=np.uint8), first.item(begin), first.item(end),
    ))  # fmt: skip
