"""A sweep under way: the plan as it grows, the workers, and what is already safe on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from sim.errors import ResultsError, RunsFailedError, SansheError
from sim.lab.buffer import Buffer
from sim.lab.dispatch import Dispatcher, Pace
from sim.lab.ending import SweepInterrupted, SweepReport
from sim.lab.engine import Engine, InlineEngine
from sim.lab.failures import by_status
from sim.lab.fingerprint import numeric_fingerprint
from sim.lab.manifest import is_noted, read_manifest, write_manifest
from sim.lab.parts import Found
from sim.lab.progress import Progress, Tally
from sim.lab.store import RESULTS, Store
from sim.lab.tabulate import outcome_frame, write_results
from sim.lab.worker import Failed, Item, Reply, Setup

if TYPE_CHECKING:
    from sim.lab.address import Cluster
    from sim.lab.plan import Plan

_STALL_GRACE_SECONDS = 30.0
_MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Options:
    """How a sweep works; none of it changes its results."""

    jobs: int
    on_error: Literal["continue", "stop"]
    time_limit: float
    memory_limit: int | None
    retry_failed: bool
    batch: int | None
    function: str
    cluster: Cluster | None
    tell: Callable[[str], object]


class Campaign:
    """One call of `sweep`: the plan as it grows, what is known, and what is under way."""

    def __init__(self, store: Store, plan: Plan, options: Options, progress: Callable[[Progress], None]) -> None:
        """Begin with a folder that is ours."""
        self._store = store
        self._plan = plan
        self._options = options
        self._progress = progress
        self._began = time.monotonic()
        self._tally = Tally()
        self._buffer = Buffer(store, plan)
        self._engine: Engine | None = None
        self._kept: int | None = None
        self._stopped = "the number of worlds asked for"

    def run(self) -> SweepReport:
        """Complete the plan, extend it while its stopping rule asks for more worlds, write the table."""
        try:
            return self._finish(self._all_worlds())
        except KeyboardInterrupt:
            self._save()
            self._store.log("interrupted", done=self._tally.done, runs=self._plan.run_count)
            raise SweepInterrupted(self._store.folder, self._tally.done, self._plan.run_count) from None
        except SansheError:
            with suppress(ResultsError):  # the disk may be what is told of
                self._save()
            raise
        finally:
            self._end_workers()

    def _save(self) -> None:
        self._end_workers()
        self._buffer.flush()

    def _all_worlds(self) -> Found:
        while True:
            found = self._complete()
            more = self._more_worlds(found)
            if more is None:
                return found
            self._plan = self._plan.with_worlds(more)
            self._buffer.plan = self._plan

    def _more_worlds(self, found: Found) -> int | None:
        if self._plan.experiment.stopping is None:
            return None
        from sim.lab.worlds import next_worlds, precision

        table = outcome_frame(self._plan, self._store.parts, found)
        more = next_worlds(self._plan.experiment, table, self._plan.worlds)
        if more is not None and more > self._plan.worlds:
            return more
        sharp = precision(self._plan.experiment, table)
        reached = sharp is not None and sharp.reached
        self._stopped = "the precision asked for" if reached else "the cap, before the precision asked for"
        return None

    def _complete(self) -> Found:
        """Do what is missing and look again, until all that can be done stands on the disk."""
        asked = {"worlds": self._plan.worlds, "runs": self._plan.run_count}
        self._store.log("worlds", design=self._plan.design_sha256, jobs=self._options.jobs, **asked)
        for _ in range(_MOST_ROUNDS):
            found = self._store.parts.scan(self._plan.run_count)
            if found.quarantined:
                self._store.log("quarantined", parts=found.quarantined)
            if found.columns is not None:
                self._buffer.columns = found.columns
            todo = self._missing(found)
            done = int(found.done.sum())
            self._tally.start(done, len(todo), self._plan.run_count - done - len(todo) - len(self._tally.failed))
            self._kept = self._tally.done if self._kept is None else self._kept
            if not len(todo):
                return found
            self._dispatch(todo)
        raise ResultsError(f"{self._store.folder}: the disk does not keep what is written; check it, or choose another")

    def _missing(self, found: Found) -> npt.NDArray[np.intp]:
        """The runs to do: neither done nor failed in this sweep nor failed too often before."""
        known = self._store.failures.known()
        excused = set(self._tally.failed) | (set() if self._options.retry_failed else known.given_up())
        todo = np.flatnonzero(~found.done)
        return todo[~np.isin(todo, np.fromiter(excused, np.int64, len(excused)))]

    def _dispatch(self, todo: npt.NDArray[np.intp]) -> None:
        if self._engine is None:
            self._store.note_arithmetic()
            self._engine = self._new_engine()
        Dispatcher(
            self._engine,
            self._items(todo),
            len(todo),
            deliver=self._deliver,
            blame=self._blame,
            tick=self._tick,
            stall_seconds=self._options.time_limit * 1.2 + _STALL_GRACE_SECONDS,
            pace=Pace(self._options.batch),
        ).run()
        self._buffer.flush()

    def _new_engine(self) -> Engine:
        plan, options = self._plan, self._options
        asked = plan.experiment
        setup = Setup(options.function, plan.starts, asked.outcomes, plan.sets, asked.measured)
        if options.jobs == 0:
            return InlineEngine(setup)
        if options.cluster is not None:
            from sim.lab.cluster import ClusterEngine

            return ClusterEngine(setup, options.cluster, time_limit=options.time_limit, tell=options.tell)
        from sim.lab.local import LocalEngine

        return LocalEngine(
            setup,
            options.jobs,
            self._store.scratch,
            time_limit=options.time_limit,
            memory_limit=options.memory_limit,
        )

    def _items(self, todo: npt.NDArray[np.intp]) -> Iterator[Item]:
        for index in todo:
            spec = self._plan.run(int(index))
            yield Item(spec.index, spec.case, spec.world_seed)

    def _deliver(self, reply: Reply) -> None:
        if reply.fingerprint != numeric_fingerprint():
            raise SansheError(
                f"{self._store.folder}: a worker computes with other last bits than this process; "
                "use the same versions and kind of processor for both"
            )
        refused = self._buffer.take(reply)
        self._tally.add(len(reply.done) - len(refused), len(reply.failed) + len(refused))
        self._fail((*reply.failed, *refused))

    def _blame(self, failed: Failed) -> None:
        self._tally.add(0, 1)
        self._fail((failed,))

    def _fail(self, failed: tuple[Failed, ...]) -> None:
        for one in failed:
            self._buffer.failed.append(one)
            self._tally.failed.add(one.run)
        if failed and self._options.on_error == "stop":
            raise RunsFailedError(
                f"{self._store.folder}: run {failed[0].run} failed ({failed[0].status}: {failed[0].message}); "
                f"see it with `sanshe replay {self._store.folder} {failed[0].run}`"
            )

    def _tick(self) -> None:
        self._buffer.flush_if_due()
        self._progress(self._tally.progress(self._plan))

    def _end_workers(self) -> None:
        if self._engine is not None:
            engine, self._engine = self._engine, None
            engine.close()

    def _finish(self, found: Found) -> SweepReport:
        """Results are on the disk: nobody waits for workers any more."""
        self._end_workers()
        self._progress(self._tally.progress(self._plan))
        sha256 = self._standing(found)
        as_before = bool(sha256)
        sha256 = sha256 or write_results(self._plan, self._store.parts, found, self._store.results)
        ok = int(found.done.sum())
        last = self._store.failures.known().last
        failed = [record for run, record in last.items() if run < len(found.done) and not found.done[run]]
        report = SweepReport(
            folder=self._store.folder,
            runs=self._plan.run_count,
            ok=ok,
            failed=self._plan.run_count - ok,
            kept=self._kept or 0,
            by_status=by_status(failed),
            worlds=self._plan.worlds,
            stopped=self._stopped,
            sha256=sha256,
            seconds=time.monotonic() - self._began,
        )
        if not as_before:
            write_manifest(self._store, self._plan, _facts(report, self._options))
        self._store.log("finished", ok=report.ok, failed=report.failed, seconds=report.seconds)
        return report

    def _standing(self, found: Found) -> str:
        """The SHA-256 of a table that already holds just these runs, all of it as it was noted; or nothing."""
        ok = int(found.done.sum())
        manifest: dict[str, Any] = {}
        with suppress(ResultsError):  # a damaged one is written anew
            manifest = read_manifest(self._store.folder, self._plan.design_sha256)
        counts = (manifest.get("ok"), manifest.get("worlds"))
        is_same = self._kept == ok and not self._tally.failed and counts == (ok, self._plan.worlds)
        if not is_same or not self._store.results.is_file():
            return ""
        return str(manifest["outputs"][RESULTS]) if is_noted(self._store.folder, self._plan, manifest) else ""


def _facts(report: SweepReport, options: Options) -> dict[str, Any]:
    return {
        "runs": report.runs,
        "ok": report.ok,
        "failed": report.failed,
        "by_status": report.by_status,
        "kept_from_before": report.kept,
        "worlds": report.worlds,
        "stopped_by": report.stopped,
        "seconds": report.seconds,
        "jobs": options.jobs,
        "cluster": options.cluster is not None,
        "time_limit_seconds": options.time_limit,
        "memory_limit_bytes": options.memory_limit,
    }
