"""Every policy meets every world once; the table is the same however the sweep went."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.errors import ResultsError, RunsFailedError, SansheError, UsageError
from sim.lab.results import read_results, status
from sim.lab.sweep import Progress, SweepReport, sweep
from tests.lab.standins import AS_ASKED, LEVER, MISBEHAVE, OUTCOMES, QUICK, StandInScenario, quick, stand_in_plan

if TYPE_CHECKING:
    from sim.lab.plan import Plan


def inline(plan: Plan, folder: Path, **options: Any) -> SweepReport:
    return sweep(plan, folder, **{"jobs": 0, "function": QUICK, **options})


def records(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for path in sorted((folder / "failed").iterdir()) for line in path.read_text().splitlines()
    ]


def test_the_table_holds_every_run_in_plan_order_with_its_numbers(tmp_path: Path) -> None:
    plan = stand_in_plan(worlds=3)
    report = inline(plan, tmp_path / "r")
    table = read_results(tmp_path / "r").table
    assert (report.runs, report.ok, report.failed, report.kept) == (12, 12, 0, 0)
    assert list(table.columns) == [
        "run",
        "key",
        "policy",
        "world",
        LEVER,
        *OUTCOMES,
        "series.satisfied_share",
        "series.turnover_rate",
    ]
    assert table["run"].tolist() == list(range(12))
    assert table["policy"].tolist() == ["baseline", "p1", "p2", "p3"] * 3
    assert table["world"].tolist() == [0] * 4 + [1] * 4 + [2] * 4
    assert table[LEVER].tolist() == [0, 1, 2, 3] * 3
    assert table["key"].tolist() == [spec.key for spec in plan.runs()]
    for spec in plan.runs():
        alone = quick(StandInScenario(spec.policy), spec.world_seed)
        row = table.iloc[spec.index]
        np.testing.assert_array_equal([row[name] for name in OUTCOMES], list(alone.outcomes.values()))
        np.testing.assert_array_equal(row["series.turnover_rate"], alone.series["turnover_rate"])


def test_the_table_holds_the_outcomes_that_were_measured(tmp_path: Path) -> None:
    rule = {"outcome": OUTCOMES[2], "half_width": 1.0, "cap": 5}
    for measure, expected in (("all", OUTCOMES), ("asked", OUTCOMES[::2])):
        plan = stand_in_plan(stopping=rule, outcomes=OUTCOMES[:1], measure=measure)
        sweep(plan, tmp_path / measure, jobs=0, function=AS_ASKED)
        columns = read_results(tmp_path / measure).table.columns
        assert {name for name in columns if name in OUTCOMES} == set(expected)
        assert f"series.{OUTCOMES[0]}" in columns


def test_workers_and_batches_do_not_change_a_byte(tmp_path: Path) -> None:
    plan = stand_in_plan(worlds=11)
    ways: list[dict[str, Any]] = [
        {"jobs": 0},
        {"jobs": 0, "batch": 7},
        {"jobs": 1},
        {"jobs": 2},
        {"jobs": 2, "batch": 1},
        {"jobs": 2, "batch": 17},
    ]
    hashes = {inline(plan, tmp_path / str(number), **way).sha256 for number, way in enumerate(ways)}
    assert len(hashes) == 1


def test_a_sweep_that_is_done_is_not_done_again(tmp_path: Path) -> None:
    plan = stand_in_plan()
    first = inline(plan, tmp_path / "r")
    written = (tmp_path / "r" / "manifest.json").read_bytes()
    second = inline(plan, tmp_path / "r", function="tests.lab.standins:no_such_function")
    assert (second.sha256, second.ok, second.kept) == (first.sha256, 20, 20)
    assert (tmp_path / "r" / "manifest.json").read_bytes() == written


def test_more_worlds_keep_what_was_run_and_fewer_lose_nothing(tmp_path: Path) -> None:
    few, many = stand_in_plan(worlds=4), stand_in_plan(worlds=9)
    first = inline(few, tmp_path / "grown")
    plan_file = (tmp_path / "grown" / "plan.json").read_bytes()
    grown = inline(many, tmp_path / "grown")
    straight = inline(many, tmp_path / "straight")
    assert grown.kept == 16
    assert grown.sha256 == straight.sha256
    assert (tmp_path / "grown" / "plan.json").read_bytes() == plan_file
    assert status(tmp_path / "grown").worlds == 9
    back = inline(few, tmp_path / "grown")
    assert back.sha256 == first.sha256
    assert back.kept == 16
    assert inline(many, tmp_path / "grown").kept == 36


def test_a_failing_run_is_a_record_and_its_neighbours_are_unchanged(tmp_path: Path) -> None:
    plan = stand_in_plan(("good", "raise", "good"), worlds=2)
    report = inline(plan, tmp_path / "r", function=MISBEHAVE)
    assert (report.ok, report.failed, report.by_status) == (4, 2, {"error": 2})
    first = records(tmp_path / "r")[0]
    assert (first["run"], first["policy"], first["world"]) == (1, "p1", 0)
    assert (first["status"], first["stage"]) == ("error", "simulate")
    assert first["message"] == "ValueError: a resident has no community"
    assert "_raise" in first["traceback"]
    assert first["replay"] == f"sanshe replay {tmp_path / 'r'} {plan.run(1).key[:16]}"
    results = read_results(tmp_path / "r")
    assert results.table["run"].tolist() == [0, 2, 3, 5]
    assert results.failed == 2


def test_a_run_that_failed_is_tried_once_more_and_then_left_alone(tmp_path: Path) -> None:
    plan = stand_in_plan(("good", "raise"), worlds=1)
    attempts = []
    for retry in (False, False, False, True):
        inline(plan, tmp_path / "r", function=MISBEHAVE, retry_failed=retry)
        attempts.append(len(records(tmp_path / "r")))
    assert attempts == [1, 2, 2, 3]


def test_a_run_that_goes_well_later_takes_its_place(tmp_path: Path) -> None:
    plan = stand_in_plan(("good", "raise", "good"), worlds=3)
    assert inline(plan, tmp_path / "r", function=MISBEHAVE).failed == 3
    healed = inline(plan, tmp_path / "r")
    assert (healed.ok, healed.failed, healed.kept, healed.by_status) == (9, 0, 6, {})
    assert healed.sha256 == inline(plan, tmp_path / "straight").sha256


def test_who_wants_it_stops_at_the_first_failure_and_keeps_the_rest(tmp_path: Path) -> None:
    plan = stand_in_plan(("good", "raise", "good"), worlds=2)
    with pytest.raises(RunsFailedError, match=r"run 1 failed \(error: ValueError: a resident has no community\)"):
        inline(plan, tmp_path / "r", function=MISBEHAVE, on_error="stop")
    seen = status(tmp_path / "r")
    assert (seen.done, seen.failed, seen.finished) == (1, 1, False)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("infinite", "an infinite number in arrears_months"),
        ("other outcomes", "other outcomes than the runs before"),
        ("no series", "no monthly series of satisfied_share"),
        ("mute", "MuteError"),
        ("exit", "SystemExit: 3"),
    ],
)
def test_a_run_without_usable_numbers_is_a_failure(tmp_path: Path, kind: str, message: str) -> None:
    report = inline(stand_in_plan(("good", kind), worlds=1), tmp_path / "r", function=MISBEHAVE)
    assert report.by_status == {"error": 1}
    assert message in records(tmp_path / "r")[0]["message"]


def test_all_runs_may_fail(tmp_path: Path) -> None:
    report = inline(stand_in_plan(("raise",), worlds=2), tmp_path / "r", function=MISBEHAVE)
    assert (report.ok, report.failed) == (0, 2)
    assert read_results(tmp_path / "r").table.empty


def test_worlds_are_added_until_the_answer_is_sharp_enough(tmp_path: Path) -> None:
    loose = {"outcome": "satisfied_share", "half_width": 0.11, "batch": 5, "cap": 200}
    plan = stand_in_plan(("good", "good"), worlds=4, stopping=loose)
    report = inline(plan, tmp_path / "r")
    assert report.worlds % 5 == 4
    assert 4 < report.worlds < 200
    assert report.stopped == "the precision asked for"
    assert inline(plan, tmp_path / "r").sha256 == report.sha256


def test_worlds_are_not_added_beyond_the_cap(tmp_path: Path) -> None:
    strict = {"outcome": "satisfied_share", "half_width": 1e-9, "batch": 5, "cap": 7}
    report = inline(stand_in_plan(("good", "good"), worlds=4, stopping=strict), tmp_path / "r")
    assert report.worlds == 7
    assert report.stopped == "the cap, before the precision asked for"


def test_progress_tells_how_far_it_is(tmp_path: Path) -> None:
    moments: list[Progress] = []
    inline(stand_in_plan(("good", "raise"), worlds=6), tmp_path / "r", function=MISBEHAVE, progress=moments.append)
    assert [moment.done for moment in moments] == sorted(moment.done for moment in moments)
    last = moments[-1]
    assert (last.done, last.failed, last.total, last.worlds, last.seconds_left) == (6, 6, 12, 6, 0.0)


def test_results_are_read_only_when_the_sweep_has_ended_and_nobody_changed_them(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    with pytest.raises(ResultsError, match=r"is no results folder \(it has no plan.json\)"):
        read_results(folder)
    inline(stand_in_plan(), folder)
    kept = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").unlink()
    with pytest.raises(ResultsError, match="the sweep has not ended; see `sanshe status"):
        read_results(folder)
    (folder / "manifest.json").write_bytes(kept)
    table = bytearray((folder / "results.parquet").read_bytes())
    table[100] ^= 1
    (folder / "results.parquet").write_bytes(table)
    with pytest.raises(ResultsError, match="is not what the sweep wrote; run the same sweep again"):
        read_results(folder)
    assert not status(folder).finished
    inline(stand_in_plan(), folder)
    assert status(folder).finished


def test_status_counts_what_is_done(tmp_path: Path) -> None:
    inline(stand_in_plan(("good", "raise", "good"), worlds=2), tmp_path / "r", function=MISBEHAVE)
    seen = status(tmp_path / "r")
    assert (seen.name, seen.runs, seen.worlds, seen.done, seen.failed) == ("standin", 6, 2, 4, 2)
    assert (seen.by_status, seen.finished, seen.running, seen.damaged) == ({"error": 2}, True, False, 0)


def test_a_function_that_does_not_exist_is_a_fault_of_ours_and_no_failed_run(tmp_path: Path) -> None:
    with pytest.raises(SansheError, match="a worker could not start: ModuleNotFoundError"):
        sweep(stand_in_plan(), tmp_path / "r", jobs=1, function="tests.lab.no_such_module:run")
    assert records(tmp_path / "r") == []


@pytest.mark.parametrize("wrong", [{"jobs": -1}, {"time_limit": 0.0}])
def test_senseless_options_are_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="give 0 or more jobs and some time"):
        inline(stand_in_plan(), tmp_path / "r", **wrong)


def test_the_numbers_of_a_larger_table_cross_its_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = stand_in_plan(worlds=30)
    inline(plan, tmp_path / "whole")
    whole = read_results(tmp_path / "whole").table
    monkeypatch.setattr("sim.lab.tabulate._BLOCK_ROWS", 7)
    inline(plan, tmp_path / "blocks", batch=13)
    blocks = read_results(tmp_path / "blocks").table
    assert blocks.to_json() == whole.to_json()
