"""Look for every pattern at length and write what was found to docs/patterns.md (make patterns-full)."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from sim.lab.patterns import PATTERNS
from sim.lab.patterns.evaluation import threshold
from sim.lab.validate import PatternCheck, validate

ROOT = Path(__file__).resolve().parent.parent


def section(check: PatternCheck) -> list[str]:
    """One pattern's part of the page."""
    pattern, found, without = check.pattern, check.found, check.without
    lines = [f"## {pattern.code}: {'shown' if found.shown else 'not shown as stated'}", "", pattern.statement, ""]
    lines += [f"Found: {found.words}.", "", *(f"- {reading}" for reading in found.readings), ""]
    gone = "the pattern goes" if found.shown else "it does not show either"
    gone = "the pattern stays: the ablation does not remove it" if without.shown else gone
    lines += [f"Without its cause ({pattern.without}): {gone}. Found then: {without.words}.", ""]
    lines += [*(f"- {reading}" for reading in without.readings), ""]
    return [*lines, f"**Why it differs.** {pattern.reason}", ""] if not found.shown and pattern.reason else lines


def costs(worlds: int) -> list[str]:
    """The cost of an evaluation from which four a year are too many."""
    best, cost = threshold(worlds)
    rows = [f"| {share:.0%} | {number} |" for share, number in best.items()]
    said = "at none of these costs" if cost is None else f"from {cost:.0%} of a staff-year an evaluation on"
    return [
        "## How many evaluations are too many",
        "",
        f"Four evaluations a year are more than the number at which most needs are resolved {said}.",
        "The cost in staff time is assumed (3%) and would be worth measuring.",
        "",
        "| staff time of one evaluation | rounds a year at which most needs are resolved |",
        "|---|---|",
        *rows,
        "",
    ]


def tell(done: int, every: int) -> None:
    """Say how far it is."""
    sys.stderr.write(f"{done} of {every} checks done\n")


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=30)
    worlds = parser.parse_args().worlds
    lines = [
        "# Patterns",
        "",
        f"Made by `make patterns-full` in {worlds} worlds that the calibration never saw; every number is a mean over",
        "worlds with its 95% interval, every comparison is made within worlds. A pattern that does not show as it was",
        "stated stays here with its reason.",
        "",
    ]
    checked = validate(worlds, list(PATTERNS), os.cpu_count() or 1, tell)
    for check in checked.patterns:
        lines += section(check)
    lines += costs(worlds)
    (ROOT / "docs" / "patterns.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
