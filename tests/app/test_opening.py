"""What a page makes of an experiment file: the question it can ask, and in words what it cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sim.app import words
from sim.app.asking import Asked, read_asked
from sim.app.limits import LIMITS
from sim.app.opening import opened
from sim.errors import ScenarioError
from sim.lab.experiment import bundled_experiments, load_experiment
from sim.lab.policies import resolve_policies
from sim.lab.resolved import experiment_toml
from sim.scenario import bundled, load_scenario
from tests.app.test_asking import DELAY, read

QUESTION = """
name = "late"
question_en = "What does late pay do?"
question_zh = "滞后拨款有何影响？"
scenario = "hebei"
seed = 7
worlds = 30
outcomes = ["satisfied_share", "closures"]
"""
LATE = '[[policy]]\nname = "late"\nlabel_zh = "拨款慢"\n[policy.set]\n"policy.payment.delay_months" = 6\n'


def open_text(text: str, name: str = "late.toml") -> dict[str, Any]:
    return opened(json.dumps({"name": name, "text": text}).encode(), LIMITS)


def left(text: str) -> list[Any]:
    return list(open_text(text)["left"])


def asked_of(told: Mapping[str, Any], place: int) -> Asked:
    """What a page asks that has opened a file, with the policy at a place of the file as B."""
    first, chosen = ({name: told["policies"][number][name] for name in ("scenario", "set")} for number in (0, place))
    circumstances = {name: told[name] for name in ("place", "worlds", "months", "seed", "outcomes")}
    return read_asked(json.dumps({**circumstances, "a": first, "b": chosen}).encode(), LIMITS)


def test_the_baseline_comes_first_and_policies_have_their_words() -> None:
    told = open_text(QUESTION + LATE)
    assert (told["place"], told["seed"], told["worlds"], told["months"]) == ("hebei", 7, 30, 60)
    assert told["policies"] == [
        {"en": "Baseline", "zh": "基准", "scenario": "hebei", "set": {}},
        {"en": "late", "zh": "拨款慢", "scenario": "hebei", "set": {DELAY: 6}},
    ]
    assert told["left"] == []


def test_what_a_page_saved_it_opens_again() -> None:
    saved = read()
    told = open_text(experiment_toml(saved.experiment()), "side_by_side.toml")
    again = asked_of(told, 1)
    assert again == saved
    assert told["zh"] == "政策A与政策B有何不同？"


@pytest.mark.parametrize("name", ["wages", "demo", "payment_delay", "residents_decide"])
def test_the_ready_questions_open_with_the_policies_that_a_sweep_runs(name: str) -> None:
    text = (bundled("experiments") / f"{name}.toml").read_text(encoding="utf-8")
    told = open_text(text, f"{name}.toml")
    experiment = load_experiment(name)
    swept = [policy.fingerprint for policy in resolve_policies(experiment, load_scenario(experiment.scenario))]
    pages = [asked_of(told, place).scenario("b").fingerprint for place in range(len(told["policies"]))]
    assert pages == swept
    assert told["left"] == []


def test_a_circumstance_that_is_the_places_own_is_no_hindrance() -> None:
    # At middle capacity the eight systems set what their place has anyway; low and high capacity is another place.
    told = open_text((bundled("experiments") / "tournament.toml").read_text(encoding="utf-8"), "tournament.toml")
    experiment = load_experiment("tournament")
    swept = {policy.fingerprint for policy in resolve_policies(experiment, load_scenario(experiment.scenario))}
    assert len(told["policies"]) == 8
    assert told["left"] == [["policies", {"count": 16}]]
    assert {asked_of(told, place).scenario("b").fingerprint for place in range(8)} < swept


@pytest.mark.parametrize("name", bundled_experiments())
def test_a_question_that_comes_along_opens_or_is_refused_in_words(name: str) -> None:
    text = (bundled("experiments") / f"{name}.toml").read_text(encoding="utf-8")
    if load_experiment(name).search is not None:
        with pytest.raises(ScenarioError, match=r": search: a search finds its policies on its way; run it with"):
            open_text(text)
    else:
        assert len(open_text(text)["policies"]) >= 1


def test_what_is_left_out_is_told() -> None:
    strange = '[[policy]]\nname = "small"\n[policy.set]\n"setting.streets" = 2\n'
    longer = '[[policy]]\nname = "longer"\n[policy.set]\n"setting.months" = 72\n'
    told = open_text(QUESTION + LATE + strange + longer)
    assert [policy["en"] for policy in told["policies"]] == ["Baseline", "late"]
    assert told["left"] == [["policies", {"count": 2}]]
    assert left(QUESTION.replace("30", "300") + LATE) == [["worlds", {"count": 300, "most": 200}]]
    assert left(QUESTION + '[baseline.set]\n"setting.months" = 144\n') == [
        ["months", {"count": 144, "least": 12, "most": 120}]
    ]
    assert left(QUESTION + '[stopping]\noutcome = "closures"\nhalf_width = 1.0\ncap = 60\n') == [["stopping", {}]]
    assert left(QUESTION + '[sets]\nfile = "/no/such/file.csv"\n') == [["sets", {}]]
    large = open_text(QUESTION.replace("seed = 7", f"seed = {2**53}"))
    assert (large["left"], "seed" in large) == ([["seed", {}]], False)


def test_whatever_can_be_left_out_has_its_words() -> None:
    source = (Path(__file__).parents[2] / "sim/app/opening.py").read_text(encoding="utf-8")
    assert set(re.findall(r'Left\("(\w+)"', source)) == set(words.LEFT)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", r"^late\.toml: not valid TOML: Invalid value \(at end of document\); mend that line"),
        (QUESTION.replace("hebei", "hebie"), r"late\.toml: scenario: 'hebie' does not come .*; did you mean 'hebei'\?"),
        (
            QUESTION.replace("hebei", "inputs/own.toml"),
            r"'inputs/own\.toml' does not come with sanshe, and a page",
        ),
        (QUESTION.replace("hebei", "/etc/passwd"), r"late\.toml: scenario: '/etc/passwd' does not come with sanshe"),
        (QUESTION + LATE + 'scenario = "x"', r"late\.toml: policy\[1\]\.set\.scenario"),
        (QUESTION + LATE.replace("= 6", "= 13"), r"policy\[1\]\.set\.policy\.payment\.delay_months: 13 lies outside"),
        (QUESTION + LATE.replace("delay", "dely"), r"did you mean 'policy\.payment\.delay_months'"),
        (QUESTION + '[baseline.set]\n"setting.streets" = 2\n', r"policy 'baseline': sets setting\.streets, and a page"),
        ('extends = "guangzhou"\n', r"late\.toml: extends: "),
    ],
)
def test_a_file_that_cannot_be_opened_says_where_and_what(text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        open_text(text)


def test_a_file_with_more_policies_than_a_page_can_list_is_refused() -> None:
    sample = '[sample]\nmethod = "halton"\npoints = 1000\n[sample.ranges]\n"policy.payment.delay_months" = [0, 12]\n'
    with pytest.raises(ScenarioError, match="1,001 policies are too many for a page; open at most 1,000"):
        open_text(QUESTION + sample)


def test_what_no_page_sends_is_refused() -> None:
    with pytest.raises(ScenarioError, match="page: text: Field required; reload the page"):
        opened(b'{"name": "x"}', LIMITS)


def test_no_file_is_read_that_a_question_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text('extends = "guangzhou"\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"'own\.toml' does not come with sanshe"):
        open_text(QUESTION.replace("hebei", "own.toml"))
