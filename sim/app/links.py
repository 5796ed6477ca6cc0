"""The linkage of a month in numbers: how many of each kind there are, and how many pairs dealt with one another."""

from __future__ import annotations

import numpy as np

from sim.app.errand import Link, Links
from sim.linkage import COMMITTEE, GOVERNMENT, ORGANISATION, RESIDENT, WORKER, dealings
from sim.world import World

KINDS = {
    GOVERNMENT: "government",
    COMMITTEE: "committee",
    ORGANISATION: "organisation",
    WORKER: "worker",
    RESIDENT: "resident",
}


def links_of(world: World) -> Links:
    """Count the dealings of the last month by pairs of kinds.

    There are also those who dealt with somebody in the month and had left when it ended.
    """
    seen = dealings(world)
    present = {
        GOVERNMENT: np.arange(1),
        COMMITTEE: np.arange(len(world.committees)),
        ORGANISATION: np.flatnonzero(world.organisations.alive),
        WORKER: np.flatnonzero(world.workers.filled),
        RESIDENT: np.arange(len(world.residents)),
    }
    linked = {kind: np.unique(seen.rows[seen.kinds == kind]) for kind in KINDS}
    found = []
    for first, second in np.unique(seen.kinds, axis=0).tolist():
        between = (seen.kinds == (first, second)).all(axis=1)
        pairs, passing = int(between.sum()), int(seen.by_government[between].sum())
        found.append(Link(KINDS[first], KINDS[second], pairs, passing))
    return Links(
        {name: len(np.union1d(present[kind], linked[kind])) for kind, name in KINDS.items()},
        {name: len(linked[kind]) for kind, name in KINDS.items()},
        tuple(found),
    )


def mean_links(seen: list[Links]) -> Links:
    """The mean of every count over some worlds; a link that is missing in a world counts as none there."""
    worlds = len(seen)
    kinds = seen[0].there
    totals: dict[tuple[str, str], tuple[float, float]] = {}
    for each in seen:
        for link in each.links:
            pairs, passing = totals.get((link.first, link.second), (0.0, 0.0))
            totals[link.first, link.second] = (pairs + link.pairs, passing + link.by_government)
    return Links(
        {kind: sum(each.there[kind] for each in seen) / worlds for kind in kinds},
        {kind: sum(each.linked[kind] for each in seen) / worlds for kind in kinds},
        tuple(Link(*pair, pairs / worlds, passing / worlds) for pair, (pairs, passing) in sorted(totals.items())),
    )
