"""Whatever a scenario or experiment file holds, it is used, or refused in words that say where and why."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.errors import SansheError
from sim.lab.experiment import load_experiment
from sim.lab.plan import make_plan
from sim.scenario import load_scenario
from tests.faults.book import Book
from tests.faults.files import a_file, place_for
from tests.faults.springboard import ROOT

MOST_POLICIES = 20
BUSY = 0.03
LONGEST, LONG = 0.1, 1_000


class RefusedError(Exception):
    """A file was refused: in what words, after how many seconds."""


def used(path: Path, kind: str) -> float:
    """Read a file as the commands do, and plan it where that is quick; gives the seconds that reading took."""
    began = time.process_time()
    try:
        if kind == "scenario":
            load_scenario(path)
            return time.process_time() - began
        experiment = load_experiment(path)
    except SansheError as refusal:
        raise RefusedError(str(refusal), time.process_time() - began) from refusal
    seconds = time.process_time() - began
    try:
        if experiment.search is None and experiment.policy_count() <= MOST_POLICIES:
            make_plan(experiment)
    except SansheError as refusal:
        raise RefusedError(str(refusal), seconds) from refusal
    return seconds


def reread(path: Path, kind: str) -> float:
    """Seconds of another reading: the first may have waited for other work of the computer."""
    try:
        return used(path, kind)
    except RefusedError as refusal:
        return float(refusal.args[1])


def is_clear(said: str) -> bool:
    """Every line names a place, what is wrong there and what would be right, and cannot command a terminal."""
    lines = said.splitlines()
    return bool(lines) and all(": " in line and "; " in line and line.isprintable() for line in lines)


@pytest.mark.parametrize("kind", ["scenario", "experiment"])
@pytest.mark.parametrize(
    ("seed", "count"), [(0, 150), *(pytest.param(seed, LONG, marks=pytest.mark.nightly) for seed in range(1, 6))]
)
def test_any_file_is_used_or_refused_in_words(tmp_path: Path, book: Book, kind: str, seed: int, count: int) -> None:
    dice = random.Random(f"{kind} {seed}")  # noqa: S311  files need no secrecy
    meant = {"right": 0, "nearly_right": 0, "hostile": 0}
    accepted = unclear = refused = slow = 0
    slowest = 0.0
    for number in range(count):
        how, content = a_file(dice, kind)
        meant[how] += 1
        path = place_for(tmp_path, dice, number)
        path.write_bytes(content)
        try:
            seconds = used(path, kind)
            accepted += 1
        except RefusedError as refusal:
            said, seconds = refusal.args
            refused += how == "right"
            unclear += not is_clear(said)
        if seconds > BUSY:
            seconds = min(seconds, *(reread(path, kind) for _ in range(3)))
        slowest = max(slowest, seconds)
        slow += seconds > LONGEST and count == LONG
        path.unlink()
    book.note("files", **meant, accepted=accepted)
    book.most("files", slowest_ms=1000 * slowest)
    book.none("files", tracebacks=0, unclear=unclear, refused_though_right=refused, longer_than_100_ms=slow)
    assert 3 * (meant["right"] + meant["nearly_right"]) > count


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(6))
def test_the_command_refuses_a_hostile_file_in_words(tmp_path: Path, book: Book, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    path = tmp_path / "file.toml"
    how = ""
    while how != "hostile":
        how, content = a_file(dice, "experiment")
        path.write_bytes(content)
    answer = subprocess.run(
        [sys.executable, "-c", "from sim.cli import main; main()", "plan", "--no-measure", str(path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode in {0, 2, 3}, answer.stderr
    book.none("files", tracebacks=answer.stderr.count("Traceback"))
