"""Every policy that a search has tried, in the same worlds: what is known is read back, the rest is run.

A run is numbered by world and policy, and stands in parts that are never changed and carry their own
SHA-256, as in a sweep. A search that is killed therefore goes the same way again when it is started
anew, and only pays for runs that it had not finished.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.chance import world_seed
from sim.errors import ResultsError, SansheError
from sim.lab.dispatch import Dispatcher, Pace
from sim.lab.engine import Engine, InlineEngine
from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.parts import Columns
from sim.lab.plan import run_key
from sim.lab.progress import Progress
from sim.lab.worker import Done, Failed, Item, Reply, Setup

if TYPE_CHECKING:
    from sim.lab.search.folder import Folder
    from sim.lab.search.space import Grid

_STALL_GRACE_SECONDS = 30.0
_FLUSH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does the runs and how; none of it changes what is found."""

    jobs: int
    time_limit: float
    memory_limit: int | None
    function: str
    progress: Callable[[Progress], None]


@dataclass
class Evaluations:
    """Runs of policies in common worlds. `ahead` is how many runs are still expected, for the time that is left.

    `measured` are the outcomes that a run measures, None for all there are.
    """

    folder: Folder
    grid: Grid
    seed: int
    worlds: int
    hands: Hands
    measured: tuple[str, ...] | None = None
    ahead: int = 0
    names: tuple[str, ...] = ()
    order: dict[int, None] = field(default_factory=dict)
    failed: dict[int, Failed] = field(default_factory=dict)
    _known: dict[int, bytes] = field(default_factory=dict)
    _waiting: list[Done] = field(default_factory=list)
    _flushed: float = field(default_factory=time.monotonic)
    _began: float | None = None
    _done_now: int = 0
    _engine: Engine | None = None

    def __post_init__(self) -> None:
        """Read what earlier searches of this folder had finished."""
        for names, runs, numbers in self.folder.finished():
            self._agree(names)
            for run, row in zip(runs.tolist(), numbers, strict=True):
                self._keep(run, row.tobytes())

    def outcome(self, cells: Sequence[int], name: str) -> NDArray[np.float64]:
        """One outcome of some policies: float64[policies, worlds]; nan where undefined or where the run failed."""
        self.run(cells)
        place = self.names.index(name) if name in self.names else None
        if place is None:
            return np.full((len(cells), self.worlds), np.nan)
        return np.array([[self._number(cell, world, place) for world in range(self.worlds)] for cell in cells])

    def run(self, cells: Iterable[int]) -> None:
        """Do the runs of some policies that are not yet done."""
        wanted = list(dict.fromkeys(cells))
        self.order.update(dict.fromkeys(wanted))
        todo = [run for run in self._runs(wanted) if run not in self._known and run not in self.failed]
        if not todo:
            return
        self.ahead = max(self.ahead, len(todo))
        if self._engine is None:
            self._engine = self._new_engine()
        Dispatcher(
            self._engine,
            (self._item(run) for run in todo),
            len(todo),
            deliver=self._deliver,
            blame=self._blame,
            tick=self._tick,
            stall_seconds=self.hands.time_limit * 1.2 + _STALL_GRACE_SECONDS,
            pace=Pace(),
        ).run()
        self.flush()

    def flush(self) -> None:
        """Bring what came back to the disk."""
        if self._waiting:
            keys = [self.key(run.run) for run in self._waiting]
            self.folder.parts.add(self._waiting, keys, Columns(self.names, ()))
            self._waiting = []
        self._flushed = time.monotonic()

    def close(self) -> None:
        """End the workers."""
        if self._engine is not None:
            engine, self._engine = self._engine, None
            engine.close()

    def split(self, run: int) -> tuple[int, int]:
        """World and policy of a run."""
        return divmod(run, len(self.grid))

    def key(self, run: int) -> str:
        """The SHA-256 of what decides a run's numbers."""
        world, cell = self.split(run)
        return run_key(self.grid.scenario(cell).fingerprint, world_seed(self.seed, world))

    def rows(self) -> Iterator[tuple[int, int, NDArray[np.float64]]]:
        """Every finished run in the order in which its policy was first tried: run, world, outcomes."""
        for cell in self.order:
            for world in range(self.worlds):
                run = world * len(self.grid) + cell
                if run in self._known:
                    yield run, world, np.frombuffer(self._known[run])

    def _runs(self, cells: Sequence[int]) -> Iterator[int]:
        """World by world, since what policies of one world share need not be lived again."""
        return (world * len(self.grid) + cell for world in range(self.worlds) for cell in cells)

    def _item(self, run: int) -> Item:
        world, cell = self.split(run)
        return Item(run, cell, world_seed(self.seed, world))

    def _number(self, cell: int, world: int, place: int) -> float:
        known = self._known.get(world * len(self.grid) + cell)
        return float("nan") if known is None else float(np.frombuffer(known)[place])

    def _new_engine(self) -> Engine:
        setup = Setup(self.hands.function, self.grid, (), measured=self.measured)
        if self.hands.jobs == 0:
            return InlineEngine(setup)
        from sim.lab.local import LocalEngine

        return LocalEngine(
            setup,
            self.hands.jobs,
            self.folder.scratch,
            time_limit=self.hands.time_limit,
            memory_limit=self.hands.memory_limit,
        )

    def _deliver(self, reply: Reply) -> None:
        if reply.fingerprint != numeric_fingerprint():
            raise SansheError(
                f"{self.folder.path}: a worker computes with other last bits than this process; "
                "use the same versions and kind of processor for both"
            )
        if reply.done:
            self._agree(reply.names)
        for run in reply.done:
            self._keep(run.run, run.outcomes)
        self._waiting += reply.done
        self._count(len(reply.done) + len(reply.failed))
        for one in reply.failed:
            self._note(one)

    def _blame(self, failed: Failed) -> None:
        self._count(1)
        self._note(failed)

    def _note(self, failed: Failed) -> None:
        self.failed[failed.run] = failed
        world, cell = self.split(failed.run)
        self.folder.note(failed, cell=cell, world=world, key=self.key(failed.run))

    def _agree(self, names: tuple[str, ...]) -> None:
        self.names = self.names or names
        if names != self.names:
            raise ResultsError(f"{self.folder.path}: runs have other outcomes than those before; use another folder")

    def _keep(self, run: int, outcomes: bytes) -> None:
        before = np.frombuffer(self._known.setdefault(run, outcomes))
        if not np.array_equal(before, np.frombuffer(outcomes), equal_nan=True):
            raise ResultsError(
                f"{self.folder.path}: run {run} stands there twice with other numbers; a run must give the same bits "
                "every time, so keep this folder, say so to the authors, and search into another one"
            )

    def _count(self, runs: int) -> None:
        self.ahead = max(self.ahead - runs, 0)
        if self._began is None:
            self._began = time.monotonic()
        else:
            self._done_now += runs

    def _tick(self) -> None:
        if time.monotonic() - self._flushed >= _FLUSH_SECONDS:
            self.flush()
        speed = None
        if self._began is not None and self._done_now:
            speed = self._done_now / max(time.monotonic() - self._began, 1e-9)
        done = len(self._known)
        total = done + len(self.failed) + self.ahead
        left = None if speed is None else self.ahead / speed
        self.hands.progress(Progress(done, len(self.failed), total, self.worlds, speed, left))
