"""Finished runs wait a moment in memory, then go to the disk together.

The first ones go at once, so that a sweep that is killed again and again still moves on; later ones
after half a second, a second, and so on up to five seconds or a hundredth of the time the sweep has
taken. So there are fewer than a thousand parts however large the sweep is.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sim.lab.parts import Columns
from sim.lab.worker import Done, Failed, Reply

if TYPE_CHECKING:
    from sim.lab.plan import Plan
    from sim.lab.store import Store

_LEAST_SECONDS = 0.5
_MOST_SECONDS = 5.0
_SHARE_OF_ELAPSED = 0.01
_LEAST_ROWS = 2_000
_MOST_PARTS = 500


class Buffer:
    """What came back and is not yet on the disk."""

    def __init__(self, store: Store, plan: Plan) -> None:
        """Begin empty."""
        self.plan = plan
        self.columns: Columns | None = None
        self.failed: list[Failed] = []
        self._store = store
        self._rows: dict[int, Done] = {}
        self._began = time.monotonic()
        self._flushed: float | None = None

    def take(self, reply: Reply) -> tuple[Failed, ...]:
        """Keep the runs of a reply. Runs with other outcomes than all others come back as failed."""
        if not reply.done:
            return ()
        if self.columns is None:
            self.columns = Columns(reply.names, tuple(self.plan.experiment.outcomes))
        if reply.names != self.columns.outcomes:
            message = f"other outcomes than the runs before: {', '.join(reply.names)}"
            return tuple(Failed(run.run, "error", "outcomes", message, "") for run in reply.done)
        self._rows.update((run.run, run) for run in reply.done)
        return ()

    def flush_if_due(self) -> None:
        """Bring what came back to the disk if it has waited long enough or is much."""
        if (self._rows or self.failed) and self._is_due():
            self.flush()

    def flush(self) -> None:
        """Bring all that came back to the disk; what the disk refuses stays here."""
        if self._rows and self.columns is not None:
            rows = list(self._rows.values())
            self._store.parts.add(rows, [self.plan.run(run.run).key for run in rows], self.columns)
            self._rows.clear()
        if self.failed:
            self._store.failures.add(self.failed, self.plan)
            self.failed.clear()
        self._flushed = time.monotonic()

    def _is_due(self) -> bool:
        if self._flushed is None or len(self._rows) >= max(_LEAST_ROWS, self.plan.run_count // _MOST_PARTS):
            return True
        now = time.monotonic()
        elapsed = now - self._began
        wait = min(_MOST_SECONDS, max(_LEAST_SECONDS, elapsed / 2))
        return now - self._flushed >= max(wait, elapsed * _SHARE_OF_ELAPSED)
