"""What decides an outcome is told by its largest unknowns, with intervals, and with what turns a ranking over."""

from __future__ import annotations

import pandas as pd
import pytest

from sim.lab.sensitivity.analysis import Sensitivity
from sim.report.decided import largest_words, ranked, ranking_words
from sim.report.words import LANGUAGES, Language

TIME, RESERVE = "coefficients.evaluation.time_cost", "coefficients.budget.small_reserve"
NAME = "satisfied_share"
WHOLE = {
    "outcome": NAME, "mean": 0.004, "deviation": 0.02, "opposite": 0.25, "opposite_low": 0.2, "opposite_high": 0.31,
    "opposite_and_matters": 0.1, "opposite_and_clear": 0.05,
}  # fmt: skip


def screened(sizes: tuple[float, float]) -> Sensitivity:
    """Two unknowns: the first lowers the share by as much as it is large, the second raises it; luck is 0.01."""
    rows = [
        {"outcome": NAME, "unknown": path, "effect": sign * size, "effect_low": sign * size - 0.01,
         "effect_high": sign * size + 0.01, "size": size, "size_low": size - 0.01, "size_high": size + 0.01,
         "luck": 0.01, "turns": turns}
        for path, size, sign, turns in zip((TIME, RESERVE), sizes, (-1, 1), (0.1, 0.4), strict=True)
    ]  # fmt: skip
    return Sensitivity("morris", "two", "five", pd.DataFrame(rows), pd.DataFrame([WHOLE]), 4, 12, 2)


def shared() -> Sensitivity:
    """Two unknowns that make 70% and 20% of the variance."""
    rows = [
        {"outcome": NAME, "unknown": path, "total": share, "total_low": share - 0.05, "total_high": share + 0.05}
        for path, share in ((RESERVE, 0.2), (TIME, 0.7))
    ]
    return Sensitivity("saltelli", "two", "five", pd.DataFrame(rows), pd.DataFrame([WHOLE]), 8, 40, 2)


TOLD: dict[Language, str] = {
    "en": "Satisfied residents: 1 of 2 unknowns decide it, clear of luck and not too small to matter. Over their "
    "whole ranges the largest change it by: staff time of an evaluation −12 percentage points (95% interval "
    "−13 to −11); ",
    "zh": "居民满意度：2个因素中有1个有影响（超出运气，且不小于有意义的差异）。影响最大者在其全范围内带来的变化：",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_largest_unknowns_are_told_first_with_their_intervals(lang: Language) -> None:
    """The second unknown's interval, 0.5 to 2.5 points, reaches below luck."""
    assert largest_words(screened((0.12, 0.015)), NAME, lang).startswith(TOLD[lang])


def test_an_outcome_that_nothing_moves_says_so() -> None:
    assert largest_words(screened((0.0, 0.0)), NAME, "en") == "Satisfied residents: no unknown decides anything."


def test_shares_of_the_variance_are_told_in_percent() -> None:
    told = largest_words(shared(), NAME, "en")
    assert "staff time of an evaluation 70% (95% interval 65 to 75)" in told
    assert [row["unknown"] for row in ranked(shared(), NAME)] == [TIME, RESERVE]


def test_the_unknown_that_turns_a_ranking_over_most_often_is_named() -> None:
    """The reserves do in 40% of their changes, the staff time in 10%."""
    told = list(ranking_words(WHOLE, ranked(screened((0.12, 0.05)), NAME), "en"))
    assert told[0].startswith("On average +0.40 percentage points. The other way round at 25% of points (20% to 31%), ")
    assert "in 40% of changes of it alone" in told[1]
