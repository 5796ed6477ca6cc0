"""Sweeps and workers are killed at any moment: nothing is lost, doubled or changed, nobody is left behind."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from sim.lab.sweep import sweep
from tests.faults.book import Book
from tests.faults.sweeps import Site, Sweep, compared, left_behind, processes, until
from tests.lab.standins import QUICK, stand_in_plan

TWENTY_PARTS = ("--batch", "12", "--every-reply")
RUNS = 240


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed") / "r"
    sweep(stand_in_plan(worlds=60), folder, jobs=0, function=QUICK)
    return folder


def ended(site: Site, undisturbed: Path, book: Book, fault: str) -> None:
    """Let the sweep of a folder finish, hold its table against the right one, and take a new folder."""
    report = site.finish(*TWENTY_PARTS)
    assert len(site.parts()) >= RUNS // 12
    book.note(fault, sweeps_completed=1)
    book.none(fault, **compared(site.results, undisturbed), blamed=report["failed"], drafts_left=site.drafts())
    site.elsewhere()


def duration(site: Site) -> float:
    """How long a sweep of twenty parts takes here and now, from its start to its end."""
    began = time.monotonic()
    site.finish(*TWENTY_PARTS)
    site.elsewhere()
    return time.monotonic() - began


def kill_sweeps(site: Site, undisturbed: Path, book: Book, kills: int, seed: int) -> None:
    """Kill sweeps at moments spread evenly over how long one takes; each goes on where the last one fell."""
    dice = np.random.default_rng(seed)
    longest = duration(site)
    killed = 0
    while killed < kills:
        sweep = site.start(*TWENTY_PARTS)
        time.sleep(dice.uniform(0.0, longest))
        if sweep.poll() is None:
            sweep.kill()
        killed += sweep.wait() == -signal.SIGKILL
        book.none("coordinator killed", processes_left=left_behind(sweep))
        if sweep.returncode == 0:
            ended(site, undisturbed, book, "coordinator killed")
    ended(site, undisturbed, book, "coordinator killed")
    book.note("coordinator killed", kills=killed)


# Python's own tracker of semaphores, killed and begun anew, complains of those that it never heard of.
TRACKERS = re.compile(
    r'Traceback \(most recent call last\):\n  File "[^"\n]*resource_tracker\.py".*\n.*\nKeyError: \'/mp-.*\'\n'
)
Chooser = Callable[[Sweep, Site], Sequence[int]]


def a_worker(_sweep: Sweep, site: Site) -> Sequence[int]:
    return site.living_workers()


def anyone(sweep: Sweep, _site: Site) -> Sequence[int]:
    return processes(sweep.pid)


def kill_some(site: Site, undisturbed: Path, book: Book, fault: str, whom: Chooser, kills: int, seed: int) -> None:
    """Kill one process of a sweep every second or so while sweep after sweep goes on."""
    dice = np.random.default_rng(seed)
    killed = 0
    while killed < kills:
        sweep = site.start(*TWENTY_PARTS, "--seconds", "0.02")
        while killed < kills and sweep.poll() is None:
            time.sleep(dice.uniform(0.1, 1.0))
            there = whom(sweep, site)
            if there:
                with suppress(ProcessLookupError):
                    os.kill(there[int(dice.integers(len(there)))], signal.SIGKILL)
                    killed += 1
        _, errors = sweep.communicate(timeout=300)
        assert sweep.returncode in {0, -signal.SIGKILL}, errors
        book.none(fault, tracebacks=TRACKERS.sub("", errors).count("Traceback"), processes_left=left_behind(sweep))
        ended(site, undisturbed, book, fault)
    book.note(fault, kills=killed)


def test_a_killed_sweep_goes_on_to_the_same_results(site: Site, undisturbed: Path, book: Book) -> None:
    kill_sweeps(site, undisturbed, book, kills=4, seed=2012)


def test_killed_workers_change_nothing_and_nobody_is_blamed(site: Site, undisturbed: Path, book: Book) -> None:
    kill_some(site, undisturbed, book, "workers killed", a_worker, kills=2, seed=2012)


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
@pytest.mark.parametrize("seed", range(10))
def test_killed_sweeps_at_length(site: Site, undisturbed: Path, book: Book, seed: int) -> None:
    kill_sweeps(site, undisturbed, book, kills=20, seed=seed)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(5))
def test_killed_workers_at_length(site: Site, undisturbed: Path, book: Book, seed: int) -> None:
    kill_some(site, undisturbed, book, "workers killed", a_worker, kills=20, seed=seed)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2))
def test_whoever_is_killed_nothing_is_lost(site: Site, undisturbed: Path, book: Book, seed: int) -> None:
    kill_some(site, undisturbed, book, "anyone killed", anyone, kills=20, seed=seed)
