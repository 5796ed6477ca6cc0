"""How the three societies are linked, and how much of it is their own doing."""

from __future__ import annotations

from sim.arithmetic import count
from sim.kernels.means import count_within
from sim.linkage import count_linked, count_met, meetings, supervised, ties_lost
from sim.outcome import outcome, ratio
from sim.world import World


@outcome(
    "linked_residents_share", "Residents reached", "联动触达居民", unit="share of residents", better="higher",
    matters=0.01, meaning="Share of residents who in a month are served by a worker, the committee or a group, sit in "
    "the council, or do something with their group", source="M86",
)  # fmt: skip
def _linked(world: World) -> float:
    people = world.residents
    linked = count_linked(people.contact, people.attended, people.group, people.activities)
    return ratio(float(linked), float(len(people)))


@outcome(
    "linkage_density", "Density of linkage", "联动网络密度", unit="share of pairs", better="higher", matters=0.01,
    meaning="Pairs of a committee and an organisation that deal with one another in a month, over all that could: "
    "every agency with every committee, every community organisation with its own", source="M23, M86",
)  # fmt: skip
def _density(world: World) -> float:
    bodies = world.organisations
    agencies = count_within(bodies.alive, 0, world.agencies)
    groups = count_within(bodies.alive, world.first_group, len(bodies))
    return ratio(float(len(meetings(world))), float(agencies * len(world.committees) + groups))


@outcome(
    "self_organised_share", "Self-organised linkage", "自主联动占比", unit="share of pairs", better="higher",
    matters=0.01, meaning="Share of the pairs of committees, organisations and workers that deal with one another in a "
    "month without a government contract behind it", source="M23; 002, section 4",
)  # fmt: skip
def _self_organised(world: World) -> float:
    paid, own = count_met(meetings(world))
    paid += count(supervised(world)) + 2 * count(world.workers.filled)
    return ratio(float(own), float(own + paid))


@outcome(
    "linkage_lost_share", "Ties that break", "社工离职致联系断裂", unit="share of ties per month", better="lower",
    matters=0.002, meaning="Share of residents' ties to workers, by their strength, whose worker left in the month",
    source="E13, M40", summary="mean",
)  # fmt: skip
def _lost(world: World) -> float:
    return ties_lost(world)
