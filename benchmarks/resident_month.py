"""Time the resident month in a process of its own: `python -m benchmarks.resident_month sanshe 100000`.

Prints one line of JSON: nanoseconds per resident-month, bytes per resident, what came out of a year.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.plain_mesa import PlainDistrict, Resident
from benchmarks.same_world import RESIDENTS_PER_STREET, district, live_resident_month, plain
from sim.model import ThreeSocietyModel

YEAR = 12
SECONDS_ENOUGH = 3.0
"""Years are repeated until they have taken this long together, and the fastest year counts."""
MOST_YEARS = 20


def resident_bytes_held() -> int:
    """How much memory the process holds now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def most_bytes_held() -> int:
    """How much memory the process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def fastest_year(month: Callable[[], None]) -> float:
    """Seconds of the processor for the fastest year; waiting for a busy machine does not count."""
    years: list[float] = []
    while not years or (sum(years) < SECONDS_ENOUGH and len(years) < MOST_YEARS):
        start = process_time()
        for _ in range(YEAR):
            month()
        years.append(process_time() - start)
    return min(years)


def state_of_columns(model: ThreeSocietyModel) -> dict[str, float]:
    """What a year has made of residents."""
    people = model.world.residents
    return {
        "in need": float(np.mean(people.needs > 0)),
        "satisfied": float(np.mean(people.satisfied)),
        "active this month": float(np.mean(people.activities > 0)),
        "trust in committee": float(np.mean(people.trust_committee, dtype=np.float64)),
        "trust in organisations": float(np.mean(people.trust_agency, dtype=np.float64)),
        "tie": float(np.mean(people.tie, dtype=np.float64)),
    }


def state_of_objects(model: PlainDistrict) -> dict[str, float]:
    """The same of plain agents."""
    people = model.agents_by_type[Resident]
    return {
        "in need": float(np.mean([bool(person.needs) for person in people])),
        "satisfied": people.agg("satisfied", np.mean),
        "active this month": float(np.mean([person.activities > 0 for person in people])),
        "trust in committee": people.agg("trust_committee", np.mean),
        "trust in organisations": people.agg("trust_agency", np.mean),
        "tie": people.agg("tie", np.mean),
    }


def measure_sanshe(residents: int) -> dict[str, object]:
    """Live a year to be compared, then years to be timed."""
    district(RESIDENTS_PER_STREET)  # compiled code is no resident's memory
    before = resident_bytes_held()
    model = district(residents).model
    for _ in range(YEAR):
        live_resident_month(model)
    after_a_year = state_of_columns(model)
    seconds = fastest_year(lambda: live_resident_month(model))
    held = most_bytes_held() - before
    whole = fastest_year(district(residents).model.step)
    per_month = 1e9 / YEAR / residents
    return {
        "residents": residents,
        "ns": seconds * per_month,
        "whole month ns": whole * per_month,
        "bytes": held / residents,
        "after a year": after_a_year,
    }


def measure_plain(residents: int) -> dict[str, object]:
    """Do the same with plain agents."""
    there = district(residents)
    before = resident_bytes_held()
    copy = plain(there)
    gc.collect()
    gc.freeze()  # in plain Mesa's favour: objects that live for ever are not looked through again
    for _ in range(YEAR):
        copy.step()
    after_a_year = state_of_objects(copy)
    seconds = fastest_year(copy.step)
    return {
        "residents": residents,
        "ns": seconds * 1e9 / YEAR / residents,
        "bytes": (most_bytes_held() - before) / residents,
        "after a year": after_a_year,
    }


if __name__ == "__main__":
    print(json.dumps({"plain": measure_plain, "sanshe": measure_sanshe}[sys.argv[1]](int(sys.argv[2]))))
