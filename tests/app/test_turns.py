"""Pages that run at the same time take turns, run by run."""

from __future__ import annotations

import threading

from sim.app.errand import Errand
from sim.app.turns import Answered, Job, Task, Turns
from sim.scenario import load_scenario

ERRAND = Errand(load_scenario("baseline"), "", 0, ())


def ignore(_answered: Answered) -> None:
    """Do nothing with an answer."""


def job(worlds: int) -> Job:
    return Job([Task("a", world, ERRAND) for world in range(worlds)], ignore)


def taken(turns: Turns, count: int) -> list[tuple[Job, int]]:
    found = [turns.take() for _ in range(count)]
    return [(each[0], each[1].world) for each in found if each is not None]


def test_jobs_take_turns_whatever_their_size() -> None:
    turns, large, small = Turns(), job(5), job(2)
    turns.add(large)
    turns.add(small)
    order = [(large, 0), (small, 0), (large, 1), (small, 1), (large, 2), (large, 3), (large, 4)]
    assert taken(turns, 7) == order


def test_a_late_comer_waits_for_one_run_of_each_that_was_there() -> None:
    turns, first, second, late = Turns(), job(9), job(9), job(1)
    turns.add(first)
    turns.add(second)
    taken(turns, 2)
    turns.add(late)
    assert taken(turns, 3) == [(first, 1), (second, 1), (late, 0)]


def test_what_a_page_left_behind_is_not_done() -> None:
    turns, gone, stays = Turns(), job(5), job(2)
    turns.add(gone)
    turns.add(stays)
    turns.drop(gone)
    turns.drop(gone)
    assert taken(turns, 2) == [(stays, 0), (stays, 1)]


def test_waiting_ends_when_the_turns_are_closed() -> None:
    turns, ended = Turns(), []
    waiting = threading.Thread(target=lambda: ended.append(turns.take()))
    waiting.start()
    turns.close()
    waiting.join()
    assert ended == [None]
