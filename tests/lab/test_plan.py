from __future__ import annotations

import hashlib
import json
import pickle
import sys
import types
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.chance import world_seed
from sim.errors import ScenarioError, UsageError
from sim.lab.experiment import Experiment, load_experiment, read_experiment
from sim.lab.plan import make_plan, preview
from sim.outcomes import OUTCOMES
from sim.scenario import load_scenario, model_version

STARS, APPRAISAL = "policy.stars.resident_weight", "policy.appraisal.resident_weight"
DELAY, ROUNDS = "policy.payment.delay_months", "policy.evaluation.rounds_per_year"


def asked(**changes: Any) -> Experiment:
    content: dict[str, Any] = {
        "name": "pay",
        "question_en": "?",
        "question_zh": "？",
        "scenario": "guangzhou",
        "seed": 9,
        "worlds": 3,
        "outcomes": ["satisfied_share"],
        "axes": {DELAY: [0, 2, 6], ROUNDS: [2, 5]},
    }
    return Experiment.model_validate(content | changes)


def test_the_combination_that_is_the_baseline_is_counted_once() -> None:
    plan = make_plan(asked())
    assert [policy.name for policy in plan.policies] == [
        "baseline",
        "delay_months=0,rounds_per_year=2",
        "delay_months=0,rounds_per_year=5",
        "delay_months=2,rounds_per_year=2",
        "delay_months=6,rounds_per_year=2",
        "delay_months=6,rounds_per_year=5",
    ]
    assert dict(plan.baseline.values) == {DELAY: 2.0, ROUNDS: 5}
    assert plan.policies[3].scenario.value(ROUNDS) == 2
    assert plan.run_count == 18
    assert plan.varying == (DELAY, ROUNDS)


def test_levers_with_one_ending_have_policies_of_different_names() -> None:
    """The same value of both, one on an axis and one by itself, were once told to be one policy."""
    plan = make_plan(asked(axes={STARS: [0.3]}, one_at_a_time={APPRAISAL: [0.3], DELAY: [6]}))
    names = [policy.name for policy in plan.policies]
    assert names == ["baseline", "stars.resident_weight=0.3", "appraisal.resident_weight=0.3", "delay_months=6"]


def test_a_baseline_outside_the_axes_is_one_policy_more() -> None:
    plan = make_plan(asked(baseline={"name": "slow", "label_en": "Slow", "set": {DELAY: 4}}))
    assert len(plan.policies) == 7
    assert (plan.baseline.name, plan.baseline.label("en"), plan.baseline.label("zh")) == ("slow", "Slow", "基准")
    assert plan.baseline.values[DELAY] == 4


def test_a_combination_can_be_named_as_the_baseline() -> None:
    plan = make_plan(asked(baseline={"name": "delay_months=6,rounds_per_year=2", "label_en": "Late"}))
    assert len(plan.policies) == 6
    assert (plan.baseline.name, plan.baseline.label_en) == ("delay_months=6,rounds_per_year=2", "Late")
    assert dict(plan.baseline.values) == {DELAY: 6, ROUNDS: 2}


def test_a_named_policy_can_be_the_baseline() -> None:
    policies = ({"name": "late", "set": {DELAY: 6}}, {"name": "prompt", "set": {DELAY: 0}})
    plan = make_plan(asked(axes={}, policy=policies, baseline={"name": "prompt"}))
    assert [policy.name for policy in plan.policies] == ["prompt", "late"]


def test_a_policy_can_start_from_another_scenarios_levers_in_the_same_place() -> None:
    policies = (
        {"name": "nothing", "scenario": "baseline"},
        {"name": "late", "scenario": "late_pay", "set": {ROUNDS: 2}},
    )
    plan = make_plan(asked(axes={}, policy=policies))
    nothing, late = (policy.scenario for policy in plan.policies[1:])
    assert nothing.policy == load_scenario("baseline").policy
    assert (late.value(DELAY), late.value(ROUNDS), late.value("policy.purchase.centre_yuan")) == (6.0, 2, 2_000_000)
    assert [policy.values for policy in plan.policies] == [{ROUNDS: 5}, {ROUNDS: 0}, {ROUNDS: 2}]
    assert {policy.scenario.setting for policy in plan.policies} == {load_scenario("guangzhou").setting}


def test_a_scenarios_place_stays_behind_and_its_dated_changes_come_along(tmp_path: Path) -> None:
    file = tmp_path / "village.toml"
    file.write_text(
        "extends = 'guangzhou'\nsetting.streets = 1\ncoefficients.ties.growth = 0.2\nbefore.relief.strength = 0.5\n"
        "[[change]]\nmonth = 6\npolicy.payment.delay_months = 4.0",
        encoding="utf-8",
    )
    plan = make_plan(asked(axes={}, policy=({"name": "village", "scenario": str(file)},)))
    own, village = (policy.scenario for policy in plan.policies)
    assert (village.setting, village.coefficients, village.before) == (own.setting, own.coefficients, own.before)
    assert [policy.payment.delay_months for _, policy in village.timeline()] == [2.0, 2.0, 4.0]
    assert village.fingerprint != own.fingerprint


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"policy": [{"name": "elsewhere", "scenario": "guangzou"}]},
            "guangzou: no bundled scenario of that name; did you mean 'guangzhou'",
        ),
        (
            {"axes": {}, "policy": [{"name": "same", "scenario": "guangzhou"}]},
            "policy 'same': has the same values as 'baseline'; leave",
        ),
        ({"policy": [{"name": "same", "set": {DELAY: 2}}]}, "policy 'same': has the same values as 'baseline'; leave"),
        ({"axes": {DELAY: [0, 0.0]}}, "policy 'delay_months=0': 'delay_months=0' has this name already"),
        (
            {"policy": [{"name": "Pay", "set": {DELAY: 1}}, {"name": "pay", "set": {DELAY: 3}}]},
            "policy 'pay': 'Pay' has this name already; give each policy a name of its own",
        ),
        (
            {"policy": [{"name": "slow", "set": {DELAY: 1}}], "baseline": {"name": "slow", "set": {DELAY: 4}}},
            "policy 'slow': 'slow' has this name already",
        ),
        (
            {"policy": [{"name": "late", "set": {DELAY: 1}}], "baseline": {"name": "lat"}},
            "baseline.name: no policy is called 'lat'; did you mean 'late'",
        ),
        ({"axes": {DELAY: [0, 99]}}, "pay: policy 'delay_months=99': policy.payment.delay_months: 99 lies outside"),
        ({"scenario": "guangzou"}, "guangzou: no bundled scenario of that name; did you mean 'guangzhou'"),
    ],
)
def test_a_plan_that_would_count_wrongly_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        make_plan(asked(**changes))


def test_every_policy_meets_every_world_in_the_order_of_the_plan() -> None:
    plan = make_plan(asked())
    runs = list(plan.runs())
    assert [run.index for run in runs] == list(range(18))
    assert [(run.world, run.policy) for run in runs[5:8]] == [(0, 5), (1, 0), (1, 1)]
    assert {run.world_seed for run in runs if run.world == 2} == {world_seed(9, 2)}
    assert len({run.key for run in runs}) == 18
    with pytest.raises(IndexError, match="run 18: the plan has runs 0 to 17"):
        plan.run(18)


def test_a_key_is_the_digest_of_what_decides_a_run() -> None:
    plan = make_plan(asked())
    late = load_scenario("guangzhou").with_values({DELAY: 6, ROUNDS: 2})
    content = [late.fingerprint, world_seed(9, 1), model_version()]
    expected = hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()
    assert plan.run(1 * 6 + 4).key == expected


def test_more_worlds_add_runs_and_change_none() -> None:
    few, more = make_plan(asked()), make_plan(asked(), worlds=5)
    assert list(more.runs())[: few.run_count] == list(few.runs())
    assert more.design_sha256 == few.design_sha256 == few.with_worlds(4).design_sha256
    assert few.with_worlds(5) == more


@pytest.mark.parametrize(
    "changes",
    [
        {"seed": 10},
        {"outcomes": ["closures"]},
        {"measure": "asked"},
        {"axes": {DELAY: [0, 2, 5], ROUNDS: [2, 5]}},
        {"scenario": "baseline"},
    ],
)
def test_another_design_has_another_digest(changes: dict[str, Any]) -> None:
    assert make_plan(asked(**changes)).design_sha256 != make_plan(asked()).design_sha256


def test_words_do_not_change_the_design() -> None:
    words = {"question_en": "Why?", "why": "!", "baseline": {"name": "baseline", "label_en": "Now"}}
    assert make_plan(asked(**words)).design_sha256 == make_plan(asked()).design_sha256


def test_a_plan_travels_between_processes() -> None:
    plan = make_plan(asked())
    assert list(pickle.loads(pickle.dumps(plan)).runs()) == list(plan.runs())  # noqa: S301  our own bytes


@pytest.mark.parametrize("worlds", [0, -1, 100_001])
def test_impossible_numbers_of_worlds_are_refused(worlds: int) -> None:
    with pytest.raises(UsageError, match=f"pay: {worlds} worlds cannot be run; give a whole number from 1 to 100000"):
        make_plan(asked(), worlds=worlds)


def test_a_preview_counts_and_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    lived: list[int] = []
    model = types.ModuleType("sim.model")
    monkeypatch.setattr(model, "simulate", lambda _, seed, *_what, **_how: lived.append(seed), raising=False)
    monkeypatch.setitem(sys.modules, "sim.model", model)
    plan = make_plan(asked())
    seen = preview(plan, workers=2)
    assert (seen.policies, seen.worlds, seen.runs, seen.workers, seen.measured_runs) == (6, 3, 18, 2, 3)
    assert lived == [world_seed(9, 0)] * 4
    assert seen.seconds_per_run is not None
    assert seen.seconds == pytest.approx(seen.seconds_per_run * 9)
    assert seen.disk_bytes >= 18 * plan.baseline.scenario.months * 8
    assert 200e6 < seen.memory_bytes < 500e6


def test_a_run_that_had_to_compile_something_does_not_make_the_rest_look_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    model = types.ModuleType("sim.model")
    monkeypatch.setattr(model, "simulate", lambda *_what, **_how: None, raising=False)
    monkeypatch.setitem(sys.modules, "sim.model", model)
    clock = iter([0.0, 0.5, 1.0, 31.0, 31.0, 31.25])  # Runs of 0.5, 30 and 0.25 seconds.
    monkeypatch.setattr("sim.lab.plan.time.perf_counter", lambda: next(clock))
    assert preview(make_plan(asked()), workers=1).seconds == pytest.approx(0.5 * 18)


def test_many_policies_share_what_they_do_not_change() -> None:
    plan = make_plan(asked(axes={DELAY: [0, 6], ROUNDS: [2, 4, 8]}))
    assert len({id(policy.start) for policy in plan.policies}) == 1
    for policy in plan.policies:
        alone = load_scenario("guangzhou").with_values(dict(policy.values))
        assert policy.scenario == replace(alone, provenance=policy.scenario.provenance)
        assert policy.fingerprint == policy.scenario.fingerprint == alone.fingerprint
    assert plan.policies[1].scenario.coefficients is plan.policies[2].scenario.coefficients


def test_a_case_under_a_set_is_known_by_what_is_simulated(tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text("set,coefficients.ties.growth\na,0.1\nb,0.2\n", encoding="utf-8")
    content = asked(policy=[{"name": "late", "scenario": "late_pay", "set": {ROUNDS: 3}}]).model_dump(exclude_none=True)
    plan = make_plan(read_experiment({**content, "sets": {"file": "some.csv"}}, "pay.toml", tmp_path))
    for run in list(plan.runs())[: plan.cases]:
        told = json.dumps([plan.scenario(run.case).fingerprint, run.world_seed, model_version()], separators=(",", ":"))
        assert run.key == hashlib.sha256(told.encode()).hexdigest()


def test_a_preview_measures_what_the_runs_will_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[tuple[str, ...], tuple[str, ...] | None]] = []

    def simulate(_scenario: object, _seed: int, series: tuple[str, ...], *, measured: tuple[str, ...] | None) -> None:
        heard.append((series, measured))

    monkeypatch.setattr("sim.model.simulate", simulate)
    stopping = {"outcome": "closures", "half_width": 1.0, "cap": 9}
    few, every = (preview(make_plan(asked(measure=how, stopping=stopping))) for how in ("asked", "all"))
    assert set(heard) == {
        (("satisfied_share",), ("closures", "satisfied_share")),
        (("satisfied_share",), None),
    }
    assert every.disk_bytes - few.disk_bytes == 18 * (len(OUTCOMES) - 2) * 8 * 2


def test_a_preview_without_measuring_runs_nothing() -> None:
    seen = preview(make_plan(asked()), measure=False)
    assert (seen.seconds, seen.seconds_per_run, seen.measured_runs) == (None, None, 0)


def test_the_demo_asks_about_27_policies_in_20_worlds() -> None:
    plan = make_plan(load_experiment("demo"))
    assert (len(plan.policies), plan.worlds, plan.run_count) == (27, 20, 540)
    assert plan.baseline.label("zh") == "广州现行做法"
    assert dict(plan.baseline.values) == {
        "policy.purchase.centre_yuan": 2_000_000,
        ROUNDS: 5,
        DELAY: 2,
    }


def test_the_turnover_question_imposes_three_rates() -> None:
    plan = make_plan(load_experiment("turnover"))
    rates = [policy.values["policy.workforce.imposed_turnover_rate"] for policy in plan.policies]
    assert rates == [0.2455, 0.1, 0.4]
    assert {policy.values["policy.workforce.turnover"] for policy in plan.policies} == {"imposed"}
