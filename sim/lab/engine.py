"""Where runs are done: in this process, in worker processes, or on many machines.

An engine promises little: every batch comes back at least once or is reported broken. That runs are
deterministic and counted by their place in the plan makes it exactly once.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import NamedTuple, Protocol

from sim.lab.worker import Item, Reply, Setup, Station


class Death(NamedTuple):
    """What is known after workers died.

    `running` are the runs they were doing (None where nobody knows), `weight` how much a run that
    was being done alone is to blame (1 is certain), the rest what its record will say.
    """

    running: frozenset[int] | None = None
    weight: float = 0.5
    status: str = "crash"
    message: str = "the process that did the run died"
    traceback: str = ""


class Engine(Protocol):
    """All that a sweep needs of the place where runs are done."""

    broken: tuple[type[BaseException], ...]

    @property
    def slots(self) -> int:
        """How many runs can be done at once, now."""

    def submit(self, batch: tuple[Item, ...]) -> Future[Reply]:
        """Send a batch of runs."""

    def submit_alone(self, item: Item) -> Future[Reply]:
        """Send one run; nothing else is being done meanwhile."""

    def pulse(self) -> object:
        """Something that differs whenever a run has begun since; raises one of `broken` when a worker is gone."""

    def reset(self) -> Death:
        """End all workers, say what is known of their end, and be ready for new work."""

    def close(self) -> None:
        """End all workers at once; what they were doing is dropped."""


class InlineEngine:
    """Runs are done in the calling process, a few at a time.

    For looking into a run with a debugger, for tests and for replays. Nothing can end a run here but
    the run itself, so time and memory are not limited; one worker process (`jobs=1`) limits both.
    """

    slots = 1
    broken: tuple[type[BaseException], ...] = ()

    def __init__(self, setup: Setup) -> None:
        """Take the policies' scenarios and the function of a run."""
        self._station = Station(setup)

    def submit(self, batch: tuple[Item, ...]) -> Future[Reply]:
        """Do a batch now."""
        answer: Future[Reply] = Future()
        answer.set_result(self._station.work(batch))
        return answer

    def submit_alone(self, item: Item) -> Future[Reply]:
        """Do one run now."""
        return self.submit((item,))

    def pulse(self) -> object:
        """Nothing happens between calls."""
        return None

    def reset(self) -> Death:
        """There is no worker to end."""
        return Death()

    def close(self) -> None:
        """There is no worker to end."""
