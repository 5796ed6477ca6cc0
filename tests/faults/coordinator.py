"""A sweep of quick runs in a process of its own, for tests that kill, starve or interrupt it."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

_SET_TRACER = 0x59616D61


def main(words: Sequence[str] | None = None) -> int:
    """Run the sweep; the last line of standard output is its report."""
    chosen = _options().parse_args(words)
    if chosen.largest_file is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (chosen.largest_file, resource.RLIM_INFINITY))
    from sim.errors import SansheError
    from sim.lab.sweep import SweepInterrupted, sweep
    from tests.lab.standins import stand_in_plan

    _arrange(chosen)
    plan = stand_in_plan(worlds=chosen.worlds, seconds=chosen.seconds)
    if chosen.hold:
        _hold()
    try:
        report = sweep(plan, chosen.folder, jobs=chosen.jobs, batch=chosen.batch, function=chosen.function)
    except (SansheError, SweepInterrupted) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return refusal.exit_code
    except KeyboardInterrupt:  # before the first run or after the last; the command says the same
        sys.stderr.write("interrupted\n")
        return SweepInterrupted.exit_code
    told = {"sha256": report.sha256, "ok": report.ok, "failed": report.failed, "kept": report.kept}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


def _options() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser()
    words.add_argument("folder")
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--worlds", type=int, default=60)
    words.add_argument("--seconds", type=float, default=0.01)
    words.add_argument("--batch", type=int, default=None)
    words.add_argument("--function", default="tests.lab.standins:quick")
    words.add_argument("--largest-file", type=int, default=None)
    words.add_argument("--every-reply", action="store_true", help="bring every reply to the disk at once")
    words.add_argument("--no-lock", action="store_true", help="as on a network disk that keeps no locks")
    words.add_argument("--order", type=int, default=None, help="seed of another order of the runs")
    words.add_argument("--hold", action="store_true", help="wait, stopped, to be traced and continued")
    return words


def _hold() -> None:
    """Stop here; whoever may trace processes of its own may trace this one."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_TRACER, -1)
    os.kill(os.getpid(), signal.SIGSTOP)


def _arrange(chosen: argparse.Namespace) -> None:
    from sim.lab import store
    from sim.lab.buffer import Buffer
    from sim.lab.campaign import Campaign

    if chosen.every_reply:
        take = Buffer.take

        def take_and_flush(buffer: Buffer, reply: Any) -> Any:
            refused = take(buffer, reply)
            buffer.flush()
            return refused

        setattr(Buffer, "take", take_and_flush)  # noqa: B010  for this process only
    if chosen.no_lock:

        class NoLock:
            def __init__(self, *_words: Any, **_options: Any) -> None: ...

            def acquire(self) -> None: ...

            def release(self) -> None: ...

        setattr(store, "FileLock", NoLock)  # noqa: B010
    if chosen.order is not None:
        straight = Campaign._items

        def shuffled(campaign: Campaign, todo: Any) -> Iterator[Any]:
            items = list(straight(campaign, todo))
            random.Random(chosen.order).shuffle(items)  # noqa: S311  an order, no secret
            return iter(items)

        setattr(Campaign, "_items", shuffled)  # noqa: B010


if __name__ == "__main__":
    sys.exit(main())
