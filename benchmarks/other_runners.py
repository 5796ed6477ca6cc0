"""The small Mesa model under the runners that others use: `python -m benchmarks.other_runners mesa 10000`."""

from __future__ import annotations

import json
import resource
import sys
import time

import mesa

from benchmarks.counting import Counting
from benchmarks.trivial import STEPS
from sim.lab.sweep import available_cores

LEVELS = 100


def by_mesa(runs: int) -> int:
    """Every level in as many iterations as it takes, by `mesa.batch_run`."""
    levels = [0.1 * step for step in range(LEVELS)]
    rows = mesa.batch_run(
        Counting,
        {"level": levels},
        iterations=runs // LEVELS,
        max_steps=STEPS,
        number_processes=available_cores(),
        display_progress=False,
    )
    return len(rows)


def by_ema(runs: int) -> int:
    """As many scenarios, by EMA Workbench's pool of processes."""
    from ema_workbench import (  # type: ignore[import-not-found] # noqa: PLC0415 - an optional runner
        Model,
        MultiprocessingEvaluator,
        RealParameter,
        ScalarOutcome,
    )

    model = Model("counting", function=counted)
    model.uncertainties = [RealParameter("level", 0.0, 10.0)]
    model.outcomes = [ScalarOutcome("count")]
    with MultiprocessingEvaluator(model, n_processes=available_cores()) as evaluator:
        experiments, _ = evaluator.perform_experiments(scenarios=runs)
    return len(experiments)


def counted(level: float = 0.0) -> dict[str, float]:
    """One run for EMA Workbench."""
    model = Counting(level=level)
    for _ in range(STEPS):
        model.step()
    return {"count": float(model.count)}


def main() -> None:
    """Time one runner."""
    runner = {"mesa": by_mesa, "ema": by_ema}[sys.argv[1]]
    start = time.perf_counter()
    done = runner(int(sys.argv[2]))
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = {"coordinator": time.process_time(), "workers": workers.ru_utime + workers.ru_stime}
    print(json.dumps({"done": done, "seconds": time.perf_counter() - start, **spent}))


if __name__ == "__main__":
    main()
