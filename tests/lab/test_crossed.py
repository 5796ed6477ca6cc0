"""A design is read whole or not at all: what is missing or undefined is named."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.errors import ResultsError, UsageError
from sim.lab.crossed import crossed
from sim.lab.experiment import Experiment
from sim.lab.results import Results

PATH = "coefficients.evaluation.time_cost"


def results(table: pd.DataFrame, sets: tuple[str, ...] = ("point_0", "point_1", "point_2")) -> Results:
    experiment = Experiment.model_validate(
        {"name": "q", "question_en": "?", "question_zh": "？", "scenario": "guangzhou", "seed": 7,
         "outcomes": ["satisfied_share"]}
    )  # fmt: skip
    plan = {"policies": [{"name": "baseline"}, {"name": "late"}], "sets": list(sets), "uncertain": [PATH]}
    return Results(Path("results/q"), table, experiment, plan, {"worlds": 2}, 0, "")


def table() -> pd.DataFrame:
    """Twelve runs, world by world as a sweep stores them; an answer tells policy, set and world apart."""
    rows = [
        (policy, f"point_{number}", world, number / 100, 100 * place + 10 * number + world)
        for world, number, (place, policy) in itertools.product(range(2), range(3), enumerate(["baseline", "late"]))
    ]
    return pd.DataFrame(rows, columns=["policy", "set", "world", PATH, "satisfied_share"])


def test_answers_stand_by_policy_set_and_world_however_they_were_stored() -> None:
    found = crossed(results(table().sample(frac=1, random_state=1)), ["satisfied_share"])
    assert found.answers["satisfied_share"].tolist() == [
        [[0, 1], [10, 11], [20, 21]],
        [[100, 101], [110, 111], [120, 121]],
    ]
    assert [each[PATH] for each in found.values] == [0.0, 0.01, 0.02]
    assert (found.policies, found.worlds) == (("baseline", "late"), 2)


def test_a_missing_run_is_named_and_never_filled_in() -> None:
    with pytest.raises(
        ResultsError,
        match=r"2 of 12 runs are missing \(first: policy 'late', set 'point_1', world 0\); see",
    ):
        crossed(results(table().drop(index=[3, 11])), ["satisfied_share"])


def test_an_undefined_answer_is_named_and_never_averaged_away() -> None:
    broken = table().astype({"satisfied_share": float})
    broken.loc[4, "satisfied_share"] = np.nan
    with pytest.raises(
        ResultsError,
        match=r"'satisfied_share' is undefined in 1 of 12 runs .*'baseline', set 'point_2', world 0",
    ):
        crossed(results(broken), ["satisfied_share"])


def test_results_without_sets_and_unknown_names_are_refused_with_a_remedy() -> None:
    with pytest.raises(UsageError, match=r"tried under no unknown values; add \[unknowns\] or \[sets\]"):
        crossed(results(table(), ()), ["satisfied_share"])
    with pytest.raises(UsageError, match="there is no outcome 'satisfied_shar' in results/q; did you mean"):
        crossed(results(table()), ["satisfied_shar"])
    with pytest.raises(ResultsError, match="results/q: 'closures' was not measured; name it in the experiment's"):
        crossed(results(table()), ["closures"])
    with pytest.raises(UsageError, match="there is no policy 'lat'; did you mean 'late'"):
        crossed(results(table()), ["satisfied_share"]).policy("lat")
