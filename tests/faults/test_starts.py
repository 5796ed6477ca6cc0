"""Several sweeps of one folder do not disturb each other, whether or not its disk keeps locks."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.lab.sweep import sweep
from tests.faults.book import Book
from tests.faults.sweeps import Site, compared, left_behind
from tests.lab.standins import QUICK, stand_in_plan

REFUSED = "another sweep is at work here; wait until it is done"


@pytest.mark.parametrize("times", [1, pytest.param(10, marks=pytest.mark.nightly)])
def test_of_six_sweeps_started_at_once_one_runs(site: Site, golden: str, book: Book, times: int) -> None:
    for _ in range(times):
        sweeps = [site.start("--jobs", "1", "--seconds", "0.02") for _ in range(6)]
        told = [sweep_process.communicate(timeout=300) for sweep_process in sweeps]
        codes = sorted(sweep_process.wait() for sweep_process in sweeps)
        ran = [output for output, _ in told if output]
        book.note("starts", starts=6, ran=len(ran), refused=codes.count(5))
        book.none(
            "starts",
            tracebacks=sum("Traceback" in errors for _, errors in told),
            other_results=sum(golden not in output for output in ran),
            unclear=sum(not output and REFUSED not in errors for output, errors in told),
        )
        # On a busy computer one may start when the first has ended: it finds everything done.
        assert codes[0] == 0
        assert set(codes) <= {0, 5}
        site.elsewhere()


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(5))
def test_three_sweeps_that_keep_no_locks_double_nothing(
    site: Site, golden: str, book: Book, seed: int, tmp_path: Path
) -> None:
    """They clear each other's drafts away, so some may stop in words; the one that goes on finds all that was kept."""
    options = ("--jobs", "1", "--no-lock", "--every-reply", "--order", str(seed))
    sweeps = [site.start(*options, "--batch", str(size)) for size in (5, 7, 11)]
    told = [sweep_process.communicate(timeout=300) for sweep_process in sweeps]
    report = site.finish("--seconds", "0")
    sweep(stand_in_plan(worlds=60), tmp_path / "undisturbed", jobs=0, function=QUICK)
    book.note("unlocked", starts=3)
    book.none(
        "unlocked",
        tracebacks=sum("Traceback" in errors for _, errors in told),
        **compared(site.results, tmp_path / "undisturbed"),
        processes_left=sum(left_behind(sweep_process) for sweep_process in sweeps),
        other_results=(report["sha256"] != golden) + sum(golden not in output for output, _ in told if output),
    )


def test_runs_that_two_sweeps_did_count_once(
    site: Site, golden: str, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network disk may not keep locks: then runs are done twice, and counted once."""
    plan = stand_in_plan(worlds=60)
    first, second = site.place / "first", site.place / "second"
    monkeypatch.setattr("sim.lab.buffer.Buffer._is_due", lambda _: True)
    for folder, batch in ((first, 7), (second, 11)):
        sweep(plan, folder, jobs=0, batch=batch, function=QUICK)
    for part in (second / "parts").iterdir():
        part.rename(first / "parts" / part.name)
    (first / "results.parquet").unlink()
    book.note("unlocked", starts=2)
    book.none("unlocked", other_results=sweep(plan, first, jobs=0, function=QUICK).sha256 != golden)
