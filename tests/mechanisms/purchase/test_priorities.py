"""Where projects go and what they are about when the government looks at needs."""

from __future__ import annotations

import numpy as np

from sim.declare import Value
from sim.kernels.purchase import prioritise
from sim.ledger import Flow
from sim.mechanisms import purchase
from sim.model import ThreeSocietyModel
from sim.outcomes import OUTCOMES
from sim.records import OWN_PROGRAMMES
from tests.districts import lived, new, small

STREET: dict[str, Value] = {
    "policy.purchase.centre_yuan": 0.0,
    "policy.purchase.projects_per_street": 4,
    "policy.purchase.needs_based": True,
    "coefficients.purchase.priorities.survey_share": 1.0,
    "coefficients.purchase.priorities.survey_yuan": 5_000.0,
    "setting.communities_per_street": 3,
}


def called(values: dict[str, Value] | None = None) -> ThreeSocietyModel:
    """A street of three communities with 8, 4 and 0 open needs after its call at month 0."""
    model = new(values={**STREET, **(values or {})})
    model.world.residents.needs[:] = 0
    model.world.residents.needs[:8] = 1
    model.world.residents.needs[10:14] = 2
    call(model)
    return model


def call(model: ThreeSocietyModel) -> None:
    """Put what is open out to call."""
    how = model.scenario.coefficients
    purchase.call(
        model.world, model.policy, how.purchase, how.fit, how.matching, how.fund, how.project_terms, how.staff
    )


def test_projects_go_to_where_needs_are() -> None:
    world = called().world
    # 8, then 8 / 2 against 4 (the first of equals), 8 / 3 against 4, 8 / 3 against 4 / 2.
    assert world.contracts.community[1:].tolist() == [0, 0, 1, 0]
    slots = world.programmes
    projects = slots.contract >= 1
    assert slots.community[projects].tolist() == [0, 0, 1, 0]
    homes = world.workers.community[world.contracts.first_post[1:]]
    assert homes.tolist() == [0, 0, 1, 0]


def test_programmes_are_about_what_is_open_for_each_that_runs() -> None:
    world = called().world
    domains = world.programmes.domain[world.programmes.contract >= 1]
    # All that is open in the first community is of one kind, all in the second of another.
    assert domains[0] == 0
    assert domains[2] == 1


def test_a_survey_costs_public_money() -> None:
    model = called()
    assert int(model.world.ledger.moved[Flow.SURVEY, model.world.accounts.vendors]) == 1_500_000
    assert not called({"policy.purchase.needs_based": False}).world.ledger.moved[Flow.SURVEY].any()


def test_without_priorities_projects_go_round() -> None:
    world = called({"policy.purchase.needs_based": False}).world
    assert sorted(np.bincount(world.contracts.community[1:], minlength=3).tolist()) == [1, 1, 2]


def chosen(weight: float, running: list[bool]) -> list[int]:
    """Domains of three programmes of one community that needs the first domain most, one running elsewhere."""
    believed = np.array([[90.0, 60.0, 1.0], [50.0, 50.0, 50.0]])
    domain = np.array([0, 0, 0, 0], dtype=np.uint8)
    community = np.array([1, 0, 0, 0], dtype=np.int32)
    wanted = np.array([False, True, True, True])
    prioritise(believed, (community, domain), np.array(running), wanted, weight)
    return [int(field) for field in domain[1:]]


def test_what_is_underserved_counts_by_its_weight() -> None:
    idle = [False] * 4
    # By the community's own needs: 90, then 90 / 3 against 60, then 90 / 3 against 60 / 3.
    assert chosen(0.0, idle) == [0, 1, 0]
    # By what runs in the district: one after the other; with one running in the first domain the others come first.
    assert chosen(1.0, idle) == [0, 1, 2]
    assert chosen(1.0, [True, False, False, False]) == [1, 2, 0]


def test_rare_needs_are_covered_where_the_underserved_count() -> None:
    found = []
    for weight in (0.0, 0.6):
        values: dict[str, Value] = {
            "policy.purchase.underserved_weight": weight,
            "setting.residents_per_community": 120,
            "setting.communities_per_street": 8,
        }
        # Over five worlds, since a district of eight communities has few rare needs.
        worlds = [lived(small("guangzhou", values), seed, months=13).world for seed in range(5)]
        found.append(sum(OUTCOMES["rare_need_coverage"].measure(world) for world in worlds))
    assert found[1] > found[0]


def test_residents_keep_no_caseworker_whose_project_has_moved() -> None:
    values: dict[str, Value] = {"policy.purchase.needs_based": True, "setting.residents_per_community": 60}
    model = lived(small("guangzhou", values), months=12)
    model.step()
    people, workers = model.world.residents, model.world.workers
    has = people.caseworker >= 0
    assert (workers.community[people.caseworker[has]] == people.community[has]).all()
    own = OWN_PROGRAMMES * len(model.world.committees)
    contracts = model.world.programmes.contract[own:]
    assert (np.diff(contracts) >= 0).all()
