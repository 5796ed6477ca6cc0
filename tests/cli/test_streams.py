"""The command as a process: closed pipes, full disks, interrupts and start-up, without a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SANSHE = [sys.executable, "-m", "sim"]
HEAVY = ("mesa", "numba", "pandas", "matplotlib", "scipy", "pyarrow", "numpy", "pydantic", "rich")


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    script = '"$@" facts | head -n 1; exit "${PIPESTATUS[0]}"'
    left = subprocess.run(["bash", "-c", script, "bash", *SANSHE], capture_output=True, text=True, check=False)
    assert (left.returncode, left.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_stdout_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        told = subprocess.run([*SANSHE, "facts"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode == 5
    assert told.stderr == "standard output: no space is left; free some and give the same command again\n"


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys, runpy; sys.argv = ['sanshe', '--help']\n"
        "try:\n    runpy.run_module('sim', run_name='__main__')\n"
        "except SystemExit as left:\n    assert not left.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("Usage: sanshe")
    assert shown.stderr == "[]\n"


def test_traceback_is_shown_to_those_who_ask() -> None:
    asked = subprocess.run([*SANSHE, "run", "guangzho", "--traceback"], capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    assert "Traceback (most recent call last)" in asked.stderr
    assert "ScenarioError" in asked.stderr


def test_output_survives_a_terminal_without_chinese() -> None:
    shown = subprocess.run(
        [*SANSHE, "facts", "--lang", "zh"], capture_output=True, check=True, env={"PYTHONIOENCODING": "ascii"}
    )
    assert b"G38" in shown.stdout
