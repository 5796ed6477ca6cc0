"""Samples cover their ranges evenly, are the same for the same seed, and can be extended."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.lab.experiment import read_experiment
from sim.lab.plan import make_plan
from sim.lab.sampling import ends, placed, sampled, unit_points
from sim.scenario import DECLARATIONS

DELAY, ROUNDS = "policy.payment.delay_months", "policy.evaluation.rounds_per_year"
PAYER, COST = "policy.evaluation.payer", "coefficients.evaluation.time_cost"


def question(**tables: object) -> dict[str, object]:
    return {
        "name": "q", "question_en": "?", "question_zh": "？", "scenario": "guangzhou", "seed": 7, "worlds": 2,
        "outcomes": ["satisfied_share"], **tables,
    }  # fmt: skip


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol", "halton"])
def test_every_dimension_is_covered_evenly(method: str) -> None:
    points = unit_points(method, 64, 3, 1)  # type: ignore[arg-type]
    counts = np.array([np.histogram(column, bins=8, range=(0, 1))[0] for column in points.T])
    # Each eighth of each axis holds its eight points; Halton, whose bases are not powers of two, nearly so.
    assert np.abs(counts - 8).max() <= (1 if method == "halton" else 0)


@pytest.mark.parametrize("method", ["sobol", "halton"])
def test_more_points_begin_with_those_there_were(method: str) -> None:
    few, many = (unit_points(method, count, 4, 9) for count in (16, 64))  # type: ignore[arg-type]
    assert np.array_equal(many[:16], few)


@given(st.floats(0, 1, exclude_max=True))
def test_a_place_along_a_range_is_an_allowed_value(share: float) -> None:
    assert 1.0 <= float(placed(DECLARATIONS[DELAY], [1.0, 6.0], share)) <= 6.0
    assert placed(DECLARATIONS[ROUNDS], [2, 5], share) == 2 + int(share * 4)
    assert placed(DECLARATIONS[PAYER], [], share) == ("funder" if share < 0.5 else "organisation")
    assert placed(DECLARATIONS[PAYER], ["funder"], share) == "funder"


def test_an_empty_range_is_all_that_is_declared() -> None:
    assert ends(DECLARATIONS[COST], []) == (DECLARATIONS[COST].low, DECLARATIONS[COST].high)


def test_a_sample_is_named_by_number_and_sets_every_range() -> None:
    rows = sampled("sobol", 4, {DELAY: [0, 9], ROUNDS: [0, 12]}, DECLARATIONS, 7)
    assert [row.name for row in rows] == ["sample_0", "sample_1", "sample_2", "sample_3"]
    assert all(set(row.values) == {DELAY, ROUNDS} for row in rows)


def test_a_design_is_the_baseline_named_policies_single_changes_and_samples() -> None:
    table = question(
        policy=[{"name": "late", "set": {DELAY: 9.0}}],
        one_at_a_time={ROUNDS: [2, 4], DELAY: [2.0]},
        sample={"method": "latin_hypercube", "points": 5, "ranges": {COST: []}},
    )
    plan = make_plan(read_experiment(table, "q.toml"))
    names = [policy.name for policy in plan.policies]
    # A delay of two months is what the scenario has: that single change is the baseline.
    assert names == ["baseline", "late", "rounds_per_year=2", "rounds_per_year=4", *(f"sample_{n}" for n in range(5))]
    assert plan.varying == (ROUNDS, DELAY, COST)


def test_points_that_set_the_same_are_one_policy() -> None:
    table = question(sample={"method": "halton", "points": 40, "ranges": {ROUNDS: [1, 3]}})
    assert {policy.values[ROUNDS] for policy in make_plan(read_experiment(table, "q.toml")).policies} == {1, 2, 3, 5}


@pytest.mark.parametrize(
    ("sample", "told"),
    [
        ({"method": "sobol", "points": 100, "ranges": {DELAY: []}}, r"power of two, such as 64 or 128"),
        ({"method": "random", "points": 8, "ranges": {DELAY: []}}, r"latin_hypercube, sobol or halton"),
        ({"method": "halton", "points": 8, "ranges": {DELAY: [6, 1]}}, r"two numbers, the lower first"),
        ({"method": "halton", "points": 8, "ranges": {DELAY: [6]}}, r"give the lowest and the highest value"),
        ({"method": "halton", "points": 8, "ranges": {DELAY: [0, 99]}}, r"from 0 to 12"),
        ({"method": "halton", "points": 8, "ranges": {"policy.delay": []}}, r"there is no such lever"),
        ({"method": "halton", "points": 8, "ranges": {}}, r"sample.ranges"),
    ],
)
def test_a_sample_that_cannot_be_drawn_is_refused_with_a_remedy(sample: dict[str, object], told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        make_plan(read_experiment(question(sample=sample), "q.toml"))
