"""A committee's hours, with relief and its rebound."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declare import Value
from sim.mechanisms import committee_hours
from sim.model import ThreeSocietyModel
from tests.districts import new

HOURS: dict[str, Value] = {
    "setting.communities_per_street": 3,
    "coefficients.committee_hours.relief_effect": 0.7,
    "coefficients.committee_hours.rebound": 0.4,
    "coefficients.committee_hours.refill_speed": 0.2,
    "coefficients.committee_hours.linkage_share": 0.3,
    "coefficients.committee_hours.meeting_cost": 0.02,
}


def divide(model: ThreeSocietyModel) -> None:
    """Let committees divide their hours."""
    how = model.scenario.coefficients
    committee_hours.divide(model.world, model.policy, how.committee_hours, how.staff)


def divided(values: dict[str, Value], months: int = 1) -> ThreeSocietyModel:
    """Three committees whose administrative tasks take 65.5%, 95% and 30%, after some months."""
    model = new(values={**HOURS, **values})
    model.world.committees.usual_admin_share[:] = [0.655, 0.95, 0.30]
    for _ in range(months):
        divide(model)
    return model


def test_without_relief_or_meetings_by_hand() -> None:
    rows = divided({}).world.committees
    assert rows.admin_share == pytest.approx([0.655, 0.95, 0.30])
    assert rows.meeting_share.tolist() == [0.0, 0.0, 0.0]
    # What is left goes three tenths to linkage, seven to residents: 0.345, 0.05 and 0.7.
    assert rows.linkage_share == pytest.approx([0.1035, 0.015, 0.21])
    assert rows.resident_share == pytest.approx([0.2415, 0.035, 0.49])


def test_the_first_month_of_full_relief_by_hand() -> None:
    rows = divided({"policy.relief.strength": 1.0}).world.committees
    # 0.655 x 0.7 = 0.4585 is freed; of 0.4 of it, 0.1834, a fifth is back at once: 0.03668.
    assert rows.refilled_share[0] == pytest.approx(0.03668)
    assert rows.admin_share[0] == pytest.approx(0.655 - 0.4585 + 0.03668)
    # 0.3 - 0.21 + 0.2 x 0.4 x 0.21 = 0.1068, just above the least of 0.1.
    assert rows.admin_share[2] == pytest.approx(0.1068)


def test_rebound_takes_back_its_share_in_the_end() -> None:
    rows = divided({"policy.relief.strength": 1.0}, months=120).world.committees
    # 0.655 - 0.6 x 0.4585 = 0.3799.
    assert rows.admin_share[0] == pytest.approx(0.3799)


def test_enforced_relief_stays() -> None:
    rows = divided({"policy.relief.strength": 1.0, "policy.relief.enforcement": 1.0}, months=120).world.committees
    assert rows.admin_share == pytest.approx([0.1965, 0.285, 0.1])
    assert not rows.refilled_share.any()


def test_meetings_take_no_more_than_there_is() -> None:
    rows = divided({"policy.meeting.per_month": 4.0}).world.committees
    # Four meetings at 0.02 are 0.08 of the hours; the second committee has 0.05 left.
    assert rows.meeting_share == pytest.approx([0.08, 0.05, 0.08])
    assert rows.resident_share == pytest.approx([0.7 * 0.265, 0.0, 0.7 * 0.62])


shares = st.floats(0.0, 1.0)


@given(relief=shares, more=shares, enforcement=shares, meetings=st.floats(0.0, 4.0), months=st.integers(1, 20))
def test_relief_lowers_the_load_and_hours_add_up(
    relief: float, more: float, enforcement: float, meetings: float, months: int
) -> None:
    values: dict[str, Value] = {"policy.relief.enforcement": enforcement, "policy.meeting.per_month": meetings}
    some = divided({**values, "policy.relief.strength": relief}, months).world.committees
    most = divided({**values, "policy.relief.strength": min(1.0, relief + more)}, months).world.committees
    assert (most.admin_share <= some.admin_share + 1e-12).all()
    whole = some.admin_share + some.meeting_share + some.linkage_share + some.resident_share
    np.testing.assert_allclose(whole, 1.0)
    assert (some.resident_share >= 0.0).all()


def test_responsiveness_by_hand() -> None:
    model = divided({"coefficients.committee_hours.cases_per_month": 100.0, "setting.people_per_resident": 20,
                     "setting.committee_staff": 7})  # fmt: skip
    world = model.world
    world.residents.needs[:] = 0
    world.residents.needs[:6] = 1
    divide(model)
    # 7 staff x 100 cases / 20 people = 35 resident agents a month of nothing else.
    # First committee: 0.2415 x 35 = 8.4525 for six who wait. The others have nobody waiting, counted as one.
    expected = [1 - math.exp(-8.4525 / 6), 1 - math.exp(-0.035 * 35), 1 - math.exp(-0.49 * 35)]
    assert world.committees.responsiveness == pytest.approx(expected)


def test_each_further_hour_helps_less() -> None:
    answers = []
    for usual in (0.9, 0.7, 0.5, 0.3):
        model = new(values=HOURS)
        model.world.committees.usual_admin_share[:] = usual
        model.world.residents.needs[:] = 1
        divide(model)
        answers.append(model.world.committees.responsiveness[0])
    gains = np.diff(answers)
    assert (gains > 0.0).all()
    assert (np.diff(gains) < 0.0).all()


def test_linkage_gives_way_before_administration_to_what_residents_had() -> None:
    rows = divided({"policy.oversight.basic_service_floor": 1.0, "policy.meeting.per_month": 4.0}).world.committees
    # Four meetings take 0.08 of the first: 0.265 is left, of which residents had 0.2415 before linkage.
    assert rows.resident_share[0] == pytest.approx(0.7 * 0.345)
    assert rows.linkage_share[0] == pytest.approx(0.3 * 0.265 - (0.2415 - 0.7 * 0.265))
    assert rows.admin_share[0] == pytest.approx(0.655)
    # The second has nothing left beside administration and meetings: administration gives what is missing.
    assert rows.resident_share[1] == pytest.approx(0.7 * 0.05)
    assert rows.linkage_share[1] == pytest.approx(0.0)
    assert rows.admin_share[1] == pytest.approx(0.95 - 0.7 * 0.05)


def test_a_floor_that_is_kept_anyway_changes_nothing() -> None:
    with_floor = divided({"policy.oversight.basic_service_floor": 0.5}).world.committees
    without = divided({}).world.committees
    assert (with_floor.linkage_share == without.linkage_share).all()
    assert (with_floor.resident_share == without.resident_share).all()
