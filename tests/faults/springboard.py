"""Sweeps start at once from a process that has loaded everything they need, as children of its own.

Loading takes many times longer than a sweep of quick runs. A child is a process as any other: it is killed,
stopped, starved and traced as the system does it, and its workers are born and end as everywhere.
Orders come and answers go as lines of JSON.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOADED = (
    *("sim.lab.experiment", "sim.lab.local", "sim.lab.plan", "sim.lab.sweep", "pyarrow.parquet"),
    *("tests.faults.coordinator", "tests.lab.standins"),
)
ROOT = Path(__file__).resolve().parents[2]


class Springboard:
    """The process from which sweeps start."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.springboard"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},  # threads do not survive a fork
        )  # fmt: skip

    def ask(self, **order: object) -> Any:
        """Give an order and hear the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@dataclass
class Started:
    """A sweep that was started from the springboard; used as a process that was started alone."""

    springboard: Springboard
    pid: int
    output: Path
    errors: Path
    returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self.springboard.ask(ended=self.pid)
        return self.returncode

    def wait(self, timeout: float = 60.0) -> int:
        deadline = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(0.01)
        return code

    def communicate(self, timeout: float = 60.0) -> tuple[str, str]:
        self.wait(timeout)
        return self.output.read_text(encoding="utf-8"), self.errors.read_text(encoding="utf-8")

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def spring(words: Sequence[str], book: str, output: str, errors: str) -> int:
    """Start a sweep in a session of its own; gives its process number. The child ends here as programs end."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # where tests run in the background it is ignored
    os.environ["SANSHE_TEST_WORKERS"] = book
    for descriptor, path in ((0, os.devnull), (1, output), (2, errors)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    from tests.faults.coordinator import main as coordinate

    sys.exit(coordinate(words))


def main() -> None:
    """Load what sweeps need, then start them as they are ordered."""
    for module in LOADED:
        importlib.import_module(module)
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        if "ended" in order:
            pid, status = os.waitpid(order["ended"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        else:
            answer = spring(**order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
