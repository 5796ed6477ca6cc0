"""Whichever call to the system fails, lies or is the last, the sweep that goes on gives the same table."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sim.lab.sweep import sweep
from tests.faults.book import Book
from tests.faults.breaker import KINDS, UNEXPECTED
from tests.faults.springboard import ROOT, Started
from tests.faults.sweeps import Site, until
from tests.lab.standins import QUICK, stand_in_plan

IN_SHORT = ("ENOSPC", "lie", "killed after")
CALLS = "openat,write,fsync,rename,mkdir,unlink,flock,rmdir,unlinkat"
SWEEP = ("--jobs", "0", "--worlds", "3", "--batch", "6", "--seconds", "0", "--every-reply")


@pytest.fixture(scope="module")
def small_golden(tmp_path_factory: pytest.TempPathFactory) -> str:
    return sweep(stand_in_plan(worlds=3), tmp_path_factory.mktemp("small") / "r", jobs=0, function=QUICK).sha256


@pytest.mark.parametrize(
    ("kind", "every"),
    [*((kind, 9) for kind in IN_SHORT), *(pytest.param(kind, 1, marks=pytest.mark.nightly) for kind in KINDS)],
)
def test_whichever_change_of_the_disk_breaks_the_sweep_goes_on_to_the_same_results(
    tmp_path: Path, small_golden: str, book: Book, kind: str, every: int
) -> None:
    command = [sys.executable, "-m", "tests.faults.breaker", str(tmp_path), kind, "--every", str(every)]
    answer = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr
    steps = [json.loads(line) for line in answer.stdout.splitlines()]
    assert steps[-1]["step"] > 40
    book.note("calls refused", calls=len(steps) - 1)
    unexpected = [step for step in steps if UNEXPECTED in {step["code"], step["again"]}]
    assert unexpected == []
    for step in steps:
        assert step["code"] in {0, 5, -9}, step
        if step["code"] == 5:
            assert len(step["said"].splitlines()) == 1, step
            assert re.search(r": .*; ", step["said"]), step
    book.none(
        "calls refused",
        tracebacks=len(unexpected),
        other_results=sum(step["sha256"] != small_golden for step in steps),
    )


def tracer() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed: calls are broken from within the sweep's process only")
    return found


def traced(site: Site, folder: Path, *words: str) -> Started:
    """A sweep that is traced from its first call on."""
    site.number = int(folder.name.rpartition("-")[2])
    sweep = site.start("--hold", *SWEEP)
    status = Path(f"/proc/{sweep.pid}/status")
    until(lambda: re.search(r"^State:\s+T", status.read_text(), re.MULTILINE), "the sweep to wait")
    strace = subprocess.Popen(
        [tracer(), "-qq", "-o", str(folder.with_suffix(".trace")), *words, "-p", str(sweep.pid)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until(lambda: "TracerPid:\t0" not in status.read_text() or strace.poll() is not None, "the sweep to be traced")
    if strace.poll() is not None:
        sweep.kill()
        pytest.skip("strace may not trace here: calls are broken from within the sweep's process only")
    sweep.send_signal(signal.SIGCONT)
    sweep.wait(300)
    strace.communicate()
    return sweep


def calls_of(folder: Path) -> list[tuple[str, int]]:
    """Every call that concerns the folder: its name, and which call of that name in the process it is."""
    counts: Counter[str] = Counter()
    found = []
    for line in folder.with_suffix(".trace").read_text(encoding="utf-8").splitlines():
        name = line.partition("(")[0]
        counts[name] += 1
        if f'"{folder}' in line or name in {"write", "fsync", "flock"}:
            found.append((name, counts[name]))
    return found


@pytest.mark.parametrize("every", [50, pytest.param(1, marks=pytest.mark.nightly)])
def test_whichever_system_call_is_the_last_the_sweep_goes_on(
    site: Site, small_golden: str, book: Book, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.lab.manifest.commit", dict)
    first = traced(site, site.results, "-e", f"trace={CALLS}")
    assert small_golden in first.communicate()[0]
    calls = calls_of(site.results)
    assert len(calls) > 60
    plan = stand_in_plan(worlds=3)
    killed = wrong = 0
    for number, (name, which) in list(enumerate(calls, 1))[every // 2 :: every]:
        folder = site.place / f"results-{number}"
        ended = traced(site, folder, "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={which}")
        killed += ended.returncode == -signal.SIGKILL
        wrong += sweep(plan, folder, jobs=0, function=QUICK).sha256 != small_golden
        shutil.rmtree(folder)
    assert killed >= 0.9 * len(calls[every // 2 :: every])
    book.note("calls killed", kills=killed)
    book.none("calls killed", other_results=wrong)
