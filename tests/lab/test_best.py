from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from sim.errors import ResultsError, UsageError
from sim.lab.best import Selection, pick_best, slack
from sim.lab.pairing import Paired


def paired(values: NDArray[np.float64]) -> Paired:
    """Policies p0, p1, ... with a value in each world."""
    count, worlds = values.shape
    names = tuple(f"p{place}" for place in range(count))
    return Paired(names, tuple(range(worlds)), (), pd.DataFrame({"share": values.ravel()}))


def picked(values: list[list[float]] | NDArray[np.float64], **changes: object) -> Selection:
    asked = {"direction": "higher", "indifference": 1.0, "first": 3, "confidence": 0.95} | changes
    return pick_best(paired(np.asarray(values, dtype=float)), "share", **asked)  # type: ignore[arg-type]


def test_the_constant_worked_by_hand() -> None:
    # 5 policies, 95%, 10 first worlds: (2 x 0.05 / 4)^(-2/9) = 0.025^(-0.2222) = e^0.819751 = 2.26994;
    # less 1, times 9: 11.4294.
    assert slack(5, 0.95, 10) == pytest.approx(11.4294, abs=1e-3)


def test_a_selection_worked_by_hand() -> None:
    # Two policies, 3 first worlds: h2 = (0.1^-1 - 1) x 2 = 18. Differences 1, 2, 3.3: S2 = 2.66 / 2 = 1.33, and
    # the room after r worlds is (23.94 - r) / 2 where the indifference is 1: 10.47, 9.97, 9.47. The sums are
    # 6.3, 9.3 and 10.3: only the last is beyond its room.
    first = [0.0] * 5
    second = [1.0, 2.0, 3.3, 3.0, 1.0]
    found = picked([first, second])
    assert (found.best, found.used, found.worlds) == ("p1", 5, 5)
    assert [(each.policy, each.out_after, each.out_by) for each in found.candidates] == [("p0", 5, "p1"), ("p1", 0, "")]


def test_how_many_more_worlds_are_needed_worked_by_hand() -> None:
    # As above, with a fourth difference of -1.9: at most floor(23.94) + 1 worlds in all. At a mean of 4.4 / 4 = 1.1
    # the sum meets its room where 1.1 r = (23.94 - r) / 2, at r = 7.48: after 8 worlds.
    found = picked([[0.0] * 4, [1.0, 2.0, 3.3, -1.9]])
    assert (found.best, found.likely, found.most) == ("", 4, 20)


def test_lower_is_better_where_it_is_said() -> None:
    assert picked([[0.0] * 5, [1.0, 2.0, 3.3, 3.0, 1.0]], direction="lower").best == "p0"


def test_differences_below_the_indifference_end_at_the_last_world() -> None:
    # S2 of the differences is about 1.1; at an indifference of 3 it ends after floor(18 x 1.1 / 9) + 1 = 3 worlds.
    assert picked([[0.0, 0.0, 0.0], [-1.0, 0.0, 1.1]], indifference=3.0).best == "p1"


def test_policies_that_never_differ_end_at_once() -> None:
    found = picked([[1.0, 2.0, 3.0, 4.0]] * 2)
    assert (found.best, found.used) == ("p0", 3)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"direction": "neutral"}, r"share: is neither better when higher nor when lower; say which with --better"),
        ({"indifference": 0.0}, r"0 is no indifference"),
        ({"indifference": math.nan}, r"nan is no indifference"),
        ({"confidence": 1.0}, r"--confidence: 1 cannot be promised"),
        ({"first": 2}, r"--first-worlds: 2 worlds tell no spread; give at least 3"),
    ],
)
def test_what_cannot_be_asked_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        picked([[0.0] * 5, [1.0] * 5], **changes)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([[0.0] * 5], r"there is one policy only"),
        ([[0.0, math.nan, 0.0], [1.0] * 3], r"'share' is undefined for some policy in 1 of 3 worlds"),
        ([[0.0] * 2, [1.0] * 2], r"2 worlds are fewer than the 3 that are looked at first"),
    ],
)
def test_results_that_cannot_be_judged_are_refused(values: list[list[float]], message: str) -> None:
    with pytest.raises(ResultsError, match=message):
        picked(values)
