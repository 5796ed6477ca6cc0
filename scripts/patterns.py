"""Look for every pattern at length and write what was found to docs/patterns.md (make patterns-full)."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sim.lab.patterns import PATTERNS, Finding
from sim.lab.patterns.evaluation import threshold

ROOT = Path(__file__).resolve().parent.parent
REASONS = {
    "P2": "Small agencies do close more often than large ones, though not twice as often, and "
    "activities and arrears come first. But the "
    "closures of small agencies precede the rise of quits in the district, because most workers are employed by "
    "large agencies, whose reserves outlast the first half-year.",
    "P6": "Late pay does reach satisfaction long after the cash. But it does so about two years later, because "
    "perceptions, ties and expectations move slowly and closed agencies are replaced at the next call only, and it "
    "does so mostly through closures and missing activities: without quits over arrears the trough is as deep.",
}


def look(code: str, worlds: int) -> Finding:
    """Look for one pattern in the model as it is."""
    return PATTERNS[code].look(worlds)


def ablate(code: str, worlds: int) -> Finding:
    """Look for one pattern without its cause."""
    return PATTERNS[code].ablate(worlds)


def section(code: str, found: Finding, without: Finding) -> list[str]:
    """One pattern's part of the page."""
    pattern = PATTERNS[code]
    lines = [f"## {code}: {'shown' if found.shown else 'not shown as stated'}", "", pattern.statement, ""]
    lines += [f"Found: {found.words}.", "", *(f"- {reading}" for reading in found.readings), ""]
    gone = "the pattern goes" if found.shown else "it does not show either"
    gone = "the pattern stays: the ablation does not remove it" if without.shown else gone
    lines += [f"Without its cause ({pattern.without}): {gone}. Found then: {without.words}.", ""]
    lines += [*(f"- {reading}" for reading in without.readings), ""]
    return [*lines, f"**Why it differs.** {REASONS[code]}", ""] if not found.shown and code in REASONS else lines


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
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        found = {code: pool.submit(look, code, worlds) for code in PATTERNS}
        without = {code: pool.submit(ablate, code, worlds) for code in PATTERNS}
        limit = pool.submit(costs, worlds)
        for code in PATTERNS:
            lines += section(code, found[code].result(), without[code].result())
            sys.stderr.write(f"{code} done\n")
        lines += limit.result()
    (ROOT / "docs" / "patterns.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
