"""The small Mesa model under the runners that others use, in a process of its own: `... other_runners mesa 10000`."""

from __future__ import annotations

import sys
import time
from typing import Any

from sim.lab.bench.apart import answer
from sim.lab.bench.counting import Counting
from sim.lab.bench.held import children_seconds
from sim.lab.bench.trivial import STEPS
from sim.lab.sweep import available_cores

LEVELS = 100


def by_mesa(runs: int) -> int:
    """Every level in as many iterations as it takes, by `mesa.batch_run`."""
    import mesa

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
    import ema_workbench

    model: Any = ema_workbench.Model("counting", function=counted)
    model.uncertainties = [ema_workbench.RealParameter("level", 0.0, 10.0)]
    model.outcomes = [ema_workbench.ScalarOutcome("count")]
    with ema_workbench.MultiprocessingEvaluator(model, n_processes=available_cores()) as evaluator:
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
    spent = time.process_time() + children_seconds()
    answer({"done": done, "seconds": time.perf_counter() - start, "processor": spent})


if __name__ == "__main__":
    main()
