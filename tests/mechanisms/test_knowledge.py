"""What committees know of needs, and what they plan from it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.committee import Committee
from sim.agents.resident import NO_CONTACT, WORKER_FAILED
from sim.declare import Value
from sim.mechanisms import knowledge
from sim.model import ThreeSocietyModel
from tests.districts import new

RATES: dict[str, Value] = {
    "coefficients.knowledge.resident_hours": 0.2,
    "coefficients.knowledge.session": 0.1,
    "coefficients.knowledge.meeting": 0.05,
    "coefficients.knowledge.outreach": 0.5,
    "coefficients.knowledge.forgetting": 0.05,
}


def learnt(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """One committee that knows a fifth of needs and has half of its hours for residents, in mid-year."""
    model = new(values={**RATES, **(values or {})})
    model.world.month = 3
    model.world.committees.knowledge[:] = 0.2
    model.world.committees.resident_share[:] = 0.5
    return model


def learn(model: ThreeSocietyModel) -> float:
    """What the committee knows after learning."""
    how = model.scenario.coefficients
    knowledge.learn(model.world, model.policy, how.knowledge, how.fit)
    known = model.world.committees.knowledge[0]
    assert (known == known[0]).all()
    return float(known[0])


def test_hours_alone_by_hand() -> None:
    # 0.2 + 0.8 (1 - e^-0.1) - 0.05 x 0.2 = 0.2661300655.
    assert learn(learnt()) == pytest.approx(0.2661300655)


def test_reports_of_what_residents_say_teach_more_by_hand() -> None:
    model = learnt({"policy.entry.agency_voice": True, "coefficients.knowledge.voice_effect": 0.5})
    model.world.residents.contact[:4] = WORKER_FAILED
    # Hours 0.1 and contacts with 4 of 10 residents at 0.5 x 1.5: 0.3.
    assert learn(model) == pytest.approx(0.2 + 0.8 * (1 - math.exp(-0.4)) - 0.01)


def test_everything_together_by_hand() -> None:
    model = learnt({"policy.meeting.per_month": 2.0})
    world = model.world
    world.committees.session[:] = True
    world.committees.turnout[:] = 0.25
    world.residents.contact[:] = NO_CONTACT
    world.residents.contact[:4] = WORKER_FAILED
    # Hours 0.2 x 0.5 = 0.1, a session 0.1 x sqrt(0.25) = 0.05, two meetings 0.1, contacts with 4 of 10
    # residents 0.5 x 0.4 = 0.2: in all 0.45.
    assert learn(model) == pytest.approx(0.2 + 0.8 * (1 - math.exp(-0.45)) - 0.01)


def test_knowledge_settles_where_learning_and_forgetting_meet() -> None:
    model, known = learnt(), 0.0
    for _ in range(400):
        known = learn(model)
    # With a = 1 - e^-0.1, a (1 - I) = 0.05 I gives I = a / (a + 0.05).
    a = 1 - math.exp(-0.1)
    assert known == pytest.approx(a / (a + 0.05))


@given(before=st.floats(0.0, 1.0), hours=st.floats(0.0, 1.0), more=st.floats(0.0, 1.0))
def test_more_hours_never_teach_less(before: float, hours: float, more: float) -> None:
    model = learnt()
    found = []
    for share in (hours, min(1.0, hours + more)):
        model.world.committees.knowledge[:] = before
        model.world.committees.resident_share[:] = share
        found.append(learn(model))
    assert 0.0 <= found[0] <= found[1] <= 1.0


def test_programmes_are_planned_once_a_year_where_most_needs_are_known() -> None:
    model = learnt({"coefficients.knowledge.own_programmes": 1})
    world, slots = model.world, model.world.programmes
    world.committees.knowledge[:] = 1.0
    world.residents.needs[:] = 0
    world.residents.needs[:7] = 1 << 5
    world.residents.needs[7:9] = 1 << 2
    learn(model)
    assert not slots.running.any()
    world.month = 12
    world.committees.knowledge[:] = 1.0
    world.committees.resident_share[:] = 1.0
    learn(model)
    assert slots.running[slots.contract < 0].tolist() == [True, False]
    assert slots.domain[0] == 5


def test_better_knowledge_gives_better_fit_with_the_same_luck() -> None:
    fits = []
    for known in (0.0, 0.4, 0.9):
        model = learnt()
        model.world.month = 0
        model.world.committees.knowledge[:] = known
        how = model.scenario.coefficients
        knowledge.plan_own_programmes(model.world, how.knowledge, how.fit)
        fits.append(model.world.programmes.fit[0])
    assert fits[0] < fits[1] < fits[2]
    assert np.isfinite(fits).all()


def test_a_committee_wants_most_what_most_need_and_the_first_of_equals() -> None:
    committee = new().world.deciders.committees[0]
    known = np.array([1.0, 3.0, 0.0, 3.0, 2.0, 0.0, 0.0, 0.0])
    assert committee.choose_domains(known, 3) == [1, 3, 4]
    assert committee.choose_domains(known, 9) == [1, 3, 4, 0, 2, 5, 6, 7]


def test_a_committee_may_choose_its_programmes_in_a_way_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Committee, "choose_domains", lambda _self, _known, count: [7, 6][:count])
    model = learnt({"coefficients.knowledge.own_programmes": 2})
    how = model.scenario.coefficients
    knowledge.plan_own_programmes(model.world, how.knowledge, how.fit)
    assert model.world.programmes.domain[:2].tolist() == [7, 6]
