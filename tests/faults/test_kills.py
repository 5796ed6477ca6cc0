"""Sweeps and workers are killed at any moment: nothing is lost, doubled or changed, nobody is left behind."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

import numpy as np
import pytest

from tests.faults.sweeps import Site, until


def kill_sweeps(site: Site, golden: str, kills: int, seed: int) -> None:
    """Kill sweeps of one folder again and again, then let one finish."""
    dice = np.random.default_rng(seed)
    for _ in range(kills):
        sweep = site.start("--batch", "3")
        time.sleep(dice.uniform(0.3, 2.0))
        sweep.kill()
        sweep.wait()
        until(lambda: not site.living_workers(), "workers to end with their sweep")
    report = site.finish()
    assert report["sha256"] == golden
    assert (report["ok"], report["failed"]) == (240, 0)
    assert not list(site.results.rglob(".tmp-*"))


def kill_workers(site: Site, golden: str, kills: int, seed: int) -> None:
    """Kill a worker now and then while a sweep goes on."""
    dice = np.random.default_rng(seed)
    sweep = site.start("--seconds", "0.03")
    killed = 0
    for _ in range(kills):
        until(lambda: site.living_workers() or sweep.poll() is not None, "a worker")
        # The first worker is killed at once, so that even the fastest sweep loses one.
        time.sleep(dice.uniform(0.0, 0.8) if killed else 0.0)
        for pid in site.living_workers()[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed += 1
    output, errors = sweep.communicate(timeout=300)
    assert killed > 0
    assert golden in output, errors
    assert '"failed": 0' in output


def test_a_killed_sweep_goes_on_to_the_same_results(site: Site, golden: str) -> None:
    kill_sweeps(site, golden, kills=6, seed=2012)


def test_killed_workers_change_nothing_and_nobody_is_blamed(site: Site, golden: str) -> None:
    kill_workers(site, golden, kills=5, seed=2012)


def test_a_sweep_that_is_killed_moves_on_every_time(site: Site) -> None:
    counts = []
    for _ in range(3):
        before = len(site.parts())
        sweep = site.start("--batch", "1")
        until(lambda before=before: len(site.parts()) > before, "a first part")
        sweep.kill()
        sweep.wait()
        counts.append(len(site.parts()) - before)
    assert min(counts) >= 1


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(20))
def test_killed_sweeps_at_length(site: Site, golden: str, seed: int) -> None:
    kill_sweeps(site, golden, kills=25, seed=seed)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(20))
def test_killed_workers_at_length(site: Site, golden: str, seed: int) -> None:
    kill_workers(site, golden, kills=25, seed=seed)
