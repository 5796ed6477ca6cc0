"""Outcomes of ratings, on organisations arranged by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model import ThreeSocietyModel
from sim.outcomes import OUTCOMES
from tests.districts import new


def market(stars: list[int], scores: list[float], fits: list[float]) -> ThreeSocietyModel:
    """Agencies that hold a project each, with given stars, scores and fit of what they do."""
    model = new(values={"policy.purchase.projects_per_street": 3})
    rows, count = model.world.organisations, len(stars)
    rows.stars[:count], rows.rating[:count] = stars, scores
    rows.effort[:count], rows.displaced_share[:count] = 1.0, 0.2
    model.world.programmes.running[:] = model.world.programmes.contract > 0
    for place, fit in enumerate(fits):
        model.world.programmes.fit[model.world.programmes.contract == place + 1] = fit
    model.world.contracts.organisation[1 : count + 1] = np.arange(count)
    model.world.contracts.value_fen[1 : count + 1] = [100, 200, 700][:count]
    return model


def measured(model: ThreeSocietyModel, name: str) -> float:
    return OUTCOMES[name].measure(model.world)


def test_mean_stars_count_by_money_and_leave_out_who_has_none() -> None:
    assert measured(market([5, 2, 0], [0.5] * 3, [0.5] * 3), "mean_stars") == pytest.approx((5 + 2 * 2) / 3)
    assert math.isnan(measured(market([0, 0], [0.5] * 2, [0.5] * 2), "mean_stars"))


@pytest.mark.parametrize(
    ("scores", "share"),
    [([0.9, 0.6, 0.3], 0.0), ([0.3, 0.6, 0.9], 1.0), ([0.5, 0.5, 0.5], 0.5), ([0.6, 0.9, 0.3], 1 / 3)],
)
def test_misranking_is_the_share_of_pairs_in_the_wrong_order(scores: list[float], share: float) -> None:
    assert measured(market([3, 3, 3], scores, [0.8, 0.5, 0.2]), "misranking") == pytest.approx(share)


def test_misranking_of_one_organisation_is_undefined() -> None:
    assert math.isnan(measured(market([3], [0.5], [0.5]), "misranking"))


def test_quality_is_that_of_who_holds_the_money() -> None:
    model = market([3, 3, 3], [0.5] * 3, [0.8, 0.5, 0.2])
    assert measured(model, "agency_quality") == pytest.approx(0.8 * (0.1 * 0.8 + 0.2 * 0.5 + 0.7 * 0.2))


def test_the_eliminated_are_not_counted_as_closed_for_want_of_money() -> None:
    model = market([1, 1], [0.5] * 2, [0.5] * 2)
    rows = model.world.organisations
    rows.closed[:2], rows.barred[0] = True, True
    assert measured(model, "eliminated") == 1.0
    assert measured(model, "closures") == 1.0


def test_community_organisations_that_end_are_not_agencies_that_close() -> None:
    model = market([3], [0.5], [0.5])
    rows = model.world.organisations
    rows.closed[model.world.first_group :] = True
    assert measured(model, "closures") == measured(model, "eliminated") == 0.0
