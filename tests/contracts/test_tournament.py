"""The tournament compares systems in one place, under common worlds, at equal public money."""

from __future__ import annotations

import pytest

from scripts.equalise import CAPACITIES, MONEY, SYSTEMS, TARGET_YUAN, in_place, yuan_per_community
from sim.lab.experiment import load_experiment
from sim.lab.plan import Plan, make_plan
from sim.scenario import load_scenario

FEW_WORLDS, ALL_WORLDS = 1, 20
POLICIES = len(SYSTEMS) * len(CAPACITIES)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(load_experiment("tournament"))


def test_every_system_is_compared_at_every_capacity(plan: Plan) -> None:
    expected = {f"{system.name}_{capacity.name}" for system in SYSTEMS for capacity in CAPACITIES}
    own = f"{SYSTEMS[0].name}_{CAPACITIES[1].name}"
    assert {policy.name for policy in plan.policies[1:]} == expected - {own}
    assert plan.worlds == ALL_WORLDS


def test_all_meet_the_same_place_but_for_the_agencies(plan: Plan) -> None:
    place = load_scenario("tournament")
    varied = set(CAPACITIES[0].values)
    for policy in plan.policies:
        known, own = place.values(), policy.scenario.values()
        assert {path for path in own if not path.startswith("policy.") and own[path] != known[path]} <= varied
        assert policy.scenario.before == place.before


def test_a_system_differs_from_its_scenario_by_its_money_and_the_size_of_the_district(plan: Plan) -> None:
    by_name = {policy.name: policy.scenario for policy in plan.policies}
    for system in SYSTEMS:
        for capacity in CAPACITIES:
            found = by_name.get(f"{system.name}_{capacity.name}", plan.baseline.scenario).values()
            wanted = in_place(system, capacity).values()
            changed = {path for path in wanted if wanted[path] != found[path]}
            assert changed <= {*MONEY, "policy.purchase.projects_per_street"}


@pytest.mark.parametrize("place", range(POLICIES))
def test_the_public_money_is_nearly_equal_in_one_world(plan: Plan, place: int) -> None:
    cost = yuan_per_community(plan.policies[place].scenario, plan.experiment.seed, FEW_WORLDS)
    assert cost == pytest.approx(TARGET_YUAN, rel=0.1)


@pytest.mark.nightly
@pytest.mark.parametrize("place", range(POLICIES))
def test_the_public_money_is_equal_within_two_per_cent(plan: Plan, place: int) -> None:
    cost = yuan_per_community(plan.policies[place].scenario, plan.experiment.seed, ALL_WORLDS)
    assert cost == pytest.approx(TARGET_YUAN, rel=0.02)
