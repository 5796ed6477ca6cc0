from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from sim.lab.experiment import Experiment
from sim.lab.worlds import next_worlds, precision

RULE = {"outcome": "satisfied_share", "half_width": 0.5, "batch": 5, "cap": 12}


def asked(worlds: int = 3, **changes: Any) -> Experiment:
    content: dict[str, Any] = {
        "name": "pay",
        "question_en": "?",
        "question_zh": "？",
        "scenario": "guangzhou",
        "seed": 9,
        "worlds": worlds,
        "outcomes": ["satisfied_share"],
        "stopping": RULE,
    }
    return Experiment.model_validate(content | changes)


def table(*late: float) -> pd.DataFrame:
    """The baseline at zero and one policy beside it."""
    rows = [("baseline", world, 0.0) for world in range(len(late))]
    rows += [("late", world, value) for world, value in enumerate(late)]
    return pd.DataFrame(rows, columns=["policy", "world", "satisfied_share"])


def test_the_first_worlds_come_before_any_rule() -> None:
    assert next_worlds(asked(), table()) == 3
    assert next_worlds(asked(), table(1.0, 1.0)) == 3


def test_a_sharp_answer_stops() -> None:
    # Differences 1.0, 1.1, 1.2: half-width 4.302653 x 0.1 / sqrt(3) = 0.2484 (tables), below 0.5.
    results = table(1.0, 1.1, 1.2)
    sharp = precision(asked(), results)
    assert sharp is not None
    assert sharp.half_width == pytest.approx(0.2484, abs=1e-4)
    assert (sharp.policy, sharp.worlds, sharp.reached) == ("late", 3, True)
    assert next_worlds(asked(), results) is None


def test_a_blurred_answer_asks_for_a_batch_and_stops_at_the_cap() -> None:
    assert next_worlds(asked(), table(0.0, 1.0, 2.0)) == 8
    assert next_worlds(asked(), table(*[0.0, 9.0] * 4)) == 12
    assert next_worlds(asked(), table(*[0.0, 9.0] * 6)) is None


def test_a_significant_answer_that_is_not_sharp_goes_on() -> None:
    # Mean 10, half-width 1.24: surely not zero, and still wider than was asked for.
    assert next_worlds(asked(), table(9.5, 10.0, 10.5)) == 8


def test_the_widest_interval_decides() -> None:
    results = table(1.0, 1.0, 1.0)
    wide = pd.DataFrame({"policy": "wide", "world": [0, 1, 2], "satisfied_share": [0.0, 5.0, 9.0]})
    sharp = precision(asked(), pd.concat([results, wide]))
    assert sharp is not None
    assert sharp.policy == "wide"
    assert next_worlds(asked(), pd.concat([results, wide])) == 8


def test_undefined_or_failed_worlds_never_count_as_sharp() -> None:
    assert next_worlds(asked(), table(math.nan, math.nan, math.nan)) == 8
    assert next_worlds(asked(), table(1.0), tried=3) == 8
    assert next_worlds(asked(), table(), tried=3) == 8
    assert next_worlds(asked(), table(), tried=12) is None
    without_baseline = table(1.0, 1.0, 1.0).query("policy == 'late'")
    assert next_worlds(asked(), without_baseline) == 8


def test_without_a_rule_the_planned_worlds_are_enough() -> None:
    results = table(0.0, 9.0, 0.0)
    assert next_worlds(asked(stopping=None), results) is None
    assert precision(asked(stopping=None), results) is None


def stopped(experiment: Experiment, luck: NDArray[np.float64]) -> pd.DataFrame:
    worlds = next_worlds(experiment, table())
    results = table()
    while worlds is not None:
        results = table(*luck[:worlds])
        worlds = next_worlds(experiment, results)
    return results


def test_stopping_by_width_keeps_the_coverage_that_the_interval_promises() -> None:
    # 150 studies of a difference that is truly 0.3, each stopped by the rule of the default sizes.
    rule = {**RULE, "half_width": 0.35, "batch": 5, "cap": 100}
    experiment = asked(20, stopping=rule)
    drawn = np.random.default_rng(4).normal(0.3, 1.0, size=(150, 100))
    covered, lengths = 0, set()
    for luck in drawn:
        results = stopped(experiment, luck)
        late = results.loc[results["policy"] == "late", "satisfied_share"].to_numpy()
        sharp = precision(experiment, results)
        assert sharp is not None
        covered += abs(late.mean() - 0.3) <= sharp.half_width
        lengths.add(len(late))
    assert len(lengths) > 4
    assert 0.90 < covered / 150 < 0.99
