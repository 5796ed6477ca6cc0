"""A scenario tried in a few worlds: the mean and interval of numbers that can be worked out by hand."""

from __future__ import annotations

import math
import sys
from types import SimpleNamespace

import pytest

from sim.chance import world_seed
from sim.lab import trial
from sim.scenario import load_scenario


@pytest.fixture
def worlds_seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Stands in for the model: outcome `a` is 1, 2, 3 ...; `b` is defined in the first world only."""
    seen: list[int] = []

    def simulate(_scenario: object, seed: int, _series: tuple[str, ...], **_how: object) -> SimpleNamespace:
        seen.append(seed)
        return SimpleNamespace(outcomes={"a": float(len(seen)), "b": 5.0 if len(seen) == 1 else math.nan})

    monkeypatch.setitem(sys.modules, "sim.model", SimpleNamespace(simulate=simulate))
    return seen


def test_three_worlds_give_mean_and_student_interval(worlds_seen: list[int]) -> None:
    first, _ = trial.try_scenario(load_scenario("guangzhou"), 2012, range(4, 7))
    # 1, 2, 3: mean 2, standard error 1/sqrt(3), t(0.975, 2) = 4.302653
    assert (first.outcome, first.mean, first.worlds) == ("a", 2.0, 3)
    assert first.high == pytest.approx(2 + 4.302653 / math.sqrt(3), rel=1e-6)
    assert first.low == pytest.approx(2 - 4.302653 / math.sqrt(3), rel=1e-6)
    assert worlds_seen == [world_seed(2012, world) for world in (4, 5, 6)]


def test_worlds_without_a_value_do_not_count(worlds_seen: list[int]) -> None:
    _, second = trial.try_scenario(load_scenario("guangzhou"), 2012, range(3))
    assert len(worlds_seen) == 3
    assert (second.mean, second.worlds) == (5.0, 1)
    assert math.isnan(second.low)
    assert math.isnan(second.high)
