from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ResultsError, UsageError
from sim.lab.compare import (
    BETTER,
    HIGHER,
    LOWER,
    NO_DIFFERENCE,
    UNCLEAR,
    UNDEFINED,
    WORSE,
    compare,
    compare_plan,
    verdict,
)
from sim.lab.experiment import Experiment
from sim.lab.plan import make_plan
from sim.outcomes import Direction, Outcome

NAN = math.nan


def outcome(name: str, direction: Direction = "higher", matters: float = 0.01) -> Outcome:
    return Outcome(
        name=name,
        en=name,
        zh=name,
        unit="share",
        direction=direction,
        summary="end",
        matters=matters,
        meaning="a stand-in",
        source="made up",
        measure=lambda _: 0.0,
    )


DECLARED = {
    "satisfied": outcome("satisfied"),
    "closures": outcome("closures", "lower", 0.5),
    "money": outcome("money", "neutral", 10.0),
}


def table(columns: dict[str, dict[str, Sequence[float]]]) -> pd.DataFrame:
    """Columns of outcomes by policy, one value a world."""
    policies = next(iter(columns.values()))
    rows = [(policy, world) for policy, values in policies.items() for world in range(len(values))]
    frame = pd.DataFrame(rows, columns=["policy", "world"])
    for name, by_policy in columns.items():
        frame[name] = [value for values in by_policy.values() for value in values]
    return frame


def test_a_small_table_worked_by_hand() -> None:
    # Differences 0.1, 0.2, 0.3: mean 0.2, standard deviation 0.1, t(0.975, 2) = 4.302653 (tables).
    # Apart: variances 0.01 (baseline) and 0.04; together 0.01: common worlds gained 5 times.
    results = table({"satisfied": {"now": [0.4, 0.5, 0.6], "paid": [0.5, 0.7, 0.9]}})
    found = compare(results, baseline="now", declared=DECLARED)
    row = found.differences.iloc[0]
    reach = 4.302653 * 0.1 / math.sqrt(3)
    assert (row["policy"], row["outcome"], row["worlds"], row["undefined"]) == ("paid", "satisfied", 3, 0)
    assert row["mean"] == pytest.approx(0.7)
    assert row["baseline_mean"] == pytest.approx(0.5)
    assert row["difference"] == pytest.approx(0.2)
    assert row["low"] == pytest.approx(0.2 - reach, abs=1e-6)
    assert row["high"] == pytest.approx(0.2 + reach, abs=1e-6)
    assert row["variance_ratio"] == pytest.approx(5.0)
    # t = 2 sqrt(3) = 3.4641 with 2 degrees of freedom: p = 1 - t / sqrt(2 + t^2) = 0.074180.
    assert row["p"] == pytest.approx(1 - 3.4641016 / math.sqrt(14), abs=1e-6)
    assert row["verdict"] == UNCLEAR
    assert (found.worlds, found.left_out, found.family) == (3, (), 1)


def test_the_same_policy_under_two_names_is_exactly_the_same() -> None:
    values = np.random.default_rng(3).random(20).tolist()
    found = compare(table({"satisfied": {"now": values, "again": values}}), baseline="now", declared=DECLARED)
    row = found.differences.iloc[0]
    assert [row[column] for column in ("difference", "low", "high")] == [0.0, 0.0, 0.0]
    assert row["p"] == 1.0
    assert row["variance_ratio"] == math.inf
    assert row["verdict"] == NO_DIFFERENCE


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=20))
def test_the_baseline_against_itself_is_exactly_zero(values: list[float]) -> None:
    found = compare(table({"satisfied": {"now": values, "again": values}}), baseline="now", declared=DECLARED)
    assert found.differences.iloc[0][["difference", "low", "high"]].tolist() == [0.0, 0.0, 0.0]


@given(
    st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=2, max_size=15),
    st.lists(st.integers(-1000, 1000), min_size=15, max_size=15),
)
def test_what_a_world_adds_to_every_policy_changes_no_difference(pairs: list[tuple[int, int]], luck: list[int]) -> None:
    now, paid = ([float(one[place]) for one in pairs] for place in (0, 1))
    moved = [[value + extra for value, extra in zip(side, luck, strict=False)] for side in (now, paid)]
    kept = ["difference", "low", "high", "p"]
    before = compare(table({"money": {"now": now, "paid": paid}}), baseline="now", declared=DECLARED)
    after = compare(table({"money": {"now": moved[0], "paid": moved[1]}}), baseline="now", declared=DECLARED)
    pd.testing.assert_frame_equal(before.differences[kept], after.differences[kept])


@given(st.integers(1, 1000), st.integers(0, 2**31))
def test_exchanging_policy_and_baseline_turns_the_sign(scale: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).normal(size=(2, 8)) * scale
    results = table({"money": {"now": drawn[0].tolist(), "paid": drawn[1].tolist()}})
    there = compare(results, baseline="now", declared=DECLARED).differences.iloc[0]
    back = compare(results, baseline="paid", declared=DECLARED).differences.iloc[0]
    assert back["difference"] == -there["difference"]
    assert back["t_low"] == pytest.approx(-there["t_high"])
    assert back["p"] == pytest.approx(there["p"])


def test_worlds_that_failed_anywhere_are_left_out_everywhere_and_said() -> None:
    results = table({"satisfied": {"now": [0.1, 0.2, 0.3], "late": [0.2, 0.3, 9.0], "paid": [0.3, 0.4, 0.5]}})
    broken = results[~((results["policy"] == "late") & (results["world"] == 2))]
    found = compare(broken, baseline="now", declared=DECLARED, worlds=4)
    assert found.worlds == 2
    assert found.left_out == (2, 3)
    assert found.differences["worlds"].tolist() == [2, 2]
    assert found.differences["difference"].tolist() == pytest.approx([0.1, 0.2])


def test_undefined_values_leave_their_row_only_and_are_counted() -> None:
    results = table(
        {
            "satisfied": {"now": [0.1, 0.2, 0.4], "paid": [0.2, 0.4, NAN]},
            "closures": {"now": [NAN, NAN, NAN], "paid": [1.0, 2.0, 3.0]},
        }
    )
    rows = compare(results, baseline="now", declared=DECLARED).differences.set_index("outcome")
    assert list(rows.loc["satisfied", ["worlds", "undefined"]]) == [2, 1]
    assert rows.loc["satisfied", "difference"] == pytest.approx(0.15)
    assert rows.loc["satisfied", "baseline_mean"] == pytest.approx(0.15)
    assert list(rows.loc["closures", ["worlds", "undefined"]]) == [0, 3]
    assert rows.loc["closures", "verdict"] == UNDEFINED


def test_an_undefined_question_is_no_member_of_the_family() -> None:
    results = table(
        {
            "satisfied": {"now": [0.1, 0.2, 0.4], "paid": [0.2, 0.4, 0.5]},
            "closures": {"now": [NAN] * 3, "paid": [1.0, 2.0, 3.0]},
        }
    )
    found = compare(results, baseline="now", declared=DECLARED)
    assert found.family == 1
    row = found.differences.iloc[0]
    assert row["outcome"] == "satisfied"
    assert row["p_holm"] == row["p"]


@pytest.mark.parametrize(
    ("low", "high", "p", "direction", "word"),
    [
        (0.02, 0.05, 0.001, "higher", BETTER),
        (0.02, 0.05, 0.001, "lower", WORSE),
        (0.02, 0.05, 0.001, "neutral", HIGHER),
        (-0.05, -0.02, 0.001, "higher", WORSE),
        (-0.05, -0.02, 0.001, "lower", BETTER),
        (-0.05, -0.02, 0.001, "neutral", LOWER),
        (0.02, 0.05, 0.2, "higher", UNCLEAR),  # one of many questions
        (-0.02, 0.05, 0.2, "higher", UNCLEAR),
        (-0.02, 0.05, 0.01, "higher", UNCLEAR),  # skewed: the bootstrap reaches over zero
        (0.001, 0.01, 0.001, "higher", NO_DIFFERENCE),  # surely above zero, and too small to matter
        (-0.01, 0.01, 0.9, "higher", NO_DIFFERENCE),
        (NAN, NAN, NAN, "higher", UNDEFINED),
    ],
)
def test_the_words_of_a_verdict(low: float, high: float, p: float, direction: Direction, word: str) -> None:
    assert verdict(low, high, p, outcome("any", direction, matters=0.01)) == word


def test_skewed_differences_get_the_wider_of_both_intervals() -> None:
    drawn = np.random.default_rng(11).exponential(size=30)
    results = table({"closures": {"now": [0.0] * 30, "late": drawn.tolist()}})
    row = compare(results, baseline="now", declared=DECLARED).differences.iloc[0]
    assert row["skewed"]
    assert row["low"] == min(row["t_low"], row["boot_low"])
    assert row["high"] == max(row["t_high"], row["boot_high"])
    assert row["boot_high"] > row["t_high"]


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    # 1,000 policies whose true difference is known, each in 20 worlds of its own luck.
    drawn = np.random.default_rng(20).normal(size=(1000, 20))
    truth = np.linspace(-2, 2, 1000)
    policies = {f"p{place}": (truth[place] + drawn[place]).tolist() for place in range(1000)}
    results = table({"money": {"now": [0.0] * 20, **policies}})
    rows = compare(results, baseline="now", declared=DECLARED).differences
    covered = np.mean((rows["t_low"].to_numpy() <= truth) & (truth <= rows["t_high"].to_numpy()))
    assert 0.93 < covered < 0.97


def test_nothing_is_claimed_where_nothing_differs() -> None:
    # 300 policies that only luck tells apart: Holm lets the family claim something in 5% of studies.
    drawn = np.random.default_rng(8).normal(size=(300, 20))
    policies = {f"p{place}": drawn[place].tolist() for place in range(300)}
    results = table({"satisfied": {"now": [0.0] * 20, **policies}})
    rows = compare(results, baseline="now", declared=DECLARED).differences
    assert (rows["p"] < 0.05).sum() > 5
    assert set(rows["verdict"]) == {UNCLEAR}


def test_a_baseline_alone_has_nothing_to_be_compared_with() -> None:
    found = compare(table({"satisfied": {"now": [0.1, 0.2]}}), baseline="now", declared=DECLARED)
    assert (len(found.differences), found.family, found.worlds) == (0, 0, 2)
    assert {"policy", "outcome", "low", "high", "p_holm", "verdict"} <= set(found.differences.columns)


def test_results_without_any_outcome_are_refused() -> None:
    results = table({"satisfied": {"now": [0.1, 0.2]}}).drop(columns="satisfied")
    with pytest.raises(UsageError, match="none was named, or the results hold none"):
        compare(results, baseline="now", declared=DECLARED)


def test_a_plans_results_are_compared_on_what_its_experiment_asks() -> None:
    content = {"name": "pay", "question_en": "?", "question_zh": "?", "scenario": "guangzhou", "seed": 9}
    asked = {"outcomes": ["satisfied_share"], "axes": {"policy.payment.delay_months": [2, 6]}, "worlds": 3}
    plan = make_plan(Experiment.model_validate(content | asked))
    late = "delay_months=6"
    results = table({"satisfied_share": {"baseline": [0.5, 0.6, 0.7], late: [0.4, 0.4, 0.4]}})
    found = compare_plan(plan, results[results.index != 5].assign(closures=0.0))
    assert found.differences["policy"].tolist() == [late]
    assert found.differences["outcome"].tolist() == ["satisfied_share"]
    assert found.differences["difference"].tolist() == pytest.approx([-0.15])
    assert (found.baseline, found.worlds, found.left_out) == ("baseline", 2, (2,))


def test_unknown_baselines_and_outcomes_are_refused_with_the_nearest_name() -> None:
    results = table({"satisfied": {"now": [0.1, 0.2], "paid": [0.2, 0.4]}})
    with pytest.raises(ResultsError, match="the baseline 'nwo' has no run in them; did you mean 'now'"):
        compare(results, baseline="nwo", declared=DECLARED)
    with pytest.raises(UsageError, match="no outcome 'satisfed'; did you mean 'satisfied'"):
        compare(results, baseline="now", outcomes=["satisfed"], declared=DECLARED)
    with pytest.raises(ResultsError, match="results: 'closures' was not measured; name it in the experiment's"):
        compare(results, baseline="now", outcomes=["closures"], declared=DECLARED)


def test_equivalence_worked_by_hand() -> None:
    # Differences 0.1, 0.2, 0.3: mean 0.2, standard error 0.057735. Against 0.5: t = 0.3 / 0.057735 = 5.19615 with
    # 2 degrees of freedom, whose upper tail is (1 - t / sqrt(2 + t^2)) / 2 = 0.017549. Against 0.01: t = -3.29.
    results = table({"closures": {"now": [0.4, 0.5, 0.6], "paid": [0.5, 0.7, 0.9]}})
    row = compare(results, baseline="now", declared=DECLARED).differences.iloc[0]
    assert row["p_equivalence"] == pytest.approx((1 - 5.1961524 / math.sqrt(29)) / 2, abs=1e-6)
    assert row["equivalent"]
    results = table({"satisfied": {"now": [0.4, 0.5, 0.6], "paid": [0.5, 0.7, 0.9]}})
    row = compare(results, baseline="now", declared=DECLARED).differences.iloc[0]
    assert row["p_equivalence"] > 0.95
    assert not row["equivalent"]


def test_equivalence_is_certain_where_every_world_agrees() -> None:
    results = table({"money": {"now": [1.0, 2.0], "same": [1.0, 2.0], "dear": [21.0, 22.0]}})
    found = compare(results, baseline="now", declared=DECLARED).differences
    assert found["p_equivalence"].tolist() == [0.0, 1.0]


def test_a_difference_over_sets_worked_by_hand() -> None:
    # Under 19 of 20 sets the policy adds 1, under the last it takes 1: mean 0.9, the same sign in 95%.
    rows = [
        (policy, str(under), world, world + (policy == "paid") * (-1.0 if under == 19 else 1.0))
        for world in range(3)
        for under in range(20)
        for policy in ("now", "paid")
    ]
    frame = pd.DataFrame(rows, columns=["policy", "set", "world", "satisfied"])
    found = compare(frame, baseline="now", declared=DECLARED)
    row = found.differences.iloc[0]
    assert (found.sets, row["worlds"], row["same_sign_share"], row["stable"]) == (20, 3, 0.95, True)
    assert row["difference"] == pytest.approx(0.9)
    # numpy's percentile: place 0.475 between the lowest (-1) and the next (1).
    assert (row["set_low"], row["set_high"]) == (pytest.approx(-0.05), 1.0)
