"""A calibration's file is read whole, and everything that is wrong with it is told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.errors import ScenarioError
from sim.lab.calibration.specification import load_specification
from sim.lab.resolved import toml_text
from sim.lab.sets import read_sets, sets_file
from sim.lab.targets import TARGETS
from tests.lab.calibration.standins import STRAIGHT, table


def written(folder: Path, content: dict[str, Any]) -> Path:
    path = folder / "asked.toml"
    path.write_text(toml_text(content), encoding="utf-8")
    return path


def test_a_file_gives_aims_and_declared_ranges(tmp_path: Path) -> None:
    asked = load_specification(written(tmp_path, table()))
    assert asked.paths[0] == STRAIGHT
    assert asked.ranges == ((0.0, 1.0), (0.0, 1.0), (0.0, 1.0))
    assert asked.scenarios == ("baseline",)
    assert asked.aims["never"].value == 0.529
    assert asked.aims["never"].excused == pytest.approx(0.0025)


@pytest.mark.parametrize(("relation", "value"), [("equal", 0.08), ("at_most", 0.09), ("at_least", 0.0)])
def test_a_bound_is_the_end_of_the_band(tmp_path: Path, relation: str, value: float) -> None:
    fact = {"name": "responsive", "relation": relation, "observation_sd": 0.01, "discrepancy_sd": 0.0}
    assert load_specification(written(tmp_path, table(target=[fact]))).aims["responsive"].value == value


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"parameter": [{"path": "coefficients.service.inner_motiv"}]}, "did you mean 'coefficients.service.inner_mo"),
        ({"parameter": [{"path": STRAIGHT, "low": 0.5, "high": 0.2}]}, "0.5 to 0.2 is no range"),
        ({"parameter": [{"path": STRAIGHT, "high": 1.5}]}, "0 to 1.5 is no range"),
        ({"parameter": [{"path": "coefficients.groups.births.most_founders"}]}, "is no number with a range"),
        ({"parameter": [{"path": STRAIGHT}, {"path": STRAIGHT}]}, "stands there more than once"),
        ({"target": [{"name": "turnovr", "observation_sd": 1.0, "discrepancy_sd": 0.0}]}, "did you mean 'turnover'"),
        ({"target": [{"name": "turnover", "observation_sd": 0.0, "discrepancy_sd": 0.0}]}, "error of the fact"),
        ({"points": 5}, "a whole number from 20"),
        ({"wave": 3}, "unknown key"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        load_specification(written(tmp_path, table(**changes)))


def test_the_bundled_calibration_holds_the_model_to_facts_alone() -> None:
    asked = load_specification()
    assert {each.name for each in asked.target} <= set(TARGETS)
    assert 8 <= len(asked.parameter) <= 14


def test_the_bundled_sets_lie_within_the_ranges_that_were_looked_at() -> None:
    asked = load_specification()
    sets = read_sets(sets_file("non_implausible", None))
    assert len(sets) >= 100
    assert all(tuple(each.values) == asked.paths for each in sets)
    for path, (low, high) in zip(asked.paths, asked.ranges, strict=True):
        assert all(low <= float(each.values[path]) <= high for each in sets)
