"""Districts that live abreast fare as each does alone."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from sim.abreast import MOST_ABREAST, live_abreast
from sim.declare import Value
from sim.lab.worker import SIMULATE, Done, Item, Setup, Start, Station
from sim.model import Simulator, simulate
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


def test_a_large_district_lets_nobody_live_between_its_months(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(list(Simulator(()).live(small(values=POLICIES[1]), 1))) > 3
    monkeypatch.setattr("sim.model._SMALL_RESIDENTS", 89)
    assert list(Simulator(()).live(small(values=POLICIES[1]), 1)) == []


def test_a_worker_takes_a_few_runs_abreast_and_one_that_fails_leaves_the_others_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Simulator.live

    def poisoned(self: Simulator, scenario: object, world_seed: int) -> Generator[None, None, object]:
        life = real(self, scenario, world_seed)  # type: ignore[arg-type]
        next(life)
        if world_seed == 2:
            raise ValueError("a resident has no community")
        return (yield from life)

    items = tuple(Item(run, 0, run) for run in range(MOST_ABREAST + 2))
    setup = Setup(SIMULATE, (Start(small(), POLICIES[0]),), ("satisfied_share",))
    alone = [Station(setup).work((item,)).done[0] for item in items]
    began: list[tuple[int, ...]] = []
    monkeypatch.setattr(Simulator, "live", poisoned)
    station = Station(setup, before=began.append)
    station.load()
    reply = station.work(items)
    assert began == [tuple(range(MOST_ABREAST)), (MOST_ABREAST, MOST_ABREAST + 1)]
    assert [(each.run, each.message) for each in reply.failed] == [(2, "ValueError: a resident has no community")]
    assert [_numbers(each) for each in reply.done] == [_numbers(each) for each in alone if each.run != 2]
    assert all(each.seconds > 0 for each in reply.done)


def _numbers(run: Done) -> tuple[int, bytes, tuple[bytes, ...]]:
    return run.run, run.outcomes, run.series
