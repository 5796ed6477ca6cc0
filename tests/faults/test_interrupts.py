"""Ctrl-C keeps what is finished and says how to go on."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from sim.lab.sweep import SweepInterrupted, sweep
from tests.faults.book import Book
from tests.faults.sweeps import Site, left_behind, until
from tests.lab.standins import QUICK, stand_in_plan

KEPT = re.compile(r"interrupted; (\d+) of 240 runs are kept, run the same command again to go on")
LATEST_SECONDS = 2.0


def press(site: Site, book: Book, whom: str, after: float, golden: str) -> bool:
    """Start a sweep, press Ctrl-C so many seconds after it began, and look at what it says."""
    sweep_process = site.start("--batch", "3")
    until(lambda: (site.results / ".workers").exists() or sweep_process.poll() is not None, "the sweep to begin")
    time.sleep(after)
    began = time.monotonic()
    if sweep_process.poll() is None:
        (sweep_process.send_signal if whom == "sweep alone" else lambda sent: os.killpg(sweep_process.pid, sent))(
            signal.SIGINT
        )
    output, errors = sweep_process.communicate(timeout=60)
    if output:  # it was done before the key was pressed
        book.none("interrupts", other_results=golden not in output)
        site.elsewhere()
        return False
    assert sweep_process.returncode == 130, errors
    assert output == ""
    assert len(errors.strip().splitlines()) == 1, errors
    book.note("interrupts", interrupts=1)
    book.none("interrupts", tracebacks=errors.count("Traceback"), processes_left=left_behind(sweep_process))
    book.most("interrupts", slowest_end_s=time.monotonic() - began)
    return True


@pytest.mark.parametrize(
    ("presses", "whom"),
    [
        (1, "sweep alone"),
        (2, "the whole group"),
        pytest.param(20, "sweep alone", marks=pytest.mark.nightly),
        pytest.param(30, "the whole group", marks=pytest.mark.nightly),
    ],
)
def test_ctrl_c_keeps_what_is_finished_and_the_sweep_goes_on(
    site: Site, golden: str, book: Book, presses: int, whom: str
) -> None:
    dice = np.random.default_rng(presses)
    pressed = 0
    while pressed < presses:
        pressed += press(site, book, whom, dice.uniform(0.0, LATEST_SECONDS), golden)
    report = site.finish("--seconds", "0")
    book.none("interrupts", other_results=report["sha256"] != golden)


def test_ctrl_c_says_how_much_is_kept(site: Site) -> None:
    sweep_process = site.start("--batch", "3")
    until(lambda: len(site.parts()) >= 1, "a first part")
    sweep_process.send_signal(signal.SIGINT)
    _, errors = sweep_process.communicate(timeout=60)
    told = KEPT.search(errors)
    assert told is not None
    assert 0 < int(told[1]) == site.finish("--seconds", "0")["kept"]


def test_ctrl_c_in_one_process_keeps_what_is_finished(tmp_path: Path) -> None:
    def pressed(moment: object) -> None:
        if getattr(moment, "done", 0) >= 8:
            raise KeyboardInterrupt

    plan = stand_in_plan(worlds=5)
    with pytest.raises(SweepInterrupted, match="interrupted; 8 of 20 runs are kept, run the same command again"):
        sweep(plan, tmp_path / "r", jobs=0, batch=4, function=QUICK, progress=pressed)
    assert sweep(plan, tmp_path / "r", jobs=0, function=QUICK).kept == 8
