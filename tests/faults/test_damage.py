"""Bits flip and files are cut short on the disk: what is damaged is seen, and its runs are done again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from sim.errors import ResultsError
from sim.lab.parts import Parts
from sim.lab.results import read_results, status
from sim.lab.sweep import sweep
from sim.lab.worker import Done
from tests.faults.book import Book
from tests.lab.standins import MISBEHAVE, QUICK, StandInScenario, quick, stand_in_plan

PARTS = 40
BITES = 25


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.lab.buffer.Buffer._is_due", lambda _: True)
    monkeypatch.setattr("sim.lab.manifest.commit", dict)  # asking git of the sources' state takes longer than a sweep


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep of forty parts, two runs in each, of which none is damaged."""
    folder = tmp_path_factory.mktemp("whole") / "r"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.lab.buffer.Buffer._is_due", lambda _: True)
        sweep(stand_in_plan(worlds=20), folder, jobs=0, batch=1, function=QUICK)
    return folder


def flip(content: bytearray, dice: np.random.Generator) -> None:
    content[dice.integers(len(content))] ^= 1 << int(dice.integers(8))


def cut(content: bytearray, dice: np.random.Generator) -> None:
    del content[dice.integers(len(content)) :]


def blank(content: bytearray, dice: np.random.Generator) -> None:
    """A block reads as zeros; where it held only zeros, the file is emptied."""
    start = int(dice.integers(len(content)))
    block = content[start : start + 512]
    content[start : start + 512] = bytes(len(block)) if any(block) else b""


HARMS: tuple[Callable[[bytearray, np.random.Generator], None], ...] = (flip, flip, cut, blank)


def damage(path: Path, dice: np.random.Generator) -> None:
    """Harm a file in one way."""
    before = path.read_bytes()
    content = bytearray(before)
    HARMS[int(dice.integers(len(HARMS)))](content, dice)
    assert content != before
    path.write_bytes(content)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 41))])
def test_damaged_parts_are_set_aside_and_their_runs_done_again(
    tmp_path: Path, whole: Path, book: Book, seed: int
) -> None:
    dice = np.random.default_rng(seed)
    folder = tmp_path / "r"
    shutil.copytree(whole, folder)
    parts = sorted((folder / "parts").iterdir())
    assert len(parts) == PARTS
    for number in dice.permutation(PARTS)[:BITES]:
        damage(parts[number], dice)
    left = status(folder)
    again = sweep(stand_in_plan(worlds=20), folder, jobs=0, function=QUICK)
    book.note("damage", parts_damaged=BITES)
    book.none(
        "damage",
        unseen=BITES - left.damaged,
        not_quarantined=BITES - status(folder).quarantined,
        not_done_again=2 * BITES - (again.ok - again.kept),
        other_results=again.sha256 != read_results(whole).sha256,
    )


def test_a_part_under_anothers_name_is_set_aside(tmp_path: Path, whole: Path) -> None:
    folder = tmp_path / "r"
    shutil.copytree(whole, folder)
    first, second = sorted((folder / "parts").iterdir())[:2]
    first.write_bytes(second.read_bytes())
    again = sweep(stand_in_plan(worlds=20), folder, jobs=0, function=QUICK)
    assert (again.kept, again.sha256) == (2 * (PARTS - 1), read_results(whole).sha256)


FILES = ("plan.json", "experiment.toml", "manifest.json", "results.parquet", "log.jsonl", "failed")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("times", [3, pytest.param(40, marks=pytest.mark.nightly)])
def test_any_other_file_that_is_damaged_is_written_anew_or_told(
    tmp_path: Path, book: Book, name: str, times: int
) -> None:
    """A damaged plan is the one thing that the laboratory cannot make again: it says so."""
    plan = stand_in_plan(("good", "raise"), worlds=3)
    whole = tmp_path / "whole"
    golden = sweep(plan, whole, jobs=0, function=MISBEHAVE).sha256
    dice = np.random.default_rng(FILES.index(name))
    wrong = unclear = 0
    for number in range(times):
        folder = tmp_path / str(number)
        shutil.copytree(whole, folder)
        path = folder / name
        damage(next(path.iterdir()) if path.is_dir() else path, dice)
        for read in (status, read_results):
            with suppress(ResultsError):
                read(folder)
        try:
            wrong += sweep(plan, folder, jobs=0, function=MISBEHAVE).sha256 != golden
            wrong += read_results(folder).sha256 != golden
        except ResultsError as refusal:
            unclear += name != "plan.json" or "plan.json: is damaged; put back a copy" not in str(refusal)
    book.note("other damage", files_damaged=times)
    book.none("other damage", other_results=wrong, refused_without_need=unclear)


def one_bit_more(row: Done, column: int, width: int) -> Done:
    """The same run with the last bit of one number changed; columns beyond the outcomes are monthly series."""
    flipped = bytearray(row.outcomes if column < width else row.series[column - width])
    flipped[0] ^= 1  # numbers are stored with their last bits first
    if column < width:
        return row._replace(outcomes=bytes(flipped))
    series = [bytes(flipped) if place == column - width else months for place, months in enumerate(row.series)]
    return row._replace(series=tuple(series))


@pytest.mark.parametrize("runs", [1, pytest.param(20, marks=pytest.mark.nightly)])
def test_a_second_copy_with_another_last_bit_is_refused(tmp_path: Path, whole: Path, book: Book, runs: int) -> None:
    plan = stand_in_plan(worlds=20)
    columns = Parts(whole, plan.design_sha256).scan(plan.run_count).columns
    assert columns is not None
    refused = tried = 0
    for run in range(1, 1 + 2 * runs, 2):
        spec = plan.run(run)
        done = quick(StandInScenario(spec.policy), spec.world_seed)
        numbers = np.array([done.outcomes[name] for name in columns.outcomes])
        row = Done(run, 0.0, numbers.tobytes(), tuple(done.series[name].tobytes() for name in columns.series))
        for column in range(len(columns.outcomes) + len(columns.series)):
            folder = tmp_path / f"{run}-{column}"
            shutil.copytree(whole, folder)
            changed = one_bit_more(row, column, len(columns.outcomes))
            Parts(folder, plan.design_sha256).add([changed], [spec.key], columns)
            tried += 1
            with pytest.raises(ResultsError, match=f"run {run} stands there twice with other numbers"):
                sweep(plan, folder, jobs=0, function=QUICK)
            refused += 1
    book.note("last bit", copies=tried)
    book.none("last bit", not_refused=tried - refused)
