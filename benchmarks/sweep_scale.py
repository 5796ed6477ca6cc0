"""Whether a million runs stay usable: `python -m benchmarks.sweep_scale`, or with fewer runs, `... 100000`.

A tenth of the runs, all of them, and going on where some of the parts are gone, by a function that does nothing; then
ten thousand short ones. Every measurement is a process of its own.
"""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from pathlib import Path

from sim.lab.bench.apart import Found, told
from sim.lab.bench.sweeping import measure

OUT = Path(__file__).parents[1] / "results" / "benchmark"
MEGABYTE, MICROSECONDS = 1e6, 1e6
SHORT_RUNS = 10_000
MOST_PARTS, MOST_MEGABYTES, MOST_RESUME_SECONDS, MOST_MICROSECONDS = 1_000, 500, 5.0, 200.0


def swept(runs: int, folder: Path) -> Found:
    """Sweep so many runs that do nothing."""
    print(f"{runs:,} runs that do nothing ...", file=sys.stderr)
    return told("sweeping", str(runs), "nothing", str(folder))


def at_scale(runs: int, place: Path) -> dict[str, Found]:
    """A tenth of the runs, all of them, and going on where some of the parts are gone."""
    found = {f"{size:,}": swept(size, place / str(size)) for size in (runs // 10, runs)}
    for part in sorted((place / str(runs) / "parts").iterdir())[-3:]:
        part.unlink()
    found["gone on"] = swept(runs, place / str(runs))
    return found


def scale_table(found: dict[str, Found]) -> str:
    """Memory, parts, and processor time for each run."""
    lines = ["  runs that do nothing   done        seconds   first answer   coordinator   workers   MB      parts"]
    for name, row in found.items():
        each = [f"{row[who] / max(row['done'], 1) * MICROSECONDS:6.0f} us" for who in ("coordinator", "workers")]
        lines.append(
            f"  {name:>20}   {row['done']:9,}   {row['seconds']:7.1f}   {row['first answer']:10.1f} s   {each[0]:>11}"
            f"   {each[1]:>7}   {(row['bytes'] or 0) / MEGABYTE:4.0f}   {row['parts']:6}"
        )
    return "\n".join(lines)


def missed(scale: dict[str, Found], beyond: float) -> list[str]:
    """Which of the promises do not hold here; `beyond` are microseconds for each short run."""
    largest, again = list(scale.values())[1:]
    promises = {
        f"under {MOST_PARTS:,} parts": largest["parts"] < MOST_PARTS,
        f"coordinator under {MOST_MEGABYTES} MB": max(largest["bytes"], again["bytes"]) < MOST_MEGABYTES * MEGABYTE,
        f"resumes in under {MOST_RESUME_SECONDS:g} s": again["first answer"] < MOST_RESUME_SECONDS,
        f"under {MOST_MICROSECONDS:g} us a run": beyond < MOST_MICROSECONDS,
        "the same table": largest["sha256"] == again["sha256"],
    }
    return [promise for promise, is_kept in promises.items() if not is_kept]


def main() -> int:
    """Measure everything, print the tables, save the numbers; 1 where a promise does not hold."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        scale = at_scale(runs, Path(folder))
    print(f"{SHORT_RUNS:,} runs by each runner ...", file=sys.stderr)
    sweeps = measure(SHORT_RUNS)
    print(scale_table(scale))
    beyond = sweeps["beyond short runs"]
    print(f"\nTo start and end a sweep: {beyond['start']:.1f} s of the processor on {sweeps['workers']} workers")
    each = beyond["each"] * MICROSECONDS
    print(
        f"{SHORT_RUNS:,} runs of {sweeps['short run seconds'] * 1000:g} ms: {each:.0f} us of the processor beyond each"
    )
    print(f"Python {platform.python_version()}")
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "sweeps.json").write_text(json.dumps({"scale": scale, **sweeps}, indent=2) + "\n", encoding="utf-8")
    broken = missed(scale, each)
    print(f"Not kept: {'; '.join(broken)}" if broken else "All promises kept")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
