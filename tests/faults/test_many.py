"""A million runs stay usable: few files, little memory, and going on begins at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.lab.bench.apart import Found, told
from tests.faults.book import Book

RUNS = 1_000_000
MOST_PARTS, MOST_MEGABYTES, MOST_SECONDS = 1_000, 500, 5.0


def swept(folder: Path) -> Found:
    """Sweep a million runs that do nothing in a process of its own, and hear what it took."""
    return told("sweeping", str(RUNS), "nothing", str(folder))


@pytest.mark.nightly
def test_a_million_runs_stay_usable(tmp_path: Path, book: Book) -> None:
    """Going on is measured in the processor's time until the first answer: other work on the computer is no fault."""
    whole = swept(tmp_path / "r")
    for part in sorted((tmp_path / "r" / "parts").iterdir())[-3:]:
        part.unlink()
    again = swept(tmp_path / "r")
    megabytes = max(whole["bytes"], again["bytes"]) / 1e6
    book.note("many", runs=whole["done"], runs_done_again=again["done"])
    book.most(
        "many",
        parts_files=whole["parts"],
        coordinator_MB=megabytes,
        coordinator_a_run_us=1e6 * whole["coordinator"] / whole["done"],
        going_on_begins_after_s=again["processor before first answer"],
    )
    book.none(
        "many",
        other_results=again["sha256"] != whole["sha256"],
        too_many_parts=whole["parts"] >= MOST_PARTS,
        too_much_memory=megabytes >= MOST_MEGABYTES,
        begun_late=again["processor before first answer"] >= MOST_SECONDS,
    )
