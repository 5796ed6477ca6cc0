"""Whether a results folder is what its sweep wrote, and whether the model gives these numbers again.

Nothing is changed: files are compared with the hashes that were noted when they were written, the table
is put together once more from the parts, and a sample of runs is simulated again and compared bit by bit.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import ResultsError
from sim.lab.designs import earlier_designs
from sim.lab.durable import file_sha256, unusable
from sim.lab.failures import Failures
from sim.lab.manifest import read_manifest
from sim.lab.parts import SERIES, Parts
from sim.lab.replay import plan_of
from sim.lab.store import RESULTS
from sim.lab.tabulate import write_results

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.lab.plan import Plan
    from sim.model import Run


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is as it should be, and what was seen."""

    what: str
    good: bool
    seen: str


def verify(
    folder: str | Path, sample: int = 20, tell: Callable[[int, int], object] = lambda _done, _all: None
) -> tuple[Check, ...]:
    """Check a results folder; `sample` runs are simulated again, spread evenly over the plan.

    `tell` hears how many of them are done. Raises ResultsError where the folder is no results folder,
    its sweep has not ended, or it was made by another version of the model.
    """
    place = Path(folder)
    plan = plan_of(place)
    manifest = read_manifest(place, plan.design_sha256)
    if not manifest:
        raise ResultsError(f"{place}: the sweep has not ended; run the same sweep again to go on, then verify it")
    plan = plan.with_worlds(int(manifest["worlds"]))
    first = (*_files(place, manifest), _counts(place, plan, manifest))
    if not all(check.good for check in first):
        return first
    return (*first, _table(place, plan), _again(place, plan, sample, tell))


def _files(folder: Path, manifest: dict[str, Any]) -> Iterator[Check]:
    """Every file that the sweep or a report wrote is there and has the hash that was noted."""
    for name, noted in sorted(manifest["outputs"].items()):
        path = folder / name
        with unusable(path):
            seen = file_sha256(path) if path.is_file() else "missing"
        yield Check(name, seen == noted, "as written" if seen == noted else f"{seen}, but {noted} was written")


def _counts(folder: Path, plan: Plan, manifest: dict[str, Any]) -> Check:
    """Every run of the plan is done once or has failed, and no part is damaged."""
    survey = Parts(folder, plan.design_sha256, earlier_designs(folder)).survey(plan.run_count)
    failed = {
        run
        for run in Failures(folder, plan.design_sha256).known().last
        if run < plan.run_count and not survey.done[run]
    }
    done, missing = int(survey.done.sum()), plan.run_count - int(survey.done.sum()) - len(failed)
    good = missing == 0 and survey.damaged == 0 and len(failed) == int(manifest["failed"])
    parts = f"{survey.damaged} of {survey.parts} parts damaged"
    seen = f"{done:,} runs done, {len(failed):,} failed, {missing:,} missing; {parts}"
    return Check("runs", good, seen)


def _table(folder: Path, plan: Plan) -> Check:
    """The table put together once more from the parts is the table that stands there."""
    parts = Parts(folder, plan.design_sha256, earlier_designs(folder))
    with tempfile.TemporaryDirectory() as scratch:
        again = write_results(plan, parts, parts.scan(plan.run_count), Path(scratch) / RESULTS)
    with unusable(folder / RESULTS):
        stands = file_sha256(folder / RESULTS) if (folder / RESULTS).is_file() else "missing"
    seen = "the parts give the same table" if again == stands else f"the parts give {again}, there stands {stands}"
    return Check(f"{RESULTS} from its parts", again == stands, seen)


def _again(folder: Path, plan: Plan, sample: int, tell: Callable[[int, int], object]) -> Check:
    """A sample of runs, simulated again, gives the same bits."""
    import pyarrow.parquet as pq

    from sim.model import simulate

    table = pq.read_table(folder / RESULTS)
    count = min(sample, len(table))
    rows: list[int] = np.unique(np.linspace(0, max(len(table) - 1, 0), count).astype(int)).tolist()
    wrong: list[str] = []
    for done, row in enumerate(rows, 1):
        spec = plan.run(table["run"][row].as_py())
        run = simulate(plan.scenario(spec.case), spec.world_seed, plan.experiment.outcomes)
        changed = _differences(run, table.slice(row, 1))
        wrong += [f"run {spec.index} ({', '.join(changed)})"] if changed else []
        tell(done, len(rows))
    seen = (
        f"{len(rows)} runs simulated again, every bit the same" if not wrong else f"other numbers in {'; '.join(wrong)}"
    )
    return Check("numbers", not wrong, seen)


def _differences(run: Run, row: pa.Table) -> list[str]:
    """Names of the columns of one row that the run does not give bit by bit."""
    stored = row.to_pylist()[0]
    numbers = [name for name, value in run.outcomes.items() if name in stored and not _same([value], [stored[name]])]
    series = [name for name, months in run.series.items() if not _same(months, stored[SERIES + name])]
    return [*numbers, *(SERIES + name for name in series)]


def _same(numbers: Any, stored: list[float | None]) -> bool:  # noqa: ANN401  an array or a list of numbers
    kept = np.array([np.nan if value is None else value for value in stored], dtype=np.float64)
    return bool(np.array_equal(np.asarray(numbers, dtype=np.float64), kept, equal_nan=True))
