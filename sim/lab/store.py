"""The results folder of an experiment: one folder, one plan, one sweep at a time.

`plan.json` is written first and never changed: it names the design by its SHA-256, which counts
policies, values, seed, outcomes and the model's version, but not the number of worlds. Worlds are
the outer loop of a plan's order (run = world * policies + policy), so more worlds of the same design
only add runs at the end: a sweep over 40 worlds in a folder that holds 20 keeps those 20 and does the
rest, and a sweep over fewer leaves the others in their parts. `plan.json` keeps the number with which
the folder began, the log says which number was asked for last, and `results.parquet` has exactly the
runs of the plan it was written for. A question that has changed is refused unless it is to be extended:
then its plan takes the place of the one before, which stays beside it (designs.py).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from sim.errors import ResultsError
from sim.lab.designs import earlier_designs, keep_plan
from sim.lab.durable import clear_drafts, make_folder, unusable, write_checked
from sim.lab.failures import Failures
from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.inputs import EXPERIMENT, keep_file, keep_question
from sim.lab.parts import Parts
from sim.lab.planfile import PLAN, ChangedDesignError, plan_file, read_plan, refuse_other
from sim.lab.provenance import package_versions
from sim.lab.sets import SETS_FILE, written_sets

if TYPE_CHECKING:
    from sim.lab.plan import Plan

__all__ = ["EXPERIMENT", "LOG", "RESULTS", "Store", "in_use", "locked", "logged", "opened", "read_plan"]

RESULTS = "results.parquet"
LOG = "log.jsonl"
LOCK = ".lock"
MIXED = "other arithmetic"
WORKERS = ".workers"
_LOCK_SECONDS = 1.0
_FOLDERS = ("parts", "failed")
_BEFORE_PLAN = {LOCK, LOG, WORKERS}


class Store:
    """A results folder that this process alone may write."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        """Take a folder that `opened` has made ready for this plan."""
        self.folder = folder
        self.parts = Parts(folder, plan.design_sha256, earlier_designs(folder))
        self.failures = Failures(folder, plan.design_sha256)

    @property
    def scratch(self) -> Path:
        """A folder for the workers' marks, emptied by every sweep."""
        return self.folder / WORKERS

    @property
    def results(self) -> Path:
        """Where the table of all runs stands."""
        return self.folder / RESULTS

    @property
    def arithmetics(self) -> list[str]:
        """The numeric fingerprints of the computers that did runs of this folder, the first one first."""
        later = [str(entry.get("numeric_fingerprint")) for entry in logged(self.folder, MIXED)]
        return list(dict.fromkeys([read_plan(self.folder)["numeric_fingerprint"], *later]))

    def note_arithmetic(self) -> None:
        """Note that runs are about to be done whose last bits may differ from those of the runs before."""
        if numeric_fingerprint() not in self.arithmetics:
            self.log(MIXED, numeric_fingerprint=numeric_fingerprint(), versions=package_versions())

    def log(self, event: str, **facts: object) -> None:
        """Note what happened and when; where there is no room for it, the sweep goes on."""
        entry = {"time": datetime.now(UTC).isoformat(), "event": event, "pid": os.getpid(), **facts}
        with suppress(OSError), (self.folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n")


def logged(folder: Path, event: str) -> Iterator[dict[str, Any]]:
    """What a folder's log holds of one kind of event, the oldest first; a damaged line says nothing."""
    log = folder / LOG
    if not log.exists():
        return
    with unusable(log):
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and entry.get("event") == event:
            yield entry


@contextmanager
def opened(folder: Path, plan: Plan, *, allow_mixed: bool = False, extend: bool = False) -> Iterator[Store]:
    """Take a folder for one plan, or say why it cannot be taken.

    `allow_mixed` lets a computer go on whose arithmetic differs in the last bits; `extend` takes over
    the runs that the same experiment had with other policies or series. Raises ResultsError where the
    folder is not ours, belongs to another experiment, is in use, or cannot be written.
    """
    _refuse_foreign(folder)
    make_folder(folder)
    with locked(folder):
        _refuse_foreign(folder)
        _settle(folder, plan, allow_mixed=allow_mixed, extend=extend)
        store = Store(folder, plan)
        _make_ready(store, plan)
        try:
            yield store
        finally:
            shutil.rmtree(store.scratch, ignore_errors=True)


def _settle(folder: Path, plan: Plan, *, allow_mixed: bool, extend: bool) -> None:
    """See that the folder's plan is this one. Whenever it is interrupted, the plan of before or this one stands."""
    if not (folder / PLAN).exists():
        write_checked(folder / PLAN, plan_file(plan))
        return
    try:
        refuse_other(folder, plan, read_plan(folder), allow_mixed=allow_mixed)
    except ChangedDesignError:
        if not extend:
            raise
        keep_plan(folder)
        write_checked(folder / PLAN, plan_file(plan))


def _refuse_foreign(folder: Path) -> None:
    """A folder with somebody's files is left as it is."""
    with unusable(folder):
        if not folder.exists() or (folder / PLAN).exists():
            return
        names = {path.name for path in folder.iterdir() if not path.name.startswith(".tmp-")}
    if names - _BEFORE_PLAN:
        strange = min(names - _BEFORE_PLAN)
        raise ResultsError(
            f"{folder}: is not a results folder (it holds '{strange}' and no {PLAN}); "
            "name a new or empty folder, nothing was changed"
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other sweeps out; correctness does not rest on it, only work that would be done twice."""
    lock = FileLock(folder / LOCK, timeout=_LOCK_SECONDS)
    with unusable(folder):
        try:
            lock.acquire()
        except Timeout:
            raise ResultsError(
                f"{folder}: another sweep is at work here; wait until it is done (`sanshe status {folder}`), "
                "or choose another folder"
            ) from None
    try:
        yield
    finally:
        lock.release()


def in_use(folder: Path) -> bool:
    """Whether a sweep is at work in a folder now."""
    if not (folder / LOCK).exists():
        return False
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False


def _make_ready(store: Store, plan: Plan) -> None:
    for name in _FOLDERS:
        make_folder(store.folder / name)
        clear_drafts(store.folder / name)
    clear_drafts(store.folder)
    shutil.rmtree(store.scratch, ignore_errors=True)
    make_folder(store.scratch)
    if plan.sets:
        keep_file(store.folder / SETS_FILE, written_sets(plan.sets))
    keep_question(store.folder, plan.experiment, plan.inputs)
