"""A real scheduler and real workers on this machine: whatever happens to them, the table is the same."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.errors import SansheError
from sim.lab import cluster as clusters
from sim.lab.address import Cluster
from sim.lab.plan import Plan
from sim.lab.sweep import sweep
from tests.faults.book import Book
from tests.faults.machines import PATIENCE, Link, Machines, kill, meanwhile, stop
from tests.lab.standins import MISBEHAVE, QUICK, stand_in_plan


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    running = Machines(tmp_path)
    yield running
    running.end()


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sweep(slow(), tmp_path_factory.mktemp("golden") / "r", jobs=1, function=QUICK).sha256


def slow() -> Plan:
    return stand_in_plan(worlds=60, seconds=0.05)


def swept(machines: Machines, folder: Path, book: Book, golden: str) -> None:
    """Sweep on the cluster; the table is the one of a single worker, and nobody is blamed."""
    report = sweep(slow(), folder, cluster=Cluster(machines.address), function=QUICK, batch=4)
    book.note("cluster", sweeps=1)
    book.none("cluster", other_results=report.sha256 != golden, blamed=report.failed)


def test_two_workers_give_the_table_of_one_process(machines: Machines, tmp_path: Path, golden: str, book: Book) -> None:
    machines.worker()
    machines.worker()
    swept(machines, tmp_path / "r", book, golden)


def test_a_killed_worker_a_new_one_and_one_that_leaves_change_nothing(
    machines: Machines, tmp_path: Path, golden: str, book: Book
) -> None:
    first, _ = machines.worker(), machines.worker()

    def disturb() -> None:
        kill(first)
        new = machines.worker()
        time.sleep(2.0)
        new.terminate()

    thread = meanwhile(disturb, tmp_path / "r")
    swept(machines, tmp_path / "r", book, golden)
    thread.join(PATIENCE)


@pytest.mark.nightly
@pytest.mark.parametrize("turn", range(5))
def test_workers_killed_at_length(machines: Machines, tmp_path: Path, golden: str, book: Book, turn: int) -> None:
    """One worker after another is killed, and a new one takes its place."""
    there = [machines.worker("--no-nanny"), machines.worker("--no-nanny")]

    def disturb() -> None:
        for number in range(3):
            time.sleep(0.3 * turn)
            kill(there[number])
            there.append(machines.worker("--no-nanny"))

    thread = meanwhile(disturb, tmp_path / "r")
    swept(machines, tmp_path / "r", book, golden)
    thread.join(PATIENCE)
    book.note("cluster", workers_killed=3)


def test_a_worker_that_stands_still_changes_nothing(
    machines: Machines, tmp_path: Path, golden: str, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps its connections and answers nothing, for ever: others do what it was given."""
    monkeypatch.setattr(clusters, "_SILENT_SECONDS", 5.0)
    first, _ = machines.worker("--no-nanny"), machines.worker("--no-nanny")
    meanwhile(lambda: stop(first), tmp_path / "r")
    swept(machines, tmp_path / "r", book, golden)
    book.note("cluster", workers_stopped=1)


@pytest.mark.nightly
@pytest.mark.parametrize("seconds", [5.0, 45.0, None], ids=["for 5 s", "for 45 s", "for ever"])
def test_a_worker_whose_link_is_cut_changes_nothing(
    machines: Machines, tmp_path: Path, golden: str, book: Book, seconds: float | None
) -> None:
    link = Link(machines.port)
    machines.worker(at=link.address)
    machines.worker()

    def cut() -> None:
        link.cut()
        if seconds is not None:
            time.sleep(seconds)
            link.mend()

    meanwhile(cut, tmp_path / "r")
    swept(machines, tmp_path / "r", book, golden)
    book.note("cluster", links_cut=1)


def test_a_scheduler_that_dies_leaves_what_is_finished(
    machines: Machines, tmp_path: Path, golden: str, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_CONNECT_SECONDS", 5.0)
    machines.worker()
    meanwhile(lambda: kill(machines.scheduler), tmp_path / "r")
    with pytest.raises(SansheError, match="what is finished is kept"):
        swept(machines, tmp_path / "r", book, golden)
    assert any((tmp_path / "r" / "parts").glob("part-*"))
    book.note("cluster", schedulers_killed=1)
    book.none("cluster", other_results=sweep(slow(), tmp_path / "r", jobs=1, function=QUICK).sha256 != golden)


def poisoned(machines: Machines, folder: Path, book: Book, kinds: dict[str, str]) -> None:
    """Sweep good and bad runs; only the bad ones fail, each with its status and the command that replays it."""
    plan = stand_in_plan(("good", *kinds, "good"), worlds=2)
    report = sweep(plan, folder, cluster=Cluster(machines.address), function=MISBEHAVE, time_limit=4.0)
    records = [json.loads(line) for path in (folder / "failed").iterdir() for line in path.read_text().splitlines()]
    blamed = {(record["policy"], record["status"]) for record in records}
    right = {(f"p{number}", status) for number, status in enumerate(kinds.values(), 1)}
    book.note("cluster poison", bad_runs=len(records), good_runs=report.ok)
    book.none(
        "cluster poison",
        blamed=len(blamed - right),
        not_seen=len(right - blamed),
        neighbours_lost=4 - report.ok,
        without_replay=sum(not record["replay"].startswith("sanshe replay ") for record in records),
    )


def test_a_run_that_raises_is_a_record_and_its_neighbours_are_done(
    machines: Machines, tmp_path: Path, book: Book
) -> None:
    machines.worker()
    machines.worker()
    poisoned(machines, tmp_path / "r", book, {"raise": "error", "exit": "error"})


@pytest.mark.nightly
def test_a_run_that_hangs_or_kills_its_worker_is_a_record_and_its_neighbours_are_done(
    machines: Machines, tmp_path: Path, book: Book
) -> None:
    machines.worker()
    machines.worker()
    kinds = {"hold": "timeout", "segfault": "crash", "kill": "crash", "os exit": "crash", "unpicklable": "error"}
    poisoned(machines, tmp_path / "r", book, kinds)
