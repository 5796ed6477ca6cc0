"""What is told of two policies, worked by hand from made-up courses."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from sim.app.answer import Answer
from sim.app.asking import Asked, read_asked
from sim.app.errand import Course, Errand, Link, Links
from sim.app.limits import LIMITS
from sim.app.turns import Answered, Task
from sim.scenario import load_scenario
from tests.app.test_asking import question

SCENARIO = load_scenario("guangzhou")
T_TWO = 4.302652729911275  # Student's t with two degrees of freedom at 97.5%


@pytest.fixture
def asked() -> Asked:
    return read_asked(json.dumps(question(outcomes=["satisfied_share"])).encode(), LIMITS)


def answered(policy: str, world: int, share: float | None, pairs: float = 0.0) -> Answered:
    task = Task(policy, world, Errand(SCENARIO, "", world, ("satisfied_share",)))
    if share is None:
        return Answered(task, None, "not done after 60 seconds")
    series = np.full(24, share)
    links = Links({"worker": 10}, {"worker": 4}, (Link("worker", "resident", pairs, pairs / 2),))
    return Answered(task, Course({"satisfied_share": share}, {"satisfied_share": series}, links))


def told(asked: Asked, a: list[float | None], b: list[float | None], *, done: bool) -> dict[str, Any]:
    answer = Answer(asked)
    for world, share in enumerate(a):
        answer.add(answered("a", world, share, pairs=10))
    for world, share in enumerate(b):
        answer.add(answered("b", world, share, pairs=20))
    return answer.told(done=done)


def test_a_policy_against_itself_makes_no_difference_at_all(asked: Asked) -> None:
    shown = told(asked, [0.5, 0.6, 0.7], [0.5, 0.6, 0.7], done=True)
    assert shown["table"][0]["difference"] == [0, 0, 0]
    assert shown["bands"]["satisfied_share"]["a"] == shown["bands"]["satisfied_share"]["b"]


def test_differences_are_taken_within_worlds(asked: Asked) -> None:
    """Differences of 0.10, 0.11 and 0.12: mean 0.11, standard error 0.01 / sqrt(3)."""
    shown = told(asked, [0.50, 0.60, 0.70], [0.60, 0.71, 0.82], done=True)
    reach = T_TWO * 0.01 / 3**0.5
    assert shown["table"][0]["difference"] == pytest.approx([0.11, 0.11 - reach, 0.11 + reach], abs=1e-6)
    english, chinese = shown["table"][0]["said"]["en"], shown["table"][0]["said"]["zh"]
    assert [english[each] for each in ("a", "b", "difference", "low", "high")] == ["60.0", "71.0", "+11", "+9", "+13"]
    assert (english["unit"], english["difference_unit"]) == ("% of residents", "percentage points")
    assert (chinese["unit"], chinese["difference_unit"]) == ("%", "个百分点")


def test_bands_are_the_interval_of_each_months_mean(asked: Asked) -> None:
    mean, low, high = told(asked, [0.5, 0.6, 0.7], [0.5, 0.6, 0.7], done=False)["bands"]["satisfied_share"]["a"]
    reach = T_TWO * 0.1 / 3**0.5
    assert len(mean) == 24
    assert [mean[0], low[0], high[0]] == pytest.approx([0.6, 0.6 - reach, 0.6 + reach], abs=1e-6)


def test_only_worlds_that_both_have_lived_count(asked: Asked) -> None:
    shown = told(asked, [0.5, 0.6, 0.7], [0.5, None], done=False)
    assert (shown["worlds"], shown["asked"], shown["failed"]) == (1, 3, 1)
    assert shown["table"] == []
    assert shown["bands"]["satisfied_share"]["a"][1] == [None] * 24


def test_no_reading_before_all_worlds_are_done(asked: Asked) -> None:
    lists: list[list[float | None]] = [[0.5, 0.6, 0.7], [0.61, 0.71, 0.82]]
    assert told(asked, *lists, done=False)["table"][0]["reading"] == ""
    assert told(asked, *lists, done=True)["table"][0]["reading"] == "better"


def test_nothing_is_told_of_no_world(asked: Asked) -> None:
    assert told(asked, [0.5], [], done=False) == {"worlds": 0, "asked": 3, "failed": 0}


def test_the_network_is_a_mean_over_worlds(asked: Asked) -> None:
    shown = told(asked, [0.5, 0.6], [0.5, 0.6], done=False)["links"]
    assert shown["a"] == {"there": {"worker": 10}, "linked": {"worker": 4}, "links": [["worker", "resident", 10, 5]]}
    assert shown["b"]["links"] == [["worker", "resident", 20, 10]]
