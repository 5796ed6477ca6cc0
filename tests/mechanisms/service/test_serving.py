"""Who asks, who is served first, by whom, and whether it helps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.resident import COMMITTEE_FAILED, GROUP_FAILED, NO_CONTACT, WORKER_FAILED, WORKER_RESOLVED
from sim.declare import Value
from sim.domains import CULTURE, MEDIATION
from sim.mechanisms import service
from sim.model import ThreeSocietyModel
from tests.districts import new

PLAIN: dict[str, Value] = {
    "setting.people_per_resident": 1,
    "setting.groups_per_street": 1,
    "coefficients.service.contacts_per_month": 50.0,
    "coefficients.service.usual_service_share": 0.5,
    "coefficients.service.coordination_loss": 0.05,
    "coefficients.service.group_contacts": 0.0,
    "coefficients.service.asking_chance": 0.8,
    "coefficients.committee_hours.cases_per_month": 100.0,
    "policy.purchase.projects_per_street": 3,
}


def neighbourhood(workers: int = 0, residents: int = 10, values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """Residents who all trust fully, know where to ask and need mediation; so many workers; no committee hours."""
    model = new(values={**PLAIN, **(values or {}), "setting.residents_per_community": residents})
    world, people = model.world, model.world.residents
    people.needs[:] = 1 << MEDIATION
    people.aware[:] = True
    people.trust_committee[:] = 1.0
    people.vulnerable[:] = False
    world.committees.resident_share[:] = world.committees.linkage_share[:] = 0.0
    world.contracts.organisation[1] = 0
    post = int(world.contracts.first_post[1])
    world.workers.filled[post : post + workers] = True
    world.workers.skill[:] = 1.0
    people.caseworker[:] = post
    bodies = world.organisations
    bodies.service_share[0], bodies.effort[0] = 0.5, 1.0
    return model


def serve(model: ThreeSocietyModel) -> list[int]:
    """Serve a month: how every resident was served."""
    how = model.scenario.coefficients
    cases = how.committee_hours.cases_per_month
    service.serve(model.world, model.policy, how.service, how.routine, how.volunteering, cases)
    contact: list[int] = model.world.residents.contact.tolist()
    return contact


def met(contact: list[int], kind: int) -> int:
    """How many were served by a kind of server, helped or not."""
    return contact.count(kind) + contact.count(kind + 1)


def test_nobody_serves_where_there_is_nobody() -> None:
    assert serve(neighbourhood()) == [NO_CONTACT] * 10


def test_only_who_needs_knows_and_asks_is_served() -> None:
    model = neighbourhood(1, 300)
    people = model.world.residents
    people.aware[::3] = False
    people.needs[1::3] = 0
    contact = np.array(serve(model))
    assert not contact[::3].any()
    assert not contact[1::3].any()
    # Full trust: four fifths of the hundred ask, and one worker sees 50 or a little more.
    assert 50 <= np.count_nonzero(contact[2::3]) <= 80


def test_a_worker_serves_as_many_as_were_counted() -> None:
    # 50 contacts at the usual share; asked by far more, overtime adds 0.2 / 0.5 of service time: 70.
    contact = serve(neighbourhood(1, 2_000, {"coefficients.service.overtime_load": 1.2}))
    assert met(contact, WORKER_FAILED) == pytest.approx(70, abs=1)
    contact = serve(neighbourhood(1, 2_000, {"coefficients.service.overtime_load": 1.0}))
    assert met(contact, WORKER_FAILED) == pytest.approx(50, abs=1)


def test_the_longest_wait_the_vulnerable_and_grievances_come_first() -> None:
    model = neighbourhood(1, 1_000, {"coefficients.service.overtime_load": 1.0})
    people = model.world.residents
    people.wait_months[:] = 0
    people.vulnerable[:30] = True
    people.escalated[30:60] = 1 << MEDIATION
    people.wait_months[60:90] = 10
    contact = np.array(serve(model))
    # About 24 of each thirty ask; 50 are seen: all of the aggrieved (rank 16), then who waited long (10),
    # and only what is left of the vulnerable (8).
    asked_grievance, asked_wait, asked_vulnerable = (np.count_nonzero(contact[a : a + 30]) for a in (30, 60, 0))
    assert asked_grievance >= 18
    assert asked_wait >= 18
    assert asked_vulnerable < 18
    assert not contact[90:].any()


def test_workers_then_committee_then_groups() -> None:
    model = neighbourhood(1, 2_000, {"coefficients.service.overtime_load": 1.0,
                                     "coefficients.service.recreation_service": 1.0,
                                     "coefficients.service.group_contacts": 0.3})  # fmt: skip
    world = model.world
    # Seven staff x 100 cases x 0.1 of hours = 70 cases, of which 5% of the 50 that workers see are seen twice.
    world.committees.resident_share[:] = 0.1
    world.committees.staff[:] = 7
    # 100 members at 0.3, all of it with money.
    world.organisations.members[world.first_group] = 100
    contact = serve(model)
    assert met(contact, WORKER_FAILED) == pytest.approx(50, abs=1)
    assert met(contact, COMMITTEE_FAILED) == pytest.approx(67.5, abs=1)
    assert met(contact, GROUP_FAILED) == pytest.approx(30, abs=1)


def test_only_mature_groups_go_on_where_gatherings_are_forbidden() -> None:
    seen = []
    for maturity in (0.0, 0.5):
        model = neighbourhood(0, 2_000, {"coefficients.service.recreation_service": 1.0,
                                         "coefficients.service.group_contacts": 0.3,
                                         "policy.shock.gatherings": False})  # fmt: skip
        bodies, group = model.world.organisations, model.world.first_group
        bodies.members[group], bodies.maturity[group] = 100, maturity
        seen.append(met(serve(model), GROUP_FAILED))
    # Half of a hundred members at 0.3 contacts each.
    assert seen == pytest.approx([0, 15], abs=1)


def test_meetings_end_duplication() -> None:
    found = []
    for meetings in (0.0, 4.0):
        model = neighbourhood(1, 2_000, {"coefficients.service.coordination_loss": 0.5,
                                         "coefficients.service.meeting_effect": 2.0,
                                         "coefficients.service.overtime_load": 1.0,
                                         "policy.meeting.per_month": meetings})  # fmt: skip
        model.world.committees.resident_share[:] = 0.1
        model.world.committees.staff[:] = 7
        found.append(met(serve(model), COMMITTEE_FAILED))
    # Half of the workers' 50 are lost to the committee's 70; e^-8 of that with four meetings.
    assert found == [pytest.approx(45, abs=1), pytest.approx(70, abs=1)]


def test_hours_for_linkage_lower_duplication() -> None:
    found = []
    for hours in (0.0, 0.2, 0.5):
        model = neighbourhood(1, 2_000, {"coefficients.service.coordination_loss": 0.5,
                                         "coefficients.service.linkage_effect": 4.0,
                                         "coefficients.service.overtime_load": 1.0,
                                         "policy.meeting.per_month": 0.0})  # fmt: skip
        model.world.committees.resident_share[:] = 0.1
        model.world.committees.linkage_share[:] = hours
        model.world.committees.staff[:] = 7
        found.append(met(serve(model), COMMITTEE_FAILED))
    # The committee's 70 less half of the workers' 50, e^-0.8 = 0.449 of that half, and e^-2 = 0.135 of it.
    assert found == [pytest.approx(45, abs=1), pytest.approx(58.8, abs=1), pytest.approx(66.6, abs=1)]


def test_a_tie_helps_only_where_the_caseworker_s_post_is_filled() -> None:
    found = []
    for caseworker in ("filled", "vacant", "none"):
        # A fifth of mediation helps without a tie; the worker is able enough and gives all effort.
        model = neighbourhood(1, 2_000, {"coefficients.service.without_tie.mediation": 0.2,
                                         "coefficients.service.casework_fit": 0.5,
                                         "coefficients.service.casework_knowledge": 0.0})  # fmt: skip
        people, post = model.world.residents, int(model.world.contracts.first_post[1])
        people.tie[:] = 1.0
        people.caseworker[:] = {"filled": post, "vacant": post + 1, "none": -1}[caseworker]
        contact = serve(model)
        found.append(contact.count(WORKER_RESOLVED) / met(contact, WORKER_FAILED))
    assert found[0] > 2 * found[1]
    assert found[1] == found[2]


def test_who_is_helped_loses_the_need_and_the_wait() -> None:
    model = neighbourhood(3, 60)
    people = model.world.residents
    people.tie[:] = 1.0
    people.wait_months[:] = 3
    model.world.programmes.running[-3:] = True
    model.world.programmes.contract[-3:] = 1
    model.world.programmes.domain[-3:] = MEDIATION
    model.world.programmes.fit[-3:] = 1.0
    contact = np.array(serve(model))
    helped = contact == WORKER_RESOLVED
    # Perfect fit, skill, effort and tie: everybody who is seen is helped.
    assert helped.sum() >= 35
    assert not (contact == WORKER_FAILED).any()
    assert not people.needs[helped].any()
    assert not people.wait_months[helped].any()
    assert (people.needs[~helped] == 1 << MEDIATION).all()
    assert model.world.organisations.resolved_share[0] == pytest.approx(0.3 + 0.7 / 6)


def test_of_several_needs_one_is_helped_in_a_month() -> None:
    model = neighbourhood(3, 60)
    people = model.world.residents
    people.needs[:] = (1 << MEDIATION) | (1 << CULTURE)
    people.tie[:] = 1.0
    contact = np.array(serve(model))
    helped = contact == WORKER_RESOLVED
    assert helped.any()
    assert (people.needs[helped] == 1 << CULTURE).all()


@given(
    funded=st.floats(0, 1),
    effort=st.floats(0.4, 1),
    lost=st.floats(0, 0.5),
    time=st.floats(0.2, 0.8),
    more=st.floats(0, 1),
)
def test_money_and_time_never_serve_fewer(funded: float, effort: float, lost: float, time: float, more: float) -> None:
    found = []
    for money, share in ((funded, time), (min(1.0, funded + more), min(1.0, time + more))):
        model = neighbourhood(1, 200, {"coefficients.service.overtime_load": 1.0})
        bodies = model.world.organisations
        bodies.activity_funded_share[0], bodies.service_share[0] = money, share
        bodies.effort[0], bodies.displaced_share[0] = effort, lost
        found.append(met(serve(model), WORKER_FAILED))
    assert found[0] <= found[1]


def asking(trust: float, values: dict[str, Value]) -> float:
    """Share of residents in need, all alike, who meet anybody in a month; the committee has hands for everybody."""
    crowd: dict[str, Value] = {"setting.residents_per_community": 5_000, "setting.committee_staff": 30,
                               "setting.people_per_resident": 1}  # fmt: skip
    model = new(values={**crowd, **values, "coefficients.service.asking_chance": 0.4,
                        "coefficients.service.asking_without_trust": 0.5,
                        "coefficients.service.endorsement_effect": 0.2})  # fmt: skip
    people, rows = model.world.residents, model.world.committees
    people.needs[:], people.aware[:], people.trust_committee[:] = 1, True, trust
    rows.resident_share[:] = 1.0
    how = model.scenario.coefficients
    cases = how.committee_hours.cases_per_month
    service.serve(model.world, model.policy, how.service, how.routine, how.volunteering, cases)
    return float(np.mean(people.contact != 0))


def test_a_recommendation_is_worth_what_the_committee_is_trusted() -> None:
    # Asked without trust by 0.2, with half trust by 0.3 and with full trust by 0.4; recommended by 0.2, 0.4 and 0.6.
    endorsed: dict[str, Value] = {"policy.entry.endorsed": True}
    assert [asking(trust, {}) for trust in (0.0, 0.5, 1.0)] == pytest.approx([0.2, 0.3, 0.4], abs=0.025)
    assert [asking(trust, endorsed) for trust in (0.0, 0.5, 1.0)] == pytest.approx([0.2, 0.4, 0.6], abs=0.025)
