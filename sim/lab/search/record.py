"""What a search leaves behind for others: its answer as data, and what everything in its folder was made with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sim.lab.durable import as_json, file_sha256, unusable, write_checked
from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.inputs import INPUTS
from sim.lab.manifest import MANIFEST
from sim.lab.provenance import commit, machine, package_versions
from sim.lab.search.folder import EVALUATIONS, FRESH, SEARCH
from sim.lab.store import EXPERIMENT, RESULTS

if TYPE_CHECKING:
    from sim.lab.search.answer import Answer

ANSWER = "answer.json"
_OUTPUTS = (SEARCH, EXPERIMENT, EVALUATIONS, ANSWER, f"{FRESH}/{RESULTS}")


def record(answer: Answer, told: Mapping[str, Any]) -> None:
    """Write `answer.json` and `manifest.json`. Raises ResultsError where the disk refuses them."""
    folder = answer.folder
    write_checked(folder / ANSWER, as_json(dict(told)))
    with unusable(folder):
        inputs = sorted(path.relative_to(folder).as_posix() for path in (folder / INPUTS).glob("*.toml"))
        outputs = {name: file_sha256(folder / name) for name in (*_OUTPUTS, *inputs)}
    content = {
        "name": answer.experiment.name,
        "tried": answer.tried,
        "failed": answer.failed,
        "numeric_fingerprint": numeric_fingerprint(),
        "versions": package_versions(),
        "machine": machine(),
        **commit(),
        "written": datetime.now(UTC).isoformat(),
        "outputs": outputs,
    }
    write_checked(folder / MANIFEST, as_json(content))
