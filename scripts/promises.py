"""Show by simulation that the lab's statistics keep their promises, and write it into docs/statistics.md.

How often 95% intervals hold the truth, for differences of known shape in few and in many worlds; and how
often the policy that is best is the one that is named. `python -m scripts.promises` takes ten minutes.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.lab.best import pick_best
from sim.lab.intervals import safe_interval, t_interval
from sim.lab.keyed import generator
from sim.lab.pairing import Paired

PAGE = Path(__file__).parents[1] / "docs" / "statistics.md"
TRIALS, SELECTIONS = 4_000, 2_000
_AT_ONCE = 500

Draws = Callable[[np.random.Generator, tuple[int, int]], NDArray[np.float64]]

SHAPES: dict[str, tuple[Draws, float]] = {
    "normal": (lambda drawn, size: drawn.normal(1.0, 1.0, size), 1.0),
    "gamma of 2 (skewness 1.4)": (lambda drawn, size: drawn.gamma(2.0, 1.0, size), 2.0),
    "exponential (skewness 2)": (lambda drawn, size: drawn.exponential(1.0, size), 1.0),
    "lognormal of 0.8 (skewness 3.7)": (lambda drawn, size: drawn.lognormal(0.0, 0.8, size), math.exp(0.32)),
}
WORLDS = (5, 10, 20, 40)


def coverage(shape: str, worlds: int, trials: int) -> tuple[float, float]:
    """How often the lab's 95% interval and Student's alone hold the true mean difference."""
    draw, truth = SHAPES[shape]
    drawn = generator(f"coverage/{shape}/{worlds}")
    held = alone = 0
    for start in range(0, trials, _AT_ONCE):
        rows = draw(drawn, (min(_AT_ONCE, trials - start), worlds))
        safe, student = safe_interval(rows, f"{shape}/{worlds}/{start}"), t_interval(rows)
        held += int(((safe.low <= truth) & (truth <= safe.high)).sum())
        alone += int(((student.low <= truth) & (truth <= student.high)).sum())
    return held / trials, alone / trials


def correct_selection(policies: int, confidence: float, trials: int, *, gap: float = 1.0) -> tuple[float, float]:
    """How often the best is named, and in how many worlds, where it is `gap` indifferences better than every other.

    Each policy has luck of its own of twice the indifference, beside luck that all of them share.
    """
    drawn = generator(f"selection/{policies}/{confidence}/{gap}")
    names = tuple(f"p{number}" for number in range(policies))
    worlds = 500
    right, used = 0, 0
    for _ in range(trials):
        luck = drawn.normal(size=(policies, worlds)) * 2 + drawn.normal(size=worlds)
        luck[0] += gap
        runs = Paired(names, tuple(range(worlds)), (), pd.DataFrame({"outcome": luck.ravel()}))
        found = pick_best(runs, "outcome", direction="higher", indifference=1.0, confidence=confidence)
        right += found.best == "p0"
        used += found.used
    return right / trials, used / trials


def _coverage_table(trials: int) -> str:
    lines = ["| differences | " + " | ".join(f"{worlds} worlds" for worlds in WORLDS) + " |"]
    lines.append("|---|" + "---|" * len(WORLDS))
    for shape in SHAPES:
        shares = [coverage(shape, worlds, trials) for worlds in WORLDS]
        lines.append(f"| {shape} | " + " | ".join(f"{100 * own:.1f}% ({100 * t:.1f}%)" for own, t in shares) + " |")
    return "\n".join(lines)


def _selection_table(trials: int) -> str:
    lines = [
        "| policies | promised | best better by | named rightly | worlds looked at, mean |",
        "|---|---|---|---|---|",
    ]
    for policies, confidence, gap in ((2, 0.95, 1.0), (5, 0.95, 1.0), (5, 0.9, 1.0), (20, 0.95, 1.0), (5, 0.95, 2.0)):
        right, used = correct_selection(policies, confidence, trials, gap=gap)
        told = "the indifference" if gap == 1 else f"{gap:g} indifferences"
        lines.append(f"| {policies} | {100 * confidence:g}% | {told} | {100 * right:.1f}% | {used:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Simulate and write both tables into the page."""
    text = PAGE.read_text(encoding="utf-8")
    for name, table in (("coverage", _coverage_table(TRIALS)), ("selection", _selection_table(SELECTIONS))):
        text = re.sub(
            rf"(<!-- simulated: {name} -->\n).*?(<!-- /simulated -->)",
            lambda found, table=table: f"{found[1]}\n{table}\n\n{found[2]}",  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
        sys.stderr.write(f"{name}\n{table}\n")
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
