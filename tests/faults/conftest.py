"""What every test of a fault needs: a site for a sweep, and the answer of one that nothing disturbed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sim.lab.sweep import sweep
from tests.faults.sweeps import Site
from tests.lab.standins import QUICK, stand_in_plan


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A place for a sweep; whatever a failed test leaves running there is ended."""
    site = Site(tmp_path)
    yield site
    for sweep_process in site.started:
        with suppress(ProcessLookupError):
            os.killpg(sweep_process.pid, signal.SIGKILL)
        sweep_process.communicate()


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The SHA-256 of the results of the coordinator's sweep, done in one go and in one process."""
    return sweep(stand_in_plan(worlds=60), tmp_path_factory.mktemp("golden") / "r", jobs=0, function=QUICK).sha256
