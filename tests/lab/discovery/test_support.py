from __future__ import annotations

import math

import numpy as np
import pytest

from sim.lab.discovery.boxes import Between, Cases, judged
from sim.lab.discovery.prim import peel
from sim.lab.discovery.support import found_again, quasi_p_values, without_chance
from sim.lab.discovery.tree import grow
from tests.lab.discovery.published import NAMES, biofuel, lattice


def test_quasi_p_values_are_as_published() -> None:
    cases = biofuel()
    values = quasi_p_values(peel(cases, share=0.1)[21].box, cases)
    assert {NAMES[place]: value for place, value in values.items()} == {
        "cellulosic_cost": pytest.approx(0.15741333528927348),
        "total_biomass": pytest.approx(4.716968553178765e-06),
        "demand_elasticity": pytest.approx(1.1849299115762218e-16),
        "biomass_backstop_price": pytest.approx(3.515112530263049e-11),
    }


def test_a_quasi_p_value_by_hand() -> None:
    """Of 4 cases 2 fail, both of those with x above 2: chance alone gives two of two with 1/2 times 1/2."""
    cases = Cases(np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([False, False, True, True]), ("number",))
    assert quasi_p_values((Between(low=2.5),), cases) == {0: pytest.approx(0.25)}


def test_what_chance_limited_is_left_out_as_published() -> None:
    """The example drops cellulosic cost and ends with coverage 0.764045 and density 0.715789."""
    cases = biofuel()
    box, dropped = without_chance(peel(cases, share=0.1)[21].box, cases)
    left = judged(box, cases)
    assert [NAMES[place] for place in dropped] == ["cellulosic_cost"]
    assert left.coverage == pytest.approx(0.764045, abs=1e-6)
    assert left.density == pytest.approx(0.715789, abs=1e-6)
    assert left.mass == pytest.approx(0.10771, abs=1e-5)


def test_the_last_condition_is_never_left_out() -> None:
    cases = Cases(np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([False, True, False, True]), ("number",))
    assert without_chance((Between(low=1.5),), cases) == ((Between(low=1.5),), ())


def test_halves_find_the_same_box_again_as_published() -> None:
    """Three conditions in all resamples of the example, cellulosic cost in most, three others in none or few."""
    cases = biofuel()
    halves = found_again(peel(cases, share=0.1)[21], cases, "biofuel", share=0.1)
    assert halves is not None
    again = dict(zip(NAMES, halves.found, strict=True))
    assert min(again[name] for name in ("total_biomass", "demand_elasticity", "biomass_backstop_price")) == 1.0
    assert again["cellulosic_cost"] >= 0.5
    assert max(again[name] for name in ("feedstock_distribution", "oil_elasticity", "oil_supply_shift")) <= 0.2
    assert halves.count == 20
    assert 0.5 < float(np.median(halves.density)) < 0.770115


def test_the_same_key_gives_the_same_halves() -> None:
    cases = biofuel()
    stage = peel(cases, share=0.1)[15]
    one, same, other = (found_again(stage, cases, key, share=0.1) for key in ("a", "a", "b"))
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.density.tolist() == same.density.tolist()
    assert one.density.tolist() != other.density.tolist()


def test_few_failures_are_not_halved() -> None:
    cases = Cases(np.arange(30.0)[:, None], np.arange(30) < 9, ("number",))
    assert found_again(judged((Between(high=8.5),), cases), cases, "few") is None


def test_a_tree_has_the_published_leaves() -> None:
    """The eight leaves of the example, with at least 5% of the cases in each."""
    tree = grow(biofuel(), "biofuel", depth=10)
    assert [(round(leaf.coverage, 6), round(leaf.density, 6), round(leaf.mass, 6)) for leaf in tree.leaves] == [
        (0.606742, 0.642857, 0.095238),
        (0.224719, 0.434783, 0.052154),
        (0.11236, 0.227273, 0.049887),
        (0.044944, 0.090909, 0.049887),
        (0.011236, 0.021739, 0.052154),
        (0.0, 0.0, 0.546485),
        (0.0, 0.0, 0.103175),
        (0.0, 0.0, 0.05102),
    ]
    assert 0.2 < tree.coverage < 0.606742
    assert 0.4 < tree.density < 0.75


def test_leaves_of_categories_share_out_all_cases() -> None:
    points = lattice(400, 2)
    category = np.floor(points[:, 1] * 3)
    cases = Cases(
        np.column_stack([points[:, 0], category]), (points[:, 0] > 0.5) & (category == 1), ("number", "category")
    )
    tree = grow(cases, "categories")
    assert sum(leaf.held for leaf in tree.leaves) == cases.count
    assert tree.leaves[0].density == 1.0
    assert tree.leaves[0].coverage == 1.0
    assert (tree.coverage, tree.density) == pytest.approx((1.0, 1.0), abs=0.05)


def test_too_few_failures_make_no_folds() -> None:
    cases = Cases(np.arange(40.0)[:, None], np.arange(40) < 4, ("number",))
    assert math.isnan(grow(cases, "few").density)
