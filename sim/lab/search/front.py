"""What can be had of several outcomes at once: NSGA-II over the grid of levers.

Deb, Pratap, Agarwal & Meyarivan 2002 (IEEE Transactions on Evolutionary Computation 6:182) by pymoo (Blank &
Deb 2020). A policy is the places of its levers in their lists of values; a lever that is chosen from a
list has no order, so its neighbours are those beside it in the list. The same seed goes the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.lab.extras import need
from sim.lab.keyed import generator
from sim.lab.search.space import Space

Matrix = NDArray[np.float64]
Scores = Callable[[Sequence[int]], tuple[Matrix, Matrix]]
_CROSSOVER_CHANCE, _SPREAD = 0.9, 3.0


def evolve(
    space: Space, scores: Scores, first: Sequence[int], *, generations: int, key: str, told: Callable[[int], None]
) -> None:
    """Try `generations` of as many policies as `first` has, each better mixed from those before.

    `scores` gives, for some policies, what is to be low, float64[policies, objectives], and by how much
    bounds are missed (at most zero where they are kept), float64[policies, bounds]. `told` hears how many
    generations are left.
    """
    problem = need("pymoo.core.problem", "analysis", "search")
    evaluator = need("pymoo.core.evaluator", "analysis", "search").Evaluator()
    lows, misses = scores(first)
    grid = problem.Problem(
        n_var=len(space.lengths),
        n_obj=lows.shape[1],
        n_ieq_constr=misses.shape[1],
        xl=np.zeros(len(space.lengths)),
        xu=np.array(space.lengths, np.float64) - 1,
    )
    algorithm = _algorithm(np.array([space.places(cell) for cell in first], np.float64))
    seed = int(generator(key).integers(2**31))
    algorithm.setup(grid, termination=("n_gen", generations), seed=seed, verbose=False)
    for left in range(generations - 1, -1, -1):
        asked = algorithm.ask()
        if asked is None or not len(asked):
            return
        cells = [space.cell(np.rint(row).astype(int)) for row in asked.get("X")]
        lows, misses = scores(cells)
        evaluator.eval(_known(grid, lows, misses), asked)
        algorithm.tell(infills=asked)
        told(left)


def non_dominated(lows: Matrix) -> NDArray[np.bool_]:
    """Which policies no other is better than: at most as high in everything and lower in something."""
    kept = np.ones(len(lows), np.bool_)
    for place, row in enumerate(lows):
        better = (lows <= row).all(axis=1) & (lows < row).any(axis=1)
        kept[place] = not better.any()
    return kept


def spread_out(lows: Matrix, most: int) -> list[int]:
    """Some policies of a front: the best in each objective, then each time the one farthest from those chosen."""
    span = np.ptp(lows, axis=0)
    scaled = (lows - lows.min(axis=0)) / np.where(span > 0, span, 1.0)
    chosen = list(dict.fromkeys(int(scaled[:, column].argmin()) for column in range(scaled.shape[1])))[:most]
    while len(chosen) < min(most, len(lows)):
        away = np.linalg.norm(scaled[:, None, :] - scaled[chosen][None, :, :], axis=2).min(axis=1)
        away[chosen] = -1.0
        chosen.append(int(away.argmax()))
    return sorted(chosen, key=lambda place: tuple(lows[place]))


def _known(grid: Any, lows: Matrix, misses: Matrix) -> Any:  # noqa: ANN401  pymoo's own
    """The problem with the answers already in it."""
    static = need("pymoo.problems.static", "analysis", "search")
    answers = {"F": lows, "G": misses} if misses.shape[1] else {"F": lows}
    return static.StaticProblem(grid, **answers)


def _algorithm(first: Matrix) -> Any:  # noqa: ANN401  pymoo's own
    genetic = need("pymoo.algorithms.moo.nsga2", "analysis", "search")
    crossover = need("pymoo.operators.crossover.sbx", "analysis", "search")
    mutation = need("pymoo.operators.mutation.pm", "analysis", "search")
    rounding = need("pymoo.operators.repair.rounding", "analysis", "search")
    return genetic.NSGA2(
        pop_size=len(first),
        sampling=first,
        crossover=crossover.SBX(prob=_CROSSOVER_CHANCE, eta=_SPREAD, vtype=float, repair=rounding.RoundingRepair()),
        mutation=mutation.PM(prob=1.0, eta=_SPREAD, vtype=float, repair=rounding.RoundingRepair()),
        eliminate_duplicates=True,
    )
