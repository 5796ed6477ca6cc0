"""Many policies out of a few ranges: points spread evenly over everything that is uncertain at once.

Latin hypercube (McKay, Beckman & Conover 1979, *Technometrics* 21:239), scrambled Sobol' (Owen 1998,
*J. Complexity* 14:466) and scrambled Halton (Owen 2017) from `scipy.stats.qmc`. More points of a Sobol'
or Halton sample of the same seed begin with the points there were; of a Latin hypercube all move.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.lab.design import Row

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.declare import Declaration, Value
    from sim.lab.experiment import Method

_DIGITS = 10


def sampled(
    method: Method,
    points: int,
    ranges: Mapping[str, Sequence[Value]],
    declarations: Mapping[str, Declaration],
    seed: int,
) -> list[Row]:
    """Give `points` policies spread over ranges; the same seed gives the same.

    A range is the lowest and the highest value of a number, the choices of a choice or flag, or empty
    for all that is declared. Policies are named sample_0, sample_1, ...
    """
    shares = unit_points(method, points, len(ranges), seed)
    paths = list(ranges)
    rows = []
    for number, point in enumerate(shares.tolist()):
        values = {
            path: placed(declarations[path], ranges[path], share) for path, share in zip(paths, point, strict=True)
        }
        rows.append(Row(f"sample_{number}", f"Sample {number}", f"抽样{number}", values))
    return rows


def unit_points(method: Method, points: int, dimensions: int, seed: int) -> NDArray[np.float64]:
    """Points in the unit cube: float64[points, dimensions], each from 0 to below 1."""
    from scipy.stats import qmc

    engines = {"latin_hypercube": qmc.LatinHypercube, "sobol": qmc.Sobol, "halton": qmc.Halton}
    drawn: NDArray[np.float64] = engines[method](d=dimensions, rng=np.random.default_rng(seed)).random(points)
    return drawn


def placed(declaration: Declaration, given: Sequence[Value], share: float) -> Value:
    """The value that lies so far, from 0 to 1, along a range."""
    if declaration.kind in ("flag", "choice"):
        choices = list(given) or ([False, True] if declaration.kind == "flag" else list(declaration.choices))
        return choices[min(int(share * len(choices)), len(choices) - 1)]
    low, high = ends(declaration, given)
    if declaration.kind == "integer":
        return int(low) + min(int(share * (high - low + 1)), int(high - low))
    value = low + share * (high - low)
    return float(f"{value:.{_DIGITS}g}")


def ends(declaration: Declaration, given: Sequence[Value]) -> tuple[float, float]:
    """Lowest and highest value of a range of numbers; the declared ones where none are given."""
    if given:
        return float(given[0]), float(given[1])
    if declaration.low is None or declaration.high is None:
        return math.nan, math.nan
    return declaration.low, declaration.high
