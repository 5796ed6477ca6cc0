"""Sentences are honest: an interval always, unclear where it holds zero, and nothing said of what is undefined."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from sim.lab.compare import BETTER, NO_DIFFERENCE, UNCLEAR, UNDEFINED, WORSE
from sim.report.findings import Subject, overview, sentence, side_effects, subjects
from sim.report.material import Material
from sim.report.words import Language

Sample = Callable[[Language], Material]


def told(sample: Sample, lang: Language, verdict: str, difference: float, low: float, high: float) -> str:
    material = sample(lang)
    table = material.comparison
    others = table[(table["policy"] != "late_pay") | (table["outcome"] != "satisfied_share")]
    row = {"policy": "late_pay", "outcome": "satisfied_share", "baseline_mean": 0.5, "mean": 0.5, "worlds": 19}
    row |= {"verdict": verdict, "difference": difference, "low": low, "high": high}
    table = pd.concat([others, pd.DataFrame([row])])
    changed = replace(material, comparison=table)
    subject = next(subject for subject in subjects(changed) if subject.policy == "late_pay")
    return sentence(changed, subject, changed.outcomes[0])


LATE, ZH = "Under “Pay a year late”: ", "在“滞后一年拨款”下，"
SAID = {
    BETTER: (
        (0.021, 0.010, 0.032),
        (
            "satisfied residents 2.1 percentage points higher than in the baseline "
            "(95% interval of the difference: +1.0 to +3.2)."
        ),
        "满意居民占比较基准高2.1个百分点（差异的95%区间：+1.0至+3.2）。",
    ),
    WORSE: (
        (-0.021, -0.032, -0.010),
        (
            "satisfied residents 2.1 percentage points lower than in the baseline "
            "(95% interval of the difference: −3.2 to −1.0)."
        ),
        "满意居民占比较基准低2.1个百分点（差异的95%区间：−3.2至−1.0）。",
    ),
    UNCLEAR: (
        (0.021, -0.010, 0.052),
        (
            "unclear whether there is any change in satisfied residents. "
            "The difference is +2.1 percentage points, and its 95% interval, −1.0 to +5.2, holds zero."
        ),
        "满意居民占比是否变化尚不明确：差异为+2.1个百分点，其95%区间（−1.0至+5.2）包含零。",
    ),
    NO_DIFFERENCE: (
        (0.002, -0.003, 0.007),
        (
            "no difference that matters in satisfied residents. "
            "The whole 95% interval of +0.20 percentage points, −0.30 to +0.70, is smaller than 1 percentage point."
        ),
        "满意居民占比没有实质差异：+0.20个百分点（95%区间：−0.30至+0.70），整个区间小于最小实质差异1个百分点。",
    ),
    UNDEFINED: (
        (math.nan, math.nan, math.nan),
        "satisfied residents undefined. No pair of worlds gives it a value, so nothing is said of it.",
        "满意居民占比无定义：没有一对模拟世界给出取值，因此不作判断。",
    ),
}


@pytest.mark.parametrize("verdict", SAID)
def test_every_verdict_in_words(named: Sample, verdict: str) -> None:
    numbers, english, chinese = SAID[verdict]
    assert told(named, "en", verdict, *numbers) == LATE + english
    assert told(named, "zh", verdict, *numbers) == ZH + chinese


def test_an_interval_without_zero_that_fails_among_many_is_unclear_for_that_reason(named: Sample) -> None:
    said = told(named, "en", UNCLEAR, 0.021, 0.010, 0.032)
    assert "holds zero" not in said
    assert "among 12 comparisons" in said


def test_a_grid_is_told_by_what_changes_one_lever(grid: Sample) -> None:
    said = [subject.words for subject in subjects(grid("en"))]
    assert said[0] == "With purchase level at 1 million yuan per centre and year instead of 2 million yuan"
    assert said[-1] == "With payment delay at 12 months instead of 3"
    assert len(said) == 6
    assert subjects(grid("zh"))[-1].words == "拨款滞后由3改为12个月时"


def test_the_largest_of_many_carries_a_warning(grid: Sample) -> None:
    answer = overview(grid("en"))
    assert answer[0].startswith("26 policies were compared with the baseline on satisfied residents: better ")
    assert "95% interval" in answer[1]
    assert "probably overstated" in answer[2]


def test_counts_add_up(grid: Sample) -> None:
    material = grid("en")
    verdicts = [effect.verdict for effect in material.effects(material.outcomes[2]).values()]
    shown = replace(material, outcomes=(material.outcomes[2],))
    count = verdicts.count(UNDEFINED)
    assert count == 1
    assert overview(shown)[0].endswith(f"Undefined: {count}.")


def test_a_neutral_outcome_is_higher_or_lower_never_better(named: Sample) -> None:
    material = named("en")
    shown = replace(material, outcomes=(material.outcomes[3],))
    assert "higher" in overview(shown)[0]
    assert "better" not in overview(shown)[0]


def test_nothing_to_compare_is_said(named: Sample) -> None:
    material = named("en")
    alone = replace(material, policies=material.policies[:1])
    assert overview(alone) == ["This experiment has no policy beside the baseline, so there is nothing to compare."]
    assert subjects(alone) == []


def test_other_outcomes_are_told_only_where_they_clearly_change(named: Sample) -> None:
    material = named("en")
    assert side_effects(material, Subject("late_pay", "Under “x”")).startswith("Under “x”: service delivered −")
    quiet = replace(material, comparison=material.comparison.assign(verdict=UNCLEAR))
    assert side_effects(quiet, Subject("late_pay", "Under “x”")) == (
        "Under “x”: no other outcome of this experiment clearly changes."
    )
