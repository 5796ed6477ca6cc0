"""Which policies sliders can reach: the combinations that were run, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.lab.results import read_results
from sim.report.explorer.grid import Grid, grid_of
from tests.lab.stored import DELAY
from tests.report.explorer.results import CENTRE, ROUNDS, swept


def grid(folder: Path, **changes: Any) -> Grid:
    return grid_of(read_results(swept(folder / "r", **changes)))


def test_combinations_have_sliders_and_a_named_policy_stands_apart(tmp_path: Path) -> None:
    found = grid(tmp_path)
    assert [lever.path for lever in found.levers] == [CENTRE, DELAY, ROUNDS]
    assert found.levers[1].stops == (0.0, 2.0, 6.0)  # Guangzhou as it is pays after two months
    assert found.axes == (0, 1)
    assert len(found.at) == 8
    assert found.cells == (0, 2, 3, 4, 5, 6, 7)
    assert sorted(found.at[cell][:2] for cell in found.cells) == [
        (0, 0), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 2),
    ]  # fmt: skip


def test_it_begins_with_a_policy_that_changes_one_lever(tmp_path: Path) -> None:
    found = grid(tmp_path, policy=[])
    changed = [a != b for a, b in zip(found.at[0], found.at[found.first_contrast()], strict=True)]
    assert sum(changed) == 1


@pytest.mark.parametrize("changes", [{"axes": {}}, {"axes": {}, "one_at_a_time": {DELAY: [0, 6]}}])
def test_policies_that_are_no_combinations_have_a_list_alone(tmp_path: Path, changes: dict[str, Any]) -> None:
    found = grid(tmp_path, **changes)
    assert (found.axes, found.cells) == ((), ())
    assert found.first_contrast() == 1


def test_a_policy_of_another_scenario_is_no_combination(tmp_path: Path) -> None:
    found = grid(tmp_path, policy=[{"name": "elsewhere", "scenario": "baseline", "set": {}}])
    assert 1 not in found.cells
    assert len(found.cells) == 7
