"""A results folder is ours, of this experiment and of this sweep alone, or it is left as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ResultsError
from sim.lab import planfile, store
from sim.lab.manifest import record_outputs
from sim.lab.planfile import ChangedDesignError, read_plan
from sim.lab.results import read_results, status
from sim.lab.store import opened
from sim.lab.sweep import sweep
from tests.lab.standins import QUICK, stand_in_plan


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_somebodys_folder_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(ResultsError, match=r"is not a results folder \(it holds 'thesis.docx' and no plan.json\)"):
        sweep(stand_in_plan(), tmp_path, jobs=0, function=QUICK)
    assert contents(tmp_path) == {"thesis.docx": b"years of work"}


def test_an_empty_folder_and_one_left_before_its_plan_are_taken(tmp_path: Path) -> None:
    (tmp_path / ".lock").touch()
    (tmp_path / ".tmp-1-abc").write_bytes(b"half a plan")
    assert sweep(stand_in_plan(), tmp_path, jobs=0, function=QUICK).ok == 20
    assert not list(tmp_path.glob(".tmp-*"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"seed": 7}, "another seed"),
        ({"name": "other", "seed": 7}, "'standin', another seed"),
    ],
)
@pytest.mark.parametrize("extend", [False, True])
def test_another_experiments_folder_is_left_as_it_is(
    tmp_path: Path, changed: dict[str, Any], words: str, *, extend: bool
) -> None:
    sweep(stand_in_plan(), tmp_path / "r", jobs=0, function=QUICK)
    before = contents(tmp_path / "r")
    with pytest.raises(ResultsError, match=rf"belongs to another experiment \({words}\); choose another folder"):
        sweep(stand_in_plan(**changed), tmp_path / "r", jobs=0, function=QUICK, extend=extend)
    assert contents(tmp_path / "r") == before


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kinds": ("good",) * 5}, "other policies"),
        ({"kinds": ("good", "good", "raise", "good")}, "other policies"),
        ({"outcomes": ("satisfied_share",)}, "other outcomes"),
    ],
)
def test_a_changed_experiments_folder_is_left_as_it_is_unless_it_is_extended(
    tmp_path: Path, changed: dict[str, Any], words: str
) -> None:
    sweep(stand_in_plan(), tmp_path / "r", jobs=0, function=QUICK)
    before = contents(tmp_path / "r")
    with pytest.raises(ChangedDesignError, match=rf"holds runs of this experiment as it was before \({words}\)"):
        sweep(stand_in_plan(**changed), tmp_path / "r", jobs=0, function=QUICK)
    assert contents(tmp_path / "r") == before


def test_a_damaged_plan_is_told_and_nothing_is_guessed(tmp_path: Path) -> None:
    sweep(stand_in_plan(), tmp_path / "r", jobs=0, function=QUICK)
    plan = tmp_path / "r" / "plan.json"
    whole = plan.read_text()
    for damaged in (whole.replace("2012", "2013"), whole[:-20], "", "[]", "null"):
        plan.write_text(damaged)
        with pytest.raises(ResultsError, match=r"plan.json: is damaged; put back a copy"):
            sweep(stand_in_plan(), tmp_path / "r", jobs=0, function=QUICK)
        with pytest.raises(ResultsError, match=r"plan.json: is damaged; put back a copy"):
            status(tmp_path / "r")


def test_the_plan_names_what_the_runs_are(tmp_path: Path) -> None:
    plan = stand_in_plan()
    sweep(plan, tmp_path / "r", jobs=0, function=QUICK)
    kept = read_plan(tmp_path / "r")
    assert (kept["design_sha256"], kept["worlds"], kept["runs"]) == (plan.design_sha256, 5, 20)
    assert [policy["values"] for policy in kept["policies"]] == [dict(policy.values) for policy in plan.policies]
    assert read_results(tmp_path / "r").experiment == plan.experiment


def test_another_arithmetic_goes_on_only_when_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = sweep(stand_in_plan(worlds=2), tmp_path / "r", jobs=0, function=QUICK)
    began = read_plan(tmp_path / "r")["numeric_fingerprint"]
    assert read_results(tmp_path / "r").manifest["numeric_fingerprints"] == [began]
    for module in (planfile, store):
        monkeypatch.setattr(module, "numeric_fingerprint", lambda: "another processor")
    with pytest.raises(
        ResultsError, match=r"was begun with other arithmetic .another .*mix the two with --allow-mixed"
    ):
        sweep(stand_in_plan(worlds=2), tmp_path / "r", jobs=0, function=QUICK)
    again = sweep(stand_in_plan(worlds=2), tmp_path / "r", jobs=0, function=QUICK, allow_mixed=True)
    assert again.sha256 == first.sha256
    sweep(stand_in_plan(worlds=3), tmp_path / "r", jobs=0, function=QUICK, allow_mixed=True)
    assert read_results(tmp_path / "r").manifest["numeric_fingerprints"] == [began, "another processor"]


def test_a_worker_that_computes_other_bits_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.lab.worker.numeric_fingerprint", lambda: "another processor")
    with pytest.raises(Exception, match="a worker computes with other last bits"):
        sweep(stand_in_plan(worlds=2), tmp_path / "r", jobs=0, function=QUICK)
    assert status(tmp_path / "r").done == 0


def test_a_second_sweep_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    plan = stand_in_plan()
    with opened(tmp_path / "r", plan):
        assert status(tmp_path / "r").running
        with pytest.raises(ResultsError, match="another sweep is at work here; wait until it is done"):
            sweep(plan, tmp_path / "r", jobs=0, function=QUICK)
    assert not status(tmp_path / "r").running
    assert sweep(plan, tmp_path / "r", jobs=0, function=QUICK).ok == 20


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for place in (tmp_path / "file", tmp_path / "file" / "r", Path("/proc/sanshe")):
        with pytest.raises(ResultsError, match=r"cannot be (used|written)"):
            sweep(stand_in_plan(), place, jobs=0, function=QUICK)


def test_the_manifest_says_what_there_is_and_where_it_comes_from(tmp_path: Path) -> None:
    report = sweep(stand_in_plan(), tmp_path / "r", jobs=0, function=QUICK)
    (tmp_path / "r" / "report.html").write_text("<p>answer</p>")
    record_outputs(tmp_path / "r", [tmp_path / "r" / "report.html"])
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text())
    assert manifest["outputs"]["results.parquet"] == report.sha256
    assert manifest["outputs"]["report.html"] == "8afd6105aa15e68a0b0708d7106fbef457c1fb32014dcaa57fccbb9f33d5df7d"
    assert (manifest["ok"], manifest["failed"], manifest["worlds"]) == (20, 0, 5)
    assert {"python", "numpy", "pyarrow", "sanshe"} <= set(manifest["versions"])
    with pytest.raises(ResultsError, match=r"has no manifest.json yet"):
        record_outputs(tmp_path, [])


def test_the_log_tells_when_what_happened(tmp_path: Path) -> None:
    sweep(stand_in_plan(), tmp_path / "r", jobs=0, function=QUICK)
    entries = [json.loads(line) for line in (tmp_path / "r" / "log.jsonl").read_text().splitlines()]
    assert [entry["event"] for entry in entries] == ["worlds", "finished"]
