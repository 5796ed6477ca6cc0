"""Runs that failed, told so that anyone can see what happened and do the run again.

A record says the status (error, timeout, memory, crash), the stage, the message, the traceback and
the command that replays the run by its key: that stays its own when the question is extended and numbers
change. Records come in files that carry their own SHA-256 and are never changed. A run that failed in two
sweeps is left alone from then on, unless the question is extended: a changed design tries it anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import socket
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.lab.durable import unusable, write_whole
from sim.lab.worker import Failed

if TYPE_CHECKING:
    from sim.lab.plan import Plan

_NAME = re.compile(r"failed-\d{8,}-([0-9a-f]{64})\.jsonl")
_ATTEMPTS = 2
_LETTERS = 16


@dataclass(frozen=True)
class Known:
    """What is known of failed runs: how often each failed, and its last record."""

    attempts: Counter[int] = field(default_factory=Counter)
    last: dict[int, dict[str, Any]] = field(default_factory=dict)

    def given_up(self) -> set[int]:
        """Runs that have failed so often that they are not tried again."""
        return {run for run, count in self.attempts.items() if count >= _ATTEMPTS}


class Failures:
    """The failed runs of one results folder; `design` is the experiment whose runs they must be."""

    def __init__(self, folder: Path, design: str) -> None:
        """Name the place; nothing is read yet."""
        self.folder = folder / "failed"
        self._results = folder
        self._design = design

    def add(self, failed: Sequence[Failed], plan: Plan) -> None:
        """Keep records of failed runs for good. Raises ResultsError where the disk refuses them."""
        records = [self._record(one, plan) for one in sorted(failed)]
        lines = [json.dumps(record, ensure_ascii=False, sort_keys=True) for record in records]
        content = ("\n".join(lines) + "\n").encode("utf-8", errors="replace")
        first = min(one.run for one in failed)
        write_whole(self.folder / f"failed-{first:08d}-{hashlib.sha256(content).hexdigest()}.jsonl", content)

    def known(self) -> Known:
        """The design's records that are whole; a damaged file only means that its runs are tried again."""
        known = Known()
        for path in sorted(self.folder.glob("failed-*"), key=_age):
            for record in _records(path):
                if record.get("design_sha256") != self._design:
                    continue
                known.attempts[record["run"]] += 1
                known.last[record["run"]] = record
        return known

    def _record(self, failed: Failed, plan: Plan) -> dict[str, Any]:
        spec = plan.run(failed.run)
        return {
            "run": failed.run,
            "design_sha256": self._design,
            "key": spec.key,
            "policy": plan.policies[spec.policy].name,
            **({"set": plan.sets[spec.set].name} if plan.sets else {}),
            "world": spec.world,
            "world_seed": spec.world_seed,
            "status": failed.status,
            "stage": failed.stage,
            "message": failed.message,
            "traceback": failed.traceback,
            "replay": f"sanshe replay {self._results} {spec.key[:_LETTERS]}",
            "host": socket.gethostname(),
            "time": datetime.now(UTC).isoformat(),
        }


def by_status(records: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many records have each status."""
    return dict(sorted(Counter(record["status"] for record in records).items()))


def _age(path: Path) -> tuple[float, str]:
    return path.stat().st_mtime, path.name


def _records(path: Path) -> list[dict[str, Any]]:
    name = _NAME.fullmatch(path.name)
    with unusable(path):
        content = path.read_bytes()
    if name is None or hashlib.sha256(content).hexdigest() != name[1]:
        return []
    return [json.loads(line) for line in content.decode().splitlines()]
