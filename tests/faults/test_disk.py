"""Disks fill up: it is told in one line, what is finished is kept, and the sweep goes on when there is room."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.book import Book
from tests.faults.springboard import ROOT
from tests.faults.sweeps import Site

ONE_WORKER = ("--jobs", "1", "--seconds", "0", "--batch", "10")
TOLD = "no space left; free some and run the same command again"


def met(site: Site, book: Book, codes: list[int], *options: str) -> None:
    """Start a sweep that meets a full disk."""
    sweep = site.start(*ONE_WORKER, *options)
    _, errors = sweep.communicate(timeout=300)
    codes.append(sweep.wait())
    lines = errors.strip().splitlines()
    book.note("full", disks=1)
    book.none("full", tracebacks=errors.count("Traceback"), drafts_left=site.drafts())
    if sweep.returncode:
        assert sweep.returncode == 5
        assert len(lines) == 1
        assert TOLD in errors


def test_no_space_is_told_in_one_line_and_nothing_finished_is_lost(site: Site, golden: str, book: Book) -> None:
    codes: list[int] = []
    for size in (500, 6_000, 9_000):
        met(site, book, codes, "--largest-file", str(size))
    assert codes == [5, 5, 5]
    report = site.finish()
    assert report["kept"] > 0
    book.none("full", other_results=report["sha256"] != golden)


@pytest.fixture
def small_disk(site: Site) -> Iterator[Path]:
    """A disk of its own below the results folder, of one page until it grows."""
    site.results.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(site.results)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no disk may be mounted here: a full disk is tried by limiting the size of files only")
    yield site.results
    subprocess.run(["umount", "--lazy", str(site.results)], check=True)


SIZES = (4, 8, 12, 16, 20, 24, 28, 36, 48, 64, 96, 128)


@pytest.mark.parametrize("sizes", [SIZES[2:3], pytest.param(SIZES, marks=pytest.mark.nightly)], ids=["one", "twelve"])
@pytest.mark.usefixtures("small_disk")
def test_a_disk_of_any_size_that_is_full_loses_nothing(
    site: Site, golden: str, book: Book, sizes: tuple[int, ...]
) -> None:
    codes: list[int] = []
    for size in (*sizes, 10_000):
        subprocess.run(["mount", "-o", f"remount,size={size}k", str(site.results)], check=True)
        met(site, book, codes)
    assert codes[0] == 5
    assert codes[-1] == 0
    report = site.finish()
    assert report["kept"] == 240
    book.none("full", other_results=report["sha256"] != golden)


QUESTION = """\
name = "full"
question_en = "Does it last?"
question_zh = "能持久吗？"
scenario = "baseline"
seed = 1
worlds = 1
outcomes = ["satisfied_share"]
[baseline.set]
"setting.streets" = 1
"setting.communities_per_street" = 1
"setting.residents_per_community" = 10
"setting.burn_in_months" = 0
"setting.months" = 2
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "command",
    [
        ("levers",),
        pytest.param(("outcomes", "--json"), marks=pytest.mark.nightly),
        pytest.param(("sweep", "question.toml", "--jobs", "1", "--quiet"), marks=pytest.mark.nightly),
    ],
    ids=" ".join,
)
def test_a_full_disk_behind_the_answer_is_told_in_one_line(
    tmp_path: Path, book: Book, command: tuple[str, ...]
) -> None:
    (tmp_path / "question.toml").write_text(QUESTION, encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        answer = subprocess.run(
            [sys.executable, "-c", "from sim.cli import main; main()", *command],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    book.note("full", answers=1)
    book.none("full", tracebacks=answer.stderr.count("Traceback"))
    assert answer.returncode == 5
    assert answer.stderr.strip().splitlines()[-1].startswith("standard output: no space is left; free some")
    if command[0] == "sweep":
        assert (tmp_path / "results" / "full" / "results.parquet").is_file()
