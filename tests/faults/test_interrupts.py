"""Ctrl-C keeps what is finished and says how to go on; two sweeps of one folder do not disturb each other."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from sim.lab.sweep import SweepInterrupted, sweep
from tests.faults.sweeps import Site, until
from tests.lab.standins import QUICK, stand_in_plan


@pytest.mark.parametrize("whom", ["sweep alone", "the whole group"])
def test_ctrl_c_keeps_what_is_finished_and_the_sweep_goes_on(site: Site, golden: str, whom: str) -> None:
    sweep_process = site.start("--batch", "3")
    until(lambda: len(site.parts()) >= 1, "a first part")
    if whom == "sweep alone":
        sweep_process.send_signal(signal.SIGINT)
    else:
        os.killpg(sweep_process.pid, signal.SIGINT)
    output, errors = sweep_process.communicate(timeout=30)
    assert sweep_process.returncode == 130
    assert output == ""
    assert len(errors.strip().splitlines()) == 1
    assert "runs are kept, run the same command again to go on" in errors
    until(lambda: not site.living_workers(), "workers to end with their sweep")
    report = site.finish()
    assert report["sha256"] == golden
    assert f"interrupted; {report['kept']} of 240 runs are kept" in errors


def test_ctrl_c_before_the_first_run_leaves_nothing_behind(site: Site, golden: str) -> None:
    sweep_process = site.start()
    until((site.results / ".workers").exists, "the sweep to begin")
    os.killpg(sweep_process.pid, signal.SIGINT)
    _, errors = sweep_process.communicate(timeout=30)
    assert sweep_process.returncode == 130
    assert "Traceback" not in errors
    assert site.finish()["sha256"] == golden


def test_ctrl_c_in_one_process_keeps_what_is_finished(tmp_path: Path) -> None:
    def press(moment: object) -> None:
        if getattr(moment, "done", 0) >= 8:
            raise KeyboardInterrupt

    plan = stand_in_plan(worlds=5)
    with pytest.raises(SweepInterrupted, match="interrupted; 8 of 20 runs are kept, run the same command again"):
        sweep(plan, tmp_path / "r", jobs=0, batch=4, function=QUICK, progress=press)
    assert sweep(plan, tmp_path / "r", jobs=0, function=QUICK).kept == 8


def test_of_several_sweeps_started_at_once_one_runs(site: Site, golden: str) -> None:
    sweeps = [site.start() for _ in range(4)]
    told = [sweep_process.communicate(timeout=120) for sweep_process in sweeps]
    codes = sorted(sweep_process.returncode for sweep_process in sweeps)
    assert codes == [0, 5, 5, 5]
    for output, errors in told:
        assert golden in output or "another sweep is at work here; wait until it is done" in errors


def test_sweeps_that_ignore_the_lock_double_nothing(site: Site, golden: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network disk may not keep locks: then runs are done twice, and counted once."""
    plan = stand_in_plan(worlds=60)
    first, second = site.place / "first", site.place / "second"
    monkeypatch.setattr("sim.lab.buffer.Buffer._is_due", lambda _: True)
    for folder, batch in ((first, 7), (second, 11)):
        sweep(plan, folder, jobs=0, batch=batch, function=QUICK)
    for part in (second / "parts").iterdir():
        part.rename(first / "parts" / part.name)
    (first / "results.parquet").unlink()
    assert sweep(plan, first, jobs=0, function=QUICK).sha256 == golden
