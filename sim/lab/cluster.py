"""Runs are done by the workers of a Dask cluster, on as many machines as there are.

The cluster is the user's: started by hand, by dask-jobqueue on SLURM, by dask-kubernetes. A worker gets
runs only after it has shown that it has this model and computes the same bits. Workers may come and go;
when one dies, what was under way is tried again alone, as everywhere. Dask itself tries nothing twice.
"""

from __future__ import annotations

import time
import warnings
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from sim.errors import SansheError, UsageError
from sim.lab.address import Cluster
from sim.lab.engine import Death
from sim.lab.remote import Introduction, introduce, work
from sim.lab.worker import Item, Reply, Setup

if TYPE_CHECKING:
    from collections.abc import Callable

    from distributed import Client
    from distributed import Future as Task

WAITING_SECONDS = 120.0
_CONNECT_SECONDS = 20.0
_LOOK_SECONDS = 1.0
_SILENT_SECONDS = 30.0
_CLOSE_SECONDS = 2.0
_TRIES = 5


class ClusterLostError(Exception):
    """A worker, or the connection to the scheduler, is gone."""


class ClusterEngine:
    """Workers of a Dask cluster; `tell` hears which are refused and that none has come yet."""

    broken: tuple[type[BaseException], ...] = (ClusterLostError,)

    def __init__(self, setup: Setup, cluster: Cluster, *, time_limit: float, tell: Callable[[str], object]) -> None:
        """Connect, and wait for the first worker that computes the same bits."""
        self._setup, self._cluster, self._time_limit, self._tell = setup, cluster, time_limit, tell
        self._here = introduce()
        self._client: Client | None = None
        self._tasks: dict[Future[Reply], Task] = {}
        self._introductions: dict[str, Task] = {}
        self._trusted: dict[str, int] = {}
        self._refused: set[str] = set()
        self._silent = False
        self._looked = float("-inf")
        self._alone: frozenset[int] | None = None
        self._alone_since = float("inf")
        self._open()

    @property
    def slots(self) -> int:
        """How many runs the trusted workers can do at once, now."""
        self._look_around()
        return max(1, sum(self._trusted.values()))

    def submit(self, batch: tuple[Item, ...]) -> Future[Reply]:
        """Send a batch of runs to whichever trusted worker is free first."""
        self._alone, self._alone_since = None, float("inf")
        return self._send(batch)

    def submit_alone(self, item: Item) -> Future[Reply]:
        """Send one run; the caller sees to it that nothing else is being done."""
        self._alone, self._alone_since = frozenset({item.run}), time.monotonic()
        return self._send((item,))

    def pulse(self) -> object:
        """Who the trusted workers are. Raises ClusterLostError when the scheduler or one of them is gone.

        A worker that is cut off stays on the scheduler's list for minutes: what it was given is done
        by others as soon as it is silent, and it may come back.
        """
        self._look_around()
        if self._silent:
            raise ClusterLostError("a worker is silent")
        return tuple(self._trusted)

    def reset(self) -> Death:
        """Forget what was under way, connect again if need be, and wait for workers.

        A worker got runs only after it had introduced itself, so that a run that was alone had begun.
        """
        late = not self._silent and time.monotonic() - self._alone_since >= self._time_limit
        self._cancel()
        if self._client is None or self._client.status != "running":
            self._disconnect()
            self._open()
        else:
            self._make_ready()
        if late:
            message = f"not done after {self._time_limit:g} seconds; give a longer time limit if it needs it"
            return Death(self._alone, 1.0, "timeout", message)
        return Death(self._alone, 1 / 6, "crash", "the worker of the cluster that did the run died or was cut off")

    def close(self) -> None:
        """Let go of the cluster; its workers stay, what they were doing for us is dropped."""
        self._cancel()
        self._disconnect()

    def _open(self) -> None:
        try:
            from distributed import Client
            from distributed.versions import VersionMismatchWarning
        except ImportError:
            raise UsageError(
                f"{self._cluster.address}: a cluster needs Dask; install it with: pip install 'sanshe[dask]'"
            ) from None
        try:
            with warnings.catch_warnings():
                # Workers that differ are refused one by one, and named.
                warnings.simplefilter("ignore", VersionMismatchWarning)
                self._client = Client(
                    self._cluster.address,
                    timeout=_CONNECT_SECONDS,
                    set_as_default=False,
                    security=self._cluster.security(),
                )
            self._client.run_on_scheduler(_no_second_try())
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                f"{self._cluster.address}: no scheduler answers ({error}); see whether it runs and can be reached, "
                "then run the same command again: what is finished is kept"
            ) from None
        self._trusted, self._introductions = {}, {}
        self._make_ready()

    def _connected(self) -> Client:
        if self._client is None or self._client.status != "running":
            raise ClusterLostError(f"{self._cluster.address}: the scheduler is gone")
        return self._client

    def _send(self, batch: tuple[Item, ...]) -> Future[Reply]:
        client = self._connected()
        answer: Future[Reply] = Future()
        task = client.submit(
            work, self._packed, self._here.model, self._time_limit, batch, pure=False, retries=0,
            workers=list(self._trusted), allow_other_workers=False,
        )  # fmt: skip
        self._tasks[answer] = task
        task.add_done_callback(lambda done: self._hear(answer, done))
        return answer

    def _hear(self, answer: Future[Reply], task: Task) -> None:
        """Pass on what became of a batch; called in a thread of the client's."""
        self._tasks.pop(answer, None)
        try:
            if task.status == "finished":
                answer.set_result(task.result(timeout=_CONNECT_SECONDS))
            else:
                answer.set_exception(_fault_of(task))
        except Exception as error:  # noqa: BLE001  the answer was lost on its way, or nobody waits for it
            with suppress(Exception):
                answer.set_exception(ClusterLostError(str(error)))

    def _look_around(self) -> None:
        """Let new workers introduce themselves, trust those who compute the same bits, forget who left."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        client = self._connected()
        try:
            heard: dict[str, tuple[int, float]] = client.run_on_scheduler(_heard_of())
        except (OSError, TimeoutError) as error:
            raise ClusterLostError(str(error)) from None
        present = {address: threads for address, (threads, quiet) in heard.items() if quiet < _SILENT_SECONDS}
        self._silent |= any(address in heard and address not in present for address in self._trusted)
        for address in present:
            if address not in self._introductions and address not in self._refused:
                self._introductions[address] = client.submit(
                    introduce, pure=False, retries=0, workers=[address], allow_other_workers=False
                )
        for address in [left for left in self._introductions if left not in present]:
            self._introductions.pop(address)
            self._trusted.pop(address, None)
        for address, task in list(self._introductions.items()):
            if address not in self._trusted and task.done():
                self._meet(address, task, present[address])

    def _meet(self, address: str, task: Task, threads: int) -> None:
        try:
            shown: Introduction | None = task.result(timeout=_CONNECT_SECONDS) if task.status == "finished" else None
        except (OSError, TimeoutError, CancelledError):  # it has fallen silent meanwhile; it is asked again
            self._introductions.pop(address)
            return
        fault = "does not have sanshe" if shown is None else shown.differences(self._here)
        if not fault:
            self._trusted[address] = threads
            return
        self._introductions.pop(address)
        self._refused.add(address)
        self._tell(f"worker {address} {fault}: it gets no runs")

    def _make_ready(self) -> None:
        """Wait for workers and send them the set-up, which is lost with the workers that had it."""
        for _ in range(_TRIES):
            self._wait_for_workers()
            try:
                self._packed = self._sent(self._setup.packed())
            except (OSError, TimeoutError, ValueError, ClusterLostError):
                continue  # the worker that was to have it has gone or fallen silent meanwhile
            self._silent = False
            return
        raise SansheError(
            f"{self._cluster.address}: workers go as soon as they have come; see their logs, then run the same "
            "command again: what is finished is kept"
        )

    def _sent(self, packed: bytes) -> Task:
        """Lay the set-up on a worker, in a thread: Dask would wait for ever for one that has fallen silent."""
        client, workers = self._connected(), list(self._trusted)
        answer: Future[Task] = Future()

        def send() -> None:
            try:
                answer.set_result(client.scatter(packed, workers=workers, hash=False))
            except Exception as error:  # noqa: BLE001  told to who waits
                answer.set_exception(error)

        Thread(target=send, name="set-up", daemon=True).start()
        return answer.result(timeout=_CONNECT_SECONDS)

    def _wait_for_workers(self) -> None:
        deadline = time.monotonic() + WAITING_SECONDS
        self._looked = float("-inf")
        while time.monotonic() < deadline:
            self._look_around()
            if self._trusted:
                return
            time.sleep(_LOOK_SECONDS / 4)
        raise SansheError(
            f"{self._cluster.address}: no worker with the same model and the same bits in {WAITING_SECONDS:g} seconds; "
            "start workers from the same installation, then run the same command again: what is finished is kept"
        )

    def _cancel(self) -> None:
        tasks = [task for task in list(self._tasks.values()) if not task.done()]
        self._tasks.clear()
        if self._client is not None and self._client.status == "running" and tasks:
            with suppress(OSError, TimeoutError):
                self._client.cancel(tasks, force=True)

    def _disconnect(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            with suppress(OSError, TimeoutError):
                client.close(timeout=_CLOSE_SECONDS)


def _fault_of(task: Task) -> BaseException:
    """What ended a batch: a worker's death, or an answer that could not travel."""
    from distributed.scheduler import KilledWorker, NoValidWorkerError

    error: BaseException | None = task.exception(timeout=_CONNECT_SECONDS) if task.status == "error" else None
    if error is None or isinstance(error, (KilledWorker, NoValidWorkerError)):
        return ClusterLostError(str(error or task.status))
    return error


def _no_second_try() -> Callable[[Any], None]:
    """What the scheduler is told: a run that killed its worker is not given to the next one.

    Made inside a function, so that it travels whole: the scheduler's machine need not have sanshe.
    """

    def tell(dask_scheduler: Any) -> None:  # noqa: ANN401  Dask names the argument and has no type for it
        dask_scheduler.allowed_failures = 0

    return tell


def _heard_of() -> Callable[[Any], dict[str, tuple[int, float]]]:
    """What the scheduler is asked: each worker's threads, and for how many seconds it has been silent."""

    def ask(dask_scheduler: Any) -> dict[str, tuple[int, float]]:  # noqa: ANN401  as above
        from time import time

        workers = dask_scheduler.workers.items()
        return {name: (worker.nthreads, time() - worker.last_seen) for name, worker in workers}

    return ask
