"""Workers that fall ill cost one run and nothing else. What they do is a stand-in."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator

import pytest

from sim.app.crew import Crew
from sim.app.errand import Errand
from sim.app.turns import Answered, Job, Task, Turns
from sim.scenario import load_scenario

SCENARIO = load_scenario("baseline").with_values({"setting.months": 12})
PATIENCE = 120.0
Do = Callable[[list[int]], list[Answered]]


@pytest.fixture
def do() -> Iterator[Do]:
    """Have runs done in worlds of these seeds by one worker."""
    turns = Turns()
    warming = Errand(SCENARIO, "", 0, ())
    crew = Crew(turns, 1, warming, run_seconds=2.0, function="tests.app.standins:moody")
    crew.start()

    def run(seeds: list[int]) -> list[Answered]:
        answers: queue.Queue[Answered] = queue.Queue()
        turns.add(Job([Task("a", seed, Errand(SCENARIO, "", seed, ("closures",))) for seed in seeds], answers.put))
        return [answers.get(timeout=PATIENCE) for _ in seeds]

    yield run
    crew.close()


def test_a_run_that_throws_dies_or_hangs_costs_only_itself(do: Do) -> None:
    answers = do([5, 1, 6, 2, 7, 3, 8])
    assert [answered.course.outcomes["closures"] for answered in answers if answered.course] == [5, 6, 7, 8]
    assert [answered.fault for answered in answers if not answered.course] == [
        "ValueError: no such street",
        "the process that did the run died",
        "not done after 2 seconds",
    ]


def test_a_run_that_was_done_is_remembered(do: Do) -> None:
    first, second = do([7, 7])
    assert first.course is second.course
