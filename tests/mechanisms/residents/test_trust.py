"""How fair affairs are, and whom residents trust."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.resident import COMMITTEE_RESOLVED, NO_CONTACT, WORKER_FAILED, WORKER_RESOLVED
from sim.declare import Value
from sim.kernels.trust import move_trust, step_to
from sim.mechanisms.residents import trust
from sim.model import ThreeSocietyModel
from tests.districts import new

WEIGHTS: dict[str, Value] = {
    "coefficients.trust.outcome_weight": 2.0,
    "coefficients.trust.justice_weight": 2.5,
    "coefficients.trust.joint_weight": 1.0,
    "coefficients.trust.middle": -2.0,
    "coefficients.trust.growth": 0.05,
    "coefficients.trust.loss_ratio": 2.0,
    "coefficients.trust.reply_weight": 0.4,
    "coefficients.trust.adoption_weight": 0.5,
    "coefficients.trust.notice_weight": 0.1,
    "coefficients.trust.voice_weight": 0.3,
    "coefficients.trust.justice_speed": 0.1,
    "coefficients.trust.own_part": 0.5,
    "coefficients.trust.contact_speed": 4.0,
    "coefficients.trust.committee_growth": 0.2,
}


def neighbourhood(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """Residents who find the place half well served and half fairly run, and half trust everybody."""
    model = new(values={**WEIGHTS, **(values or {})})
    people, rows = model.world.residents, model.world.committees
    people.performance[:] = people.justice[:] = 0.5
    people.trust_committee[:] = people.trust_government[:] = people.trust_agency[:] = 0.5
    people.contact[:] = NO_CONTACT
    rows.responsiveness[:] = 0.5
    rows.council_life[:] = rows.adopted_share[:] = 0.0
    return model


def adjust(model: ThreeSocietyModel) -> None:
    """Let trust have its month."""
    given = trust.experience(model.world, model.policy, model.scenario.coefficients.trust)
    served = np.empty(model.world.most_residents, dtype=np.int64)
    move_trust(*(*given, served, 0, len(model.world.committees)))


def test_fairness_by_hand() -> None:
    model = neighbourhood({"policy.council.sessions_planned_per_year": 4, "policy.council.notice": 0.5})
    rows = model.world.committees
    rows.responsiveness[:], rows.council_life[:], rows.adopted_share[:] = 0.6, 0.5, 0.8
    adjust(model)
    # 0.4 x 0.6 + 0.5 x 0.5 x 0.8 + 0.1 x 0.5.
    assert rows.justice[0] == pytest.approx(0.49)


def test_a_council_that_is_not_planned_adds_no_fairness() -> None:
    model = neighbourhood({"policy.council.sessions_planned_per_year": 0, "policy.council.notice": 1.0})
    rows = model.world.committees
    rows.council_life[:] = rows.adopted_share[:] = 1.0
    adjust(model)
    # Only replies count: 0.4 x 0.5.
    assert rows.justice[0] == pytest.approx(0.2)


def test_having_sat_in_the_council_feels_fairer() -> None:
    model = neighbourhood()
    people = model.world.residents
    people.attended[0] = True
    adjust(model)
    # Affairs are run at 0.2: a tenth of the way there is 0.47; who spoke adds 0.3 of what is missing.
    assert people.justice[:2] == pytest.approx([0.47 + 0.3 * 0.53, 0.47])


def test_trust_by_hand() -> None:
    model = neighbourhood()
    people = model.world.residents
    people.contact[:3] = [WORKER_RESOLVED, WORKER_FAILED, NO_CONTACT]
    adjust(model)
    # Fairness felt is 0.47; grounds are -2 + 2 x 0.5 + 2.5 x 0.47 = 0.175; results with fairness 0.5 x 0.47 = 0.235.
    # Government: 0.175 + 0.235 x 0.5 = 0.2925, squashed 0.5 + 0.5 x 0.2925 / 1.2925 = 0.613153; a twentieth there.
    assert people.trust_government[2] == pytest.approx(0.5 + 0.05 * 0.113153, abs=1e-6)
    # The committee replies as well as it is found to perform, so the same.
    assert people.trust_committee[2] == pytest.approx(people.trust_government[2])
    # Who met workers judges half by that: 0.75 after help, 0.25 without; -2 + 2 j + 1.175 + j x 0.47 is 1.0275
    # and -0.2075: squashed 0.753391 and 0.414079. Up by 0.2 of the way, down by 0.4.
    assert people.trust_agency[:3] == pytest.approx([0.5 + 0.2 * 0.253391, 0.5 - 0.4 * 0.085921, 0.5], abs=1e-6)


def test_a_committee_that_answers_better_than_it_is_seen_gains() -> None:
    found = []
    for replies in (0.2, 0.5, 0.9):
        model = neighbourhood()
        model.world.committees.responsiveness[:] = replies
        model.world.residents.justice[:] = 0.4 * replies
        adjust(model)
        found.append(float(model.world.residents.trust_committee[0]))
    assert found[0] < found[1] < found[2]


def test_trust_is_lost_twice_as_fast() -> None:
    assert step_to(0.5, 0.7, 0.05, 0.1) == pytest.approx(0.51)
    assert step_to(0.5, 0.3, 0.05, 0.1) == pytest.approx(0.48)
    assert step_to(0.5, 0.5, 0.05, 0.1) == 0.5


def test_trust_settles_at_what_is_warranted() -> None:
    # Steps of a twentieth: after n months 0.95^n of the gap is left.
    level = 0.1
    for _ in range(20):
        level = step_to(level, 0.9, 0.05, 0.1)
    assert level == pytest.approx(0.9 - 0.8 * 0.95**20)


@pytest.mark.parametrize(
    ("helped", "failed", "trust"),
    [
        # Workers met four of ten and helped three: 0.25 + 0.2 x (0.3 - 0.4 x 0.25).
        (3, 1, 0.29),
        # Met four and helped one, as much as is trusted: nothing moves.
        (1, 3, 0.25),
        # Met four and helped nobody: 0.25 - 0.2 x 0.4 x 0.25.
        (0, 4, 0.23),
        (0, 0, 0.25),
    ],
)
def test_committees_trust_organisations_by_what_helped(helped: int, failed: int, trust: float) -> None:
    model = neighbourhood()
    model.world.residents.contact[:helped] = WORKER_RESOLVED
    model.world.residents.contact[helped : helped + failed] = WORKER_FAILED
    model.world.residents.contact[9] = COMMITTEE_RESOLVED
    model.world.committees.trust_in_organisations[:] = 0.25
    adjust(model)
    assert model.world.committees.trust_in_organisations[0] == pytest.approx(trust)


shares = st.floats(0.0, 1.0)


@given(performance=shares, justice=shares, replies=shares, more=shares, contact=st.integers(0, 6))
def test_trust_stays_a_share_and_results_never_lower_it(
    performance: float, justice: float, replies: float, more: float, contact: int
) -> None:
    found = []
    for seen in (performance, min(1.0, performance + more)):
        model = neighbourhood()
        people = model.world.residents
        people.performance[:], people.justice[:] = seen, justice
        people.contact[:] = contact
        model.world.committees.responsiveness[:] = replies
        adjust(model)
        found.append(np.array([people.trust_committee[0], people.trust_government[0], people.trust_agency[0]]))
    assert (found[0] >= 0.0).all()
    assert (found[1] <= 1.0).all()
    assert (found[1] >= found[0] - 1e-6).all()
