"""Time whole runs of the default world: `python -m benchmarks.whole_run 12`.

Prints one line of JSON: the first run of the process and the median of as many more, in other worlds.
"""

from __future__ import annotations

import json
import sys
from statistics import median
from time import process_time

from sim.model import simulate
from sim.scenario import load_scenario


def measure(runs: int) -> dict[str, float]:
    """Run the default scenario in different worlds."""
    scenario = load_scenario("guangzhou")
    setting = scenario.setting
    seconds: list[float] = []
    for world in range(runs + 1):
        start = process_time()
        simulate(scenario, world)
        seconds.append(process_time() - start)
    return {
        "months": scenario.months + setting.burn_in_months,
        "residents": setting.streets * setting.communities_per_street * setting.residents_per_community,
        "first": seconds[0],
        "seconds": median(seconds[1:]),
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
