"""One district for both: the laboratory's own, and the same residents as plain Mesa agents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from inspect import signature
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from benchmarks.plain_mesa import Community, PlainDistrict, Post, Resident, Rules
from sim.arithmetic import exponential
from sim.declare import ByDomain, Section
from sim.domains import DOMAINS
from sim.mechanisms import needs, participation, service
from sim.mechanisms.opinion import satisfaction, trust
from sim.mechanisms.participation import joining
from sim.mechanisms.service import serving
from sim.mechanisms.workforce import ties
from sim.model import ThreeSocietyModel

RESIDENTS_PER_STREET = 5_000
MONTHS_BEFORE = 30
"""The burn-in and half a year of policy, so that needs, contracts and posts are as they usually are."""


@dataclass(frozen=True)
class District:
    """The laboratory's model, and what its kernels were given by institutions in its last month."""

    model: ThreeSocietyModel
    served: dict[str, Any]
    joined: dict[str, Any]
    perceived: dict[str, Any]
    trusted: dict[str, Any]


def district(residents: int) -> District:
    """Live the months before in a district of that many residents (a multiple of 5,000)."""
    values: dict[str, Any] = {
        "setting.months": 600,
        "setting.streets": residents // RESIDENTS_PER_STREET,
        "setting.communities_per_street": 20,
        "setting.residents_per_community": 250,
        # A street of 20 communities has the money of two and a half of the usual 8.
        "policy.purchase.centre_yuan": 5_000_000.0,
    }
    model = ThreeSocietyModel(rng=2012, collect=(), **values)
    for _ in range(MONTHS_BEFORE):
        model.step()
    model.world.residents.attended[:] = False
    model.world.workers.arrived[:] = False
    with (
        overheard(serving, "serve_all") as served,
        overheard(joining, "join") as joined,
        overheard(satisfaction, "judge_all") as perceived,
        overheard(trust, "move_trust") as trusted,
    ):
        live_resident_month(model)
    return District(model, served, joined, perceived, trusted)


@contextmanager
def overheard(module: ModuleType, kernel: str) -> Iterator[dict[str, Any]]:
    """Note what a kernel is given, by the names of its parameters."""
    original = getattr(module, kernel)
    heard: dict[str, Any] = {}

    def listen(*given: object) -> object:
        heard.update(signature(original.py_func).bind(*given).arguments)
        return original(*given)

    setattr(module, kernel, listen)
    try:
        yield heard
    finally:
        setattr(module, kernel, original)


def live_resident_month(model: ThreeSocietyModel) -> None:
    """What residents do in a month, in the month's order, while institutions stand still."""
    world, policy, how = model.world, model.policy, model.scenario.coefficients
    needs.arise(world, policy, how.needs, how.neighbourhoods)
    service.serve(world, policy, how.service, how.routine, how.volunteering, how.committee_hours.cases_per_month)
    satisfaction.judge(world, how.satisfaction)
    trust.adjust(world, policy, how.trust)
    participation.take_part(world, policy, how.participation, how.publicity, how.beginnings.aware_share)
    ties.bind(world, how.ties)
    world.month += 1


def plain(there: District) -> PlainDistrict:
    """Make the same residents, posts and communities as objects."""
    world = there.model.world
    copy = PlainDistrict(_rules(there), rng=2012)
    posts = [
        Post(copy, filled=filled, arrived=arrived)
        for filled, arrived in zip(world.workers.filled.tolist(), world.workers.arrived.tolist(), strict=True)
    ]
    communities = [Community(copy, means) for means in _means(there)]
    table = world.residents
    names = [name for name in type(table).columns if name not in ("neighbours", "community", "caseworker")]
    values = zip(*(getattr(table, name).tolist() for name in names), strict=True)
    homes = table.community.tolist()
    people = [
        Resident(copy, communities[home], dict(zip(names, row, strict=True)))
        for home, row in zip(homes, values, strict=True)
    ]
    first = world.first_resident.tolist()
    for person, home, near, post in zip(
        people, homes, table.neighbours.tolist(), table.caseworker.tolist(), strict=True
    ):
        person.neighbours = [people[first[home] + place] for place in near]
        person.post = posts[post] if post >= 0 else None
    return copy


def _rules(there: District) -> Rules:
    """The model's numbers, in the form in which plain Python reads them fastest."""
    how = there.model.scenario.coefficients
    rates = _by_domain(how.needs.arrival_rate)
    total = sum(rates)
    return Rules(
        arrival_chance=(1.0 - exponential(-total), 1.0 - exponential(-total * how.needs.vulnerable_factor)),
        cumulative=(np.cumsum(rates) / total).tolist(),
        needs=_numbers(how.needs),
        services=_numbers(how.service),
        participation=_numbers(how.participation),
        ties=_numbers(how.ties),
        satisfaction=_numbers(how.satisfaction),
        trust=_numbers(how.trust),
    )


def _numbers(section: Section) -> SimpleNamespace:
    """A mechanism's coefficients as plain attributes."""
    values = {each.name: getattr(section, each.name) for each in fields(section)}
    lists = {name: _by_domain(value) for name, value in values.items() if isinstance(value, ByDomain)}
    return SimpleNamespace(**{**values, **lists})


def _by_domain(value: ByDomain) -> list[float]:
    """The eight numbers of a coefficient by domain."""
    return [getattr(value, domain.name) for domain in DOMAINS]


def _means(there: District) -> list[dict[str, Any]]:
    """What institutions bring to each community."""
    served = there.served
    for_residents, staff, cases, represented = served["committee"]
    return [
        {
            "can": workers[0],
            "skill": [workers[1], committee_skill, groups[0]],
            "effort": workers[2],
            "service_share": workers[3],
            "committee_contacts": committee,
            "duplicated": duplicated,
            "offered": groups[1:],
            "fit": fit,
            "mean_fit": mean_fit,
            "pull": pull,
            "fairness": fairness,
            "replies": replies,
        }
        for workers, committee, duplicated, committee_skill, groups, fit, mean_fit, pull, fairness, replies in zip(
            served["workers"].tolist(),
            (for_residents * staff * cases / represented).tolist(),
            served["duplicated"].tolist(),
            served["committee_skill"].tolist(),
            served["groups"].tolist(),
            served["fit"].swapaxes(0, 1).tolist(),
            there.perceived["fit"].tolist(),
            there.joined["pull"].tolist(),
            there.trusted["fairness"].tolist(),
            there.trusted["replies"].tolist(),
            strict=True,
        )
    ]
