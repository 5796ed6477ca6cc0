"""The results folder of a search: what it is about, its runs, its table of them, and the check on fresh worlds.

`search.json` says what the runs are, is written first, sealed with its own SHA-256 and never changed;
`parts/` holds the runs and `evaluations.parquet` all of them as one table. `fresh/` is an ordinary results
folder: the policies that were found, in worlds that the search never saw.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultsError
from sim.lab.durable import as_json, clear_drafts, make_folder, unusable, write_checked
from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.inputs import Inputs, keep_question
from sim.lab.parts import Parts
from sim.lab.provenance import package_versions
from sim.lab.store import LOCK, LOG, WORKERS, locked

if TYPE_CHECKING:
    from sim.lab.experiment import Experiment
    from sim.lab.worker import Failed

SEARCH = "search.json"
EVALUATIONS = "evaluations.parquet"
FRESH = "fresh"
FAILED = "failed.jsonl"
_BEFORE = {LOCK, LOG, WORKERS}


class Folder:
    """A folder that this search alone may write."""

    def __init__(self, path: Path, design: str) -> None:
        """Name the place; `opened_folder` makes it ready."""
        self.path = path
        self.parts = Parts(path, design)

    @property
    def scratch(self) -> Path:
        """A folder for the workers' marks."""
        return self.path / WORKERS

    def finished(self) -> Iterator[tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.float64]]]:
        """The runs of every whole part: names of outcomes, numbers of runs, outcomes; damaged parts are set aside."""
        for table in self.parts.whole():
            names = tuple(name for name in table.column_names if name not in {"run", "key"})
            columns = [table[name].to_numpy() for name in names]
            yield names, table["run"].to_numpy(), np.ascontiguousarray(np.column_stack(columns), np.float64)

    def note(self, failed: Failed, **facts: object) -> None:
        """Note a run that failed; where there is no room for it, the search goes on."""
        told = {"status": failed.status, "stage": failed.stage, "message": failed.message}
        self._append(FAILED, {"run": failed.run, **facts, **told, "traceback": failed.traceback})

    def log(self, event: str, **facts: object) -> None:
        """Note what happened and when."""
        self._append(LOG, {"time": datetime.now(UTC).isoformat(), "event": event, **facts})

    def _append(self, name: str, entry: dict[str, object]) -> None:
        with suppress(OSError), (self.path / name).open("a", encoding="utf-8", errors="replace") as log:
            log.write(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n")


@contextmanager
def opened_folder(path: Path, experiment: Experiment, inputs: Inputs, design: dict[str, Any]) -> Iterator[Folder]:
    """Take a folder for one search. Raises ResultsError where it is somebody else's, in use or cannot be written."""
    sha256 = hashlib.sha256(as_json(design)).hexdigest()
    _refuse_foreign(path)
    make_folder(path)
    with locked(path):
        _refuse_foreign(path)
        _settle(path, design, sha256)
        folder = Folder(path, sha256)
        make_folder(path / "parts")
        for place in (path, path / "parts"):
            clear_drafts(place)
        shutil.rmtree(folder.scratch, ignore_errors=True)
        make_folder(folder.scratch)
        keep_question(path, experiment, inputs)
        try:
            yield folder
        finally:
            shutil.rmtree(folder.scratch, ignore_errors=True)


def _refuse_foreign(path: Path) -> None:
    with unusable(path):
        if not path.exists() or (path / SEARCH).exists():
            return
        strange = {each.name for each in path.iterdir() if not each.name.startswith(".tmp-")} - _BEFORE
    if strange:
        raise ResultsError(
            f"{path}: is not the folder of a search (it holds '{min(strange)}' and no {SEARCH}); "
            "name a new or empty folder, nothing was changed"
        )


def _settle(path: Path, design: dict[str, Any], sha256: str) -> None:
    """See that the folder's search is this one."""
    place = path / SEARCH
    if not place.exists():
        facts = {"numeric_fingerprint": numeric_fingerprint(), "versions": package_versions()}
        write_checked(place, as_json({**design, **facts, "sha256": sha256}))
        return
    with unusable(place):
        content = place.read_bytes()
    try:
        kept = json.loads(content)
        whole = hashlib.sha256(as_json({name: kept[name] for name in design})).hexdigest() == kept["sha256"]
    except (ValueError, KeyError, TypeError):
        kept, whole = {}, False
    if not whole:
        raise ResultsError(f"{place}: is damaged; move the folder away and search again")
    changed = _changed(json.loads(as_json(design)), kept)
    if changed:
        raise ResultsError(
            f"{path}: belongs to another search (another {', '.join(changed)}); "
            "choose another folder, or move this one away"
        )
    if kept["numeric_fingerprint"] != numeric_fingerprint():
        raise ResultsError(f"{path}: was begun with other arithmetic; go on where it was begun, or use another folder")


def _changed(design: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """What a search and its folder do not share; of the search itself, which of its keys."""
    now, before = ({**each, **each["search"]} for each in (design, kept))
    names = sorted({*design, *now["search"], *before["search"]} - {"search"})
    return [name.replace("_", " ") for name in names if now.get(name) != before.get(name)]
