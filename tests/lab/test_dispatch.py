"""Whatever becomes of the workers, each run is done or the one that kills them is blamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from sim.errors import SansheError
from sim.lab.dispatch import Dispatcher, Pace
from sim.lab.engine import Death
from sim.lab.worker import Done, Failed, Item, Reply


class BrokenError(Exception):
    """The engine's workers are gone."""


class ScriptedEngine:
    """An engine whose workers die of some runs, always or a few times, and may not know of which."""

    broken: tuple[type[BaseException], ...] = (BrokenError,)
    slots = 2

    def __init__(
        self, deadly: dict[int, int], *, death: Death, knows: bool = True, knows_alone: bool = False,
        mute: frozenset[int] = frozenset(),
    ) -> None:  # fmt: skip
        self.deadly = Counter(deadly)
        self.death = death
        self.knows = knows
        self.knows_alone = knows_alone
        self.mute = mute
        self.begun: Counter[int] = Counter()
        self.lost: list[Future[Reply]] = []
        self._running: frozenset[int] | None = frozenset()

    def submit(self, batch: tuple[Item, ...]) -> Future[Reply]:
        answer: Future[Reply] = Future()
        for item in batch:
            self.begun[item.run] += 1
            if item.run in self.mute:
                answer.set_exception(MemoryError("no room for the answer"))
                return answer
            if self.deadly[item.run] > 0:
                self.deadly[item.run] -= 1
                self._running = frozenset({item.run}) if self.knows else None
                answer.set_exception(BrokenError())
                return answer
        answer.set_result(Reply("", "", (), tuple(Done(item.run, 0.1, b"", ()) for item in batch), ()))
        return answer

    def submit_alone(self, item: Item) -> Future[Reply]:
        answer = self.submit((item,))
        self._running = frozenset({item.run}) if self.knows_alone else self._running
        return answer

    def pulse(self) -> object:
        return None

    def reset(self) -> Death:
        return self.death._replace(running=self._running)

    def close(self) -> None:
        pass


CERTAIN, HALF, SIXTH = Death(weight=1.0), Death(weight=0.5), Death(weight=1 / 6)


def dispatched(engine: ScriptedEngine, runs: int = 40, batch: int | None = 5) -> tuple[list[int], list[Failed]]:
    done: list[int] = []
    blamed: list[Failed] = []
    items: Iterator[Item] = (Item(run, 0, run) for run in range(runs))
    Dispatcher(
        engine,
        items,
        runs,
        deliver=lambda reply: done.extend(run.run for run in reply.done),
        blame=blamed.append,
        tick=lambda: None,
        stall_seconds=60.0,
        pace=Pace(batch),
    ).run()
    return done, blamed


@pytest.mark.parametrize("batch", [1, 5, 17, None])
@pytest.mark.parametrize("knows", [True, False])
def test_only_the_run_that_kills_is_blamed_and_each_other_one_is_done_once(batch: int | None, *, knows: bool) -> None:
    engine = ScriptedEngine({13: 99, 30: 99}, death=HALF, knows=knows)
    done, blamed = dispatched(engine, batch=batch)
    assert sorted(done) == [run for run in range(40) if run not in {13, 30}]
    assert sorted(record.run for record in blamed) == [13, 30]
    assert {record.status for record in blamed} == {"crash"}


@pytest.mark.parametrize(("death", "deaths"), [(CERTAIN, 2), (HALF, 3), (SIXTH, 7)])
def test_how_often_a_run_must_die_alone_depends_on_how_it_died(death: Death, deaths: int) -> None:
    engine = ScriptedEngine({13: 99}, death=death)
    _, blamed = dispatched(engine)
    assert [record.run for record in blamed] == [13]
    assert engine.begun[13] == deaths  # once in a batch, then alone


def test_a_worker_killed_from_outside_now_and_then_is_nobodys_fault() -> None:
    engine = ScriptedEngine(dict.fromkeys(range(40), 3), death=SIXTH)
    done, blamed = dispatched(engine)
    assert sorted(done) == list(range(40))
    assert blamed == []


def test_many_runs_that_kill_one_after_another_are_each_blamed_where_only_a_lone_run_is_known() -> None:
    """A cluster does not know which run of a batch was under way; four that kill in a row once ended the sweep."""
    killers = {13, 14, 15, 16}
    engine = ScriptedEngine(dict.fromkeys(killers, 99), death=SIXTH, knows=False, knows_alone=True)
    done, blamed = dispatched(engine, batch=1)
    assert sorted(done) == [run for run in range(40) if run not in killers]
    assert {record.run for record in blamed} == killers


def test_an_answer_that_cannot_travel_is_its_runs_fault_alone() -> None:
    done, blamed = dispatched(ScriptedEngine({}, death=HALF, mute=frozenset({7})))
    assert sorted(done) == [run for run in range(40) if run != 7]
    assert [(record.run, record.status) for record in blamed] == [(7, "memory")]


def test_workers_that_die_before_any_run_are_told_and_nobody_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.lab.dispatch._HARVEST_SECONDS", 0.01)

    class Stillborn(ScriptedEngine):
        def submit(self, batch: tuple[Item, ...]) -> Future[Reply]:  # noqa: ARG002
            raise BrokenError

    with pytest.raises(SansheError, match="workers die before they begin a run"):
        dispatched(Stillborn({}, death=SIXTH))


def test_a_batch_grows_to_about_a_second_of_work_and_shrinks_towards_the_end() -> None:
    pace = Pace()
    assert pace.next_size(1000, 2) == 1
    sizes = []
    for _ in range(6):
        pace.learn(pace.size, pace.size * 0.01)
        sizes.append(pace.next_size(100_000, 2))
    assert sizes == [4, 16, 64, 150, 150, 150]
    assert pace.next_size(40, 2) == 10
    assert pace.next_size(3, 2) == 1


def test_one_slow_batch_does_not_decide() -> None:
    pace = Pace()
    for seconds in (0.1, 0.1, 0.1, 0.1):
        pace.learn(1, seconds)
    pace.learn(1, 20.0)
    assert pace.size == 15
