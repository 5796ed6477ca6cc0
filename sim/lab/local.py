"""Runs are done by worker processes on this computer, one for each core.

Workers are spawned, never forked: forked ones inherit locks and die after parallel compiled code.
They use one numerical thread each, end with the sweep, and are ended with all the others when one of
them dies, because the queues between them may be damaged.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any

from sim.lab.engine import Death
from sim.lab.leash import IDLE, MARK, MARK_SUFFIX, TRACE_SUFFIX, start, work
from sim.lab.worker import Item, Reply, Setup

_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_PATIENCE_SECONDS = 2.0
_MOST_TRACE = 20_000


class _Nursery(SpawnContext):
    """A context that remembers its processes and queues, so that they can be ended whatever happens."""

    def __init__(self) -> None:
        super().__init__()
        self.workers: list[SpawnProcess] = []
        self._queues: list[Any] = []

    def Process(self, *args: Any, **options: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: ANN401, N802
        worker = SpawnProcess(*args, **options)
        self.workers.append(worker)
        return worker

    def SimpleQueue(self) -> Any:  # noqa: ANN401, N802
        queue = super().SimpleQueue()
        self._queues.append(queue)
        return queue

    def end(self) -> None:
        """Kill every worker, then close our end of the queue of answers.

        A worker killed in the middle of an answer would otherwise leave the pool's thread waiting for
        the rest of it for ever, and Python would wait for that thread when it ends.
        """
        born = [worker for worker in self.workers if worker.pid is not None]
        for worker in born:
            with suppress(OSError):
                worker.kill()
        for worker in born:
            worker.join(_PATIENCE_SECONDS)
        for queue in self._queues:
            with suppress(AttributeError, OSError):
                queue._writer.close()  # noqa: SLF001  no public way closes only our end


class LocalEngine:
    """Worker processes on this computer; `scratch` is a folder of their own for marks."""

    broken: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, setup: Setup, jobs: int, scratch: Path, *, time_limit: float, memory_limit: int | None) -> None:
        """Make ready; workers start with the first batches."""
        self.slots = jobs
        self._scratch = scratch
        self._options = (setup.packed(), str(scratch), time_limit, memory_limit, os.getpid())
        self._time_limit = time_limit
        self._open()

    def submit(self, batch: tuple[Item, ...]) -> Future[Reply]:
        """Send a batch of runs to whichever worker is free first."""
        try:
            with _spawning():
                return self._pool.submit(work, batch)
        except OSError as error:
            raise BrokenProcessPool(f"no worker process could be started: {error}") from error

    def submit_alone(self, item: Item) -> Future[Reply]:
        """Send one run; the caller sees to it that nothing else is being done."""
        return self.submit((item,))

    def pulse(self) -> object:
        """The marks of all workers. Raises BrokenProcessPool when one has died, which a pool can overlook."""
        if any(worker.pid and worker.exitcode is not None for worker in self._nursery.workers):
            raise BrokenProcessPool("a worker process is gone")
        return self._marks()

    def reset(self) -> Death:
        """End all workers and start anew, with what marks, exit codes and traces say about the end."""
        code = self._first_exit()
        self._end()
        running, trace = self._running(), self._traces()
        self._open()
        return self._verdict(running, code, trace)

    def close(self) -> None:
        """End all workers at once."""
        self._end()
        self._forget()

    def _open(self) -> None:
        self._forget()
        self._nursery = _Nursery()
        self._pool = ProcessPoolExecutor(
            self.slots, mp_context=self._nursery, initializer=start, initargs=self._options
        )

    def _end(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._nursery.end()

    def _forget(self) -> None:
        for left in (*self._scratch.glob(f"*{MARK_SUFFIX}"), *self._scratch.glob(f"*{TRACE_SUFFIX}")):
            left.unlink(missing_ok=True)

    def _marks(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self._scratch.glob(f"*{MARK_SUFFIX}"))]

    def _running(self) -> frozenset[int] | None:
        """The runs that workers were doing; None where a disk without room left a mark unwritten."""
        marks = self._marks()
        if any(len(mark) != MARK.size for mark in marks):
            return None
        return frozenset(index for _, *indices in map(MARK.unpack, marks) for index in indices if index != IDLE)

    def _traces(self) -> str:
        texts = [path.read_text(errors="replace") for path in sorted(self._scratch.glob(f"*{TRACE_SUFFIX}"))]
        return "\n".join(text for text in texts if text)[:_MOST_TRACE]

    def _first_exit(self) -> int | None:
        """How the worker ended that broke the pool; the pool ends the others by SIGTERM."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            codes = [worker.exitcode for worker in self._nursery.workers if worker.exitcode is not None]
            own = [code for code in codes if code != -signal.SIGTERM]
            if own or len(codes) == len(self._nursery.workers):
                return next(iter(own or codes), None)
            time.sleep(0.01)
        return None

    def _verdict(self, running: frozenset[int] | None, code: int | None, trace: str) -> Death:
        if trace.startswith("Timeout ("):
            message = f"not done after {self._time_limit:g} seconds; give a longer time limit if it needs it"
            return Death(running, 1.0, "timeout", message, trace)
        if code is None or code == -signal.SIGKILL:
            message = "killed from outside, most likely because the computer ran out of memory"
            return Death(running, 1 / 6, "crash", message, trace)
        ending = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return Death(running, 0.5, "crash", f"the process that did the run died: {ending}", trace)


@contextmanager
def _spawning() -> Iterator[None]:
    """The surroundings in which a worker is born: one numerical thread, and deaf to Ctrl-C from birth.

    Threads must be set before a worker loads numpy. Ctrl-C is held back, not lost: it reaches this
    process as soon as the block ends, and never prints a traceback of a half-born worker.
    """
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    masked = hasattr(signal, "pthread_sigmask")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masked else set()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        if masked:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
