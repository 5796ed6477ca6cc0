"""Approximate Bayesian computation inside what is left: points are run, and kept where their runs are near the facts.

Points are spread evenly over what history matching left, so the prior within it is uniform. A point is
accepted where its worst implausibility, with the runs' own means and no emulator, is within the cut-off;
it is weighed by the Epanechnikov kernel of that distance (Beaumont, Zhang & Balding 2002, *Genetics*
162:2025). Rounds follow until enough are accepted; their worlds are others than the waves'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.lab.calibration.implausibility import ensemble_variance
from sim.lab.calibration.measuring import Measured, Sweeper, measure
from sim.lab.calibration.region import columns, spread_out
from sim.lab.calibration.specification import Specification
from sim.lab.calibration.waves import History, inputs, kept_points, scores
from sim.lab.keyed import generator

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Accepted:
    """The points that were run in fresh worlds, and which of them the facts leave possible.

    `values` is float64[accepted, coefficients], `worst` the worst implausibility of each, `weights` sum
    to 1, `means` float64[accepted, facts] is what the model says there. `tried` counts all points that
    were run and `failed` the runs that failed; `least` is the worst implausibility of the best point,
    accepted or not, and `default` that of the scenario as it is: both infinite where nothing was run.
    """

    values: Numbers
    worst: Numbers
    weights: Numbers
    means: Numbers
    tried: int
    failed: int
    least: float
    default: float


def accept(specification: Specification, history: History, folder: Path, run: Sweeper) -> Accepted:
    """Run points of what is left until enough are accepted or all rounds are done."""
    asked = specification.acceptance
    basis = inputs(specification.digest("accept"), history.waves)
    waiting = spread_out(
        history.region.points, len(history.region.points), generator(f"{specification.seed}/acceptance")
    )
    rounds: list[_Round] = []
    for number in range(1, asked.rounds + 1):
        chosen = waiting[(number - 1) * asked.points : number * asked.points]
        if not len(chosen) or sum(int(each.kept.sum()) for each in rounds) >= asked.sets:
            break
        place = folder / f"acceptance-{number}"
        points = kept_points(place, basis, partial(columns, chosen, specification.ranges))
        stage = (f"acceptance_{number}", asked.seed, asked.worlds)
        rounds.append(_judged(specification, points, measure(specification, points, stage, place, run)))
    return _gathered(specification, rounds)


def set_file(specification: Specification, accepted: Accepted) -> bytes:
    """The accepted sets as a table for `[sets]` of an experiment: CSV in UTF-8, one row a set.

    Columns: set, worst_implausibility, weight, then one for each coefficient by its path.
    """
    lines = [",".join(["set", "worst_implausibility", "weight", *specification.paths])]
    for number, (worst, weight, values) in enumerate(
        zip(accepted.worst, accepted.weights, accepted.values, strict=True), start=1
    ):
        lines.append(",".join([str(number), f"{worst:.4f}", f"{weight:.6f}", *map(repr, values.tolist())]))
    return ("\n".join(lines) + "\n").encode()


@dataclass(frozen=True)
class _Round:
    points: Numbers
    distance: Numbers
    means: Numbers
    kept: NDArray[np.bool_]
    failed: int
    default: float


def _judged(specification: Specification, points: Numbers, measured: Measured) -> _Round:
    ensemble = {name: ensemble_variance(runs) for name, runs in measured.runs.items()}
    distance = scores(specification, measured, ensemble)
    means = np.column_stack([measured.runs[name].mean(axis=1) for name in specification.aims])
    as_it_is = replace(measured, runs={name: runs[None] for name, runs in measured.default.items()})
    default = float(scores(specification, as_it_is, ensemble)[0])
    return _Round(points, distance, means, distance <= specification.cut_off, measured.failed, default)


def _gathered(specification: Specification, rounds: Sequence[_Round]) -> Accepted:
    coefficients, facts = len(specification.parameter), len(specification.target)
    values = np.concatenate([np.zeros((0, coefficients)), *(each.points[each.kept] for each in rounds)])
    means = np.concatenate([np.zeros((0, facts)), *(each.means[each.kept] for each in rounds)])
    worst = np.concatenate([np.zeros(0), *(each.distance[each.kept] for each in rounds)])
    kernel = 1.0 - (worst / specification.cut_off) ** 2
    total = float(kernel.sum())
    return Accepted(
        values,
        worst,
        kernel / total if total > 0.0 else kernel,
        means,
        tried=sum(len(each.points) for each in rounds),
        failed=sum(each.failed for each in rounds),
        least=min((float(each.distance.min()) for each in rounds), default=np.inf),
        default=rounds[0].default if rounds else np.inf,
    )
