"""The tables of the comparison: exponents of known laws, ratios and shares worked by hand, what is left out."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest

from scripts.benchmark_page import BEGIN, END, written
from sim.report.bench_words import STATES
from sim.report.benched import markdown, power, sentences, sheets
from sim.report.method_words import MONTH


def rows(ns: dict[int, float]) -> list[dict[str, Any]]:
    after = dict.fromkeys(STATES, 0.25)
    return [{"residents": size, "ns": each, "bytes": 100.0, "after a year": after} for size, each in ns.items()]


@pytest.fixture
def found() -> dict[str, Any]:
    ours = [{**row, "whole month ns": 20.0, "threads ns": None} for row in rows({10_000: 10.0, 100_000: 8.0})]
    ours[1]["threads ns"] = 11.0
    theirs = [*rows({10_000: 5_000.0}), {"residents": 100_000, "seconds expected": 12.3}]
    runners = {
        "sanshe sweep": {"runs": 10_000, "few": 200, "start": 3.0, "each": 0.0004, "first answer": 2.5},
        "EMA Workbench": {"not installed": "ema_workbench"},
    }
    return {
        "months": {"sanshe": ours, "mesa": theirs},
        "labels": {"sanshe": "sanshe", "mesa": "plain Mesa"},
        "apart": [],
        "not installed": {},
        "memory": {"read": {"a": 30, "b": 10}, "written": {"a": 8, "b": 0}, "triad": {"1": 24e9, "2": 30e9}},
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
            "compiling": {"cold": 50.0, "warm": 0.9},
        },
        "sweeps": {
            "workers": 2,
            "runners": runners,
            "short run seconds": 0.002,
            "beyond short runs": {"runs": 10_000, "few": 200, "start": 3.0, "each": 0.0001},
            "model": {"policies": 125, "worlds": 30, "runs": 3_750, "seconds": 58.4, "seconds asked": 51.6},
        },
        "tasks": {
            "workers": 2,
            "model": {
                "runs": 540,
                "tasks": 45,
                "runs a task": 12.0,
                "seconds a task": 0.9,
                "middle seconds a task": 1.25,
                "at work": 0.81,
            },
            "short": {
                "runs": 40_000,
                "tasks": 100,
                "runs a task": 400.0,
                "seconds a task": 0.875,
                "middle seconds a task": 1.125,
                "at work": 0.96,
            },
        },
        "machine": {"Python": "3.11", "packages": {"plain Mesa": "3.3"}, "processor": "one", "cores": 2, "load": 0.4},
    }


def test_time_in_proportion_grows_to_the_power_one_and_squares_to_two() -> None:
    assert power(rows({10_000: 7.0, 100_000: 7.0, 1_000_000: 7.0})) == pytest.approx(1.0)
    assert power(rows({10_000: 7.0, 100_000: 70.0, 1_000_000: 700.0})) == pytest.approx(2.0)
    assert isnan(power(rows({10_000: 7.0})))


def test_what_is_left_out_says_how_long_a_month_would_take(found: dict[str, Any]) -> None:
    times, ratios, *_ = sheets(found, "en")
    assert times.rows == [
        ("sanshe", "10.0", "8.0", "0.90"),
        ("sanshe, all of a month", "20.0", "20.0", ""),
        ("sanshe, all of a month, two threads, by the clock", "", "11.0", ""),
        ("plain Mesa", "5,000", "(12 s a month)", ""),
    ]
    assert ratios.rows == [("plain Mesa", "500", "")]


def test_the_part_that_memory_would_take(found: dict[str, Any]) -> None:
    # 48 bytes at 24 GB/s take 2 ns of the 8 that a month takes in the largest district: a quarter.
    memory = list(sheets(found, "en"))[4]
    assert [value for _, value, _ in memory.rows] == ["40", "8", "24.0", "30.0", "2.0", "8.0", "25"]


def test_what_a_month_is_spent_on_adds_up_to_the_month(found: dict[str, Any]) -> None:
    # Fourteen lines of 10 microseconds and 60 for the end: 200, which 5,000 residents take at 40 nanoseconds each.
    spent = list(sheets(found, "en"))[5]
    assert spent.heads[1:] == ("5,000 residents (µs a month)", "ns a resident", "part (%)")
    assert len(spent.rows) == 17
    assert spent.rows[0] == ("needs arise", "10.0", "2.0", "5")
    assert [row[1:] for row in spent.rows[-3:]] == [("60.0", "12.0", "30"), ("200", "40.0", "100"), ("200", "40.0", "")]


def test_what_people_wait_for_has_the_first_answer_of_a_sweep(found: dict[str, Any]) -> None:
    waiting = list(sheets(found, "en"))[6]
    assert [(value, unit) for _, value, unit in waiting.rows] == [
        ("50.0", "s"),
        ("0.90", "s"),
        ("45.0, 50.0", "ms"),
        ("40.0, 42.5", "ms"),
        ("36.0, 37.5", "ms"),
        ("0.20", "s"),
        ("2.5", "s"),
        ("58", "s"),
        ("52", "s"),
    ]


def test_what_a_task_of_a_cluster_carries(found: dict[str, Any]) -> None:
    carried = list(sheets(found, "en"))[-1]
    assert carried.title == "What a task carries on a Dask cluster of 2 workers on this computer"
    assert carried.heads[1:] == ("the demonstration's runs", "runs of 2 ms")
    assert [row[1:] for row in carried.rows] == [
        ("540", "40,000"),
        ("45", "100"),
        ("12.0", "400"),
        ("0.90", "0.88"),
        ("1.25", "1.12"),
        ("81", "96"),
    ]


def test_a_cluster_that_cannot_be_had_is_said(found: dict[str, Any]) -> None:
    assert not any("Dask" in sentence for sentence in sentences(found, "en"))
    found["tasks"] = {"not installed": "distributed"}
    assert any("pip install 'sanshe[dask]'" in sentence for sentence in sentences(found, "en"))
    assert not any("Dask" in sheet.title for sheet in sheets(found, "en"))


def test_a_runner_that_is_not_installed_has_no_line(found: dict[str, Any]) -> None:
    sweeps = list(sheets(found, "en"))[-2]
    assert sweeps.rows == [
        ("sanshe sweep", "3.0", "0.40"),
        ("sanshe sweep, runs of 2 ms, beyond these", "3.0", "0.10"),
    ]


def test_a_sweep_of_the_model_is_told_by_the_clock(found: dict[str, Any]) -> None:
    waiting = next(sheet for sheet in sheets(found, "en") if "wait" in sheet.title)
    assert waiting.rows[-2][0].startswith("a sweep of 125 policies in 30 worlds, 3,750 runs")
    assert waiting.rows[-2][1:] == ("58", "s")
    assert waiting.rows[-1] == ('the same, measuring one outcome (`measure = "asked"`) instead of all', "52", "s")


def test_versions_are_compared_at_the_largest_size_that_all_have(found: dict[str, Any]) -> None:
    after = list(sheets(found, "zh"))[3]
    assert after.title == "同样的10,000位居民一年之后"
    assert after.rows[0] == ("有需求的比例", "0.2500", "0.2500")


def test_a_busy_computer_is_said(found: dict[str, Any]) -> None:
    assert not any("busy" in sentence for sentence in sentences(found, "en"))
    found["machine"]["load"] = 1.5
    assert any("(load 1.5 on 2 cores)" in sentence for sentence in sentences(found, "en"))


def test_a_page_gets_the_tables_between_its_marks_and_keeps_the_rest(found: dict[str, Any]) -> None:
    page = f"# Before\n\n{BEGIN}old\n{END}\n\nAfter\n"
    new = written(page, markdown(found, "en"), "2026-01-02")
    assert new.startswith("# Before\n")
    assert new.endswith(f"{END}\n\nAfter\n")
    assert "old" not in new
    assert "Measured on 2026-01-02." in new
    assert "| plain Mesa | 5,000 | (12 s a month) |  |" in new
    assert written(new, markdown(found, "en"), "2026-01-02") == new
