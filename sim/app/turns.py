"""Whose turn it is: pages that run at the same time get one run each, round and round.

No run is sent ahead of its turn, so a page that asks for much never makes another wait for more than
the runs that are being done at this moment.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from sim.app.errand import Course, Errand


class Task(NamedTuple):
    """One run of a job: which policy (`a` or `b`), which world, and what to do."""

    policy: str
    world: int
    errand: Errand


class Answered(NamedTuple):
    """What became of a task: its course, or in words why there is none."""

    task: Task
    course: Course | None
    fault: str = ""


class Job:
    """What one page asked for: its runs in order. `deliver` is called from a worker's thread."""

    def __init__(self, tasks: Iterable[Task], deliver: Callable[[Answered], None]) -> None:
        """Keep the runs in the order in which they are to be done."""
        self.tasks = deque(tasks)
        self.deliver = deliver


class Turns:
    """The jobs that are waiting, and the next run to do; safe to use from many threads."""

    def __init__(self) -> None:
        """Begin without jobs."""
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def add(self, job: Job) -> None:
        """Let a job take part, after all others."""
        with self._changed:
            self._jobs.append(job)
            self._changed.notify_all()

    def drop(self, job: Job) -> None:
        """Forget what is left of a job; what is being done for it ends by itself."""
        with self._changed:
            job.tasks.clear()
            if job in self._jobs:
                self._jobs.remove(job)

    def take(self) -> tuple[Job, Task] | None:
        """Wait for the next run; None once there will be no more."""
        with self._changed:
            while not self._jobs and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            job = self._jobs.popleft()
            task = job.tasks.popleft()
            if job.tasks:
                self._jobs.append(job)
            return job, task

    def close(self) -> None:
        """Let everybody who waits go home."""
        with self._changed:
            self._closed = True
            self._jobs.clear()
            self._changed.notify_all()
