from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from sim.errors import ScenarioError, UsageError
from sim.lab.experiment import load_experiment, read_experiment
from sim.lab.resolved import experiment_toml
from sim.lab.search.question import LeverRange, tried_values
from sim.lab.search.searching import fresh_plan, quest_of
from sim.lab.search.space import Grid, Space
from tests.lab.search.standins import INSPECTIONS, ONLINE, ROUNDS, Levers

PURCHASE = "policy.purchase.centre_yuan"
PAYER = "policy.evaluation.payer"


def file(**search: Any) -> dict[str, Any]:
    return {
        "name": "small",
        "question_en": "?",
        "question_zh": "？",
        "scenario": "guangzhou",
        "seed": 1,
        "worlds": 2,
        "outcomes": ["satisfied_share"],
        "search": {
            "levers": {ROUNDS: {"low": 2, "high": 6, "step": 2}},
            "target": {"outcome": "satisfied_share", "at_least": 0.7},
            **search,
        },
    }


@pytest.mark.parametrize(
    ("path", "given", "values"),
    [
        (ROUNDS, {"low": 2, "high": 7, "step": 2}, (2, 4, 6)),
        (ROUNDS, {"high": 3}, (0, 1, 2, 3)),
        (PURCHASE, {"low": 1_000_000, "high": 1_300_000, "step": 100_000}, (1e6, 1.1e6, 1.2e6, 1.3e6)),
        ("policy.relief.strength", {"step": 0.25}, (0.0, 0.25, 0.5, 0.75, 1.0)),
        ("policy.relief.strength", {"low": 0, "high": 0.3, "step": 0.1}, (0.0, 0.1, 0.2, 0.3)),
        (ONLINE, {}, (False, True)),
        (PAYER, {}, ("funder", "organisation")),
        (ROUNDS, {"values": [0, 5]}, (0, 5)),
    ],
)
def test_the_values_that_are_tried(path: str, given: dict[str, Any], values: tuple[Any, ...]) -> None:
    assert tried_values(path, LeverRange(**given)) == values


@pytest.mark.parametrize(
    ("search", "message"),
    [
        ({"levers": {"policy.evaluation.round_per_year": {}}}, "there is no such lever; did you mean"),
        ({"levers": {"setting.months": {"high": 12}}}, "there is no such lever"),
        ({"levers": {PURCHASE: {"low": 0, "high": 10}}}, "no step; give a step"),
        ({"levers": {ROUNDS: {"low": 6, "high": 2}}}, "the lowest value 6 is above the highest 2"),
        ({"levers": {ROUNDS: {"low": 2, "high": 99}}}, "99 lies outside its bounds; give a whole number from 0 to 12"),
        ({"levers": {ROUNDS: {"step": 0.5}}}, "a step that is no whole number"),
        ({"levers": {ROUNDS: {"low": 1, "values": [1]}}}, "a list of values and a range; give one of them"),
        ({"levers": {ROUNDS: 3}}, "not a range"),
        ({"target": {"outcome": "satisfied", "at_least": 0.7}}, "there is no outcome 'satisfied'"),
        (
            {"target": {"outcome": "satisfied_share"}},
            "neither one bound nor the other, or both; give at_least or at_most",
        ),
        (
            {"objective": [{"outcome": "closures"}, {"outcome": "burnout"}]},
            "what is searched for is not said, or said twice",
        ),
        ({"target": None, "objective": [{"outcome": "closures"}]}, "give [search.target], or two to four"),
        (
            {"target": None, "objective": [{"outcome": "closures"}, {"outcome": "public_money_yuan"}]},
            "'public_money_yuan' has no better direction; give higher or lower",
        ),
        ({"population": 1}, "search.population: 1 cannot be used here; give policies a generation"),
        ({"levers": {PURCHASE: {"low": 0, "high": 5_000_000, "step": 0.1}}}, "more than a million values"),
    ],
)
def test_a_search_that_cannot_be_made_is_refused(search: dict[str, Any], message: str) -> None:
    table = file(**search)
    table["search"] = {key: value for key, value in table["search"].items() if value is not None}
    with pytest.raises(ScenarioError, match=re.escape(message)):
        read_experiment(table, "small.toml")


def test_too_many_policies_and_policies_of_ones_own_are_refused() -> None:
    levers: dict[str, Any] = {f"policy.{path}": {} for path in ("matching.online", "commons.charter")}
    many = {PURCHASE: {"step": 10}, "policy.purchase.project_yuan": {"step": 1}, ROUNDS: {}, **levers}
    with pytest.raises(ScenarioError, match=r"1\.2e\+13 policies are too many; give larger steps or fewer levers"):
        read_experiment(file(levers=many), "small.toml")
    with pytest.raises(ScenarioError, match="a search makes its own policies; leave it out"):
        read_experiment(file() | {"axes": {ROUNDS: [1, 2]}}, "small.toml")


def test_a_search_is_written_back_as_a_file_that_reads_the_same() -> None:
    asked = load_experiment("cheapest_75")
    assert read_experiment(tomllib.loads(experiment_toml(asked)), "again.toml") == asked
    assert asked.search is not None
    assert asked.search.aims() == (("satisfied_share", "higher"), ("public_money_yuan", "lower"))


def test_an_experiment_without_a_search_is_refused() -> None:
    with pytest.raises(UsageError, match=r"demo: has no \[search\]; sweep it with `sanshe sweep demo`"):
        quest_of(load_experiment("demo"))


def test_the_check_is_the_plan_that_its_own_file_makes() -> None:
    """So that replay, verify and compare work on the folder of fresh worlds."""
    from sim.lab.plan import make_plan

    quest = quest_of(read_experiment(file(), "small.toml"))
    plan = fresh_plan(quest, Grid(quest.baseline.scenario, quest.space), [0, 2])
    again = make_plan(read_experiment(tomllib.loads(experiment_toml(plan.experiment)), "fresh.toml"))
    assert again.design_sha256 == plan.design_sha256
    assert [policy.scenario.value(ROUNDS) for policy in again.policies] == [5, 2, 6]
    assert [dict(policy.values) for policy in again.policies] == [dict(policy.values) for policy in plan.policies]
    assert plan.experiment.seed != quest.experiment.seed


def test_every_policy_of_a_grid_has_one_number() -> None:
    space = Space({ROUNDS: (0, 2, 4), ONLINE: (False, True), INSPECTIONS: (1, 5)})
    assert (space.size, space.lengths) == (12, (3, 2, 2))
    assert [space.cell(space.places(cell)) for cell in range(12)] == list(range(12))
    assert len({tuple(space.values(cell).values()) for cell in range(12)}) == 12
    assert space.values(0) == {ROUNDS: 0, ONLINE: False, INSPECTIONS: 1}
    assert space.values(11) == {ROUNDS: 4, ONLINE: True, INSPECTIONS: 5}
    assert space.values(space.nearest({ROUNDS: 3.1, ONLINE: True, INSPECTIONS: 2})) == {
        ROUNDS: 4, ONLINE: True, INSPECTIONS: 1,
    }  # fmt: skip


def test_neighbours_differ_in_one_lever_or_two() -> None:
    space = Space({ROUNDS: (0, 1, 2, 3, 4, 5), INSPECTIONS: (0, 1, 2)})
    here = space.cell((2, 1))
    assert {space.places(cell) for cell in space.along_one(here)} == {(1, 1), (3, 1), (0, 1), (4, 1), (2, 0), (2, 2)}
    two = {space.places(cell) for cell in space.along_two(here)}
    assert two == {(1, 0), (1, 2), (3, 0), (3, 2), (0, 0), (0, 2), (4, 0), (4, 2)}


def test_the_baseline_stands_after_the_last_policy() -> None:
    space = Space({ROUNDS: (1, 2)})
    grid: Any = Grid(Levers(), space)  # type: ignore[arg-type]
    assert len(grid) == 3
    assert [start.scenario.held[ROUNDS] for start in grid[:]] == [1, 2, 5]
    assert grid.scenario(1) is grid.scenario(1)
