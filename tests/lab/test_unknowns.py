"""Unknowns of an experiment become sets under which every policy is tried."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.errors import ScenarioError
from sim.lab.experiment import Experiment, read_experiment
from sim.lab.plan import make_plan
from sim.lab.resolved import experiment_toml
from sim.lab.unknowns import point_values, positions, unknown_sets
from sim.reading import parse_toml

COST, ROUNDS = "coefficients.evaluation.time_cost", "policy.evaluation.rounds_per_year"
PAYER, DELAY = "policy.evaluation.payer", "policy.payment.delay_months"
RANGES: dict[str, Any] = {COST: [], ROUNDS: [1, 3], PAYER: []}


def asked(method: str = "morris", points: int = 4, **changes: Any) -> Experiment:
    table = {
        "name": "q", "question_en": "?", "question_zh": "？", "scenario": "guangzhou", "seed": 7, "worlds": 2,
        "outcomes": ["satisfied_share"], "policy": [{"name": "late", "set": {DELAY: 9.0}}],
        "unknowns": {"method": method, "points": points, "ranges": RANGES}, **changes,
    }  # fmt: skip
    return read_experiment(table, "q.toml")


@pytest.mark.parametrize(("method", "points"), [("morris", 4 * 4), ("saltelli", 4 * 5), ("halton", 4)])
def test_every_policy_meets_every_point_in_every_world(method: str, points: int) -> None:
    experiment = asked(method)
    assert experiment.unknowns is not None
    assert experiment.unknowns.set_count() == len(point_values(experiment.unknowns, 7)) == points
    plan = make_plan(experiment)
    assert plan.uncertain == (COST, ROUNDS, PAYER)
    assert plan.run_count == 2 * 2 * len(plan.sets)
    assert plan.scenario(1).value(DELAY) == 9.0
    assert plan.scenario(1).value(COST) == plan.sets[0].values[COST]


def test_points_that_come_out_the_same_are_one_set_named_by_the_first() -> None:
    experiment = asked("halton", 30, unknowns={"method": "halton", "points": 30, "ranges": {ROUNDS: [1, 3]}})
    assert experiment.unknowns is not None
    values = [point[ROUNDS] for point in point_values(experiment.unknowns, 7)]
    sets = unknown_sets(experiment.unknowns, 7)
    assert [each.name for each in sets] == [f"point_{values.index(value)}" for value in dict.fromkeys(values)]
    assert {each.values[ROUNDS] for each in sets} == {1, 2, 3}


def test_a_position_is_a_share_of_the_range_or_a_place_in_the_list() -> None:
    found = positions({ROUNDS: [1, 3], PAYER: []}, [{ROUNDS: 1, PAYER: "organisation"}, {ROUNDS: 2, PAYER: "funder"}])
    assert np.array_equal(found, [[0.0, 1.0], [0.5, 0.0]])


def test_unknowns_written_back_are_the_same_design() -> None:
    experiment = asked("saltelli")
    again = read_experiment(parse_toml(experiment_toml(experiment), "again.toml"), "again.toml")
    assert make_plan(again).design_sha256 == make_plan(experiment).design_sha256


@pytest.mark.parametrize(
    ("unknowns", "told"),
    [
        ({"method": "saltelli", "points": 100, "ranges": {COST: []}}, r"unknowns.points: 100 .*such as 64 or 128"),
        ({"method": "random", "points": 8, "ranges": {COST: []}}, r"give morris, saltelli, latin_hypercube, sobol"),
        ({"method": "morris", "points": 1, "ranges": {COST: []}}, r"unknowns.points: 1 cannot .*from 2 to 10000"),
        ({"method": "morris", "points": 9000, "ranges": {COST: []}}, r"18000 points are too many; plan at most 10000"),
        ({"method": "morris", "points": 8, "ranges": {PAYER: ["funder"]}}, r"evaluation.payer: leaves nothing unknown"),
        ({"method": "morris", "points": 8, "ranges": {COST: [0.05, 0.01]}}, r"two numbers, the lower first"),
        ({"method": "morris", "points": 8, "ranges": {"coefficients.cost": []}}, r"there is no such lever"),
        ({"method": "morris", "points": 8, "ranges": {DELAY: []}}, r"is given by the sets and by the policies"),
    ],
)
def test_unknowns_that_cannot_be_drawn_are_refused_with_a_remedy(unknowns: dict[str, Any], told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        make_plan(asked(unknowns=unknowns))


def test_values_come_from_a_file_or_from_ranges_and_not_from_both() -> None:
    with pytest.raises(ScenarioError, match="values are given by `sets` and by `unknowns`; leave one of the two out"):
        asked(sets={"file": "some.csv"})
