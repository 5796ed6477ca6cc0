"""Compare the laboratory's resident month with the same rules as plain Mesa agents: `make bench`.

Every measurement runs in a process of its own, one after another, on one thread, and counts processor time.
"""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

OUT = Path(__file__).parents[1] / "results" / "benchmark"
SIZES = {"plain": (10_000, 30_000, 100_000), "sanshe": (10_000, 30_000, 100_000, 300_000, 1_000_000)}
LARGEST_DIFFERENCE = 0.01
"""Between what a year makes of the same residents here and there; luck alone gives less at 100,000."""
ONE_THREAD = dict.fromkeys(("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
RUNS, HELPS = 12, 9
Found = dict[str, Any]


def main() -> int:
    """Measure everything, print the tables, save the numbers and the figure."""
    found = {which: [measured(which, residents) for residents in sizes] for which, sizes in SIZES.items()}
    print(table(found))
    print(differences(found))
    whole = told("-m", "benchmarks.whole_run", str(RUNS))
    help_seconds = sorted(seconds_of_help() for _ in range(HELPS))[HELPS // 2]
    print(f"\nWhole run of the default world ({whole['months']} months, {whole['residents']} residents), compiled:")
    print(
        f"  {whole['seconds'] * 1000:.0f} ms of the processor (median of {RUNS} worlds); "
        f"the first in a process {whole['first']:.1f} s"
    )
    print(f"sanshe --help: {help_seconds:.2f} s (median of {HELPS})")
    print(versions())
    OUT.mkdir(parents=True, exist_ok=True)
    everything = {"month": found, "whole run": whole, "help seconds": help_seconds, "versions": versions()}
    (OUT / "numbers.json").write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    draw(found, OUT / "linearity.png")
    print(f"Saved in {OUT}")
    return 0 if same_rules(found) else 1


def told(*arguments: str) -> Found:
    """Run a measurement in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, *arguments], env={**os.environ, **ONE_THREAD}, stdout=subprocess.PIPE, text=True, check=True
    )
    answer: Found = json.loads(done.stdout.splitlines()[-1])
    return answer


def measured(which: str, residents: int) -> Found:
    """Measure the resident month of one version at one size."""
    print(f"{which}, {residents:,} residents ...", file=sys.stderr)
    return told("-m", "benchmarks.resident_month", which, str(residents))


def seconds_of_help() -> float:
    """How long a user waits for the list of commands."""
    start = perf_counter()
    command = [sys.executable, "-m", "sim", "--help"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own command
    return perf_counter() - start


def growth(rows: list[Found]) -> float:
    """The exponent with which a month's time grows from the smallest to the largest district."""
    first, last = rows[0], rows[-1]
    slope = math.log(last["ns"] / first["ns"]) / math.log(last["residents"] / first["residents"])
    return 1.0 + slope


def table(found: dict[str, list[Found]]) -> str:
    """Nanoseconds and bytes for each resident, and the ratio of plain Mesa to the laboratory."""
    plain = {row["residents"]: row["ns"] for row in found["plain"]}
    lines = ["               ns per resident-month                      bytes per resident"]
    lines.append("  residents   plain Mesa   sanshe    ratio   all of a month   plain Mesa   sanshe")
    held = {row["residents"]: row["bytes"] for row in found["plain"]}
    for row in found["sanshe"]:
        size = row["residents"]
        theirs = f"{plain[size]:10,.0f}" if size in plain else f"{'-':>10}"
        ratio = f"{plain[size] / row['ns']:8.0f}" if size in plain else f"{'-':>8}"
        bytes_held = f"{held[size]:10,.0f}" if size in held else f"{'-':>10}"
        whole = f"{row['whole month ns']:16.1f}"
        lines.append(f"{size:11,}   {theirs} {row['ns']:8.1f} {ratio} {whole}   {bytes_held} {row['bytes']:8,.0f}")
    exponents = ", ".join(f"{which} {growth(rows):.2f}" for which, rows in found.items())
    return "\n".join([*lines, f"time grows with residents to the power: {exponents}"])


def pairs(found: dict[str, list[Found]]) -> dict[str, tuple[float, float]]:
    """What a year has made of the same residents, there and here, at the largest common size."""
    theirs = found["plain"][-1]
    ours = next(row for row in found["sanshe"] if row["residents"] == theirs["residents"])
    return {name: (value, ours["after a year"][name]) for name, value in theirs["after a year"].items()}


def differences(found: dict[str, list[Found]]) -> str:
    """Show that both live by the same rules."""
    lines = ["\nthe same residents after a year:  plain Mesa   sanshe"]
    lines += [f"  {name:30}  {theirs:10.4f} {ours:8.4f}" for name, (theirs, ours) in pairs(found).items()]
    return "\n".join(lines)


def same_rules(found: dict[str, list[Found]]) -> bool:
    """Whether the two differ by no more than luck; otherwise their times cannot be compared."""
    apart = [name for name, (theirs, ours) in pairs(found).items() if abs(theirs - ours) > LARGEST_DIFFERENCE]
    if apart:
        print(
            f"plain_mesa.py: differs from the model in {', '.join(apart)}; bring its rules up to date", file=sys.stderr
        )
    return not apart


def versions() -> str:
    """What was measured, on what."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("mesa", "numpy", "numba"))
    return f"Python {platform.python_version()}, {packages}; {processor()}, one thread"


def processor() -> str:
    """The processor's name."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def draw(found: dict[str, list[Found]], path: Path) -> None:
    """Draw the time of a month against residents, with lines of growth in proportion."""
    import matplotlib as mpl  # noqa: PLC0415 - only the figure needs it

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    for which, rows in found.items():
        sizes = [row["residents"] for row in rows]
        seconds = [row["ns"] * row["residents"] / 1e9 for row in rows]
        label = {"plain": "plain Mesa", "sanshe": "sanshe"}[which]
        (line,) = axes.loglog(sizes, seconds, "o-", label=f"{label}: grows to the power {growth(rows):.2f}")
        in_proportion = [seconds[0] * size / sizes[0] for size in sizes]
        axes.loglog(sizes, in_proportion, ":", color=line.get_color(), linewidth=1)
    axes.set_xlabel("residents")
    axes.set_ylabel("seconds for one resident month")
    axes.set_title("Time of a month; dotted: in proportion to residents")
    axes.legend()
    figure.savefig(path, dpi=150)


if __name__ == "__main__":
    sys.exit(main())
