"""The workers of the live page: processes that stay warm, each handed one run at a time by a thread of its own.

A worker that dies or takes too long costs the run it was doing and nothing else; a new one takes its
place. Runs that were done before are remembered, since a page that changes one policy asks for the
other one again.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Literal

from sim.app.errand import Course, Errand
from sim.app.turns import Answered, Task, Turns
from sim.app.worker import COMPILING, DONE, attend

State = Literal["loading", "compiling", "ready"]
LIVE = "sim.app.course:live"
_WARMING_SECONDS = 1_800.0
_PATIENCE_SECONDS = 2.0
_REMEMBERED = 2_000
# Libraries read these when they are loaded; a worker is one thread, and there are as many workers as cores.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


class Crew:
    """So many workers that take from `turns`; `warming` is what each does first, so that the model is loaded."""

    def __init__(
        self,
        turns: Turns,
        size: int,
        warming: Errand,
        *,
        run_seconds: float,
        function: str = LIVE,
    ) -> None:
        """Know what to do; nothing starts yet. `run_seconds` is the longest that a run of a warm worker may take."""
        self._turns = turns
        self._size = size
        self._warming = warming
        self._run_seconds = run_seconds
        self._function = function
        self._warm = threading.Event()
        self._memory = _Memory(_REMEMBERED)
        self._closing = False
        self._hands: list[_Hand] = []
        self._lock = threading.Lock()
        self.state: State = "loading"

    def start(self) -> None:
        """Start the workers; the first one compiles the model where that is needed, then the others load it."""
        os.environ.update(ONE_THREAD)
        for place in range(self._size):
            threading.Thread(target=self._look_after, args=(place,), name=f"worker {place}", daemon=True).start()

    def close(self) -> None:
        """End all workers at once."""
        self._closing = True
        self._turns.close()
        self._warm.set()
        with self._lock:
            hands = list(self._hands)
        for hand in hands:
            hand.end()

    def _look_after(self, place: int) -> None:
        """Keep one worker at work until the turns are closed."""
        if place:
            self._warm.wait()
        hand = self._hire()
        self._warm.set()
        self.state = "ready"
        while (taken := self._turns.take()) is not None:
            job, task = taken
            if hand.gone:
                hand = self._hire()
            job.deliver(self._answer(hand, task))

    def _hire(self) -> _Hand:
        """A new worker, warm unless it has died of that."""
        hand = _Hand(self._function)
        with self._lock:
            self._hands = [*(each for each in self._hands if not each.gone), hand]
        if self._closing:
            hand.end()
        hand.do(self._warming, _WARMING_SECONDS, self._note)
        return hand

    def _answer(self, hand: _Hand, task: Task) -> Answered:
        known = self._memory.find(task.errand)
        if known is not None:
            return Answered(task, known)
        course, fault = hand.do(task.errand, self._run_seconds, self._note)
        self.state = "ready"
        if course is not None:
            self._memory.keep(task.errand, course)
        return Answered(task, course, fault)

    def _note(self) -> None:
        self.state = "compiling"


class _Hand:
    """One worker process and our end of its pipe."""

    def __init__(self, function: str) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=attend, args=(theirs, function), daemon=True)
        self._process.start()
        theirs.close()
        self.gone = False

    def do(self, errand: Errand, seconds: float, compiling: Callable[[], None]) -> tuple[Course | None, str]:
        """Have an errand done: its course, or none and why. A worker that dies or is too slow is gone afterwards."""
        try:
            self._pipe.send(errand)
            limit = seconds
            while self._pipe.poll(limit):
                kind, answer = self._pipe.recv()
                if kind != COMPILING:
                    return (answer, "") if kind == DONE else (None, answer)
                compiling()
                limit = _WARMING_SECONDS
        except (EOFError, OSError):
            self.end()
            return None, "the process that did the run died"
        self.end()
        return None, f"not done after {limit:g} seconds"

    def end(self) -> None:
        """Kill the process and close the pipe."""
        self.gone = True
        with suppress(OSError, ValueError):
            self._process.kill()
            self._process.join(_PATIENCE_SECONDS)
        _close(self._pipe)


class _Memory:
    """Courses of runs done before, the ones used last; safe to use from many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._courses: OrderedDict[tuple[object, ...], Course] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, errand: Errand) -> Course | None:
        """The course of an errand, if it was done before."""
        with self._lock:
            found = self._courses.get(_key(errand))
            if found is not None:
                self._courses.move_to_end(_key(errand))
            return found

    def keep(self, errand: Errand, course: Course) -> None:
        """Remember a course, and forget the one that was not used for longest."""
        with self._lock:
            self._courses[_key(errand)] = course
            if len(self._courses) > self._most:
                self._courses.popitem(last=False)


def _key(errand: Errand) -> tuple[object, ...]:
    return errand.fingerprint, errand.world_seed, errand.outcomes


def _close(pipe: Connection) -> None:
    with suppress(OSError):
        pipe.close()
