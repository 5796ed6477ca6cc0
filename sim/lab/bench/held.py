"""How much memory this process holds at most from a moment on, and how long processes that it started have worked."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

_OWN = Path("/proc/self")
_KIB = 1024
_UNIT = 1 if sys.platform == "darwin" else _KIB
"""Of what `getrusage` counts in."""
_FORGET_PEAK = "5"
"""What makes Linux forget the peak, written to `clear_refs` (proc(5))."""


def bytes_at_most() -> int | None:
    """Bytes of memory at most so far, or since `bytes_from_now`; None where the system does not say."""
    return _said("VmHWM") or _peak()


def bytes_from_now() -> int | None:
    """Forget the peak of before, where the system can, and give the bytes that the process holds now."""
    with contextlib.suppress(OSError):
        (_OWN / "clear_refs").write_text(_FORGET_PEAK, encoding="ascii")
    return _said("VmRSS") or _peak()


def bytes_more_than(before: int | None) -> int | None:
    """Bytes that the process has held at most beyond those of before."""
    most = bytes_at_most()
    return None if most is None or before is None else most - before


def _said(name: str) -> int | None:
    """What Linux says of this process's memory, in bytes."""
    listed = _OWN / "status"
    lines = listed.read_text(encoding="ascii").splitlines() if listed.exists() else []
    return next((int(line.split()[1]) * _KIB for line in lines if line.startswith(f"{name}:")), None)


def _peak() -> int | None:
    try:
        import resource
    except ModuleNotFoundError:  # on Windows
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def children_seconds() -> float:
    """Seconds of the processor that processes started by this one have taken; 0 where the system does not say."""
    try:
        import resource
    except ModuleNotFoundError:  # on Windows
        return 0.0
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
