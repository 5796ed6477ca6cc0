"""Where results come from: which program, on which computer, with which libraries."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

import sim
from sim.lab.fingerprint import versions

_PACKAGES = ("filelock", "mesa", "numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy")
_GIT_SECONDS = 10


def package_versions() -> dict[str, str]:
    """The versions of Python, of this package and of the libraries that results depend on."""
    own = getattr(sim, "__version__", "unknown")
    return {"python": platform.python_version(), "sanshe": own, **versions(_PACKAGES)}


def machine() -> dict[str, object]:
    """The computer, as a methods section names it."""
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "host": platform.node(),
    }


def commit() -> dict[str, object]:
    """The commit of the program and whether it was changed since; empty outside a checkout."""
    root = Path(sim.__file__).resolve().parents[1]
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return {}
    revision = _told(git, root, "rev-parse", "HEAD")
    if not revision:
        return {}
    return {"commit": revision, "dirty": bool(_told(git, root, "status", "--porcelain", "--", "sim", "scenarios"))}


def _told(git: str, root: Path, *words: str) -> str:
    try:
        answer = subprocess.run(  # noqa: S603  git itself, with words of ours
            [git, "-C", str(root), *words], capture_output=True, text=True, timeout=_GIT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""
