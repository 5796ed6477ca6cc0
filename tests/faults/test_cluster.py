"""A real scheduler and real workers on this machine: whatever happens to them, the table is the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.errors import SansheError, UsageError
from sim.lab import cluster as clusters
from sim.lab.cluster import Cluster
from sim.lab.plan import Plan
from sim.lab.remote import Introduction
from sim.lab.sweep import sweep
from tests.lab.standins import MISBEHAVE, QUICK, stand_in_plan

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


class Machines:
    """A scheduler and its workers as processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                                     "--scheduler-file", str(self.file))  # fmt: skip
        until(self.file.exists, "the scheduler is up")

    @property
    def address(self) -> str:
        address: str = json.loads(self.file.read_text())["address"]
        return address

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        return self._start("worker", self.address, "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard",
                           "--death-timeout", "30", "--local-directory", str(self.folder), **environment)  # fmt: skip

    def _start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{words[0]}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words], stdout=log, stderr=log, start_new_session=True, cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            )  # fmt: skip
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in self.processes:
            kill(process)
            process.wait()


def kill(process: subprocess.Popen[bytes]) -> None:
    """A nanny and the worker it minds are one session."""
    with_it = process.pid
    try:
        os.killpg(with_it, signal.SIGKILL)
    except ProcessLookupError:
        return


def until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.05)


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


def swept(machines: Machines, folder: Path, told: list[str] | None = None) -> str:
    report = sweep(
        slow(), folder, cluster=Cluster(machines.address), function=QUICK, batch=4,
        tell=(told if told is not None else []).append,
    )  # fmt: skip
    assert report.failed == 0
    return report.sha256


def meanwhile(act: Callable[[], object], folder: Path) -> threading.Thread:
    """Do something once the first part of a sweep stands on the disk."""

    def wait_and_act() -> None:
        until(lambda: any((folder / "parts").glob("part-*")), "a part is written")
        act()

    thread = threading.Thread(target=wait_and_act, daemon=True)
    thread.start()
    return thread


def test_two_workers_give_the_table_of_one_process(machines: Machines, tmp_path: Path, golden: str) -> None:
    machines.worker()
    machines.worker()
    assert swept(machines, tmp_path / "r") == golden


def test_a_killed_worker_a_new_one_and_one_that_leaves_change_nothing(
    machines: Machines, tmp_path: Path, golden: str
) -> None:
    first, _ = machines.worker(), machines.worker()

    def disturb() -> None:
        kill(first)
        new = machines.worker()
        time.sleep(2.0)
        new.terminate()

    thread = meanwhile(disturb, tmp_path / "r")
    assert swept(machines, tmp_path / "r") == golden
    thread.join(PATIENCE)


def test_a_worker_that_is_cut_off_changes_nothing(machines: Machines, tmp_path: Path, golden: str) -> None:
    first, _ = machines.worker(), machines.worker()

    def cut_off() -> None:
        os.killpg(first.pid, signal.SIGSTOP)
        time.sleep(3.0)
        kill(first)

    thread = meanwhile(cut_off, tmp_path / "r")
    assert swept(machines, tmp_path / "r") == golden
    thread.join(PATIENCE)


def test_a_run_that_kills_its_worker_is_a_record_and_its_neighbours_are_done(
    machines: Machines, tmp_path: Path
) -> None:
    machines.worker()
    machines.worker()
    plan = stand_in_plan(("good", "raise", "good"), worlds=2)
    report = sweep(plan, tmp_path / "r", cluster=Cluster(machines.address), function=MISBEHAVE)
    assert (report.ok, report.by_status) == (4, {"error": 2})


def test_a_worker_with_other_arithmetic_gets_no_runs(machines: Machines, tmp_path: Path, golden: str) -> None:
    machines.worker(OPENBLAS_CORETYPE="Nehalem", NPY_DISABLE_CPU_FEATURES="X86_V4 X86_V3")
    machines.worker()
    told: list[str] = []
    assert swept(machines, tmp_path / "r", told) == golden
    assert len(told) == 1
    assert "computes with other last bits" in told[0]
    assert told[0].endswith("it gets no runs")


def test_a_scheduler_that_dies_leaves_what_is_finished(
    machines: Machines, tmp_path: Path, golden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_CONNECT_SECONDS", 5.0)
    machines.worker()
    meanwhile(lambda: kill(machines.scheduler), tmp_path / "r")
    with pytest.raises(SansheError, match="what is finished is kept"):
        swept(machines, tmp_path / "r")
    assert any((tmp_path / "r" / "parts").glob("part-*"))
    assert sweep(slow(), tmp_path / "r", jobs=1, function=QUICK).sha256 == golden


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tcp://10.0.0.7:8786", "plain TCP lets whoever reaches the network run programs"),
        ("tcp://cluster.example:8786", "plain TCP lets whoever reaches the network run programs"),
        ("tls://10.0.0.7:8786", "TLS needs certificates; give --tls-ca, --tls-cert and --tls-key"),
        ("10.0.0.7:8786", "is no scheduler's address"),
        ("http://localhost:8786", "is no scheduler's address"),
        ("tcp://localhost", "is no scheduler's address"),
        ("tcp://localhost:99999", "is no scheduler's address"),
    ],
)
def test_an_address_that_is_not_safe_or_not_one_is_refused(address: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Cluster(address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:8786"])
def test_plain_tcp_is_allowed_on_this_machine(address: str) -> None:
    assert Cluster(address).address == address


def test_plain_tcp_elsewhere_needs_a_word() -> None:
    assert Cluster("tcp://10.0.0.7:8786", insecure=True).insecure


def test_another_model_or_package_is_named() -> None:
    here = Introduction("a" * 64, "bits", (("numpy", "2.4.6"), ("numba", "0.68")))
    assert here.differences(here) == ""
    assert "has another model (bbbb" in here._replace(model="b" * 64).differences(here)
    other = here._replace(arithmetic="other", packages=(("numpy", "2.3.1"), ("numba", "0.68")))
    assert other.differences(here) == "computes with other last bits (numpy 2.3.1, here 2.4.6)"
