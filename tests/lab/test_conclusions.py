"""A contrast is stable where its sign is the same in 95% of the sets, worked by hand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.errors import ResultsError, UsageError
from sim.lab.conclusions import conclusions

SETS = 20
# The smallest difference in satisfied residents that matters is 0.01, and more is better.
DIFFERENCES = {
    "always_better": [0.02] * 20,
    "once_worse": [0.02] * 19 + [-0.02],
    "twice_worse": [0.02] * 18 + [-0.02] * 2,
    "always_worse": [-0.03] * 20,
    "hardly_any": [0.005] * 10 + [-0.005] * 9 + [0.02],
}


def results(sets: int = SETS) -> Any:
    """Two worlds whose luck is the same under every policy, and falls out."""
    rows = []
    for world in range(2):
        for number in range(sets):
            start = 0.5 + 0.1 * world + 0.001 * number
            rows.append(("baseline", f"s{number}", world, start))
            rows += [(name, f"s{number}", world, start + each[number]) for name, each in DIFFERENCES.items()]
    table = pd.DataFrame(rows, columns=["policy", "set", "world", "satisfied_share"])
    table["turnover_rate"] = np.where(table["policy"] == "always_worse", np.nan, table["satisfied_share"])
    plan = {
        "policies": [{"name": name} for name in ("baseline", *DIFFERENCES)],
        "sets": [f"s{number}" for number in range(sets)],
    }
    experiment = SimpleNamespace(outcomes=("satisfied_share", "turnover_rate"))
    return SimpleNamespace(
        folder=Path("results/x"), table=table, plan=plan, experiment=experiment, manifest={"worlds": 2}
    )


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return conclusions(results(), ["satisfied_share"]).set_index("policy")


@pytest.mark.parametrize(
    ("policy", "share", "reading"),
    [
        ("always_better", 1.0, "better"),
        ("once_worse", 0.95, "better"),
        ("twice_worse", 0.90, "not stable"),
        ("always_worse", 1.0, "worse"),
        ("hardly_any", 0.55, "no difference larger than the smallest that matters"),
    ],
)
def test_the_reading_of_a_contrast(found: pd.DataFrame, policy: str, share: float, reading: str) -> None:
    assert found.loc[policy, "same_sign"] == pytest.approx(share)
    assert found.loc[policy, "reading"] == reading


def test_the_mean_and_the_exact_interval_of_the_share(found: pd.DataFrame) -> None:
    assert found.loc["once_worse", "difference"] == pytest.approx(0.018)
    # Clopper and Pearson's interval of 19 in 20, and of 20 in 20 (0.025 to the power 1/20).
    row = found.loc["once_worse"]
    assert [row["same_low"], row["same_high"]] == pytest.approx([0.7513, 0.9987], abs=1e-4)
    assert found.loc["always_better", "same_low"] == pytest.approx(0.025 ** (1 / 20))


def test_an_outcome_that_is_defined_in_no_set_is_undefined() -> None:
    found = conclusions(results())
    row = found[(found["outcome"] == "turnover_rate") & (found["policy"] == "always_worse")].iloc[0]
    assert (row["reading"], row["sets"], row["undefined"]) == ("undefined", 0, SETS)


def test_too_few_sets_are_refused() -> None:
    with pytest.raises(ResultsError, match="results/x: has 19 parameter sets, and with fewer than 20"):
        conclusions(results(19))


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean 'satisfied_share'"):
        conclusions(results(), ["satisfied_shar"])
