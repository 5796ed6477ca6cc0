"""What the model says to each fact at many points: ordinary sweeps, one for each scenario of the facts.

A point is a policy of an experiment whose values are coefficients, and meets the same worlds as every
other. The scenario as it is runs beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.lab.targets import SERIES, TARGETS
from sim.model import Run

if TYPE_CHECKING:
    from sim.lab.calibration.specification import Specification
    from sim.lab.ending import SweepReport
    from sim.lab.experiment import Experiment
    from sim.lab.plan import Plan

Numbers = NDArray[np.float64]
Sweeper = Callable[["Plan", Path], "SweepReport"]
"""Runs what is missing of a plan into a folder."""


@dataclass(frozen=True)
class Measured:
    """Each fact's quantity at each point in each world: float64[points, worlds], nan where undefined or failed.

    `default` is the same for the scenario as it is: float64[worlds]. `sha256` names the tables it was read from.
    """

    runs: dict[str, Numbers]
    default: dict[str, Numbers]
    failed: int
    sha256: tuple[str, ...]


def measure(
    specification: Specification, values: Numbers, stage: tuple[str, int, int], folder: Path, run: Sweeper
) -> Measured:
    """Run every point float64[points, coefficients] and read what each fact's quantity comes to.

    `stage` is the name, the root seed and the number of worlds of this part of the calibration.
    """
    from sim.lab.plan import make_plan
    from sim.lab.results import read_results

    name, seed, worlds = stage
    runs: dict[str, Numbers] = {}
    default: dict[str, Numbers] = {}
    sums, failed = [], 0
    for scenario in specification.scenarios:
        place = folder / scenario
        run(make_plan(_experiment(specification, values, (name, seed, worlds), scenario)), place)
        results = read_results(place)
        failed += results.failed
        sums.append(results.sha256)
        places = {policy["name"]: row for row, policy in enumerate(results.plan["policies"])}
        rows = results.table["policy"].map(places).to_numpy()
        series = {each: list(results.table[f"series.{each}"]) for each in SERIES}
        for target in (TARGETS[each.name] for each in specification.target):
            if target.scenario == scenario:
                found = np.full((len(values) + 1, worlds), np.nan)
                for line, (row, world) in enumerate(zip(rows, results.table["world"], strict=True)):
                    lived = Run({}, {each: months[line] for each, months in series.items()})
                    found[row, world] = target.measure(lived)
                default[target.name], runs[target.name] = found[0], found[1:]
    return Measured(runs, default, failed, tuple(sums))


def _experiment(
    specification: Specification,
    values: Sequence[Sequence[float]] | Numbers,
    stage: tuple[str, int, int],
    scenario: str,
) -> Experiment:
    from sim.lab.experiment import Experiment, NamedPolicy

    name, seed, worlds = stage
    points = tuple(
        NamedPolicy(name=f"point_{number}", set=dict(zip(specification.paths, map(float, point), strict=True)))
        for number, point in enumerate(values)
    )
    return Experiment(
        name=f"{specification.name}-{name}-{scenario}",
        question_en=f"{specification.title_en}: {name}, {scenario}",
        question_zh=f"{specification.title_zh}：{name}，{scenario}",
        scenario=scenario,
        seed=seed,
        worlds=worlds,
        outcomes=SERIES,
        measure="asked",
        policy=points,
    )
