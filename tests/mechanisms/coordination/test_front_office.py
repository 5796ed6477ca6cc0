"""Windows, platform, stations, and grievances that are passed up."""

from __future__ import annotations

import numpy as np
import pytest

from sim.chance import key_words
from sim.declare import Value
from sim.domains import MEDIATION
from sim.mechanisms.coordination import front_office
from sim.mechanisms.coordination.front_office import give_digital_ability, go_online, pass_up
from sim.model import ThreeSocietyModel
from tests.districts import new

FRONT = "coefficients.coordination.front_office."
RULES: dict[str, Value] = {
    "setting.people_per_resident": 1000,
    FRONT + "requests": 0.02,
    FRONT + "people_per_window": 4000.0,
    FRONT + "cases_per_window": 100.0,
    FRONT + "work_months": 0.1,
    FRONT + "platform_speed": 0.4,
    FRONT + "merged_windows": 0.3,
    FRONT + "station_relief": 0.1,
    FRONT + "station_cases": 40.0,
    FRONT + "station_windows": 0.25,
}
KEY = key_words(7)


def offices(values: dict[str, Value]) -> ThreeSocietyModel:
    """One community of ten thousand people in full practice, after a month."""
    model = new(values={**RULES, **values})
    model.world.committees.practice[:] = 1.0
    front_office.process(model.world, model.policy, model.scenario.coefficients.coordination.front_office)
    return model


def test_windows_and_processing_time_by_hand() -> None:
    street = offices({}).world.streets
    # Two and a half windows, 250 requests a month; 200 come: a load of 0.8, 0.1 / 0.2 months.
    assert street.windows[0] == pytest.approx(2.5)
    assert street.processing_months[0] == pytest.approx(0.5)


def test_a_platform_is_faster_with_fewer_windows() -> None:
    model = offices({"policy.coordination.platform": True})
    street, rows = model.world.streets, model.world.committees
    assert street.windows[0] == pytest.approx(1.75)
    # A load of 200 x 0.6 / 175, and 0.06 months of work.
    assert street.processing_months[0] == pytest.approx(0.06 / (1 - 120 / 175))
    assert rows.taken_off_share[0] == pytest.approx(0.15 * rows.usual_admin_share[0])


def test_a_station_frees_hours_and_lengthens_the_queue() -> None:
    model = offices({"policy.coordination.station": True})
    street, rows = model.world.streets, model.world.committees
    assert rows.taken_off_share[0] == pytest.approx(0.1)
    # A tenth of seven staff's time brings 28 cases; a quarter more windows take 312.5.
    assert street.processing_months[0] == pytest.approx(0.1 / (1 - 228 / 312.5))
    full = offices({"policy.coordination.station": True, FRONT + "station_cases": 60.0, FRONT + "station_windows": 0.2,
                    "setting.committee_staff": 30})  # fmt: skip
    assert full.world.streets.processing_months[0] > 0.5


def test_the_digitally_able_learn_where_to_ask() -> None:
    aware, digital = np.zeros(1000, dtype=np.bool_), np.arange(1000) % 2 == 0
    go_online(aware, digital, np.array([0.3]), np.array([0, 1000]), KEY, 3)
    assert not aware[1::2].any()
    # 500 at a chance of 0.3: 150, give or take three standard deviations of ten.
    assert 120 < np.count_nonzero(aware) < 180
    again = aware.copy()
    go_online(again, digital, np.array([0.0]), np.array([0, 1000]), KEY, 4)
    assert (again == aware).all()


def test_the_vulnerable_are_less_often_digitally_able() -> None:
    digital, vulnerable = np.zeros(4000, dtype=np.bool_), np.arange(4000) < 2000
    give_digital_ability(digital, vulnerable, (0.7, 0.25), KEY, 0, len(digital))
    assert digital[:2000].mean() == pytest.approx(0.25, abs=0.04)
    assert digital[2000:].mean() == pytest.approx(0.7, abs=0.04)


def grievances(wait: list[int], tiers: int, settles: float) -> tuple[list[int], int]:
    """Needs left of residents with a grievance of mediation who have waited so long, and how many were passed up."""
    count = len(wait)
    needs = np.full(count, 1 << MEDIATION, dtype=np.uint8)
    escalated, waiting = needs.copy(), np.array(wait, dtype=np.uint8)
    passed_up = np.zeros(1, dtype=np.int32)
    pass_up(
        needs, escalated, waiting, np.ones(1), np.zeros(1, dtype=np.int32), passed_up, np.array([0, count]), tiers,
        (settles, 1), np.full(count, 9), KEY, 0, 0, 1,
    )  # fmt: skip
    assert (escalated == needs).all()
    assert (waiting[needs == 0] == 0).all()
    return needs.tolist(), int(passed_up[0])


def test_a_grievance_is_passed_up_a_tier_a_month() -> None:
    # The third tier is reached after two months of waiting, the fourth after three; one that settles all.
    assert grievances([0, 1, 2, 3], tiers=3, settles=1.0) == ([2, 2, 0, 0], 2)
    assert grievances([0, 1, 2, 3], tiers=3, settles=0.0) == ([2, 2, 2, 2], 2)


def test_the_fourth_tier_helps_who_waited_longer() -> None:
    left = [sum(grievances([5] * 400, tiers, 0.2)[0]) // (1 << MEDIATION) for tiers in (3, 4)]
    # A chance of 0.2 with one higher tier, of 0.4 with two.
    assert left[0] == pytest.approx(320, abs=25)
    assert left[1] == pytest.approx(240, abs=30)


def test_other_needs_stay() -> None:
    needs = np.array([(1 << MEDIATION) | 1], dtype=np.uint8)
    escalated, wait = np.array([1 << MEDIATION], dtype=np.uint8), np.array([9], dtype=np.uint8)
    pass_up(
        needs, escalated, wait, np.ones(1), np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32),
        np.array([0, 1]), 4, (1.0, 1), np.full(1, 9), KEY, 0, 0, 1,
    )  # fmt: skip
    assert needs.tolist() == [1]
    assert escalated.tolist() == [0]
    assert wait.tolist() == [9]
