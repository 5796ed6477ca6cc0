"""Dumbbells show what each kind of community has and gains, and the words say which kind gains more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.outcomes import OUTCOMES
from sim.report.community_types import apart_words, dumbbells, kind_tables, kinds_of
from sim.report.document import compose
from sim.report.figures.dumbbell import BAR_COLOUR, dumbbell_chart
from sim.report.material import Material
from sim.report.quantities import of_outcome
from sim.report.words import LANGUAGES, Language

Sample = Callable[[Language], Material]
KINDS = {"satisfied_share_mixed": "Mixed", "satisfied_share_village": "Villages", "satisfied_share_renewal": "Rebuilt"}
COLUMNS = ["policy", "outcome", "baseline_mean", "mean", "difference", "low", "high", "worlds", "verdict"]
APART = ["against", "apart", "apart_low", "apart_high", "apart_clear"]


def by_type() -> pd.DataFrame:
    """One policy that villages gain by, mixed communities lose by; none were rebuilt. Others repeat it."""
    none = [np.nan] * 5
    rows = [
        ["satisfied_share_mixed", 0.60, 0.59, -0.01, -0.03, 0.01, 19, "unclear", np.nan, *none[1:]],
        ["satisfied_share_renewal", *none, 0, "undefined", "satisfied_share_mixed", *none[2:], False],
        [
            "satisfied_share_village",
            0.5,
            0.6,
            0.1,
            0.08,
            0.12,
            19,
            "better",
            "satisfied_share_mixed",
            0.11,
            0.09,
            0.13,
            True,
        ],
    ]
    policies = ("prompt_pay", "late_pay", "light_touch")
    return pd.DataFrame([[policy, *row] for policy in policies for row in rows], columns=[*COLUMNS, *APART])


def chart(lang: Language = "en") -> Figure:
    outcome = of_outcome(OUTCOMES["satisfied_share"], lang)
    policies = {"prompt_pay": "Prompt", "late_pay": "Late"}
    return dumbbell_chart(by_type(), KINDS, policies, outcome, title="T", notes=["N"])


def material(named: Sample, lang: Language) -> Material:
    return replace(named(lang), by_type=by_type())


def test_every_kind_has_two_points_of_different_shape_and_its_interval() -> None:
    axes = chart().axes[0]
    ends = [(line.get_marker(), np.asarray(line.get_xdata()), np.asarray(line.get_ydata())) for line in axes.lines]
    points = {(marker, float(x[0]), float(y[0])) for marker, x, y in ends}
    assert {("o", 60.0, 0.0), ("D", 59.0, 0.0), ("o", 50.0, 1.0), ("D", 60.0, 1.0)} <= points
    faces = {line.get_marker(): line.get_markerfacecolor() for line in axes.lines}
    assert faces["o"] == "white" != faces["D"]
    bars = [np.asarray(line.get_xdata()).tolist() for line in axes.lines if line.get_color() == BAR_COLOUR]
    # Baseline and the ends of the interval: 60 - 3 and 60 + 1; 50 + 8 and 50 + 12.
    assert np.concatenate(bars) == pytest.approx([57.0, 61.0, 58.0, 62.0])


def test_levels_and_differences_are_written_out() -> None:
    axes = chart().axes[0]
    told = [text.get_text() for text in axes.texts]
    assert told == [
        "59.0", "60.0", "−1 (−3 to +1)",
        "50.0", "60.0", "+10 (+8 to +12)",
        "undefined", "difference, 95% interval\n(percentage points)",
    ]  # fmt: skip
    assert [label.get_text() for label in axes.get_yticklabels()] == list(KINDS.values())
    assert axes.get_xlabel() == "Satisfied residents (% of residents)"


def test_a_narrow_interval_beside_zero_is_not_written_as_zero() -> None:
    near = by_type().assign(baseline_mean=0.5, mean=0.51, low=0.004, high=0.016)
    outcome = of_outcome(OUTCOMES["satisfied_share"], "en")
    figure = dumbbell_chart(near, KINDS, {"prompt_pay": "Prompt"}, outcome, title="", notes=[])
    assert "+1.0 (+0.4 to +1.6)" in [text.get_text() for text in figure.axes[0].texts]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_panels_share_their_values_and_have_a_key(lang: Language) -> None:
    figure = chart(lang)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["Prompt", "Late"]
    assert figure.axes[0].get_xlim() == figure.axes[1].get_xlim()
    left, right = figure.axes[0].get_xlim()
    assert left < 50
    assert right > 62
    texts = {text.get_text() for text in figure.findobj() if isinstance(text, Text)}
    assert {"T", "N"} <= texts
    assert len(figure.legends[0].get_texts()) == 3


def test_kinds_that_no_community_is_of_are_left_out(named: Sample) -> None:
    assert kinds_of(material(named, "en"), "satisfied_share") == {
        "satisfied_share_mixed": "Mixed communities",
        "satisfied_share_village": "Former villages",
    }
    assert kinds_of(material(named, "en"), "unmet_need_share") == {}
    assert kinds_of(named("en"), "satisfied_share") == {}


def test_words_say_which_kind_gains_more(named: Sample) -> None:
    told = apart_words(material(named, "en"), "satisfied_share")
    assert told[0] == (
        "Under “Pay on time”, the change in satisfied residents beyond that in mixed communities: former villages "
        "+11 percentage points (+9 to +13)."
    )
    assert len(told) == 4
    assert "among all 6 such comparisons" in told[-1]
    unclear = by_type().assign(apart_clear=False)
    assert (
        "former villages unclear (+9 to +13)"
        in apart_words(replace(named("en"), by_type=unclear), "satisfied_share")[0]
    )
    assert "村改居社区+11个百分点（+9至+13）" in apart_words(material(named, "zh"), "satisfied_share")[0]


def test_a_report_draws_tells_and_lists_kinds(named: Sample, tmp_path: Path) -> None:
    ((whole, picture),) = dumbbells(material(named, "en"), tmp_path)
    assert whole == "satisfied_share"
    assert picture.files.png.is_file()
    (table,) = kind_tables(material(named, "en"))
    assert table.rows[1] == ["Pay on time", "Former villages", "50.0", "60.0", "+10", "+8 to +12"]
    assert len(table.rows) == 6
    titles = [getattr(block, "title", "") for block in compose(material(named, "en"), tmp_path).blocks]
    assert {picture.title, table.title} <= set(titles)
    without = [getattr(block, "title", "") for block in compose(named("en"), tmp_path).blocks]
    assert not {picture.title, table.title} & set(without)
