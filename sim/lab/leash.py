"""A worker process never outlives its sweep, its time or its memory.

Time is kept by `faulthandler`, whose own thread ends the process even inside a compiled loop, where
signals and Python threads do nothing. Memory is kept by the system's limit on address space, counted
from what the loaded program takes; where there is no such limit (macOS, Windows) it is not kept.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import multiprocessing
import os
import pickle
import signal
import struct
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from sim.abreast import MOST_ABREAST
from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.worker import Item, Reply, Setup, Station, failure

IDLE = -1
MARK = struct.Struct(f"<{MOST_ABREAST + 1}q")
"""How often runs have begun, and those that are being done, IDLE where there are fewer."""
MARK_SUFFIX = ".mark"
TRACE_SUFFIX = ".trace"
_PARENT_DEATH_SIGNAL = 1
_SLACK = 0.1


class Leash:
    """Marks which runs a worker is doing, and ends the worker when they take too long.

    The timer is set anew only when a tenth of the limit has passed, because setting it costs more
    than many a run: a run is given between the limit and 1.1 times the limit. Small runs that are
    lived abreast have that time together; should they need longer, each is tried again alone.
    """

    def __init__(self, scratch: Path, time_limit: float) -> None:
        """Open this process's mark and the file in which it says where it hung or fell."""
        place = scratch / str(os.getpid())
        self._mark = os.open(place.with_suffix(MARK_SUFFIX), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._trace = place.with_suffix(TRACE_SUFFIX).open("w")
        self._limit = time_limit
        self._armed = float("-inf")
        self._begun = 0
        faulthandler.enable(self._trace)
        self._write(())

    def before(self, indices: tuple[int, ...]) -> None:
        """Mark the runs that begin and make sure that they have their time, and no more."""
        self._begun += 1
        self._write(indices)
        now = time.monotonic()
        if now - self._armed >= self._limit * _SLACK:
            allowed = self._limit * (1 + _SLACK)
            faulthandler.dump_traceback_later(allowed, exit=True, file=self._trace)
            self._armed = now

    def rest(self) -> None:
        """Mark that no run is being done; waiting for work is not limited."""
        faulthandler.cancel_dump_traceback_later()
        self._armed = float("-inf")
        self._write(())

    def _write(self, indices: tuple[int, ...]) -> None:
        places = (*indices, *[IDLE] * (MOST_ABREAST - len(indices)))
        with suppress(OSError):  # without a mark more runs are suspected, none is lost
            os.lseek(self._mark, 0, os.SEEK_SET)
            os.write(self._mark, MARK.pack(self._begun, *places))


class _Bench:
    """What a worker process keeps between batches."""

    station: Station | None = None
    leash: Leash | None = None
    fault: str = "the worker was not set up"


def start(setup: bytes, scratch: str, time_limit: float, memory_limit: int | None, parent: int) -> None:
    """Make ready in a new worker process; a fault is kept and sent with every reply."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with(parent)
    try:
        unpacked: Setup = pickle.loads(setup)  # noqa: S301  made by the sweep that started this process
        _Bench.leash = Leash(Path(scratch), time_limit)
        _Bench.station = Station(unpacked, before=_Bench.leash.before)
        _Bench.station.load()
        gc.freeze()  # what the program consists of is never garbage, and not looked through again
        _limit_memory(memory_limit)
        _Bench.fault = ""
    except BaseException as error:  # noqa: BLE001  told by the first reply; raising would only say "broken"
        _Bench.fault = failure(IDLE, "start", error).message


def work(items: tuple[Item, ...]) -> Reply:
    """Do a batch of runs in this worker process."""
    if _Bench.fault or _Bench.station is None or _Bench.leash is None:
        return Reply(numeric_fingerprint(), _Bench.fault, (), (), ())
    try:
        return _Bench.station.work(items)
    finally:
        _Bench.leash.rest()


def _end_with(parent: int) -> None:
    """End this process when the sweep that started it ends, however that happens."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    threading.Thread(target=_follow, name="parent watch", daemon=True).start()
    if os.name != "nt" and os.getppid() != parent:
        os._exit(1)


def _follow() -> None:
    sweep = multiprocessing.parent_process()
    if sweep is not None:
        sweep.join()
        os._exit(1)


def _limit_memory(allowed: int | None) -> None:
    """Let runs take `allowed` bytes beyond what the loaded program takes."""
    if allowed is None or sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    wanted = pages * resource.getpagesize() + allowed
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
