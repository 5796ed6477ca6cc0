"""A question is answered: every policy meets every world, and nothing that is finished is lost.

A sweep goes on where the last one ended, however that ended. Its table of results has the same bytes
on one worker or many and after any number of interruptions. A run that fails is a record in `failed/`
and not the end of the sweep.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sim.errors import UsageError
from sim.lab.campaign import Campaign, Options
from sim.lab.ending import SweepInterrupted, SweepReport
from sim.lab.progress import Progress
from sim.lab.store import opened
from sim.lab.worker import SIMULATE

if TYPE_CHECKING:
    from sim.lab.address import Cluster
    from sim.lab.plan import Plan

__all__ = ["Progress", "SweepInterrupted", "SweepReport", "available_cores", "sweep"]

TIME_LIMIT_SECONDS = 600.0
_MEMORY_SHARE = 0.8
_LEAST_MEMORY = 1 << 30


def sweep(
    plan: Plan,
    folder: str | Path,
    *,
    jobs: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    on_error: Literal["continue", "stop"] = "continue",
    time_limit: float = TIME_LIMIT_SECONDS,
    memory_limit: int | None = None,
    retry_failed: bool = False,
    allow_mixed: bool = False,
    extend: bool = False,
    batch: int | None = None,
    function: str = SIMULATE,
    cluster: Cluster | None = None,
    tell: Callable[[str], object] = lambda _message: None,
) -> SweepReport:
    """Do every run of a plan that is not yet done, and write the table of all of them.

    `jobs` is the number of worker processes (all cores if None); 0 does the runs in this process,
    where time and memory cannot be limited. `time_limit` is in seconds a run (small ones that
    are lived abreast have it together, and each alone if that was too short), `memory_limit` in bytes
    a worker (a fair share of the computer if None). Runs that failed in two sweeps are tried again
    only with `retry_failed`. With `extend` a folder that holds runs of the same experiment with other
    policies or series is taken over: what was run is kept. `batch` fixes how many runs are sent at once. `function`, as
    `module:name`, is put in by tests and measurements alone. With a `cluster` its workers do the runs, and
    `jobs` and `memory_limit` do not count; `tell` hears which workers are refused.

    Raises ScenarioError where so many districts at a time do not fit into memory, ResultsError where the folder
    cannot be used, RunsFailedError at the first failed run with `on_error="stop"`, SweepInterrupted at Ctrl-C.
    """
    place = Path(folder)
    workers = available_cores() if jobs is None else jobs
    if workers < 0 or time_limit <= 0:
        raise UsageError(f"{place}: jobs {workers}, time limit {time_limit:g} s; give 0 or more jobs and some time")
    if cluster is None and function == SIMULATE:
        from sim.memory import refuse_what_does_not_fit

        refuse_what_does_not_fit(plan.largest_setting, max(workers, 1))
    share = fair_share(workers) if memory_limit is None else memory_limit
    options = Options(workers, on_error, time_limit, share, retry_failed, batch, function, cluster, tell)
    with opened(place, plan, allow_mixed=allow_mixed, extend=extend) as store:
        return Campaign(store, plan, options, progress or (lambda _: None)).run()


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fair_share(workers: int) -> int | None:
    """The memory that each worker may take so that all of them fit; None where it cannot be known."""
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
    return max(_LEAST_MEMORY, int(memory * _MEMORY_SHARE / max(1, workers)))
