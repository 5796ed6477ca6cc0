"""What a sweep has found so far, read without touching it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ResultsError
from sim.lab.designs import earlier_designs
from sim.lab.durable import file_sha256, unusable
from sim.lab.failures import Failures, by_status
from sim.lab.manifest import read_manifest
from sim.lab.planfile import read_plan
from sim.lab.store import EXPERIMENT, RESULTS, in_use, logged

if TYPE_CHECKING:
    import pandas as pd

    from sim.lab.experiment import Experiment


@dataclass(frozen=True, slots=True)
class Status:
    """How far the sweep of a results folder is.

    `runs` and `worlds` are what was asked for last; `finished` says that `results.parquet` is whole
    and holds all that could be done; `damaged` parts will be set aside and done again.
    """

    folder: Path
    name: str
    runs: int
    worlds: int
    done: int
    failed: int
    by_status: dict[str, int]
    parts: int
    damaged: int
    quarantined: int
    running: bool
    finished: bool


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a sweep that ended: one row a run in `table`, nan where an outcome is undefined.

    `failed` runs of the plan are missing from the table.
    """

    folder: Path
    table: pd.DataFrame
    experiment: Experiment
    plan: dict[str, Any]
    manifest: dict[str, Any]
    failed: int
    sha256: str


def status(folder: str | Path) -> Status:
    """See how far a sweep is. Raises ResultsError where the folder is no results folder."""
    from sim.lab.parts import Parts

    place = Path(folder)
    plan = read_plan(place)
    asked = _asked_last(place, plan)
    design = plan["design_sha256"]
    counted = Parts(place, design, earlier_designs(place)).survey(asked["runs"])
    failed = {run: record for run, record in Failures(place, design).known().last.items() if run < asked["runs"]}
    left = {run: record for run, record in failed.items() if not counted.done[run]}
    manifest = read_manifest(place, design)
    with unusable(place):
        quarantined = len(list((place / "quarantine").glob("*")))
        whole = _kept_sha256(place) == manifest.get("outputs", {}).get(RESULTS, "none")
    return Status(
        folder=place,
        name=plan["name"],
        runs=asked["runs"],
        worlds=asked["worlds"],
        done=int(counted.done.sum()),
        failed=len(left),
        by_status=by_status(left.values()),
        parts=counted.parts,
        damaged=counted.damaged,
        quarantined=quarantined,
        running=in_use(place),
        finished=whole and manifest.get("worlds") == asked["worlds"],
    )


def read_results(folder: str | Path) -> Results:
    """Read the results of a sweep that ended.

    Raises ResultsError where the folder is no results folder, the sweep has not ended, or the table
    is not the one that was written.
    """
    import pyarrow.parquet as pq

    place = Path(folder)
    plan = read_plan(place)
    manifest = read_manifest(place, plan["design_sha256"])
    path = place / RESULTS
    if not manifest or not path.exists():
        raise ResultsError(
            f"{place}: the sweep has not ended; see `sanshe status {place}`, and run the same sweep again to go on"
        )
    sha256 = _kept_sha256(place)
    if sha256 != manifest["outputs"].get(RESULTS):
        raise ResultsError(f"{path}: is not what the sweep wrote; run the same sweep again to write it anew")
    table = pq.read_table(path, page_checksum_verification=True).to_pandas()
    return Results(place, table, _experiment(place / EXPERIMENT), plan, manifest, int(manifest["failed"]), sha256)


def _experiment(path: Path) -> Experiment:
    """The experiment as it was run; an outcome that a later version no longer has does not matter here."""
    import tomllib

    from pydantic import ValidationError

    from sim.lab.experiment import Experiment

    try:
        with unusable(path):
            return Experiment.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValueError, ValidationError):
        raise ResultsError(f"{path}: is damaged; run the same sweep again to write it anew") from None


def _kept_sha256(folder: Path) -> str:
    path = folder / RESULTS
    if not path.exists():
        return ""
    with unusable(path):
        return file_sha256(path)


def _asked_last(folder: Path, plan: dict[str, Any]) -> dict[str, int]:
    """How many runs were asked for last: the log says so, and without it the plan."""
    asked = {"runs": int(plan["runs"]), "worlds": int(plan["worlds"])}
    for entry in logged(folder, "worlds"):
        with suppress(ValueError, KeyError, TypeError):
            if entry["design"] == plan["design_sha256"]:
                asked = {"runs": int(entry["runs"]), "worlds": int(entry["worlds"])}
    return asked
