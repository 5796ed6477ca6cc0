from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sim.errors import ResultsError
from sim.lab.pairing import pair

ROWS = [("late", 1, 4.0), ("now", 0, 1.0), ("now", 1, 2.0), ("late", 0, 3.0), ("now", 2, 9.0)]


def table(rows: list[tuple[str, int, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["policy", "world", "share"])


def test_a_world_that_failed_under_one_policy_is_left_out_for_all() -> None:
    paired = pair(table(ROWS), policies=["now", "late"], worlds=4)
    assert paired.worlds == (0, 1)
    assert paired.left_out == (2, 3)
    np.testing.assert_array_equal(paired.values("share"), [[1.0, 2.0], [3.0, 4.0]])


def test_the_order_of_the_rows_does_not_matter() -> None:
    shuffled = table(ROWS).sample(frac=1, random_state=3)
    ordered = pair(table(ROWS), policies=["now", "late"])
    np.testing.assert_array_equal(pair(shuffled, policies=["now", "late"]).values("share"), ordered.values("share"))


def test_undefined_values_stay_undefined() -> None:
    results = table([*ROWS[:4], ("late", 2, math.nan), ("now", 2, 9.0)])
    np.testing.assert_array_equal(pair(results).values("share"), [[3.0, 4.0, math.nan], [1.0, 2.0, 9.0]])


@pytest.mark.parametrize(
    ("rows", "planned", "message"),
    [
        ([], None, r"there is no run in them; run the sweep first"),
        ([*ROWS, ROWS[0]], None, r"policy 'late' has world 1 more than once"),
        (ROWS, ["now", "late", "soon"], r"policy 'soon' has no run that succeeded; mend it"),
        (ROWS, ["now"], r"policy 'late' was not planned"),
        (ROWS[:3], None, r"1 of 2 worlds have a run of every policy; at least 2 are needed"),
    ],
)
def test_what_cannot_be_one_plans_results_is_refused(
    rows: list[tuple[str, int, float]], planned: list[str] | None, message: str
) -> None:
    with pytest.raises(ResultsError, match=message):
        pair(table(rows), policies=planned)


def test_a_world_that_was_not_planned_is_refused() -> None:
    with pytest.raises(ResultsError, match="world 2 was not planned"):
        pair(table(ROWS), worlds=2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"world": [0.0, 1.0, 0.0, 1.0]}, "'world' is not whole numbers"),
        ({"policy": ["a", None, "b", "b"]}, "a run without policy or world"),
    ],
)
def test_columns_of_the_wrong_kind_are_refused(change: dict[str, list[object]], message: str) -> None:
    content = {"policy": ["a", "a", "b", "b"], "world": [0, 1, 0, 1], "share": [1.0] * 4} | change
    with pytest.raises(ResultsError, match=message):
        pair(pd.DataFrame(content))


def test_a_table_without_policies_is_refused() -> None:
    with pytest.raises(ResultsError, match="there is no column 'policy'"):
        pair(pd.DataFrame({"world": [1]}))


def test_infinite_and_unknown_outcomes_are_refused() -> None:
    results = table([*ROWS[:3], ("late", 0, math.inf)])
    with pytest.raises(ResultsError, match="'share' is infinite in some run"):
        pair(results).values("share")
    with pytest.raises(ResultsError, match="no column 'shares'; did you mean 'share'"):
        pair(results).values("shares")


def test_outcomes_that_are_no_numbers_are_refused() -> None:
    results = table(ROWS[:4]).assign(share=["1", "two", "3", "4"])
    with pytest.raises(ResultsError, match="'share' holds something else than numbers"):
        pair(results).values("share")


def test_series_of_different_lengths_are_refused() -> None:
    results = table(ROWS[:4])
    results["series.share"] = [[1.0], [1.0, 2.0], [1.0], [1.0]]
    with pytest.raises(ResultsError, match=r"the series of 'share' differ in length \(1, 2\)"):
        pair(results).series("share")
