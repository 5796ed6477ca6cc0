"""Runs that raise, hang, crash or eat memory fail alone; their neighbours give the same numbers as ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.lab.results import read_results, status
from sim.lab.sweep import sweep
from tests.lab.standins import MISBEHAVE, QUICK, stand_in_plan

STATUSES = {
    "raise": "error",
    "unpicklable": "error",
    "mute": "error",
    "exit": "error",
    "infinite": "error",
    "memory": "memory",
    "hang": "timeout",
    "hold": "timeout",
    "segfault": "crash",
    "os exit": "crash",
    "kill": "crash",
}
MEMORY = 1 << 28


def records(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for path in sorted((folder / "failed").iterdir()) for line in path.read_text().splitlines()
    ]


@pytest.mark.nightly
@pytest.mark.parametrize("kind", STATUSES)
def test_each_poison_fails_alone(tmp_path: Path, kind: str) -> None:
    plan = stand_in_plan(("good", "good", kind, "good"), worlds=1)
    report = sweep(plan, tmp_path / "r", jobs=2, function=MISBEHAVE, time_limit=1.0, memory_limit=MEMORY)
    assert (report.ok, report.by_status) == (3, {STATUSES[kind]: 1})
    assert [record["policy"] for record in records(tmp_path / "r")] == ["p2"]


def test_every_poison_at_once_leaves_the_good_runs_as_they_are(tmp_path: Path) -> None:
    kinds = ("good", *STATUSES, "good")
    plan = stand_in_plan(kinds, worlds=1)
    report = sweep(plan, tmp_path / "r", jobs=2, function=MISBEHAVE, time_limit=1.0, memory_limit=MEMORY)
    assert report.failed == len(STATUSES)
    blamed = {record["policy"]: record["status"] for record in records(tmp_path / "r")}
    assert blamed == {f"p{number}": status for number, status in enumerate(STATUSES.values(), start=1)}
    assert not (tmp_path / "r" / ".workers").exists()
    poisoned = read_results(tmp_path / "r").table
    sweep(plan, tmp_path / "well", jobs=0, function=QUICK)
    well = read_results(tmp_path / "well").table
    good = well[well["policy"].isin(["baseline", f"p{len(STATUSES) + 1}"])].reset_index(drop=True)
    assert poisoned.to_json() == good.to_json()


def test_where_a_run_hung_is_told(tmp_path: Path) -> None:
    plan = stand_in_plan(("hold", "good"), worlds=1)
    sweep(plan, tmp_path / "r", jobs=1, function=MISBEHAVE, time_limit=1.0)
    record = json.loads(next((tmp_path / "r" / "failed").iterdir()).read_text())
    assert record["message"] == "not done after 1 seconds; give a longer time limit if it needs it"
    assert "in _hold_the_gil" in record["traceback"]


def test_a_worker_that_stops_answering_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.lab.campaign._STALL_GRACE_SECONDS", 0.5)
    monkeypatch.setattr("sim.lab.local._PATIENCE_SECONDS", 0.2)
    plan = stand_in_plan(("good", "stop", "good"), worlds=1)
    report = sweep(plan, tmp_path / "r", jobs=2, function=MISBEHAVE, time_limit=0.5)
    assert (report.ok, report.by_status) == (2, {"timeout": 1})
    assert status(tmp_path / "r").finished


def test_runs_that_are_not_deterministic_are_refused(tmp_path: Path) -> None:
    """The same runs in two folders, as two unlocked sweeps would leave them in one."""
    from sim.errors import ResultsError

    plan = stand_in_plan(worlds=2)
    for name in ("one", "two"):
        sweep(plan, tmp_path / name, jobs=1, function="tests.lab.standins:drift")
    for part in (tmp_path / "two" / "parts").iterdir():
        part.rename(tmp_path / "one" / "parts" / part.name)
    with pytest.raises(ResultsError, match=r"stands there twice with other numbers .arrears_months"):
        sweep(plan, tmp_path / "one", jobs=0, function=QUICK)
