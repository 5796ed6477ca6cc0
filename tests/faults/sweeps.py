"""Sweeps in processes of their own, and what is left when they are gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.faults.springboard import ROOT, Springboard, Started

Sweep = Started | subprocess.Popen[str]
PATIENCE_SECONDS = 60.0
ORPHAN_SECONDS = 5.0


@dataclass
class Site:
    """A results folder to be, with a book in which workers leave their process numbers."""

    place: Path
    springboard: Springboard
    started: list[Sweep] = field(default_factory=list)
    number: int = 0

    @property
    def results(self) -> Path:
        return self.place / f"results-{self.number}"

    @property
    def _book(self) -> Path:
        book = self.place / "workers"
        book.mkdir(exist_ok=True)
        return book

    def elsewhere(self) -> None:
        """Take a new folder for the sweeps to come."""
        self.number += 1

    def start(self, *options: str) -> Started:
        """Start a sweep in a session of its own."""
        words = [str(self.results), *options]
        output, errors = (self.place / f"{kind}-{len(self.started)}" for kind in ("output", "errors"))
        pid = self.springboard.ask(words=words, book=str(self._book), output=str(output), errors=str(errors))
        sweep = Started(self.springboard, pid, output, errors)
        self.started.append(sweep)
        return sweep

    def start_fresh(self, *options: str, **environment: str) -> subprocess.Popen[str]:
        """Start a sweep in a process that loads everything itself, in other surroundings."""
        sweep = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.coordinator", str(self.results), *options],
            cwd=ROOT,
            env={**os.environ, "SANSHE_TEST_WORKERS": str(self._book), **environment},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.started.append(sweep)
        return sweep

    def finish(self, *options: str, **environment: str) -> dict[str, Any]:
        """Run a sweep to its end and read its report."""
        sweep = self.start_fresh(*options, **environment) if environment else self.start(*options)
        output, errors = sweep.communicate(timeout=600)
        assert output, errors
        report: dict[str, Any] = json.loads(output.splitlines()[-1])
        return report

    def parts(self) -> list[Path]:
        return sorted((self.results / "parts").glob("part-*"))

    def drafts(self) -> int:
        """Files that somebody was still writing."""
        return len(list(self.results.rglob(".tmp-*")))

    def workers(self) -> list[int]:
        """Every process that has done a run here."""
        return sorted(int(path.name) for path in self._book.iterdir())

    def living_workers(self) -> list[int]:
        """Workers that are still there; a process that ended and was not yet buried is not."""
        return [pid for pid in self.workers() if _is_alive(pid)]


def left_behind(sweep: Sweep) -> int:
    """How many processes of a sweep that ended are still there after five seconds.

    On a computer that is busy with other things a worker that is just being born takes as many times
    longer to find that its sweep is gone.
    """
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    deadline = time.monotonic() + ORPHAN_SECONDS * busy
    while processes(sweep.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return len(processes(sweep.pid))


def processes(session: int) -> list[int]:
    """The living processes of a session, the one that began it first."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            state = _state(int(place.name))
            if state and state[0] not in {"Z", "X"} and int(state[3]) == session:
                found.append(int(place.name))
    return sorted(found, key=lambda pid: (pid != session, pid))


def compared(folder: Path, golden: Path) -> dict[str, int]:
    """How many runs of a table are lost, doubled or changed against the one of a sweep that nothing disturbed."""
    seen, wanted = (
        [(row["run"], repr(row)) for row in pq.read_table(place / "results.parquet").to_pylist()]
        for place in (folder, golden)
    )
    runs = [run for run, _ in seen]
    right = dict(wanted)
    return {
        "lost": len(right.keys() - set(runs)),
        "doubled": len(runs) - len(set(runs)),
        "changed": sum(text != right.get(run) for run, text in seen),
    }


def until(condition: Any, what: str) -> None:
    """Wait until something holds, and say what did not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)


def _is_alive(pid: int) -> bool:
    state = _state(pid)
    return bool(state) and state[0] not in {"Z", "X"}


def _state(pid: int) -> list[str]:
    """State, parent, group, session of a process; nothing where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
