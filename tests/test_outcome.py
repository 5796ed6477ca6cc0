"""Months become one number, and months in which an outcome is undefined do not count."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from sim.outcome import Summary, summarise
from sim.outcomes import OUTCOMES

ANY = OUTCOMES["satisfied_share"]
MONTHS = [float(month) for month in range(1, 25)]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [("last_year", (13 + 24) / 2), ("mean", (1 + 24) / 2), ("total", 24 * 25 / 2), ("end", 24.0)],
)
def test_months_become_one_number_by_hand(summary: Summary, expected: float) -> None:
    assert summarise(replace(ANY, summary=summary), MONTHS) == expected


@pytest.mark.parametrize(("summary", "counted"), [("last_year", 12), ("end", 1)])
def test_months_that_do_not_count_may_lack(summary: Summary, counted: int) -> None:
    outcome = replace(ANY, summary=summary)
    assert summarise(outcome, MONTHS[-counted:]) == summarise(outcome, MONTHS)


def test_undefined_months_do_not_count() -> None:
    gone = [math.nan, 2.0, math.nan, 5.0, math.nan]
    assert summarise(replace(ANY, summary="mean"), gone) == 3.5
    assert summarise(replace(ANY, summary="total"), gone) == 7.0
    for summary in ("last_year", "mean", "total"):
        assert math.isnan(summarise(replace(ANY, summary=summary), [math.nan] * 3))
    assert math.isnan(summarise(replace(ANY, summary="end"), gone))
