"""A cluster is started, sweeps on it are counted by the scheduler itself, and it is ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import SansheError
from sim.lab.bench import tasks
from sim.lab.bench.sweeping import plan_of

RUNS = 600


def test_every_run_is_in_one_task_of_the_cluster(tmp_path: Path) -> None:
    with tasks.cluster(tmp_path) as address:
        found = tasks.swept(plan_of(RUNS), "sim.lab.bench.trivial:short", address, tmp_path / "short")
    assert found["runs"] == RUNS
    # A run sleeps for two thousandths of a second; there is more than one task and less than one for each run.
    assert found["seconds a task"] * found["tasks"] > 0.002 * RUNS
    assert 1 < found["tasks"] < RUNS / 2
    assert 0.0 < found["at work"] <= 1.0


def test_a_scheduler_that_ends_at_once_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_started", lambda *_words: subprocess.Popen([sys.executable, "-c", ""]))
    refused = pytest.raises(SansheError, match=r"^bench: no scheduler of Dask has started; .*dask scheduler` says why$")
    with refused, tasks.cluster(tmp_path):
        pass


def test_without_dask_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "find_spec", lambda _name: None)
    assert tasks.measure(1) == {"not installed": "distributed"}
