"""What a sweep costs beyond its runs: `python -m benchmarks.sweep_scale`.

A million runs that do nothing, ten thousand short ones, and a small Mesa model by three runners. Every
measurement is a process of its own.
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.trivial import BUSY, SHORT_SECONDS, STEPS
from sim.lab.experiment import Experiment
from sim.lab.plan import Plan, make_plan
from sim.lab.progress import Progress
from sim.lab.sweep import available_cores, sweep

OUT = Path(__file__).parents[1] / "results" / "benchmark"
POLICIES = 100
MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024  # of what getrusage counts in
MICROSECONDS = 1e6
MOST_PARTS, MOST_MEGABYTES, MOST_RESUME_SECONDS, MOST_MICROSECONDS = 1_000, 500, 5.0, 200.0
Found = dict[str, Any]


def plan_of(runs: int) -> Plan:
    """A plan of a hundred policies in as many worlds as it takes."""
    question = {
        "name": "scale",
        "question_en": "What does a sweep cost?",
        "question_zh": "一次扫描的开销有多大？",
        "scenario": "guangzhou",
        "seed": 2012,
        "worlds": runs // POLICIES,
        "outcomes": ["satisfied_share"],
        "axes": {"policy.payment.delay_months": [0.1 * step for step in range(POLICIES)]},
    }
    return make_plan(Experiment.model_validate(question))


def swept(runs: int, function: str, folder: str) -> Found:
    """Sweep a plan and say what it took; the first answer is timed from the call."""
    plan, first = plan_of(runs), [0.0]
    before = time.process_time()
    start = time.perf_counter()

    def heard(_progress: Progress) -> None:
        first[0] = first[0] or time.perf_counter() - start

    report = sweep(plan, folder, jobs=available_cores(), progress=heard, function=f"benchmarks.trivial:{function}")
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "runs": report.runs,
        "done": report.ok - report.kept,
        "seconds": time.perf_counter() - start,
        "first answer": first[0],
        "coordinator": time.process_time() - before,
        "workers": workers.ru_utime + workers.ru_stime,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE,
        "parts": len(list((Path(folder) / "parts").iterdir())),
        "sha256": report.sha256,
        "busy": float(pq.read_table(f"{folder}/results.parquet", columns=[BUSY])[BUSY].to_numpy().sum()),
    }


def told(*arguments: str) -> Found:
    """Run a measurement in a process of its own."""
    print(" ".join(arguments[:2]), "...", file=sys.stderr)
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own modules
    answer: Found = json.loads(done.stdout.splitlines()[-1])
    return answer


def at_scale(runs: int, place: Path) -> dict[str, Found]:
    """A tenth of the runs, all of them, and going on where some of the parts are gone."""
    own = "benchmarks.sweep_scale"
    found = {f"{size:,}": told(own, "nothing", str(size), str(place / str(size))) for size in (runs // 10, runs)}
    for part in sorted((place / str(runs) / "parts").iterdir())[-3:]:
        part.unlink()
    found["gone on"] = told(own, "nothing", str(runs), str(place / str(runs)))
    return found


def scale_table(found: dict[str, Found]) -> str:
    """Memory, parts, and processor time for each run."""
    lines = ["  runs that do nothing   done        seconds   first answer   coordinator   workers   MB      parts"]
    for name, row in found.items():
        each = [f"{row[who] / max(row['done'], 1) * MICROSECONDS:6.0f} us" for who in ("coordinator", "workers")]
        lines.append(
            f"  {name:>20}   {row['done']:9,}   {row['seconds']:7.1f}   {row['first answer']:10.1f} s   {each[0]:>11}"
            f"   {each[1]:>7}   {row['megabytes']:4.0f}   {row['parts']:6}"
        )
    return "\n".join(lines)


def processor(row: Found) -> float:
    """Seconds of the processor that a measurement took in all its processes."""
    return float(row["coordinator"] + row["workers"])


def overhead(row: Found, start_up: float) -> float:
    """Microseconds of the processor for each short run, beyond the run itself and the start of the workers."""
    spent = processor(row) - start_up - row["busy"]
    return float(spent / row["done"]) * MICROSECONDS


def missed(scale: dict[str, Found], beyond: float) -> list[str]:
    """Which of the promises do not hold here."""
    largest, again = list(scale.values())[1:]
    promises = {
        f"under {MOST_PARTS:,} parts": largest["parts"] < MOST_PARTS,
        f"coordinator under {MOST_MEGABYTES} MB": max(largest["megabytes"], again["megabytes"]) < MOST_MEGABYTES,
        f"resumes in under {MOST_RESUME_SECONDS:g} s": again["first answer"] < MOST_RESUME_SECONDS,
        f"under {MOST_MICROSECONDS:g} us a run": beyond < MOST_MICROSECONDS,
        "the same table": largest["sha256"] == again["sha256"],
    }
    return [promise for promise, is_kept in promises.items() if not is_kept]


def runners(runs: int, place: Path) -> dict[str, Found]:
    """The small Mesa model under three runners, each with as many processes as there are cores."""
    found = {"sanshe sweep": told("benchmarks.sweep_scale", "counting", str(runs), str(place / "counting"))}
    found["mesa.batch_run"] = told("benchmarks.other_runners", "mesa", str(runs))
    try:
        version("ema_workbench")
    except PackageNotFoundError:
        return found
    return {**found, "EMA Workbench": told("benchmarks.other_runners", "ema", str(runs))}


def main() -> int:
    """Measure everything, print the tables, save the numbers; 1 where a promise does not hold."""
    if len(sys.argv) > 2:  # noqa: PLR2004 - a measurement: what, how many runs, where
        print(json.dumps(swept(int(sys.argv[2]), sys.argv[1], sys.argv[3])))
        return 0
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        scale = at_scale(runs, Path(folder))
        start_up = processor(told("benchmarks.sweep_scale", "nothing", "200", f"{folder}/start"))
        short = told("benchmarks.sweep_scale", "short", "10000", f"{folder}/short")
        others = runners(10_000, Path(folder))
    print(scale_table(scale))
    beyond = overhead(short, start_up)
    print(f"\nTo start and end a sweep: {start_up:.1f} s of the processor on {available_cores()} workers")
    print(f"10,000 runs of {SHORT_SECONDS * 1000:g} ms: {beyond:.0f} us of the processor a run beyond them")
    print(f"\n10,000 runs of a small Mesa model ({STEPS} steps), processor and clock, on {available_cores()} cores:")
    for name, row in others.items():
        each = processor(row) / row["done"] * MICROSECONDS
        print(f"  {name:15} {each:6.0f} us a run   {row['seconds']:6.1f} s")
    print(f"Python {platform.python_version()}")
    OUT.mkdir(parents=True, exist_ok=True)
    everything = {"scale": scale, "start": start_up, "short": short, "runners": others}
    (OUT / "sweeps.json").write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    broken = missed(scale, beyond)
    print(f"Not kept: {'; '.join(broken)}" if broken else "All promises kept")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
