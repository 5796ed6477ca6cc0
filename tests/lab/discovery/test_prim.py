from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from sim.lab.discovery.boxes import Among, Between, Box, Cases, Kind, inside, judged, restricted
from sim.lab.discovery.prim import balanced, paste, peel
from tests.lab.discovery.published import NAMES, biofuel, lattice


def numbers(columns: list[list[float]], fails: list[int]) -> Cases:
    kinds: list[Kind] = ["number" for _ in columns]
    return Cases(np.array(columns, float).T, np.array(fails, bool), tuple(kinds))


def test_peeling_takes_the_published_way() -> None:
    """Box 21 of the workbench's example on the data of Bryant & Lempert 2010, and its densest box."""
    stages = peel(biofuel(), share=0.1)
    published = stages[21]
    assert published.coverage == pytest.approx(0.752809, abs=1e-6)
    assert published.density == pytest.approx(0.770115, abs=1e-6)
    assert published.mass == pytest.approx(0.0986395, abs=1e-7)
    limits = {NAMES[place]: published.box[place] for place in published.restricted}
    ranges = {name: (limit.low, limit.high) for name, limit in limits.items() if isinstance(limit, Between)}
    assert ranges == {
        "cellulosic_cost": pytest.approx((72.650002, math.inf), abs=1e-4),
        "total_biomass": pytest.approx((-math.inf, 755.799988), abs=1e-4),
        "demand_elasticity": pytest.approx((-0.422, math.inf), abs=1e-4),
        "biomass_backstop_price": pytest.approx((150.049995, math.inf), abs=1e-4),
    }
    last = stages[-1]
    assert (last.density, len(last.restricted)) == (1.0, 6)
    assert last.coverage == pytest.approx(0.5056179775280899)
    assert last.mass == pytest.approx(0.05102040816326531)


def test_a_box_in_uniform_noise_is_found() -> None:
    """One case in eight fails: those with x above 0.6 and y below 0.3; three more conditions are noise."""
    points = lattice(1000, 5)
    fails = (points[:, 0] > 0.6) & (points[:, 1] < 0.3)
    cases = Cases(points, fails, ("number",) * 5)
    stages = peel(cases)
    found = judged(paste(stages[balanced(stages)].box, cases), cases)
    assert found.restricted == (0, 1)
    assert min(found.coverage, found.density) > 0.95
    x, y = found.box[0], found.box[1]
    assert isinstance(x, Between)
    assert isinstance(y, Between)
    assert (x.low, y.high) == pytest.approx((0.6, 0.3), abs=0.03)
    assert (x.high, y.low) == (math.inf, -math.inf)


def test_where_nothing_tells_cases_apart_nothing_is_peeled() -> None:
    points = np.tile(np.arange(10.0), 20)
    fails = np.repeat(np.arange(20) % 2 == 0, 10)
    stages = peel(Cases(points[:, None], fails, ("number",)))
    assert [stage.box for stage in stages] == [(None,)]


def test_whole_numbers_and_categories_are_peeled_by_their_values() -> None:
    """Two of three categories fail from the third of six whole numbers on: 8 of 18 combinations, ten times each."""
    rows = [(level, category) for level in range(1, 7) for category in range(3)] * 10
    matrix = np.array(rows, float)
    fails = (matrix[:, 0] >= 3) & (matrix[:, 1] != 1)
    cases = Cases(matrix, fails, ("number", "category"))
    stages = peel(cases)
    found = stages[balanced(stages)]
    assert found.box == (Between(low=2.5), Among(frozenset({0, 2})))
    assert (found.coverage, found.density, found.held) == (1.0, 1.0, 80)


def test_equal_numbers_stay_together() -> None:
    """A twentieth of the cases cannot be cut from a hundred zeros and a hundred ones: a half goes at once."""
    cases = numbers([[0.0] * 100 + [1.0] * 100], [0] * 90 + [1] * 10 + [1] * 100)
    stages = peel(cases)
    assert [stage.held for stage in stages] == [200, 100]
    assert stages[1].box == (Between(low=0.5),)


def test_no_box_is_smaller_than_asked() -> None:
    cases = biofuel()
    for least_mass in (0.3, 0.1):
        stages = peel(cases, least_mass=least_mass)
        assert all(stage.mass >= least_mass for stage in stages)
        assert len(stages) > 5


def test_pasting_widens_a_limit_up_to_where_failures_end() -> None:
    """Values 1 to 40 fail from 11 to 30; a box from 15 to 25 is pasted to just those."""
    values = [float(value) for value in range(1, 41)]
    cases = numbers([values], [int(11 <= value <= 30) for value in values])
    pasted = paste((Between(14.5, 25.5),), cases)
    assert pasted == (Between(10.5, 30.5),)


def test_pasting_frees_a_condition_that_makes_no_difference() -> None:
    values = [float(value) for value in range(20)]
    cases = numbers([values, values], [1] * 20)
    assert paste((Between(low=9.5), None), cases) == (None, None)


def test_pasting_gives_back_a_category() -> None:
    matrix = np.array([[0.0], [1.0], [2.0]] * 10)
    cases = Cases(matrix, matrix[:, 0] > 0, ("category",))
    assert paste((Among(frozenset({2})),), cases) == (Among(frozenset({1, 2})),)


def test_the_balanced_box_is_the_simplest_of_the_best() -> None:
    cases = biofuel()
    stages = peel(cases, share=0.1)
    chosen = stages[balanced(stages)]
    harmonic = [2 * each.coverage * each.density / (each.coverage + each.density) for each in stages]
    assert 2 * chosen.coverage * chosen.density / (chosen.coverage + chosen.density) == pytest.approx(max(harmonic))
    twice = [stages[5], stages[5]]
    assert balanced(twice) == 0


def test_a_box_holds_what_lies_within_all_its_limits() -> None:
    matrix = np.array([[1.0, 0.0], [2.0, 1.0], [3.0, 2.0]])
    box: Box = (Between(low=1.5), Among(frozenset({0, 1})))
    assert inside(box, matrix).tolist() == [False, True, False]
    assert restricted((None, *box)) == (1, 2)
    stage = judged(box, Cases(matrix, np.array([True, True, False]), ("number", "category")))
    assert (stage.held, stage.failing, stage.coverage, stage.density) == (1, 1, 0.5, 1.0)
    assert stage.mass == pytest.approx(1 / 3)


def test_each_stage_is_a_part_of_the_one_before() -> None:
    cases = biofuel()
    held = [inside(stage.box, cases.conditions) for stage in peel(cases)]
    assert all(bool((after <= before).all()) for before, after in pairwise(held))
    assert Counter(mask.sum() for mask in held).most_common(1)[0][1] == 1
