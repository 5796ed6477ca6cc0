"""How often residents take part, who wakes and who falls asleep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.agents.resident import ACTIVIST, INERT, LATENT
from sim.declare import Value
from sim.kernels.participation import join, joining_rooms
from sim.mechanisms.residents import joining
from sim.model import ThreeSocietyModel
from tests.districts import new

# At the usual values nothing pushes: everybody joins at the own base rate.
USUAL: dict[str, Value] = {
    "coefficients.participation.usual_fit": 0.0,
    "coefficients.participation.usual_programmes": 0.0,
    "coefficients.participation.usual_efficacy": 0.2,
    "coefficients.participation.usual_trust": 0.4,
    "coefficients.participation.usual_membership": 0.0,
    "coefficients.participation.usual_neighbours": 0.0,
    "coefficients.participation.lapse_chance": 0.0,
    "coefficients.participation.waking_chance": 0.0,
}


def neighbourhood(residents: int = 10, values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """Residents as they are usually, in no group, watching only themselves, where nothing runs."""
    model = new(values={**USUAL, **(values or {}), "setting.residents_per_community": residents})
    people = model.world.residents
    people.efficacy[:], people.trust_committee[:] = 0.2, 0.4
    people.group[:] = -1
    model.world.programmes.running[:] = False
    return model


def take_part(model: ThreeSocietyModel, months: int = 1) -> None:
    """Live so many months of participation; neighbours' activity of last month is forgotten in between."""
    world, how = model.world, model.scenario.coefficients.participation
    for _ in range(months):
        given = joining.inclination(world, model.policy, how, world.mean_fit())
        join(*(*given, joining_rooms(world.most_residents), 0, len(world.committees)))
        joining.book_year(world)
        world.month += 1


def test_the_year_s_classes_are_those_of_the_gamma_poisson_mixture() -> None:
    # 47% inert, the others gamma with shape 2 and mean 4: worked out beside the model,
    # 0.529 never, 0.157 once or twice, 0.211 three to six times, 0.103 more often.
    model = neighbourhood(30_000, {"coefficients.participation.inert_share": 0.47,
                                   "coefficients.participation.mean_rate": 4.0,
                                   "coefficients.participation.neighbour_effect": 0.2,
                                   "coefficients.beginnings.rate_shape": 2})  # fmt: skip
    people = model.world.residents
    for _ in range(12):
        people.activities[:] = 0
        take_part(model)
    times = people.last_year
    found = [np.mean(times == 0), np.mean((times > 0) & (times < 3)), np.mean((times > 2) & (times < 7)),
             np.mean(times > 6)]  # fmt: skip
    # Four standard errors of 30,000 are at most 0.0115.
    assert found == pytest.approx([0.529, 0.157, 0.211, 0.103], abs=0.0115)


def test_one_shape_gives_exponential_rates() -> None:
    model = neighbourhood(
        20_000, {"coefficients.beginnings.rate_shape": 1, "coefficients.participation.mean_rate": 4.0}
    )
    assert stats.kstest(model.world.residents.base_rate, stats.expon(scale=4.0).cdf).pvalue > 1e-4


def test_the_inert_never_join() -> None:
    model = neighbourhood()
    model.world.residents.kind[:] = INERT
    model.world.residents.base_rate[:] = 100.0
    take_part(model, 11)
    assert not model.world.residents.this_year.any()


def mean_activities(model: ThreeSocietyModel) -> float:
    """Mean activities in a month of residents who would join twelve a year."""
    model.world.residents.kind[:] = LATENT
    model.world.residents.base_rate[:] = 12.0
    take_part(model)
    return float(model.world.residents.activities.mean())


def test_what_pushes_multiplies_the_rate() -> None:
    # Standard error of a mean of one over 20,000: 0.007.
    assert mean_activities(neighbourhood(20_000)) == pytest.approx(1.0, abs=0.03)
    model = neighbourhood(20_000, {"coefficients.participation.efficacy_effect": 1.0,
                                   "coefficients.participation.trust_effect": 0.5,
                                   "coefficients.participation.group_effect": 0.7})  # fmt: skip
    people = model.world.residents
    people.efficacy[:], people.trust_committee[:], people.group[:] = 0.7, 0.8, 0
    # e^(1 x 0.5 + 0.5 x 0.4 + 0.7) = e^1.4 = 4.0552.
    assert mean_activities(model) == pytest.approx(4.0552, abs=0.06)


def test_programmes_that_fit_draw_people_by_hand() -> None:
    model = neighbourhood(20_000, {"coefficients.participation.fit_effect": 0.8,
                                   "coefficients.participation.invitation_effect": 0.1})  # fmt: skip
    slots = model.world.programmes
    slots.running[:2] = True
    slots.fit[:2] = [0.4, 0.6]
    # e^(0.8 x 0.5 + 0.1 x 2) = e^0.6 = 1.8221.
    assert mean_activities(model) == pytest.approx(1.8221, abs=0.04)


def test_active_neighbours_draw_people() -> None:
    model = neighbourhood(20_000, {"coefficients.participation.neighbour_effect": 0.8})
    model.world.residents.activities[:] = 1
    # e^0.8 = 2.2255 where all eight were active.
    assert mean_activities(model) == pytest.approx(2.2255, abs=0.05)


def test_who_wakes_knows_and_has_two_active_neighbours() -> None:
    model = neighbourhood(3_000, {"coefficients.participation.waking_chance": 0.05})
    people = model.world.residents
    people.kind[:] = INERT
    people.aware[:] = True
    people.aware[1_000:2_000] = False
    people.neighbours[:, :] = 2_999
    people.neighbours[:2_000, :2] = 2_998
    people.neighbours[2_000:, :] = 2_997
    people.neighbours[2_000:2_998, 0] = 2_998
    people.activities[2_998] = 1
    take_part(model)
    # Two of the first two thousand's eight are active, one of the others'. Of the first thousand 5% wake.
    awake = people.kind == LATENT
    assert np.count_nonzero(awake[:1_000]) == pytest.approx(50, abs=28)
    assert not awake[1_000:].any()


def test_who_joins_nothing_for_a_year_falls_asleep() -> None:
    model = neighbourhood(1_000, {"coefficients.participation.lapse_chance": 0.5})
    people = model.world.residents
    people.kind[:] = LATENT
    people.base_rate[:] = 0.0
    take_part(model, 11)
    assert (people.kind == LATENT).all()
    take_part(model)
    assert np.count_nonzero(people.kind == INERT) == pytest.approx(500, abs=65)


def test_activists_are_made_and_unmade_by_their_year() -> None:
    model = neighbourhood()
    people = model.world.residents
    people.base_rate[:] = 0.0
    people.kind[:6] = [LATENT, LATENT, ACTIVIST, ACTIVIST, INERT, LATENT]
    people.this_year[:6] = [7, 6, 3, 2, 9, 0]
    model.world.month = 11
    take_part(model)
    assert people.kind[:6].tolist() == [ACTIVIST, LATENT, ACTIVIST, LATENT, INERT, LATENT]
    assert people.last_year[:6].tolist() == [7, 6, 3, 2, 9, 0]
    assert not people.this_year.any()


@given(rate=st.floats(0.0, 500.0), efficacy=st.floats(0, 1), trust=st.floats(0, 1), more=st.floats(0, 1))
def test_counts_are_bounded_and_nothing_good_lowers_them(
    rate: float, efficacy: float, trust: float, more: float
) -> None:
    found = []
    for belief in (efficacy, min(1.0, efficacy + more)):
        model = neighbourhood()
        people = model.world.residents
        people.kind[:] = LATENT
        people.base_rate[:], people.efficacy[:], people.trust_committee[:] = rate, belief, trust
        take_part(model)
        found.append(people.activities.copy())
    assert (found[0] <= found[1]).all()
    assert found[1].max() <= 20
