"""How the laboratory was called, so that commands that are suggested can be typed as they stand."""

from __future__ import annotations

import os
import shutil
import sys


def own_name() -> str:
    """`sanshe` where the shell finds it, else the path by which it was called: `.venv/bin/sanshe`."""
    called = sys.argv[0]
    if shutil.which("sanshe") or os.path.basename(called) != "sanshe":  # noqa: PTH119  a plain string from the shell
        return "sanshe"
    nearby = os.path.relpath(called)
    return called if nearby.startswith(os.pardir) else nearby
