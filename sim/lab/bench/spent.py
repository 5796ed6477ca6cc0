"""What a month's time is spent on: each line of the model's month, in a district that has been lived in.

`python -m sim.lab.bench.spent 5000 1000000` measures districts of these sizes. Python's own profiler does it, which
makes the Python of institutions some tenths slower than it is and leaves compiled loops over residents as they are.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
from pathlib import Path
from time import process_time

from sim.lab.bench.apart import Found, answer
from sim.lab.bench.district import build
from sim.model import ThreeSocietyModel

_MONTHS = 24
END = "end of month"
"""What is not in a mechanism of its own: the ledger's balance and the calendar."""
OBSERVING = "observing"


def by_line(model: ThreeSocietyModel, months: int) -> dict[str, float]:
    """Seconds of the processor a month for each call of the model's month, by the name of its mechanism."""
    profile = cProfile.Profile(process_time)
    for _ in range(months):
        profile.runcall(model.step)
    code = ThreeSocietyModel.month.__code__
    step = (code.co_filename, code.co_firstlineno, code.co_name)
    found: dict[str, float] = {}
    for (file, *_), (*_, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if step in callers:
            name, seconds = _mechanism(file), callers[step][3]
            found[name] = found.get(name, 0.0) + seconds / months
    return found


def _mechanism(file: str) -> str:
    """The mechanism that a file belongs to."""
    parts = Path(file).with_suffix("").parts
    return parts[parts.index("mechanisms") + 1] if "mechanisms" in parts else END


def observing(model: ThreeSocietyModel) -> float:
    """Seconds of the processor that it takes to look at a month in every way."""
    from sim.outcomes import OUTCOMES

    for outcome in OUTCOMES.values():
        outcome.measure(model.world)
    start = process_time()
    for _ in range(_MONTHS):
        for outcome in OUTCOMES.values():
            outcome.measure(model.world)
    return (process_time() - start) / _MONTHS


def measure(residents: int) -> Found:
    """Profile two years of one district, on one thread."""
    model = build(residents)
    by_line(model, 1)
    return {"residents": residents, "seconds": by_line(model, _MONTHS) | {OBSERVING: observing(model)}}


if __name__ == "__main__":
    answer({"districts": [measure(int(word)) for word in sys.argv[1:]]})
