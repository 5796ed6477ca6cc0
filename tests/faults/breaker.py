"""A disk that breaks at one call after another: for each, a sweep of its own that meets it, and one that goes on.

Every sweep is a child of this process, so that it can be killed as the system kills: nothing of it runs
after that. A line of JSON for each call: which it was, how the sweep that met it ended, what it said, and
what the sweep that went on came to.
"""

from __future__ import annotations

import argparse
import errno
import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from sim.errors import ResultsError
from sim.lab import manifest
from sim.lab.buffer import Buffer
from sim.lab.sweep import sweep
from tests.lab.standins import QUICK, stand_in_plan

CALLS = ("open", "write", "fsync", "replace", "mkdir", "unlink")
UNEXPECTED = 1
Call = Callable[..., Any]


def refusing(number: int) -> Callable[[str, Call], Call]:
    """The call fails, as where there is no room, no more files may be open, or the disk is broken."""

    def fail(_name: str, _real: Call) -> Call:
        def call(*_words: Any, **_options: Any) -> NoReturn:
            raise OSError(number, os.strerror(number))

        return call

    return fail


def short(name: str, real: Call) -> Call:
    """Half of what was to be written is written, and the call says so."""
    return (
        (lambda descriptor, content: real(descriptor, content[: (len(content) + 1) // 2])) if name == "write" else real
    )


def lying(name: str, real: Call) -> Call:
    """The call says that it was done, and was not; of a write, the second half was not."""
    if name == "write":
        return lambda descriptor, content: (real(descriptor, content[: len(content) // 2]), len(content))[1]
    return (lambda *_words, **_options: None) if name in {"replace", "fsync"} else real


def killed_before(_name: str, _real: Call) -> Call:
    """The process is gone before the call."""
    return lambda *_words, **_options: os.kill(os.getpid(), signal.SIGKILL)


def killed_after(_name: str, real: Call) -> Call:
    """The process is gone right after the call."""

    def call(*words: Any, **options: Any) -> None:
        real(*words, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    return call


KINDS: dict[str, Callable[[str, Call], Call]] = {
    "ENOSPC": refusing(errno.ENOSPC),
    "EIO": refusing(errno.EIO),
    "EMFILE": refusing(errno.EMFILE),
    "short": short,
    "lie": lying,
    "killed before": killed_before,
    "killed after": killed_after,
}


def break_at(step: int, kind: Callable[[str, Call], Call]) -> list[str]:
    """Let the `step`-th call that changes the disk break; gives the names of the calls so far."""
    calls: list[str] = []

    def wrap(name: str) -> None:
        real = getattr(os, name)
        broken = kind(name, real)

        def call(*words: Any, **options: Any) -> Any:
            calls.append(name)
            return (broken if len(calls) == step else real)(*words, **options)

        setattr(os, name, call)

    for name in CALLS:
        wrap(name)
    return calls


def in_a_child(work: Callable[[], str]) -> tuple[int, str]:
    """Do something in a child; how it ended (minus the signal if it was killed), and what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code, said = 0, ""
        try:
            said = work()
        except ResultsError as refusal:
            code, said = refusal.exit_code, str(refusal)
        except BaseException:  # noqa: BLE001  whatever it is, the test is told
            code, said = UNEXPECTED, traceback.format_exc()
        with os.fdopen(writing, "w") as told:
            told.write(said)
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _, ending = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ending), said


def main() -> None:
    """Break every call in turn until a sweep makes fewer."""
    words = argparse.ArgumentParser()
    words.add_argument("place", type=Path)
    words.add_argument("kind", choices=KINDS)
    words.add_argument("--every", type=int, default=1)
    chosen = words.parse_args()
    setattr(Buffer, "_is_due", lambda _: True)  # noqa: B010  for this process only
    setattr(manifest, "commit", dict)  # noqa: B010  asking git of the state of the sources takes longer than a sweep
    gc.freeze()
    plan = stand_in_plan(worlds=3)

    def whole(folder: Path) -> str:
        return sweep(plan, folder, jobs=0, batch=4, function=QUICK).sha256

    def broken(folder: Path, step: int) -> str:
        calls = break_at(step, KINDS[chosen.kind])
        whole(folder)
        return "never" if len(calls) < step else "met"

    step, said = 0, ""
    while said != "never":
        step += chosen.every
        folder = chosen.place / str(step)
        code, said = in_a_child(partial(broken, folder, step))
        again, sha256 = in_a_child(partial(whole, folder))
        told = {"step": step, "code": code, "said": said, "again": again, "sha256": sha256}
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
