"""What is left out and why, what stops the comparison, and how a run's cost is told from its start."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.errors import SansheError
from sim.lab.bench import collecting
from sim.lab.bench.apart import told
from sim.lab.bench.collecting import QUICK, differences, measure_months
from sim.lab.bench.peers import PEERS
from sim.lab.bench.sweeping import each_run

EXTENT = replace(QUICK, sizes=(10_000, 100_000, 1_000_000), longest_month=0.5)
NS = {"sanshe": 10.0, "mesa": 6_000.0, "numpy": 100.0}


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    """Months as they would be measured where a month of plain Mesa takes 6,000 ns and NumPy fails at a million."""

    def pretend(_module: str, name: str, residents: str, file: str, *_rest: str, **_settings: object) -> dict[str, Any]:
        Path(file).touch()
        if name == "numpy" and residents == "1000000":
            raise SansheError("bench: month numpy 1000000: ended with exit code -9: nothing was said")
        return {"residents": int(residents), "ns": NS[name], "after a year": {"tie": 0.3}}

    monkeypatch.setattr(collecting, "told", pretend)
    for name in set(PEERS) - set(NS):
        monkeypatch.delitem(PEERS, name)
    return measure_months(EXTENT, lambda _what: None)


def test_a_version_is_left_out_where_a_month_would_take_too_long(measured: dict[str, list[dict[str, Any]]]) -> None:
    # 6,000 ns for 100,000 residents are 0.6 s a month, more than half a second; for a million they would be 6 s.
    assert [row.get("seconds expected") for row in measured["mesa"]] == [None, 0.6, 6.0]


def test_a_version_that_fails_is_named_with_its_fault(measured: dict[str, list[dict[str, Any]]]) -> None:
    faults = [row.get("fault") for row in measured["numpy"]]
    assert faults == [None, None, "bench: month numpy 1000000: ended with exit code -9: nothing was said"]


def test_ours_is_measured_at_every_size(measured: dict[str, list[dict[str, Any]]]) -> None:
    assert [row["residents"] for row in measured["sanshe"]] == list(EXTENT.sizes)


def test_versions_that_came_apart_are_named(measured: dict[str, list[dict[str, Any]]]) -> None:
    assert differences(measured) == []
    measured["mesa"][0]["after a year"] = {"tie": 0.33}
    assert differences(measured) == ["plain Mesa, 10,000 residents: differs from the model in tie"]


def test_a_run_costs_what_many_take_more_than_few() -> None:
    few = {"done": 200, "processor": 3.0, "busy": 0.4}
    many = {"done": 1_200, "processor": 6.4, "busy": 2.4}
    # 1,000 runs more took 3.4 s more, of which they were busy 2 s: 1.4 ms each.
    assert each_run(few, many) == pytest.approx(0.0014)


def test_a_measurement_that_ends_with_a_fault_is_said_in_one_line() -> None:
    by_hand = r"`python -m sim\.lab\.bench\.waiting many` says more$"
    with pytest.raises(SansheError, match=rf"^bench: waiting many: ended with exit code 1: ValueError: .*; {by_hand}"):
        told("waiting", "many")


def test_a_measurement_for_which_memory_is_too_small_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    killed = subprocess.CompletedProcess([], -9, "", "")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: killed)
    with pytest.raises(SansheError, match=r"^bench: month mesa 9: ended .* -9: .*; measure fewer residents$"):
        told("month", "mesa", "9")
