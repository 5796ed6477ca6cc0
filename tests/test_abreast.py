"""Districts that live abreast fare as each does alone."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import pytest

from sim.abreast import MOST_ABREAST, live_abreast
from sim.declare import Value
from sim.lab.sets import ParameterSet
from sim.lab.worker import SIMULATE, Done, Item, Setup, Start, Station, scenario_of
from sim.model import Simulator, simulate
from sim.scenario import Scenario
from tests.districts import bits, small

POLICIES: tuple[dict[str, Value], ...] = (
    {"setting.months": 6},
    {"setting.months": 3, "policy.payment.delay_months": 6.0},
    {"setting.months": 9, "policy.purchase.projects_per_street": 3},
    {"setting.months": 6, "setting.streets": 2},
)


def test_lives_take_turns_until_the_last_of_them_ends() -> None:
    told: list[tuple[str, int]] = []

    def life(name: str, parts: int) -> Generator[None, None, str]:
        for part in range(parts):
            told.append((name, part))
            yield
        return name.upper()

    assert live_abreast([life("a", 1), life("b", 3), life("c", 2)]) == ["A", "B", "C"]
    assert told == [("a", 0), ("b", 0), ("c", 0), ("b", 1), ("c", 1), ("b", 2)]


def test_policies_worlds_and_places_abreast_fare_as_each_does_alone() -> None:
    simulator = Simulator(("satisfied_share", "turnover_rate"))
    scenarios = [small(values=values) for values in POLICIES]
    for world in (3, 4):
        together = live_abreast(simulator.live(scenario, world) for scenario in scenarios)
        alone = [simulate(scenario, world, ("satisfied_share", "turnover_rate")) for scenario in scenarios]
        assert list(map(bits, together)) == list(map(bits, alone))


def began(monkeypatch: pytest.MonkeyPatch, limit: int) -> list[tuple[int, ...]]:
    """Which runs of two policies a worker begins together: ninety and a hundred and eighty residents."""
    monkeypatch.setattr("sim.model._SMALL_RESIDENTS", limit)
    monkeypatch.setattr("sim.lab.worker.MOST_ABREAST", 3)
    starts = (Start(small(), {"setting.months": 2}), Start(small(), {"setting.months": 2, "setting.streets": 2}))
    told: list[tuple[int, ...]] = []
    station = Station(Setup(SIMULATE, starts, ()), before=told.append)
    station.load()
    reply = station.work(tuple(Item(run, run % 2, run) for run in range(4)))
    assert [each.run for each in reply.done] == [0, 1, 2, 3]
    return told


def test_only_small_districts_live_abreast(monkeypatch: pytest.MonkeyPatch) -> None:
    assert began(monkeypatch, 180) == [(0, 1), (2, 3)]
    assert began(monkeypatch, 90) == [(0,), (1,), (2,), (3,)]
    assert began(monkeypatch, 89) == [(0,), (1,), (2,), (3,)]


def test_each_scenario_is_made_once_though_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(policies: Sequence[Start], sets: Sequence[ParameterSet], case: int) -> Scenario:
        made.append(case)
        return scenario_of(policies, sets, case)

    monkeypatch.setattr("sim.lab.worker._MOST_KEPT", 1)
    monkeypatch.setattr("sim.lab.worker.scenario_of", counted)
    station = Station(Setup(SIMULATE, (Start(small(), {"setting.months": 2}),) * 4, ()))
    station.load()
    assert len(station.work(tuple(Item(run, run % 4, 1) for run in range(5))).done) == 5
    assert made == [0, 1, 2, 3]


def test_a_run_without_memory_beside_others_is_tried_again_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real, together = Simulator.live, [0, 0]

    def hungry(self: Simulator, scenario: Scenario, world_seed: int) -> Generator[None, None, object]:
        together[0] += 1
        together[1] = max(together)
        try:
            yield
            if world_seed == 1 and together[1] > 1:
                together[1] = 0
                raise MemoryError("no room beside others")
            if world_seed == 2:
                raise MemoryError("no room at all")
            return (yield from real(self, scenario, world_seed))
        finally:
            together[0] -= 1

    monkeypatch.setattr(Simulator, "live", hungry)
    station = Station(Setup(SIMULATE, (Start(small(), POLICIES[1]),), ()))
    station.load()
    reply = station.work(tuple(Item(run, 0, run) for run in range(3)))
    assert [each.run for each in reply.done] == [0, 1]
    assert [(each.run, each.status) for each in reply.failed] == [(2, "memory")]


def test_a_worker_takes_a_few_runs_abreast_and_one_that_fails_leaves_the_others_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Simulator.live

    def poisoned(self: Simulator, scenario: Scenario, world_seed: int) -> Generator[None, None, object]:
        life = real(self, scenario, world_seed)
        next(life)
        if world_seed == 2:
            raise ValueError("a resident has no community")
        return (yield from life)

    items = tuple(Item(run, 0, run) for run in range(MOST_ABREAST + 2))
    setup = Setup(SIMULATE, (Start(small(), POLICIES[0]),), ("satisfied_share",))
    alone = [Station(setup).work((item,)).done[0] for item in items]
    told: list[tuple[int, ...]] = []
    monkeypatch.setattr(Simulator, "live", poisoned)
    station = Station(setup, before=told.append)
    station.load()
    reply = station.work(items)
    half = len(items) // 2
    assert told == [tuple(range(half)), tuple(range(half, len(items)))]
    assert [(each.run, each.message) for each in reply.failed] == [(2, "ValueError: a resident has no community")]
    assert [_numbers(each) for each in reply.done] == [_numbers(each) for each in alone if each.run != 2]
    assert all(each.seconds > 0 for each in reply.done)


def _numbers(run: Done) -> tuple[int, bytes, tuple[bytes, ...]]:
    return run.run, run.outcomes, run.series
