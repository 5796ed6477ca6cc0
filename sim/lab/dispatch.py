"""Runs go out in batches and come back as rows, whatever becomes of the workers that do them.

Two batches a worker are under way, each of about a second of work. When a worker dies, what it was
doing is tried again alone; only a run that dies alone is blamed, and everything else goes back into
the queue. When nothing moves for longer than a run may take, the workers are taken for dead.
"""

from __future__ import annotations

import statistics
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field

from sim.errors import SansheError
from sim.lab.engine import Death, Engine
from sim.lab.worker import Failed, Item, Reply, failure

Batch = tuple[Item, ...]

_BATCHES_PER_SLOT = 2
_BATCH_SECONDS = 1.5
_MOST_ITEMS = 500
_GROWTH = 4
_TICK_SECONDS = 0.5
_HARVEST_SECONDS = 0.5
_DOUBTFUL_BARREN = 3
_MOST_BARREN = 10


@dataclass
class Pace:
    """How many runs make a batch of about a second: 1 at first, then by what runs have taken."""

    fixed: int | None = None
    size: int = 1
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=5))

    def learn(self, runs: int, seconds: float) -> None:
        """Take in how long a batch took; one slow batch (compiling) does not decide."""
        self._recent.append(seconds / runs)
        wanted = int(_BATCH_SECONDS / max(statistics.median(self._recent), 1e-9))
        self.size = max(1, min(wanted, self.size * _GROWTH, _MOST_ITEMS))

    def next_size(self, remaining: int, slots: int) -> int:
        """Towards the end batches become smaller, so that no worker waits long for another."""
        if self.fixed is not None:
            return self.fixed
        return max(1, min(self.size, remaining // (slots * _BATCHES_PER_SLOT)))


@dataclass
class Dispatcher:
    """Does all runs of a queue on an engine.

    `deliver` takes each reply, `blame` each run that killed its worker, `tick` is called at least
    twice a second. `stall_seconds` is how long nothing may move.
    """

    engine: Engine
    queue: Iterator[Item]
    remaining: int
    deliver: Callable[[Reply], None]
    blame: Callable[[Failed], None]
    tick: Callable[[], None]
    stall_seconds: float
    pace: Pace = field(default_factory=Pace)
    _again: deque[Item] = field(default_factory=deque, init=False)
    _suspects: deque[Item] = field(default_factory=deque, init=False)
    _weights: dict[int, float] = field(default_factory=dict, init=False)
    _flying: dict[Future[Reply], Batch] = field(default_factory=dict, init=False)
    _alone: bool = field(default=False, init=False)
    _barren: int = field(default=0, init=False)
    _pulse: object = field(default=None, init=False)
    _moved: float = field(default_factory=time.monotonic, init=False)

    def run(self) -> None:
        """Send and receive until every run of the queue is done or blamed."""
        while True:
            try:
                self._send()
                if not self._flying:
                    return
                self._receive()
            except self.engine.broken:
                self._recover(self.engine.reset())
            self.tick()

    def _send(self) -> None:
        if self._suspects:
            if not self._flying:
                self._fly((self._suspects.popleft(),), alone=True)
            return
        while len(self._flying) < self.engine.slots * _BATCHES_PER_SLOT and not self._alone:
            batch = self._next_batch()
            if not batch:
                return
            self._fly(batch, alone=False)

    def _fly(self, batch: Batch, *, alone: bool) -> None:
        """Send a batch; should the engine break right then, the batch counts as under way."""
        placeholder: Future[Reply] = Future()
        self._flying[placeholder] = batch
        self._alone = alone
        answer = self.engine.submit_alone(batch[0]) if alone else self.engine.submit(batch)
        del self._flying[placeholder]
        self._flying[answer] = batch

    def _next_batch(self) -> Batch:
        size = self.pace.next_size(self.remaining, self.engine.slots)
        batch: list[Item] = []
        while len(batch) < size:
            item = self._again.popleft() if self._again else next(self.queue, None)
            if item is None:
                break
            batch.append(item)
        self.remaining -= len(batch)
        return tuple(batch)

    def _receive(self) -> None:
        ready, _ = wait(self._flying, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED)
        if not ready:
            self._watch()
        for future in [sent for sent in self._flying if sent in ready]:
            self._take(future)

    def _take(self, future: Future[Reply]) -> None:
        try:
            reply = future.result()
        except self.engine.broken:
            raise
        except Exception as error:  # noqa: BLE001  an answer that could not travel is its runs' fault
            self._doubt(self._flying.pop(future), error)
            return
        batch = self._flying.pop(future)
        self._alone = False
        self._moved = time.monotonic()
        self._barren = 0
        if reply.fault:
            raise SansheError(f"a worker could not start: {reply.fault}; this is a fault of the installation")
        if reply.done:
            self.pace.learn(len(reply.done), sum(run.seconds for run in reply.done))
        for item in batch:
            self._weights.pop(item.run, None)
        self.deliver(reply)

    def _doubt(self, batch: Batch, error: Exception) -> None:
        """The worker lives, but its answer did not arrive: try the runs alone, and blame one that was."""
        was_alone, self._alone = self._alone, False
        if was_alone:
            self.blame(failure(batch[0].run, "process", error))
        else:
            self._suspects.extend(batch)

    def _watch(self) -> None:
        """Nothing came back: see whether runs still begin, and take the workers for dead if not."""
        pulse = self.engine.pulse()
        if pulse != self._pulse:
            self._pulse = pulse
            self._moved = time.monotonic()
        elif time.monotonic() - self._moved > self.stall_seconds:
            death = self.engine.reset()
            self._recover(death._replace(weight=0.5, status="timeout", message="the worker stopped answering"))

    def _recover(self, death: Death) -> None:
        """Sort what was under way into done, suspect and innocent."""
        was_alone, self._alone = self._alone, False
        lost = self._harvest()
        self._moved = time.monotonic()
        self._barren = 0 if death.running else self._barren + 1
        if self._barren >= _MOST_BARREN:
            raise SansheError(
                "workers die before they begin a run; see whether memory is free and the installation is whole, and "
                "put what a script of your own calls under: if __name__ == '__main__'"
            )
        known = death.running if self._barren < _DOUBTFUL_BARREN else None
        suspects = [item for item in lost if known is None or item.run in known]
        innocent = [item for item in lost if known is not None and item.run not in known]
        if was_alone:
            self._weigh(suspects, death)
            self._suspects.extendleft(innocent)
        else:
            self._suspects.extend(suspects)
            self._again.extendleft(reversed(innocent))
            self.remaining += len(innocent)

    def _harvest(self) -> list[Item]:
        """Take what came back before the end, and list what did not."""
        wait(self._flying, timeout=_HARVEST_SECONDS)
        lost: list[Item] = []
        for future, batch in list(self._flying.items()):
            if future.done() and not future.cancelled() and not isinstance(future.exception(), self.engine.broken):
                self._take(future)
            else:
                lost += batch
        self._flying.clear()
        return lost

    def _weigh(self, lost: list[Item], death: Death) -> None:
        for item in lost:
            weight = self._weights.get(item.run, 0.0) + death.weight
            self._weights[item.run] = weight
            if weight < 1.0 - 1e-9:
                self._suspects.appendleft(item)
            else:
                record = Failed(item.run, death.status, "process", death.message, death.traceback)
                self.blame(record)
