"""How much memory this process holds now, and has held at most."""

from __future__ import annotations

import sys
from pathlib import Path

_NOW = Path("/proc/self/statm")
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Of what `getrusage` counts in."""


def bytes_at_most() -> int | None:
    """Bytes of memory at most so far; None where the system does not say."""
    try:
        import resource
    except ModuleNotFoundError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def bytes_now() -> int | None:
    """Bytes of memory now, or where the system does not say, at most so far."""
    if not _NOW.exists():
        return bytes_at_most()
    import resource

    return int(_NOW.read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def bytes_more_than(before: int | None) -> int | None:
    """Bytes that the process has held at most beyond those of before."""
    most = bytes_at_most()
    return None if most is None or before is None else most - before


def children_seconds() -> float:
    """Seconds of the processor that processes started by this one have taken; 0 where the system does not say."""
    try:
        import resource
    except ModuleNotFoundError:
        return 0.0
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
