"""Whoever has an open need and knows where to ask is served, the neediest first, as far as hands reach.

Social workers take the neediest, the committee those after them, community organisations the rest, in
their own field if they can. Without coordination workers and committee sometimes serve the same person.
A contact resolves the need the likelier the better the programme fits, the more able and willing the
server is, and, in domains that live on relations, the stronger the tie. Working beyond the hours there
are makes service worse. A committee that recommends social workers brings more residents to them, if it
is trusted. Where gatherings are forbidden, activities cease and only mature groups go on. Sources: E8,
E14, M5, M7, M22-M24, M67, M72, M73, M77-M78, M99-M100, M113; Oliva & Sterman 2001, *Management Science*
47(7):894. Left out: residents who ask again elsewhere.
"""

from __future__ import annotations

import numpy as np

from sim.domains import DOMAIN_COUNT
from sim.kernels.capacity import best_fit, gather_workers
from sim.kernels.coordination import coordination_loss
from sim.kernels.giving import heed_fees
from sim.kernels.groups import gather_groups
from sim.kernels.projects import serve_by_projects
from sim.kernels.service import report_quality, serve_all, serving_rooms
from sim.mechanisms.service.routine import Routine, visit_regularly
from sim.mechanisms.service.terms import Services
from sim.mechanisms.service.volunteers import Volunteering, organise_volunteers
from sim.policy import Policy
from sim.staff import at_work
from sim.world import MONTHS_PER_YEAR, World

_QUALITY_MEMORY = 1.0 / 6.0
_MOST_VOLUNTEERS_CAN = 0.5
"""Ceiling of volunteers' skill (E10)."""


def _asking(policy: Policy, how: Services) -> tuple[float, float]:
    """Chance that a resident in need asks, with full trust in the committee, and the part of it without any.

    Where the committee recommends social workers, residents ask them the more the more they trust it.
    """
    if not policy.entry.endorsed:
        return how.asking_chance, how.asking_without_trust
    trusting = min(1.0, how.asking_chance + how.endorsement_effect)
    return trusting, how.asking_chance * how.asking_without_trust / trusting


def serve(
    world: World, policy: Policy, how: Services, routine: Routine, volunteering: Volunteering, committee_cases: float
) -> None:
    """Serve this month's askers; `committee_cases` is cases per month of committee staff time."""
    rows, people, workers, bodies = world.committees, world.residents, world.workers, world.organisations
    represented = world.setting.people_per_resident
    employer = world.employers()
    here = at_work(workers.filled, workers.identity, policy, world.month_of_year, world.key)
    funded, members = bodies.activity_funded_share, bodies.members
    if not policy.shock.gatherings:
        funded, members = np.zeros_like(funded), (members * bodies.maturity).astype(np.int32)
    supported, slots = policy.incubation.support_agency, world.programmes
    paying, staff = world.who_works()
    able, groups = np.empty((len(rows), 4)), np.empty((len(rows), 2 + DOMAIN_COUNT))
    fit = np.empty((2, len(rows), DOMAIN_COUNT))
    coordination_loss(
        rows.linkage_share, rows.duplication_left, how.coordination_loss,
        how.meeting_effect * policy.meeting.per_month, how.linkage_effect, rows.coordination_loss,
    )  # fmt: skip
    gather_workers(
        workers.community, here, workers.skill, employer, bodies.service_share, bodies.effort, bodies.displaced_share,
        funded, how.contacts_per_month / how.usual_service_share / represented, how.activity_weight, rows.reach, able,
    )  # fmt: skip
    gather_groups(
        bodies.community, bodies.stage, bodies.alive, bodies.domain, members, bodies.activity_funded_share,
        bodies.maturity, bodies.project_contacts, world.first_group,
        (how.group_contacts, how.groups_without_money, how.inner_motive, how.recreation_service),
        (how.volunteer_skill, how.maturity_skill, _MOST_VOLUNTEERS_CAN),
        (1.0, how.support_yuan / (MONTHS_PER_YEAR * how.contact_yuan * represented)) if supported else (0.0, 0.0),
        rows.party_volunteers, groups,
    )  # fmt: skip
    best_fit(
        rows.knowledge, slots.community, paying, slots.running, slots.domain, slots.fit, how.casework_fit,
        how.casework_knowledge, fit,
    )  # fmt: skip
    aware = people.aware
    if policy.donation.user_fees:
        aware = heed_fees(people.needs, aware, people.vulnerable, how.fee_deterrence, world.key, world.month)
    visit_regularly(world, policy, routine, able)
    if policy.volunteers.incentive_yuan or policy.volunteers.registry:
        groups[:, -1] += organise_volunteers(world, policy, volunteering)
    table, asking = np.empty((len(rows), 3)), _asking(policy, how)
    world.side_by_side(lambda begin, end: serve_all(
        people.needs, people.escalated, people.wait_months, people.vulnerable, aware, people.contact, people.tie,
        people.caseworker, people.trust_committee, here, world.first_resident, able, groups, rows.coordination_loss,
        rows.resident_share, staff, rows.skill, fit, how.skill_needed.array, how.without_tie.array, asking,
        (how.overtime_load, how.quality_cut, how.escalated_factor), (committee_cases, represented), table,
        serving_rooms(world.most_residents), world.key, world.month, begin, end,
    ))  # fmt: skip
    report_quality(
        table, workers.community, workers.filled, employer, workers.load, bodies.resolved_share, _QUALITY_MEMORY,
        np.empty((2, len(bodies))),
    )  # fmt: skip
    if len(world.matched):
        _serve_by_projects(world, how)


def _serve_by_projects(world: World, how: Services) -> None:
    """Let projects that communities were matched with see those in their domain whom nobody else saw."""
    people, projects, bodies = world.residents, world.matched, world.organisations
    serve_by_projects(
        (people.needs, people.escalated, people.wait_months, people.contact), people.aware, people.trust_committee,
        world.first_resident, (projects.identity, projects.community, projects.domain, projects.running),
        (projects.contacts, projects.fit, projects.supplier), (bodies.capability, bodies.effort, world.agencies),
        (bodies.maturity, how.volunteer_skill, how.maturity_skill, _MOST_VOLUNTEERS_CAN),
        (how.asking_chance, how.asking_without_trust),
        (how.skill_needed.array, how.without_tie.array, how.escalated_factor), world.key, world.month,
    )  # fmt: skip
