"""Fill a district of objects with the residents handed over, and say how they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sim.lab.bench.handed import Handed
from sim.lab.bench.peers.living import LivingCommunity, LivingResident, Post, Values

_BY_ANOTHER_NAME = ("neighbours", "community", "caseworker")


def communities_of(handed: Handed, make: Callable[[Values], Any]) -> list[Any]:
    """Make every community with what its institutions bring."""
    tables = {name: values.tolist() for name, values in handed.communities.items()}
    return [make(dict(zip(tables, row, strict=True))) for row in zip(*tables.values(), strict=True)]


def residents_of(
    handed: Handed, places: Sequence[LivingCommunity], make: Callable[[LivingCommunity, Values], Any]
) -> list[Any]:
    """Make every resident in its community, and make neighbours and caseworkers known to them."""
    table = handed.residents
    names = [name for name in table if name not in _BY_ANOTHER_NAME]
    homes = table["community"].tolist()
    values = zip(*(table[name].tolist() for name in names), strict=True)
    people = [make(places[home], dict(zip(names, row, strict=True))) for home, row in zip(homes, values, strict=True)]
    posts = [
        Post(filled=filled, arrived=arrived)
        for filled, arrived in zip(handed.posts["filled"].tolist(), handed.posts["arrived"].tolist(), strict=True)
    ]
    first = handed.first.tolist()
    known = zip(people, homes, table["neighbours"].tolist(), table["caseworker"].tolist(), strict=True)
    for person, home, near, post in known:
        person.neighbours = [people[first[home] + place] for place in near]
        person.post = posts[post] if post >= 0 else None
    return people


def state_of(people: Sequence[LivingResident]) -> dict[str, float]:
    """Shares and means of residents."""
    size = len(people)
    return {
        "in need": sum(bool(person.needs) for person in people) / size,
        "satisfied": sum(person.satisfied for person in people) / size,
        "active this month": sum(person.activities > 0 for person in people) / size,
        "trust in committee": sum(person.trust_committee for person in people) / size,
        "trust in organisations": sum(person.trust_agency for person in people) / size,
        "tie": sum(person.tie for person in people) / size,
    }
