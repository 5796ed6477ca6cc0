"""Courses teach, the less the more they repeat; rotation refreshes and estranges; students come and go."""

from __future__ import annotations

import numpy as np
import pytest

from sim.declare import Value
from sim.ledger import Flow, Sector
from sim.mechanisms.workforce import training
from sim.mechanisms.workforce.training import graduate, rotate, train
from sim.model import ThreeSocietyModel
from sim.staff import TERM_ENDS, student_posts
from tests.districts import lived, new, small

COURSES: dict[str, Value] = {
    "policy.training.worker_hours": 10.0,
    "policy.purchase.projects_per_street": 4,
    "coefficients.training.hour_yuan": 50.0,
}


def taught(hours: float, *, ordered: bool, already: float) -> float:
    """Skill of a worker at 0.5 after a month of courses that give 0.01 an hour, a curriculum of 100 hours."""
    skill, before = np.array([0.5]), np.array([already])
    posts = (np.array([True]), np.array([5], dtype=np.int16), np.array([False]))
    train(skill, before, posts, (hours, 0.0), 0.01, 100.0, 0.25, ordered)
    return float(skill[0])


def test_a_month_of_courses_by_hand() -> None:
    # Ten hours of something new give a tenth of the missing half; repeated, a quarter of that.
    assert taught(10.0, ordered=True, already=0.0) == pytest.approx(0.55)
    assert taught(10.0, ordered=True, already=99.0) == pytest.approx(0.55)
    assert taught(10.0, ordered=True, already=100.0) == pytest.approx(0.5125)
    # Without order e^-1 of it is new once the curriculum's hours are over.
    assert taught(10.0, ordered=False, already=100.0) == pytest.approx(0.5 + 0.05 * (0.25 + 0.75 * np.exp(-1.0)))


def test_order_teaches_more_in_the_same_hours() -> None:
    skills = []
    for ordered in (False, True):
        values = {**COURSES, "policy.training.ordered": ordered, "policy.workforce.turnover": "imposed",
                  "policy.workforce.imposed_turnover_rate": 0.0}  # fmt: skip
        world = lived(small("guangzhou", values), months=12).world
        skills.append(float(world.workers.skill[world.workers.filled].mean()))
    assert skills[0] < skills[1]


def test_who_is_new_begins_at_the_beginning_and_the_vacant_learn_nothing() -> None:
    skill, hours = np.full(3, 0.5), np.full(3, 80.0)
    posts = (np.array([True, True, False]), np.array([0, 7, 7], dtype=np.int16), np.array([False, False, True]))
    train(skill, hours, posts, (10.0, 5.0), 0.01, 100.0, 0.0, True)  # noqa: FBT003  kernels take no keywords
    assert hours.tolist() == [10.0, 90.0, 80.0]
    assert skill == pytest.approx([0.55, 0.55, 0.5])


def paid(model: ThreeSocietyModel, flow: Flow) -> int:
    """Fen that the funder paid this month through a flow."""
    ledger = model.world.ledger
    return -int(ledger.moved[flow][ledger.sectors == Sector.FUNDER].sum())


def test_courses_cost_money_and_time() -> None:
    model = new(values=COURSES)
    model.world.workers.filled[:3] = True
    training.teach(model.world, model.policy, model.scenario.coefficients.training)
    assert paid(model, Flow.TRAINING) == 3 * 10 * 5_000
    none: dict[str, Value] = {**COURSES, "policy.training.worker_hours": 0.0}
    free = lived(small("guangzhou", none), months=2).world.organisations.service_share[0]
    busy = lived(small("guangzhou", COURSES), months=2).world.organisations.service_share[0]
    assert free - busy == pytest.approx(10.0 / 170.0)


def test_holders_move_on_to_the_next_post_that_is_held() -> None:
    burnout, skill = np.array([0.1, 0.2, 0.3, 0.4, 0.9]), np.array([0.5, 0.6, 0.7, 0.8, 0.9])
    recognition, hours = np.zeros(5), np.arange(5.0)
    tenure, level = np.array([1, 2, 3, 4, 5], dtype=np.int16), np.ones(5, dtype=np.uint8)
    wage, owed = np.full(5, 100), np.arange(5)
    held, arrived = np.array([True, False, True, True, True]), np.zeros(5, dtype=np.bool_)
    contracts = (np.array([0, 4], dtype=np.int32), np.array([4, 1], dtype=np.int32))
    rotate(*contracts, held, arrived, (burnout, skill, recognition, hours), (tenure, level, wage, owed), 0.15)
    # The three of the first contract go round; the vacancy and the only post of the second stay as they are.
    assert skill.tolist() == [0.7, 0.6, 0.8, 0.5, 0.9]
    assert burnout == pytest.approx([0.15, 0.2, 0.25, 0.0, 0.9])
    assert tenure.tolist() == [3, 2, 4, 1, 5]
    assert owed.tolist() == [2, 1, 3, 0, 4]
    assert arrived.tolist() == [True, False, True, True, False]


def test_rotation_costs_ties_and_nobody_s_post() -> None:
    staying: dict[str, Value] = {
        "policy.workforce.turnover": "imposed",
        "policy.workforce.imposed_turnover_rate": 0.0,
        "setting.months": 36,
    }
    stay, change = (lived(small("guangzhou", {**staying, "policy.workforce.rotation": rotation})).world
                    for rotation in (False, True))  # fmt: skip
    assert np.count_nonzero(change.workers.filled) == np.count_nonzero(stay.workers.filled)
    assert change.residents.tie.mean() < 0.9 * stay.residents.tie.mean()
    assert change.workers.burnout[change.workers.filled].mean() < stay.workers.burnout[stay.workers.filled].mean()


def test_stories_raise_recognition_while_they_are_told_and_standards_for_good() -> None:
    model = new(values={"policy.workforce.recognition_campaign": True, "policy.workforce.professional_standards": True,
                        "coefficients.training.campaign_gain": 0.1, "coefficients.training.standing_growth": 0.012,
                        "coefficients.training.campaign_yuan": 12_000.0,
                        "coefficients.training.standing_yuan": 6_000.0})  # fmt: skip
    how = model.scenario.coefficients.training
    assert training.recognise(model.world, model.policy, how) == pytest.approx(0.101)
    assert paid(model, Flow.PUBLICITY) == 150_000
    quiet = new().policy
    assert training.recognise(model.world, quiet, how) == pytest.approx(0.001)


def test_the_same_posts_are_students_under_every_larger_share() -> None:
    identity, key = np.arange(2_000), np.uint64(3)
    few, many = student_posts(identity, 0.2, key), student_posts(identity, 0.6, key)
    assert not student_posts(identity, 0.0, key).any()
    assert [few.mean(), many.mean()] == pytest.approx([0.2, 0.6], abs=0.03)
    assert (few <= many).all()


def test_students_leave_when_the_term_ends() -> None:
    filled, left = np.ones(4_000, dtype=np.bool_), np.zeros(4_000, dtype=np.bool_)
    students, vacancy = np.arange(4_000) % 2 == 0, np.zeros(4_000, dtype=np.int16)
    graduate(np.arange(4_000), students, filled, left, vacancy, 0.4, np.uint64(3), TERM_ENDS)
    assert left[students].mean() == pytest.approx(0.4, abs=0.04)
    assert not left[~students].any()
    assert (left == ~filled).all()
    assert set(vacancy[left].tolist()) == {2}


def test_students_cost_less_so_that_more_posts_are_paid_for() -> None:
    few, many = (lived(small("guangzhou", {"policy.workforce.student_share": share}), months=3).world
                 for share in (0.0, 1.0))  # fmt: skip
    assert np.count_nonzero(many.workers.funded) > 1.5 * np.count_nonzero(few.workers.funded)
    assert many.workers.wage_fen[many.workers.filled].max() < 0.5 * few.workers.wage_fen[few.workers.filled].min()
