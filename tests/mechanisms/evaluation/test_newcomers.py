"""Specialists and newcomers: who works for rare needs, and who comes when somebody goes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim.declare import Value
from sim.domains import DISABILITY, RARE
from sim.mechanisms.evaluation import newcomers, visits
from sim.model import ThreeSocietyModel
from tests.districts import lived, new, small

MANY: dict[str, Value] = {"setting.small_agencies_per_street": 10, "setting.middle_agencies_per_street": 10}


def test_specialists_are_as_many_as_the_place_has() -> None:
    rows = new(values={**MANY, "setting.specialist_share": 0.5}).world.organisations
    works = rows.specialty[: new(values=MANY).world.agencies]
    assert set(works.tolist()) == {-1, *RARE}
    assert 5 <= np.count_nonzero(works >= 0) <= 16
    assert (new(values=MANY).world.organisations.specialty == -1).all()


def test_a_specialist_turns_its_project_to_its_own_field() -> None:
    model = new(values={"policy.purchase.projects_per_street": 2, "coefficients.newcomers.expertise": 0.4})
    world = model.world
    world.organisations.specialty[0] = DISABILITY
    world.contracts.organisation[:] = [0, 0, 1]
    world.programmes.running[:] = True
    world.programmes.fit[:] = 0.5
    before = world.programmes.domain.copy()
    world.contracts.years_left[:] = 1
    newcomers.work_for_rare_needs(world, model.policy, model.scenario.coefficients.newcomers)
    mine = world.programmes.contract == 1
    assert (world.programmes.domain[mine] == DISABILITY).all()
    assert world.programmes.fit[mine] == pytest.approx(0.7)
    # Its centre's programmes, the committee's own and the other agency's are left alone.
    assert (world.programmes.domain[~mine] == before[~mine]).all()
    assert (world.programmes.fit[~mine] == 0.5).all()


def scored(values: dict[str, Value]) -> float:
    """Star of a specialist with full marks for service after a visit without noise to speak of."""
    model = new(values={"policy.evaluation.rounds_per_year": 12, "policy.purchase.projects_per_street": 1,
                        "policy.evaluation.divergence": 0.0, "policy.evaluation.service_weight": 0.8,
                        "coefficients.evaluation.score_noise": 0.02, "coefficients.evaluation.case_mix": 0.5,
                        "coefficients.evaluation.standard_service": 0.0,
                        "coefficients.evaluation.validity": 0.0, **values})  # fmt: skip
    world = model.world
    world.organisations.specialty[0] = DISABILITY
    world.organisations.resolved_share[0] = 0.9
    world.contracts.organisation[1] = 0
    how = model.scenario.coefficients
    visits.send_evaluators(world, model.policy, how.evaluation, how.staff)
    return float(world.organisations.star[0])


def test_hard_cases_are_marked_down_unless_indicators_are_standard() -> None:
    # Half of the marks for service, which weighs 0.8 and is remembered by 0.4.
    assert scored({"policy.evaluation.standardised": True}) - scored({}) == pytest.approx(0.4 * 0.4)


def gone(values: dict[str, Value]) -> ThreeSocietyModel:
    """A market in which every agency has just closed, after its places were given away."""
    model = new(values={**MANY, **values})
    model.world.organisations.closed[: model.world.agencies] = True
    how = model.scenario.coefficients
    newcomers.renew(model.world, model.policy, how.newcomers, how.beginnings)
    return model


def test_newcomers_are_drawn_like_founders_but_seldom_for_rare_needs() -> None:
    values: dict[str, Value] = {"setting.specialist_share": 0.8, "coefficients.newcomers.rare_share": 0.25}
    founders, model = new(values={**MANY, **values}).world, gone(values)
    rows, count = model.world.organisations, model.world.agencies
    assert (rows.capability[:count] != founders.organisations.capability[:count]).all()
    assert rows.capability[:count].mean() == pytest.approx(founders.organisations.capability[:count].mean(), abs=0.1)
    assert np.count_nonzero(rows.specialty[:count] >= 0) < np.count_nonzero(founders.organisations.specialty >= 0)
    assert rows.evaluator[:count].max() < len(model.world.evaluators)


def test_public_ratings_attract_the_abler_from_outside() -> None:
    values: dict[str, Value] = {"coefficients.newcomers.outside_gain": 0.1}
    known = gone({**values, "policy.stars.published": True}).world.organisations.capability
    unknown = gone(values).world.organisations.capability
    assert (known[:20] - unknown[:20]).tolist() == pytest.approx([0.1] * 20)


def test_rare_needs_are_covered_where_agencies_specialise() -> None:
    ordinary, special = (
        lived(small("guangzhou", {**MANY, "setting.specialist_share": share}), months=1).world for share in (0.0, 0.8)
    )
    covered = [np.isin(world.programmes.domain[world.programmes.running], RARE).sum() for world in (ordinary, special)]
    assert covered[1] > covered[0]


@pytest.mark.parametrize("years", [1, 2, 3])
def test_a_specialist_brings_its_knowledge_once_to_a_project_of_several_years(years: int) -> None:
    values: dict[str, Value] = {**MANY, "setting.specialist_share": 0.8, "policy.purchase.contract_years": years,
                                "setting.months": 36}  # fmt: skip
    model = lived(small("guangzhou", values), months=1)
    world = model.world
    fits = [world.programmes.fit.copy()]
    for _ in range(2):
        for _ in range(12):
            model.step()
        fits.append(world.programmes.fit.copy())
    projects = world.programmes.contract >= len(world.streets)
    kept = [(after[projects] == before[projects]).all() for before, after in itertools.pairwise(fits)]
    assert kept == [years > 1, years > 2]
