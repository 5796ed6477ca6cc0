"""What people wait for: the first run ever, the first of a process, a run, the list of commands."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter, process_time

from sim.lab.bench.apart import ONE_THREAD, Found, answer, told

ASKED = ("satisfied_share",)
"""What is measured where an experiment asks for no more than one outcome."""


def whole_runs(runs: int) -> dict[str, float]:
    """Run the default scenario: the first run of the process, then the fastest and the median of so many more.

    Alone a run lives its burn-in; for a worker of a sweep that has met the world before, it is remembered, and a few
    policies live abreast. A sweep measures every outcome, or those alone that it is asked for: here one.
    """
    from sim.abreast import MOST_ABREAST, live_abreast
    from sim.model import Simulator, simulate
    from sim.scenario import load_scenario

    scenario = load_scenario("guangzhou")
    setting, workers = scenario.setting, {"in sweep": Simulator(()), "asked in sweep": Simulator(ASKED, ASKED)}
    few = [scenario.with_values({"policy.payment.delay_months": 0.5 * delay}) for delay in range(MOST_ABREAST)]
    first, alone = _timed(lambda: simulate(scenario, 0, ())), []
    met: dict[str, list[float]] = {place: [] for place in workers}
    for worker in workers.values():
        worker(scenario, 0)
    for _ in range(runs):
        alone.append(_timed(lambda: simulate(scenario, 0, ())))
        for place, worker in workers.items():
            lives = [worker.live(each, 0) for each in few]
            met[place].append(_timed(partial(live_abreast, lives)) / len(few))
    return {
        "months": scenario.months + setting.burn_in_months,
        "residents": setting.streets * setting.communities_per_street * setting.residents_per_community,
        "first": first,
        "fastest": min(alone, default=first),
        "seconds": median(alone or [first]),
        **{f"fastest {place}": min(seconds, default=first) for place, seconds in met.items()},
        **{f"seconds {place}": median(seconds or [first]) for place, seconds in met.items()},
    }


def _timed(run: Callable[[], object]) -> float:
    start = process_time()
    run()
    return process_time() - start


def first_runs() -> dict[str, float]:
    """Seconds of the processor for a first run where nothing has ever been compiled, and for the next process's."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {**ONE_THREAD, "NUMBA_CACHE_DIR": folder}
        cold, warm = (told("waiting", "0", settings=settings)["first"] for _ in range(2))
    return {"cold": cold, "warm": warm}


def seconds_of_help(times: int) -> float:
    """How long a user waits for the list of commands: the median of so many times, by the clock."""
    command, seconds = [sys.executable, "-m", "sim", "--help"], []
    for _ in range(times):
        start = perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603  our own command
        seconds.append(perf_counter() - start)
    return median(seconds)


def measure(runs: int, helps: int, *, compiling: bool) -> Found:
    """Measure all of it; compiling everything takes about a minute."""
    return {
        "runs": runs,
        **told("waiting", str(runs), settings=ONE_THREAD),
        "compiling": first_runs() if compiling else None,
        "help": seconds_of_help(helps),
    }


if __name__ == "__main__":
    answer(whole_runs(int(sys.argv[1])))
