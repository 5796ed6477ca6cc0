"""Runs that raise, hang, crash or eat memory fail alone; their neighbours give the same numbers as ever."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sim.cli.command_line import app
from sim.lab.results import read_results, status
from sim.lab.sweep import sweep
from sim.model import Run, Simulator
from sim.scenario import Scenario
from tests.faults.book import Book
from tests.faults.sweeps import until
from tests.lab.standins import ABREAST, MISBEHAVE, QUICK, stand_in_plan

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
def test_each_poison_fails_alone(tmp_path: Path, book: Book, kind: str) -> None:
    plan = stand_in_plan(("good", "good", kind, "good"), worlds=1)
    report = sweep(plan, tmp_path / "r", jobs=2, function=MISBEHAVE, time_limit=1.0, memory_limit=MEMORY)
    blamed = records(tmp_path / "r")
    book.note("poison", bad_runs=1, good_runs=report.ok)
    book.none("poison", neighbours_lost=3 - report.ok, blamed=sum(record["policy"] != "p2" for record in blamed))
    assert report.by_status == {STATUSES[kind]: 1}
    assert blamed[0]["replay"] == f"sanshe replay {tmp_path / 'r'} {plan.run(2).key[:16]}"


@pytest.mark.parametrize(("function", "batch"), [(MISBEHAVE, None), (ABREAST, 5)])
def test_every_poison_at_once_leaves_the_good_runs_as_they_are(
    tmp_path: Path, book: Book, function: str, batch: int | None
) -> None:
    kinds = ("good", *STATUSES, "good")
    plan = stand_in_plan(kinds, worlds=1)
    report = sweep(plan, tmp_path / "r", jobs=2, function=function, batch=batch, time_limit=1.0, memory_limit=MEMORY)
    assert report.failed == len(STATUSES)
    book.note("poison", bad_runs=report.failed, good_runs=report.ok)
    book.none("poison", neighbours_lost=2 - report.ok)
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


def test_a_worker_that_stops_answering_is_given_up(tmp_path: Path, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.lab.campaign._STALL_GRACE_SECONDS", 0.5)
    monkeypatch.setattr("sim.lab.local._PATIENCE_SECONDS", 0.2)
    plan = stand_in_plan(("good", "stop", "good"), worlds=1)
    report = sweep(plan, tmp_path / "r", jobs=2, function=MISBEHAVE, time_limit=0.5)
    assert (report.ok, report.by_status) == (2, {"timeout": 1})
    assert status(tmp_path / "r").finished
    book.note("stall", runs_that_stop=1)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 6))])
def test_a_worker_that_somebody_stops_is_nobodys_fault(
    tmp_path: Path, book: Book, golden: str, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("sim.lab.campaign._STALL_GRACE_SECONDS", 1.0)
    there = tmp_path / "workers"
    there.mkdir()
    monkeypatch.setenv("SANSHE_TEST_WORKERS", str(there))

    def stop() -> None:
        until(lambda: any(there.iterdir()), "a worker")
        time.sleep(0.1 * seed)
        for worker in there.iterdir():
            os.kill(int(worker.name), signal.SIGSTOP)

    thread = threading.Thread(target=stop)
    thread.start()
    plan = stand_in_plan(worlds=60, seconds=0.03)
    report = sweep(plan, tmp_path / "r", jobs=2, batch=5, function=QUICK, time_limit=4.0)
    thread.join()
    book.note("stall", workers_stopped=len(list(there.iterdir())))
    book.none("stall", other_results=report.sha256 != golden, blamed=report.failed)


QUESTION = """\
name = "poisoned"
question_en = "Does it last?"
question_zh = "能持久吗？"
scenario = "guangzhou"
seed = 1
worlds = 2
outcomes = ["satisfied_share"]
[axes]
"policy.payment.delay_months" = [0, 6]
[baseline.set]
"setting.streets" = 1
"setting.communities_per_street" = 1
"setting.residents_per_community" = 10
"setting.burn_in_months" = 0
"setting.months" = 2
"""


@pytest.mark.parametrize(("on_error", "failed"), [("continue", 2), ("stop", 1)])
def test_the_command_tells_of_failed_runs_and_ends_with_4(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_error: str, failed: int
) -> None:
    class Poisoned(Simulator):
        def live(self, scenario: Scenario, world_seed: int) -> Generator[None, None, Run]:
            yield
            if scenario.value("policy.payment.delay_months") == 6:
                raise ValueError("a resident has no community")
            return (yield from super().live(scenario, world_seed))

    monkeypatch.setattr("sim.model.Simulator", Poisoned)
    monkeypatch.setattr("sim.lab.sweep.available_cores", lambda: 0)  # in this process, where the poison is
    question, folder = tmp_path / "question.toml", tmp_path / "r"
    question.write_text(QUESTION, encoding="utf-8")
    words = ["sweep", str(question), "--out", str(folder), "--quiet", "--on-error", on_error]
    answer = CliRunner().invoke(app, words, prog_name="sanshe")
    assert answer.exit_code == 4, answer.stderr
    assert "Traceback" not in answer.stderr
    assert len(records(folder)) == failed
    record = records(folder)[0]
    assert record["message"] == "ValueError: a resident has no community"
    told = (
        f"{folder}: 2 of 6 runs failed (2 error)"
        if on_error == "continue"
        else f"`sanshe replay {folder} {record['run']}`"
    )
    assert told in " ".join(answer.stderr.split())
    assert record["replay"] == f"sanshe replay {folder} {record['key'][:16]}"


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
