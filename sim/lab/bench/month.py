"""Time the resident month of one version at one size, in a process of its own.

`python -m sim.lab.bench.month sanshe 100000 FILE SECONDS` writes the district for the others to FILE and times ours;
`... mesa 100000 FILE SECONDS` times plain Mesa's with what stands there. Years are lived until they have taken SECONDS,
and the fastest counts: processor time, one thread. The last line is JSON.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from sim.lab.bench.apart import Found, answer
from sim.lab.bench.handed import MONTHS_PER_YEAR, read_handed
from sim.lab.bench.held import bytes_from_now, bytes_more_than
from sim.lab.bench.peers import PEERS

if TYPE_CHECKING:
    from sim.model import ThreeSocietyModel

MOST_YEARS = 20
OURS, THREADS = "sanshe", 2


def fastest_year(month: Callable[[], object], enough: float, clock: Callable[[], float] = process_time) -> float:
    """Seconds of the processor for the fastest year; waiting for a busy machine does not count."""
    years: list[float] = []
    while not years or (sum(years) < enough and len(years) < MOST_YEARS):
        start = clock()
        for _ in range(MONTHS_PER_YEAR):
            month()
        years.append(clock() - start)
    return min(years)


def measure_ours(residents: int, file: Path, enough: float) -> Found:
    """Live a year to be compared, then years to be timed; then months with institutions that decide."""
    from sim.lab.bench.district import build, district, live_resident_month
    from sim.lab.bench.handed import hand_over
    from sim.lab.bench.sizes import STREET
    from sim.lab.bench.state import state_of_columns

    district(STREET)  # compiled code is no resident's memory
    before = bytes_from_now()
    there = district(residents)
    model, more = there.model, bytes_more_than(before)
    hand_over(there).save(file)
    for _ in range(MONTHS_PER_YEAR):
        live_resident_month(model)
    after = state_of_columns(model.world.residents)
    seconds = fastest_year(partial(live_resident_month, model), enough)
    del there, model
    return {**_row(residents, seconds, more, after), **_whole_months(build(residents, THREADS), enough)}


def _whole_months(model: ThreeSocietyModel, enough: float) -> Found:
    """Months with institutions that decide: on several threads by the clock, where they share the work, and on one."""
    each = 1e9 / MONTHS_PER_YEAR / len(model.world.residents)
    together = fastest_year(model.step, enough, perf_counter) * each if model.world.threads else None
    go_on_alone(model)
    return {"whole month ns": fastest_year(model.step, enough) * each, "threads ns": together}


def go_on_alone(model: ThreeSocietyModel) -> None:
    """Let a district that has lived on several threads go on on one, all communities in one piece."""
    world = model.world
    if world.threads is not None:
        world.threads.shutdown()
    world.threads, world.spans = None, ((0, len(world.committees)),)


def measure_peer(name: str, residents: int, file: Path, enough: float) -> Found:
    """Do the same with what somebody else would use."""
    peer = PEERS[name]
    peer.load()  # what a framework loads is no resident's memory
    before = bytes_from_now()
    handed = read_handed(file)
    before = before if peer.keeps_arrays else bytes_from_now()
    lived = peer.start(handed)
    del handed
    gc.collect()
    gc.freeze()  # in favour of objects: those that live for ever are not looked through again
    for _ in range(MONTHS_PER_YEAR):
        lived.month()
    more, after = bytes_more_than(before), lived.state()
    return _row(residents, fastest_year(lived.month, enough), more, after)


def _row(residents: int, seconds: float, more: int | None, after: dict[str, float]) -> Found:
    return {
        "residents": residents,
        "ns": seconds * 1e9 / MONTHS_PER_YEAR / residents,
        "bytes": None if more is None else more / residents,
        "after a year": after,
    }


def main() -> None:
    """Measure what the words say."""
    which, residents, file, enough = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])
    found = measure_ours(residents, file, enough) if which == OURS else measure_peer(which, residents, file, enough)
    answer(found)


if __name__ == "__main__":
    main()
