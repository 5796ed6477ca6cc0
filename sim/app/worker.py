"""A worker of the live page: a process of its own that does one errand after another and ends with the page's server.

It speaks through a pipe: `compiling` whenever the model is being compiled for this machine, then for
every errand `done` with its course or `failed` with words.
"""

from __future__ import annotations

import importlib
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from numba.core import event

COMPILING, DONE, FAILED = "compiling", "done", "failed"
_MOST_WORDS = 500


def attend(pipe: Connection, function: str) -> None:
    """Do the errands that come through the pipe by `function` (`module:name`) until its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        _announce_compiling(pipe)
        while True:
            pipe.send(_answer(function, pipe.recv()))


def _answer(function: str, errand: object) -> tuple[str, Any]:
    try:
        module, _, name = function.partition(":")
        return DONE, getattr(importlib.import_module(module), name)(errand)
    except Exception as error:  # noqa: BLE001  whatever a run throws is told, and the next run goes on
        return FAILED, f"{type(error).__name__}: {error}"[:_MOST_WORDS]


def _announce_compiling(pipe: Connection) -> None:
    class Announcer(event.Listener):
        """Speaks when a compilation begins."""

        def on_start(self, _event: object) -> None:
            """Say that this takes longer than usual."""
            with suppress(OSError):
                pipe.send((COMPILING, None))

        def on_end(self, _event: object) -> None:
            """Nothing is to be said; the answer comes when it comes."""

    event.register("numba:compile", Announcer())  # type: ignore[no-untyped-call]
