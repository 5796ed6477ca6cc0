"""How far a sweep is and when it will be done."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.lab.plan import Plan


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a sweep. `done` counts runs that went well, also those of earlier sweeps.

    `runs_per_second` and `seconds_left` are None until some runs of this sweep came back.
    """

    done: int
    failed: int
    total: int
    worlds: int
    runs_per_second: float | None
    seconds_left: float | None


@dataclass
class Tally:
    """Counts of a sweep under way."""

    done: int = 0
    failed: set[int] = field(default_factory=set)
    _left: int = 0
    _given_up: int = 0
    _since: float | None = None
    _counted: int = 0

    def start(self, done: int, todo: int, given_up: int) -> None:
        """Begin anew with what stands on the disk; `given_up` are missing runs that are not tried."""
        self.done = done
        self._left = todo
        self._given_up = given_up

    def add(self, done: int, failed: int) -> None:
        """Count runs that came back; the clock starts with the first, when workers are warm."""
        self.done += done
        self._left -= done + failed
        if self._since is None:
            self._since = time.monotonic()
        else:
            self._counted += done + failed

    def progress(self, plan: Plan) -> Progress:
        """How far the sweep is now."""
        speed = None
        if self._since is not None and self._counted:
            speed = self._counted / max(time.monotonic() - self._since, 1e-9)
        left = None if speed is None else self._left / speed
        failed = self._given_up + len(self.failed) if self._left else plan.run_count - self.done
        return Progress(self.done, failed, plan.run_count, plan.worlds, speed, left)
