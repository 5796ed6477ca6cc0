"""How many runs, and how many seconds of them, a task of Dask carries.

A real scheduler and two real workers on this computer do a sweep of the model's own runs and one of runs of two
thousandths of a second. The scheduler says how many tasks came of each sweep and how long each was computed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from sim.errors import SansheError
from sim.lab.address import Cluster
from sim.lab.bench.apart import ONE_THREAD, Found, answer, told
from sim.lab.bench.sweeping import plan_of
from sim.lab.experiment import load_experiment
from sim.lab.plan import Plan, make_plan
from sim.lab.sweep import sweep
from sim.lab.worker import SIMULATE

PACKAGE = "distributed"
WORKERS = 2
_SHORT = "sim.lab.bench.trivial:short"
_PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.1


def measure(runs: int) -> Found:
    """Sweep the demonstration and so many runs of 2 ms on a cluster; or say which package is missing for it."""
    return told("tasks", str(runs)) if find_spec(PACKAGE) else {"not installed": PACKAGE}


def swept(plan: Plan, function: str, address: str, folder: Path) -> Found:
    """Sweep a plan on the cluster: runs, tasks, and the seconds for which tasks were computed.

    In the middle half of a sweep tasks have found their size: the median of their seconds is told apart.
    """
    from distributed import Client, get_task_stream

    begun = time.perf_counter()
    with Client(address, set_as_default=False) as client, get_task_stream(client=client) as stream:
        report = sweep(plan, folder, cluster=Cluster(address), function=function)
    if report.failed:
        what = f"{report.failed} of {report.runs} runs failed on the cluster"
        raise SansheError(f"bench: {plan.experiment.name}: {what}; `sanshe sweep demo` says why runs fail")
    # Tasks that let workers introduce themselves carry no runs.
    done = [each for each in stream.data if str(each["key"]).startswith("work-")]
    spans = sorted((part["start"], part["stop"]) for each in done for part in each["startstops"] if _computed(part))
    seconds = [stop - start for start, stop in spans]
    quarter = len(seconds) // 4
    return {
        "runs": report.ok,
        "tasks": len(done),
        "runs a task": report.ok / len(done),
        "seconds a task": statistics.fmean(seconds),
        "middle seconds a task": statistics.median(seconds[quarter : len(seconds) - quarter]),
        "at work": sum(seconds) / (WORKERS * (time.perf_counter() - begun)),
    }


def _computed(part: dict[str, object]) -> bool:
    return part["action"] == "compute"


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a scheduler and its workers, give its address, and end them."""
    file = folder / "scheduler.json"
    home = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file))
    started = [_started("scheduler", *home, "--port", "0")]
    try:
        address = _address(file, started[0])
        worker = ("worker", *home, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        started.extend(_started(*worker) for _ in range(WORKERS))
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    """Where the scheduler says that it is. Raises SansheError where it ends or says nothing for a minute."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while scheduler.poll() is None and time.monotonic() < deadline:
        with suppress(OSError, ValueError):  # not written yet, or not to its end
            address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
            return address
        time.sleep(_LOOK_SECONDS)
    raise SansheError("bench: no scheduler of Dask has started; `python -m dask scheduler` says why")


def _started(*words: str) -> subprocess.Popen[bytes]:
    command, environment = [sys.executable, "-m", "dask", *words], {**os.environ, **ONE_THREAD}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def main(runs: int) -> Found:
    """Sweep both on one cluster."""
    with tempfile.TemporaryDirectory() as place, cluster(Path(place)) as address:
        return {
            "workers": WORKERS,
            "model": swept(make_plan(load_experiment("demo")), SIMULATE, address, Path(place) / "model"),
            "short": swept(plan_of(runs), _SHORT, address, Path(place) / "short"),
        }


if __name__ == "__main__":
    answer(main(int(sys.argv[1])))
