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

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0


@dataclass
class Site:
    """A results folder to be, with a book in which workers leave their process numbers."""

    place: Path
    options: tuple[str, ...] = ()
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def results(self) -> Path:
        return self.place / "results"

    @property
    def _book(self) -> Path:
        book = self.place / "workers"
        book.mkdir(exist_ok=True)
        return book

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start a sweep in a process group of its own."""
        environment = {**os.environ, "SANSHE_TEST_WORKERS": str(self._book)}
        command = [sys.executable, "-m", "tests.faults.coordinator", str(self.results), *self.options, *options]
        sweep = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.started.append(sweep)
        return sweep

    def finish(self, *options: str) -> dict[str, Any]:
        """Run a sweep to its end and read its report."""
        output, errors = self.start(*options).communicate(timeout=600)
        assert output, errors
        report: dict[str, Any] = json.loads(output.splitlines()[-1])
        return report

    def parts(self) -> list[Path]:
        return sorted((self.results / "parts").glob("part-*"))

    def workers(self) -> list[int]:
        """Every process that has done a run here."""
        return sorted(int(path.name) for path in self._book.iterdir())

    def living_workers(self) -> list[int]:
        """Workers that are still there; a process that ended and was not yet buried is not."""
        return [pid for pid in self.workers() if _is_alive(pid)]


def until(condition: Any, what: str) -> None:
    """Wait until something holds, and say what did not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}
