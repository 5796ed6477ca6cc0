"""What a sweep costs beyond its runs, here and with the runners that others use.

A small Mesa model that only counts is run by `sanshe sweep`, `mesa.batch_run` and EMA Workbench, few times and many
times: what the few take is mostly the start of the workers, and what the many take more, divided by how many more, is
a run. Seconds of the processor of all processes, so that other work on the machine counts as little as possible.
"""

from __future__ import annotations

import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sim.errors import SansheError
from sim.lab.bench.apart import Found, answer, told
from sim.lab.bench.held import bytes_at_most, children_seconds
from sim.lab.bench.trivial import BUSY, SHORT_SECONDS
from sim.lab.experiment import Experiment
from sim.lab.plan import Plan, make_plan
from sim.lab.progress import Progress
from sim.lab.sweep import available_cores, sweep

POLICIES = 100
FEW = 200
RUNNERS = {"mesa.batch_run": ("mesa", "mesa"), "EMA Workbench": ("ema", "ema_workbench")}
"""Runners of others: the word for `other_runners`, and the package."""


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


def factorial(worlds: int, measure: str = "all") -> Plan:
    """A plan of 125 policies of the default district in so many worlds: five levels of each of three levers.

    It asks for one outcome, and measures `all` or the one that is `asked` for.
    """
    question = {
        "name": "factorial",
        "question_en": "How long does a sweep of the model take?",
        "question_zh": "模型扫描一次需要多久？",
        "scenario": "guangzhou",
        "seed": 2012,
        "worlds": worlds,
        "outcomes": ["satisfied_share"],
        "measure": measure,
        "axes": {
            "policy.purchase.centre_yuan": [1_000_000.0, 1_500_000.0, 2_000_000.0, 2_500_000.0, 3_000_000.0],
            "policy.evaluation.rounds_per_year": [1, 3, 5, 7, 9],
            "policy.payment.delay_months": [0.0, 1.0, 2.0, 4.0, 6.0],
        },
    }
    return make_plan(Experiment.model_validate(question))


def swept_model(worlds: int, measure: str) -> Found:
    """Sweep the model itself from nothing to its table of results: seconds by the clock."""
    plan = factorial(worlds, measure)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        report = sweep(plan, folder, jobs=available_cores())
        seconds = time.perf_counter() - start
    if report.failed:
        what = f"{report.failed} of {report.runs} runs failed"
        raise SansheError(f"bench: {plan.experiment.name}: {what}; `sanshe sweep demo` says why runs fail")
    return {"policies": report.runs // worlds, "worlds": worlds, "runs": report.runs, "seconds": seconds}


def swept(runs: int, function: str, folder: str) -> Found:
    """Sweep a plan of runs by a function of `trivial` and say what it took; the first answer is timed from the call."""
    import pyarrow.parquet as pq

    plan, first, spent = plan_of(runs), [0.0], [0.0]
    before = time.process_time()
    start = time.perf_counter()

    def heard(_progress: Progress) -> None:
        first[0] = first[0] or time.perf_counter() - start
        spent[0] = spent[0] or time.process_time() - before

    report = sweep(plan, folder, jobs=available_cores(), progress=heard, function=f"sim.lab.bench.trivial:{function}")
    seconds = time.perf_counter() - start
    coordinator, workers = time.process_time() - before, children_seconds()
    return {
        "runs": report.runs,
        "done": report.ok - report.kept,
        "seconds": seconds,
        "first answer": first[0],
        "processor before first answer": spent[0],
        "coordinator": coordinator,
        "workers": workers,
        "processor": coordinator + workers,
        "bytes": bytes_at_most(),
        "parts": len(list((Path(folder) / "parts").iterdir())),
        "sha256": report.sha256,
        "busy": float(pq.read_table(f"{folder}/results.parquet", columns=[BUSY])[BUSY].to_numpy().sum()),
    }


def each_run(few: Found, many: Found) -> float:
    """Seconds of the processor for each run more, those that runs say they were busy with apart."""
    spent = many["processor"] - few["processor"] - many.get("busy", 0.0) + few.get("busy", 0.0)
    each: float = spent / (many["done"] - few["done"])
    return each


def _ours(function: str, runs: int) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        few, many = (told("sweeping", str(count), function, f"{folder}/{count}") for count in (FEW, runs))
    return _row(few, many)


def _theirs(word: str, runs: int) -> Found:
    few, many = (told("other_runners", word, str(count)) for count in (FEW, runs))
    return _row(few, many)


def _row(few: Found, many: Found) -> Found:
    first = {"first answer": few["first answer"]} if "first answer" in few else {}
    return {"runs": many["done"], "few": few["done"], "start": few["processor"], "each": each_run(few, many), **first}


def measure(runs: int) -> Found:
    """Every runner that is installed, and what short runs of ours cost beyond themselves."""
    found: Found = {"sanshe sweep": _ours("counting", runs)}
    for label, (word, package) in RUNNERS.items():
        try:
            number = version(package)
            found[label] = {**_theirs(word, runs), "version": number}
        except PackageNotFoundError:
            found[label] = {"not installed": package}
        except SansheError as fault:
            found[label] = {"left out": str(fault)}
    return {
        "workers": available_cores(),
        "runners": found,
        "short run seconds": SHORT_SECONDS,
        "beyond short runs": _ours("short", runs),
    }


def measure_model(worlds: int) -> Found:
    """The model itself, in processes of its own: measuring every outcome, and the one alone that is asked for."""
    every, asked = (told("sweeping", "model", str(worlds), measure) for measure in ("all", "asked"))
    return {**every, "seconds asked": asked["seconds"]}


if __name__ == "__main__":
    if sys.argv[1] == "model":
        answer(swept_model(int(sys.argv[2]), sys.argv[3]))
    else:
        answer(swept(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
