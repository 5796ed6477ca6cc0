"""How far a sweep is, on stderr: a bar on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from sim.cli.screen import tell
from sim.cli.times import duration

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from sim.lab.progress import Progress

LINE_SECONDS = 5.0
WAITING_SECONDS = 3.0
WAITING = "No run is done yet. On first use the model is compiled, which takes about a minute and happens once."


class ShownProgress:
    """Takes a sweep's progress and shows it to whoever waits; shows nothing when it is to be quiet."""

    def __init__(self, name: str, *, quiet: bool) -> None:
        """Name the question that is being answered."""
        self._name = name
        self._quiet = quiet
        self._began = time.monotonic()
        self._told = self._began
        self._before: int | None = None
        self._moved = False
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Draw the bar where there is a terminal."""
        if not self._quiet and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task(self._name, total=None, told="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show where the sweep is now."""
        if self._quiet:
            return
        self._notice(progress)
        if self._bar is not None and self._task is not None:
            done = progress.done + progress.failed
            self._bar.update(self._task, total=progress.total, completed=done, told=_pace(progress))
        elif self._due(progress):
            tell(f"{self._name}: {line(progress)}")

    def _notice(self, progress: Progress) -> None:
        """Say why nothing moves when the first runs take long."""
        finished = progress.done + progress.failed
        if self._before is None:
            self._before = finished
        waited = time.monotonic() - self._began
        if not self._moved and finished == self._before and waited > WAITING_SECONDS and finished < progress.total:
            tell(WAITING)
            self._moved = True
        self._moved = self._moved or finished != self._before

    def _due(self, progress: Progress) -> bool:
        now = time.monotonic()
        if now - self._told < LINE_SECONDS and progress.done + progress.failed < progress.total:
            return False
        self._told = now
        return True


class ShownMonths:
    """Shows how many months a few worlds have lived, once they take longer than a moment."""

    def __init__(self, name: str, months: int, worlds: int, *, quiet: bool = False) -> None:
        """Name what is run: `months` in each of `worlds`, burn-in included."""
        self._name, self._all = name, months * worlds
        self._quiet = quiet
        self._done = 0
        self._began = self._told = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Wait for the first month."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, _month: int) -> None:
        """Count one more month of a world."""
        self._done += 1
        now = time.monotonic()
        if self._quiet or now - self._began < WAITING_SECONDS:
            return
        if sys.stderr.isatty():
            self._draw()
        elif now - self._told >= LINE_SECONDS:
            self._told = now
            left = duration((now - self._began) * (self._all - self._done) / self._done)
            tell(f"{self._name}: month {self._done:,} of {self._all:,}, {left} left")

    def _draw(self) -> None:
        if self._bar is None:
            self._bar = _bar()
            self._task = self._bar.add_task(self._name, total=self._all, told="months")
            self._bar.start()
        if self._task is not None:
            self._bar.update(self._task, completed=self._done)


def line(progress: Progress) -> str:
    """Say a moment of a sweep in one line."""
    share = 100 * (progress.done + progress.failed) / max(progress.total, 1)
    pace = _pace(progress)
    return f"{progress.done:,} of {progress.total:,} runs ({share:.0f}%){', ' if pace else ''}{pace}"


def _pace(progress: Progress) -> str:
    parts = []
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    if progress.runs_per_second is not None:
        parts.append(f"{progress.runs_per_second:.3g} runs a second")
    if progress.seconds_left:
        parts.append(f"{duration(progress.seconds_left)} left")
    return ", ".join(parts)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"),
        console=Console(stderr=True),
    )
