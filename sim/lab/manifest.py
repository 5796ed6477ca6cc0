"""What a results folder holds and where it comes from, so that others can check and cite it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ResultsError
from sim.lab.durable import as_json, file_sha256, unusable, write_checked
from sim.lab.inputs import EXPERIMENT
from sim.lab.planfile import PLAN
from sim.lab.provenance import commit, machine, package_versions
from sim.lab.sets import SETS_FILE

if TYPE_CHECKING:
    from sim.lab.plan import Plan
    from sim.lab.store import Store

MANIFEST = "manifest.json"
_OUTPUTS = (PLAN, EXPERIMENT, "results.parquet")


def write_manifest(store: Store, plan: Plan, facts: Mapping[str, Any]) -> None:
    """Write the manifest of a sweep that ended: its facts, its surroundings, what it wrote."""
    content = {
        **facts,
        "name": plan.experiment.name,
        "design_sha256": plan.design_sha256,
        "numeric_fingerprints": store.arithmetics,
        "versions": package_versions(),
        "machine": machine(),
        **commit(),
        "written": datetime.now(UTC).isoformat(),
        "outputs": _written(store.folder, plan),
    }
    write_checked(store.folder / MANIFEST, as_json(content))


def is_noted(folder: Path, plan: Plan, manifest: Mapping[str, Any]) -> bool:
    """Whether what stands in a folder is what its manifest says, file by file."""
    noted = manifest.get("outputs", {})
    return all(noted.get(name) == sha256 for name, sha256 in _written(folder, plan).items())


def _written(folder: Path, plan: Plan) -> dict[str, str]:
    """The SHA-256 of every file that a sweep writes of a plan, its parts apart."""
    names = [*_OUTPUTS, *plan.inputs.files, *([SETS_FILE] if plan.sets else [])]
    return _hashed(folder, [folder / name for name in names])


def read_manifest(folder: Path, design: str) -> dict[str, Any]:
    """The manifest, empty where the sweep of this design has not ended. Raises ResultsError where it is damaged."""
    manifest = _manifest(folder)
    return manifest if manifest.get("design_sha256") == design else {}


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest of whichever design was swept to its end last."""
    path = folder / MANIFEST
    if not path.exists():
        return {}
    with unusable(path):
        content = path.read_bytes()
    try:
        manifest: dict[str, Any] = json.loads(content)
        dict(manifest["outputs"])
    except (ValueError, KeyError, TypeError):
        raise ResultsError(f"{path}: is damaged; run the same sweep again to write it anew") from None
    return manifest


def record_outputs(folder: str | Path, files: Iterable[Path]) -> None:
    """Note figures, reports and exports with their SHA-256 in the manifest of the results they show."""
    place = Path(folder)
    manifest = _manifest(place)
    if not manifest:
        raise ResultsError(f"{place}: has no {MANIFEST} yet; run the sweep to its end first")
    manifest["outputs"] = {**manifest["outputs"], **_hashed(place, files)}
    write_checked(place / MANIFEST, as_json(manifest))


def _hashed(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    with unusable(folder):
        return {path.relative_to(folder).as_posix(): file_sha256(path) for path in files}
