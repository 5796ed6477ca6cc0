"""What a page may ask for, and that it is the same question as its experiment file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.app.asking import Asked, read_asked
from sim.app.limits import LIMITS
from sim.chance import world_seed
from sim.errors import ScenarioError
from sim.lab.experiment import load_experiment
from sim.lab.policies import resolve_policies
from sim.lab.resolved import experiment_toml
from sim.scenario import load_scenario

DELAY = "policy.payment.delay_months"


def question(**changed: Any) -> dict[str, Any]:
    asked = {
        "place": "guangzhou",
        "a": {"scenario": "guangzhou", "set": {}},
        "b": {"scenario": "late_pay", "set": {DELAY: 7}},
        "worlds": 3,
        "months": 24,
        "seed": 5,
        "outcomes": ["satisfied_share", "closures"],
    }
    return {**asked, **changed}


def read(**changed: Any) -> Asked:
    return read_asked(json.dumps(question(**changed)).encode(), LIMITS)


def test_runs_go_world_by_world_with_both_policies_in_each() -> None:
    tasks = read().tasks()
    assert [(task.policy, task.world) for task in tasks] == [(p, w) for w in range(3) for p in "ab"]
    assert [task.errand.world_seed for task in tasks[::2]] == [world_seed(5, world) for world in range(3)]
    assert {task.errand.scenario.months for task in tasks} == {24}
    assert [task.errand.scenario.value(DELAY) for task in tasks[:2]] == [load_scenario("guangzhou").value(DELAY), 7]


def test_both_policies_meet_the_same_place() -> None:
    asked = read(place="hebei")
    places = [asked.scenario(policy).setting for policy in "ab"]
    assert places[0] == places[1] == load_scenario("hebei").with_values({"setting.months": 24}).setting
    assert asked.scenario("a").policy == load_scenario("guangzhou").policy


@pytest.mark.parametrize("months", [24, 60])
def test_the_experiment_file_asks_the_same_question(months: int, tmp_path: Path) -> None:
    asked = read(months=months)
    file = tmp_path / "side_by_side.toml"
    file.write_text(experiment_toml(asked.experiment()), encoding="utf-8")
    experiment = load_experiment(file)
    policies = resolve_policies(experiment, load_scenario(experiment.scenario))
    assert [policy.fingerprint for policy in policies] == [asked.scenario(policy).fingerprint for policy in "ab"]
    assert (experiment.seed, experiment.worlds, experiment.baseline.name) == (5, 3, "a")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"worlds": 201}, "page: worlds: 201 are too many; ask for at most 200"),
        ({"months": 121}, "page: months: 121 are too many; ask for at most 120"),
        ({"months": 11}, "page: months: Input should be greater than or equal to 12; reload the page"),
        ({"worlds": True}, "page: worlds: Input should be a valid integer"),
        ({"worlds": 2.5}, "page: worlds: Input should be a valid integer"),
        ({"seed": -1}, "page: seed: Input should be greater than or equal to 0"),
        ({"seed": 2**53}, "page: seed: Input should be less than or equal to 9007199254740991"),
        ({"place": "guangzhu"}, "page: place: 'guangzhu' is unknown; did you mean 'guangzhou'\\?"),
        ({"place": "../secret.toml"}, "page: place: '../secret.toml' is unknown"),
        ({"outcomes": []}, "page: outcomes: .*at least 1 item"),
        ({"outcomes": ["closures", "closures"]}, "page: outcomes: a name stands there twice"),
        ({"outcomes": ["satisfaction"]}, "page: outcomes: 'satisfaction' is unknown"),
        ({"a": {"scenario": "/etc/passwd"}}, "page: a.scenario: '/etc/passwd' is unknown"),
        ({"a": {"scenario": "guangzhou", "set": {DELAY: 13}}}, "page: policy.payment.delay_months: 13 lies outside"),
        ({"a": {"scenario": "guangzhou", "set": {DELAY: "6"}}}, "page: policy.payment.delay_months: '6' is not a num"),
        (
            {"b": {"scenario": "guangzhou", "set": {"setting.streets": 400}}},
            "page: b.set: 'setting.streets' is unknown",
        ),
        ({"b": {"scenario": "guangzhou", "set": {"policy.payment.dely_months": 1}}}, "did you mean '" + DELAY),
        ({"more": 1}, "page: more: Extra inputs are not permitted"),
    ],
)
def test_what_cannot_be_asked_is_said(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        read(**changed)


def test_what_is_no_question_at_all_is_said() -> None:
    with pytest.raises(ScenarioError, match="page: Invalid JSON"):
        read_asked(b"{", LIMITS)
