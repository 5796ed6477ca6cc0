"""What every test of a fault needs: a site for a sweep, the answer of one that nothing disturbed, a book."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sim.lab.sweep import sweep
from tests.faults.book import HEADS, Book, faults_of, gathered, rows, surroundings, write_page
from tests.faults.springboard import Springboard
from tests.faults.sweeps import Site
from tests.lab.standins import QUICK, stand_in_plan


@pytest.fixture(scope="session")
def springboard() -> Iterator[Springboard]:
    """The process from which sweeps start."""
    springboard = Springboard()
    yield springboard
    springboard.end()


@pytest.fixture
def site(tmp_path: Path, springboard: Springboard) -> Iterator[Site]:
    """A place for a sweep; whatever a failed test leaves running there is ended."""
    site = Site(tmp_path, springboard)
    yield site
    for sweep_process in site.started:
        with suppress(ProcessLookupError):
            os.killpg(sweep_process.pid, signal.SIGKILL)
        sweep_process.communicate()


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The SHA-256 of the results of the coordinator's sweep, done in one go and in one process."""
    return sweep(stand_in_plan(worlds=60), tmp_path_factory.mktemp("golden") / "r", jobs=0, function=QUICK).sha256


@pytest.fixture
def book(request: pytest.FixtureRequest) -> Book:
    """Where a test counts what it did and what it saw."""
    return Book(request.node.user_properties)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The long form writes its table into a document."""
    parser.addoption("--fault-table", type=Path, default=None, help="write the table of faults into this document")


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int, config: pytest.Config) -> None:
    """Print what was done to the laboratory and what came of it; into the document goes what did not fail."""
    reports = [
        one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, []) if one.when == "call"
    ]
    entries = gathered((one.user_properties, one.duration) for one in reports)
    if not entries:
        return
    table = [HEADS, *rows(entries)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADS))]
    terminalreporter.section("faults")
    for row in table:
        terminalreporter.write_line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    terminalreporter.write_line(surroundings())
    path = config.getoption("--fault-table", default=None)
    if path is None or exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        return
    failed = [one for kind in ("failed", "error") for one in terminalreporter.stats.get(kind, [])]
    whole = {fault: entry for fault, entry in entries.items() if fault not in _in_doubt(reports, failed)}
    skipped = sorted({one.longrepr[2].removeprefix("Skipped: ") for one in terminalreporter.stats.get("skipped", [])})
    write_page(path, whole, skipped)


def _in_doubt(reports: Iterable[Any], failed: Iterable[Any]) -> set[str]:
    """The faults of tests that failed, or all those of the file where a failed test had noted none yet."""
    doubtful: set[str] = set()
    for one in failed:
        file = one.nodeid.partition("::")[0]
        noted = faults_of(one.user_properties)
        doubtful |= noted or {
            fault for each in reports if each.nodeid.startswith(file) for fault in faults_of(each.user_properties)
        }
    return doubtful
