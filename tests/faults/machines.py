"""A scheduler and workers as processes of their own, the certificates they show, and a link that can be cut."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.springboard import ROOT

PATIENCE = 120.0
Machine = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Papers:
    """Certificates signed by one authority."""

    ca: Path
    cert: Path
    key: Path

    def options(self) -> tuple[str, ...]:
        return "--tls-ca-file", str(self.ca), "--tls-cert", str(self.cert), "--tls-key", str(self.key)


def papers(folder: Path) -> Papers:
    """Make an authority and a certificate signed by it, with the command that is there for it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed: no certificates can be made to try TLS")
    folder.mkdir()
    made = Papers(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")
    new = [openssl, "req", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    authority = ["-x509", "-subj", f"/CN={folder.name}", "-keyout", str(folder / "ca-key.pem"), "-out", str(made.ca)]
    asked = ["-subj", "/CN=localhost", "-keyout", str(made.key), "-out", str(folder / "asked.pem")]
    signed = [openssl, "x509", "-req", "-in", str(folder / "asked.pem"), "-CA", str(made.ca), "-days", "2",
              "-CAkey", str(folder / "ca-key.pem"), "-CAcreateserial", "-out", str(made.cert)]  # fmt: skip
    for command in ([*new, *authority], [*new, *asked], signed):
        subprocess.run(command, check=True, capture_output=True)
    return made


class Machines:
    """A scheduler and its workers as processes of their own."""

    def __init__(self, folder: Path, shown: Papers | None = None) -> None:
        self.folder = folder
        self.shown = shown
        self.processes: list[Machine] = []
        self.file = folder / "scheduler.json"
        protocol = ("--protocol", "tls") if shown else ()
        at = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(self.file))
        self.scheduler = self._start("scheduler", *at, *protocol)
        until(self.file.exists, "the scheduler is up")

    @property
    def address(self) -> str:
        address: str = json.loads(self.file.read_text())["address"]
        return address

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def worker(self, *options: str, at: str | None = None, **environment: str) -> Machine:
        where = (at or self.address, "--host", "127.0.0.1", "--no-dashboard", "--local-directory", str(self.folder))
        return self._start("worker", *where, "--nthreads", "1", "--death-timeout", "60", *options, **environment)

    def joined(self, count: int) -> None:
        """Wait until so many workers have told the scheduler that they are there."""
        logs = [self.folder / f"worker-{number}.log" for number in range(1, len(self.processes))]
        until(lambda: sum("Registered to:" in log.read_text() for log in logs) >= count, "the workers have come")

    def _start(self, *words: str, **environment: str) -> Machine:
        shown = self.shown.options() if self.shown else ()
        with (self.folder / f"{words[0]}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words, *shown], stdout=log, stderr=log, start_new_session=True,
                cwd=self.folder, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            )  # fmt: skip
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in self.processes:
            kill(process)
            process.wait()


def kill(process: Machine) -> None:
    """A nanny and the worker it minds are one session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def stop(process: Machine) -> None:
    """A machine that stands still: it keeps its connections and answers nothing."""
    os.killpg(process.pid, signal.SIGSTOP)


@dataclass
class Link:
    """What lies between a worker and its scheduler, and can be cut."""

    port: int
    _ends: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self._server.getsockname()[1]}"
        self.whole = True
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Let nothing through any more, and reset what was open."""
        self.whole = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.whole = True

    def _accept(self) -> None:
        while True:
            near, _ = self._server.accept()
            if not self.whole:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.port))
            self._ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while passed := one.recv(1 << 16):
            other.sendall(passed)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.05)


def meanwhile(act: Callable[[], object], folder: Path) -> threading.Thread:
    """Do something once the first part of a sweep stands on the disk."""

    def wait_and_act() -> None:
        until(lambda: any((folder / "parts").glob("part-*")), "a part is written")
        act()

    thread = threading.Thread(target=wait_and_act, daemon=True)
    thread.start()
    return thread
