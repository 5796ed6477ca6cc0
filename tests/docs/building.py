"""The documentation site as `make docs` builds it, strictly, into a folder of a test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def build(where: Path) -> Path:
    """Build the site and give its folder; whatever is complained of is a failure."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(where)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    built = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    complaints = [line for line in built.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))]
    if built.returncode or complaints:
        raise AssertionError("\n".join(complaints) or built.stderr)
    return where
