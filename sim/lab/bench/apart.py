"""Run a measurement in a process of its own, so that none leaves its memory, caches or threads to the next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from sim.errors import SansheError

_THREADS = ("NUMBA", "OMP", "OPENBLAS", "MKL")
ONE_THREAD = {**{f"{each}_NUM_THREADS": "1" for each in _THREADS}, "POLARS_MAX_THREADS": "1", "RAYON_NUM_THREADS": "1"}
Found = dict[str, Any]


def answer(found: Found) -> None:
    """Give what a process has measured to the one that asked for it."""
    sys.stdout.write(json.dumps(found) + "\n")


def told(module: str, *arguments: str, settings: Mapping[str, str] | None = None) -> Found:
    """Run a module of the benchmark with these words and give the JSON of its last line.

    `settings` are added to the environment. Raises SansheError where it ends with a fault.
    """
    command = [sys.executable, "-m", f"sim.lab.bench.{module}", *arguments]
    done = subprocess.run(  # noqa: S603  our own modules
        command,
        env={**os.environ, **(settings or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["nothing was said"])[-1]
        words = " ".join((module, *arguments[:2]))
        by_hand = f"`python -m sim.lab.bench.{' '.join((module, *arguments))}` says more"
        remedy = "measure fewer residents" if done.returncode < 0 else by_hand
        raise SansheError(f"bench: {words}: ended with exit code {done.returncode}: {last}; {remedy}")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found
