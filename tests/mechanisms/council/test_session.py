"""Councils meet, are attended, are heeded or not."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.committee import Committee
from sim.agents.resident import INERT, LATENT
from sim.declare import Value
from sim.mechanisms import council
from sim.mechanisms.council.session import ask_committees
from sim.model import ThreeSocietyModel
from tests.districts import least, most, new

ALWAYS: dict[str, Value] = {
    "policy.council.sessions_planned_per_year": 12,
    "policy.council.notice": 1.0,
    "policy.council.decisiveness": 1.0,
    "coefficients.council.readiness": 6.0,
    "coefficients.council.hours": 10.0,
    "coefficients.council.hassle": 0.0,
    "coefficients.council.attendance": 1.0,
    "coefficients.council.memory": 0.3,
    "coefficients.council.seats_share": 0.3,
    "coefficients.council.efficacy_speed": 0.2,
    "coefficients.council.rumour_speed": 0.05,
}


def three_residents(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """A community where one resident comes for sure, one is inert and aware, and the others know nothing."""
    model = new(values={**ALWAYS, **(values or {})})
    people = model.world.residents
    people.aware[:] = False
    people.aware[:2] = True
    people.kind[:] = LATENT
    people.kind[1] = INERT
    people.efficacy[:] = 0.5
    people.efficacy[0] = 1.0
    model.world.committees.resident_share[:] = 1.0
    return model


def deliberate(model: ThreeSocietyModel) -> None:
    """Let the council have its month."""
    how = model.scenario.coefficients
    council.deliberate(model.world, model.policy, how.council, how.commons)


def test_a_session_by_hand() -> None:
    # Readiness 6 + 10 hours + a lively council: the chance of the session is 1 - e^-16 or more.
    model = three_residents()
    rows, people = model.world.committees, model.world.residents
    deliberate(model)
    assert rows.session.tolist() == [True]
    # The latent resident comes with chance notice 1 x attendance 1 x efficacy 1; the inert one never.
    assert people.attended.tolist() == [True] + [False] * 9
    # One of 0.3 x 10 = 3 seats.
    assert rows.turnout[0] == pytest.approx(1 / 3)
    # Late turnout 0.3 moves by 0.3 towards a third, adoption from 0.2 towards all of three.
    assert rows.council_life[0] == pytest.approx(0.31)
    assert rows.adopted_share[0] == pytest.approx(0.2 + 0.3 * 0.8)
    assert rows.proposals_adopted.tolist() == [3]
    # Who came already believed fully; hearsay moves the other who is aware from 0.5 by 0.05 of 0.5.
    assert people.efficacy[:3] == pytest.approx([1.0, 0.525, 0.5])


def test_unheeded_proposals_discourage() -> None:
    model = three_residents({"policy.council.decisiveness": 0.0})
    model.world.committees.top_down[:] = True
    deliberate(model)
    # Towards nothing adopted: 1 - 0.2 and 0.5 - 0.05 x 0.5.
    assert model.world.residents.efficacy[:3] == pytest.approx([0.8, 0.475, 0.5])
    assert model.world.committees.proposals_adopted.tolist() == [0]


def test_nothing_is_proposed_where_nobody_comes() -> None:
    model = three_residents({"policy.council.notice": 0.0})
    deliberate(model)
    rows = model.world.committees
    assert rows.session.tolist() == [True]
    assert not model.world.residents.attended.any()
    assert rows.proposals_adopted.tolist() == [0]
    assert rows.adopted_share[0] == pytest.approx(0.2)


def test_decisions_from_above_bind_only_where_affairs_are_run_from_above() -> None:
    model = three_residents({"policy.council.decisiveness": 0.0, "coefficients.council.bottom_up_decisiveness": 1.0})
    model.world.committees.top_down[:] = False
    deliberate(model)
    assert model.world.committees.adopted_share[0] > 0.4


def test_a_session_that_is_not_held_takes_life() -> None:
    # Readiness -12 and no hours: a chance below e^-11.
    model = three_residents({"coefficients.council.readiness": least("coefficients.council.readiness"),
                             "coefficients.council.life": 0.0, "coefficients.council.fading": 0.1})  # fmt: skip
    model.world.committees.resident_share[:] = 0.0
    deliberate(model)
    assert not model.world.committees.session.any()
    assert model.world.committees.council_life[0] == pytest.approx(0.27)
    assert not model.world.residents.attended.any()


@pytest.mark.parametrize("planned", [0, 1, 3, 4, 12])
def test_sessions_are_held_as_often_as_planned(planned: int) -> None:
    model = three_residents({"policy.council.sessions_planned_per_year": planned})
    held = 0
    for _ in range(12):
        deliberate(model)
        held += int(model.world.committees.session[0])
        model.world.month += 1
    assert held == planned


def test_an_organisation_that_convenes_makes_sessions_likelier_and_hassle_rarer() -> None:
    committee = new().world.deciders.committees[0]
    committee.trust_in_organisations = 0.25
    # Logits 0, 0 - 1 x 0.75 and 0 + 1.5 - 0.75.
    chances = [committee.convene(0.0, 0.0, 0.0), committee.convene(0.0, 1.0, 0.0), committee.convene(0.0, 1.0, 1.5)]
    assert chances == pytest.approx([0.5, 1 / (1 + np.exp(0.75)), 1 / (1 + np.exp(-0.75))])


def test_two_regimes() -> None:
    # A lively council that is heeded keeps going; one that is not, fades: the vicious circle of M10.
    lives = []
    for decisive in (0.0, 1.0):
        model = three_residents(
            {"policy.council.decisiveness": decisive, "coefficients.council.readiness": -2.0,
             "coefficients.council.life": most("coefficients.council.life"), "coefficients.council.hours": 0.0}
        )  # fmt: skip
        model.world.committees.top_down[:] = True
        model.world.residents.aware[:] = True
        model.world.residents.kind[:] = LATENT
        for _ in range(60):
            deliberate(model)
            model.world.month += 1
        lives.append(float(model.world.committees.council_life[0]))
    assert lives[0] < 0.1
    assert lives[1] > 0.5


class Reluctant(Committee):
    """A committee that convenes no session at all."""

    def convene(self, readiness: float, hassle: float, by_organisation: float) -> float:
        """No chance, whatever speaks for it."""
        return 0.0 * super().convene(readiness, hassle, by_organisation)


def test_committees_are_asked_one_by_one_as_soon_as_one_decides_otherwise() -> None:
    model = new(values={**ALWAYS, "setting.communities_per_street": 3})
    world, how = model.world, model.scenario.coefficients.council
    world.committees.resident_share[:], world.committees.trust_in_organisations[:] = [0.1, 0.2, 0.3], [0.2, 0.5, 0.9]
    at_once = ask_committees(world, how, 0.5)
    world.deciders.committees[1] = Reluctant(model, world.committees, 1)
    assert ask_committees(world, how, 0.5).tolist() == [at_once[0], 0.0, at_once[2]]
    deliberate(model)
    assert world.committees.session.tolist() == [True, False, True]
