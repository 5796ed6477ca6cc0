"""Parts carry their own hash: what is damaged is seen, what stands twice must be the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from sim.errors import ResultsError
from sim.lab.durable import make_folder
from sim.lab.parts import Columns, Parts
from sim.lab.worker import Done

COLUMNS = Columns(("satisfied_share", "turnover_rate"), ("satisfied_share",))


def run(index: int, satisfied: float = 0.5, turnover: float = 0.25) -> Done:
    months = np.array([satisfied, np.nan, index], dtype=np.float64)
    return Done(index, 0.01, np.array([satisfied, turnover]).tobytes(), (months.tobytes(),))


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    make_folder(tmp_path / "parts")
    return Parts(tmp_path, "design")


def test_rows_stand_in_plan_order_and_undefined_is_null(parts: Parts) -> None:
    path = parts.add([run(7), run(3, turnover=float("nan"))], ["k7", "k3"], COLUMNS)
    assert path.name.startswith("part-00000003-")
    rows = pq.read_table(path).to_pylist()
    assert rows == [
        {
            "run": 3,
            "key": "k3",
            "satisfied_share": 0.5,
            "turnover_rate": None,
            "series.satisfied_share": [0.5, None, 3.0],
        },
        {
            "run": 7,
            "key": "k7",
            "satisfied_share": 0.5,
            "turnover_rate": 0.25,
            "series.satisfied_share": [0.5, None, 7.0],
        },
    ]


def test_the_same_runs_make_the_same_file(parts: Parts) -> None:
    first = parts.add([run(1), run(2)], ["a", "b"], COLUMNS)
    assert parts.add([run(2), run(1)], ["b", "a"], COLUMNS) == first


def test_every_flipped_bit_and_every_cut_is_seen(parts: Parts) -> None:
    path = parts.add([run(index) for index in range(20)], [f"k{index}" for index in range(20)], COLUMNS)
    whole = path.read_bytes()
    dice = np.random.default_rng(2012)
    for _ in range(300):
        damaged = bytearray(whole)
        damaged[dice.integers(len(whole))] ^= 1 << int(dice.integers(8))
        path.write_bytes(damaged)
        assert parts.read(path) is None
    for length in (0, 1, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert parts.read(path) is None
    path.write_bytes(whole)
    assert parts.read(path) is not None


def test_a_damaged_part_goes_into_quarantine_and_its_runs_are_missing(parts: Parts, tmp_path: Path) -> None:
    parts.add([run(0), run(1)], ["a", "b"], COLUMNS)
    bad = parts.add([run(2), run(3)], ["c", "d"], COLUMNS)
    bad.write_bytes(bad.read_bytes()[:-1])
    found = parts.scan(5)
    assert found.done.tolist() == [True, True, False, False, False]
    assert found.quarantined == 1
    assert [path.name for path in (tmp_path / "quarantine").iterdir()] == [bad.name]
    assert not bad.exists()


def test_a_part_damaged_twice_is_kept_twice(parts: Parts, tmp_path: Path) -> None:
    names = []
    for _ in range(2):
        bad = parts.add([run(2)], ["c"], COLUMNS)
        bad.write_bytes(b"")
        parts.scan(5)
        names.append(bad.name)
    assert names[0] == names[1]
    assert sorted(path.name for path in (tmp_path / "quarantine").iterdir()) == [names[0], f"{names[0]}.2"]


def test_a_part_of_another_experiment_is_set_aside(parts: Parts, tmp_path: Path) -> None:
    Parts(tmp_path, "another design").add([run(0)], ["a"], COLUMNS)
    assert parts.scan(2).done.tolist() == [False, False]


def test_a_survey_touches_nothing(parts: Parts, tmp_path: Path) -> None:
    bad = parts.add([run(0)], ["a"], COLUMNS)
    bad.write_bytes(b"")
    survey = parts.survey(2)
    assert (survey.done.tolist(), survey.parts, survey.damaged) == ([False, False], 1, 1)
    assert bad.exists()
    assert not (tmp_path / "quarantine").exists()


def test_the_same_run_twice_counts_once(parts: Parts) -> None:
    parts.add([run(0), run(1)], ["a", "b"], COLUMNS)
    parts.add([run(1), run(2)], ["b", "c"], COLUMNS)
    found = parts.scan(3)
    assert found.done.all()
    assert len(found.files) == 2


def test_the_same_run_with_another_last_bit_is_refused(parts: Parts) -> None:
    parts.add([run(0), run(1)], ["a", "b"], COLUMNS)
    parts.add([run(1, satisfied=float(np.nextafter(0.5, 1.0)))], ["b"], COLUMNS)
    with pytest.raises(ResultsError, match=r"run 1 stands there twice with other numbers .satisfied_share"):
        parts.scan(3)


def test_minus_zero_is_another_number_than_zero(parts: Parts) -> None:
    parts.add([run(1, satisfied=0.0)], ["b"], COLUMNS)
    parts.add([run(1, satisfied=-0.0)], ["b"], COLUMNS)
    with pytest.raises(ResultsError, match="run 1 stands there twice"):
        parts.scan(3)


def test_runs_beyond_the_plan_are_kept_and_not_counted(parts: Parts) -> None:
    path = parts.add([run(1), run(9)], ["b", "j"], COLUMNS)
    assert parts.scan(4).done.tolist() == [False, True, False, False]
    assert path.exists()


def test_parts_with_other_outcomes_are_refused(parts: Parts) -> None:
    parts.add([run(0)], ["a"], COLUMNS)
    parts.add([run(1)], ["b"], Columns(("satisfied_share", "burnout"), ("satisfied_share",)))
    with pytest.raises(ResultsError, match="has other outcomes than the parts before it"):
        parts.scan(2)
