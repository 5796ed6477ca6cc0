"""Workers are born light, with one numerical thread, and leave the sweep's own process as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.lab.results import read_results
from sim.lab.sweep import sweep
from tests.lab.standins import SURROUNDINGS, stand_in_plan

PROGRAM = """
import sys
if __name__ == "__main__":
    from sim.lab.sweep import sweep
    from tests.lab.standins import SURROUNDINGS, stand_in_plan
    sweep(stand_in_plan(worlds=2), sys.argv[1], jobs=2, function=SURROUNDINGS)
"""


def test_workers_load_neither_pandas_nor_pyarrow_nor_mesa(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, tmp_path / "program.py", tmp_path / "r"], check=True, env=environment)
    assert read_results(tmp_path / "r").table["turnover_rate"].tolist() == [0.0] * 8


def test_workers_use_one_thread_each_and_the_sweeps_own_surroundings_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    sweep(stand_in_plan(worlds=2), tmp_path / "r", jobs=2, function=SURROUNDINGS)
    table = read_results(tmp_path / "r").table
    assert table["satisfied_share"].tolist() == [1.0] * 8
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ


def test_one_worker_is_another_process_so_that_limits_hold(tmp_path: Path) -> None:
    sweep(stand_in_plan(worlds=2), tmp_path / "r", jobs=1, function=SURROUNDINGS)
    workers = set(read_results(tmp_path / "r").table["arrears_months"])
    assert len(workers) == 1
    assert os.getpid() not in workers


def test_without_workers_runs_are_done_here(tmp_path: Path) -> None:
    sweep(stand_in_plan(worlds=2), tmp_path / "r", jobs=0, function=SURROUNDINGS)
    assert set(read_results(tmp_path / "r").table["arrears_months"]) == {os.getpid()}
