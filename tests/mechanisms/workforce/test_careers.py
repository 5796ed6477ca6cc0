"""Workers learn, tire, leave and are followed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.declare import Value
from sim.errors import ScenarioError
from sim.mechanisms.workforce import careers
from sim.model import ThreeSocietyModel
from tests.districts import most, new

RATES: dict[str, Value] = {
    "policy.purchase.centre_yuan": 2_000_000.0,
    "policy.workforce.turnover": "imposed",
    "policy.workforce.imposed_turnover_rate": 0.0,
    "policy.workforce.supervision_ratio": 20.0,
    "coefficients.workforce.learning_by_service": 0.02,
    "coefficients.workforce.learning_by_supervision": 0.01,
    "coefficients.workforce.load_strain": 0.1,
    "coefficients.workforce.arrears_strain": 0.03,
    "coefficients.workforce.evaluation_strain": 0.1,
    "coefficients.workforce.role_strain": 0.02,
    "coefficients.workforce.supervision_relief": 0.01,
    "coefficients.workforce.recognition_relief": 0.02,
    "coefficients.workforce.recovery": 0.05,
    "coefficients.workforce.recognition_speed": 0.05,
    "coefficients.workforce.usual_burnout": 0.4,
    "coefficients.workforce.starting_burnout": 0.5,
    "coefficients.workforce.starting_recognition": 0.3,
}


def centre(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """A centre run by the first agency, every post of it filled."""
    model = new(values={**RATES, **(values or {})})
    world, workers = model.world, model.world.workers
    world.month = 3
    world.contracts.organisation[0] = 0
    workers.funded[:] = workers.filled[:] = True
    workers.wage_fen[:] = 1_000
    workers.load[:] = 1.0
    workers.burnout[:] = workers.recognition[:] = workers.skill[:] = 0.4
    world.residents.trust_agency[:] = 0.4
    world.organisations.service_share[0] = 0.5
    return model


def carry_on(model: ThreeSocietyModel, months: int = 1) -> None:
    """Let workers carry on for so many months."""
    how = model.scenario.coefficients
    for _ in range(months):
        careers.live_on(model.world, model.policy, how.workforce, how.training, how.staff)
        model.world.month += 1


def test_three_workers_by_hand() -> None:
    model = centre({"policy.workforce.supervision_ratio": 10.0})
    world, workers = model.world, model.world.workers
    world.organisations.evaluation_share[0] = 0.2
    world.residents.trust_agency[:] = 0.6
    workers.load[:3] = [1.0, 1.5, 1.0]
    workers.owed_fen[:3] = [0, 0, 5_000]
    carry_on(model)
    # Skill 0.4 + 0.6 x (0.02 x 0.5 + 0.01 x 2).
    assert workers.skill[:3] == pytest.approx([0.418] * 3)
    # Tired by evaluations 0.02 and two masters 0.02, by half a load 0.05, by three of five months owed 0.09;
    # rested by supervision 0.02, recognition 0.008 and time 0.02.
    assert workers.burnout[:3] == pytest.approx([0.392, 0.442, 0.482])
    assert workers.recognition[:3] == pytest.approx([0.41] * 3)
    assert workers.tenure_months[:3].tolist() == [1, 1, 1]


def test_nobody_leaves_where_no_turnover_is_imposed() -> None:
    model = centre()
    carry_on(model, 24)
    assert model.world.workers.filled.all()
    assert (model.world.workers.tenure_months == 24).all()


def test_imposed_turnover_is_a_twelfth_a_month_and_tenure_geometric() -> None:
    # 0.6 a year is 0.05 a month. 103 posts of fifty streets and more, watched until the first leaving.
    model = centre({"policy.workforce.imposed_turnover_rate": 0.6, "setting.streets": 60,
                    "policy.purchase.centre_yuan": 5_000_000.0})  # fmt: skip
    workers = model.world.workers
    model.world.contracts.organisation[:] = 0
    count = len(workers)
    stayed = np.ones(count, dtype=bool)
    left_first = 0
    survivors = []
    for month in range(24):
        carry_on(model)
        left_first += int(workers.left.sum()) if month == 0 else 0
        stayed &= workers.filled & ~workers.arrived
        survivors.append(stayed.mean())
    error = 4 * np.sqrt(0.25 / count)
    assert left_first / count == pytest.approx(0.05, abs=4 * np.sqrt(0.0475 / count))
    assert survivors == pytest.approx([0.95**month for month in range(1, 25)], abs=error)


def test_a_vacancy_lasts_and_a_beginner_follows() -> None:
    model = centre({"coefficients.workforce.vacancy_months": most("coefficients.workforce.vacancy_months"),
                    "coefficients.workforce.skill_spread": 0.0, "coefficients.workforce.starting_skill": 0.3,
                    "policy.workforce.imposed_turnover_rate": 0.9})  # fmt: skip
    workers = model.world.workers
    while not workers.left[0]:
        carry_on(model)
    # Mean vacancy of four months: at least one, and as long as was drawn.
    wait = int(workers.vacancy_months[0])
    assert wait >= 1
    assert not workers.filled[0]
    carry_on(model, wait - 1)
    assert not workers.filled[0]
    carry_on(model)
    assert workers.filled[0]
    assert workers.arrived[0]
    assert workers.tenure_months[0] == 0
    assert workers.level[0] == 1
    assert workers.skill[0] == pytest.approx(0.3)
    # Half of the usual burnout of 0.4.
    assert workers.burnout[0] == pytest.approx(0.2)
    assert workers.recognition[0] == pytest.approx(0.3)


def test_vacancies_are_as_long_as_declared_on_average() -> None:
    for months in (1.0, 1.5, 2.5, 4.0):
        model = centre({"coefficients.workforce.vacancy_months": months, "policy.workforce.imposed_turnover_rate": 0.9,
                        "setting.streets": 60, "policy.purchase.centre_yuan": 5_000_000.0})  # fmt: skip
        model.world.contracts.organisation[:] = 0
        waits: list[int] = []
        for _ in range(6):
            carry_on(model)
            waits += model.world.workers.vacancy_months[model.world.workers.left].tolist()
        # A post that somebody leaves is vacant for a month at least, and the chance to end is the same every month.
        error = 4 * np.sqrt(months * (months - 1.0) / len(waits))
        assert min(waits) == 1
        assert np.mean(waits) == pytest.approx(months, abs=error + 1e-9)
        assert waits.count(1) / len(waits) == pytest.approx(1.0 / months, abs=2.0 / np.sqrt(len(waits)))


def test_a_vacancy_of_less_than_a_month_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"vacancy_months.*1"):
        centre({"coefficients.workforce.vacancy_months": 0.5})


def test_what_leavers_are_owed_stays_their_employer_s_debt() -> None:
    model = centre({"policy.workforce.imposed_turnover_rate": 0.9})
    workers = model.world.workers
    workers.owed_fen[:] = 700
    carry_on(model)
    gone = int(workers.left.sum())
    assert gone > 0
    assert int(model.world.organisations.owed_to_leavers_fen[0]) == 700 * gone
    assert int(workers.owed_fen.sum()) == 700 * (len(workers) - gone)


def test_posts_without_money_are_not_filled() -> None:
    model = centre()
    workers = model.world.workers
    workers.funded[:] = workers.filled[:] = False
    carry_on(model, 3)
    assert not workers.filled.any()


def test_promotion_once_a_year_for_those_long_enough_in_post() -> None:
    model = centre({"policy.workforce.promotion_share": 0.5, "setting.streets": 60,
                    "policy.purchase.centre_yuan": 5_000_000.0})  # fmt: skip
    workers = model.world.workers
    model.world.contracts.organisation[:] = 0
    workers.tenure_months[:] = np.where(np.arange(len(workers)) % 2, 30, 10)
    workers.level[::4] = 3
    carry_on(model)
    assert set(workers.level.tolist()) == {1, 3}
    model.world.month = 11
    carry_on(model)
    assert (workers.level[::4] == 3).all()
    assert (workers.level[2::4] == 1).all()
    assert np.mean(workers.level[1::2] == 2) == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize(
    ("path", "value"),
    [("coefficients.workforce.outside_wage_yuan", 6_000.0), ("coefficients.workforce.arrears_effect", 0.8)],
)
def test_worse_terms_drive_more_away(path: str, value: float) -> None:
    left = []
    for values in ({}, {path: value}):
        model = centre({"policy.workforce.turnover": "emerging", "coefficients.workforce.base_readiness": -3.0,
                        "coefficients.workforce.arrears_effect": 0.0, "setting.streets": 60,
                        "policy.purchase.centre_yuan": 5_000_000.0, **values})  # fmt: skip
        model.world.contracts.organisation[:] = 0
        model.world.workers.owed_fen[:] = 2_000
        carry_on(model)
        left.append(int(model.world.workers.left.sum()))
    assert left[0] < left[1]


shares = st.floats(0, 1)


@given(
    skill=shares, burnout=shares, recognition=shares, load=st.floats(0, 2), owed=st.integers(0, 10_000), trust=shares
)
def test_skill_burnout_and_recognition_stay_shares(
    skill: float, burnout: float, recognition: float, load: float, owed: int, trust: float
) -> None:
    model = centre()
    workers = model.world.workers
    workers.skill[:], workers.burnout[:], workers.recognition[:] = skill, burnout, recognition
    workers.load[:], workers.owed_fen[:] = load, owed
    model.world.residents.trust_agency[:] = trust
    carry_on(model)
    for column in (workers.skill, workers.burnout, workers.recognition):
        assert ((column >= 0.0) & (column <= 1.0)).all()
    assert (workers.skill >= skill).all()


def test_borrowed_time_strains_by_hand() -> None:
    strains = []
    for borrowed in (0.0, 0.1, 0.3):
        model = new(values={"policy.workforce.borrowed_share": borrowed, "policy.purchase.projects_per_street": 1,
                            "coefficients.workforce.role_strain": 0.02, "coefficients.workforce.recovery": 0.01,
                            "coefficients.staff.borrowed_strain": 0.5})  # fmt: skip
        rows = model.world.workers
        rows.filled[0], rows.burnout[0], rows.tenure_months[0] = True, 0.5, 5
        carry_on(model)
        strains.append(float(rows.burnout[0]))
    # At the usual tenth 0.02; half of it goes with what is borrowed: 0.01 without, 0.04 at three times as much.
    assert np.diff(strains) == pytest.approx([0.01, 0.02])
