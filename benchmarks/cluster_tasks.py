"""How many runs a task of Dask carries: `python -m benchmarks.cluster_tasks`.

A real scheduler and two real workers on this computer do a sweep of the model's own runs and one of runs of two
thousandths of a second. Every task that comes back says how many runs it did and how long they took there.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from sim.lab.bench.sweeping import plan_of
from sim.lab.cluster import Cluster
from sim.lab.dispatch import Pace
from sim.lab.experiment import load_experiment
from sim.lab.plan import Plan, make_plan
from sim.lab.sweep import sweep
from sim.lab.worker import SIMULATE

WORKERS = 2
SHORT_RUNS = 40_000
WORLDS = 40
PATIENCE_SECONDS = 60.0
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("NUMBA", "OMP", "OPENBLAS", "MKL")}


class Task(NamedTuple):
    """A task that came back: its runs, and the seconds that they took."""

    runs: int
    seconds: float


class Row(NamedTuple):
    """One sweep: what was run, its tasks in the order in which they came back, and the seconds from start to end."""

    name: str
    tasks: list[Task]
    seconds: float


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a scheduler and its workers, give its address, and end them."""
    file = folder / "scheduler.json"
    home = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file))
    started = [_started("scheduler", *home, "--port", "0")]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    started += [
        _started("worker", *home, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        for _ in range(WORKERS)
    ]
    try:
        yield json.loads(file.read_text(encoding="utf-8"))["address"]
    finally:
        for process in started:
            process.kill()
            process.wait()


def _started(*words: str) -> subprocess.Popen[bytes]:
    command, environment = [sys.executable, "-m", "dask", *words], {**os.environ, **ONE_THREAD}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def swept(name: str, plan: Plan, function: str, address: str, folder: Path) -> Row:
    """Sweep a plan on the cluster and take down every task that comes back."""
    tasks: list[Task] = []
    learn = Pace.learn

    def heard(pace: Pace, runs: int, seconds: float) -> None:
        tasks.append(Task(runs, seconds))
        learn(pace, runs, seconds)

    setattr(Pace, "learn", heard)  # noqa: B010 - for this process only
    start = time.perf_counter()
    report = sweep(plan, folder / name.replace(" ", "_"), cluster=Cluster(address), function=function)
    setattr(Pace, "learn", learn)  # noqa: B010
    if report.failed:
        sys.exit(f"{report.failed} runs failed")
    return Row(name, tasks, time.perf_counter() - start)


def line(row: Row) -> str:
    """A sweep as a line of the table; in the middle half of a sweep tasks have found their size."""
    quarter = len(row.tasks) // 4
    middle = row.tasks[quarter : len(row.tasks) - quarter]
    runs, seconds = (statistics.median(values) for values in zip(*middle, strict=True))
    every, spent = sum(task.runs for task in row.tasks), sum(task.seconds for task in row.tasks)
    return (
        f"{row.name:24} {every:7,} {len(row.tasks):6,} {every / len(row.tasks):10.1f} {runs:10.0f}"
        f" {spent / len(row.tasks):10.2f} s {seconds:8.2f} s {spent / every * 1000:9.1f} ms"
        f" {spent / (WORKERS * row.seconds):7.0%}"
    )


def main() -> None:
    """Sweep both and print runs and seconds for each task."""
    demo = make_plan(load_experiment("demo"), WORLDS)
    with tempfile.TemporaryDirectory() as place, cluster(Path(place)) as address:
        rows = [
            swept("the model (demo)", demo, SIMULATE, address, Path(place)),
            swept("runs of 2 ms", plan_of(SHORT_RUNS), "sim.lab.bench.trivial:short", address, Path(place)),
        ]
    print("                                                runs a task         seconds a task")
    print("sweep                       runs  tasks       mean     middle         mean   middle     each run  at work")
    for row in rows:
        print(line(row))
    print(f"{WORKERS} workers; Python {platform.python_version()}, distributed {version('distributed')}")


if __name__ == "__main__":
    main()
