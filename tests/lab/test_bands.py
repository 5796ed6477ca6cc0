from __future__ import annotations

import itertools
import math

import pandas as pd
import pytest

from sim.errors import ResultsError
from sim.lab.bands import series_bands, surface

NAN = math.nan


def months() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "policy": ["now", "now", "now", "paid", "paid", "paid"],
            "world": [0, 1, 2, 0, 1, 2],
            "series.share": [[1.0, 4.0], [2.0, 4.0], [3.0, NAN], [2.0, 4.0], [4.0, 4.0], [6.0, 4.0]],
        }
    )


def levers() -> pd.DataFrame:
    rows = [
        (f"yuan={yuan},delay={delay},rounds={rounds}", world, yuan, delay, rounds, yuan * 10.0 - delay + world)
        for yuan, delay, rounds in itertools.product([1, 2], [0, 6], [2, 5])
        for world in (0, 1)
    ]
    columns = ["policy", "world", "policy.purchase.yuan", "policy.payment.delay", "rounds", "share"]
    return pd.DataFrame(rows, columns=columns)


def test_bands_worked_by_hand() -> None:
    bands = series_bands(months(), "share")
    assert bands["policy"].tolist() == ["now", "now", "paid", "paid"]
    assert bands["month"].tolist() == [0, 1, 0, 1]
    assert bands["mean"].tolist() == [2.0, 4.0, 4.0, 4.0]
    assert bands["worlds"].tolist() == [3, 2, 3, 3]
    # 1, 2, 3: percentiles lie 0.2, 1 and 1.8 steps up; t(0.975, 2) = 4.302653, error 1 / sqrt(3).
    first = bands.iloc[0]
    assert first[["p10", "p50", "p90"]].tolist() == pytest.approx([1.2, 2.0, 2.8])
    assert first["low95"] == pytest.approx(2 - 4.302653 / math.sqrt(3), abs=1e-5)
    assert first["high95"] == pytest.approx(2 + 4.302653 / math.sqrt(3), abs=1e-5)


def test_bands_of_differences_are_taken_within_worlds() -> None:
    bands = series_bands(months(), "share", baseline="now").set_index(["policy", "month"])
    assert list(bands.loc[("now", 0), ["mean", "low95", "high95"]]) == [0.0, 0.0, 0.0]
    assert list(bands.loc[("paid", 0), ["mean", "p50"]]) == [2.0, 2.0]
    assert bands.loc[("paid", 1), "worlds"] == 2


def test_a_month_that_is_undefined_everywhere_stays_undefined() -> None:
    results = months()
    results["series.share"] = [[NAN]] * 6
    bands = series_bands(results, "share")
    assert bands[["mean", "low95", "high95", "p10", "p50", "p90"]].isna().all(axis=None)
    assert bands["worlds"].tolist() == [0, 0]


def test_bands_of_an_outcome_whose_months_were_not_kept_are_refused() -> None:
    with pytest.raises(ResultsError, match=r"no column 'series.shares'; did you mean 'series.share'"):
        series_bands(months(), "shares")
    with pytest.raises(ResultsError, match="the baseline 'nwo' has no run in them; did you mean 'now'"):
        series_bands(months(), "share", baseline="nwo")


def test_a_surface_worked_by_hand() -> None:
    cells = surface(levers(), "share", "policy.purchase.yuan", "policy.payment.delay", at={"rounds": 5})
    assert cells[["x", "y"]].to_numpy().tolist() == [[1, 0], [1, 6], [2, 0], [2, 6]]
    assert cells["mean"].tolist() == [10.5, 4.5, 20.5, 14.5]
    assert cells["worlds"].tolist() == [2, 2, 2, 2]
    assert cells["policy"].iloc[0] == "yuan=1,delay=0,rounds=5"


def test_a_surface_of_differences_is_zero_at_the_baseline() -> None:
    cells = surface(
        levers(),
        "share",
        "policy.purchase.yuan",
        "policy.payment.delay",
        at={"rounds": 5},
        baseline="yuan=1,delay=6,rounds=5",
    )
    assert cells["mean"].tolist() == [6.0, 0.0, 16.0, 10.0]
    assert cells["low"].tolist() == cells["high"].tolist() == [6.0, 0.0, 16.0, 10.0]


def test_a_surface_with_a_third_lever_left_open_is_refused() -> None:
    with pytest.raises(ResultsError, match=r"several policies share one value of policy.purchase.yuan"):
        surface(levers(), "share", "policy.purchase.yuan", "policy.payment.delay")


def test_a_surface_with_a_hole_is_refused() -> None:
    results = levers()
    results = results[results["policy"] != "yuan=1,delay=0,rounds=5"]
    with pytest.raises(ResultsError, match=r"not every value of policy.purchase.yuan was run with every value"):
        surface(results, "share", "policy.purchase.yuan", "policy.payment.delay", at={"rounds": 5})


def test_a_surface_over_an_unknown_lever_or_value_is_refused() -> None:
    with pytest.raises(ResultsError, match=r"no column 'policy.purchase.yuans'; did you mean"):
        surface(levers(), "share", "policy.purchase.yuans", "policy.payment.delay", at={"rounds": 5})
    with pytest.raises(ResultsError, match=r"no policy has rounds = 3; it takes \[2, 5\] here"):
        surface(levers(), "share", "policy.purchase.yuan", "policy.payment.delay", at={"rounds": 3})
