"""Disks fill up, fail and flip bits: what is kept is right, and what is not is done again."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import ResultsError
from sim.lab.results import status
from sim.lab.sweep import sweep
from tests.faults.sweeps import Site
from tests.lab.standins import QUICK, stand_in_plan


class PowerCutError(BaseException):
    """The computer is gone: nothing after this happens."""


def damage(folder: Path, bites: int, seed: int) -> None:
    """Flip a bit in one part after another, and cut some short."""
    dice = np.random.default_rng(seed)
    parts = sorted((folder / "parts").iterdir())
    for path in (parts[int(place)] for place in dice.permutation(len(parts))[:bites]):
        content = bytearray(path.read_bytes())
        if dice.random() < 0.5:
            content[dice.integers(len(content))] ^= 1 << int(dice.integers(8))
        else:
            del content[dice.integers(len(content)) :]
        path.write_bytes(content)


def in_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.lab.buffer.Buffer._is_due", lambda _: True)


@pytest.mark.parametrize(
    "seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(5, 150))]
)
def test_damaged_parts_are_set_aside_and_their_runs_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    in_many_parts(monkeypatch)
    plan = stand_in_plan(worlds=20)
    first = sweep(plan, tmp_path, jobs=0, batch=4, function=QUICK)
    damage(tmp_path, 7, seed)
    left = status(tmp_path)
    assert (left.damaged, left.done < 80) == (7, True)
    (tmp_path / "results.parquet").unlink()
    again = sweep(plan, tmp_path, jobs=0, function=QUICK)
    assert (again.sha256, again.kept) == (first.sha256, left.done)
    assert status(tmp_path).quarantined == 7


def broken_at(step: int, failure: Callable[[], BaseException], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the `step`-th call that changes the disk fail; gives the calls so far."""
    calls: list[str] = []

    def wrap(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def call(*words: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) == step:
                raise failure()
            return real(*words, **options)

        monkeypatch.setattr(owner, name, call)

    for owner, name in ((os, "write"), (os, "fsync"), (Path, "replace"), (Path, "mkdir")):
        wrap(owner, name)
    return calls


@pytest.mark.parametrize("number", [errno.ENOSPC, pytest.param(errno.EIO, marks=pytest.mark.nightly), None])
def test_whichever_write_fails_the_sweep_goes_on_to_the_same_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int | None
) -> None:
    """Every single write, flush and rename of a sweep fails once; None is a power cut."""
    in_many_parts(monkeypatch)
    plan = stand_in_plan(worlds=3)
    golden = sweep(plan, tmp_path / "golden", jobs=0, batch=4, function=QUICK).sha256

    def failure() -> BaseException:
        return PowerCutError() if number is None else OSError(number, os.strerror(number))

    step = 0
    while True:
        step += 1
        folder = tmp_path / str(step)
        with monkeypatch.context() as patch:
            calls = broken_at(step, failure, patch)
            with suppress(ResultsError, PowerCutError):
                sweep(plan, folder, jobs=0, batch=4, function=QUICK)
        assert sweep(plan, folder, jobs=0, batch=4, function=QUICK).sha256 == golden
        if len(calls) < step:
            break
    assert step > 20


def test_no_space_is_told_in_one_line_and_nothing_finished_is_lost(site: Site, golden: str) -> None:
    sizes = (500, 6_000, 9_000)
    codes = []
    for size in sizes:
        sweep = site.start("--largest-file", str(size), "--jobs", "1", "--seconds", "0", "--batch", "10")
        _, errors = sweep.communicate(timeout=120)
        codes.append(sweep.returncode)
        assert "Traceback" not in errors
        assert len(errors.strip().splitlines()) == 1
        assert "no space left; free some and run the same command again" in errors
        assert not list(site.results.rglob(".tmp-*"))
    assert codes == [5] * len(sizes)
    report = site.finish()
    assert report["sha256"] == golden
    assert report["kept"] > 0
