"""A run of the page is a run of the model, and its links are the dealings counted."""

from __future__ import annotations

import numpy as np
import pytest

from sim.app.course import live
from sim.app.errand import Course, Errand, Link, Links
from sim.app.links import mean_links
from sim.chance import world_seed
from sim.linkage import dealings
from sim.model import ThreeSocietyModel, simulate
from sim.scenario import Scenario, load_scenario

OUTCOMES = ("satisfied_share", "closures", "turnover_rate", "public_money_yuan")
SEED = world_seed(2012, 0)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("guangzhou").with_values({"setting.months": 14, "setting.communities_per_street": 2})


@pytest.fixture(scope="module")
def course(scenario: Scenario) -> Course:
    return live(Errand(scenario, scenario.fingerprint, SEED, OUTCOMES))


def test_its_numbers_are_those_of_a_run(scenario: Scenario, course: Course) -> None:
    run = simulate(scenario, SEED, series=OUTCOMES)
    assert course.outcomes == {name: run.outcomes[name] for name in OUTCOMES}
    for name in OUTCOMES:
        np.testing.assert_array_equal(course.series[name], run.series[name])


def test_its_links_are_the_last_months_dealings(scenario: Scenario, course: Course) -> None:
    model = ThreeSocietyModel(scenario, rng=SEED, collect=())
    for _ in range(scenario.months):
        model.step()
    seen = dealings(model.world)
    assert sum(link.pairs for link in course.links.links) == len(seen.rows)
    assert sum(link.by_government for link in course.links.links) == seen.by_government.sum()
    assert course.links.linked["committee"] == course.links.there["committee"] == 6
    assert all(course.links.linked[kind] <= course.links.there[kind] for kind in course.links.there)


def test_a_link_that_is_missing_in_a_world_counts_as_none_there() -> None:
    with_link = Links({"worker": 4}, {"worker": 2}, (Link("worker", "resident", 6, 2),))
    without = Links({"worker": 2}, {"worker": 0}, ())
    assert mean_links([with_link, without]) == Links({"worker": 3}, {"worker": 1}, (Link("worker", "resident", 3, 1),))
