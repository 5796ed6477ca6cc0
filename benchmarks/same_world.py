"""One district for both: the laboratory's own, and the same residents as plain Mesa agents."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from benchmarks.plain_mesa import Community, PlainDistrict, Post, Resident, Rules
from sim.arithmetic import exponential
from sim.declare import ByDomain, Section
from sim.mechanisms import needs, participation, satisfaction, service, ties, trust
from sim.model import ThreeSocietyModel

RESIDENTS_PER_STREET = 5_000
MONTHS_BEFORE = 30
"""The burn-in and half a year of policy, so that needs, contracts and posts are as they usually are."""


def district(residents: int) -> ThreeSocietyModel:
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
    return model


def live_resident_month(model: ThreeSocietyModel) -> None:
    """What residents do in a month, in the month's order, while institutions stand still."""
    world, policy, how = model.begin_month()
    needs.arise(world, how.needs)
    service.serve(world, policy, how.service, how.committee_hours.cases_per_month)
    satisfaction.judge(world, how.satisfaction)
    trust.adjust(world, policy, how.trust)
    participation.take_part(world, how.participation)
    ties.bind(world, how.ties)


def plain(model: ThreeSocietyModel) -> PlainDistrict:
    """Make the same residents, posts and communities as objects."""
    world, policy, how = model.world, model.policy, model.scenario.coefficients
    trust.adjust(world, policy, how.trust)
    copy = PlainDistrict(_rules(model), rng=2012)
    posts = [
        Post(copy, filled=filled, arrived=arrived)
        for filled, arrived in zip(world.workers.filled.tolist(), world.workers.arrived.tolist(), strict=True)
    ]
    communities = [Community(copy, means) for means in _means(model)]
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


def _rules(model: ThreeSocietyModel) -> Rules:
    """The model's numbers, in the form in which plain Python reads them fastest."""
    how = model.scenario.coefficients
    rates = how.needs.arrival_rate.array
    total = float(rates.sum())
    return Rules(
        arrival_chance=(1.0 - exponential(-total), 1.0 - exponential(-total * how.needs.vulnerable_factor)),
        cumulative=(np.cumsum(rates) / total).tolist(),
        needs=_numbers(how.needs),
        services=_numbers(how.service),
        participation=_numbers(how.participation),
        ties=_numbers(how.ties),
        satisfaction=_numbers(how.satisfaction),
        trust=_numbers(how.trust),
        duplicated_share=_duplicated(model),
    )


def _numbers(section: Section) -> SimpleNamespace:
    """A mechanism's coefficients as plain attributes."""
    values: dict[str, Any] = {}
    for name in type(section).model_fields:
        value = getattr(section, name)
        values[name] = value.array.tolist() if isinstance(value, ByDomain) else value
    return SimpleNamespace(**values)


def _duplicated(model: ThreeSocietyModel) -> float:
    """Share of contacts that workers and committee duplicate."""
    how = model.scenario.coefficients.service
    share: float = how.coordination_loss * exponential(-how.meeting_effect * model.policy.meeting.per_month)
    return share


def _means(model: ThreeSocietyModel) -> list[dict[str, Any]]:
    """What institutions bring to each community this month, as `service.serve` reckons it."""
    world, how = model.world, model.scenario.coefficients
    rows, workers, bodies, slots = world.committees, world.workers, world.organisations, world.programmes
    represented = world.setting.people_per_resident
    able = service.gather_workers(
        (workers.community, workers.filled, workers.skill),
        world.employers(),
        (bodies.service_share, bodies.effort, bodies.displaced_share, bodies.activity_funded_share),
        how.service.contacts_per_month / how.service.usual_service_share / represented,
        how.service.activity_weight,
        len(rows),
    )
    fit = service.best_fit(
        rows.knowledge,
        (slots.community, slots.contract, slots.running, slots.domain, slots.fit),
        how.service.casework_fit,
        how.service.casework_knowledge,
    )
    committee = rows.resident_share * rows.staff * how.committee_hours.cases_per_month / represented
    groups = service._group_contacts(world, how.service)  # noqa: SLF001 - the same number, not a second reckoning
    mean_fit = world.mean_fit()
    joining = how.participation
    pull = joining.fit_effect * (mean_fit - joining.usual_fit)
    pull += joining.invitation_effect * (world.programmes_with_money() - joining.usual_programmes)
    return [
        {
            "can": float(able[row, 0]),
            "skill": [float(able[row, 1]), float(rows.skill[row]), how.service.volunteer_skill],
            "effort": float(able[row, 2]),
            "service_share": float(able[row, 3]),
            "committee_contacts": float(committee[row]),
            "group_contacts": float(groups[row]),
            "fit": fit[:, row].tolist(),
            "mean_fit": float(mean_fit[row]),
            "pull": float(pull[row]),
            "fairness": float(rows.justice[row]),
        }
        for row in range(len(rows))
    ]
