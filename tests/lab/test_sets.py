from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ResultsError, ScenarioError
from sim.lab.experiment import Experiment, read_experiment
from sim.lab.pairing import pair
from sim.lab.plan import make_plan
from sim.lab.sets import ParameterSet, read_sets, sets_file, written_sets

VULNERABLE, AWARE = "coefficients.beginnings.vulnerable_share", "coefficients.beginnings.aware_share"
DELAY = "policy.payment.delay_months"
FILE = f"set,{VULNERABLE},implausibility\n7,0.1,2.5\nlow-8,0.2,1\n9,0.3,0.1\n"
QUESTION: dict[str, Any] = {
    "name": "under_sets",
    "question_en": "?",
    "question_zh": "？",
    "scenario": "guangzhou",
    "seed": 9,
    "worlds": 2,
    "outcomes": ["satisfied_share"],
    "axes": {DELAY: [0, 2, 6]},
}


def write(folder: Path, text: str = FILE) -> Path:
    path = folder / "some.csv"
    path.write_text(text, encoding="utf-8")
    return path


def asked(folder: Path, **changes: Any) -> Experiment:
    return read_experiment({**QUESTION, "sets": {"file": "some.csv"}, **changes}, "under_sets.toml", folder)


def test_a_row_is_a_set_and_a_column_without_a_dot_is_a_note(tmp_path: Path) -> None:
    found = read_sets(write(tmp_path))
    assert found == (
        ParameterSet("7", {VULNERABLE: 0.1}),
        ParameterSet("low-8", {VULNERABLE: 0.2}),
        ParameterSet("9", {VULNERABLE: 0.3}),
    )
    assert read_sets(write(tmp_path), 2) == found[:2]


def test_a_parquet_file_says_the_same(tmp_path: Path) -> None:
    frame = pd.DataFrame({"set": [7, 8], VULNERABLE: [0.1, 0.2], "setting.months": [48.0, 60.0]})
    frame.to_parquet(tmp_path / "some.parquet")
    found = read_sets(tmp_path / "some.parquet")
    assert [each.name for each in found] == ["7", "8"]
    assert found[1].values == {VULNERABLE: 0.2, "setting.months": 60}


@given(st.lists(st.floats(0.05, 0.4), min_size=1, max_size=5, unique=True))
def test_what_is_written_is_read_again_to_the_last_bit(
    tmp_path_factory: pytest.TempPathFactory, values: list[float]
) -> None:
    sets = tuple(ParameterSet(str(number), {VULNERABLE: value}) for number, value in enumerate(values))
    path = tmp_path_factory.mktemp("sets") / "again.csv"
    path.write_bytes(written_sets(sets))
    assert read_sets(path) == sets


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"name,{VULNERABLE}\na,0.1\n", "there is no column 'set'; name every set in a column of that name"),
        ("set,note\na,1\n", "there is no column with a value"),
        (f"set,{DELAY}\na,1\n", f"column '{DELAY}': is a lever, which a government decides"),
        (f"set,{VULNERABLE}s\na,0.1\n", f"there is no such coefficient or setting; did you mean '{VULNERABLE}'"),
        (f"set,{VULNERABLE},{VULNERABLE}\na,0.1,0.2\n", "stands there more than once"),
        (f"set,{VULNERABLE}\na,0.9\n", f"row 1: {VULNERABLE}: 0.9 lies outside its bounds; give a number from 0.05"),
        (f"set,{VULNERABLE}\na,nan\n", "nan is not a finite number"),
        (f"set,{VULNERABLE}\na,many\n", "'many' is not a number"),
        (f"set,{VULNERABLE}\na,0.1\nA,0.2\n", "row 2: 'A' names row 1 already"),
        (f"set,{VULNERABLE}\na,0.1\nb,0.1\n", "row 2: has the values of row 1; keep one of them"),
        (f"set,{VULNERABLE}\n../x,0.1\n", "'../x' cannot be a name"),
        (f"set,{VULNERABLE}\na\n", "row 1: has not 2 cells like the header"),
        (f"set,{VULNERABLE}\n", "holds 0 sets, and 1 are asked for"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_would_be_right(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(ScenarioError, match=r"\S") as refusal:
        read_sets(write(tmp_path, text))
    assert message in str(refusal.value)


def test_fewer_sets_than_asked_for_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"holds 3 sets, and 4 are asked for; add rows, or lower `sets.count`"):
        read_sets(write(tmp_path), 4)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"none.csv: cannot be read: No such file"):
        read_sets(tmp_path / "none.csv")


def test_a_parquet_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "some.parquet").write_text("set,x\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"not a Parquet file"):
        read_sets(tmp_path / "some.parquet")


def test_a_name_alone_is_a_file_that_comes_with_the_laboratory(tmp_path: Path) -> None:
    assert sets_file("non_implausible", tmp_path).parts[-3:] == ("experiments", "data", "non_implausible.csv")
    assert sets_file("data/some.csv", tmp_path) == tmp_path / "data" / "some.csv"


def test_every_policy_meets_every_set_in_the_same_worlds(tmp_path: Path) -> None:
    write(tmp_path)
    plan = make_plan(asked(tmp_path, sets={"file": "some.csv", "count": 2}))
    assert (plan.cases, plan.run_count, plan.uncertain) == (6, 12, (VULNERABLE,))
    places = [(run.world, plan.sets[run.set].name, run.policy) for run in plan.runs()]
    assert places == [(world, name, policy) for world in range(2) for name in ("7", "low-8") for policy in range(3)]
    assert len({run.world_seed for run in plan.runs()}) == 2
    under = plan.scenario(4)
    assert (under.value(VULNERABLE), under.value(DELAY)) == (0.2, plan.policies[1].values[DELAY])


def test_a_run_under_a_set_is_the_run_of_a_policy_with_these_values(tmp_path: Path) -> None:
    write(tmp_path)
    plan = make_plan(asked(tmp_path, axes={}, worlds=1))
    same = make_plan(Experiment.model_validate({**QUESTION, "axes": {VULNERABLE: [0.1, 0.2, 0.3]}, "worlds": 1}))
    keys = {run.key for run in same.runs()}
    assert {run.key for run in plan.runs()} < keys


def test_sets_are_part_of_the_design_and_their_number_of_worlds_is_not(tmp_path: Path) -> None:
    write(tmp_path)
    plan = make_plan(asked(tmp_path))
    fewer = make_plan(asked(tmp_path, sets={"file": "some.csv", "count": 2}))
    without = make_plan(Experiment.model_validate(QUESTION))
    assert len({plan.design_sha256, fewer.design_sha256, without.design_sha256}) == 3
    assert plan.with_worlds(5).design_sha256 == plan.design_sha256


def test_what_a_policy_decides_cannot_be_given_by_a_set_as_well(tmp_path: Path) -> None:
    write(tmp_path)
    experiment = asked(tmp_path, axes={VULNERABLE: [0.1, 0.2]})
    with pytest.raises(ScenarioError, match=r"sets: .*vulnerable_share: is given by the sets and by the policies"):
        make_plan(experiment)


def results(missing: int | None = None) -> pd.DataFrame:
    """Two policies under two sets in three worlds; every value tells where it comes from."""
    rows = [
        (policy, under, world, 100.0 * (policy == "paid") + 10 * (under == "hard") + world)
        for world in range(3)
        for under in ("easy", "hard")
        for policy in ("now", "paid")
    ]
    frame = pd.DataFrame(rows, columns=["policy", "set", "world", "share"])
    return frame if missing is None else frame.drop(missing)


def test_runs_are_paired_by_world_and_set() -> None:
    paired = pair(results().sample(frac=1, random_state=1), policies=["now", "paid"], sets=["easy", "hard"])
    assert paired.sets == ("easy", "hard")
    np.testing.assert_array_equal(paired.values_by_set("share")[1], [[100, 101, 102], [110, 111, 112]])
    np.testing.assert_array_equal(paired.values("share"), [[5, 6, 7], [105, 106, 107]])


def test_a_world_without_a_run_under_some_set_is_left_out() -> None:
    paired = pair(results(missing=2), policies=["now", "paid"], sets=["easy", "hard"])
    assert (paired.worlds, paired.left_out) == ((1, 2), (0,))


def test_an_outcome_that_is_undefined_under_one_set_is_undefined_in_that_world() -> None:
    table = results()
    table.loc[0, "share"] = np.nan
    np.testing.assert_array_equal(pair(table).values("share"), [[np.nan, 6, 7], [105, 106, 107]])


@pytest.mark.parametrize(
    ("sets", "message"),
    [
        (["easy", "hard", "harder"], r"set 'harder' has no run that succeeded"),
        (["easy"], r"set 'hard' was not planned"),
    ],
)
def test_sets_that_do_not_fit_the_plan_are_refused(sets: list[str], message: str) -> None:
    with pytest.raises(ResultsError, match=message):
        pair(results(), sets=sets)


def test_planned_sets_without_a_column_are_refused() -> None:
    with pytest.raises(ResultsError, match=r"set 'easy' has no run that succeeded"):
        pair(results()[results()["set"] == "easy"].drop(columns="set"), sets=["easy"])


def test_a_run_twice_under_one_set_is_refused() -> None:
    with pytest.raises(ResultsError, match=r"has world 0 more than once under set 'easy'"):
        pair(pd.concat([results(), results().head(1)]))
