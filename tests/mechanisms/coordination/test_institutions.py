"""What institutions of linkage spare, teach and take."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.resident import COMMITTEE_FAILED, NO_CONTACT, WORKER_FAILED
from sim.declare import Value
from sim.kernels.coordination import introduce
from sim.mechanisms.coordination import institutions
from sim.mechanisms.coordination.pressures import attention
from sim.model import ThreeSocietyModel
from sim.policy import Policy
from tests.districts import new

C = "policy.coordination."
RULES: dict[str, Value] = {
    "coefficients.coordination.institutions.fidelity": 0.5,
    "coefficients.coordination.institutions.clarity": 1.0,
    "coefficients.coordination.institutions.information_effect": 0.2,
    "coefficients.coordination.institutions.joint_service_effect": 0.4,
    "coefficients.coordination.institutions.list_effect": 0.1,
    "coefficients.coordination.institutions.information_learning": 0.3,
    "coefficients.coordination.institutions.feedback_learning": 0.1,
    "coefficients.coordination.institutions.grid_learning": 0.02,
    "coefficients.coordination.institutions.hours": 0.01,
    "coefficients.coordination.institutions.grid_hours": 0.03,
}


def linked(values: dict[str, Value], attending: float = 1.0, kept: float = 0.0) -> ThreeSocietyModel:
    """A community in full practice after a month: 0.4 met a worker, 0.1 were helped, 0.5 served; performance 0.5."""
    model = new(values={**RULES, **values})
    rows, how = model.world.committees, model.scenario.coefficients.coordination
    rows.practice_months[:], rows.practice[:] = 12, 1.0
    seen = np.array([[0.4], [0.1], [0.5], [0.5]])
    institutions.link(
        model.world, model.policy, how.institutions, how.pressures, how.joint_office, seen, np.array([attending]),
        np.array([kept]),
    )  # fmt: skip
    return model


def test_what_information_and_joint_service_spare_by_hand() -> None:
    # Half of what is ordered is done: (1 - 0.1) and (1 - 0.2).
    assert linked({C + "information": True}).world.committees.duplication_left[0] == pytest.approx(0.9)
    both: dict[str, Value] = {C + "information": True, C + "joint_service": True}
    assert linked(both).world.committees.duplication_left[0] == pytest.approx(0.72)
    # Where half of the workers take part, half of that is reached: (1 - 0.05) (1 - 0.1).
    assert linked(both, attending=0.5).world.committees.duplication_left[0] == pytest.approx(0.855)


def test_clear_lists_make_everything_else_work() -> None:
    rows = linked({C + "information": True, C + "lists": True}).world.committees
    # Full clarity: everything is done, (1 - 0.2) (1 - 0.1).
    assert rows.duplication_left[0] == pytest.approx(0.72)


def test_what_is_passed_on_by_hand() -> None:
    rows = linked({C + "information": True, C + "feedback": True}).world.committees
    # Half of 0.3 x 0.4 + 0.1 x 0.5.
    assert rows.told[0] == pytest.approx(0.085)
    assert rows.coordination_share[0] == pytest.approx(0.02)


def test_a_grid_teaches_only_where_it_is_linked_and_costs_hours_in_any_case() -> None:
    alone = linked({C + "grid": True}).world.committees
    together = linked({C + "grid": True, C + "grid_linked": True}).world.committees
    unused = linked({C + "grid_linked": True}).world.committees
    assert alone.told[0] == unused.told[0] == 0.0
    assert together.told[0] == pytest.approx(0.01)
    assert alone.coordination_share[0] == together.coordination_share[0] == pytest.approx(0.03)


def test_party_work_that_is_only_form_brings_little() -> None:
    full, form = (
        linked(
            {"policy.party.coordination": 1.0, "coefficients.coordination.institutions.party_effectiveness": effect}
        ).world.committees
        for effect in (1.0, 0.1)
    )
    assert full.duplication_left[0] < form.duplication_left[0] < 1.0
    assert full.party_volunteers[0] == pytest.approx(10.0 * form.party_volunteers[0])
    assert full.coordination_share[0] == form.coordination_share[0] > 0.0


def test_attention_by_hand() -> None:
    assert attention(0, 0.05) == 1.0
    assert attention(4, 0.05) == pytest.approx(1 / 1.2)
    rows = linked({C + "programmes": 4}).world.committees
    assert rows.listening[0] == pytest.approx(1 / 1.2)
    # Four programmes cover 1 - e^-1.6 of what is missing: (1 + 0.3 x 0.798103) / 1.2.
    assert rows.reach[0] == pytest.approx(1.239431 / 1.2)


def test_showcases_bring_contacts_and_cost_learning() -> None:
    rows = linked({C + "showcase_pressure": 0.5}).world.committees
    assert rows.reach[0] == pytest.approx(1.05)
    assert rows.listening[0] == pytest.approx(0.75)


def test_contacts_rise_and_fall_with_autonomy() -> None:
    found = []
    for interference in (1.0, 0.5, 0.25, 0.0):
        model = linked({C + "lists": True})
        model.world.committees.interference[:] = interference
        how = model.scenario.coefficients.coordination
        institutions.link(
            model.world, model.policy, how.institutions, how.pressures, how.joint_office, np.zeros((4, 1)),
            np.ones(1), np.zeros(1),
        )  # fmt: skip
        found.append(float(model.world.committees.reach[0]))
    # 1 - 0.3 x 0.5; 1; 1 + 0.3 x 0.25 - 2 x 0.05^2; 1 + 0.3 x 0.5 - 2 x 0.3^2.
    assert found == pytest.approx([0.85, 1.0, 1.07, 0.97])


def test_appraisal_by_residents_frees_hours_by_hand() -> None:
    model = linked({"policy.appraisal.resident_weight": 0.6})
    # Half of (0.6 - 0.1) of administrative hours, as far as residents are dissatisfied, 0.5.
    admin = model.world.committees.usual_admin_share[0]
    assert model.world.committees.taken_off_share[0] == pytest.approx(0.5 * 0.5 * 0.5 * admin)


def test_the_committee_introduces_whom_it_served() -> None:
    model = new(values={**RULES, C + "joint_service": True})
    world, people = model.world, model.world.residents
    people.contact[:] = NO_CONTACT
    people.contact[:3] = [COMMITTEE_FAILED, COMMITTEE_FAILED, WORKER_FAILED]
    people.tie[:] = 0.5
    people.caseworker[:] = -1
    tie = people.tie.copy()
    filled = np.array([True, False])
    caseworker = people.caseworker.copy()
    caseworker[:3] = [0, 1, 0]
    marks, rows = np.full(len(tie), 9, dtype=np.uint8), np.full(len(tie), 9)
    introduce(tie, caseworker, people.contact, filled, np.ones(1), 0.1, world.first_resident, marks, rows, 0, 1)
    # Only the first was served by the committee and has a caseworker in post: 0.5 + 0.1 x 0.5.
    assert tie[:4] == pytest.approx([0.55, 0.5, 0.5, 0.5])


def test_each_institution_asks_for_hours() -> None:
    assert institutions.count(Policy()) == 0
    assert institutions.count(linked({C + "information": True, C + "joint_office": True}).policy) == 2


def test_a_demonstration_lives_on_its_money() -> None:
    found = []
    for count in (1, 0):
        model = linked({C + "information": True, "policy.spread.demonstrations": count})
        model.world.committees.demonstration[:] = True
        how = model.scenario.coefficients.coordination
        institutions.link(
            model.world, model.policy, how.institutions, how.pressures, how.joint_office, np.zeros((4, 1)),
            np.ones(1), np.zeros(1),
        )  # fmt: skip
        found.append(float(model.world.committees.reach[0]))
    assert found == pytest.approx([1.1, 1.0])
