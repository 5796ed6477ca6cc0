"""How residents judge what they see against what they expect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.resident import COMMITTEE_RESOLVED, NO_CONTACT, WORKER_FAILED
from sim.declare import Value
from sim.mechanisms.residents import satisfaction
from sim.model import ThreeSocietyModel
from tests.districts import new

WEIGHTS: dict[str, Value] = {
    "coefficients.satisfaction.threshold": 0.5,
    "coefficients.satisfaction.performance_weight": 0.6,
    "coefficients.satisfaction.disconfirmation_weight": 0.6,
    "coefficients.satisfaction.loss_aversion": 1.5,
    "coefficients.satisfaction.justice_weight": 0.4,
    "coefficients.satisfaction.peer_weight": 0.2,
    "coefficients.satisfaction.expectation_speed": 0.05,
    "coefficients.satisfaction.resolved_weight": 0.3,
    "coefficients.satisfaction.waiting_weight": 0.1,
    "coefficients.satisfaction.activity_weight": 0.2,
    "coefficients.satisfaction.rumour_weight": 0.1,
    "coefficients.satisfaction.calm_weight": 0.05,
}


def neighbourhood(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """Ten residents alike: performance and expectation 0.5, no justice, no taste, nobody satisfied before."""
    model = new(values={**WEIGHTS, **(values or {})})
    people = model.world.residents
    people.performance[:] = people.expectation[:] = 0.5
    people.justice[:] = people.taste[:] = 0.0
    people.satisfied[:] = False
    people.needs[:] = 1
    return model


def judge(model: ThreeSocietyModel) -> None:
    """Let residents judge a month."""
    given = satisfaction.judgement(model.world, model.scenario.coefficients.satisfaction, model.world.mean_fit())
    rooms = satisfaction.judging_rooms(model.world.most_residents)
    satisfaction.judge_all(*(*given, rooms, 0, len(model.world.committees)))


def test_four_residents_see_by_hand() -> None:
    model = neighbourhood()
    world, people = model.world, model.world.residents
    people.performance[:5] = [0.5, 0.4, 0.6, 0.5, 0.5]
    people.contact[:5] = [COMMITTEE_RESOLVED, WORKER_FAILED, NO_CONTACT, NO_CONTACT, NO_CONTACT]
    people.needs[2:4] = 0
    people.activities[3] = 2
    world.programmes.running[:2] = True
    world.programmes.fit[:2] = [0.2, 0.4]
    judge(model)
    # The community's mean is 0.5 and talk draws a tenth of the way to it.
    # Helped: 0.5 + 0.3 x 0.5 = 0.65. Still waiting: 0.4 + 0.01 - 0.1 x 0.4 = 0.37. Without need:
    # 0.6 - 0.01 + 0.05 x 0.4 = 0.61. Calm and active where programmes fit 0.3: 0.5 + 0.025 + 0.2 x 0.3 x 0.5
    # = 0.555. Waiting: 0.5 - 0.05 = 0.45.
    assert people.performance[:5] == pytest.approx([0.65, 0.37, 0.61, 0.555, 0.45])


@pytest.mark.parametrize("fit", [0.0, 0.1, 1.0])
def test_activities_please_however_badly_they_fit(fit: float) -> None:
    model = neighbourhood()
    people = model.world.residents
    people.performance[:] = 0.8
    people.needs[:] = 0
    people.activities[0] = 1
    model.world.programmes.running[0] = True
    model.world.programmes.fit[0] = fit
    judge(model)
    # A calm month adds 0.05 x 0.2; activities add a fifth of their fit of the missing 0.2, never less than nothing.
    assert people.performance[:2] == pytest.approx([0.81 + 0.2 * fit * 0.2, 0.81])


def test_judgements_by_hand() -> None:
    model = neighbourhood()
    people = model.world.residents
    people.needs[:] = 0
    people.performance[:] = 0.5
    people.expectation[:4] = [0.4, 0.6, 0.525, 0.525]
    people.justice[2:4] = [0.45, 0.5]
    people.taste[:2] = [0.13, 0.32]
    judge(model)
    # A calm month makes performance 0.525, worth 0.315.
    # Beyond expectation by 0.125: 0.315 + 0.075 + 0.13 = 0.52: satisfied.
    # Short by 0.075: 0.315 - 0.9 x 0.075 + 0.32 = 0.5675: satisfied. As expected, with justice 0.45:
    # 0.315 + 0.18 = 0.495: not. With 0.5: 0.515: satisfied. The others have 0.315 + 0.6 x 0.025 only.
    assert people.satisfied[:5].tolist() == [True, True, False, True, False]
    # Expectations move a twentieth of the way to 0.525.
    assert people.expectation[:3] == pytest.approx([0.40625, 0.59625, 0.525])


def test_losing_hurts_more_than_winning_pleases() -> None:
    found = []
    for gap in (0.1, -0.1):
        lowest, seen = None, 0.0
        for taste in np.arange(-0.5, 0.8, 0.005):
            model = neighbourhood()
            people = model.world.residents
            people.needs[:] = 0
            people.performance[:] = 1.0
            people.expectation[:] = 1.0 - gap if gap > 0 else 1.0
            if gap < 0:
                people.performance[:] = 0.9
                people.needs[:] = 1
                people.expectation[:] = 0.9 * 0.9 + 0.1
            people.taste[:] = taste
            judge(model)
            if people.satisfied.all():
                lowest, seen = taste, float(people.performance[0])
                break
        assert lowest is not None
        found.append((lowest, seen))
    # Satisfied needs 0.5 = 0.6 P + 0.6 x 0.1 + taste above, 0.6 P - 0.9 x 0.1 + taste below.
    assert found[0][0] == pytest.approx(0.5 - 0.6 * found[0][1] - 0.06, abs=0.006)
    assert found[1][0] == pytest.approx(0.5 - 0.6 * found[1][1] + 0.09, abs=0.006)


def test_neighbours_count_as_they_were_last_month() -> None:
    model = neighbourhood()
    people = model.world.residents
    people.needs[:] = 0
    people.performance[:] = people.expectation[:] = 1.0
    people.taste[:] = -0.2
    people.neighbours[0] = [1, 2, 3, 4, 5, 6, 7, 8]
    people.neighbours[9] = [1, 2, 3, 4, 5, 6, 7, 8]
    people.satisfied[1:6] = True
    judge(model)
    # 0.6 - 0.2 + 0.2 x 5 / 8 = 0.525 for who watches five satisfied; all are asked about last month.
    assert people.satisfied[0]
    assert people.satisfied[9]


def test_each_satisfied_neighbour_adds_an_eighth_of_their_weight() -> None:
    model = neighbourhood()
    people = model.world.residents
    people.needs[:] = 0
    people.performance[:] = people.expectation[:] = 1.0
    people.taste[:] = -0.19
    people.satisfied[9] = True
    for content in range(9):
        people.neighbours[content] = [9] * content + [content] * (8 - content)
    judge(model)
    # 0.6 - 0.19 + 0.2 x n / 8 exceeds 0.5 from four satisfied neighbours on.
    assert people.satisfied[:9].tolist() == [content >= 4 for content in range(9)]


def test_gains_fade_as_expectations_follow() -> None:
    # Performance jumps from 0.5 to 1 and stays: the surprise of 0.5 is worth 0.3 at first and nothing in the end.
    model = neighbourhood()
    people = model.world.residents
    people.needs[:] = 0
    people.performance[:] = 1.0
    people.taste[:] = -0.2
    seen = []
    for _ in range(120):
        judge(model)
        seen.append(bool(people.satisfied[0]))
        people.satisfied[:] = False
    # 0.6 - 0.2 + 0.3 x 0.95^t = 0.5 until 0.95^t = 1/3: t = 21.4.
    assert seen == [True] * 22 + [False] * 98
    assert people.expectation[0] == pytest.approx(1.0, abs=0.002)


@given(
    start=st.floats(0, 1),
    needs=st.integers(0, 1),
    contact=st.integers(0, 6),
    active=st.integers(0, 9),
    fit=st.floats(0, 1),
)
def test_performance_stays_a_share_and_help_never_lowers_it(
    start: float, needs: int, contact: int, active: int, fit: float
) -> None:
    model = neighbourhood()
    people = model.world.residents
    people.performance[:] = start
    people.needs[:] = needs
    people.activities[:] = active
    people.contact[:] = contact
    people.contact[0] = COMMITTEE_RESOLVED
    model.world.programmes.running[:] = True
    model.world.programmes.fit[:] = fit
    judge(model)
    assert (people.performance >= 0.0).all()
    assert (people.performance <= 1.0).all()
    assert (people.performance[0] >= people.performance[1:] - 1e-6).all()
