from __future__ import annotations

import numpy as np
import pytest

from sim.lab.search.front import non_dominated, spread_out
from sim.lab.search.refine import refined
from sim.lab.search.space import Space
from tests.lab.search.standins import INSPECTIONS, ROUNDS


def test_a_policy_is_on_the_front_if_none_is_better_in_everything() -> None:
    lows = np.array([[1.0, 5.0], [2.0, 2.0], [3.0, 3.0], [5.0, 1.0], [1.0, 5.0], [1.0, 6.0]])
    assert non_dominated(lows).tolist() == [True, True, False, True, True, False]


def test_a_long_front_is_shown_by_its_ends_and_what_is_farthest_between() -> None:
    lows = np.array([[float(place), 10.0 - place] for place in range(11)])
    assert spread_out(lows, 3) == [0, 5, 10]
    assert spread_out(lows, 1) == [0]
    assert spread_out(lows[:2], 5) == [0, 1]


@pytest.mark.parametrize("start", [(0, 0), (12, 9), (6, 0)])
def test_the_way_down_ends_where_nothing_around_is_better(start: tuple[int, int]) -> None:
    space = Space({ROUNDS: tuple(range(13)), INSPECTIONS: tuple(range(10))})

    def ranks(cells: list[int]) -> np.ndarray:
        return np.array([(x - 7) ** 2 + (y - 3) ** 2 + (x - 7) * (y - 3) for x, y in map(space.places, cells)], float)

    cell, settled = refined(space, space.cell(start), ranks)  # type: ignore[arg-type]
    assert (space.places(cell), settled) == ((7, 3), True)


def test_what_is_not_to_be_had_is_never_chosen() -> None:
    space = Space({ROUNDS: tuple(range(13))})

    def ranks(cells: list[int]) -> np.ndarray:
        return np.array([cell if cell >= 4 else np.inf for cell in cells], float)

    assert refined(space, 11, ranks) == (4, True)  # type: ignore[arg-type]
