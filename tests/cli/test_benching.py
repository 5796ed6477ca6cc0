"""`sanshe bench`, through the command line: a tiny district whole, sizes that cannot be, versions that came apart."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.command_line import app
from sim.lab.bench import collecting
from sim.lab.bench.peers import PEERS


def bench(*words: str) -> Result:
    return CliRunner().invoke(app, ["bench", *words], prog_name="sanshe")


def test_a_tiny_district_is_measured_and_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in set(PEERS) - {"numpy"}:
        monkeypatch.delitem(PEERS, name)
    smallest = replace(collecting.QUICK, enough=0.0, elements=1_000, whole_runs=1, helps=1)
    monkeypatch.setattr(collecting, "QUICK", smallest)
    result = bench("--quick", "--sizes", "5000", "-o", str(tmp_path))
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "Nanoseconds for a month of one resident"
    assert lines[1].split("\t")[:2] == ["residents", "5,000"]
    assert [line.split("\t")[0] for line in lines[2:4]] == ["sanshe", "sanshe, all of a month"]
    assert lines[5].startswith("NumPy\t")
    assert "All versions live by the same rules" in result.stdout
    assert "sanshe: 5,000 residents ..." in result.stderr
    numbers = json.loads((tmp_path / "numbers.json").read_text(encoding="utf-8"))
    assert [row["residents"] for row in numbers["months"]["numpy"]] == [5_000]
    assert {path.name for path in tmp_path.iterdir()} == {"numbers.json", "growth.svg", "growth.png"}


@pytest.mark.parametrize(("sizes", "wrong"), [("7000", "7000"), ("many", "many"), ("-5000", "-5000"), ("5000,1", "1")])
def test_a_size_that_no_district_has_is_refused(sizes: str, wrong: str) -> None:
    result = bench("--sizes", sizes)
    assert result.exit_code == 2
    remedy = "give multiples of 5,000, such as 10000,100000"
    assert result.stderr.strip() == f"--sizes: '{wrong}' cannot be a district; {remedy}"


def test_versions_that_came_apart_end_with_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def found(*_given: object) -> dict[str, Any]:
        row = {"residents": 100_000, "ns": 10.0, "bytes": 100.0, "whole month ns": 20.0}
        return {
            "months": {
                "sanshe": [{**row, "after a year": dict.fromkeys(STATES, 0.5)}],
                "mesa": [{**row, "after a year": dict.fromkeys(STATES, 0.52)}],
            },
            "not installed": {"AgentPy": "agentpy"},
            "memory": {"read": {"ties": 10}, "written": {"ties": 4}, "triad": {"1": 14e9, "2": 28e9}},
            "spent": [
                {
                    "residents": 5_000,
                    "seconds": {**dict.fromkeys(MONTH, 1e-5), "end of month": 6e-5, "observing": 2e-4},
                },
            ],
            "waiting": {
                "months": 84,
                "residents": 5_760,
                "first": 1.0,
                "seconds": 0.05,
                "fastest": 0.045,
                "fastest in sweep": 0.04,
                "seconds in sweep": 0.0425,
                "fastest asked in sweep": 0.036,
                "seconds asked in sweep": 0.0375,
                "help": 0.2,
                "compiling": None,
            },
            "sweeps": None,
            "tasks": {"not installed": "distributed"},
            "machine": {"Python": "3.11", "packages": {"numpy": "2.4"}, "processor": "one", "cores": 2, "load": None},
        }

    from sim.report.bench_words import STATES
    from sim.report.method_words import MONTH

    monkeypatch.setattr(collecting, "measure", found)
    result = bench("--quiet", "-o", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "bench: plain Mesa, 100,000 residents: differs from the model in in need, satisfied"
    )
    assert "Not installed, so not measured: AgentPy; to install them: pip install 'sanshe[bench]'" in result.stdout
    assert (
        "Dask is not installed, so no cluster was measured; to install it: pip install 'sanshe[dask]'" in result.stdout
    )
    assert "live by the same rules" not in result.stdout
